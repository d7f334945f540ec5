// A customer is forgotten: what was said is nowhere any more, and no report changes.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { test } from "node:test";

import { customer } from "../lib/customer.mjs";
import { addKey, corpusData, get, kladez, post, serve, suggest, until } from "../lib/kladez.mjs";

const odd = "кракозяблики", question = "Как вернуть товар?", person = `Позовите оператора: у меня ${odd}`;
const anna = { name: "Аннушка", email: "Anna@Example.com", phone: "8 (912) 345-67-89", external_id: "shop-42" };
const personal = [odd, "Аннушка", "Anna@Example.com", "345-67-89", "shop-42"];

/** A desk with a server, its keys, and what is done there. */
async function desk(t, options) {
  const data = corpusData(t), keys = Object.fromEntries(["admin", "editor", "desk"].map((role) => [role, { token: addKey(data, role) }]));
  let server = await serve(t, data, options);
  return {
    data, keys,
    get server() { return server; },
    async restart(more) {
      await server.stop();
      server = await serve(t, data, { ...options, ...more });
    },
    erase: (body, key = keys.admin) => post(server, "/v1/erasures", body, key),
    async act(number, body) {
      const path = `/v1/desk/tickets/${number}`, { version } = (await get(server, path, keys.desk)).json;
      const reply = await post(server, path, { version, agent: "Пётр", ...body }, keys.desk);
      assert.equal(reply.status, 200, reply.text);
    },
    /** A conversation with words in every place there is. */
    async story(contact = anna) {
      const who = customer(server), first = await who.say(question);
      await post(server, "/v1/feedback", { answer_id: first.answer.answer_id, kind: "helpful", value: 0, reason: `мои ${odd}`, text: odd });
      const { handoff: { ticket } } = await who.say({ text: person, contact });
      await who.post("messages", { text: `И ещё ${odd}` });
      await this.act(ticket, { action: "reply", text: `Нашли: ${odd}` });
      await this.act(ticket, { action: "tag", tags: [odd] });
      return { who, ticket, answer: first.answer.answer_id };
    },
    async closed(contact) {
      const story = await this.story(contact);
      await this.act(story.ticket, { action: "close", outcome: "refund" });
      await post(server, "/v1/feedback", { ticket: story.ticket, kind: "csat", value: 2, text: odd }, { token: story.who.token });
      return story;
    },
    /** Which of these words the files of the desk hold. */
    inFiles(words) {
      const bytes = ["desk.db", "desk.db-wal"].map((name) => join(data, name)).filter(existsSync).map((path) => readFileSync(path));
      return words.filter((word) => bytes.some((part) => part.includes(word)));
    },
  };
}

const counts = ({ conversations, turns, tickets, feedback }) => [conversations, turns, tickets, feedback];

test("what was said and by whom is in no reply, list or file any more; figures stay", async (t) => {
  const d = await desk(t, { args: ["--log", "debug"] }), { who, ticket, answer } = await d.closed();
  await customer(d.server).say("Привет!");
  const reports = async () => (await get(d.server, "/v1/desk/reports", d.keys.desk)).json;
  const votes = async () => (await get(d.server, "/v1/feedback", d.keys.desk)).json.articles;
  const before = await reports(), [voted] = await votes();
  assert.deepEqual(d.inFiles(personal), personal);

  const { status, json } = await d.erase({ conversation_id: who.id });
  assert.equal(status, 200);
  assert.deepEqual(counts(json), [1, 8, 1, 2]);
  assert.deepEqual([json.ids, json.erased_at], [[who.id], "2026-11-21T08:00:00Z"]);

  assert.deepEqual(await reports(), before);
  assert.deepEqual(await votes(), [{ ...voted, comments: [], reasons: {} }]);
  for (const key of [{ token: who.token }, d.keys.desk, d.keys.admin]) {
    for (const path of ["", "/transcript", "/events"]) {
      const reply = await get(d.server, `/v1/conversations/${who.id}${path}`, key);
      assert.deepEqual([reply.status, reply.json.code], [404, "conversation_not_found"], path);
    }
    for (const [path, body] of [["messages", { text: "Эй" }], ["handoff", {}]])
      assert.equal((await post(d.server, `/v1/conversations/${who.id}/${path}`, body, key)).json.code, "conversation_not_found");
    const turn = await post(d.server, "/v1/suggest", { text: "Эй", conversation_id: who.id }, key);
    assert.deepEqual([turn.status, turn.json.code], [404, "conversation_not_found"]);
  }
  for (const view of ["", "?view=closed", `?view=closed&q=${ticket}`, "?state=closed"])
    assert.deepEqual((await get(d.server, `/v1/desk/tickets${view}`, d.keys.desk)).json.tickets, [], view);
  assert.equal((await get(d.server, `/v1/desk/tickets/${ticket}`, d.keys.desk)).status, 404);
  assert.equal((await post(d.server, `/v1/desk/tickets/${ticket}`, { version: 1, action: "note", text: "x" }, d.keys.desk)).status, 404);
  for (const [body, key, expected] of [[{ answer_id: answer, kind: "helpful", value: 1 }, {}, 404], [{ ticket, kind: "csat", value: 1 }, d.keys.desk, 404],
    [{ ticket, kind: "csat", value: 1 }, { token: who.token }, 403]])
    assert.equal((await post(d.server, "/v1/feedback", body, key)).status, expected);
  assert.match((await get(d.server, "/metrics", d.keys.admin)).text, /^kladez_conversations_erased 1$/m);
  assert.equal((await get(d.server, "/stats", d.keys.admin)).json.desk.conversationsErased, 1);

  const { log } = d.server;
  await d.restart();
  await until(() => d.inFiles(personal).length === 0, "the files to be written anew");
  assert.deepEqual(personal.filter((word) => (log.all + d.server.log.all).includes(word)), []);
  assert.match(log.all, /at=erase .*status=200/);
});

