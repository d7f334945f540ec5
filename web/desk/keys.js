// Keys: each works in both keyboard layouts, and none while something is typed.
import { ask, take } from "/desk/acts.js";
import { askCanned, showHelp } from "/desk/dialogs.js";
import { focusOpen, walk } from "/desk/queue.js";
import { opened, view } from "/desk/ticket.js";
import { byId, focusMain } from "/desk/tools.js";

const compose = (kind) => opened()?.composer?.focus(kind);

function findArticle() {
  if (!byId("find-article")) return;
  view("about");
  byId("find-article").focus();
}

const insertReply = (n) => document.querySelector(`[data-reply="${n}"]`)?.click();

const acts = {
  KeyJ: () => walk(1), KeyK: () => walk(-1), ArrowDown: () => walk(1), ArrowUp: () => walk(-1),
  KeyR: () => compose("reply"), KeyN: () => compose("note"), KeyT: take, KeyG: () => ask("tag"), KeyB: () => ask("return"), KeyC: () => ask("close"),
  KeyS: () => opened()?.composer && askCanned(opened().data, opened().composer.insert), KeyA: findArticle,
  Digit1: () => insertReply(1), Digit2: () => insertReply(2), Digit3: () => insertReply(3),
  Slash: () => byId("q").focus(), Question: showHelp,
};

/** The key by its letter where the layout is Latin, else by its place. */
function nameOf(event) {
  if (event.key === "?" || (event.code === "Slash" && event.shiftKey)) return "Question";
  if (/^[a-z]$/i.test(event.key)) return `Key${event.key.toUpperCase()}`;
  return event.key === "/" ? "Slash" : event.code;
}

/** One step back: from a field to its ticket, from the ticket to the queue. */
function back() {
  const at = document.activeElement, inTicket = opened() && (at.matches("textarea, input") || document.body.dataset.view === "about");
  if (at === byId("q") || !inTicket) { focusOpen(); return; }
  view("ticket");
  focusMain();
}

export function startKeys() {
  document.addEventListener("keydown", (event) => {
    if (byId("desk").hidden || document.querySelector("dialog[open]") || event.ctrlKey || event.metaKey || event.isComposing) return;
    const typing = event.target.matches("textarea, input:not([type=radio], [type=checkbox])"), digit = /^Digit[1-3]$/.test(event.code);
    if (event.key === "Escape") { back(); return; }
    if (typing ? !(event.altKey && digit) : event.altKey) return;
    if (event.target.matches(".log") && event.key.startsWith("Arrow")) return; // it scrolls
    const act = acts[nameOf(event)];
    if (!act) return;
    event.preventDefault();
    act();
  });
}
