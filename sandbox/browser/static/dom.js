// Elements made of text and attributes; never of markup.

/** An element: `make("button", {type: "button", onclick: f}, "Save")`. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value") element.value = value;
    else if (name === "colour") element.style.setProperty("--accent", value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

let counted = 0;
/** An id nothing else on the page has. */
export function freshId(prefix) {
  counted += 1;
  return `${prefix}-${counted}`;
}

/** Puts `children` in place of what an element holds, unless it draws the same. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat().filter(Boolean));
  return element;
}

const notices = () => document.getElementById("notices");

/** A sentence that goes by itself; read aloud by screen readers. */
export function notice(sentence, kind = "") {
  const line = make("p", { class: `notice ${kind}` }, sentence);
  notices().append(line);
  setTimeout(() => line.remove(), 8000);
}
