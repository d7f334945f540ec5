// The outside is told of hand-offs: signed, in order, again until it has arrived.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { test } from "node:test";

import { addKey, corpusData, get, kladez, now, post, root, scratch, serve, suggest, until, writeFiles } from "../lib/kladez.mjs";

const secret = "hush-hush";

/** A help desk that answers with the statuses it is given, then with 200, each after what `ready` gives. */
async function receiver(t, statuses = [], ready = () => {}) {
  const calls = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (part) => { body += part; }).on("end", async () => {
      const status = statuses.shift() ?? 200;
      calls.push({ headers: request.headers, body, status, json: JSON.parse(body) });
      await ready();
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

test("the question of a ticket is as it was typed; in another layout, as it was meant", async (t) => {
  const { calls, url } = await receiver(t);
  const server = await serve(t, corpusData(t), { args: hook(url) });
  for (const [typed, question] of [["как вирнуть деньги за лампу", "как вирнуть деньги за лампу"], ["rfr dthyenm ltymub", "как вернуть деньги"]]) {
    const { conversation_id, conversation_token: token } = await suggest(server, { text: typed });
    await suggest(server, { text: "Позовите оператора", conversation_id }, { token });
    await until(() => calls.some((call) => call.json.summary.question === question), question);
  }
});

test("a hand-off says what it is about, in the customer's own words", async (t) => {
  const { calls, url } = await receiver(t);
  const data = corpusData(t);
  const server = await serve(t, data, { args: hook(url) });
  const contact = { email: "anna@example.com" };
  const other = await suggest(server, { text: "Позовите оператора", contact });
  const first = await suggest(server, { text: "Здравствуйте! Как вернуть товар?", contact });
  assert.equal(first.decision, "answer");
  const go = { token: first.conversation_token };
  const { conversation_id } = first;
  await post(server, "/v1/feedback", { answer_id: first.answer.answer_id, kind: "helpful", value: 0 });
  await suggest(server, { text: "Позовите оператора, это мошенники, пишет «Код ошибки 17»", conversation_id }, go);
  await until(() => calls.length === 2, "two notices");

  const { ticket, summary, suggested_articles, suggested_replies, duplicates_open, transcript_url } = calls[1].json;
  assert.deepEqual([ticket.type, ticket.category, ticket.priority], ["incident", "security", "urgent"]);
  assert.deepEqual([summary.question, summary.language, summary.turns], ["это мошенники, пишет «Код ошибки 17»", "ru", 2]);
  assert.deepEqual(summary.in_other_words, ["Как вернуть товар?"]);
  assert.deepEqual(summary.tried.map((a) => [a.article_id, a.title, a.result]), [[first.answer.article_id, first.answer.title, "rejected"]]);
  assert.deepEqual(summary.quoted, ["Код ошибки 17"]);
  assert.ok(suggested_articles.every((a, i) => a.confidence <= (suggested_articles[i - 1]?.confidence ?? 1)));
  assert.ok(suggested_replies[0].text.length > 20);
  assert.deepEqual(duplicates_open, [other.handoff.ticket]);
  assert.equal((await get(server, transcript_url, go)).status, 200);
});

test("what people do is told, in order", async (t) => {
  const { calls, url } = await receiver(t);
  const data = corpusData(t);
  const server = await serve(t, data, { args: hook(url) });
  const { handoff, conversation_id, conversation_token } = await suggest(server, { text: "Позовите оператора" });
  const desk = { token: addKey(data, "desk") }, path = `/v1/desk/tickets/${handoff.ticket}`;
  const act = (version, body) => post(server, path, { agent: "Анна", version, ...body }, desk);
  await act(1, { action: "take" });
  await act(2, { action: "note", text: "для своих" });
  await act(3, { action: "reply", text: "Здравствуйте" });
  await act(4, { action: "close", outcome: "bug" });
  await until(() => calls.length === 6, "six notices");
  assert.deepEqual(calls.map((c) => c.json.type), ["handoff.requested", "ticket.updated", "message.created", "message.created", "ticket.updated", "conversation.closed"]);
  assert.deepEqual(calls.map((c) => c.json.ticket.state), ["open", "taken", "taken", "taken", "closed", "closed"]);
  assert.deepEqual(calls.map((c) => c.json.conversation.version), [1, 2, 3, 4, 5, 5]);
  assert.deepEqual([calls[2].json.turns[0].text, calls[2].json.turns[0].private], ["для своих", true]);
  assert.deepEqual([calls[3].json.turns[0].text, calls[3].json.turns[0].agent], ["Здравствуйте", "Анна"]);
  assert.equal(calls[4].json.ticket.outcome, "bug");
  assert.ok(!(await get(server, `/v1/conversations/${conversation_id}`, { token: conversation_token })).text.includes("для своих"));
});

test("tickets are sorted by the rules of a file, and a wrong file is refused at its line", async (t) => {
  const data = corpusData(t), documented = readFileSync(join(root, "docs/http-api.md"), "utf8").match(/(?<=^\| `)\w+(?=` \| [\w, ]*handoff)/gm);
  assert.ok(documented.length > 20, "the reasons of a hand-off");
  const rules = writeFiles(scratch(t), { "good.yaml": `any:\n  reasons: [${documented}]\n` + "lamp:\n  type: request\n  category: lamps\n  priority: low\n  words: [лампа]\n",
    "bad.yaml": "# ours\nlamp:\n  priority: most\n  words: [лампа]\n", "none.yaml": "lamp:\n  reasons: [foo]\n" });
  const server = await serve(t, data, { args: ["--triage", join(rules, "good.yaml")] });
  await suggest(server, { text: "Позовите оператора: у лампы мошенники" });
  assert.match(kladez(["tickets", "--data", data, "show", "KB-2026-000001"]).stdout, /Type: request\nCategory: lamps\nPriority: low\n/);
  const refused = kladez(["serve", "--data", data, "--listen", "127.0.0.1:0", "--triage", join(rules, "bad.yaml")]);
  assert.equal(refused.status, 2);
  assert.match(refused.stderr, /bad\.yaml:3: rule 'lamp': 'priority' takes low, normal, high or urgent/);
  assert.match(kladez(["serve", "--data", data, "--listen", "127.0.0.1:0", "--triage", join(rules, "none.yaml")]).stderr, /none\.yaml:2: rule 'lamp': 'foo' is no reason/);
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

test("a server that is stopped sends no more, and the rest when it is there again", async (t) => {
  let answer, ready = new Promise((done) => { answer = done; });
  const slow = await receiver(t, [], () => ready), data = corpusData(t);
  const server = await serve(t, data, { args: hook(slow.url) });
  const handoffs = await Promise.all(Array.from({ length: 6 }, () => suggest(server, { text: "Позовите оператора" })));
  await until(() => slow.calls.length === 1, "the first");
  server.child.kill("SIGTERM");
  await until(() => fetch(`${server.url}/health`).then(() => false, () => true), "the end of listening");
  ready = new Promise(() => {});
  answer();
  assert.deepEqual(await server.ended, { code: 0, signal: null });
  assert.ok(slow.calls.length <= 2, `${slow.calls.length} were sent`); // the second may have begun before
  const quick = await receiver(t);
  await serve(t, data, { args: hook(quick.url), pin: "2026-11-21T08:01:00Z" }); // when it is tried again
  const told = () => new Set([slow.calls[0], ...quick.calls].map((call) => call.json.ticket.number));
  await until(() => told().size === handoffs.length, "the rest");
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
