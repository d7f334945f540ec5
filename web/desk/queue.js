// The queue: what waits, in the order in which to answer.
import { call } from "/desk/api.js";
import { byId, button, categoryName, duration, element, kept, moment, t, word, written } from "/desk/tools.js";

const views = ["active", "mine", "unassigned", "closed"], most = 200;

let view = "active", data = null, fetchedAt = 0, busy = false, again = false, open = null;
const rows = new Map(); // number → {item, look}

export const tags = () => [...new Set((data?.tickets || []).flatMap((ticket) => ticket.tags))].sort();
export const numbers = () => (data?.tickets || []).map((ticket) => ticket.number);

/** How long the customer has waited by now; the server has counted until it replied. */
export const waited = (ticket, at = fetchedAt, hours = data?.open) =>
  ticket.waited_seconds + (hours ? (performance.now() - at) / 1000 : 0);

// ---- what is shown ----

function facts(ticket) {
  const hurry = ["urgent", "high"].includes(ticket.priority);
  const waits = ticket.waiting_since ? duration(waited(ticket)) : ticket.closed_at ? moment(ticket.closed_at) : t("answered");
  return element("span", { class: "facts" },
    hurry && element("b", { class: `priority ${ticket.priority}` }, word("priority", ticket.priority)),
    element("span", { class: ticket.waiting_since ? "waits" : "soft" }, waits),
    element("span", { class: "assignee", dir: "auto" }, ticket.assignee === kept("me")?.name ? t("you") : ticket.assignee));
}

function about(ticket) {
  const parts = ticket.closed_at ? [word("outcome", ticket.outcome || "none"), ticket.rating && "★".repeat(ticket.rating)]
    : [word("reason", ticket.reason), categoryName(ticket.category)];
  return element("span", { class: "soft line" }, written("span", parts.filter(Boolean).join(" · ")),
    ticket.tags.map((tag) => written("span", tag, { class: "tag" })));
}

function fill(row, ticket) {
  const link = element("a", { href: `#/${ticket.number}`, "aria-current": ticket.number === open ? "true" : null },
    facts(ticket), written("span", ticket.question || ticket.number, { class: "question" }), about(ticket));
  const had = row.item.contains(document.activeElement);
  row.item.replaceChildren(link);
  if (had) link.focus({ preventScroll: true });
}

/** Rows that did not change stay as they are: what is focused or read aloud is not torn away. */
function drawRows() {
  const there = new Set(numbers());
  for (const [number, row] of rows) if (!there.has(number)) { row.item.remove(); rows.delete(number); }
  data.tickets.forEach((ticket, i) => {
    const row = rows.get(ticket.number) || { item: element("li") }, list = byId("tickets");
    const look = JSON.stringify([document.documentElement.lang, ticket.number === open, Math.floor(waited(ticket) / 60), { ...ticket, waited_seconds: 0 }]);
    rows.set(ticket.number, row);
    if (list.children[i] !== row.item) {
      const had = row.item.contains(document.activeElement);
      list.insertBefore(row.item, list.children[i] || null);
      if (had) row.item.firstChild.focus({ preventScroll: true });
    }
    if (row.look !== look) fill(row, ticket);
    row.look = look;
  });
}

function drawViews() {
  const counts = { ...data?.counts };
  byId("views").replaceChildren(...views.map((name) => button(
    [t(`view_${name}`), counts[name] !== undefined && element("span", { class: "count" }, counts[name])].filter(Boolean),
    () => show(name), { "aria-pressed": name === view, "data-view": name })));
}

export function drawQueue() {
  const had = byId("views").contains(document.activeElement) && document.activeElement.dataset.view;
  drawViews();
  if (had) byId("views").querySelector(`[data-view="${had}"]`).focus();
  const waiting = data?.counts.waiting;
  document.title = data && waiting ? `(${waiting}) ${t("title", { n: waiting })}` : t("titleNone");
  if (!data) return;
  drawRows();
  byId("hours").hidden = data.open || !data.next_open;
  byId("hours").textContent = data.next_open ? t("closedHours", { time: moment(data.next_open) }) : "";
  byId("no-tickets").hidden = data.tickets.length > 0 && data.tickets.length < most;
  byId("no-tickets").textContent = t(data.tickets.length ? "first200" : byId("q").value.trim() ? "nothingFound" : "noTickets");
}

// ---- reading ----

/** Reads the queue anew; asked again meanwhile, once more behind that. */
export async function loadQueue() {
  again = true;
  if (busy) return;
  busy = true;
  while (again) {
    again = false;
    const q = byId("q").value.trim().slice(0, 90);
    const read = await call(`/v1/desk/tickets?${new URLSearchParams({ view, limit: most, ...(q && { q }) })}`).catch(() => null);
    if (!read) continue; // who follows the desk is told of broken lines, and reads again
    data = read;
    fetchedAt = performance.now();
    drawQueue();
  }
  busy = false;
}

function show(name) {
  kept("view", view = name);
  drawViews();
  byId("views").querySelector(`[data-view="${name}"]`).focus();
  loadQueue();
}

/** Marks the ticket that is open. */
export function markOpen(number) {
  open = number;
  if (data) drawRows();
}

// ---- walking ----

const links = () => [...byId("tickets").querySelectorAll("a")];

/** To the next row, or the one before; from elsewhere to the open ticket's, or the first. */
export function walk(step) {
  const all = links(), at = all.indexOf(document.activeElement);
  const to = at >= 0 ? at + step : Math.max(0, all.findIndex((link) => link.hasAttribute("aria-current")));
  all[Math.max(0, Math.min(all.length - 1, to))]?.focus();
}

export const focusOpen = () => (links().find((link) => link.hasAttribute("aria-current")) || links()[0] || byId("tickets")).focus();

export function startQueue() {
  let timer;
  view = views.includes(kept("view")) ? kept("view") : "active";
  byId("q").addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(loadQueue, 150);
  });
  byId("find").addEventListener("submit", (event) => {
    event.preventDefault();
    loadQueue().then(() => links()[0]?.focus());
  });
  setInterval(() => data && drawRows(), 20000);
}

/** Nothing of the agent who was here is left. */
export function emptyQueue() {
  data = null;
  rows.clear();
  byId("tickets").replaceChildren();
  byId("q").value = "";
}
