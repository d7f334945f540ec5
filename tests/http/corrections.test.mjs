// What typed words may have meant: searched for, said, and never of articles others may see.
import assert from "node:assert/strict";
import { join } from "node:path";
import { before, test } from "node:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";

import { articles } from "../lib/fixture.mjs";
import { addKey, get, index, post, scratch, search, serve, writeFiles } from "../lib/kladez.mjs";

const words = {
  "articles/en/forms.md": "---\ntitle: Filling in forms\n---\nFilling in takes a minute.\n",
  "words/ru/synonyms.txt": "кредитка => карта\nкурьер = посыльный = нарочный\nдокументы => тайный регламент\n",
};

let server;

before(async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "kladez-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  index(join(folder, "data"), writeFiles(join(folder, "source"), { ...articles, ...words }));
  server = await serve(t, join(folder, "data"));
});

const ids = (reply) => reply.hits.map((hit) => hit.id);
const told = (reply) => reply.corrections.map((c) => `${c.type}: ${c.from} > ${c.to}${c.applied ? "" : " (not searched)"}`);

const cases = [
  ["jgkfnf rfhnjq ", "layout", "оплата картой ", "ru/cards"],
  ["сфкв ", "layout", "card ", "en/cards"],
  ["vozvrat deneg ", "translit", "возврат денег ", "ru/refund"],
  ["достаква ", "spell", "доставка ", "ru/delivery"],
  ["delivrey ", "spell", "delivery ", "en/delivery"],
  ["возвратденег ", "split", "возврат денег ", "ru/refund"],
  ["дос тавка ", "join", "доставка ", "ru/delivery"],
];

for (const [typed, type, meant, found] of cases)
  test(`${type}: ${typed}is taken for ${meant}and said so`, async () => {
    const reply = await search(server, { q: typed });
    assert.equal(reply.didYouMean, meant);
    assert.equal(ids(reply)[0], found);
    assert.ok(reply.corrections.length > 0);
    for (const c of reply.corrections) assert.deepEqual([c.type, c.applied], [type, true]);
    assert.equal(reply.query, typed, "the query is what was typed");
    assert.equal(reply.noConfidentMatch, false);

    const exactly = await search(server, { q: typed, corrections: false });
    assert.deepEqual([exactly.corrections, exactly.didYouMean], [[], null]);
    assert.notEqual(ids(exactly)[0], found);
  });

test("what is right is left alone", async () => {
  for (const q of ["оплата картой", "оплат", "courier delivery", "", "card карта", "\"достаква\"", "оплата -достаква"]) {
    const reply = await search(server, { q });
    assert.equal(reply.didYouMean, null, q);
  }
  assert.deepEqual((await search(server, { q: "оплата картой" })).corrections, []);
});

test("what customers call something else is no slip, however near it is to a word there is", async () => {
  assert.equal((await search(server, { q: "fillnig " })).didYouMean, "filling ");
  assert.equal((await search(server, { q: "billing " })).didYouMean, null);
});

test("only the best correction of a place is named, each place once, capitals as typed", async () => {
  const reply = await search(server, { q: "Достаква или возрват? " });
  assert.deepEqual(told(reply), ["spell: Достаква > Доставка", "spell: возрват > возврат"]);
  assert.equal(reply.didYouMean, "Доставка или возврат? ");
});

test("editors' synonyms are looked for and named", async () => {
  const reply = await search(server, { q: "кредитка " });
  assert.deepEqual(told(reply), ["synonym: кредитка > карта"]);
  assert.equal(reply.didYouMean, null, "nothing was mistyped");
  assert.equal(ids(reply)[0], "ru/cards");
  assert.deepEqual((await search(server, { q: "посыльный " })).corrections,
    [{ type: "synonym", from: "посыльный", to: "курьер", applied: true }], "of words no article has there is nothing to say");
  assert.deepEqual(ids(await search(server, { q: "кредитка ", corrections: false })), []);
});

test("GET corrects as POST does", async () => {
  const reply = await get(server, `/indexes/articles/search?q=${encodeURIComponent("достаква ")}&limit=1`);
  assert.deepEqual(told(reply.json), ["spell: достаква > доставка"]);
  const exactly = await get(server, `/indexes/articles/search?q=${encodeURIComponent("достаква ")}&corrections=false`);
  assert.deepEqual([exactly.json.corrections, exactly.json.hits], [[], []]);
  const layout = await get(server, "/indexes/articles/search?q=%D1%81%D1%84%D0%BA%D0%B2+");
  assert.equal(layout.json.didYouMean, "card ");
});

test("each of several searches says what it corrected; merged ones find by it", async () => {
  const queries = [
    { indexUid: "articles", q: "достаква " }, { indexUid: "articles", q: "сфкв " },
    { indexUid: "articles", q: "достаква ", corrections: false },
  ];
  const { results } = (await post(server, "/multi-search", { queries })).json;
  assert.deepEqual(results.map((r) => r.didYouMean), ["доставка ", "card ", null]);
  const merged = (await post(server, "/multi-search", { queries, federation: {} })).json;
  assert.deepEqual(ids(merged).filter((id) => /delivery|cards/.test(id)).sort(), ["en/cards", "en/delivery", "ru/cards", "ru/delivery"].filter((id) => ids(merged).includes(id)));
  assert.ok(ids(merged).includes("ru/delivery") && ids(merged).includes("en/cards"));
});

test("filters go before corrections: what is corrected is not found where it may not be", async () => {
  const reply = await search(server, { q: "достаква ", filter: "lang = en" });
  assert.deepEqual(ids(reply), []);
});

