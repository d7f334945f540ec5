// What people search for: what was not found, what was found and not picked, what is most frequent.
import { call } from "/desk/api.js";
import { button, element, number, percent, t, toast, written } from "/desk/tools.js";
import { articleLink, card, empty, facts, fill } from "/editor/parts.js";

const spans = [7, 30, 90], lists = ["nothing_found", "nothing_picked", "times"], shortest = 10;

/** Without what stands for masked words. */
const plain = (query) => query.replace(/<\w+>/g, "").replace(/\s+/g, " ").trim();

// ---- what an editor could do ----

let lines = 0;

/** A line for one of the files of words, to be copied. */
function line(file, text, name) {
  const id = `line-${++lines}`, field = element("input", { id, readonly: true, value: text, dir: "auto", spellcheck: "false" });
  const copy = () => {
    field.select();
    navigator.clipboard?.writeText(text).then(() => toast(t("copied")), () => {}); // refused: it is selected
  };
  return element("div", { class: "asks" }, element("div", { class: "field grow" }, element("label", { for: id }, t(name, { file })), field),
    button(t("copy"), copy, { "aria-label": `${t("copy")}: ${file}` }));
}

function remedies(what, words, now) {
  const id = now?.first?.article_id || t("someId");
  return element("details", {}, element("summary", {}, t("remedies")), element("div", { class: "body" },
    what === "nothing_found" ? line("words/synonyms.txt", `${words} = `, "lineSynonym") : line("words/pins.txt", `${words} -> ${id}`, "linePin"),
    line("words/questions.txt", `${words} -> ${id}`, "lineQuestion"), element("p", { class: "soft" }, t("linesMean"))));
}

// ---- a search ----

const outcome = (s) => [["nothing_found", "n_missed"], ["nothing_picked", "n_passed"], ["picked", "n_chosen"]]
  .filter(([name]) => s[name] > 0 && s[name] < s.times).map(([name, text]) => t(text, { n: number(s[name]) }));

/** How often, and what came of it, as far as the list has not said so. */
function counts(what, s) {
  const whole = ["nothing_found", "nothing_picked", "picked"].find((name) => s[name] === s.times);
  return [t("n_times", { n: s.times }), ...outcome(s), whole && whole !== what && t(`all_${whole}`),
    s.times_before !== null && t("n_before", { n: number(s.times_before) })].filter(Boolean).join(" · ");
}

function today(what, now) {
  if (!now) return null;
  if (now.no_confident_match) return what === "nothing_found" ? null : element("p", {}, t("nowMissing"));
  return element("p", {}, now.did_you_mean && [t("nowMeans"), " ", written("b", now.did_you_mean), " · "], t("nowFirst"), " ", now.first && articleLink(now.first));
}

function searched(what, s) {
  const words = plain(s.query), at = `#/search?${new URLSearchParams({ q: words })}`;
  return element("li", {}, element("div", { class: "row-head" }, written("b", s.query, { lang: s.lang }), element("span", { class: "soft" }, counts(what, s)),
    what === "nothing_found" && s.now && !s.now.no_confident_match && element("span", { class: "label" }, t("nowFound"))), today(what, s.now),
    words && element("div", { class: "beside" }, element("a", { href: at, "aria-label": `${t("lookAt")}: ${words}` }, t("lookAt")), remedies(what, words, s.now)));
}

function rows(what, searches) {
  const all = searches.map((s) => searched(what, s)), rest = all.slice(shortest);
  const list = element("ol", { class: "rows" }, all.slice(0, shortest));
  const more = rest.length > 0 && button(t("showAll", { n: all.length }), () => {
    list.append(...rest);
    more.remove();
    rest[0].tabIndex = -1;
    rest[0].focus();
  });
  return [list, more];
}

// ---- the section ----

const share = (n, { times }) => times > 0 && `${number(n)} (${percent(n / times)})`;

function was(n, before) {
  return before && element("span", { class: "soft" }, `${t("n_before", { n: before.times > 0 && n !== "times" ? percent(before[n] / before.times) : number(before.times) })}`);
}

const totals = ({ counted, totals: all, before }) => [
  !counted && element("p", { class: "notice" }, t("notCounted")),
  facts([t("searchesName"), [number(all.times), was("times", before)]], ...["nothing_found", "nothing_picked", "picked"]
    .map((name) => [t(`share_${name}`), all.times > 0 && [share(all[name], all), was(name, before)]])),
  all.words_kept < all.times && empty(t("wordsKept", { n: number(all.words_kept), all: number(all.times) })),
];

function part(what, load, seen) {
  const body = element("div");
  fill(body, load, (reply) => {
    if (seen) seen(reply);
    return reply.searches.length ? rows(what, reply.searches) : empty(t(`no_${what}`));
  });
  return element("section", { class: "card", "data-part": what }, element("h2", {}, t(`${what}Title`)), element("p", { class: "soft" }, t(`${what}Means`)), body);
}

export function showSearches(place) {
  const language = element("select", { id: "of-language" }, [["", t("bothLanguages")], ["ru", t("lang_ru")], ["en", t("lang_en")]].map(([value, name]) => element("option", { value }, name)));
  const choose = element("div", { class: "spans", role: "group", "aria-label": t("whichDays") });
  const shown = element("div", { class: "cards-wide" });
  let days = 30;

  function go() {
    const get = (sort) => call(`/v1/editor/searches?${new URLSearchParams({ days, sort, ...(language.value && { lang: language.value }) })}`);
    const sum = card(null), sums = (reply) => sum.replaceChildren(...totals(reply).filter(Boolean));
    for (const node of choose.children) node.setAttribute("aria-pressed", Number(node.dataset.days) === days);
    shown.replaceChildren(sum, ...lists.map((what) => part(what, () => get(what), what === "times" && sums)));
  }
  choose.append(...spans.map((n) => button(t("n_days", { n }), () => { days = n; go(); }, { "data-days": n })));
  language.addEventListener("change", go);
  place.append(element("div", { class: "card asks" }, element("div", { class: "field grow" }, choose),
    element("div", { class: "field" }, element("label", { for: "of-language" }, t("wordsLanguage")), language)), shown);
  go();
}
