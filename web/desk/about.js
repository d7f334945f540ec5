// What is known of a ticket, beside the conversation.
import { addressOf, articleSearch, isInternal, titleOf } from "/desk/articles.js";
import { button, element, lang, moment, percent, t, word, written } from "/desk/tools.js";
import { articlePath, outside } from "/desk/turns.js";

const shortQuestion = 120; // characters that the head of the ticket shows whole

const part = (title, ...children) => (children.flat().some(Boolean)
  ? element("div", { class: "part" }, element("h3", {}, title), children) : null);

const list = (items, className) => (items.length ? element("ul", { class: className }, items.map((item) => element("li", {}, item))) : null);

const articleLink = (article) => element("a", { href: article.url || articlePath(article.article_id), ...outside }, titleOf(article));

// ---- the customer ----

const valueOf = (value) => (typeof value === "object" ? JSON.stringify(value) : String(value));

function contact(data) {
  const { name, email, phone, external_id, attributes } = data.contact || {};
  const row = (label, value) => value && [element("dt", {}, label), element("dd", {}, value)];
  const known = [name && written("b", name), email && element("a", { href: `mailto:${encodeURIComponent(email)}` }, written("span", email)),
    phone && element("a", { href: `tel:${phone.replace(/[^\d+]/g, "")}` }, written("span", phone))].filter(Boolean);
  const page = data.about.page;
  return part(t("contact"),
    known.length ? list(known, "plain") : element("p", { class: "soft" }, t("noContact")),
    element("dl", {},
      row(t("external_id"), external_id && written("span", external_id)),
      Object.entries(attributes || {}).map(([key, value]) => row(written("span", key), written("span", valueOf(value)))),
      row(t("channel"), written("span", `${word("channelName", data.channel)}, ${new Intl.DisplayNames(lang(), { type: "language" }).of(data.lang)}`)), row(t("readPage"), page && articleLink(page))));
}

// ---- why it is here ----

function why({ about }) {
  const scores = Object.entries(about.scores || {}).filter(([name, n]) => n > (name === "turns" ? 2 : 0)).map(([name, n]) => t(`score_${name}`, { n: Math.round(n * 10) / 10 }) || `${name}: ${n}`);
  return part(t("why"), element("p", {}, element("b", {}, word("reason", about.reason))),
    element("p", { class: "soft" }, [about.confidence > 0 && t("botSure", { p: percent(about.confidence) }), ...scores].filter(Boolean).join(" · ")));
}

function summary({ about, question }) {
  const s = about.summary || {};
  return [
    part(t("question"), question.length > shortQuestion && written("p", question)),
    part(t("otherWords"), list((s.in_other_words || []).filter((text) => text !== question).map((text) => written("span", text)))),
    part(t("tried"), list((s.tried || []).map((one) => [articleLink(one), " ", element("span", { class: one.result === "rejected" ? "bad" : "soft" }, t(one.result))]))),
    part(t("clarified"), list((s.clarified || []).map((one) => [written("span", one.question), " → ", written("b", one.picked)]))),
    part(t("collected"), list((s.collected || []).map((text) => written("span", text)))),
    part(t("quoted"), list((s.quoted || []).map((text) => written("q", text)))),
    part(t("duplicates"), list((about.duplicates_open || []).map((number) => element("a", { href: `#/${number}` }, number)))),
  ];
}

// ---- what to answer ----

const linkText = (article) => `${article.title || article.id}: ${addressOf(article)}`;

/** An article with the button that puts a link to it into the reply; customers may not read internal ones. */
const offer = (article, composer) => [
  element("a", { href: article.url, ...outside }, titleOf(article)), " ",
  article.confidence > 0 && element("span", { class: "soft" }, percent(article.confidence)),
  !isInternal(article) && button(t("insertLink"), () => composer.insert(linkText(article)), { class: "small", "aria-label": `${t("insertLink")}: ${article.title}` }),
];

function replies({ about }, composer) {
  return part(t("suggestedReplies"), list((about.suggested_replies || []).map((reply, i) => [
    written("span", reply.text, { class: "clipped" }),
    button([element("kbd", {}, i + 1), ` ${t("insert")}`], () => composer.insert(reply.text), { class: "small", "data-reply": i + 1, "aria-keyshortcuts": String(i + 1) }),
  ]), "cards"));
}

function articles({ about }, composer) {
  const found = element("div", { role: "status" });
  const field = articleSearch(t("findArticle"), (hits, failure) => found.replaceChildren(
    failure ? t("offlineNow") : !hits ? "" : hits.length ? list(hits.map((hit) => offer(hit, composer)), "cards") : t("nothingFound")), { id: "find-article" });
  return part(t("suggestedArticles"), list((about.suggested_articles || []).map((article) => offer(article, composer)), "cards"), field, found);
}

const outcome = ({ ticket }) => ticket.outcome_article && part(t("outcomeTitle"), element("p", {}, word("outcome", ticket.outcome), ": ",
  articleLink({ article_id: ticket.outcome_article, title: ticket.outcome_article })));

const rating = ({ rated }) => rated && part(t("rating"),
  element("p", {}, element("span", { class: "stars", "aria-hidden": "true" }, "★".repeat(rated.value)), " ", t("ratingAt", { n: rated.value, time: moment(rated.at) })),
  [rated.reason, rated.text].filter(Boolean).map((text) => written("p", text)));

export const about = (data, composer) => [
  element("div", { class: "narrow" }, button(`← ${t("conversation")}`, () => { document.body.dataset.view = "ticket"; }),
    element("h2", {}, t("aboutTicket"))),
  outcome(data), rating(data), contact(data), why(data), replies(data, composer), articles(data, composer), ...summary(data),
].filter(Boolean);
