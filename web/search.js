// Search as you type. The text is kept in the address, so that "back" finds it again.
import { highlight, marked, oneLine } from "/assets/search-rows.js";
import { byId, button, call, element, lang, stored, t } from "/assets/tools.js";

const path = "/indexes/articles/search";
const pauseBeforeSearch = 120, queryMax = 500, pageSize = 10;

const typed = () => byId("q").value.trim().slice(0, queryMax);

function hitNode(hit) {
  const section = hit._section;
  const where = [hit.category.at(-1)?.replaceAll("/", " › "), section?.heading].filter(Boolean).join(" · ");
  const link = hit.url + (section ? `#${encodeURIComponent(section.anchor)}` : "");
  const item = element("li", { lang: hit.lang }, element("a", { href: link }, ...marked(hit._formatted.title)));
  if (hit._formatted.body) item.append(element("p", {}, ...marked(oneLine(hit._formatted.body))));
  if (where) item.append(element("p", { class: "place" }, where));
  return item;
}

const topic = () => (typed() ? null : new URLSearchParams(location.search).get("topic"));

function statusOf(reply, q) {
  const n = reply.estimatedTotalHits;
  if (topic()) return `${topic()}: ${t("found", { n })}`;
  if (!n) return q ? t("nothing", { q }) : "";
  if (!q) return t("popular");
  return reply.noConfidentMatch ? t("weak") : t("found", { n });
}

// ---- showing ----

/** On an article's page results take the article's place while there is a query. */
function show(q) {
  const article = byId("article");
  const searching = Boolean(q) || !article;
  if (article) article.hidden = searching;
  byId("found").hidden = !searching;
  byId("further").hidden = true;
  byId("topics").hidden = true;
  document.title = q || topic() ? `${q || topic()} – ${t("title")}` : article?.querySelector("h1")?.textContent || t("title");
  if (!searching) showFurther("notFound");
}

function showFurther(name) {
  byId("further-text").textContent = t(name);
  byId("further").hidden = false;
}

/** What the words were taken for, and a way back to them. */
function showMeant(q, data) {
  const address = (words, more = "") => `/?q=${encodeURIComponent(words)}${more}`;
  const applied = data.corrections.some((c) => c.applied && c.type !== "synonym");
  byId("meant").hidden = !data.didYouMean;
  if (!data.didYouMean) return;
  const meant = data.didYouMean.trim();
  byId("meant").replaceChildren(...applied
    ? [t("corrected", { q: meant }), " ", element("a", { href: address(q, "&exact") }, t("asTyped", { q }))]
    : [t("didYouMean"), " ", element("a", { href: address(meant) }, meant)]);
}

function showReply(q, data) {
  byId("status").textContent = statusOf(data, q);
  byId("status").classList.toggle("empty", !data.hits.length);
  showMeant(q, data);
  byId("results").replaceChildren(...data.hits.map(hitNode));
  byId("more").hidden = (!q && !topic()) || data.hits.length >= data.estimatedTotalHits;
  showFurther(data.hits.length || !q ? "notFound" : "nothingHint");
}

function showFailure(failure, q) {
  byId("results").replaceChildren(); // they were found for other words
  byId("meant").hidden = true;
  byId("more").hidden = true;
  byId("status").classList.remove("empty");
  byId("status").replaceChildren(t(failure.message), " ", button(t("again"), () => search(q)));
  showFurther("notFound");
}

/** The first level of categories: what there is to read about. */
function showTopics(counts = {}) {
  const names = Object.keys(counts).filter((name) => !name.includes("/")).sort((a, b) => counts[b] - counts[a]);
  byId("topics").hidden = !names.length;
  byId("topics").replaceChildren(...names.map((name) => {
    const link = element("a", { href: name === topic() ? "/" : `/?topic=${encodeURIComponent(name)}` }, name);
    if (name === topic()) link.setAttribute("aria-current", "true");
    return element("li", {}, link);
  }));
}

function completionNode(s) {
  const isCorrection = s.type === "correction";
  const link = element("a", { href: `/?q=${encodeURIComponent(s.text)}`, "data-q": s.text }, isCorrection ? t("meant", { q: s.text }) : s.text);
  return element("li", isCorrection ? { class: "correction" } : {}, link);
}

