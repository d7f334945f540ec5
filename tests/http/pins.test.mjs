// What editors have pinned comes first, for those who may see it, and once.
import assert from "node:assert/strict";
import { join } from "node:path";
import { before, test } from "node:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";

import { addKey, get, index, post, search, serve, suggest, writeFiles } from "../lib/kladez.mjs";

const article = (title, text, front = "") => `---\ntitle: ${title}\n${front}---\n${text}\n`;

// Ten articles about keys; nothing of it in those pinned far away.
const source = {
  "words/pins.txt": `
ключ -> ru/k9
ключ -> ru/far at 5
*гараж* -> ru/far
*гараж* -> ru/inner at 2
*гараж* -> hide ru/k3
праздник -> ru/far from 2026-12-30 until 2027-01-10
сегодня -> ru/far from 2026-11-01 until 2026-12-01
вход -> ru/inner
вход -> ru/english at 2
-> ru/far
`,
  "articles/ru/far.md": article("Доставка", "Курьер привезёт заказ.", "tags: [дальнее]\n"),
  "articles/ru/inner.md": article("Служебный вход", "Код от двери.", "audience: internal\n"),
  "articles/ru/english.md": article("Entrance", "The door is on the left.", "lang: en\n"),
};
for (let i = 0; i < 10; i++)
  source[`articles/ru/k${i}.md`] = article(`Гараж и ключ ${i}`, `${"ключ ".repeat(10 - i)} от гаража.`, `popularity: 0.${i}\n`);

let server, token;

before(async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "kladez-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  index(join(folder, "data"), writeFiles(join(folder, "source"), source));
  token = addKey(join(folder, "data"), "search", "--audiences", "internal");
  server = await serve(t, join(folder, "data"));
});

const ids = (reply) => reply.hits.map((hit) => hit.id);
const pinned = (reply) => reply.hits.filter((hit) => hit._pinned).map((hit) => hit.id);

test("pins stand at their places, whether they have the words or not, and say so", async () => {
  const reply = await search(server, { q: "ключ " });
  assert.equal(ids(reply)[0], "ru/k9");
  assert.equal(ids(reply)[4], "ru/far");
  assert.deepEqual(pinned(reply), ["ru/k9", "ru/far"]);
  assert.equal(reply.estimatedTotalHits, 11);
  assert.equal(reply.noConfidentMatch, false);
  const others = ids(await search(server, { q: "ключ ", sort: ["title:asc"] }));
  assert.equal(others.length, 10, "without pins the far one is not found");
});

test("whoever pages through everything gets each article once, however small the pages", async () => {
  const all = ids(await search(server, { q: "ключ " }));
  assert.equal(new Set(all).size, 11);
  for (const limit of [1, 2, 3, 4, 7]) {
    const pages = [];
    for (let offset = 0; offset < 12; offset += limit) {
      const page = await search(server, { q: "ключ ", offset, limit });
      assert.equal(page.estimatedTotalHits, 11);
      pages.push(...ids(page));
    }
    assert.deepEqual(pages, all, `limit ${limit}`);
  }
  const numbered = [];
  for (let page = 1; page <= 4; page++) {
    const reply = await search(server, { q: "ключ ", page, hitsPerPage: 3 });
    assert.deepEqual([reply.totalHits, reply.totalPages], [11, 4]);
    numbered.push(...ids(reply));
  }
  assert.deepEqual(numbered, all);
});

test("facets count what is pinned, and not what is hidden", async () => {
  const key = await search(server, { q: "ключ ", facets: ["tags", "lang"] });
  assert.deepEqual(key.facetDistribution, { tags: { дальнее: 1 }, lang: { ru: 11 } });
  const garage = await search(server, { q: "гараж ", facets: ["lang"] });
  assert.deepEqual([garage.facetDistribution.lang, garage.estimatedTotalHits], [{ ru: 10 }, 10]);
});

test("hidden articles are not found; others may stand beside the words between stars", async () => {
  const reply = await search(server, { q: "ключ от гаража " });
  assert.deepEqual(pinned(reply), ["ru/far"]);
  assert.ok(!ids(reply).includes("ru/k3"));
  assert.ok(ids(await search(server, { q: "ключ " })).includes("ru/k3"));
});

test("pins are only for those who may see them, and only as far as they fit the filter", async () => {
  assert.deepEqual(pinned(await search(server, { q: "гараж " })), ["ru/far"]);
  const inside = (await post(server, "/indexes/articles/search", { q: "гараж " }, { token })).json;
  assert.deepEqual(ids(inside).slice(0, 2), ["ru/far", "ru/inner"]);
  assert.deepEqual(pinned(await search(server, { q: "вход " })), ["ru/english"]);
  assert.deepEqual(pinned(await search(server, { q: "вход ", locales: ["ru"] })), []);
  assert.deepEqual(pinned(await search(server, { q: "ключ ", filter: "tags = дальнее" })), ["ru/far"]);
  assert.deepEqual(pinned(await search(server, { q: "ключ ", filter: "NOT tags = дальнее" })), ["ru/k9"]);
});

test("fewer articles than the place of a pin: it follows the last of them", async () => {
  const reply = await search(server, { q: "ключ ", filter: "id IN [ru/k9, ru/k1, ru/far]" });
  assert.deepEqual(ids(reply), ["ru/k9", "ru/k1", "ru/far"]);
  assert.equal(reply.estimatedTotalHits, 3);
});

test("pins have their days", async () => {
  assert.deepEqual(pinned(await search(server, { q: "праздник " })), []);
  assert.deepEqual(pinned(await search(server, { q: "сегодня " })), ["ru/far"]);
});

test("an empty query has pins of its own, before the popular", async () => {
  const reply = await search(server, { q: "", limit: 2 });
  assert.deepEqual(ids(reply), ["ru/far", "ru/k9"]);
  assert.deepEqual(pinned(reply), ["ru/far"]);
  const page = await get(server, "/ru/search?q=%D0%BA%D0%BB%D1%8E%D1%87");
  assert.match(page.text.replace(/<\/?mark>/g, ""), /Гараж и ключ 9[^]*Доставка/);
});

test("a mistyped question has the pins of the right one", async () => {
  assert.deepEqual(pinned(await search(server, { q: "rk.x " })), ["ru/k9", "ru/far"]);
});

test("pins are of relevance alone: no order, field, threshold or distinct value, no minus, no quotes", async () => {
  for (const more of [{ sort: ["title:asc"] }, { attributesToSearchOn: ["title"] }, { rankingScoreThreshold: 0.01 }, { distinct: "lang" }])
    assert.deepEqual(pinned(await search(server, { q: "ключ ", ...more })), [], JSON.stringify(more));
  assert.deepEqual(pinned(await search(server, { q: "\"ключ\" " })), []);
  assert.deepEqual(pinned(await search(server, { q: "гараж -курьер" })), []);
});

test("searches apart have pins, merged ones and the bot have none", async () => {
  const queries = [{ indexUid: "articles", q: "ключ " }];
  assert.deepEqual(pinned((await post(server, "/multi-search", { queries })).json.results[0]), ["ru/k9", "ru/far"]);
  const merged = (await post(server, "/multi-search", { queries, federation: {} })).json;
  assert.deepEqual([pinned(merged), ids(merged).includes("ru/far")], [[], false]);
  const turn = await suggest(server, { text: "ключ", explain: true });
  assert.doesNotMatch(JSON.stringify(turn), /ru\/far/);
});
