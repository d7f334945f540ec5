// What customers asked and did not find: suggested questions, gaps, articles that fail; what readers say.
import { call } from "/desk/api.js";
import { button, element, kept, number, percent, t, toast, word, written } from "/desk/tools.js";
import { articleLink, card, empty, fill } from "/editor/parts.js";

const decide = (what, id, body) => call(`/v1/editor/${what}/${encodeURIComponent(id)}`, { by: kept("me").name, ...body });

const inLanguage = (lang, ...children) => element("span", { lang, dir: "auto" }, children);

/** A button's work: once at a time; what failed is said beside it. */
function acting(item, act) {
  return async () => {
    const buttons = item.querySelectorAll("button"), said = item.querySelector("[role=alert]");
    for (const one of buttons) one.disabled = true;
    said.textContent = "";
    try {
      await act();
    } catch (failure) {
      said.textContent = failure.passing ? t("offlineNow") : t("refused", { why: failure.message });
      for (const one of buttons) one.disabled = false;
    }
  };
}

/** Decided on: it goes, and the focus goes to what comes next. */
function decided(item, text) {
  const next = item.nextElementSibling || item.previousElementSibling, heading = item.closest("section").querySelector("h2");
  item.remove();
  toast(text);
  (next || heading).focus();
}

const alertPlace = () => element("p", { class: "bad", role: "alert" });

// ---- suggested questions ----

const spoken = (s) => [["customers", "n_customers"], ["picked", "n_picked"], ["confirmed", "n_confirmed"], ["agents", "n_agents"]]
  .filter(([name]) => s[name] > 0).map(([name, text]) => t(text, { n: s[name] })).join(" · ");

function suggestion(s) {
  const id = `words-${s.id}`;
  const words = element("textarea", { id, rows: Math.min(6, s.questions.length + 1), lang: s.lang, dir: "auto", spellcheck: "true", maxlength: 3000 }, s.questions.join("\n"));
  const item = element("li", { tabindex: "-1", "data-id": s.id });
  const approve = acting(item, async () => {
    const questions = words.value.split("\n").map((line) => line.trim()).filter(Boolean);
    if (!questions.length) throw Object.assign(new Error(t("noWords")), { status: 400 });
    const { file } = await decide("suggestions", s.id, { action: "approve", questions });
    decided(item, t("approved", { file }));
  });
  const dismiss = acting(item, async () => {
    await decide("suggestions", s.id, { action: "dismiss" });
    decided(item, t("dismissed"));
  });
  item.append(element("div", { class: "row-head" }, inLanguage(s.lang, articleLink(s))), element("p", { class: "soft" }, spoken(s)),
    element("label", { for: id }, t("wordsLabel")), words, alertPlace(),
    element("div", { class: "go-start" }, button(t("approve"), approve, { class: "main" }), button(t("dismiss"), dismiss)));
  return item;
}

// ---- gaps ----

const wants = (g) => [t("n_customers", { n: g.customers }), g.unsolved > 0 && t("n_unsolved", { n: g.unsolved }), g.wanted > 0 && t("n_wanted", { n: g.wanted })].filter(Boolean).join(" · ");

function gap(g) {
  const item = element("li", { tabindex: "-1", "data-id": g.id });
  const dismiss = acting(item, async () => {
    await decide("gaps", g.id, { action: "dismiss" });
    decided(item, t("dismissed"));
  });
  item.append(element("ul", { class: "plain", lang: g.lang }, g.questions.map((text) => element("li", {}, written("q", text)))), element("p", { class: "soft" }, wants(g)),
    ...[g.nearest && element("p", {}, `${t("nearest")} `, articleLink(g.nearest), element("span", { class: "soft" }, ` ${percent(g.nearest.confidence)}`))].filter(Boolean),
    alertPlace(), element("div", { class: "go-start" }, button(t("dismiss"), dismiss)));
  return item;
}

const failing = (a) => element("li", {}, element("div", { class: "row-head" }, articleLink(a)),
  element("p", { class: "soft" }, element("span", { class: "bad" }, t("n_rejected", { n: a.rejected })), ` · ${t("n_shown", { n: a.shown })} · ${t("n_helped", { n: a.confirmed })}`));

// ---- what readers say ----

/** The most frequent reason first, as the server gives them. */
const reasonsOf = (reasons) => Object.entries(reasons).map(([name, n]) => `${word("voteReason", name)}: ${number(n)}`).join(" · ");

const vote = (a) => element("li", {}, element("div", { class: "row-head" }, articleLink(a)),
  element("p", { class: "soft" }, a.no > 0 && element("span", { class: "bad" }, t("n_rejected", { n: a.no })), a.no > 0 && " · ", t("n_helped", { n: a.yes })),
  Object.keys(a.reasons).length > 0 && element("p", {}, reasonsOf(a.reasons)),
  a.comments.length > 0 && element("ul", { class: "plain" }, a.comments.map((text) => element("li", {}, written("q", text)))));

// ---- the section ----

function part(place, what, draw, { path = `/v1/editor/${what}`, rows = what } = {}) {
  const body = element("div"), heading = element("h2", { tabindex: "-1" }, t(`${what}Title`));
  place.append(element("section", { class: "card", "data-part": what }, heading, element("p", { class: "soft" }, t(`${what}Means`)), body));
  fill(body, () => call(path), ({ [rows]: all }) => {
    heading.append(element("span", { class: "count" }, number(all.length)));
    return all.length ? element("ol", { class: "rows" }, all.map(draw)) : empty(t(`no_${what}`));
  });
}

export function showContent(place) {
  part(place, "suggestions", suggestion);
  part(place, "gaps", gap);
  part(place, "articles", failing);
  part(place, "votes", vote, { path: "/v1/feedback", rows: "articles" });
}
