// What the agent writes: drafts that survive a reload, replies that arrive once.
//
// A reply is kept until the server has taken it; its turn_id makes sending it again harmless.
import { conflict, notice } from "/desk/acts.js";
import { call, pause } from "/desk/api.js";
import { askCanned } from "/desk/dialogs.js";
import { dropTicket, opened, refreshTicket, takeReply } from "/desk/ticket.js";
import { button, element, kept, newId, t, toast, written } from "/desk/tools.js";

const longest = 8192; // bytes, as the server takes them
const bytes = (text) => new TextEncoder().encode(text).length;

const drafts = () => kept("drafts") || {};
export const draftOf = (number) => drafts()[number]?.text || "";

function keepDraft(number, draft) {
  const all = drafts();
  if (draft?.text || draft?.action === "note") all[number] = draft;
  else delete all[number];
  kept("drafts", all);
}

// ---- on its way ----

const onTheWay = (number) => kept("sending")?.[number] || [];
const running = new Set();

function keepSending(number, list) {
  const all = kept("sending") || {};
  if (list.length) all[number] = list;
  else delete all[number];
  kept("sending", Object.keys(all).length ? all : null);
}

export function dropWritten(number) {
  keepSending(number, []);
  keepDraft(number, null);
}

/** What was written to tickets that were erased meanwhile goes with them. */
export async function dropErased() {
  for (const number of new Set([...Object.keys(drafts()), ...Object.keys(kept("sending") || {})]))
    await call(`/v1/desk/tickets/${encodeURIComponent(number)}`).catch((failure) => { if (failure.status === 404) dropTicket(number); });
}

/** The texts go back where they were written, before anything written since: as a note if one of them is, for what is private stays so. */
function giveBack(number) {
  const parts = [...onTheWay(number), drafts()[number]].filter((one) => one?.text);
  keepSending(number, []);
  keepDraft(number, { action: parts.some((one) => one.action === "note") ? "note" : "reply", text: parts.map((one) => one.text).join("\n\n") });
  if (opened()?.number === number) opened().composer?.restore();
}

/** The first has arrived. The others were written by who has seen the same as it, so they follow it. */
function arrivedFirst(number, { version, turns }) {
  const [first, ...rest] = onTheWay(number);
  keepSending(number, rest.map((one) => (one.version === first.version ? { ...one, version, seen: turns } : one)));
}

async function attempt(number, one) {
  const { seen, here, ...body } = one;
  try {
    const reply = await call(`/v1/desk/tickets/${number}`, body);
    arrivedFirst(number, reply);
    if (opened()?.number === number) opened().composer?.showSending();
    takeReply(number, reply);
    toast(t(one.action === "note" ? "noted" : "sent"));
    refreshTicket(number);
  } catch (failure) {
    if (failure.passing) return false;
    if (failure.status === 401 || failure.status === 403) return null; // after the next sign-in
    if (failure.status === 404) { dropTicket(number); return true; }
    giveBack(number);
    if (opened()?.number !== number) return true;
    if (failure.status === 409) await conflict(number, failure, one);
    else notice(t("refused", { why: failure.message }));
  }
  return true;
}

/** Sends what is on its way for a ticket, one after the other, each as often as it takes. */
async function deliver(number) {
  if (running.has(number)) return;
  running.add(number);
  for (let n = 0, [one] = onTheWay(number); one; [one] = onTheWay(number)) {
    const over = await attempt(number, one);
    if (over === null) break;
    if (over) { n = 0; continue; }
    if (opened()?.number === number) opened().composer?.waiting();
    await new Promise((done) => {
      addEventListener("online", done, { once: true });
      setTimeout(done, pause(n++));
    });
  }
  running.delete(number);
}

export const deliverAll = () => Object.keys(kept("sending") || {}).forEach(deliver);

function send(number, draft) {
  const { version, turns } = opened().data;
  keepSending(number, [...onTheWay(number), { turn_id: newId(), action: draft.action, text: draft.text.trim(), version, seen: turns }]);
  keepDraft(number, null);
  deliver(number);
}

// ---- the field ----

