// The workshop beside Discord: the clock, the bot's process, the agency, troubles, what goes over the wire.

import { fill, make } from "./dom.js";

const TROUBLES = [
  ["drop", "Cut the gateway"],
  ["429", "429: too many requests"],
  ["500", "500: server error"],
  ["lost_answer", "Answer lost on the way"],
  ["reset", "Connection reset"],
];

/** Draws the panel. `deed` is called with an action's parts. */
export function drawPanel(panel, state, deed) {
  const open = new Set([...panel.querySelectorAll("details[open]")].map((one) => one.dataset.key));
  const focused = document.activeElement?.dataset?.control;
  const groups = new Map();
  for (const one of state.view.controls) groups.set(one.group, [...(groups.get(one.group) || []), one]);
  fill(
    panel,
    make("h2", {}, "Workshop"),
    make("p", { class: "small" }, state.view.bot.online ? "The bot is connected." : "The bot is not connected."),
    [...groups].map(([name, controls]) =>
      make("section", {}, make("h3", {}, name), make("div", { class: "column" }, controls.map((one) => button(one.label, one.name, !one.is_enabled, () => deed({ do: "use", name: one.name }))))),
    ),
    make(
      "section",
      {},
      make("h3", {}, "Trouble"),
      make("div", { class: "column" }, TROUBLES.map(([kind, label]) => button(label, `trouble-${kind}`, false, () => deed({ do: "trouble", kind })))),
    ),
    wire(state.traffic, open),
  );
  if (focused) panel.querySelector(`[data-control="${focused}"]`)?.focus();
}

function button(label, control, disabled, onclick) {
  return make("button", { type: "button", class: "button secondary", disabled, onclick, "data-control": control }, label);
}

function wire(traffic, open) {
  if (!traffic) return make("p", { class: "small" }, "…");
  const first = traffic.counted - traffic.requests.length;
  const requests = traffic.requests
    .map((one, index) => entry(`r${first + index}`, `${one.method} ${short(one.path)} · ${one.status}`, { sent: one.sent, answer: one.answer }, open, one.status >= 400))
    .reverse();
  const packets = traffic.packets.map((one, index) => entry(`p${index}-${one.name}`, `${one.from}: ${one.name}`, one.data, open)).reverse();
  return make(
    "section",
    {},
    make("h3", {}, "On the wire"),
    traffic.problems.length ? make("ul", { class: "problems" }, traffic.problems.map((one) => make("li", {}, one))) : null,
    make("details", { "data-key": "requests", open: open.has("requests") }, make("summary", {}, `Requests (${traffic.counted})`), requests),
    make("details", { "data-key": "packets", open: open.has("packets") }, make("summary", {}, `Gateway (${traffic.packets.length})`), packets),
  );
}

function short(path) {
  return path.replace(/\/[\w-]{40,}/g, "/…");
}

function entry(key, title, body, open, isBad = false) {
  const details = make("details", { class: `entry ${isBad ? "bad" : ""}`, "data-key": key, open: open.has(key) }, make("summary", {}, title));
  const show = () => details.append(make("pre", { tabindex: "0" }, JSON.stringify(body, null, 1)));
  // Most are never looked at: each is written when it is opened.
  if (open.has(key)) show();
  else details.addEventListener("toggle", show, { once: true });
  return details;
}
