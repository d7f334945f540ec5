// Who a customer is, signed by the site that embeds the chat.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { addKey, corpusData, get, now, post, root, serve, suggest } from "../lib/kladez.mjs";

const secret = "a secret of the shop";
const inAnHour = Date.parse(now) / 1000 + 3600;
const anna = { external_id: "c-17", name: "Анна", email: "anna@example.com", exp: inAnHour };

/** The function of the guide, as it stands there. */
const guide = readFileSync(join(root, "docs/http-api.md"), "utf8").match(/```js\n(import [^`]*identityOf[^]*?)```/)[1];
const { identityOf } = await import(`data:text/javascript,${encodeURIComponent(guide)}`);

function tokenOf(claims, key = secret) {
  const payload = Buffer.from(typeof claims === "string" ? claims : JSON.stringify(claims)).toString("base64url");
  return `${payload}.${createHmac("sha256", key).update(payload).digest("hex")}`;
}

async function start(t, ...args) {
  const data = corpusData(t);
  const server = await serve(t, data, { args });
  const desk = { token: addKey(data, "desk") };
  return { server, contactOf: async (ticket) => (await get(server, `/v1/desk/tickets/${ticket}`, desk)).json.contact };
}

const person = { text: "Позовите оператора" };

test("the agent sees who it is, and that the site says so", async (t) => {
  const { server, contactOf } = await start(t, "--identity-secret", secret);
  const reply = await suggest(server, { ...person, identity: tokenOf(anna), contact: { name: "Некто", phone: "+7 900 000-00-00" } });
  assert.deepEqual(await contactOf(reply.handoff.ticket), {
    phone: "+7 900 000-00-00", external_id: "c-17", name: "Анна", email: "anna@example.com",
    verified_by: "hmac", verified: ["external_id", "name", "email"],
  });
  assert.doesNotMatch(JSON.stringify(reply.messages), /почту или телефон/, "they can be reached");
});

test("the example of the guide makes such a token", async (t) => {
  const { server, contactOf } = await start(t, "--identity-secret", secret);
  const identity = identityOf({ id: "c-18", name: "Олег" }, secret, Date.parse(now));
  const reply = await suggest(server, { ...person, identity });
  const contact = await contactOf(reply.handoff.ticket);
  assert.deepEqual([contact.external_id, contact.name, contact.verified], ["c-18", "Олег", ["external_id", "name"]]);
});

test("what was signed is not overwritten by what is only said", async (t) => {
  const { server, contactOf } = await start(t, "--identity-secret", secret);
  const first = await suggest(server, { ...person, identity: tokenOf(anna) });
  const next = { text: "и?", conversation_id: first.conversation_id, conversation_token: first.conversation_token };
  await suggest(server, { ...next, contact: { external_id: "c-1", name: "Директор", phone: "+7 900 000-00-00" } });
  const said = await contactOf(first.handoff.ticket);
  assert.deepEqual([said.external_id, said.name, said.phone, said.verified], ["c-17", "Анна", "+7 900 000-00-00", ["external_id", "name", "email"]]);
  await suggest(server, { ...next, text: "новая почта", identity: tokenOf({ ...anna, email: "a@example.org" }) });
  assert.equal((await contactOf(first.handoff.ticket)).email, "a@example.org", "the site itself may");
  const forged = await post(server, "/v1/suggest", { ...person, contact: { verified_by: "hmac" } });
  assert.equal(forged.status, 400);
});

test("a token that is not to be believed is refused, and says why", async (t) => {
  const { server } = await start(t, "--identity-secret", secret);
  const [payload, signature] = tokenOf(anna).split(".");
  for (const [identity, status, code] of [
    [tokenOf(anna, "another"), 401, "identity_not_signed"],
    [`${Buffer.from(JSON.stringify({ ...anna, external_id: "c-1" })).toString("base64url")}.${signature}`, 401, "identity_not_signed"],
    [payload, 401, "identity_not_signed"],
    [`${payload}.`, 401, "identity_not_signed"],
    ["nonsense", 401, "identity_not_signed"],
    [tokenOf({ ...anna, exp: Date.parse(now) / 1000 }), 401, "identity_expired"],
    [tokenOf({ ...anna, exp: undefined }), 400, "invalid_identity"],
    [tokenOf({ ...anna, exp: inAnHour * 1000 }), 400, "invalid_identity"],
    [tokenOf({ ...anna, external_id: "" }), 400, "invalid_identity"],
    [tokenOf({ ...anna, role: "admin" }), 400, "invalid_identity"],
    [tokenOf({ ...anna, name: 7 }), 400, "invalid_identity"],
    [tokenOf("[]"), 400, "invalid_identity"],
    [tokenOf("{"), 400, "invalid_identity"],
    ["x".repeat(5000), 400, "invalid_suggest_identity"],
  ]) {
    const reply = await post(server, "/v1/suggest", { ...person, identity });
    assert.deepEqual([reply.status, reply.json.code], [status, code], identity.slice(0, 80));
  }
});

test("without a secret every token is refused", async (t) => {
  const { server } = await start(t);
  const reply = await post(server, "/v1/suggest", { ...person, identity: tokenOf(anna, "") });
  assert.deepEqual([reply.status, reply.json.code], [400, "identity_not_configured"]);
});

test("scripts may be loaded by pages of every site; what they ask is up to `origins`", async (t) => {
  const { server } = await start(t);
  const headers = { Origin: "https://shop.example" };
  for (const path of ["/kladez-search.js", "/kladez-chat.js", "/assets/kit.js"]) {
    const reply = await get(server, path, { headers });
    assert.deepEqual([reply.status, reply.headers.get("content-type"), reply.headers.get("access-control-allow-origin"), reply.headers.get("cross-origin-resource-policy")],
      [200, "text/javascript; charset=utf-8", "*", "cross-origin"], path);
    const again = await get(server, path, { headers: { ...headers, "If-None-Match": reply.headers.get("etag") } });
    assert.deepEqual([again.status, again.headers.get("access-control-allow-origin")], [304, "*"], path);
  }
  for (const path of ["/assets/page.css", "/health", "/"])
    assert.equal((await get(server, path, { headers })).headers.get("access-control-allow-origin"), null, path);
});