/** Questions that begin as the typed one does; before them what was meant, where nothing does. */
async function complete(q, isLatest) {
  const box = byId("completions");
  let found = [];
  if (q) {
    const { suggestions } = await call(`/v1/complete?limit=8&q=${encodeURIComponent(q)}`).catch(() => ({ suggestions: [] }));
    found = suggestions.filter((s) => s.type !== "article" && s.text.toLowerCase() !== q.toLowerCase()).slice(0, 4);
  }
  if (!isLatest()) return;
  box.hidden = !found.length;
  box.replaceChildren(...found.map(completionNode));
}

// ---- searching ----

let asked = 0;

/** Does the address ask for just what was typed? Other words are corrected again. */
function isExact(q) {
  const asked = new URLSearchParams(location.search);
  return asked.has("exact") && asked.get("q")?.trim() === q;
}

function requestOf(q, limit, locales) {
  const common = { q, limit, locales, corrections: !isExact(q), attributesToRetrieve: ["id", "title", "url", "category", "lang"], ...highlight };
  if (!q) {
    const filter = topic() ? `category = ${JSON.stringify(topic())}` : undefined;
    return { ...common, attributesToHighlight: ["title"], filter };
  }
  return { ...common, attributesToHighlight: ["title", "body"], attributesToCrop: ["body"], cropLength: 28 };
}

const categoryFacets = { q: "", limit: 0, facets: ["category"] };

/** In the page's language; if it has nothing sure, in any. */
async function find(q, limit) {
  const data = await call(path, requestOf(q, limit, [lang()]));
  return q && data.noConfidentMatch ? call(path, requestOf(q, limit)) : data;
}

export async function search(q, limit = pageSize) {
  const number = ++asked, isLatest = () => number === asked;
  show(q);
  if (!q && byId("article")) return;
  stored("query", q || null, "sessionStorage");
  byId("found").setAttribute("aria-busy", "true");
  complete(q, isLatest);
  try {
    const [data, all] = await Promise.all([find(q, limit), q ? null : call(path, { ...categoryFacets, locales: [lang()] })]);
    if (!isLatest()) return;
    showReply(q, data);
    if (!q) showTopics(all.facetDistribution.category);
  } catch (failure) {
    if (isLatest()) showFailure(failure, q);
  }
  if (isLatest()) byId("found").setAttribute("aria-busy", "false");
}

/** From an article's page one step back leads to the article again. */
function setAddress(q) {
  const here = location.pathname + location.search;
  const there = q ? `/?q=${encodeURIComponent(q)}` : topic() || location.pathname !== "/" ? here : "/";
  if (here === there) return;
  history[location.pathname === "/" ? "replaceState" : "pushState"](null, "", there);
}

function searchTyped() {
  const q = typed();
  clearTimeout(pause);
  if (!q && byId("article") && location.pathname === "/") history.back();
  else setAddress(q);
  search(q);
}

let pause;

function onKey(event) {
  const links = [...document.querySelectorAll("#completions a, #topics a, #results a")].filter((a) => a.offsetParent);
  const at = links.indexOf(document.activeElement);
  const inBox = document.activeElement === byId("q");
  if (event.key === "/" && !/^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName) && !event.ctrlKey && !event.metaKey) {
    byId("q").focus();
    byId("q").select();
  } else if (event.key === "ArrowDown" && (inBox || at >= 0)) {
    links[at + 1]?.focus();
  } else if (event.key === "ArrowUp" && at >= 0) {
    (links[at - 1] || byId("q")).focus();
  } else if (event.key === "Escape" && at >= 0) {
    byId("q").focus();
  } else if (event.key === "Escape" && inBox) {
    byId("q").value = "";
    searchTyped();
  } else {
    return;
  }
  event.preventDefault();
}

export function startSearch() {
  byId("q").addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(searchTyped, pauseBeforeSearch);
  });
  byId("search").addEventListener("submit", (event) => {
    event.preventDefault();
    searchTyped();
    if (matchMedia("(pointer: coarse)").matches) byId("q").blur(); // the keyboard hides the results
  });
  byId("completions").addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    byId("q").value = link.dataset.q;
    byId("q").focus();
    searchTyped();
  });
  document.querySelector("main").addEventListener("keydown", onKey);
  document.body.addEventListener("keydown", (event) => event.target === document.body && onKey(event));
  byId("more").addEventListener("click", async () => {
    const shown = byId("results").childElementCount;
    await search(typed(), shown + pageSize);
    byId("results").children[shown]?.querySelector("a").focus();
  });
  const fromAddress = () => {
    byId("q").value = new URLSearchParams(location.search).get("q") || "";
    search(typed());
  };
  addEventListener("popstate", fromAddress);
  addEventListener("online", () => byId("status").querySelector("button")?.click());
  fromAddress();
}
