// Search as its clients use it.
import assert from "node:assert/strict";
import { join } from "node:path";
import { before, test } from "node:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";

import { articles, publicIds } from "../lib/fixture.mjs";
import { get, index, post, scratch, search, serve, writeFiles } from "../lib/kladez.mjs";

let server;

before(async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "kladez-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  index(join(folder, "data"), writeFiles(join(folder, "source"), articles));
  server = await serve(t, join(folder, "data"));
});

const ids = (reply) => reply.hits.map((hit) => hit.id);

test("words find articles whatever their endings, the best first", async () => {
  assert.equal(ids(await search(server, { q: "оплатить картами " }))[0], "ru/cards");
  assert.equal(ids(await search(server, { q: "paid cards " }))[0], "en/cards");
  assert.equal(ids(await search(server, { q: "возвраты " }))[0], "ru/refund");
});

test("a heading that is the query is found behind many articles that have its words more often", async (t) => {
  const folder = scratch(t), garden = "Синий забор стоит у дороги за рекой, дальше дом. На столе чайник.";
  const pages = (name, count, body) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`ru/${name}-${i}.md`, `---\ntitle: ${name} ${i}\n---\n${body}\n`]));
  const kettle = "---\ntitle: Кухня\n---\nПосуда стоит на полке, полка висит над столом, стол стоит у окна.\n\n## Синий чайник\n\nОн греет воду за минуту.\n";
  index(join(folder, "data"), writeFiles(join(folder, "source"), { ...pages("garden", 14, garden), ...pages("letter", 30, "Письмо идёт неделю."), "ru/kettle.md": kettle }));
  const many = await serve(t, join(folder, "data"));
  assert.equal(ids(await search(many, { q: "синий чайник " }))[0], "ru/kettle");
});

test("an empty query lists what is public, the most popular first", async () => {
  const reply = await search(server, { q: "" });
  assert.deepEqual(ids(reply).sort(), publicIds);
  assert.equal(ids(reply)[0], "ru/cards");
  assert.equal(reply.estimatedTotalHits, 5);
});

test("the last word may be unfinished, whatever sign follows it", async () => {
  for (const q of ["курь", "курь ", "курь?", " курь… "]) assert.ok(ids(await search(server, { q })).includes("ru/delivery"), q);
});

test("phrases and minus", async () => {
  assert.deepEqual(ids(await search(server, { q: "\"лимит оплаты\"" })), ["ru/cards"]);
  assert.equal((await search(server, { q: "\"лимит оплаты\"" })).noConfidentMatch, false);
  const nowhere = await search(server, { q: "\"оплаты лимит\"" });
  assert.ok(nowhere.hits.length > 0 && nowhere.noConfidentMatch, "better near than nothing, and it is said");
  assert.ok(!ids(await search(server, { q: "картой -курьер" })).includes("ru/delivery"));
});

test("pages by offset and limit, and by number", async () => {
  const all = ids(await search(server, { q: "card оплата" }));
  const second = await search(server, { q: "card оплата", offset: 1, limit: 2 });
  assert.deepEqual(ids(second), all.slice(1, 3));
  assert.deepEqual([second.offset, second.limit, second.estimatedTotalHits], [1, 2, all.length]);
  const page = await search(server, { q: "card оплата", page: 2, hitsPerPage: 2 });
  assert.deepEqual(ids(page), all.slice(2, 4));
  assert.deepEqual([page.page, page.hitsPerPage, page.totalHits, page.totalPages],
    [2, 2, all.length, Math.ceil(all.length / 2)]);
  assert.equal(page.estimatedTotalHits, undefined);
  assert.deepEqual(ids(await search(server, { q: "card", offset: 999999 })), []);
  assert.deepEqual(ids(await search(server, { q: "card", page: 0 })), []);
});

test("filters", async () => {
  const found = async (filter) => ids(await search(server, { q: "", filter })).sort();
  assert.deepEqual(await found("lang = en"), ["en/cards", "en/delivery"]);
  assert.deepEqual(await found("category = Оплата"), ["ru/cards", "ru/refund"]);
  assert.deepEqual(await found("category = 'Оплата/Карты' OR tags IN [delivery]"), ["en/delivery", "ru/cards"]);
  assert.deepEqual(await found("NOT lang = ru AND updatedAt >= 2026-04-01"), ["en/delivery"]);
  assert.deepEqual(await found([["lang = en", "tags = возврат"], "updatedAt > 2026-04-01"]), ["en/delivery", "ru/refund"]);
  assert.deepEqual(await found("popularity > 0"), ["en/cards", "ru/cards", "ru/delivery"]);
  assert.deepEqual(await found("tags EXISTS AND updatedAt < 2026-03-02"), ["ru/cards"]);
  assert.deepEqual(await found("id = ru/refund"), ["ru/refund"]);
});

