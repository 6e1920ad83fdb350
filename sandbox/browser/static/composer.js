// The field at the bottom: a message, or a slash command with its options.

import { act } from "./connection.js";
import { CHANNEL_KINDS } from "./components.js";
import { Combobox } from "./combobox.js";
import { fitting, parsed, runnable } from "./commands.js";
import { fill, freshId, make, notice } from "./dom.js";
import { readFile } from "./forms.js";
import { here } from "./places.js";

const INTEGER = 4, BOOLEAN = 5, USER = 6, CHANNEL = 7, ROLE = 8, MENTIONABLE = 9, NUMBER = 10, FILE = 11;
// Milliseconds of rest before what fits is asked for.
const REST = 120;

export class Composer {
  constructor(form, state, send) {
    Object.assign(this, { form, state, send });
    this.command = null;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.command) this.run();
      else this.say();
    });
    this.showPlain();
  }

  /** What the member may run where they are; drawn anew when that changes. */
  get commands() {
    return runnable(this.state.commands);
  }

  showPlain(text = "") {
    this.command = null;
    const { channel } = here(this.state);
    const canWrite = channel.writable !== false;
    this.input = make("input", {
      type: "text",
      id: "line",
      value: text,
      maxlength: 2000,
      disabled: !canWrite,
      placeholder: canWrite ? `Message ${channel.kind === "dm" ? "@" : "#"}${channel.name} – type / for commands` : "Nobody writes here",
      "aria-label": "Message or slash command",
    });
    const box = make("div", { class: "combo" }, this.input);
    fill(this.form, box, make("button", { type: "submit", class: "button primary", disabled: !canWrite }, "Send"));
    this.list = new Combobox(this.input, box, (typed) => this.offered(typed), (one) => this.choose(one.value));
  }

  /** Draws the field of another place or member; what is typed there stays, with what now fits it. */
  moveIn() {
    if (this.command && this.commands.some((one) => one.name === this.command.name)) return;
    const { value = "", selectionStart: at = 0 } = this.command ? {} : this.input;
    const isTyping = !this.command && document.activeElement === this.input;
    this.form.onkeydown = null;
    this.showPlain(value);
    if (!isTyping) return;
    this.input.focus();
    this.input.setSelectionRange(at, at);
  }

  offered(typed) {
    if (!typed.startsWith("/")) return [];
    return fitting(this.commands, typed).map((one) => ({ label: `/${one.label}`, about: one.about, value: one }));
  }

  async say() {
    const line = this.input.value.trim();
    if (!line) return;
    if (!line.startsWith("/")) {
      if (await this.send({ do: "say", content: line })) this.showPlain();
      this.input.focus();
      return;
    }
    const found = parsed(this.commands, line);
    if (!found) {
      const near = fitting(this.commands, line.split(" ")[0]);
      if (near.length) this.choose(near[0]);
      else notice(`There is no command ${line.split(" ")[0]} for you here.`, "error");
      return;
    }
    this.choose(found.command, found.values);
    const typed = Object.keys(found.values).length > 0;
    if (!found.command.options.length || typed) this.run();
  }

  /** Shows a command with fields for its options, and puts what is known into them. */
  choose(command, values = {}) {
    this.command = command;
    this.fields = new Map();
    this.problem = make("p", { class: "problem", role: "alert" });
    this.row = make("div", { class: "options" });
    const name = make("span", { class: "command-name" }, `/${command.label}`);
    const about = make("p", { class: "small" }, command.about);
    const stop = make("button", { type: "button", class: "plain", onclick: () => this.leave() }, "Cancel");
    this.more = make("div", { class: "more" });
    const send = make("button", { type: "submit", class: "button primary" }, "Send");
    fill(this.form, make("div", { class: "command" }, name, about, this.row, this.more, this.problem, make("div", { class: "row" }, send, stop)));
    for (const option of command.options) {
      if (option.required || values[option.name] !== undefined) this.addField(option, values[option.name]);
    }
    // One optional field is offered at once where there is nothing else to fill in.
    if (!this.fields.size && command.options.length) this.addField(command.options[0]);
    this.drawMore();
    const first = this.row.querySelector("input, select");
    (first || send).focus();
    this.form.onkeydown = (event) => {
      if (event.key === "Escape") this.leave();
    };
  }

  leave() {
    this.form.onkeydown = null;
    this.showPlain();
    this.input.focus();
  }

  drawMore() {
    const left = this.command.options.filter((option) => !this.fields.has(option.name));
    fill(
      this.more,
      left.map((option) =>
        make(
          "button",
          {
            type: "button",
            class: "chip",
            title: option.description,
            onclick: () => {
              this.addField(option);
              this.drawMore();
              this.fields.get(option.name).control.focus();
            },
          },
          `+ ${option.label}`,
        ),
      ),
    );
  }

  addField(option, typed) {
    const id = freshId("option");
    const field = this.control(option, id, typed);
    this.fields.set(option.name, field);
    const mark = option.required ? " *" : "";
    this.row.append(
      make("div", { class: "option" }, make("label", { for: id, title: option.description }, option.label + mark), field.element),
    );
  }

  control(option, id, typed) {
    if (option.choices) return chosen(id, option.choices, typed, option.required);
    if (option.type === BOOLEAN) {
      return chosen(id, [{ value: true, label: "True" }, { value: false, label: "False" }], typed, option.required);
    }
    if ([USER, CHANNEL, ROLE, MENTIONABLE].includes(option.type)) return chosen(id, this.entities(option), typed, option.required);
    if (option.type === FILE) {
      const input = make("input", { id, type: "file" });
      return { element: input, control: input, value: async () => (input.files.length ? readFile(input.files[0]) : null) };
    }
    return this.typedField(option, id, typed);
  }

  entities(option) {
    const { guild } = here(this.state);
    if (!guild) return [];
    const kinds = option.channel_types && new Set(option.channel_types);
    const users = guild.members.map((one) => ({ value: one.id, label: one.name }));
    const roles = guild.roles.map((one) => ({ value: one.id, label: `@${one.name}` }));
    const channels = guild.channels
      .filter((one) => !kinds || kinds.has(CHANNEL_KINDS[one.kind]))
      .map((one) => ({ value: one.id, label: one.name }));
    return { [USER]: users, [ROLE]: roles, [CHANNEL]: channels, [MENTIONABLE]: [...users, ...roles] }[option.type];
  }

  typedField(option, id, typed) {
    const isNumber = option.type === INTEGER || option.type === NUMBER;
    const input = make("input", {
      id,
      type: "text",
      inputmode: isNumber ? "numeric" : null,
      value: typed ?? "",
      maxlength: option.max_length ?? 6000,
      placeholder: option.description,
    });
    const box = make("div", { class: "combo" }, input);
    const field = { element: box, control: input, picked: null };
    field.value = () => (field.picked && field.picked.label === input.value ? field.picked.value : input.value.trim() || null);
    if (option.autocomplete) {
      new Combobox(input, box, (text) => this.completed(option, text), (one) => {
        field.picked = one;
        input.value = one.label;
      }, { wait: REST });
    }
    return field;
  }

  async completed(option, typed) {
    // One rests before it is asked, and may have left the command meanwhile.
    if (!this.command?.options.includes(option)) return [];
    const answer = await act(
      { ...this.place(), do: "complete", name: this.command.name, option: option.name, typed, options: await this.values() },
      { quiet: true },
    );
    return (answer.choices || []).map((one) => ({ label: one.label, value: one.value }));
  }

  place() {
    return { as: this.state.view.me.id, channel: this.state.channel };
  }

  async values() {
    const values = {};
    for (const [name, field] of this.fields) {
      const value = await field.value();
      if (value !== null && value !== "") values[name] = value;
    }
    return values;
  }

  async run() {
    const { command, problem } = this;
    const strange = [...this.fields.values()].find((field) => field.strange);
    if (strange) {
      problem.textContent = `There is no “${strange.strange}” to choose here.`;
      strange.control.focus();
      return;
    }
    const options = await this.values();
    // A file is read before it is sent; one may have left the command meanwhile.
    if (this.command !== command) return;
    const missing = command.options.find((option) => option.required && options[option.name] === undefined);
    if (missing) {
      problem.textContent = `“${missing.label}” is required.`;
      this.fields.get(missing.name).control.focus();
      return;
    }
    const answer = await this.send({ do: "slash", name: command.name, options }, { quiet: true, sent: () => this.leave() });
    if (answer?.error) {
      if (this.command === command) problem.textContent = answer.error;
      else notice(answer.error, "error");
    }
  }
}

/** A list to choose from; `strange` is what was typed for it and is none of its entries. */
function chosen(id, options, typed, required) {
  const folded = String(typed ?? "").replace(/^[#@]/, "").toLowerCase();
  const isTyped = (one) => [one.label, String(one.value)].some((name) => name.replace(/^[#@]/, "").toLowerCase() === folded);
  const select = make(
    "select",
    { id },
    required ? null : make("option", { value: "" }, ""),
    options.map((one, index) => make("option", { value: index, selected: typed !== undefined && isTyped(one) }, one.label)),
  );
  const field = { element: select, control: select, value: () => (select.value === "" ? null : options[Number(select.value)].value) };
  if (folded && !options.some(isTyped)) field.strange = typed;
  select.addEventListener("change", () => delete field.strange);
  return field;
}
