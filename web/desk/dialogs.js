// The desk's dialogs: closing, returning, tags, canned replies, the keys.
import { call } from "/desk/api.js";
import { articleSearch, titleOf } from "/desk/articles.js";
import { draftOf } from "/desk/compose.js";
import { open } from "/desk/dialog.js";
import { tags } from "/desk/queue.js";
import { button, element, lang, t, texts, written } from "/desk/tools.js";

const comment = () => element("label", { class: "field" }, t("comment"), element("textarea", { name: "text", rows: "2", maxlength: "2000", dir: "auto" }));

/** What the server would refuse is said here, before it is asked. */
function insist(there, text) {
  if (!there) throw new Error(text);
}

// ---- closing ----

const option = (name, value, label, checked) => element("label", { class: "check" },
  element("input", { type: "radio", name, value, checked }), " ", element("span", {}, label));

/** The article that would have answered: those suggested, or one that is looked for. */
function articlePicker(data) {
  const choices = (articles) => articles.map((a) => option("article_id", a.article_id || a.id, titleOf(a)));
  const suggested = [...new Map([...(data.about.suggested_articles || []), ...(data.about.summary?.tried || [])].map((a) => [a.article_id, a])).values()];
  const options = element("div", { class: "options" }, choices(suggested));
  const field = articleSearch(t("findArticle"), (hits) => options.replaceChildren(...choices(hits || suggested)));
  return element("fieldset", { hidden: true }, element("legend", {}, t("whichArticle")), options, field);
}

export function askClose(data, close) {
  const picker = articlePicker(data);
  const outcomes = Object.entries(texts().outcome).filter(([name]) => name !== "none");
  const list = element("fieldset", {}, element("legend", { class: "hidden" }, t("closeTitle")),
    element("div", { class: "options two" }, outcomes.map(([name, label]) => option("outcome", name, label))));
  list.addEventListener("change", (event) => { picker.hidden = event.target.value !== "existing_article"; });
  open(t("closeTitle"), [draftOf(data.ticket.number) && element("p", { class: "bad" }, t("draftLeft")), list, picker, comment()], t("close"), async (form) => {
    const outcome = form.get("outcome"), article_id = outcome === "existing_article" ? form.get("article_id") : null;
    insist(outcome, t("chooseOutcome"));
    insist(outcome !== "existing_article" || article_id, t("chooseArticle"));
    await close({ outcome, article_id, text: form.get("text").trim() });
  });
}

export function askReturn(data, giveBack) {
  open(t("returnTitle"), [draftOf(data.ticket.number) && element("p", { class: "bad" }, t("draftLeft")), element("p", {}, t("returnHint")), comment()],
    t("return"), (form) => giveBack({ text: form.get("text").trim() }));
}

export function askTakeOver(name, take) {
  open(t("takeOver"), written("p", t("takeOverAsk", { name })), t("takeOver"), take);
}

// ---- tags ----

export function askTags(data, set) {
  const known = element("datalist", { id: "known-tags" }, tags().map((tag) => element("option", { value: tag })));
  const field = element("input", { name: "tags", value: data.ticket.tags.join(", "), list: "known-tags", maxlength: "1000", autocomplete: "off", dir: "auto" });
  open(t("tag"), [element("label", { class: "field" }, t("tagsHint"), field), known], t("save"),
    (form) => set({ tags: [...new Set(form.get("tags").split(",").map((tag) => tag.trim()).filter(Boolean))] }));
}

// ---- canned replies ----

let canned = null;

/** {name} goes with the comma beside it where the name is not known. */
function fillIn(text, data) {
  const name = data.contact?.name;
  const named = name ? text.replaceAll("{name}", name) : text.replace(/^\{name\},\s*(\p{L})/u, (_, letter) => letter.toUpperCase()).replace(/,?\s*\{name\}/gu, "");
  return named.replaceAll("{ticket}", data.ticket.number).trim();
}

export async function askCanned(data, insert) {
  canned ??= await call("/v1/desk/canned").then((reply) => reply.canned, () => null);
  const mine = [...(canned || [])].sort((a, b) => (b.lang === data.lang) - (a.lang === data.lang));
  const list = element("ul", { class: "cards" });
  const field = element("input", { type: "search", "aria-label": t("filter"), placeholder: t("filter"), autocomplete: "off" });
  const { shut } = open(t("cannedTitle"), mine.length ? [field, list] : element("p", {}, t("noCanned")));
  const draw = () => {
    const words = field.value.toLowerCase().split(/\s+/);
    list.replaceChildren(...mine.filter((one) => words.every((w) => `${one.name} ${one.text}`.toLowerCase().includes(w))).map((one) => {
      const text = fillIn(one.text, data);
      return element("li", { lang: one.lang }, button([element("b", {}, one.name), element("span", { class: "clipped soft" }, text)], () => { shut(); insert(text); }, { class: "wide" }));
    }));
  };
  field.addEventListener("input", draw);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    list.querySelector("button")?.click();
  });
  draw();
}

export function showHelp() {
  open(t("helpTitle"), element("table", { class: "keys", lang: lang() }, element("tbody", {}, texts().keys.map(([keys, what]) => element("tr", {},
    element("th", { scope: "row" }, keys.split(" ").map((key) => (key === "+" ? " + " : element("kbd", {}, key)))), element("td", {}, what))))));
}