test("a filter that cannot be understood says where and what is possible", async () => {
  const refused = async (filter) => (await post(server, "/indexes/articles/search", { filter })).json;
  assert.equal((await refused("colour = red")).code, "invalid_search_filter");
  assert.match((await refused("colour = red")).message, /colour.*id, lang, tags/s);
  assert.match((await refused("lang = en AND")).message, /expect|end/i);
  assert.equal((await refused(5)).code, "invalid_search_filter");
});

test("sort, distinct, threshold, locales", async () => {
  assert.deepEqual(ids(await search(server, { q: "", sort: ["updatedAt:desc"] })),
    ["ru/refund", "en/delivery", "ru/delivery", "en/cards", "ru/cards"]);
  assert.deepEqual(ids(await search(server, { q: "", sort: ["title:asc"], filter: "lang = en" })),
    ["en/delivery", "en/cards"]);
  assert.equal((await search(server, { q: "", distinct: "lang" })).hits.length, 2);
  assert.deepEqual(ids(await search(server, { q: "card карта ", locales: ["eng"] })).sort(), ["en/cards", "en/delivery"]);
  const scored = await search(server, { q: "оплата картой ", showRankingScore: true });
  const best = scored.hits[0]._rankingScore;
  assert.ok(best > 0 && best <= 1);
  assert.deepEqual(ids(await search(server, { q: "оплата картой ", rankingScoreThreshold: best - 0.001 })), [ids(scored)[0]]);
});

test("matching: words may be missing, or not", async () => {
  assert.ok(ids(await search(server, { q: "курьер минуту " })).length > 1);
  assert.deepEqual(ids(await search(server, { q: "курьер минуту ", matchingStrategy: "all" })), []);
  assert.deepEqual(ids(await search(server, { q: "курьер картой ", matchingStrategy: "all" })), ["ru/delivery"]);
});

test("only some fields are searched", async () => {
  assert.deepEqual(ids(await search(server, { q: "оплата ", attributesToSearchOn: ["title"] })), ["ru/cards"]);
  assert.deepEqual(ids(await search(server, { q: "курьеру ", attributesToSearchOn: ["questions"] })), []);
});

test("facets count what is found", async () => {
  const reply = await search(server, { q: "", facets: ["lang", "category"] });
  assert.deepEqual(reply.facetDistribution.lang, { ru: 3, en: 2 });
  assert.equal(reply.facetDistribution.category["Оплата"], 2);
  assert.equal(reply.facetDistribution.category["Оплата/Карты"], 1);
  assert.deepEqual((await search(server, { q: "", facets: ["lang"], filter: "lang = en" })).facetDistribution.lang, { en: 2 });
  const values = await post(server, "/indexes/articles/facet-search", { facetName: "tags", facetQuery: "ВОЗ" });
  assert.deepEqual(values.json.facetHits, [{ value: "возврат", count: 1 }]);
});

test("facets of numbers have a least and a largest value", async () => {
  const reply = await search(server, { q: "", facets: ["popularity", "updatedAt", "lang"] });
  assert.deepEqual(reply.facetDistribution.popularity, { 0: 2, 0.5: 1, 0.8: 1, 0.9: 1 });
  assert.deepEqual(reply.facetStats, {
    popularity: { min: 0, max: 0.9 }, updatedAt: { min: Date.parse("2026-03-01") / 1000, max: Date.parse("2026-05-01") / 1000 },
  });
  const some = await search(server, { q: "", facets: ["popularity"], filter: "popularity > 0.1 AND popularity < 0.9" });
  assert.deepEqual(some.facetStats, { popularity: { min: 0.5, max: 0.8 } });
  const none = await search(server, { q: "", facets: ["popularity"], filter: "popularity > 0.95" });
  assert.deepEqual([none.facetDistribution, none.facetStats], [{ popularity: {} }, {}]);
});