/** The field of a ticket, with what is said about it. */
export class Composer {
  #number;
  #log; // the conversation beside it
  #field = element("textarea", { rows: "3", dir: "auto", "aria-keyshortcuts": "r", spellcheck: "true" });
  #status = element("p", { class: "status", role: "status" });
  #submit = button("", () => this.send(), { class: "main" });
  #kinds = ["reply", "note"].map((kind) => button(t(kind), () => this.focus(kind), { "data-kind": kind }));
  #action = "reply";
  place = element("div", { class: "notices" });

  constructor(number, log) {
    const canned = button(t("canned"), () => askCanned(opened().data, this.insert), { "aria-keyshortcuts": "s" });
    this.#number = number;
    this.#log = log;
    this.node = element("form", { class: "compose" }, this.place, this.#status,
      element("div", { class: "kinds", role: "group", "aria-label": t("reply") }, this.#kinds, canned),
      this.#field, element("div", { class: "go" }, element("span", { class: "soft hint" }, t("sendHint")), this.#submit));
    this.#listen();
    this.restore();
  }

  #listen() {
    this.#field.addEventListener("input", () => { keepDraft(this.#number, { action: this.#action, text: this.#field.value }); this.check(); });
    this.#field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) { event.preventDefault(); this.send(); }
    });
    this.node.addEventListener("submit", (event) => event.preventDefault());
  }

  #choose(kind) {
    this.#action = kind;
    this.node.classList.toggle("private", kind === "note");
    this.#field.setAttribute("aria-label", t(kind === "note" ? "noteLabel" : "replyLabel"));
    this.#field.placeholder = t(kind === "note" ? "noteLabel" : "replyLabel");
    this.#submit.textContent = t(kind === "note" ? "saveNote" : "send");
    this.#kinds.forEach((one) => one.setAttribute("aria-pressed", one.dataset.kind === kind));
    if (this.#field.value) keepDraft(this.#number, { action: kind, text: this.#field.value });
  }

  focus(kind) {
    this.#choose(kind);
    this.#field.focus();
  }

  /** What may be sent now, and why not. */
  check() {
    const size = bytes(this.#field.value.trim()), late = onTheWay(this.#number).length > 0, ticket = opened()?.data?.ticket, shut = ticket?.state === "closed";
    this.#submit.disabled = size === 0 || size > longest || shut;
    this.#field.setAttribute("aria-invalid", size > longest);
    this.node.classList.toggle("shut", shut && !this.#field.value);
    if (size > longest) this.#status.textContent = t("tooLong", { n: size });
    else if (shut && !late) this.#status.textContent = t("closedHere");
    else if (!late) this.#status.textContent = ticket?.assignee && ticket.assignee !== kept("me")?.name ? t("otherAgent", { name: ticket.assignee }) : "";
  }

  /** The draft, and what is on its way. */
  restore() {
    const draft = drafts()[this.#number];
    this.#field.value = draft?.text || "";
    this.#choose(draft?.action || "reply");
    this.showSending();
  }

  showSending() {
    const list = onTheWay(this.#number).filter((one) => !one.here);
    this.#log.pending.replaceChildren(...list.map((one) => element("div", { class: `turn agent${one.action === "note" ? " private" : ""}` },
      element("p", { class: "by" }, t("sending")), written("p", one.text, { class: "text" }))));
    if (list.length) this.#log.toEnd();
    this.check();
  }

  send() {
    if (this.#submit.disabled) return;
    const draft = { action: this.#action, text: this.#field.value };
    this.#field.value = "";
    this.place.replaceChildren();
    send(this.#number, draft);
    this.#choose("reply");
    this.showSending();
  }

  insert = (text) => {
    const field = this.#field;
    field.focus();
    const before = field.value.slice(0, field.selectionStart), gap = before && !/\s$/.test(before) ? "\n\n" : "";
    field.setRangeText(gap + text, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input"));
  };

  waiting() {
    this.#status.textContent = t("notSent");
    this.#log.pending.querySelector(".by")?.replaceChildren(t("notSent"));
  }

  /** The server told of a turn: if it is ours, and not what we said before in the same words, it has arrived. */
  arrived(turn) {
    const [first, ...rest] = onTheWay(this.#number);
    if (turn.author !== "agent" || first?.text !== turn.text || turn.turn <= first.seen) return;
    keepSending(this.#number, [{ ...first, here: true }, ...rest]);
    this.showSending();
  }
}
