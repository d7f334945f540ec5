// An article's page: the server has written the article, this makes it comfortable to read.
import { byId, element, lang, locale, stored, t } from "/assets/tools.js";

const staleAfter = 365 * 24 * 3600 * 1000;

/** A wide table scrolls by itself, not the page. */
function wrapTables(article) {
  for (const table of article.querySelectorAll("table")) {
    if (table.parentNode.className === "wide") continue;
    const box = element("div", { class: "wide", role: "region", tabindex: 0, "data-label": "scroll" });
    table.replaceWith(box);
    box.append(table);
  }
}

function showDate(article) {
  const time = article.querySelector("footer time");
  const date = new Date(time.dateTime);
  time.lang = lang();
  time.textContent = t("updated", { date: date.toLocaleDateString(locale(), { dateStyle: "long", timeZone: "UTC" }) });
  article.querySelector(".stale")?.remove();
  if (Date.now() - date > staleAfter)
    article.querySelector("h1").after(element("p", { class: "stale", lang: lang() }, `${time.textContent}. ${t("stale")}`));
}

function showTranslation(article) {
  const link = article.querySelector("footer a");
  if (!link) return;
  link.dataset.title ||= link.textContent;
  const [before, after] = t(link.hreflang === "ru" ? "inRu" : "inEn").split("{title}");
  link.lang = lang();
  link.replaceChildren(before, element("span", { lang: link.hreflang }, link.dataset.title), after);
}

function showBack(article) {
  const q = stored("query", undefined, "sessionStorage");
  article.querySelector(".back")?.remove();
  article.prepend(element("a", { class: "back", lang: lang(), href: q ? `/?q=${encodeURIComponent(q)}` : "/" },
    `← ${t(q ? "backToResults" : "back")}`));
}

/** There is no such article, or the server could not read it. */
function showAbsence(article) {
  const missing = "missing" in article.dataset;
  article.replaceChildren(element("h1", {}, t(missing ? "missing" : "broken")), element("p", {}, missing ? t("missingHint") : ""));
}

/** Also when the language changes. */
export function dressArticle() {
  const article = byId("article");
  if (!article) return;
  if ("missing" in article.dataset || "failed" in article.dataset) {
    showAbsence(article);
    return;
  }
  wrapTables(article);
  showDate(article);
  showTranslation(article);
  showBack(article);
}

/** The same article in the other language, if there is one. */
export const translation = (language) => document.querySelector(`#article footer a[hreflang="${language}"]`)?.href;

/** What was added above has moved the place the address asks for. */
export function goToAnchor() {
  if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
}
