// Who may see what: an article of another audience leaks through no route.
import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { articles, publicIds } from "../lib/fixture.mjs";
import { addKey, call, get, index, kladez, post, scratch, search, serve, suggest, writeFiles } from "../lib/kladez.mjs";

async function start(t, options) {
  const folder = scratch(t), data = join(folder, "data");
  index(data, writeFiles(join(folder, "source"), articles));
  return { data, server: await serve(t, data, options) };
}

/** A reply without the words that were asked, which details repeat. */
const withoutEcho = (text) => text.replace(/"word":"[^"]*",("trust":[\d.]+,)?"stems":\[[^\]]*\]|"(matched|missing)Words":\[[^\]]*\]/g, "");

/** Every reply that could betray an article, as one text. */
async function everything(server, token) {
  const texts = [];
  const keep = async (promise) => { const r = await promise; texts.push(withoutEcho(r.text)); return r; };
  const encoded = encodeURIComponent;

  for (const q of ["", "тайный регламент", "шмельцовка", "\"Тайное слово\"", "бубенцовый", "возврат одобряет", "ре", "т", "nfqys", "tajnyj", "регламегт", "партнеар"]) {
    await keep(post(server, "/indexes/articles/search", { q, limit: 100, facets: ["*"], attributesToRetrieve: ["*", "sections", "html"], attributesToCrop: ["*"], attributesToHighlight: ["*"], showMatchesPosition: true, showRankingScoreDetails: true }, { token }));
    await keep(get(server, `/indexes/articles/search?q=${encoded(q)}&facets=*`, { token }));
    await keep(get(server, `/v1/complete?q=${encoded(q)}&limit=50`, { token }));
    await keep(post(server, "/multi-search", { queries: [{ indexUid: "articles", q, facets: ["*"] }] }, { token }));
    await keep(post(server, "/multi-search", { queries: [{ indexUid: "articles", q }], federation: {} }, { token }));
    if (q) await keep(post(server, "/v1/suggest", { text: q, explain: true, top: 10 }, { token }));
  }
  for (const filter of ["audience = internal", "audience IN [internal, partner]", "audience != public", "NOT audience = public", "id = ru/secret", "tags = регламент", "updatedAt > 2026-05-31", [["audience = internal", "lang = ru"]]]) {
    await keep(post(server, "/indexes/articles/search", { filter, facets: ["*"] }, { token }));
    await keep(post(server, "/indexes/articles/facet-search", { facetName: "tags", filter }, { token }));
    await keep(post(server, "/indexes/articles/documents/fetch", { filter }, { token }));
  }
  for (const facetName of ["audience", "category", "tags"])
    await keep(post(server, "/indexes/articles/facet-search", { facetName }, { token }));
  await keep(get(server, "/indexes/articles/documents?limit=1000", { token }));
  await keep(get(server, "/indexes/articles/documents/ru%2Fsecret", { token }));
  await keep(get(server, "/indexes/articles/documents/ru/refund?fields=html,sections", { token }));
  await keep(get(server, "/indexes/articles/documents/ru/partners", { token }));
  await keep(get(server, "/articles/ru/secret", { token }));
  await keep(get(server, "/v1/calibration", { token }));
  await keep(post(server, "/v1/suggest", { text: "тайный регламент возврата", filters: { audience: "internal" } }, { token }));
  return texts.join("\n");
}

/** What was asked stands in replies: these words are of the articles, and in no question. */
const secret = /старший смены|Внутреннее|"регламент"|одобрить тайный|ru\/secret"|Партнёры платят|ru\/partners"|"партнёр"|Партнёрам|anna@/;

test("without a key nothing but what is public leaks, through any route", async (t) => {
  const { server } = await start(t);
  const text = await everything(server);
  assert.doesNotMatch(text, secret);
  const all = (await get(server, "/indexes/articles/documents?limit=1000&fields=id")).json;
  assert.deepEqual(all.results.map((d) => d.id), publicIds);
  assert.equal(all.total, publicIds.length);
  assert.equal((await search(server, { q: "", page: 1 })).totalHits, publicIds.length);
  assert.deepEqual(Object.keys((await search(server, { q: "", facets: ["audience"] })).facetDistribution.audience), ["public"]);
});

