// The desk: signing in and out, what is shown, and what happens meanwhile.
import { follow } from "/desk/api.js";
import { deliverAll, dropErased } from "/desk/compose.js";
import { showHelp } from "/desk/dialogs.js";
import { startEntry } from "/desk/entry.js";
import { startKeys } from "/desk/keys.js";
import { drawQueue, emptyQueue, focusOpen, loadQueue, startQueue } from "/desk/queue.js";
import { showReports } from "/desk/reports.js";
import { closeTicket, emptyMain, openTicket, opened, redrawTicket, refreshTicket, startTicket } from "/desk/ticket.js";
import { byId, kept, t } from "/desk/tools.js";

let unfollow = null;

// ---- what is shown ----

function show(name) {
  byId("entry").hidden = name !== "entry";
  byId("desk").hidden = name !== "desk";
  byId("reports").hidden = name !== "reports";
  for (const node of document.querySelectorAll(".signed")) node.hidden = name === "entry";
  for (const [id, page] of [["to-queue", "desk"], ["to-reports", "reports"]])
    byId(id).setAttribute("aria-current", name === page ? "page" : "false");
}

function route() {
  if (!kept("key")) return;
  const at = location.hash.startsWith("#/") ? location.hash.slice(2) : "";
  show(at === "reports" ? "reports" : "desk");
  if (at === "reports") {
    showReports();
  } else if (at) {
    openTicket(at);
  } else {
    const was = opened();
    closeTicket();
    emptyMain();
    if (was) focusOpen();
  }
}

/** Whether what is seen is what there is. */
function line(connected) {
  byId("line").textContent = connected ? "" : t("offline");
  document.body.classList.toggle("offline", !connected);
}

// ---- signing in ----

function begin() {
  route();
  loadQueue();
  unfollow?.();
  unfollow = follow("/v1/desk/events", {
    line(connected) {
      line(connected);
      if (connected) { loadQueue(); refreshTicket(); deliverAll(); dropErased(); } // what was missed
    },
    heard(event, ticket) {
      if (event !== "ticket" && event !== "erased") return;
      loadQueue();
      refreshTicket(ticket.number); // of `erased`, whichever is open
      if (event === "erased") dropErased();
    },
  });
  deliverAll();
}

function leave() {
  unfollow?.();
  unfollow = null;
  line(true);
  show("entry");
}

function clear() {
  closeTicket();
  emptyQueue();
  emptyMain();
}

// ---- starting ----

function relabel() {
  drawQueue();
  redrawTicket();
  if (!byId("reports").hidden) showReports();
}

function start() {
  startQueue();
  startTicket();
  startKeys();
  emptyMain();
  byId("show-help").addEventListener("click", showHelp);
  addEventListener("hashchange", route);
  startEntry({ roles: ["desk", "editor", "admin"], begin, leave, clear, relabel });
}

start();
