// The routes table, the handlers and docs/openapi.yaml say the same.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { operations } from "../lib/contract.mjs";
import { addKey, call, corpusData, get, root, scratch, serve } from "../lib/kladez.mjs";

const table = [...readFileSync(join(root, "server/routes.c"), "utf8")
  .matchAll(/\{"(\w+)", "(\w+)", "([^"]+)", (NEED_\w+),/g)]
  .map(([, name, method, pattern, need]) => ({ name, method, path: pattern.replace("...", ""), need }));

test("every route of the table is in the contract, and nothing else", () => {
  const line = (method, path, name) => `${method} ${path} ${name}`;
  assert.deepEqual(
    table.map((r) => line(r.method, r.path, r.name)).sort(),
    operations.map((o) => line(o.method, o.path, o.operation.operationId)).sort());
});

test("what needs a key in the table needs one in the contract", () => {
  for (const route of table) {
    const { operation } = operations.find((o) => o.operation.operationId === route.name);
    const needed = operation.security !== undefined;
    assert.equal(needed, ["NEED_ADMIN", "NEED_DESK", "NEED_EDITOR", "NEED_KEY", "NEED_CONVERSATION"].includes(route.need), route.name);
  }
});

test("every route answers, as the contract says", async (t) => {
  const data = corpusData(t);
  const server = await serve(t, data);
  const token = addKey(data, "admin");
  const id = { "/articles/{id}": "ru/payment/return-goods", "/indexes/articles/documents/{id}": "ru/payment/return-goods",
    "/assets/{id}": "kit.js", "/desk/{id}": "app.js", "/editor/{id}": "app.js",
    "/{lang}/c/{id}": encodeURIComponent("Доставка") };

  for (const route of table) {
    const path = route.path.replace("{lang}", "ru").replace("{id}", id[route.path] || "nobody");
    const isForm = ["sendContactForm", "rateArticle"].includes(route.name);
    const { status } = await call(server, route.method, path, {
      token: route.need === "NEED_ADMIN" ? token : undefined,
      ...(isForm ? { raw: "", type: "application/x-www-form-urlencoded" }
        : { body: ["POST", "PUT", "PATCH"].includes(route.method) ? {} : undefined }),
    });
    const expected = route.need === "NEED_WRITE" ? [403]
      : ["NEED_CONVERSATION", "NEED_DESK", "NEED_EDITOR", "NEED_KEY"].includes(route.need) ? [401]
        : route.method === "POST" ? [200, 400] : route.path === "/" ? [302] : [200];
    assert.ok(expected.includes(status), `${route.method} ${path}: ${status}`);
  }
});

test("writing over HTTP is refused with how articles are published", async (t) => {
  const server = await serve(t, corpusData(t));
  const reply = await call(server, "POST", "/indexes/articles/documents", { body: [{ id: 1 }] });
  assert.equal(reply.status, 403);
  assert.equal(reply.json.code, "read_only_server");
  assert.match(reply.json.message, /kladez index/);
});

test("a wrong method is told which there are; a wrong path is not found", async (t) => {
  const server = await serve(t, corpusData(t));
  let reply = await call(server, "DELETE", "/v1/suggest");
  assert.equal(reply.status, 405);
  assert.equal(reply.headers.get("allow"), "POST");
  reply = await call(server, "PUT", "/indexes/articles/search", { body: {} });
  assert.equal(reply.status, 405);
  assert.equal(reply.headers.get("allow"), "POST, GET");
  assert.equal((await get(server, "/nowhere")).status, 404);
  assert.equal((await get(server, "/v1/nowhere")).json.code, "not_found");
  assert.equal((await call(server, "POST", "/indexes/movies/search", { body: {} })).json.code, "index_not_found");
});

test("HEAD is GET without a body; every reply has its request's id", async (t) => {
  const server = await serve(t, corpusData(t));
  const reply = await call(server, "HEAD", "/health");
  assert.equal(reply.status, 200);
  assert.equal(reply.text, "");
  assert.match(reply.headers.get("x-request-id"), /^[0-9a-f-]{36}$/);
  assert.equal(reply.headers.get("x-content-type-options"), "nosniff");
});

test("pages and their parts: a policy without inline code, entity tags", async (t) => {
  const server = await serve(t, corpusData(t));
  const page = await get(server, "/articles/ru/payment/return-goods");
  assert.match(page.headers.get("content-security-policy"), /script-src 'self'/);
  assert.doesNotMatch(page.headers.get("content-security-policy"), /unsafe/);
  assert.doesNotMatch(page.text, /<script>|style=|onclick/);
  for (const [, path] of page.text.matchAll(/(?:src|href)="(\/(?:assets\/|kladez-)[^"]+)"/g)) {
    const asset = await get(server, path);
    assert.equal(asset.status, 200, path);
    const again = await get(server, path, { headers: { "If-None-Match": asset.headers.get("etag") } });
    assert.equal(again.status, 304);
  }
  assert.equal((await get(server, "/assets/..%2F..%2Fetc%2Fpasswd")).status, 404);
});

test("without an index: 503 that says so, and health says the same", async (t) => {
  const server = await serve(t, scratch(t));
  const reply = await get(server, "/health");
  assert.equal(reply.status, 503);
  assert.equal(reply.json.code, "no_index");
  assert.equal(reply.headers.get("retry-after"), "1");
});
