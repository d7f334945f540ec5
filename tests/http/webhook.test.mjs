// The outside is told of hand-offs: signed, in order, again until it has arrived.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import { test } from "node:test";

import { addKey, corpusData, get, now, post, serve, suggest, until } from "../lib/kladez.mjs";

const secret = "hush-hush";

/** A help desk that answers with the statuses it is given, then with 200. */
async function receiver(t, statuses = []) {
  const calls = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (part) => { body += part; }).on("end", () => {
      const status = statuses.shift() ?? 200;
      calls.push({ headers: request.headers, body, status, json: JSON.parse(body) });
      response.writeHead(status, status === 302 ? { Location: "/elsewhere" } : {}).end();
    });
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  t.after(() => new Promise((done) => { server.closeAllConnections(); server.close(done); }));
  return { calls, url: `http://127.0.0.1:${server.address().port}/hook` };
}

const hook = (url) => ["--webhook", url, "--webhook-secret", secret];
const waiting = async (server, token) => (await get(server, "/stats", { token })).json;

test("a hand-off arrives signed, with everything said", async (t) => {
  const { calls, url } = await receiver(t);
  const server = await serve(t, corpusData(t), { args: hook(url) });
  const first = await suggest(server, { text: "Как вернуть товар?", channel: "widget" });
  const token = first.conversation_token, conversation_id = first.conversation_id;
  const over = await suggest(server, { text: "Позовите оператора", conversation_id, contact: { name: "Анна", email: "anna@example.com" } }, { token });
  await suggest(server, { text: "Коробка помята", conversation_id }, { token });
  await until(() => calls.length === 2, "two notices");

  const [handoff, message] = calls;
  for (const call of calls) {
    const stamp = call.headers["x-kb-timestamp"];
    assert.equal(call.headers["x-kb-signature"], `v1=${createHmac("sha256", secret).update(`${stamp}.${call.body}`).digest("hex")}`);
    assert.equal(call.headers["content-type"], "application/json");
    assert.equal(Number(stamp), Date.parse(now) / 1000);
  }
  assert.notEqual(handoff.headers["x-kb-delivery"], message.headers["x-kb-delivery"]);
  assert.deepEqual(calls.map((c) => c.headers["x-kb-event"]), ["handoff.requested", "message.created"]);
  assert.deepEqual(calls.map((c) => c.headers["x-kb-seq"]), ["1", "2"]);
  const text = JSON.stringify(handoff.json);
  for (const part of ["Как вернуть товар?", "Позовите оператора", "anna@example.com", over.handoff.ticket, first.answer.article_id])
    assert.ok(text.includes(part), `${part}: ${text}`);
  assert.ok(JSON.stringify(message.json).includes("Коробка помята"));
});

test("what did not arrive is sent again, the same, also after a crash", async (t) => {
  const { calls, url } = await receiver(t, [500, 503]);
  const data = corpusData(t);
  const first = await serve(t, data, { args: hook(url) });
  await suggest(first, { text: "Позовите оператора" });
  await until(() => calls.length === 1, "the first attempt");
  await first.stop("SIGKILL");

  const second = await serve(t, data, { args: hook(url), pin: "2026-11-21T08:10:00Z" });
  await until(() => calls.length === 2, "the second attempt");
  await second.stop();
  const third = await serve(t, data, { args: hook(url), pin: "2026-11-21T08:30:00Z" });
  await until(() => calls.length === 3, "the third attempt");
  assert.deepEqual(calls.map((c) => c.status), [500, 503, 200]);
  assert.equal(new Set(calls.map((c) => c.headers["x-kb-delivery"])).size, 1);
  assert.equal(new Set(calls.map((c) => c.body)).size, 1);
  const token = addKey(data, "admin");
  await until(async () => JSON.stringify(await waiting(third, token)).includes("\"outboxWaiting\":0"), "an empty outbox");
});

test("a refusal is final and stays to be seen; redirections are not followed", async (t) => {
  for (const status of [400, 302]) {
    const { calls, url } = await receiver(t, [status]);
    const data = corpusData(t);
    const server = await serve(t, data, { args: hook(url) });
    const token = addKey(data, "admin");
    await suggest(server, { text: "Позовите оператора" });
    await until(async () => JSON.stringify(await waiting(server, token)).includes("\"outboxDead\":1"), "a dead notice");
    assert.equal(calls.length, 1);
  }
});

test("without a receiver nothing is lost: it is told when there is one", async (t) => {
  const data = corpusData(t);
  const deaf = await serve(t, data, { args: hook("http://127.0.0.1:9/nobody") });
  const reply = await suggest(deaf, { text: "Позовите оператора" });
  assert.equal((await post(deaf, `/v1/conversations/${reply.conversation_id}/messages`, { text: "Алло" }, { token: reply.conversation_token })).status, 200);
  await deaf.stop();
  const { calls, url } = await receiver(t);
  await serve(t, data, { args: hook(url), pin: "2026-11-21T09:00:00Z" });
  await until(() => calls.length === 2, "both notices");
  assert.deepEqual(calls.map((c) => c.headers["x-kb-seq"]), ["1", "2"]);
});
