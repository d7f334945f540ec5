// A page of another site searches with InstantSearch through @meilisearch/instant-meilisearch, both
// as they come from npm: its browser asks Kladez directly, as it would ask Meilisearch.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { search } from "../lib/kladez.mjs";
import { eventually, newPage, startAll, theServer, visible } from "./browser.mjs";

const modules = join(dirname(fileURLToPath(import.meta.url)), "../node_modules");
const perPage = 5;

/** What the page loads, by the path it asks for. */
const files = {
  "/instantsearch.js": "instantsearch.js/dist/instantsearch.production.min.js",
  "/adapter.js": "@meilisearch/instant-meilisearch/dist/index.js",
  "/meilisearch.js": "meilisearch/dist/index.js",
};

/** The page as the guide of the adapter has it; ?finite counts pages instead of scrolling. */
const pageOf = (server, options) => `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">
<div id="box"></div><div id="stats"></div><div id="sort"></div><div id="clear"></div>
<div id="popular"></div><div id="langs"></div><div id="categories"></div><ol id="hits"></ol><div id="pages"></div>
<script src="/instantsearch.js"></script>
<script type="importmap">{"imports": {"meilisearch": "/meilisearch.js"}}</script>
<script type="module">
import { instantMeiliSearch } from "/adapter.js";
const { searchClient } = instantMeiliSearch("${server}", "", ${JSON.stringify({ primaryKey: "id", ...options })});
const search = instantsearch({ indexName: "articles", searchClient });
const w = instantsearch.widgets;
search.addWidgets([
  w.configure({ hitsPerPage: ${perPage}, attributesToSnippet: ["body:12"] }),
  w.searchBox({ container: "#box" }),
  w.stats({ container: "#stats", templates: { text: ({ nbHits }) => String(nbHits) } }),
  w.sortBy({ container: "#sort", items: [
    { label: "best", value: "articles" },
    { label: "title", value: "articles:title:asc" },
    { label: "newest, then title", value: "articles:updatedAt:desc,title:asc" }] }),
  w.clearRefinements({ container: "#clear" }),
  w.rangeInput({ container: "#popular", attribute: "popularity", precision: 2 }),
  w.refinementList({ container: "#langs", attribute: "lang" }),
  w.refinementList({ container: "#categories", attribute: "category", limit: 50, searchable: true,
    searchableIsAlwaysActive: true, operator: "or" }),
  w.hits({ container: "#hits", templates: {
    item: (hit, { html, components }) => html\`<article data-id=\${hit.objectID}>
      <h2>\${components.Highlight({ hit, attribute: "title" })}</h2>
      <p>\${components.Snippet({ hit, attribute: "body" })}</p></article>\`,
    empty: ({ query }) => "nothing: " + query } }),
  w.pagination({ container: "#pages" }),
]);
search.start();
</script>`;

/** The other site. It is there before the server, whose address it learns from the tests. */
function startSite(t) {
  const site = createServer((request, reply) => {
    const { pathname, searchParams } = new URL(request.url, "http://localhost");
    const file = files[pathname];
    const text = file ? readFileSync(join(modules, file)) : pageOf(theServer().url, JSON.parse(searchParams.get("options") || "{}"));
    reply.writeHead(200, { "content-type": file ? "text/javascript" : "text/html" }).end(text);
  });
  t.after(() => { site.close(); site.closeAllConnections(); });
  return new Promise((done) => site.listen(0, "127.0.0.1", () => done(`http://127.0.0.1:${site.address().port}`)));
}

startAll(null, { site: startSite });

// ---- the page's parts ----

const box = "#box input";
const ids = (page) => page.locator("#hits article").evaluateAll((all) => all.map((node) => node.dataset.id));
const total = async (page) => Number(await page.locator("#stats").innerText());
const asked = async (q, fields = {}) => search(theServer(), { q, limit: perPage, ...fields });
const idsOf = (found) => found.hits.map((hit) => hit.id);

/** Facets as the page shows them: {value: count}. */
const facets = async (page, container) => Object.fromEntries(await page.locator(`${container} label`).evaluateAll((all) =>
  all.map((node) => [node.querySelector(".ais-RefinementList-labelText").textContent, Number(node.querySelector(".ais-RefinementList-count").textContent)])));

const refine = (page, container, value) => page.locator(`${container} label`)
  .filter({ has: page.getByText(value, { exact: true }) }).locator("input").click();

async function shows(page, found, what) {
  const expected = idsOf(found);
  assert.ok(expected.length > 0, `${what}: there is something to show`);
  await eventually(() => ids(page), (shown) => shown.join() === expected.join(), `${what}: ${expected}`);
}

async function open(t, options = {}) {
  const page = await newPage(t, { path: `/?options=${encodeURIComponent(JSON.stringify(options))}` });
  await visible(page, "#hits article");
  return page;
}

/** Types a text and waits for its results. */
async function searchFor(page, text) {
  await page.fill(box, text);
  await shows(page, await asked(text), text);
}

// ---- the tests ----

test("typed letter by letter, each letter shows what it finds", async (t) => {
  const page = await open(t);
  await shows(page, await asked(""), "at first");
  for (let typed = 1; typed <= "возврат де".length; typed++) {
    const text = "возврат де".slice(0, typed);
    await page.locator(box).pressSequentially(text.at(-1));
    await shows(page, await asked(text), text);
  }
  assert.equal(await total(page), (await asked("возврат де")).estimatedTotalHits);
  await page.click(".ais-SearchBox-reset");
  await shows(page, await asked(""), "after clearing");
});

