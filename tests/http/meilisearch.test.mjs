// The npm client of Meilisearch works against Kladez as it is.
import assert from "node:assert/strict";
import { before, test } from "node:test";

import { Meilisearch } from "meilisearch";

import { addKey, corpusData, serve } from "../lib/kladez.mjs";

let client, articles, admin;
before(async (t) => {
  const data = corpusData(t);
  const server = await serve(t, data);
  client = new Meilisearch({ host: server.url });
  articles = client.index("articles");
  admin = new Meilisearch({ host: server.url, apiKey: addKey(data, "admin") });
});

test("it searches", async () => {
  const found = await articles.search("вернуть товар");
  assert.equal(found.hits[0].id, "ru/payment/return-goods");
  assert.equal(found.query, "вернуть товар");
  assert.ok(found.estimatedTotalHits >= found.hits.length);
  const same = await articles.searchGet("вернуть товар");
  assert.deepEqual(same.hits, found.hits);
});

test("it pages, both ways", async () => {
  const all = (await articles.search("доставка", { limit: 100 })).hits.map((h) => h.id);
  const offset = [];
  for (let at = 0; at < all.length; at += 7)
    offset.push(...(await articles.search("доставка", { offset: at, limit: 7 })).hits.map((h) => h.id));
  assert.deepEqual(offset, all);
  const pages = [];
  let page = 1, found;
  do {
    found = await articles.search("доставка", { page, hitsPerPage: 7 });
    pages.push(...found.hits.map((h) => h.id));
  } while (page++ < found.totalPages);
  assert.deepEqual(pages, all);
  assert.equal(found.totalHits, all.length);
});

test("it filters and sorts", async () => {
  const { hits } = await articles.search("", { filter: ["lang = en", ["category = Delivery", "category = Payment"]], sort: ["title:asc"], limit: 200 });
  assert.ok(hits.length > 1);
  for (const hit of hits) {
    assert.equal(hit.lang, "en");
    assert.ok(hit.category.includes("Delivery") || hit.category.includes("Payment"));
  }
  assert.deepEqual(hits.map((h) => h.title), hits.map((h) => h.title).toSorted());
  await assert.rejects(articles.search("", { filter: "colour = red" }), (error) => error.cause.code === "invalid_search_filter");
});

test("it counts facets, and searches in them", async () => {
  const { facetDistribution, estimatedTotalHits } = await articles.search("", { facets: ["lang", "category"], limit: 0 });
  assert.equal(facetDistribution.lang.ru + facetDistribution.lang.en, estimatedTotalHits);
  for (const [category, count] of Object.entries(facetDistribution.category)) {
    const { totalHits } = await articles.search("", { filter: `category = "${category}"`, page: 1 });
    assert.equal(totalHits, count, category);
  }
  const { facetHits } = await articles.searchForFacetValues({ facetName: "category", facetQuery: "дост" });
  assert.ok(facetHits.length >= 1 && facetHits.every((f) => /дост/i.test(f.value)), JSON.stringify(facetHits));
});

test("values of a facet can be asked for with all fields of the search beside them", async () => {
  const search = {
    q: "доставка", filter: "lang = ru", facets: ["lang"], sort: ["title:asc"], page: 2, hitsPerPage: 5,
    attributesToRetrieve: ["title"], attributesToHighlight: ["*"], attributesToCrop: ["body:5"], cropMarker: "...",
    highlightPreTag: "<b>", highlightPostTag: "</b>", showMatchesPosition: true, showRankingScore: true,
  };
  const { facetDistribution } = await articles.search(search.q, { filter: search.filter, facets: ["category"], limit: 0 });
  for (const paged of [search, { ...search, page: undefined, hitsPerPage: undefined, limit: 21, offset: 20 }]) {
    const { facetHits } = await articles.searchForFacetValues({ ...paged, facetName: "category", facetQuery: "" });
    assert.deepEqual(Object.fromEntries(facetHits.map((f) => [f.value, f.count])), facetDistribution.category);
  }
});

test("it highlights and crops", async () => {
  const { hits } = await articles.search("возврата товаров", {
    attributesToHighlight: ["title", "body"], attributesToCrop: ["body"], cropLength: 12,
    highlightPreTag: "<mark>", highlightPostTag: "</mark>", showMatchesPosition: true, showRankingScore: true,
  });
  assert.match(hits[0]._formatted.title + hits[0]._formatted.body, /<mark>(возврат|товар)/i);
  assert.ok(hits[0]._formatted.body.length < hits[0].body.length);
  assert.equal(hits[0]._formatted.title.replace(/<\/?mark>/g, ""), hits[0].title);
  assert.ok(hits[0]._rankingScore > 0 && hits[0]._rankingScore <= 1);
  const [{ start, length }] = hits[0]._matchesPosition.title ?? hits[0]._matchesPosition.body;
  const field = Buffer.from(hits[0]._matchesPosition.title ? hits[0].title : hits[0].body);
  assert.match(field.subarray(start, start + length).toString(), /^(возврат|товар|верн)/i);
});

test("it gets documents", async () => {
  const one = await articles.getDocument("ru%2Fpayment%2Freturn-goods");
  assert.equal(one.id, "ru/payment/return-goods");
  const { results, total } = await articles.getDocuments({ limit: 3, fields: ["id", "title"] });
  assert.equal(results.length, 3);
  assert.deepEqual(Object.keys(results[0]).sort(), ["id", "title"]);
  assert.ok(total > 100);
  const ru = await articles.getDocuments({ filter: "lang = ru", limit: 1000 });
  assert.ok(ru.results.every((d) => d.lang === "ru"));
});

test("it searches many at once, and as one", async () => {
  const queries = [{ indexUid: "articles", q: "доставка" }, { indexUid: "articles", q: "delivery" }];
  const { results } = await client.multiSearch({ queries });
  assert.deepEqual(results.map((r) => r.query), ["доставка", "delivery"]);
  const one = await client.multiSearch({ federation: { limit: 5 }, queries });
  assert.equal(one.hits.length, 5);
  assert.deepEqual(Object.keys(one.hits[0]._federation).sort(), ["indexUid", "queriesPosition", "weightedRankingScore"]);
});

test("it asks about the server", async () => {
  assert.deepEqual(await client.health(), { status: "available" });
  assert.equal(await client.isHealthy(), true);
  assert.match((await admin.getVersion()).pkgVersion, /^\d+\.\d+\.\d+$/);
  assert.ok((await admin.getStats()).indexes.articles.numberOfDocuments > 100);
  assert.equal((await client.getIndexes()).results[0].uid, "articles");
  assert.equal((await client.index("articles").fetchPrimaryKey()), "id");
});

test("writing is refused with how articles are published", async () => {
  await assert.rejects(async () => { await admin.index("articles").addDocuments([{ id: "a" }]); },
    (error) => error.cause.code === "read_only_server" && /kladez index/.test(error.message));
});
