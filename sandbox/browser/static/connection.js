// What the page asks of its server, and what it is told.

import { notice } from "./dom.js";

/** Carries out an action; gives the answer, or null after an error that was shown. */
export async function act(action, { quiet = false } = {}) {
  let answer;
  try {
    const response = await fetch("act", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(action),
    });
    answer = response.ok ? await response.json() : { error: await response.text() };
  } catch {
    answer = { error: "The sandbox does not answer; is it still running in the terminal?" };
  }
  if (answer.error) {
    if (!quiet) notice(answer.error, "error");
    return quiet ? answer : null;
  }
  return answer;
}

/** The commands a member is shown at a place. */
export async function commandsOf(member, channel) {
  const response = await fetch(`commands?as=${member}&channel=${channel}`);
  return response.ok ? response.json() : [];
}

/** Listens for what changes; gives a function that stops it. */
export function listen(member, traffic, handlers) {
  const query = new URLSearchParams({ as: member, traffic: traffic ? "1" : "0" });
  const source = new EventSource(`events?${query}`);
  for (const [name, handler] of Object.entries(handlers)) {
    source.addEventListener(name, (event) => handler(JSON.parse(event.data)));
  }
  return () => source.close();
}
