// Rubbish, too much and too slow: the status docs/http-api.md names, never a crash, and memory
// as it was.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import net from "node:net";
import { join } from "node:path";
import { before, test } from "node:test";

import { articles } from "../lib/fixture.mjs";
import { addKey, call, get, index, scratch, search, serve, suggest, writeFiles } from "../lib/kladez.mjs";

let sourceData;
before(async (t) => {
  const folder = scratch(t);
  sourceData = join(folder, "data");
  index(sourceData, writeFiles(join(folder, "source"), articles));
});

const start = (t, ...args) => serve(t, sourceData, { args });

/** Sends bytes as they are over a connection of its own; resolves with all that came back. */
function rawCall(server, bytes) {
  return new Promise((done, fail) => {
    const socket = net.connect(server.port, "127.0.0.1");
    let text = "";
    socket.setEncoding("utf8");
    socket.on("data", (part) => { text += part; });
    socket.on("close", () => done(text));
    socket.on("error", (error) => (text ? done(text) : fail(error)));
    socket.write(bytes);
  });
}

const statusOf = (text) => Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1]);
const rawGet = async (server, target, ...headers) =>
  statusOf(await rawCall(server, Buffer.from(
    [`GET ${target} HTTP/1.1`, "Host: x", "Connection: close", ...headers, "", ""].join("\r\n"), "latin1")));

/** [body, code] that a route refuses with 400. */
const wrongBodies = {
  "/indexes/articles/search": [
    ["{", "malformed_payload"], ["[]", "malformed_payload"],
    ["null", "malformed_payload"], ["\"q\"", "malformed_payload"], ["{\"q\":\"a\"} x", "malformed_payload"],
    ["{\"q\":\"a\\u0000b\"}", null], [Buffer.from([0x7b, 0x22, 0x71, 0x22, 0x3a, 0x22, 0xff, 0xfe, 0x22, 0x7d]), "malformed_payload"],
    ["{\"q\":1}", "invalid_search_q"], ["{\"limit\":\"5\"}", "invalid_search_limit"],
    ["{\"limit\":-1}", "invalid_search_limit"], ["{\"limit\":1.5}", "invalid_search_limit"],
    ["{\"limit\":1e300}", "invalid_search_limit"], ["{\"offset\":{}}", "invalid_search_offset"],
    ["{\"facets\":\"lang\"}", "invalid_search_facets"], ["{\"facets\":[1]}", "invalid_search_facets"],
    ["{\"filter\":1}", "invalid_search_filter"], ["{\"filter\":\"lang =\"}", "invalid_search_filter"],
    ["{\"filter\":\"colour = red\"}", "invalid_search_filter"], ["{\"sort\":[\"body:asc\"]}", "invalid_search_sort"],
    [JSON.stringify({ filter: Array(3).fill(`tags IN [${Array(400).fill("a")}]`) }), "invalid_search_filter"],
    ["{\"matchingStrategy\":\"some\"}", "invalid_search_matching_strategy"],
    ["{\"showRankingScore\":\"yes\"}", "invalid_search_show_ranking_score"],
    ["{\"rankingScoreThreshold\":2}", "invalid_search_ranking_score_threshold"],
    ["{\"nonsense\":1}", "bad_request"], ["{\"vector\":[0.1]}", "feature_not_available"],
    ["{\"q\":\"a\",\"q\":\"b\"}", "bad_request"],
  ],
  "/v1/suggest": [
    ["{}", "missing_suggest_text"], ["{\"text\":5}", "invalid_suggest_text"],
    ["{\"text\":\"\"}", "missing_suggest_text"], ["{\"text\":\"a\",\"top\":0}", "invalid_suggest_top"],
    ["{\"text\":\"a\",\"lang\":\"de\"}", "invalid_suggest_lang"], ["{\"text\":\"a\",\"colour\":1}", "bad_request"],
    ["{\"text\":\"a\",\"contact\":[]}", "invalid_suggest_contact"],
    ["{\"text\":\"a\",\"contact\":{\"email\":5}}", null],
    ["{\"text\":\"a\",\"filters\":{\"audience\":[]}}", "invalid_suggest_filters_audience"],
    [JSON.stringify({ text: "я".repeat(20000) }), "invalid_suggest_text"],
  ],
  "/multi-search": [["{}", null], [JSON.stringify({ queries: Array.from({ length: 11 }, () => ({ indexUid: "articles", limit: 100 })) }), "invalid_multi_search_queries"], ["{\"queries\":{}}", null], ["{\"queries\":[1]}", null],
    ["{\"queries\":[{\"indexUid\":\"movies\"}]}", "index_not_found"]],
  "/indexes/articles/facet-search": [["{}", null], ["{\"facetName\":\"body\"}", "invalid_search_facets"]],
  "/v1/feedback": [["{}", null], ["{\"answer_id\":\"x\",\"kind\":\"stars\",\"value\":1}", null]],
  "/v1/events": [["{}", null]],
};

