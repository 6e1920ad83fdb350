// What is typed after a "/": the commands there are, and a whole line taken apart.

const NESTED = new Set([1, 2]);

/** Every command that can be run, subcommands by their whole name: [{name, label, about, options}]. */
export function runnable(commands) {
  return commands.filter((one) => one.kind === 1).flatMap((one) => leaves(one, [], []));
}

function leaves(node, names, labels) {
  const path = [...names, node.name];
  const shown = [...labels, node.label];
  const nested = (node.options || []).filter((one) => NESTED.has(one.type));
  if (nested.length) return nested.flatMap((one) => leaves(one, path, shown));
  return [{ name: path.join(" "), label: shown.join(" "), about: node.description, options: node.options || [] }];
}

/** The commands a line that begins with "/" may become, the best first. */
export function fitting(commands, line) {
  const typed = line.replace(/^\//, "").toLowerCase();
  const names = (one) => [one.name.toLowerCase(), one.label.toLowerCase()];
  const starts = commands.filter((one) => names(one).some((name) => name.startsWith(typed)));
  const holds = commands.filter((one) => !starts.includes(one) && names(one).some((name) => name.includes(typed)));
  return [...starts, ...holds].slice(0, 25);
}

/** A whole line, "/brief release:harbor", as its command and what was typed; null where it is none. */
export function parsed(commands, line) {
  const text = line.replace(/^\//, "");
  const folded = text.toLowerCase();
  const command = commands
    .filter((one) => [one.name, one.label].some((name) => folded === name.toLowerCase() || folded.startsWith(`${name.toLowerCase()} `)))
    .sort((first, second) => second.name.length - first.name.length)[0];
  if (!command) return null;
  const name = folded.startsWith(command.name.toLowerCase()) ? command.name : command.label;
  return { command, values: valuesOf(command.options, text.slice(name.length).trim()) };
}

function valuesOf(options, rest) {
  const values = {};
  const named = new RegExp(`(?:^|\\s)(${options.flatMap((one) => [one.name, one.label]).map(escaped).join("|") || "(?!)"}):`, "gi");
  const marks = [...rest.matchAll(named)];
  const first = marks.length ? rest.slice(0, marks[0].index).trim() : rest;
  // Words without an option's name go to the first one, as one types them in Discord.
  if (first && options.length) values[options[0].name] = first;
  marks.forEach((mark, index) => {
    const option = options.find((one) => [one.name, one.label].some((name) => name.toLowerCase() === mark[1].toLowerCase()));
    const end = index + 1 < marks.length ? marks[index + 1].index : rest.length;
    values[option.name] = rest.slice(mark.index + mark[0].length, end).trim();
  });
  return values;
}

function escaped(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
