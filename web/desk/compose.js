// What the agent writes: drafts that survive a reload, replies that arrive once.
//
// A reply is kept until the server has taken it; its turn_id makes sending it again harmless.
import { conflict, notice } from "/desk/acts.js";
import { call, pause } from "/desk/api.js";
import { askCanned } from "/desk/dialogs.js";
import { opened, refreshTicket, takeReply } from "/desk/ticket.js";
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

const onTheWay = () => kept("sending") || {};
const running = new Set();

function keepSending(number, one) {
  const all = onTheWay();
  if (one) all[number] = one;
  else delete all[number];
  kept("sending", Object.keys(all).length ? all : null);
}

/** The text goes back where it was written, before anything written since. */
function giveBack(number, one) {
  const draft = drafts()[number];
  keepSending(number, null);
  keepDraft(number, { action: one.action, text: [one.text, draft?.text].filter(Boolean).join("\n\n") });
  if (opened()?.number === number) opened().composer?.restore();
}

async function attempt(number, one) {
  const { seen, ...body } = one;
  try {
    const reply = await call(`/v1/desk/tickets/${number}`, body);
    keepSending(number, null);
    if (opened()?.number === number) opened().composer?.sent();
    takeReply(number, reply);
    toast(t(one.action === "note" ? "noted" : "sent"));
    refreshTicket(number);
  } catch (failure) {
    if (failure.passing) return false;
    if (failure.status === 401 || failure.status === 403) return true; // after the next sign-in
    giveBack(number, one);
    if (opened()?.number !== number) return true;
    if (failure.status === 409) await conflict(number, failure, one);
    else notice(t("refused", { why: failure.message }));
  }
  return true;
}

/** Sends what is on its way for a ticket, as often as it takes. */
async function deliver(number) {
  if (running.has(number)) return;
  running.add(number);
  for (let n = 0; onTheWay()[number]; n++) {
    if (await attempt(number, onTheWay()[number])) break;
    if (opened()?.number === number) opened().composer?.waiting();
    await new Promise((done) => {
      addEventListener("online", done, { once: true });
      setTimeout(done, pause(n));
    });
  }
  running.delete(number);
}

export const deliverAll = () => Object.keys(onTheWay()).forEach(deliver);

function send(number, draft) {
  const { version, turns } = opened().data;
  keepSending(number, { turn_id: newId(), action: draft.action, text: draft.text.trim(), version, seen: turns });
  keepDraft(number, null);
  deliver(number);
}

// ---- the field ----

/** The composer of a ticket. */
export function compose(number, data, log) {
  const field = element("textarea", { rows: "3", dir: "auto", "aria-keyshortcuts": "r", spellcheck: "true" });
  const status = element("p", { class: "status", role: "status" });
  const place = element("div", { class: "notices" });
  const submit = button("", () => go(), { class: "main" });
  const kinds = ["reply", "note"].map((kind) => button(t(kind), () => { choose(kind); field.focus(); }, { "data-kind": kind }));
  const canned = button(t("canned"), () => askCanned(opened().data, insert), { "aria-keyshortcuts": "s" });
  const node = element("form", { class: "compose" }, place, status,
    element("div", { class: "kinds", role: "group", "aria-label": t("reply") }, kinds, canned),
    field, element("div", { class: "go" }, element("span", { class: "soft hint" }, t("sendHint")), submit));
  let action = "reply";

  function choose(kind) {
    action = kind;
    node.classList.toggle("private", kind === "note");
    field.setAttribute("aria-label", t(kind === "note" ? "noteLabel" : "replyLabel"));
    field.placeholder = t(kind === "note" ? "noteLabel" : "replyLabel");
    submit.textContent = t(kind === "note" ? "saveNote" : "send");
    kinds.forEach((one) => one.setAttribute("aria-pressed", one.dataset.kind === kind));
    if (field.value) keepDraft(number, { action, text: field.value });
  }
  function check() {
    const size = bytes(field.value.trim()), late = Boolean(onTheWay()[number]), shut = opened()?.data?.ticket.state === "closed";
    submit.disabled = size === 0 || size > longest || late || shut;
    field.setAttribute("aria-invalid", size > longest);
    node.classList.toggle("shut", Boolean(shut) && !field.value);
    if (size > longest) status.textContent = t("tooLong", { n: size });
    else if (!late) status.textContent = shut ? t("closedHere") : opened()?.data?.ticket.assignee && opened().data.ticket.assignee !== kept("me")?.name
      ? t("otherAgent", { name: opened().data.ticket.assignee }) : "";
  }
  function restore() {
    const draft = drafts()[number];
    field.value = draft?.text || "";
    choose(draft?.action || "reply");
    showSending();
  }
  function showSending() {
    const one = onTheWay()[number];
    log.pending.replaceChildren(...(one ? [element("div", { class: `turn agent${one.action === "note" ? " private" : ""}` },
      element("p", { class: "by" }, t("sending")), written("p", one.text, { class: "text" }))] : []));
    if (one) log.toEnd();
    check();
  }
  function go() {
    if (submit.disabled) return;
    const draft = { action, text: field.value };
    field.value = "";
    place.replaceChildren();
    send(number, draft);
    choose("reply");
    showSending();
  }
  function insert(text) {
    field.focus();
    const before = field.value.slice(0, field.selectionStart), gap = before && !/\s$/.test(before) ? "\n\n" : "";
    field.setRangeText(gap + text, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input"));
  }

  field.addEventListener("input", () => { keepDraft(number, { action, text: field.value }); check(); });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) { event.preventDefault(); go(); }
  });
  node.addEventListener("submit", (event) => event.preventDefault());
  restore();
  return {
    node, place, insert, restore,
    state: check,
    focus(kind) { choose(kind); field.focus(); },
    sent() { showSending(); },
    waiting() {
      status.textContent = t("notSent");
      log.pending.querySelector(".by")?.replaceChildren(t("notSent"));
    },
    /** The server told of a turn: if it is ours, it has arrived. */
    arrived(turn) {
      if (turn.author === "agent" && onTheWay()[number]?.text === turn.text) log.pending.replaceChildren();
    },
    sendAgain: go,
  };
}