test("whose: an address in any case, a number however it is written, a site's own id", async (t) => {
  const d = await desk(t);
  for (const [whose, other] of [[{ email: "anna@example.COM" }, { email: "anna@example.co" }], [{ phone: "+7 912 345 67 89" }, { phone: "912 345 67 89" }],
    [{ external_id: "shop-42" }, { external_id: "SHOP-42" }]]) {
    await d.closed();
    const alone = customer(d.server);
    await alone.say({ text: question, contact: anna });
    await customer(d.server).say({ text: question, contact: { email: "boris@example.com" } });
    assert.deepEqual(counts((await d.erase(other)).json), [0, 0, 0, 0]);
    const trial = (await d.erase({ ...whose, dry_run: true })).json;
    assert.deepEqual([counts(trial), trial.erased_at], [[2, 10, 1, 2], null]);
    const done = (await d.erase(whose)).json;
    assert.deepEqual({ ...done, erased_at: null }, trial, "the trial said what would be");
    assert.ok(done.ids.includes(alone.id));
    assert.deepEqual((await d.erase(whose)).json, { erased_at: null, conversations: 0, turns: 0, tickets: 0, feedback: 0, notices: 0, ids: [] });
  }
});

test("an open ticket is named and nothing is erased; closed, it is", async (t) => {
  const d = await desk(t), { who, ticket } = await d.story(), other = customer(d.server);
  await other.say({ text: question, contact: anna });
  for (const body of [{ conversation_id: who.id }, { email: anna.email }, { email: anna.email, dry_run: true }]) {
    const { status, json } = await d.erase(body);
    assert.deepEqual([status, json.code], [409, "ticket_open"]);
    assert.ok(json.detail.includes(ticket), json.detail);
  }
  assert.equal((await other.get()).status, 200);
  await d.act(ticket, { action: "close", outcome: "refund" });
  assert.equal((await d.erase({ email: anna.email })).json.conversations, 2);
});

test("only administrators erase, one person at a time", async (t) => {
  const d = await desk(t), who = customer(d.server);
  await who.say("Привет!");
  assert.equal((await post(d.server, "/v1/erasures", { conversation_id: who.id })).status, 401);
  for (const key of [d.keys.desk, d.keys.editor, { token: who.token }]) assert.equal((await d.erase({ conversation_id: who.id }, key)).status, 403);
  for (const [body, code] of [[{}, "bad_request"], [{ email: "" }, "bad_request"], [{ email: "a@b.c", phone: "1" }, "bad_request"], [{ phone: "нет" }, "bad_request"],
    [{ email: " " }, "bad_request"], [{ email: 1 }, "invalid_erasure_email"], [{ colour: 1 }, "bad_request"]]) {
    const reply = await d.erase(body);
    assert.deepEqual([reply.status, reply.json.code], [400, code], JSON.stringify(body));
  }
  assert.equal((await d.erase({ conversation_id: "nobody" })).json.code, "conversation_not_found");
  assert.equal((await who.get()).status, 200);
  assert.equal((await d.erase({ conversation_id: who.id })).status, 200);
  assert.equal((await d.erase({ conversation_id: who.id })).json.code, "conversation_not_found");
});

