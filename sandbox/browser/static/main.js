// The page: keeps what it is told, draws what changed, sends what is done.

import { act, commandsOf, listen } from "./connection.js";
import { Composer } from "./composer.js";
import { fill, make, notice } from "./dom.js";
import { openForm } from "./forms.js";
import { moment, sandboxNow, setClock } from "./markdown.js";
import { messageElement } from "./messages.js";
import { drawPanel } from "./panel.js";
import { drawPlaces, here } from "./places.js";

const byId = (id) => document.getElementById(id);
const MESSAGE_MENU = 3;
const state = {
  view: null, channel: null, messages: new Map(), unread: new Set(), dismissed: new Set(),
  commands: [], traffic: null, stop: null, drawn: false, suggested: false,
};
let composer = null;

function connect(member) {
  state.stop?.();
  Object.assign(state, { messages: new Map(), drawn: false, traffic: null });
  state.stop = listen(member, !byId("panel").hidden, {
    view: onView,
    message: onMessage,
    gone: onGone,
    traffic: (body) => { state.traffic = body; panel(); },
    drawn: () => { if (!state.drawn) { state.drawn = true; enterNamed(); } },
  });
}

/** Goes to the message the address names after its "#", where there is one. */
async function enterNamed() {
  const named = state.messages.get(location.hash.slice(1));
  if (!named || !composer) { drawMessages(); return; }
  history.replaceState(null, "", location.pathname);
  if (named.channel_id !== state.channel) await go(named.channel_id);
  else drawMessages();
  byId(`message-${named.id}`)?.scrollIntoView();
}

async function onView(view) {
  const wasOnline = state.view?.bot.online;
  const before = state.view?.me.id;
  state.view = view;
  setClock(view.now);
  const known = [view.direct, ...view.guilds.flatMap((guild) => guild.channels.map((one) => one.id))];
  const isNewPlace = !known.includes(state.channel);
  if (isNewPlace) state.channel = view.guilds[0]?.channels.find((one) => one.writable)?.id ?? view.direct;
  document.title = view.title;
  document.documentElement.lang = "en";
  places();
  clock();
  panel();
  suggestions();
  if (isNewPlace || before !== view.me.id || wasOnline !== view.bot.online || !composer) await enter();
}

function onMessage(message) {
  const isNew = !state.messages.has(message.id);
  state.messages.set(message.id, message);
  if (!state.drawn) return;
  if (message.channel_id === state.channel) drawMessage(message);
  else if (isNew && !message.loading) { state.unread.add(message.channel_id); places(); }
}

function onGone({ id }) {
  state.messages.delete(id);
  byId(`message-${id}`)?.remove();
}

/** Goes into the channel one is in: its commands, its messages, its composer. */
async function enter() {
  const member = state.view.me.id, channel = state.channel;
  state.unread.delete(channel);
  // Nobody is offered what another member may do while their own is on its way.
  state.commands = [];
  const commands = await commandsOf(member, channel);
  if (member !== state.view.me.id || channel !== state.channel) return;
  state.commands = commands;
  composer = composer || new Composer(byId("composer"), state, send);
  composer.moveIn();
  if (state.drawn) await enterNamed();
  places();
}

function places() {
  const { channel, guild } = here(state);
  byId("where").textContent = channel.kind === "dm" ? `@${channel.name}` : `#${channel.name}`;
  byId("where").title = guild ? guild.name : "Direct message";
  const nav = byId("places");
  const isFocused = nav.contains(document.activeElement) ? document.activeElement : null;
  const name = isFocused?.textContent;
  drawPlaces(nav, state, go, connect);
  if (isFocused?.id === "member") byId("member").focus();
  else if (name) [...nav.querySelectorAll("button")].find((one) => one.textContent === name)?.focus();
}

async function go(channel) {
  state.channel = channel;
  composer?.showPlain();
  await enter();
  toggle("places", "open-places", false);
  composer.input.focus();
}

function room(message) {
  const { guild } = here(state);
  const at = { message: message.id };
  return {
    names: state.view.names,
    guild,
    menus: state.commands.filter((one) => one.kind === MESSAGE_MENU),
    press: async (custom_id, button) => {
      button.setAttribute("aria-busy", "true");
      await send({ ...at, do: "click", custom_id });
      button.removeAttribute("aria-busy");
    },
    choose: (custom_id, values) => send({ ...at, do: "select", custom_id, values }),
    useMenu: (name) => send({ ...at, do: "menu", name }),
    dismiss: () => { state.dismissed.add(message.id); byId(`message-${message.id}`)?.remove(); composer.input?.focus(); },
  };
}

