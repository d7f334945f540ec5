// The ticket that is open: what it is, what is said, live.
import { about } from "/desk/about.js";
import { ask, take } from "/desk/acts.js";
import { call, follow } from "/desk/api.js";
import { Composer, dropWritten } from "/desk/compose.js";
import { shutAll } from "/desk/dialog.js";
import { markOpen, waited } from "/desk/queue.js";
import { byId, button, categoryName, duration, element, focusMain, kept, t, word, written } from "/desk/tools.js";
import { logOf } from "/desk/turns.js";

let open = null; // {number, data, at, log, composer, stop}; of one that is not there {number, dropped}

export const opened = () => open;
export const isMine = () => open?.data?.ticket.assignee === kept("me")?.name;

// ---- the head ----

function acts(data) {
  if (data.ticket.state === "closed") return null;
  const taken = data.ticket.assignee, mine = isMine();
  return element("div", { class: "acts" },
    !mine && button(t(taken ? "takeOver" : "take"), () => take(), { class: taken ? "" : "main", "aria-keyshortcuts": "t", "data-act": "take" }),
    button(t("tag"), () => ask("tag"), { "aria-keyshortcuts": "g", "data-act": "tag" }),
    button(t("return"), () => ask("return"), { "aria-keyshortcuts": "b", "data-act": "return" }),
    button(t("close"), () => ask("close"), { "aria-keyshortcuts": "c", "data-act": "close", class: mine ? "main" : "" }));
}

function facts({ ticket }, at) {
  const hurry = ["urgent", "high"].includes(ticket.priority);
  return element("p", { class: "facts" },
    element("b", {}, ticket.number),
    hurry && element("b", { class: `priority ${ticket.priority}` }, word("priority", ticket.priority)),
    element("span", {}, word("type", ticket.type)),
    ticket.category && written("span", categoryName(ticket.category)),
    ticket.state === "closed" ? element("b", {}, word("outcome", ticket.outcome || "none"))
      : written("span", isMine() ? t("mine") : ticket.assignee ? t("theirs", { name: ticket.assignee }) : t("nobody")),
    ticket.waiting_since && element("span", { class: "waits" }, t("waits", { time: duration(waited(ticket, at)) })),
    ticket.rating && element("span", { class: "stars", role: "img", "aria-label": t("rated", { n: ticket.rating }) }, "★".repeat(ticket.rating)),
    ticket.tags.map((tag) => written("span", tag, { class: "tag" })));
}

function drawHead() {
  const { data, at, head } = open, focused = head.contains(document.activeElement) && document.activeElement.dataset.act;
  head.querySelector(".facts").replaceWith(facts(data, at));
  head.querySelector(".acts")?.remove();
  head.append(acts(data) || "");
  if (focused) (head.querySelector(`[data-act="${focused}"]`) || head.querySelector("h2")).focus();
}

function headOf(data) {
  return element("header", { class: "head" },
    element("div", { class: "narrow" }, element("a", { class: "back", href: "#/" }, `← ${t("back")}`),
      button(t("aboutTicket"), () => view("about"))),
    written("h2", data.question || data.ticket.number, { tabindex: "-1" }), element("p", { class: "facts" }));
}

/** On a phone one of queue, ticket, about is in sight. */
export function view(name) {
  document.body.dataset.view = name;
  if (name === "about") byId("about").focus();
}

// ---- opening ----

function show(data) {
  const log = logOf(data.transcript), composer = new Composer(open.number, log), head = headOf(data);

  Object.assign(open, { data, at: performance.now(), log, composer, head });
  byId("main").replaceChildren(head, log.node, log.more, composer.node);
  byId("about").replaceChildren(...about(data, composer));
  drawHead();
  composer.check();
}

export function emptyMain() {
  byId("main").replaceChildren(element("div", { class: "empty" }, element("h2", {}, t("pick")), element("p", { class: "soft" }, t("pickHint"))));
  byId("about").replaceChildren();
}

/** In place of a ticket. */
function say(text, ...more) {
  byId("main").replaceChildren(element("div", { class: "empty", role: "alert" },
    element("h2", { tabindex: "-1" }, text), element("a", { class: "back", href: "#/" }, `← ${t("back")}`), more));
}

/** It is not there, or was erased: nothing of it stays, here and in what is kept. */
export function dropTicket(number) {
  dropWritten(number);
  if (open?.number !== number || open.dropped) return;
  const wasThere = open.data;
  open.stop?.();
  open = { number, dropped: true };
  shutAll();
  say(t(wasThere ? "erased" : "noTicket", { number }));
  byId("about").replaceChildren();
  view("ticket");
  if (document.activeElement === document.body) focusMain();
}

function takeState(state) {
  if (state.version < open.data.version) return; // a reply that came before this told more
  Object.assign(open.data, { version: state.version, status: state.status, turns: state.turns });
}

function listen() {
  const mine = open;
  return follow(`/v1/conversations/${mine.data.conversation_id}/events`, {
    heard(event, data) {
      if (open !== mine) return;
      if (event === "state") takeState(data);
      if (event !== "message") return;
      mine.composer.arrived(data);
      mine.log.add([data]);
      mine.data.transcript.push(data);
    },
    gone() { if (open === mine) dropTicket(mine.number); },
  }, mine.log.last());
}

/** What the server has of it; null: it failed, and that was said. */
async function fetchTicket(number) {
  try {
    return await call(`/v1/desk/tickets/${encodeURIComponent(number)}`);
  } catch (failure) {
    if (failure.status === 404) dropTicket(number);
    else if (open?.number === number && !open.data) say(t("offlineNow"), failure.passing && button(t("again"), () => openTicket(number)));
    return null;
  }
}

export async function openTicket(number) {
  closeTicket();
  open = { number };
  markOpen(number);
  view("ticket");
  byId("main").replaceChildren(element("p", { class: "empty soft" }, t("loading")));
  byId("about").replaceChildren();
  const data = await fetchTicket(number);
  if (!data || open?.number !== number) return;
  show(data);
  open.stop = listen();
  byId("main").querySelector("h2").focus({ preventScroll: true });
}

/** Somebody did something with it: what it is now. */
export async function refreshTicket(number = open?.number) {
  if (!number || open?.number !== number || !open.data) return;
  const data = await fetchTicket(number);
  if (!data || open?.number !== number || data.version < open.data.version) return;
  open.log.add(data.transcript);
  const rated = JSON.stringify(open.data.rated) !== JSON.stringify(data.rated);
  Object.assign(open, { data, at: performance.now() });
  drawHead();
  open.composer.check();
  if (rated || JSON.stringify(open.shownContact) !== JSON.stringify(data.contact)) byId("about").replaceChildren(...about(data, open.composer));
  open.shownContact = data.contact;
}

/** What a reply of the server says of the ticket. */
export function takeReply(number, reply) {
  if (open?.number !== number || !open.data || reply.version < open.data.version) return;
  Object.assign(open.data, reply);
  open.at = performance.now();
  drawHead();
  open.composer.check();
}

export function closeTicket() {
  open?.stop?.();
  open = null;
  markOpen(null);
  document.body.dataset.view = "queue";
}

/** In another language; a draft stays where it is. */
export function redrawTicket() {
  if (!open?.data) {
    if (!open) emptyMain();
    return;
  }
  show(open.data);
}

/** A tab nobody looks at gives its connection back: a browser has only six of them for one server. */
export function startTicket() {
  document.addEventListener("visibilitychange", () => {
    if (!open?.data) return;
    open.stop?.();
    open.stop = document.hidden ? null : listen();
  });
  setInterval(() => open?.data && drawHead(), 20000);
}
