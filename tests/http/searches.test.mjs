// What people search for: what counts, what is kept, who is told.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { articles } from "../lib/fixture.mjs";
import { addKey, call, get, index, post, scratch, search, serve, writeFiles } from "../lib/kladez.mjs";

const day = (n) => `2026-11-${String(n).padStart(2, "0")}T08:00:00Z`;
const from = (n) => ({ headers: { "X-Forwarded-For": typeof n === "number" ? `10.0.0.${n}` : n } });
const page = (q, lang = "ru") => `/${lang}/search?q=${encodeURIComponent(q)}`;

function helpData(t) {
  const folder = scratch(t), data = join(folder, "data");
  index(data, writeFiles(join(folder, "help"), articles));
  return data;
}

async function counting(t, { data = helpData(t), pin = day(21), args } = {}) {
  const server = await serve(t, data, { pin, args }), key = { token: addKey(data, "editor") };
  const list = async (query = "") => (await get(server, `/v1/editor/searches${query}`, key)).json;
  const meant = async (who, q, kind = "search") => {
    const { queryId, hits } = await search(server, { q }, from(who));
    const hit = kind === "search" ? {} : { article_id: hits[0].id, position: 1 };
    assert.equal((await post(server, "/v1/events", { kind, queryId, ...hit }, from(who))).status, 204);
    return queryId;
  };
  return {
    data, server, key, list, meant,
    visit: (who, path, more) => get(server, path, { headers: { ...from(who).headers, ...more } }),
    row: async (query, q) => (await list(query)).searches.find((s) => s.query === q),
  };
}

const ends = ({ times, nothing_found, nothing_picked, picked }) => [times, nothing_found, nothing_picked, picked];

test("only editors see it; wrong questions are refused", async (t) => {
  const c = await counting(t);
  assert.equal((await get(c.server, "/v1/editor/searches")).status, 401);
  assert.equal((await get(c.server, "/v1/editor/searches", { token: addKey(c.data, "desk") })).status, 403);
  for (const [query, code] of [["days=0", "invalid_searches_days"], ["days=184", "invalid_searches_days"], ["lang=de", "invalid_searches_lang"],
    ["sort=best", "invalid_searches_sort"], ["limit=3", "bad_request"]]) {
    const reply = await get(c.server, `/v1/editor/searches?${query}`, c.key);
    assert.deepEqual([reply.status, reply.json.code], [400, code], query);
  }
  for (const [body, code] of [[{ kind: "search" }, "bad_request"], [{ kind: "look", queryId: "x" }, "invalid_event_kind"], [{ kind: "click", queryId: "x" }, "bad_request"]]) {
    const reply = await post(c.server, "/v1/events", body);
    assert.deepEqual([reply.status, reply.json.code], [400, code]);
  }
});

test("a search counts when it was meant, however it is written; each letter on the way does not", async (t) => {
  const c = await counting(t);
  for (const q of ["о", "опл", "оплата карт", "оплата картой"]) await search(c.server, { q }, from(1));
  assert.deepEqual(ends((await c.list()).totals), [0, 0, 0, 0]);
  await c.meant(1, "Оплата картой");
  await c.meant(2, " оплата  КАРТОЙ?");
  await c.meant(3, "оплата картой", "click");
  await c.visit(4, page("Оплата картой!"));
  const { totals, searches: [first, ...rest] } = await c.list();
  assert.deepEqual([first.query, first.lang, ends(first), rest.length], ["оплата картой", "ru", [4, 0, 3, 1], 0]);
  assert.deepEqual([ends(totals), totals.words_kept], [[4, 0, 3, 1], 4]);
  assert.deepEqual(first.now, { hits: first.now.hits, no_confident_match: false, did_you_mean: null,
    first: { article_id: "ru/cards", title: "Оплата картой", url: "/articles/ru/cards" } });
});