function drawMessages() {
  const shown = [...state.messages.values()].filter((one) => one.channel_id === state.channel && !state.dismissed.has(one.id));
  shown.sort((first, second) => (BigInt(first.id) < BigInt(second.id) ? -1 : 1));
  const log = byId("messages");
  fill(log, shown.length ? shown.map((one) => messageElement(one, room(one))) : make("p", { class: "quiet" }, quiet()));
  log.scrollTop = log.scrollHeight;
}

function quiet() {
  const { channel } = here(state);
  return channel.kind === "forum" ? "A forum: its posts stand below it on the left." : "Nothing here yet. Type / below for what the bot can do.";
}

function drawMessage(message) {
  if (state.dismissed.has(message.id)) return;
  const log = byId("messages");
  const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 120;
  const old = byId(`message-${message.id}`);
  const element = messageElement(message, room(message));
  if (old) {
    const focused = old.contains(document.activeElement) ? document.activeElement.textContent : null;
    old.replaceWith(element);
    if (focused) refocus(element, focused);
  } else {
    log.querySelector(".quiet")?.remove();
    log.append(element);
  }
  if (isAtEnd || !old) follow(log, element);
}

/** Scrolls to the end, or to the head of what is taller than the window. */
function follow(log, element) {
  const tall = element.offsetHeight > log.clientHeight - 40;
  if (tall) log.scrollTop = element.offsetTop - log.offsetTop - 8;
  else log.scrollTop = log.scrollHeight;
}

function refocus(element, text) {
  const same = [...element.querySelectorAll("button, a, select")].find((one) => one.textContent === text && !one.disabled);
  (same || element.querySelector("button:not([disabled])"))?.focus();
}

/** Sends an action from where one is; a form that opens is shown. */
async function send(action, { quiet: isQuiet = false, sent } = {}) {
  const pending = act({ as: state.view.me.id, channel: state.channel, ...action }, { quiet: isQuiet });
  const answer = await (sent ? Promise.race([pending, settled(pending, sent)]) : pending);
  if (answer?.said) notice(answer.said);
  if (answer?.form) openForm(byId("dialog"), answer.form, room({ id: null }), (values) => submit(answer.form.id, values));
  return answer;
}

/** Lets the composer go as soon as the bot has the command, not when its answer is complete. */
async function settled(pending, sent) {
  const early = await Promise.race([pending, new Promise((resolve) => setTimeout(resolve, 400, "sent"))]);
  if (early === "sent" || !early?.error) sent();
  return pending;
}

async function submit(form, values) {
  const answer = await act({ as: state.view.me.id, channel: state.channel, do: "submit", form, values }, { quiet: true });
  return answer.error;
}

function panel() {
  if (!byId("panel").hidden && state.view) drawPanel(byId("panel"), state, (action) => send(action));
}

function clock() {
  fill(byId("clock"), state.view ? moment(sandboxNow(), "f") : "");
}

/** What to click for who has just come; gone once something was done. */
function suggestions() {
  const box = byId("suggestions");
  if (state.suggested || !state.view.suggestions.length) return;
  state.suggested = true;
  byId("open-suggestions").hidden = false;
  box.hidden = false;
  fill(
    box,
    make("h2", {}, "Try one of these"),
    state.view.suggestions.map((one) =>
      make("button", { type: "button", class: "suggestion", onclick: () => followSteps(one) }, make("strong", {}, one.label), make("span", {}, one.about)),
    ),
  );
}

async function followSteps(suggestion) {
  toggle("suggestions", "open-suggestions", false);
  composer.input?.focus();
  for (const step of suggestion.steps) {
    if (step.do === "go") await go(channelCalled(step.name));
    else if (!(await send(step))) break;
  }
}

function channelCalled(name) {
  return state.view.guilds.flatMap((guild) => guild.channels).find((one) => one.name === name)?.id ?? state.channel;
}

function toggle(id, button, open) {
  const element = byId(id);
  const isDrawer = id === "places";
  const show = open ?? (isDrawer ? !element.classList.contains("open") : element.hidden);
  if (isDrawer) element.classList.toggle("open", show);
  else element.hidden = !show;
  byId(button).setAttribute("aria-expanded", String(show));
  return show;
}

byId("open-places").addEventListener("click", () => { if (toggle("places", "open-places")) byId("member")?.focus(); });
byId("open-suggestions").addEventListener("click", () => toggle("suggestions", "open-suggestions"));
byId("open-panel").addEventListener("click", () => { toggle("panel", "open-panel"); connect(state.view.me.id); panel(); });
document.addEventListener("keydown", (event) => {
  const isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName || "");
  if (event.key === "/" && !isTyping && composer?.input && !composer.command) {
    event.preventDefault();
    composer.input.value = "/";
    composer.input.focus();
    composer.list.refresh();
  }
});
setInterval(clock, 1000);
connect("");
