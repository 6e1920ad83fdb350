// A text field with a list of what fits below it, by keyboard and by mouse.

import { fill, freshId, make } from "./dom.js";

/**
 * Gives `input` a list. `offer(typed)` gives or promises [{label, about, value}]; `pick` is called with
 * the one that was chosen. The list stands in `box`.
 */
export class Combobox {
  constructor(input, box, offer, pick, { wait = 0 } = {}) {
    Object.assign(this, { input, box, offer, pick, wait });
    this.list = make("ul", { class: "offers", role: "listbox", id: freshId("offers"), hidden: true });
    box.append(this.list);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", this.list.id);
    this.list.setAttribute("aria-label", "Suggestions");
    this.asked = 0;
    this.at = -1;
    this.offers = [];
    input.addEventListener("input", () => this.refresh());
    input.addEventListener("focus", () => this.refresh());
    input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    input.addEventListener("keydown", (event) => this.onKey(event));
  }

  async refresh() {
    const number = ++this.asked;
    if (this.wait) await new Promise((resolve) => setTimeout(resolve, this.wait));
    if (number !== this.asked) return;
    const offers = await this.offer(this.input.value);
    if (number !== this.asked || document.activeElement !== this.input) return;
    // What one had stepped to before this answer came stays chosen.
    const kept = this.offers[this.at]?.label;
    this.offers = offers;
    this.at = offers.findIndex((one) => one.label === kept);
    this.draw();
  }

  draw() {
    const lines = this.offers.map((one, index) => {
      const line = make(
        "li",
        { role: "option", id: `${this.list.id}-${index}`, "aria-selected": String(index === this.at) },
        make("span", {}, one.label),
        one.about ? make("span", { class: "small" }, one.about) : null,
      );
      line.addEventListener("mousedown", (event) => {
        event.preventDefault();
        this.choose(index);
      });
      return line;
    });
    fill(this.list, lines);
    this.list.hidden = !lines.length;
    this.input.setAttribute("aria-expanded", String(Boolean(lines.length)));
    if (this.at >= 0) {
      this.input.setAttribute("aria-activedescendant", `${this.list.id}-${this.at}`);
      lines[this.at].scrollIntoView({ block: "nearest" });
    } else this.input.removeAttribute("aria-activedescendant");
  }

  get isOpen() {
    return !this.list.hidden;
  }

  onKey(event) {
    if (!this.isOpen) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.at = (this.at + step + this.offers.length) % this.offers.length;
      this.draw();
    } else if (event.key === "Tab" && !event.shiftKey && this.at >= 0) {
      event.preventDefault();
      this.choose(this.at);
    } else if (event.key === "Enter" && this.at >= 0) {
      event.preventDefault();
      event.stopPropagation();
      this.choose(this.at);
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    }
  }

  choose(index) {
    const chosen = this.offers[index];
    this.close();
    this.pick(chosen);
  }

  close() {
    this.asked += 1;
    this.offers = [];
    this.at = -1;
    this.draw();
  }
}