test("one address counts once a day for the same words; a pick takes the place of none", async (t) => {
  const c = await counting(t);
  const id = await c.meant(1, "доставка курьером");
  for (let i = 0; i < 3; i++) await c.meant(1, "доставка курьером");
  await c.visit(1, page("доставка курьером"));
  await c.meant(2, "доставка курьером");
  assert.deepEqual(ends(await c.row("", "доставка курьером")), [2, 0, 2, 0]);
  for (let i = 0; i < 2; i++)
    await post(c.server, "/v1/events", { kind: "click", queryId: id, article_id: "ru/delivery", position: 1 }, from(1));
  assert.deepEqual(ends(await c.row("", "доставка курьером")), [2, 0, 1, 1]);
  await c.visit("2001:db8:1:2::1", page("доставка курьером"));
  await c.visit("2001:db8:1:2:ffff::9", page("доставка курьером"));
  assert.equal((await c.row("", "доставка курьером")).times, 3, "one network of IPv6 is one address");
});

test("an article opened from the page of results was picked", async (t) => {
  const c = await counting(t), referer = (path) => ({ Referer: `https://help.example${path}` });
  for (const who of [1, 2, 3]) await c.visit(who, page("возврат денег"));
  await c.visit(1, "/articles/ru/refund", referer(page("Возврат денег")));
  await c.visit(2, "/articles/ru/refund", referer("/ru"));
  await c.visit(3, "/articles/ru/refund", { Referer: "/ru/search?q=%zz" });
  await c.visit(9, "/articles/ru/refund", referer(page("возврат денег")));
  assert.deepEqual(ends(await c.row("", "возврат денег")), [3, 0, 2, 1]);
});

test("pages behind the first, narrowed ones, HEAD and searches with a key of the desk do not count", async (t) => {
  const c = await counting(t), desk = addKey(c.data, "desk"), reader = addKey(c.data, "search");
  await c.visit(1, `${page("оплата")}&page=2`);
  await c.visit(1, `${page("оплата")}&category=${encodeURIComponent("Оплата")}`);
  await call(c.server, "HEAD", page("оплата"), from(1));
  await c.visit(1, page("  "));
  await c.visit(1, page("???"));
  await c.visit(1, page("оплата ".repeat(40)));
  for (const token of [desk, c.key.token]) {
    const { queryId } = await search(c.server, { q: "оплата" }, { ...from(1), token });
    await post(c.server, "/v1/events", { kind: "search", queryId }, from(1));
    const own = await search(c.server, { q: "оплата" }, from(1));
    await post(c.server, "/v1/events", { kind: "search", queryId: own.queryId }, { ...from(1), token });
  }
  await post(c.server, "/v1/events", { kind: "search", queryId: "not-known" }, from(1));
  assert.equal((await c.list()).totals.times, 0);
  const { queryId } = await search(c.server, { q: "оплата" }, { ...from(1), token: reader });
  await post(c.server, "/v1/events", { kind: "search", queryId }, { ...from(1), token: reader });
  assert.equal((await c.list()).totals.times, 1, "a key of a site's own search is no preview");
});

test("which hit was picked is written nowhere, however often it is told", async (t) => {
  const c = await counting(t);
  for (const queryId of ["made-up-1", await c.meant(1, "оплата картой", "click")])
    for (const kind of ["click", "conversion"])
      assert.equal((await post(c.server, "/v1/events", { kind, queryId, article_id: "ru/of-nobody", position: 1 })).status, 204);
  await c.server.stop();
  assert.ok(!readFileSync(join(c.data, "desk.db")).includes("ru/of-nobody"));
});

test("words that one address alone asked for are counted and never written", async (t) => {
  const c = await counting(t);
  for (const q of ["бормоглот", "хливкие шорьки"]) await c.meant(1, q);
  await c.meant(2, "хливкие шорьки");
  const { totals, searches } = await c.list("?sort=nothing_found");
  assert.deepEqual([ends(totals), totals.words_kept], [[3, 3, 0, 0], 2]);
  assert.deepEqual(searches.map((s) => [s.query, ends(s), s.now.no_confident_match]), [["хливкие шорьки", [2, 2, 0, 0], true]]);
  await c.server.stop();
  const kept = readFileSync(join(c.data, "desk.db"));
  assert.ok(kept.includes("хливкие шорьки"));
  assert.ok(!kept.includes("бормоглот"));
});