test("wrong bodies are refused with what was wrong", async (t) => {
  const server = await start(t);
  for (const [path, bodies] of Object.entries(wrongBodies)) {
    for (const [raw, code] of bodies) {
      const reply = await call(server, "POST", path, { raw });
      const what = `${path} ${String(raw).slice(0, 60)}: ${reply.status} ${reply.text}`;
      assert.ok(reply.status === 400 || reply.status === 404, what);
      if (code) assert.equal(reply.json.code, code, what);
      assert.ok((reply.json.message || reply.json.detail).length > 10, what);
    }
  }
});

test("wrong arguments in the address are refused", async (t) => {
  const server = await start(t);
  for (const query of ["limit=x", "limit=-1", "colour=red", "facets=body", "sort=body:asc", "filter=(", "q=a&q=b"]) {
    const { status, json } = await get(server, `/indexes/articles/search?${query}`);
    assert.equal(status, 400, `${query}: ${JSON.stringify(json)}`);
  }
  assert.equal((await get(server, "/v1/complete?limit=0")).status, 400);
  assert.equal((await get(server, "/v1/complete?lang=de")).status, 400);
  assert.equal((await get(server, "/indexes/articles/documents?fields=secret")).status, 400);
});

test("broken percent signs and UTF-8 are bad requests", async (t) => {
  const server = await start(t);
  for (const target of ["/health%", "/health%2", "/health%zz", "/articles/%ff", "/articles/%00", "/articles/a%00b",
    "/v1/complete?q=%", "/v1/complete?q=%d0", "/v1/complete?q=%ff%fe", "/v1/complete?q=%00", "/v1/complete?q=%ed%a0%80",
    "/articles/\xff", "/v1/complete?q=\xff"])
    assert.equal(await rawGet(server, target), 400, target);
  assert.equal(await rawGet(server, "/v1/complete?q=%D0%BE%D0%BF%D0%BB"), 200);
});

