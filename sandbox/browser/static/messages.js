// Messages as one sees them in a channel.

import { component, file } from "./components.js";
import { make } from "./dom.js";
import { markdown, moment } from "./markdown.js";

/** A message as an element. `deeds` are what its controls do. */
export function messageElement(message, room) {
  const parts = [];
  if (message.used) parts.push(above(`${message.used.by} used ${message.used.what}`));
  if (message.replied) parts.push(above(`reply to ${message.replied.by}`));
  parts.push(head(message, room));
  if (message.loading) parts.push(make("p", { class: "thinking" }, `${message.author.name} is thinking…`));
  if (message.content) parts.push(make("div", { class: "text" }, markdown(message.content, room.names)));
  parts.push(...(message.embeds || []).map((embed) => embedElement(embed, room)));
  parts.push(...(message.attachments || []).map(attachment));
  parts.push(...(message.components || []).map((one) => component(one, room)));
  if (message.ephemeral) parts.push(onlyYou(room));
  return make(
    "article",
    { class: `message ${message.ephemeral ? "ephemeral" : ""}`, id: `message-${message.id}`, "aria-label": `${message.author.name}` },
    parts,
  );
}

function above(text) {
  return make("p", { class: "above" }, text);
}

function head(message, room) {
  const sent = Date.parse(message.timestamp) / 1000;
  return make(
    "header",
    {},
    make("strong", { class: "author" }, message.author.name),
    message.author.bot ? make("span", { class: "tag" }, "APP") : null,
    make("span", { class: "when" }, moment(sent, "f")),
    message.edited_timestamp ? make("span", { class: "when" }, "(edited)") : null,
    room.menus.length && !message.loading ? menuOf(room) : null,
  );
}

function menuOf(room) {
  const list = make(
    "div",
    { class: "menu-list" },
    room.menus.map((one) => make("button", { type: "button", class: "plain", onclick: () => room.useMenu(one.name) }, one.label)),
  );
  return make("details", { class: "apps" }, make("summary", { "aria-label": "Apps" }, "Apps"), list);
}

function onlyYou(room) {
  return make(
    "p",
    { class: "only-you" },
    "Only you can see this. ",
    make("button", { type: "button", class: "plain", onclick: room.dismiss }, "Dismiss message"),
  );
}

function attachment(one) {
  if ((one.content_type || "").startsWith("image/")) {
    return make("img", { src: one.url, alt: one.description || one.filename, class: "shown", loading: "lazy" });
  }
  return file(one.url, one.filename, one.size);
}

function embedElement(embed, room) {
  const colour = embed.color ? `#${embed.color.toString(16).padStart(6, "0")}` : null;
  const fields = (embed.fields || []).map((one) =>
    make("div", { class: one.inline ? "inline" : "" }, make("strong", {}, one.name), make("div", {}, markdown(one.value, room.names))),
  );
  return make(
    "div",
    { class: "card accented", colour },
    embed.author ? make("p", { class: "small" }, embed.author.name) : null,
    embed.title ? make("h3", { class: "said" }, markdown(embed.title, room.names)) : null,
    embed.description ? make("div", { class: "text" }, markdown(embed.description, room.names)) : null,
    fields.length ? make("div", { class: "fields" }, fields) : null,
    embed.image ? make("img", { src: embed.image.url, alt: "", class: "shown" }) : null,
    embed.footer ? make("p", { class: "small" }, embed.footer.text) : null,
  );
}