// The internal article alone has the words "шмельцовка" and "регламент", of which the latter is one of the language.
const secrets = ["шмельцофка ", "ltkmwjdrf", "ivtkmwjdrf ", "shmelcovka ", "шмельцовкавозврат ", "шмель цовка ", "бубенцовй "];
const secretsOfTheLanguage = ["регламнет ", "htukfvtyn ", "reglament ", "тайны регламнет "];

test("nothing is corrected to a word of articles that may not be seen", async (t) => {
  const data = join(scratch(t), "data");
  index(data, writeFiles(join(scratch(t), "source"), { ...articles, ...words }));
  const token = addKey(data, "search", "--audiences", "internal");
  const own = await serve(t, data);
  const hidden = /шмельцовк|бубенцов/i;
  for (const q of secrets) {
    const open = await post(own, "/indexes/articles/search", { q, showRankingScoreDetails: true });
    const { query, ...rest } = open.json;
    const said = { ...rest, queryWords: rest.queryWords.map((w) => w.options) };
    assert.doesNotMatch(JSON.stringify(said), hidden, `${q}: ${open.text}`);
  }
  const inside = await post(own, "/indexes/articles/search", { q: "регламнет шмельцофка " }, { token });
  assert.equal(inside.json.didYouMean, "регламент шмельцовка ", "who may see the article is helped");
  assert.equal(inside.json.hits[0].id, "ru/secret");
  const partner = await post(own, "/indexes/articles/search", { q: "бубенцовй " }, { token });
  assert.equal(partner.json.didYouMean, null, "an audience of its own");
});

test("a word of the language is corrected to as if no article had it, if none that may be seen has it", async (t) => {
  const data = join(scratch(t), "data"), without = join(scratch(t), "data");
  const { "articles/ru/secret.md": secret, ...open } = articles;
  assert.match(secret, /регламент/i);
  index(data, writeFiles(join(scratch(t), "source"), { ...articles, ...words }));
  index(without, writeFiles(join(scratch(t), "source"), { ...open, ...words }));
  const servers = [await serve(t, data), await serve(t, without)];
  for (const q of secretsOfTheLanguage) {
    const [hides, hasNot] = await Promise.all(servers.map((one) => search(one, { q })));
    assert.deepEqual([hides.corrections, hides.didYouMean, hides.hits], [hasNot.corrections, hasNot.didYouMean, hasNot.hits], q);
  }
});

test("what customers call a thing is no slip for another word, and finds it", async (t) => {
  const data = join(scratch(t), "data");
  index(data, writeFiles(join(scratch(t), "source"), {
    "en/order.md": "# Order status\n\nYou see where your order is in your profile.\n", "en/staff.md": "# Our staff\n\nThe staff wear badges. Where is the office? In Tula.\n",
    "en/light.md": "# What the light means\n\nYellow: no network. Flashing red: no connection.\n", "en/reset.md": "# Reset\n\nHold the button until the bulb blinks.\n",
    "ru/promo.md": "# Промокоды\n\nПромокод вводят в корзине.\n", "ru/wet.md": "# Промок датчик\n\nДатчик промок: высушите его.\n",
    "ru/lamp.md": "# Лампа\n\nЛампу возвращают за 14 дней. Она мигает, когда нет сети.\n", "ru/price.md": "# Скидки\n\nСкидка даётся на второй товар. Скидок две.\n",
  }));
  const own = await serve(t, data);
  const asked = [["where is my stuff", "en/order"], ["промик ", "ru/promo"], ["вернуть лампочку", "ru/lamp"], ["лампочка ", "ru/lamp"],
    ["моргает ", "ru/lamp"], ["скидочка ", "ru/price"]];
  const replies = await Promise.all(asked.map(([q]) => search(own, { q })));
  assert.deepEqual(replies.map((reply, i) => [asked[i][0], ids(reply)[0], reply.didYouMean]), asked.map((row) => [...row, null]));
  assert.deepEqual(ids(await search(own, { q: "blinking " })), ["en/reset", "en/light"], "also where it is called flashing");
});

test("a word that only stands in other articles is as unknown as any: it is corrected to what may be seen", async (t) => {
  const data = join(scratch(t), "data");
  const source = writeFiles(join(scratch(t), "source"), {
    "ru/open.md": "# Доставка мебели\n\nПривезём мебель за день.\n",
    "ru/inner.md": "---\naudience: internal\n---\n# Мебелька\n\nДооставка: так зовут мебельку.\n",
  });
  index(data, source);
  const token = addKey(data, "search", "--audiences", "internal");
  const own = await serve(t, data);
  const open = (await post(own, "/indexes/articles/search", { q: "дооставка " })).json;
  assert.equal(open.didYouMean, "доставка ", "not to correct it would tell that it is there");
  const inside = (await post(own, "/indexes/articles/search", { q: "дооставка " }, { token })).json;
  assert.equal(inside.didYouMean, null);
  assert.deepEqual(ids(inside)[0], "ru/inner");
});

test("a key with tags is told of words in articles with these tags alone", async (t) => {
  const data = join(scratch(t), "data");
  index(data, writeFiles(join(scratch(t), "source"), articles));
  const token = addKey(data, "search", "--tags", "доставка");
  const own = await serve(t, data);
  const ask = async (q) => (await post(own, "/indexes/articles/search", { q }, { token })).json;
  assert.equal((await ask("курьром ")).didYouMean, "курьером ");
  const refund = await ask("вернтся ");
  assert.deepEqual([refund.didYouMean, refund.hits], [null, []]);
});

test("synonyms whose words only stand in other articles are not named", async () => {
  const reply = await search(server, { q: "документы " });
  assert.deepEqual([reply.corrections, reply.hits], [[], []]);
});