test("the help desk is told what to erase, and nothing more; who heard nothing is told nothing", async (t) => {
  const calls = [];
  let status = 500;
  const hook = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (part) => { body += part; }).on("end", () => {
      calls.push({ seq: Number(request.headers["x-kb-seq"]), ...JSON.parse(body) });
      response.writeHead(status).end();
    });
  });
  await new Promise((done) => hook.listen(0, "127.0.0.1", done));
  t.after(() => new Promise((done) => { hook.closeAllConnections(); hook.close(done); }));
  const d = await desk(t, { args: ["--webhook", `http://127.0.0.1:${hook.address().port}/`, "--webhook-secret", "s"] });
  const { who, ticket } = await d.closed(), quiet = customer(d.server);
  await quiet.say(question);
  await until(() => calls.length === 1, "the hand-off, in vain");
  status = 200;
  const { json } = await d.erase({ conversation_id: who.id });
  await d.erase({ conversation_id: quiet.id });
  const told = await until(() => calls.find((call) => call.type === "privacy.erased"), "the notice");
  const { id, created_at, seq, ...rest } = told;
  assert.deepEqual(rest, { type: "privacy.erased", api_version: 1, conversation: { id: who.id }, tickets: [ticket],
    erased: { turns: 8, tickets: 1, feedback: 2, notices: json.notices } });
  assert.equal(seq, json.notices + 1);
  await until(async () => (await get(d.server, "/stats", d.keys.admin)).json.desk.outboxWaiting === 0, "all to be told");
  assert.deepEqual(calls.map((call) => call.type), ["handoff.requested", "privacy.erased"]);
});

test("what is learned from customers does not know the words any more, whoever erased them", async (t) => {
  const d = await desk(t), list = async () => (await get(d.server, "/v1/editor/gaps", d.keys.editor)).text;
  const gap = async () => {
    const who = customer(d.server), first = await who.say(`Принимаете ли вы к оплате ${odd}?`);
    const { handoff } = first.handoff ? first : await who.say("Позовите оператора");
    await d.act(handoff.ticket, { action: "close", outcome: "new_knowledge" });
    return who;
  };
  const [first, second] = [await gap(), await gap()];
  assert.match(await list(), new RegExp(odd));
  await d.erase({ conversation_id: first.id });
  const done = kladez(["forget", "--data", d.data, second.id]);
  assert.equal(done.status, 0, done.stderr);
  assert.doesNotMatch(await list(), new RegExp(odd));
  assert.equal(kladez(["replay", "--data", d.data, "--json"]).stdout.includes(odd), false);
});

test("who follows the conversation is cut off, also when another process erased it", async (t) => {
  const d = await desk(t);
  for (const erase of [(id) => d.erase({ conversation_id: id }), (id) => kladez(["forget", "--data", d.data, id])]) {
    const { who } = await d.closed();
    const reply = await fetch(`${d.server.url}/v1/conversations/${who.id}/events`, { headers: { Authorization: `Bearer ${who.token}` } });
    const reader = reply.body.getReader();
    await reader.read();
    await erase(who.id);
    while (!(await reader.read()).done);
    assert.equal((await who.get("/events")).status, 404);
  }
});

test("who follows the desk is told, also when another process erased it", async (t) => {
  const d = await desk(t);
  for (const erase of [(id) => d.erase({ conversation_id: id }), (id) => kladez(["forget", "--data", d.data, id])]) {
    const { who } = await d.closed();
    const reply = await fetch(`${d.server.url}/v1/desk/events`, { headers: { Authorization: `Bearer ${d.keys.desk.token}` } });
    const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    await erase(who.id);
    while (!text.includes("event: erased\ndata: {}\n\n")) text += (await reader.read()).value;
    assert.ok(![who.id, odd].some((words) => text.includes(words)));
    await reader.cancel();
  }
});

test("old conversations go when the server is told so, those with an open ticket stay", async (t) => {
  const d = await desk(t), { who } = await d.closed(), { who: open, ticket } = await d.story(), kept = customer(d.server);
  await kept.say(question);
  const status = async ({ id }) => (await get(d.server, `/v1/conversations/${id}`, d.keys.desk)).status;
  await d.restart({ pin: "2026-12-20T08:00:00Z" });
  assert.equal(await status(who), 200, "by default they are kept");
  await post(d.server, "/v1/suggest", { text: question, conversation_id: kept.id }, { token: kept.token });
  const args = ["--conversations-days", "30"];
  await d.restart({ pin: "2026-12-21T07:59:59Z", args });
  await d.restart({ pin: "2026-12-21T08:00:01Z", args });
  await until(() => /at=upkeep msg="old conversations were erased" conversations=1 turns=8 tickets=1/.test(d.server.log.all), "the line of the log");
  assert.deepEqual([await status(who), await status(open), await status(kept)], [404, 200, 200]);
  assert.equal((await get(d.server, `/v1/desk/tickets/${ticket}`, d.keys.desk)).status, 200);
});

test("without a webhook notices wait for a day, not for ever", async (t) => {
  const d = await desk(t), waiting = async () => (await get(d.server, "/stats", d.keys.admin)).json.desk.outboxWaiting;
  await d.story();
  assert.ok(await waiting() > 0);
  await d.restart({ pin: "2026-11-22T08:00:00Z" });
  await suggest(d.server, { text: "Позовите оператора" });
  await d.restart({ pin: "2026-11-22T08:00:01Z" });
  await until(async () => await waiting() === 1, "the old ones to go");
});