test("highlighting marks whole words, whatever their ending", async () => {
  const reply = await search(server, {
    q: "оплата карты ", limit: 1, attributesToHighlight: ["title", "tags"], highlightPreTag: "[", highlightPostTag: "]",
  });
  assert.equal(reply.hits[0]._formatted.title, "[Оплата] [картой]");
  assert.deepEqual(reply.hits[0]._formatted.tags, ["[оплата]", "[карта]"]);
  assert.equal(reply.hits[0].title, "Оплата картой");
});

test("cropping keeps the words around the match", async () => {
  const reply = await search(server, { q: "лимит ", limit: 1, attributesToCrop: ["body:4"], cropMarker: "~" });
  const crop = reply.hits[0]._formatted.body;
  assert.match(crop, /лимит/);
  assert.match(crop, /^~.*~$/s);
  assert.ok(crop.split(/\s+/).length <= 5, crop);
});

test("positions are bytes of the UTF-8 text", async () => {
  const reply = await search(server, { q: "картой ", limit: 1, showMatchesPosition: true });
  const [hit] = reply.hits;
  for (const [field, places] of Object.entries(hit._matchesPosition))
    for (const { start, length, indices } of places) {
      const text = indices ? hit[field][indices[0]] : hit[field];
      assert.match(Buffer.from(text).subarray(start, start + length).toString(), /^карт/i);
    }
  assert.deepEqual(hit._matchesPosition.title, [{ start: 13, length: 12 }]);
});

test("a hit names the section that fits", async () => {
  const [hit] = (await search(server, { q: "проверить лимит ", limit: 1 })).hits;
  assert.deepEqual(hit._section, { anchor: "если-карту-не-приняли", heading: "Если карту не приняли" });
  assert.equal(hit._lang, "ru");
});

test("fields come as asked; large ones only by name", async () => {
  const [hit] = (await search(server, { q: "card ", limit: 1, attributesToRetrieve: ["id", "title"] })).hits;
  assert.deepEqual(Object.keys(hit).filter((k) => !k.startsWith("_")), ["id", "title"]);
  const all = (await search(server, { q: "card ", limit: 1 })).hits[0];
  assert.equal(all.sections, undefined);
  const [sections] = (await search(server, { q: "card ", limit: 1, attributesToRetrieve: ["sections", "html"] })).hits;
  assert.equal(sections.sections[1].heading, "If the card was declined");
  assert.match(sections.html, /<ol><li>Check the expiry date\.<\/li>/);
});

test("GET takes the same as POST", async () => {
  const reply = await get(server, "/indexes/articles/search?q=%D0%BE%D0%BF%D0%BB%D0%B0%D1%82%D0%B0+%D0%BA%D0%B0%D1%80%D1%82%D0%BE%D0%B9+&limit=1&attributesToHighlight=title&facets=lang,tags");
  const body = await search(server, { q: "оплата картой ", limit: 1, attributesToHighlight: ["title"], facets: ["lang", "tags"] });
  const fixed = (o) => ({ ...o, queryId: 0, requestUid: 0 });
  assert.deepEqual(fixed(reply.json), fixed(body));
});

test("several searches at once, apart and merged", async () => {
  const queries = [{ indexUid: "articles", q: "card " }, { indexUid: "articles", q: "картой ", limit: 1 }];
  const apart = (await post(server, "/multi-search", { queries })).json.results;
  assert.deepEqual(apart.map((r) => r.indexUid), ["articles", "articles"]);
  assert.deepEqual(ids(apart[0])[0], "en/cards");
  assert.equal(apart[1].hits.length, 1);
  const merged = (await post(server, "/multi-search", { queries, federation: { limit: 3 } })).json;
  assert.equal(merged.hits.length, 3);
  assert.ok(merged.hits.some((h) => h._federation.queriesPosition === 1));
  const weights = merged.hits.map((h) => h._federation.weightedRankingScore);
  assert.deepEqual(weights, [...weights].sort((a, b) => b - a));
  queries[1].federationOptions = { weight: 10 };
  assert.equal((await post(server, "/multi-search", { queries, federation: {} })).json.hits[0].id, "ru/cards");
  for (const [weight, status, code] of [[0, 200], [0.5, 200], [-0.1, 400, "invalid_multi_search_weight"], ["2", 400, "invalid_multi_search_weight"]]) {
    queries[1].federationOptions = { weight };
    const weighed = await post(server, "/multi-search", { queries, federation: {} });
    assert.deepEqual([weighed.status, weighed.json.code], [status, code], String(weight));
  }
  const none = await post(server, "/multi-search", { queries: [{ indexUid: "films", q: "" }] });
  assert.deepEqual([none.status, none.json.code], [404, "index_not_found"]);
});

