// What was said: the log of a conversation.
import { button, element, moment, t, word, written } from "/desk/tools.js";

const near = 80; // pixels from the end: who is there follows what comes

export const articlePath = (id) => `/articles/${id.split("/").map(encodeURIComponent).join("/")}`;
export const outside = { target: "_blank", rel: "noopener" };

function didText(turn) {
  const name = turn.agent || t("system");
  const what = turn.decision === "tag" && !turn.text ? "untag" : turn.decision;
  return t(`did_${what}`, { name, text: turn.text, outcome: word("outcome", turn.reason || "none") }) || turn.text;
}

/** A line: somebody took the ticket, closed it… */
function did(turn) {
  return element("div", { class: "did" }, written("span", didText(turn)), " ", element("time", { datetime: turn.at }, moment(turn.at)),
    turn.text && turn.decision !== "tag" && written("p", turn.text));
}

function said(turn) {
  const who = turn.author === "agent" ? turn.agent || t("agent") : t(turn.author);
  return element("div", { class: `turn ${turn.author}${turn.private ? " private" : ""}` },
    element("p", { class: "by" }, written("b", who), " ", element("time", { datetime: turn.at }, moment(turn.at)),
      turn.private && " ", turn.private && element("span", { class: "label" }, t(turn.author === "bot" ? "wouldSay" : "private"))),
    written("p", turn.text, { class: "text" }),
    (turn.article_id || turn.helpful !== undefined) && element("p", { class: "soft" },
      turn.article_id && element("a", { href: articlePath(turn.article_id), ...outside }, turn.article_id),
      turn.helpful !== undefined && element("span", { class: turn.helpful ? "good" : "bad" }, ` ${t(turn.helpful ? "saidHelped" : "saidNotHelped")}`)));
}

/** The log of a ticket; `add` shows turns it has not shown yet, in their order. */
export function logOf(turns) {
  const node = element("div", { class: "log", role: "log", tabindex: "0", "aria-label": t("log"), "aria-live": "off" });
  const more = button(t("newMessages"), () => toEnd(), { class: "more", hidden: true });
  let last = 0, episode = 1;
  const pending = element("div", { class: "pending" });

  function toEnd() {
    node.scrollTop = node.scrollHeight;
    more.hidden = true;
  }
  function add(list) {
    const follows = node.scrollHeight - node.scrollTop - node.clientHeight < near;
    const fresh = list.filter((turn) => turn.turn > last);
    for (const turn of fresh) {
      if (turn.episode > episode && turn.author === "customer") {
        pending.before(element("p", { class: "did" }, t("episode")));
        episode = turn.episode;
      }
      pending.before(turn.author === "system" ? did(turn) : said(turn));
      last = turn.turn;
    }
    if (fresh.length && follows) toEnd();
    else if (fresh.length) more.hidden = false;
  }
  node.append(pending);
  node.addEventListener("scroll", () => { if (node.scrollHeight - node.scrollTop - node.clientHeight < near) more.hidden = true; });
  add(turns);
  new ResizeObserver(() => { if (more.hidden) toEnd(); }).observe(node);
  requestAnimationFrame(() => { toEnd(); node.setAttribute("aria-live", "polite"); }); // what was there is not read out
  return { node, more, pending, add, toEnd, last: () => last };
}
