// Discord's markdown as elements. Escapes go first; what stands in the text is only ever text.

import { make } from "./dom.js";

const INLINE = new RegExp(
  [
    "\\\\(?<escaped>[^\\w\\s]|_)",
    "`(?<code>[^`\\n]+)`",
    "<t:(?<time>-?\\d{1,13})(?::(?<style>[tTdDfFR]))?>",
    "<@&(?<role>\\d+)>",
    "<@!?(?<user>\\d+)>",
    "<#(?<channel>\\d+)>",
    "</(?<command>[^:>]+):\\d+>",
    "<a?:(?<emoji>\\w+):\\d+>",
    "\\[(?<label>(?:\\\\.|[^\\]\\\\\\n])+)\\]\\(<?(?<target>https?:[^)\\s>]+)>?(?:\\s+\"[^\"]*\")?\\)",
    "<(?<plainlink>https?://[^\\s>]+)>",
    "(?<bare>https?://[^\\s<>()\\[\\]]*[^\\s<>()\\[\\].,:;!?'\"”’])",
    "\\*\\*\\*(?<strongem>(?:\\\\.|[^\\\\*])+?)\\*\\*\\*",
    "\\*\\*(?<bold>(?:\\\\.|[^\\\\])+?)\\*\\*",
    "__(?<underline>(?:\\\\.|[^\\\\])+?)__",
    "~~(?<struck>(?:\\\\.|[^\\\\])+?)~~",
    "\\|\\|(?<spoiler>(?:\\\\.|[^\\\\])+?)\\|\\|",
    "\\*(?<italic>(?:\\\\.|[^\\\\*])+?)\\*",
    "(?<![\\w\\\\])_(?<italic2>(?:\\\\.|[^\\\\_])+?)_(?!\\w)",
  ].join("|"),
  "g",
);

/** A text as a list of nodes; `names` says what mentions stand for. */
export function markdown(text, names) {
  const nodes = [];
  const parts = text.split(/```(?:\w*\n)?([\s\S]*?)```/);
  parts.forEach((part, index) => {
    if (index % 2) nodes.push(make("pre", { tabindex: "0" }, make("code", {}, part)));
    else nodes.push(...blocks(part, names));
  });
  return nodes;
}

function blocks(text, names) {
  const nodes = [];
  let quoted = [];
  let items = [];
  const flush = () => {
    if (quoted.length) nodes.push(make("blockquote", {}, lines(quoted, names)));
    if (items.length) nodes.push(make("ul", {}, items.map((item) => make("li", {}, inline(item, names)))));
    quoted = [];
    items = [];
  };
  const all = text.split("\n");
  all.forEach((line, index) => {
    if (line.startsWith(">>> ")) {
      flush();
      quoted = [line.slice(4), ...all.splice(index + 1)];
      return;
    }
    const quote = /^> ?(.*)$/.exec(line);
    const item = /^\s*[-*] (.*)$/.exec(line);
    if (quote) {
      if (items.length) flush();
      quoted.push(quote[1]);
    } else if (item) {
      if (quoted.length) flush();
      items.push(item[1]);
    } else {
      flush();
      nodes.push(plainLine(line, names));
    }
  });
  flush();
  return nodes;
}

function plainLine(line, names) {
  const heading = /^(#{1,3}) (.*)$/.exec(line);
  // The page's own heading is the first; those of messages come below it.
  if (heading) return make(`h${heading[1].length + 1}`, { class: "said" }, inline(heading[2], names));
  if (line.startsWith("-# ")) return make("div", { class: "small" }, inline(line.slice(3), names));
  return make("div", { class: line ? "line" : "line empty" }, inline(line, names));
}

function lines(texts, names) {
  return texts.flatMap((text, index) => [index ? make("br") : null, ...inline(text, names)]);
}

function inline(text, names) {
  const nodes = [];
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > at) nodes.push(text.slice(at, match.index));
    nodes.push(marked(match.groups, names));
    at = match.index + match[0].length;
  }
  if (at < text.length) nodes.push(text.slice(at));
  return nodes;
}

function marked(found, names) {
  if (found.escaped) return found.escaped;
  if (found.code) return make("code", {}, found.code);
  if (found.time) return moment(Number(found.time), found.style || "f");
  if (found.role) return mention(`@${names.roles[found.role] || "unknown-role"}`);
  if (found.user) return mention(`@${names.users[found.user] || "unknown-user"}`);
  if (found.channel) return mention(`#${names.channels[found.channel] || "unknown"}`);
  if (found.command) return mention(`/${found.command}`);
  if (found.emoji) return `:${found.emoji}:`;
  if (found.label) return link(found.target, inline(found.label, names));
  if (found.plainlink) return link(found.plainlink, [found.plainlink]);
  if (found.bare) return link(found.bare, [found.bare]);
  if (found.strongem) return make("strong", {}, make("em", {}, inline(found.strongem, names)));
  if (found.bold) return make("strong", {}, inline(found.bold, names));
  if (found.underline) return make("u", {}, inline(found.underline, names));
  if (found.struck) return make("s", {}, inline(found.struck, names));
  if (found.spoiler) return make("span", { class: "spoiler", tabindex: "0" }, inline(found.spoiler, names));
  return make("em", {}, inline(found.italic || found.italic2, names));
}

function mention(text) {
  return make("span", { class: "mention" }, text);
}

/** A link in a tab of its own that learns nothing of this page. */
export function link(target, children) {
  return make("a", { href: target, target: "_blank", rel: "noopener noreferrer" }, children);
}

const STYLES = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
};

let sandboxOffset = 0;
/** Lets relative times count from the sandbox's clock. */
export function setClock(seconds) {
  sandboxOffset = seconds - Date.now() / 1000;
}

/** The sandbox's time, in seconds since the Unix epoch. */
export function sandboxNow() {
  return Date.now() / 1000 + sandboxOffset;
}

/** A moment in the reader's own zone, as Discord writes it. */
export function moment(seconds, style) {
  const when = new Date(seconds * 1000);
  if (Number.isNaN(when.valueOf())) return "Invalid date";
  const whole = when.toLocaleString(undefined, STYLES.F);
  const shown = style === "R" ? relative(seconds) : when.toLocaleString(undefined, STYLES[style]);
  return make("time", { datetime: when.toISOString(), title: whole }, shown);
}

function relative(seconds) {
  const left = seconds - sandboxNow();
  const units = [["year", 31536000], ["month", 2592000], ["day", 86400], ["hour", 3600], ["minute", 60]];
  const [unit, length] = units.find(([, size]) => Math.abs(left) >= size) || ["second", 1];
  const format = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });
  return format.format(Math.round(left / length), unit);
}