test("articles by id, and page by page", async () => {
  const one = (await get(server, "/indexes/articles/documents/ru%2Fcards?fields=title,category,sections")).json;
  assert.equal(one.title, "Оплата картой");
  assert.deepEqual(one.category, ["Оплата", "Оплата/Карты"]);
  assert.equal((await get(server, "/indexes/articles/documents/ru/cards")).json.id, "ru/cards");
  assert.equal((await get(server, "/indexes/articles/documents/ru/draft")).status, 404);
  assert.equal((await get(server, "/indexes/articles/documents/nobody")).json.code, "document_not_found");
  const pages = [];
  for (let offset = 0; offset < 6; offset += 2)
    pages.push(...(await get(server, `/indexes/articles/documents?limit=2&offset=${offset}&fields=id`)).json.results);
  assert.deepEqual(pages.map((d) => d.id), publicIds);
  const fetched = await post(server, "/indexes/articles/documents/fetch", { filter: "lang = en", fields: ["id"] });
  assert.equal(fetched.json.total, 2);
});

test("translations point at each other; links between articles lead to articles", async () => {
  const one = (await get(server, "/indexes/articles/documents/ru/cards")).json;
  assert.equal(one.translationOf, "en/cards");
  const { html } = (await get(server, "/indexes/articles/documents/ru/refund?fields=html")).json;
  assert.match(html, /<a href="\/articles\/ru\/cards">оплату картой<\/a>/);
  assert.doesNotMatch(html, /secret/);
});

test("completion: at the beginning of any word, marked, with an entity tag", async () => {
  const reply = await get(server, "/v1/complete?q=%D0%BA%D0%B0%D1%80%D1%82&lang=ru");
  const texts = reply.json.suggestions.map((s) => s.text);
  assert.deepEqual(texts, ["Оплата картой", "Почему карту не принимают?"], "the third says the same as the first");
  assert.equal(reply.json.suggestions[0].highlighted, "Оплата <em>карт</em>ой");
  assert.equal(reply.json.suggestions[1].count, 1);
  const again = await get(server, "/v1/complete?q=%D0%BA%D0%B0%D1%80%D1%82&lang=ru", { headers: { "If-None-Match": reply.headers.get("etag") } });
  assert.equal(again.status, 304);
  assert.equal(reply.headers.get("cache-control"), "public, max-age=60");
  const popular = (await get(server, "/v1/complete?q=&limit=1")).json;
  assert.equal(popular.suggestions[0].id, "ru/cards");
});

test("completion: forms, corrections, languages", async () => {
  const complete = async (q, rest = "") => (await get(server, `/v1/complete?q=${encodeURIComponent(q)}${rest}`)).json.suggestions;
  const [correction, first] = await complete("jgkfns rfh");
  assert.deepEqual(correction, { type: "correction", text: "оплаты кар", highlighted: "<em>оплаты кар</em>", from: "jgkfns rfh", kind: "layout" });
  assert.equal(first.highlighted, "<em>Оплата</em> <em>кар</em>той");
  assert.equal((await complete("kurer"))[0].text, "курьер");
  assert.deepEqual((await complete("доставак"))[0].kind, "spell");
  assert.deepEqual((await complete("delivry")).map((s) => s.id ?? s.kind), ["spell", "en/delivery"]);
  assert.deepEqual((await complete("c", "&lang=ru")), []);
  assert.deepEqual((await complete("", "&lang=en&limit=1")).map((s) => s.id), ["en/cards"]);
});

test("rubbish finds nothing and says so", async () => {
  for (const q of ["zxqvbnm", "йцщшг зхъ", "????", "\"", "-", "-оплата", "a".repeat(8000), "\u202ex", "🦊🦊"]) {
    const reply = await search(server, { q });
    assert.ok(Array.isArray(reply.hits), q);
  }
  assert.equal((await search(server, { q: "zxqvbnm" })).noConfidentMatch, true);
  assert.equal((await search(server, { q: "оплата картой" })).noConfidentMatch, false);
});