test("a whole address is asked as its path is, and its host counts (RFC 9112, 3.2.2)", async (t) => {
  const server = await start(t);
  for (const [target, status] of [["http://x/health", 200], ["HTTP://x:1/health?", 200], ["https://y/health", 200], ["http://[::1]/health", 200],
    ["http://x", 302], ["http://x?a=1", 302], ["http://", 400], ["http:///health", 400], ["http://?q=1", 400], ["http://anna@x/health", 400], ["http://x/%", 400], ["http://x/%00", 400],
    ["http://x/nothing", 404], ["http://x//health", 404], ["http://x/http://x/health", 404], ["http:/x/health", 404], ["ftp://x/health", 404], ["x/health", 404]])
    assert.equal(await rawGet(server, target), status, target);
  assert.match(await rawCall(server, "GET http://help.example/robots.txt HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), /Sitemap: http:\/\/help\.example\//);
  const odd = await rawCall(server, "GET http://<\"'&>/robots.txt HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  assert.ok(statusOf(odd) === 200 && !odd.includes("<"), odd);
});

test("what is no HTTP at all is turned away", async (t) => {
  const server = await start(t, "--idle-seconds", "1", "--header-seconds", "1");
  for (const bytes of ["\r\n\r\n\r\n", "GET\r\n\r\n", "\x16\x03\x01\x02\x00\x01", "GET / HTTP/9.9\r\n\r\n",
    "POST /v1/suggest HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
    "POST /v1/suggest HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n",
    "POST /v1/suggest HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"]) {
    const reply = await rawCall(server, bytes + "\r\n\r\n");
    assert.ok(reply === "" || statusOf(reply) >= 400, `${JSON.stringify(bytes)}: ${reply}`);
  }
  assert.equal((await get(server, "/health")).status, 200);
});

test("requests that two readers could understand in two ways end the connection", async (t) => {
  const server = await start(t);
  const next = "GET /health HTTP/1.1\r\nHost: x\r\n\r\n";
  for (const headers of ["Content-Length: 2\r\nContent-Length: 40", "Content-Length : 2", "Content-Length: 2\r\nTransfer-Encoding: chunked", "Host: y\r\nContent-Length: 2"]) {
    const text = await rawCall(server, `POST /v1/suggest HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n${headers}\r\n\r\n{}${next}`);
    assert.equal(statusOf(text), 400, `${headers}: ${text}`);
    assert.equal(text.match(/HTTP\/1\.1 /g).length, 1, `${headers}: ${text}`);
  }
});

test("bodies, headers, addresses and kinds have limits", async (t) => {
  const server = await start(t);
  const large = JSON.stringify({ text: "a".repeat(10 << 20) });
  const reply = await call(server, "POST", "/v1/suggest", { raw: large });
  assert.equal(reply.status, 413);
  assert.equal(reply.json.code, "payload_too_large");
  const cut = await rawCall(server, `POST /v1/suggest HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: ${10 << 20}\r\n\r\n`);
  assert.equal(statusOf(cut), 413, "refused by its length, before it was sent");
  assert.equal(await rawGet(server, "/health", `X-Long: ${"a".repeat(200000)}`), 431);
  assert.ok([414, 431].includes(await rawGet(server, `/health?${"a".repeat(200000)}`)));
  for (const count of [65, 480, 485, 500, 8000])
    assert.match(await rawCall(server, `GET /health?${"a=1&".repeat(count)} HTTP/1.1\r\nHost: x\r\n\r\n`), /^HTTP\/1\.1 400 [^]*too many parameters/, `${count} parameters`);
  const form = await call(server, "POST", "/v1/suggest", { raw: "text=a", type: "application/x-www-form-urlencoded" });
  assert.equal(form.status, 415);
});

test("a slow client is cut, and nobody waits for it", async (t) => {
  const server = await start(t, "--header-seconds", "1", "--threads", "1");
  const slow = [
    rawCall(server, "POST /v1/suggest HTTP/1.1\r\nHost: x\r\nContent-Le"),
    rawCall(server, "POST /v1/suggest HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{\"te"),
  ];
  assert.equal((await get(server, "/health")).status, 200);
  assert.equal((await suggest(server, { text: "оплата картой" })).decision, "answer");
  for (const end of await Promise.all(slow)) assert.ok(end === "" || statusOf(end) === 408, end);
});

/** Connections that are open and silent. */
async function crowd(server, count) {
  const sockets = [];
  while (sockets.length < count) {
    await Promise.all(Array.from({ length: Math.min(100, count - sockets.length) }, () => new Promise((done, fail) => {
      const socket = net.connect(server.port, "127.0.0.1", done);
      socket.on("error", fail);
      sockets.push(socket);
    })));
  }
  return sockets;
}

async function dismiss(sockets) {
  await Promise.all(sockets.map((socket) => new Promise((done) => {
    socket.on("close", done);
    socket.destroy();
  })));
}

const memory = (server) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.child.pid}/status`, "utf8"))[1]);

test("two thousand open connections, and others are answered", async (t) => {
  const server = await start(t);
  const sockets = await crowd(server, 2000);
  for (let i = 0; i < 20; i++)
    assert.equal((await search(server, { q: "оплата" })).hits.length > 0, true);
  assert.equal(await rawGet(server, "/health"), 200);
  await dismiss(sockets);
  assert.equal((await get(server, "/health")).status, 200);
});

test("memory is flat after all of it", { skip: /\/san\/|\/tsan\//.test(process.env.KLADEZ || "") && "sanitizers keep what was freed" }, async (t) => {
  const server = await start(t);
  const round = async () => {
    for (const [path, bodies] of Object.entries(wrongBodies))
      for (const [raw] of bodies) await call(server, "POST", path, { raw });
    await call(server, "POST", "/v1/suggest", { raw: "a".repeat(10 << 20) });
    for (let i = 0; i < 50; i++) {
      await search(server, { q: `оплата ${"слово ".repeat(i)}`, facets: ["*"], attributesToCrop: ["*"] });
      await suggest(server, { text: `Как оплатить картой? ${i}`, dry_run: true });
      await get(server, `/v1/complete?q=${encodeURIComponent("оп")}`);
    }
    await dismiss(await crowd(server, 500));
  };
  for (let i = 0; i < 12; i++) await round(); /* every thread has had its largest request */
  const before = memory(server);
  for (let i = 0; i < 6; i++) await round();
  const after = memory(server);
  assert.ok(after < before * 1.1, `${before} KiB became ${after} KiB`);
});

test("one address may not ask without end; a proxy's addresses are told apart", async (t) => {
  const server = await start(t, "--rate", "60", "--burst", "5");
  const from = (address) => get(server, "/indexes/articles/search?q=a", { headers: { "X-Forwarded-For": address } });
  const statuses = [];
  for (let i = 0; i < 7; i++) statuses.push((await from("203.0.113.5")).status);
  assert.deepEqual(statuses, [200, 200, 200, 200, 200, 429, 429]);
  const refused = await from("203.0.113.5");
  assert.equal(refused.json.code, "too_many_requests");
  assert.ok(Number(refused.headers.get("retry-after")) >= 1);
  assert.equal((await from("203.0.113.6")).status, 200);
  assert.equal((await from("198.51.100.1, 203.0.113.5:4711")).status, 429, "the last address counts, whatever stands before it");
  for (let i = 0; i < 6; i++) await get(server, "/stats", { token: "kz_wrong", headers: { "X-Forwarded-For": "203.0.113.9" } }).catch(() => {});
  assert.equal((await from("203.0.113.9")).status, 429, "wrong keys count too");
  assert.equal((await get(server, "/health", { headers: { "X-Forwarded-For": "203.0.113.5" } })).status, 200, "health is never limited");
});

test("pages of other sites may call only when they are named", async (t) => {
  const server = await start(t, "--origins", "https://shop.example");
  const ask = (origin, method = "GET") => call(server, method, "/indexes/articles/search?q=a", {
    headers: { Origin: origin, ...(method === "OPTIONS" ? { "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization,content-type" } : {}) } });
  assert.equal((await ask("https://shop.example")).headers.get("access-control-allow-origin"), "https://shop.example");
  assert.equal((await ask("https://evil.example")).headers.get("access-control-allow-origin"), null);
  const preflight = await ask("https://shop.example", "OPTIONS");
  assert.equal(preflight.status, 204);
  assert.match(preflight.headers.get("access-control-allow-headers"), /authorization/i);
  assert.equal((await ask("https://evil.example", "OPTIONS")).headers.get("access-control-allow-origin"), null);
  assert.match((await ask("https://shop.example")).headers.get("vary"), /Origin/);
});

test("a stop lets what is under way end", async (t) => {
  const server = await start(t);
  const data = sourceData;
  const token = addKey(data, "admin");
  const replies = Array.from({ length: 50 }, () => get(server, "/stats", { token }).then((r) => r.status, (e) => e.cause?.code ?? e.message));
  await replies[0];
  const end = await server.stop();
  assert.deepEqual(end, { code: 0, signal: null });
  for (const status of await Promise.all(replies))
    assert.ok(status === 200 || status === 503 || /ECONNREFUSED|UND_ERR_SOCKET|ECONNRESET/.test(String(status)), String(status));
});

