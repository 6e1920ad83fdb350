// Components of messages: containers, sections, text, galleries, files, separators, rows.

import { freshId, make } from "./dom.js";
import { link, markdown } from "./markdown.js";

const ROW = 1, BUTTON = 2, SELECT = 3, SECTION = 9, TEXT = 10, THUMBNAIL = 11, GALLERY = 12, FILE = 13;
const SEPARATOR = 14, CONTAINER = 17, LINK_STYLE = 5;
const STYLE_NAMES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link" };

/** One component as an element; `room` has `names`, `guild`, `press`, `choose`. */
export function component(part, room) {
  switch (part.type) {
    case CONTAINER: return container(part, room);
    case SECTION: return section(part, room);
    case TEXT: return make("div", { class: "text" }, markdown(part.content, room.names));
    case THUMBNAIL: return picture(part, "thumbnail");
    case GALLERY: return make("div", { class: "gallery" }, part.items.map((item) => picture(item, "shown")));
    case FILE: return file(part.file.url, part.name, part.size);
    case SEPARATOR:
      return make("div", { class: `separator ${part.divider === false ? "" : "ruled"} ${part.spacing === 2 ? "wide" : ""}` });
    case ROW: return make("div", { class: "row" }, part.components.map((child) => control(child, room)));
    case BUTTON: return control(part, room);
    default: return make("div", { class: "unknown" }, `(component of type ${part.type})`);
  }
}

function container(part, room) {
  const accent = part.accent_color;
  const colour = accent === null || accent === undefined ? null : `#${accent.toString(16).padStart(6, "0")}`;
  const inner = part.components.map((child) => component(child, room));
  const card = make("div", { class: `card ${colour ? "accented" : ""}`, colour }, inner);
  if (!part.spoiler) return card;
  return make("details", { class: "covered" }, make("summary", {}, "Spoiler"), card);
}

function section(part, room) {
  const texts = make("div", { class: "texts" }, part.components.map((child) => component(child, room)));
  return make("div", { class: "section" }, texts, part.accessory ? component(part.accessory, room) : null);
}

function picture(item, kind) {
  const about = item.description || "";
  const shown = make("img", { src: item.media.url, alt: about, class: kind, loading: "lazy" });
  if (item.media.width) shown.width = item.media.width;
  if (item.media.height) shown.height = item.media.height;
  return shown;
}

/** A file to save. */
export function file(url, name, size) {
  const about = `${name} (${Math.max(1, Math.round((size || 0) / 1024))} KB)`;
  return make("p", { class: "file" }, make("a", { href: url, download: name }, about));
}

function control(part, room) {
  if (part.type !== BUTTON) return menu(part, room);
  const label = [part.emoji?.name, part.label].filter(Boolean).join(" ");
  if (part.style === LINK_STYLE) {
    const target = link(part.url, [label, make("span", { "aria-hidden": "true" }, " ↗")]);
    target.classList.add("button", "link");
    return target;
  }
  const button = make(
    "button",
    { type: "button", class: `button ${STYLE_NAMES[part.style] || ""}`, disabled: part.disabled, "data-custom-id": part.custom_id },
    label,
  );
  button.addEventListener("click", () => room.press(part.custom_id, button));
  return button;
}

function menu(part, room) {
  const id = freshId("menu");
  const many = (part.max_values ?? 1) > 1;
  const least = part.min_values ?? 1;
  const options = part.type === SELECT ? part.options.map(stringOption) : entities(part, room.guild);
  const chosen = options.filter((option) => option.chosen);
  const select = make(
    "select",
    { id, multiple: many, disabled: part.disabled, "data-custom-id": part.custom_id, size: many ? Math.min(options.length, 5) : null },
    many || chosen.length ? null : make("option", { value: "", disabled: true, selected: true }, part.placeholder || "Make a selection"),
    options.map((option) => make("option", { value: option.value, selected: option.chosen }, option.label)),
  );
  const values = () => [...select.selectedOptions].map((option) => option.value).filter(Boolean);
  const box = make("span", { class: "menu" }, make("label", { for: id, class: "unseen" }, part.placeholder || "Selection"), select);
  if (!many) {
    select.addEventListener("change", () => room.choose(part.custom_id, values()));
    return box;
  }
  const send = make("button", { type: "button", class: "button secondary" }, "Choose");
  send.addEventListener("click", () => {
    if (values().length >= least) room.choose(part.custom_id, values());
  });
  box.append(send);
  return box;
}

function stringOption(option) {
  const label = option.description ? `${option.label} – ${option.description}` : option.label;
  return { value: option.value, label, chosen: option.default };
}

/** What a menu or an option of users, roles or channels offers in a server. */
export function entities(part, guild) {
  if (!guild) return [];
  const chosen = new Set((part.default_values || []).map((one) => one.id));
  const users = guild.members.map((one) => ({ value: one.id, label: one.name }));
  const roles = guild.roles.map((one) => ({ value: one.id, label: `@${one.name}` }));
  const kinds = part.channel_types && new Set(part.channel_types);
  const channels = guild.channels
    .filter((one) => !kinds || kinds.has(CHANNEL_KINDS[one.kind]))
    .map((one) => ({ value: one.id, label: `#${one.name}` }));
  const found = { 5: users, 6: roles, 7: [...users, ...roles], 8: channels }[part.type] || [];
  return found.map((one) => ({ ...one, chosen: chosen.has(one.value) }));
}

export const CHANNEL_KINDS = { text: 0, dm: 1, announcement: 5, public_thread: 11, forum: 15 };
