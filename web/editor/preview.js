// What a customer finds for some words, and why; and what the bot would say.
import { call } from "/desk/api.js";
import { element, number, percent, t, word, written } from "/desk/tools.js";
import { articleLink, card, empty, failed, list } from "/editor/parts.js";

const parts = ["words", "pieces", "headline", "near", "together", "exact", "section", "labels", "verdict", "definition"];

// ---- words ----

function meaning(w) {
  if (w.excluded) return t("wordExcluded");
  if (w.stopWord) return t("wordStop");
  if (w.functionWord) return t("wordFunction");
  return "";
}

const option = (o) => element("li", {}, element("span", { class: "label" }, word("optionReason", o.reason)), " ", written("span", o.stems.join(", ")), element("span", { class: "soft" }, ` × ${number(o.weight)}`));

function oneWord(w) {
  return element("li", {}, element("div", { class: "row-head" }, written("b", w.word), meaning(w) && element("span", { class: "label" }, meaning(w)),
    w.trust !== undefined && element("span", { class: "label" }, t("trust", { p: percent(w.trust) }))),
    element("p", { class: "soft" }, t("stems"), " ", written("span", w.stems.join(", ") || "–")),
    w.options.length > 0 && element("ul", { class: "options-list" }, w.options.map(option)));
}

const correction = (c) => element("li", {}, element("span", { class: "label" }, word("correction", c.type)), " ", written("span", c.from), " → ", written("b", c.to), !c.applied && element("span", { class: "soft" }, ` ${t("notApplied")}`));

function wordsOf(found) {
  return card(t("wordsTitle"), found.corrections.length > 0 && [element("h3", {}, t("correctionsTitle")), element("ul", { class: "options-list" }, found.corrections.map(correction))],
    found.queryWords?.length ? element("ol", { class: "rows" }, found.queryWords.map(oneWord)) : empty(t("noQueryWords")));
}

// ---- hits ----

function bar(name, score, whole) {
  return element("div", { class: "bar-row" }, element("dt", {}, word("part", name)),
    element("dd", {}, element("progress", { max: 1, value: Math.max(0, Math.min(1, score)), class: whole ? "good" : "", "aria-hidden": "true" }), element("span", {}, number(Math.round(score * 1000) / 1000))));
}

function why(details) {
  const whole = details.relevance, seen = parts.filter((name) => details[name] && Math.abs(details[name].score) >= 0.0005);
  return [
    element("p", { class: "soft" }, whole.matchedWords?.length > 0 && [t("matched"), " ", written("b", whole.matchedWords.join(", "))],
      whole.missingWords?.length > 0 && [" · ", t("missing"), " ", written("span", whole.missingWords.join(", "), { class: "bad" })]),
    element("details", {}, element("summary", {}, t("whyHere", { score: percent(whole.score) })),
      element("dl", { class: "bars" }, bar("relevance", whole.score, true), seen.map((name) => bar(name, details[name].score)))),
  ];
}

const hit = (h) => element("li", { lang: h._lang }, element("div", { class: "row-head" }, articleLink(h), h._pinned && element("span", { class: "label" }, t("pinned"))),
  h._section && written("p", h._section.heading, { class: "soft" }), h._rankingScoreDetails && element("div", { lang: document.documentElement.lang }, why(h._rankingScoreDetails)));

const hitsOf = (found) => card(t("hitsTitle", { n: found.estimatedTotalHits ?? found.hits.length }), found.noConfidentMatch && element("p", { class: "notice" }, t("noConfidentMatch")),
  found.hits.length ? element("ol", { class: "rows numbered" }, found.hits.map(hit)) : empty(t("nothingFound")));

// ---- the bot ----

function botOf(said) {
  const limits = said.trace?.thresholds || {};
  return card(t("botTitle"), element("p", {}, element("b", {}, word("decision", said.decision)), ` · ${t("sure", { p: percent(said.confidence) })}`,
    limits.answer !== undefined && element("span", { class: "soft" }, ` (${t("answersFrom", { answer: percent(limits.answer), clarify: percent(limits.clarify) })})`)),
  element("div", { class: "said" }, (said.messages || []).map(({ text }) => written("p", text))),
  said.clarify?.options?.length > 0 && list(said.clarify.options.map(({ title, label }) => title || label)),
  said.answer && element("p", {}, articleLink(said.answer)),
  element("p", { class: "soft" }, t("botReason"), " ", word("reason", said.reason)));
}

// ---- the section ----

async function look(place, q, lang) {
  const filter = lang ? { filter: `lang = ${lang}` } : {};
  place.replaceChildren(element("p", { class: "soft", role: "status" }, t("loading")));
  const [found, said] = await Promise.all([
    call("/indexes/articles/search", { q, limit: 10, attributesToRetrieve: ["id", "title", "url"], showRankingScoreDetails: true, ...filter }),
    call("/v1/suggest", { text: q, dry_run: true, explain: true, ...(lang && { lang }) }),
  ]);
  return [element("p", { class: "hidden", role: "status" }, t("hitsTitle", { n: found.hits.length })), botOf(said), hitsOf(found), wordsOf(found)];
}

/** What to look for may stand in the address. */
export function showPreview(place, given) {
  const field = element("input", { id: "words", type: "search", maxlength: 500, required: true, autocomplete: "off", spellcheck: "false", dir: "auto", value: given.get("q") });
  const language = element("select", { id: "in-language" }, [["", t("anyLanguage")], ["ru", t("lang_ru")], ["en", t("lang_en")]].map(([value, name]) => element("option", { value }, name)));
  const form = element("form", { class: "card asks", role: "search" }, element("div", { class: "field grow" }, element("label", { for: "words" }, t("previewLabel")), field),
    element("div", { class: "field" }, element("label", { for: "in-language" }, t("previewLanguage")), language), element("button", { class: "main" }, t("previewGo")));
  const shown = element("div", { class: "cards-wide" });
  let asked = 0;

  async function go() {
    const mine = ++asked, q = field.value.trim();
    if (!q) return;
    try {
      const nodes = await look(shown, q, language.value);
      if (mine === asked) shown.replaceChildren(...nodes);
    } catch (failure) {
      if (mine === asked) shown.replaceChildren(failed(failure, go));
    }
  }
  form.addEventListener("submit", (event) => { event.preventDefault(); go(); });
  language.addEventListener("change", go);
  place.append(form, shown);
  go();
}
