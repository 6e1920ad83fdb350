// Servers, channels, and the member one is.

import { fill, make } from "./dom.js";

// Signs that every font has: where no font of pictures is installed, those would be empty boxes.
const SIGNS = { text: "#", announcement: "»", forum: "≡", public_thread: "↳", dm: "@" };

/** Draws the list of places; `go` is called with a channel's id, `become` with a member's. */
export function drawPlaces(nav, state, go, become) {
  fill(nav, switcher(state, become), state.view.guilds.map((guild) => server(guild, state, go)), direct(state, go));
}

function switcher(state, become) {
  const select = make(
    "select",
    { id: "member", onchange: (event) => become(event.target.value) },
    state.view.people.map((one) =>
      make("option", { value: one.id, selected: one.id === state.view.me.id }, `${one.name} – ${one.about}`),
    ),
  );
  return make("div", { class: "switcher" }, make("label", { for: "member" }, "You are"), select);
}

function server(guild, state, go) {
  const top = guild.channels.filter((one) => !one.parent);
  const rows = top.flatMap((channel) => [
    place(channel, state, go),
    ...guild.channels.filter((one) => one.parent === channel.id && !one.archived).map((thread) => place(thread, state, go)),
  ]);
  return make("section", {}, make("h2", {}, guild.name), make("ul", {}, rows));
}

function place(channel, state, go) {
  const isHere = channel.id === state.channel;
  const unread = state.unread.has(channel.id) && !isHere;
  return make(
    "li",
    { class: channel.kind === "public_thread" ? "thread" : "" },
    make(
      "button",
      { type: "button", class: `place ${unread ? "unread" : ""}`, "aria-current": isHere ? "page" : null, onclick: () => go(channel.id) },
      make("span", { "aria-hidden": "true" }, `${SIGNS[channel.kind] || "#"} `),
      channel.name,
      unread ? make("span", { class: "unseen" }, " (unread)") : null,
    ),
  );
}

function direct(state, go) {
  const channel = { id: state.view.direct, name: state.view.bot.name, kind: "dm" };
  return make("section", {}, make("h2", {}, "Direct messages"), make("ul", {}, place(channel, state, go)));
}

/** The channel one is in, with the server it belongs to; a direct one has none. */
export function here(state) {
  for (const guild of state.view.guilds) {
    const channel = guild.channels.find((one) => one.id === state.channel);
    if (channel) return { channel, guild };
  }
  return { channel: { id: state.view.direct, name: state.view.bot.name, kind: "dm", writable: true }, guild: null };
}