test("what is personal is masked before it is counted", async (t) => {
  const c = await counting(t);
  const asked = [["где заказ 120456?", "Где заказ: 998877"], ["код 12 345 678", "код 87 654 321"], ["напишите anna@example.com", "Напишите oleg@example.org!"]];
  for (const [a, b] of asked) { await c.meant(1, a); await c.meant(2, b); }
  const all = (await c.list()).searches.map((s) => s.query).sort();
  assert.deepEqual(all, ["где заказ <number>", "код <number>", "напишите <email>"]);
  await c.server.stop();
  const kept = readFileSync(join(c.data, "desk.db")).toString("latin1");
  assert.doesNotMatch(kept, /120456|998877|12345678|anna|oleg|10\.0\.0/);
});

test("days add up over restarts, the days before are compared, old ones are forgotten, none are kept where that is off", async (t) => {
  const data = helpData(t), on = async (n, people, args) => {
    const c = await counting(t, { data, pin: day(n), args });
    for (const who of people) await c.meant(who, "оплата картой");
    return c;
  };
  let c = await on(1, [1, 2]);
  assert.deepEqual([(await c.list("?days=1")).before, (await c.row("?days=1", "оплата картой")).times_before], [null, null]);
  await c.server.stop();
  c = await on(3, [1, 2, 3]);
  const { totals, before, searches } = await c.list("?days=1");
  assert.deepEqual([totals.times, before.times, searches[0].times_before], [3, 0, 0], "a day on which nobody asked");
  assert.equal((await c.list("?days=2")).before, null, "not all of these days were counted");
  assert.equal((await c.row("?days=2", "оплата картой")).times_before, null);
  assert.equal((await c.row("?days=3", "оплата картой")).times, 5);
  await c.server.stop();
  c = await on(4, [1, 2]);
  assert.deepEqual([(await c.list("?days=1")).before.times, (await c.row("?days=1", "оплата картой")).times_before], [3, 3]);
  await c.server.stop();
  c = await on(5, [1], ["--searches-days", "2"]);
  assert.equal((await c.row("?days=30", "оплата картой")).times, 3, "words that were kept count from the first one on");
  await c.server.stop();
  c = await on(5, [1, 2], ["--searches-days", "0"]);
  const off = await c.list();
  assert.deepEqual([off.counted, off.totals.times, off.searches], [false, 0, []]);
  await c.server.stop();
  assert.ok(!readFileSync(join(data, "desk.db")).includes("оплата картой"), "nor is it left on the disk");
  c = await counting(t, { data, pin: day(5) });
  assert.equal((await c.list()).totals.times, 0, "what was kept is gone");
});

test("each order has its own; a language can be chosen", async (t) => {
  const c = await counting(t);
  for (const who of [1, 2]) {
    for (const q of ["кварцевый барабан", "возврат", "card"]) await c.meant(who, q);
    await c.meant(who, "доставка", "click");
  }
  await c.meant(3, "возврат");
  const names = async (query) => (await c.list(query)).searches.map((s) => s.query);
  assert.deepEqual(await names(""), ["возврат", "card", "доставка", "кварцевый барабан"]);
  assert.deepEqual(await names("?sort=nothing_found"), ["кварцевый барабан"]);
  assert.deepEqual(await names("?sort=nothing_picked"), ["возврат", "card"]);
  assert.deepEqual(await names("?lang=en"), ["card"]);
  assert.equal((await c.list("?lang=en")).totals.times, 2);
});

test("an address that asks without end is not counted on", async (t) => {
  const c = await counting(t, { args: ["--rate", "0"] });
  for (let i = 0; i < 80; i++) await c.meant(1, `слово${i % 10}${"абвгдежз"[Math.floor(i / 10)]}`);
  assert.equal((await c.list()).totals.times, 60);
  await c.meant(2, "оплата");
  assert.equal((await c.list()).totals.times, 61);
});
