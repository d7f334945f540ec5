// What agents do with a ticket, and what they are told when somebody was faster.
import { call } from "/desk/api.js";
import { askClose, askReturn, askTags, askTakeOver } from "/desk/dialogs.js";
import { loadQueue } from "/desk/queue.js";
import { isMine, opened, refreshTicket, takeReply } from "/desk/ticket.js";
import { button, element, newId, t, toast, written } from "/desk/tools.js";

const shown = 300; // characters of a turn that a notice shows

/** Above the field, until the next thing is done. */
export function notice(text, ...more) {
  opened()?.composer?.place.replaceChildren(element("div", { class: "notice", role: "alert" }, element("p", {}, text), ...more));
}

function changed(turn) {
  const who = turn.author === "agent" || turn.author === "system" ? turn.agent : t(turn.author);
  const what = turn.author === "system" ? t(`did_${turn.decision}`, { name: turn.agent, text: turn.text, outcome: "" }) : turn.text;
  return element("li", {}, written("b", who), ": ", written("span", what.slice(0, shown)));
}

/** 409: how it stands now, and what came since the agent looked. `one` is what was to be sent. */
export async function conflict(number, failure, one) {
  await refreshTicket(number);
  if (opened()?.number !== number) return;
  const { data, composer } = opened(), since = data.transcript.filter((turn) => turn.turn > one.seen);
  const list = since.length > 0 && element("ul", {}, since.map(changed));
  const writes = one.action === "reply" || one.action === "note";
  if (failure.code === "ticket_closed") notice(t("conflictClosed"), list);
  else if (writes) notice(t("conflict"), list, button(t("sendAnyway"), () => composer.send(), { class: "main" }));
  else notice(one.action === "take" && data.ticket.assignee && !isMine() ? t("tookFirst", { name: data.ticket.assignee }) : t("conflictAct"), list);
}

const done = { take: "taken", tag: "tagged", return: "returned", close: "closed" };

/** Does it once: tried again, it has the same turn_id. Throws what a dialog should show. */
async function act(body) {
  const { number, data } = opened();
  const one = { turn_id: newId(), version: data.version, ...body }, seen = data.turns;
  try {
    takeReply(number, await call(`/v1/desk/tickets/${number}`, one));
    toast(t(done[one.action]));
    opened()?.composer?.place.replaceChildren();
    refreshTicket(number);
  } catch (failure) {
    if (failure.status !== 409) throw failure;
    await conflict(number, failure, { ...one, seen });
  }
  loadQueue();
}

async function tookNow() {
  try {
    await act({ action: "take" });
  } catch (failure) {
    notice(failure.passing ? t("offlineNow") : t("refused", { why: failure.message }), button(t("again"), tookNow));
  }
}

export function take() {
  const data = opened()?.data;
  if (!data || data.ticket.state === "closed" || isMine()) return;
  if (data.ticket.assignee) askTakeOver(data.ticket.assignee, tookNow);
  else tookNow();
}

const asks = { tag: askTags, return: askReturn, close: askClose };

/** Opens the dialog of an act; what it gives is done. */
export function ask(name) {
  const data = opened()?.data;
  if (!data || data.ticket.state === "closed") return;
  const turn_id = newId();
  asks[name](data, (body) => act({ action: name, turn_id, ...body }));
}