test("a key sees its audiences and no others", async (t) => {
  const { server, data } = await start(t);
  const token = addKey(data, "search", "--audiences", "internal");
  const text = await everything(server, token);
  assert.match(text, /старший смены/);
  assert.doesNotMatch(text, /Партнёры платят|ru\/partners"/);
  assert.doesNotMatch(text, /anna@|ticket_queue/, "owner and attributes are for the staff");
  assert.deepEqual((await search(server, { q: "шмельцовка " }, { token })).hits.map((h) => h.id), ["ru/secret"]);
  assert.equal((await search(server, { q: "шмельцовка " })).hits.length, 0);
});

test("a key with tags sees only articles that have one, everywhere", async (t) => {
  const { server, data } = await start(t);
  const token = addKey(data, "search", "--tags", "доставка,delivery");
  const list = (await get(server, "/indexes/articles/documents", { token })).json;
  assert.deepEqual(list.results.map((d) => d.id), ["en/delivery", "ru/delivery"]);
  assert.equal((await get(server, "/indexes/articles/documents/ru/cards", { token })).status, 404);
  const complete = (await get(server, "/v1/complete?q=%D0%BE%D0%BF%D0%BB", { token })).json;
  assert.deepEqual(complete.suggestions, []);
  const first = await suggest(server, { text: "оплата картой", top: 10 }, { token });
  const next = await suggest(server, { text: "возврат денег", top: 10, conversation_id: first.conversation_id }, { token: first.conversation_token });
  for (const reply of [first, next])
    assert.doesNotMatch(JSON.stringify(reply), /ru\/cards|ru\/refund/, "a conversation keeps the scope it began with");
});

test("staff sees everything, and who keeps an article", async (t) => {
  const { server, data } = await start(t);
  for (const role of ["desk", "editor", "admin"]) {
    const token = addKey(data, role);
    const { json } = await get(server, "/indexes/articles/documents/ru/secret?fields=owner,attributes,title", { token });
    assert.deepEqual(json, { title: "Тайный регламент возврата", owner: "anna@example.com", attributes: { ticket_queue: "q7" } });
    assert.equal((await search(server, { q: "бубенцовый " }, { token })).hits.length, 1);
  }
});

test("an etag of one who sees more does not serve one who sees less", async (t) => {
  const { server, data } = await start(t);
  const token = addKey(data, "search", "--audiences", "internal");
  const path = "/v1/complete?q=%D1%82%D0%B0%D0%B9%D0%BD";
  const mine = await get(server, path, { token });
  assert.equal(mine.json.suggestions.length, 2);
  const other = await get(server, path, { headers: { "If-None-Match": mine.headers.get("etag") } });
  assert.equal(other.status, 200);
  assert.deepEqual(other.json.suggestions, []);
  assert.match(mine.headers.get("cache-control"), /^private/);
});

test("a key works at once, and stops at once when it is removed", async (t) => {
  const { server, data } = await start(t);
  const token = addKey(data, "admin");
  assert.equal((await get(server, "/stats", { token })).status, 200);
  const list = kladez(["keys", "--data", data, "list"]).stdout;
  assert.doesNotMatch(list, new RegExp(token));
  const [, id] = /^(\S+)\s.*admin/m.exec(list);
  assert.equal(kladez(["keys", "--data", data, "remove", id]).status, 0);
  const gone = await get(server, "/stats", { token });
  assert.deepEqual([gone.status, gone.json.code], [403, "invalid_api_key"]);
});

test("a wrong key is refused even where none is needed; a missing one only where it is", async (t) => {
  const { server, data } = await start(t);
  for (const path of ["/stats", "/metrics", "/indexes/articles/stats"]) {
    const none = await get(server, path);
    assert.deepEqual([none.status, none.json.code], [401, "missing_authorization_header"]);
    assert.equal(none.headers.get("www-authenticate"), "Bearer");
    assert.equal((await get(server, path, { token: addKey(data, "editor") })).status, 403);
    assert.equal((await get(server, path, { token: addKey(data, "admin") })).status, 200);
  }
  for (const token of ["kz_wrong", "x".repeat(5000), "кириллица".length ? "%D0%BA" : ""])
    assert.equal((await get(server, "/v1/complete?q=", { token })).status, 403);
});

test("a conversation opens to its token, to the desk, and to nobody else", async (t) => {
  const { server, data } = await start(t);
  const mine = await suggest(server, { text: "позовите оператора" });
  const other = await suggest(server, { text: "позовите оператора" });
  const path = `/v1/conversations/${mine.conversation_id}`;
  assert.equal((await get(server, path)).status, 401);
  for (const [token, code] of [
    [other.conversation_token, "invalid_conversation_token"], ["x", "invalid_conversation_token"],
    [addKey(data, "search"), "invalid_api_key"],
  ])
    for (const what of ["", "/transcript", "/messages", "/handoff"]) {
      const method = what === "" || what === "/transcript" ? "GET" : "POST";
      const shut = await call(server, method, path + what, { token, ...(method === "POST" ? { body: { text: "и?" } } : {}) });
      assert.deepEqual([shut.status, shut.json.code], [403, code], what);
    }
  assert.equal((await get(server, path, { token: mine.conversation_token })).status, 200);
  assert.equal((await get(server, path, { token: addKey(data, "desk") })).status, 200);
  const stranger = await post(server, "/v1/suggest", { text: "и?", conversation_id: mine.conversation_id });
  assert.equal(stranger.status, 401);
  const wrong = await post(server, "/v1/suggest", { text: "и?", conversation_id: mine.conversation_id, conversation_token: other.conversation_token });
  assert.deepEqual([wrong.status, wrong.json.code], [403, "invalid_conversation_token"]);
  assert.equal((await get(server, "/v1/conversations/nobody", { token: addKey(data, "desk") })).status, 404);
});

test("pages of listed origins may call, others may not", async (t) => {
  const { server } = await start(t, { args: ["--origins", "https://shop.example"] });
  const from = (Origin) => ({ headers: { Origin, "Access-Control-Request-Method": "POST" } });
  let reply = await call(server, "OPTIONS", "/v1/suggest", from("https://shop.example"));
  assert.equal(reply.status, 204);
  assert.equal(reply.headers.get("access-control-allow-origin"), "https://shop.example");
  assert.match(reply.headers.get("access-control-allow-methods"), /POST/);
  assert.match(reply.headers.get("access-control-allow-headers"), /Authorization/);
  reply = await call(server, "OPTIONS", "/v1/suggest", from("https://evil.example"));
  assert.equal(reply.status, 403);
  assert.equal(reply.headers.get("access-control-allow-origin"), null);
  reply = await get(server, "/v1/complete?q=", { headers: { Origin: "https://evil.example" } });
  assert.equal(reply.headers.get("access-control-allow-origin"), null);
  assert.match(reply.headers.get("vary"), /Origin/);
  reply = await get(server, "/v1/complete?q=", { headers: { Origin: "https://shop.example" } });
  assert.equal(reply.headers.get("access-control-allow-origin"), "https://shop.example");
});

test("an address that asks too much waits; a key of the desk does not", async (t) => {
  const { server, data } = await start(t, { args: ["--rate", "60", "--burst", "3"] });
  const headers = { "X-Forwarded-For": "203.0.113.7" };
  const statuses = [];
  let last;
  for (let i = 0; i < 5; i++) {
    last = await get(server, "/v1/complete?q=", { headers });
    statuses.push(last.status);
  }
  assert.deepEqual(statuses, [200, 200, 200, 429, 429]);
  assert.equal(last.json.code, "too_many_requests");
  assert.ok(Number(last.headers.get("retry-after")) >= 1);
  assert.equal((await get(server, "/v1/complete?q=", { headers: { "X-Forwarded-For": "203.0.113.8" } })).status, 200);
  assert.equal((await get(server, "/v1/complete?q=", { headers, token: addKey(data, "desk") })).status, 200);
  assert.equal((await get(server, "/v1/complete?q=")).status, 200, "this machine itself is not limited");
});

test("a translation that may not be seen is not named", async (t) => {
  const folder = scratch(t), data = join(folder, "data");
  index(data, writeFiles(join(folder, "source"), { ...articles, "articles/en/secret.md": "---\ntitle: Secret no more\n---\nText.\n" }));
  const server = await serve(t, data);
  assert.equal((await get(server, "/indexes/articles/documents/en/secret?fields=translationOf")).json.translationOf, null);
  assert.equal((await search(server, { q: "secret no more" })).hits[0].translationOf, null);
  const token = addKey(data, "search", "--audiences", "internal");
  assert.equal((await get(server, "/indexes/articles/documents/en/secret?fields=translationOf", { token })).json.translationOf, "ru/secret");
});

test("two servers do not share a port", async (t) => {
  const { server, data } = await start(t);
  const second = kladez(["serve", "--data", data, "--listen", `127.0.0.1:${server.port}`]);
  assert.equal(second.status, 3);
  assert.match(second.stderr, /Address already in use/);
});

test("conversations are for the owner of the data folder alone", async (t) => {
  const { server, data } = await start(t);
  await suggest(server, { text: "оплата" });
  for (const name of ["desk.db", "desk.db-wal", "desk.secret"])
    assert.equal(statSync(join(data, name)).mode & 0o077, 0, name);
});
