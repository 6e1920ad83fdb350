// Modals: what the bot asks to be filled in.

import { entities } from "./components.js";
import { fill, freshId, make } from "./dom.js";
import { markdown } from "./markdown.js";

const ROW = 1, SELECT = 3, INPUT = 4, TEXT = 10, LABEL = 18, UPLOAD = 19, RADIO = 21, CHECKBOXES = 22, CHECKBOX = 23;
const LONG = 2;

/** Opens a form over the page; `send` is called with its values and says whether it was taken. */
export function openForm(dialog, form, room, send) {
  const fields = form.components.flatMap((part) => drawn(part, room));
  const problem = make("p", { class: "problem", role: "alert" });
  const body = make(
    "form",
    { method: "dialog" },
    make("h2", { id: "dialog-title" }, form.title),
    fields.map((field) => field.element),
    problem,
    make(
      "div",
      { class: "row" },
      make("button", { type: "submit", class: "button primary" }, "Submit"),
      make("button", { type: "button", class: "button secondary", onclick: () => dialog.close() }, "Cancel"),
    ),
  );
  body.addEventListener("submit", async (event) => {
    event.preventDefault();
    const values = {};
    for (const field of fields) if (field.name) values[field.name] = await field.value();
    const error = await send(values);
    if (error) problem.textContent = error;
    else dialog.close();
  });
  fill(dialog, body);
  dialog.showModal();
}

function drawn(part, room) {
  if (part.type === TEXT) return [{ element: make("div", { class: "text" }, markdown(part.content, room.names)) }];
  if (part.type === LABEL) return [field(part.component, part.label, part.description, room)];
  if (part.type === ROW) return part.components.map((one) => field(one, one.label, null, room));
  return [];
}

function field(part, label, about, room) {
  const id = freshId("field");
  const control = controlOf(part, id, room);
  const needed = part.required === false ? "" : " *";
  const element = make(
    "div",
    { class: "field" },
    make(control.isGroup ? "span" : "label", { for: control.isGroup ? null : id, id: `${id}-label` }, `${label}${needed}`),
    about ? make("p", { class: "small", id: `${id}-about` }, about) : null,
    control.element,
  );
  return { element, name: part.custom_id, value: control.value };
}

function controlOf(part, id, room) {
  const needed = part.required !== false;
  if (part.type === INPUT) return textInput(part, id, needed);
  if (part.type === UPLOAD) {
    const input = make("input", { id, type: "file", multiple: (part.max_values ?? 1) > 1, required: needed });
    return { element: input, value: () => Promise.all([...input.files].map(readFile)) };
  }
  if (part.type === CHECKBOX) {
    const input = make("input", { id, type: "checkbox" });
    input.checked = Boolean(part.default);
    return { element: input, value: () => input.checked };
  }
  if (part.type === RADIO || part.type === CHECKBOXES) return choices(part, id, part.type === RADIO ? "radio" : "checkbox");
  const options = part.type === SELECT ? part.options.map((one) => ({ value: one.value, label: one.label, chosen: one.default })) : entities(part, room.guild);
  const many = (part.max_values ?? 1) > 1;
  const select = make(
    "select",
    { id, multiple: many, required: needed },
    many || needed ? null : make("option", { value: "" }, ""),
    options.map((one) => make("option", { value: one.value, selected: one.chosen }, one.label)),
  );
  return { element: select, value: () => [...select.selectedOptions].map((one) => one.value).filter(Boolean) };
}

function textInput(part, id, needed) {
  const rules = { id, required: needed, minlength: part.min_length, maxlength: part.max_length ?? 4000, placeholder: part.placeholder, value: part.value ?? "" };
  const input = part.style === LONG ? make("textarea", { ...rules, rows: 6 }) : make("input", { ...rules, type: "text" });
  return { element: input, value: () => input.value };
}

function choices(part, id, type) {
  const inputs = part.options.map((one) => {
    const input = make("input", { type, name: id, value: one.value, id: freshId("choice") });
    input.checked = Boolean(one.default);
    return [input, make("label", { for: input.id }, one.label)];
  });
  const element = make("div", { role: "group", "aria-labelledby": `${id}-label` }, inputs.map((pair) => make("div", {}, pair)));
  const chosen = () => inputs.map(([input]) => input).filter((input) => input.checked).map((input) => input.value);
  return { element, isGroup: true, value: () => (type === "radio" ? chosen()[0] ?? null : chosen()) };
}

/** A file as the page sends it. */
export function readFile(chosen) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve({ filename: chosen.name, data: String(reader.result).split(",")[1] ?? "" });
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(chosen);
  });
}