test("words are marked in titles and snippets, and texts stay texts", async (t) => {
  const page = await open(t);
  await searchFor(page, "вернуть товар");
  const marked = page.locator("#hits article").first().locator("h2 mark");
  assert.deepEqual(await marked.allInnerTexts(), ["вернуть", "товар"]);
  const snippet = page.locator("#hits article").first().locator("p");
  assert.match(await snippet.innerText(), /…/);
  assert.ok((await snippet.innerText()).split(" ").length < 20, "a snippet, not the body");
  assert.ok(await snippet.locator("mark").count() > 0);
  assert.doesNotMatch(await page.locator("#hits").innerText(), /ais-highlight|<em>/);
});

test("facets: values with counts, several of one field widen, two fields narrow", async (t) => {
  const page = await open(t);
  await searchFor(page, "доставка");
  const all = await asked("доставка", { facets: ["lang", "category"] });
  assert.deepEqual(await facets(page, "#langs"), all.facetDistribution.lang);
  assert.deepEqual(await facets(page, "#categories"), all.facetDistribution.category);

  const [first, second] = Object.keys(all.facetDistribution.category).filter((name) => name.includes("/"));
  await refine(page, "#categories", first);
  await shows(page, await asked("доставка", { filter: [[`category = "${first}"`]] }), first);
  assert.deepEqual(await facets(page, "#categories"), all.facetDistribution.category, "what else could be chosen is still counted");
  await refine(page, "#categories", second);
  const both = [[`category = "${first}"`, `category = "${second}"`]];
  await shows(page, await asked("доставка", { filter: both }), "both");
  await refine(page, "#langs", "ru");
  await shows(page, await asked("доставка", { filter: [...both, "lang = ru"] }), "both in Russian");
  assert.deepEqual(await facets(page, "#categories"), (await asked("доставка", { filter: "lang = ru", facets: ["category"] })).facetDistribution.category);
  await page.click("#clear button");
  await shows(page, await asked("доставка"), "all again");
});

test("values of a facet can be searched", async (t) => {
  const page = await open(t);
  await searchFor(page, "оплата");
  await refine(page, "#langs", "ru");
  await shows(page, await asked("оплата", { filter: "lang = ru" }), "in Russian");
  await page.fill("#categories input[type=search]", "подп");
  const { category } = (await asked("оплата", { filter: "lang = ru", facets: ["category"] })).facetDistribution;
  const wanted = Object.fromEntries(Object.entries(category).filter(([name]) => /(^|[ /«])подп/i.test(name)));
  assert.ok(Object.keys(wanted).length > 0 && Object.keys(wanted).length < Object.keys(category).length);
  await eventually(() => facets(page, "#categories"), (shown) => JSON.stringify(shown) === JSON.stringify(wanted), JSON.stringify(wanted));
});

test("a range of numbers knows its ends and narrows", async (t) => {
  const page = await open(t);
  await searchFor(page, "доставка");
  const { min, max } = (await asked("доставка", { facets: ["popularity"] })).facetStats.popularity;
  const [from, to] = [page.locator("#popular input").first(), page.locator("#popular input").last()];
  assert.deepEqual([Number(await from.getAttribute("placeholder")), Number(await to.getAttribute("placeholder"))], [min, max]);
  await from.fill("0.5");
  await page.click("#popular button");
  await shows(page, await asked("доставка", { filter: "popularity >= 0.5" }), "popular ones");
});

for (const [name, options] of [["with a page more or none", {}], ["with a number of pages", { finitePagination: true }]])
  test(`pages, ${name}`, async (t) => {
    const page = await open(t, options);
    await page.fill(box, "товар");
    const { totalHits, totalPages } = await asked("товар", { limit: undefined, page: 1, hitsPerPage: perPage });
    for (let n = 1; n <= totalPages; n++) {
      await shows(page, await asked("товар", { offset: (n - 1) * perPage }), `page ${n}`);
      if (n < totalPages) await page.click(".ais-Pagination-item--nextPage a");
    }
    await eventually(() => total(page), (n) => n === totalHits, "the number of hits");
    assert.equal(await page.locator(".ais-Pagination-item--nextPage a").count(), 0, "the last page is the last");
    await page.click(".ais-Pagination-item--firstPage a");
    await shows(page, await asked("товар"), "the first page");
  });

test("sorted by title, by two fields, and by relevance again", async (t) => {
  const page = await open(t);
  await searchFor(page, "гарантия");
  for (const [value, sort] of [["articles:title:asc", ["title:asc"]], ["articles:updatedAt:desc,title:asc", ["updatedAt:desc", "title:asc"]], ["articles", []]]) {
    await page.selectOption("#sort select", value);
    await shows(page, await asked("гарантия", { sort }), value);
  }
});

test("nothing found is said, and the next search finds again", async (t) => {
  const page = await open(t);
  await page.fill(box, "ыъщэюж");
  await eventually(() => page.locator("#hits").innerText(), (text) => text === "nothing: ыъщэюж", "the empty list");
  assert.equal(await total(page), 0);
  await searchFor(page, "камера");
});

test("facets that stay when they are empty, and no hits before anything is typed", async (t) => {
  const page = await newPage(t, { path: `/?options=${encodeURIComponent(JSON.stringify({ keepZeroFacets: true, placeholderSearch: false }))}` });
  await visible(page, "#langs label");
  assert.deepEqual(await ids(page), []);
  await searchFor(page, "refund");
  const { lang } = (await asked("refund", { facets: ["lang"] })).facetDistribution;
  assert.deepEqual(Object.keys(lang), ["en"]);
  assert.deepEqual(await facets(page, "#langs"), { ru: 0, ...lang });
});
