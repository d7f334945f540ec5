// A conversation in the hands of people: when they answer, and what they do.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { addKey, corpusData, get, kladez, post, root, scratch, serve, suggest, writeFiles } from "../lib/kladez.mjs";

const hours = (t, text = "time_zone: Europe/Moscow\nmonday: 09:00-18:00\nsaturday: 10:00-14:00\n") =>
  join(writeFiles(scratch(t), { "hours.yaml": text }), "hours.yaml");

const person = { ru: "Позовите оператора", en: "let me talk to a real person" };

test("while people are there, the queue is told; nothing of minutes that are not known", async (t) => {
  const server = await serve(t, corpusData(t), { args: ["--hours", hours(t)] });
  await suggest(server, { text: person.en });
  const reply = await suggest(server, { text: person.en, contact: { email: "anna@example.com" } });
  assert.deepEqual([reply.human_available, reply.next_open], [true, "2026-11-21T08:00:00Z"]);
  assert.deepEqual(reply.handoff, { ticket: "KB-2026-000002", status: "queued", position: 2,
    eta: { from: "2026-11-21T08:00:00Z", by: null, text: "We answer in turn. Requests before yours: 1." } });
  assert.equal(reply.messages.find((m) => m.slot === "eta").text, reply.handoff.eta.text);
});

test("while nobody is there, nobody is promised: when they come, and where to answer", async (t) => {
  const server = await serve(t, corpusData(t), { args: ["--hours", hours(t)], pin: "2026-11-21T12:00:00Z" });
  for (const [lang, opening, contact] of [["ru", "Мы на связи 23.11 (понедельник) с 09:00 (UTC+3).", "почту"], ["en", "We are here on 23.11 (Monday) from 09:00 (UTC+3).", "e-mail"]]) {
    const reply = await suggest(server, { text: person[lang] });
    assert.deepEqual([reply.decision, reply.human_available, reply.next_open], ["handoff", false, "2026-11-23T06:00:00Z"]);
    assert.equal(reply.handoff.eta.from, "2026-11-23T06:00:00Z");
    assert.ok(reply.handoff.eta.text.startsWith(opening), reply.handoff.eta.text);
    assert.ok(reply.handoff.eta.text.includes(contact));
    const notice = reply.messages.find((m) => m.slot === "notice").text;
    assert.match(notice, lang === "ru" ? /никого нет/ : /Nobody is here/);
    assert.ok(notice.includes(reply.handoff.ticket));
  }
  const answer = await suggest(server, { text: "Как вернуть товар?" });
  assert.equal(answer.decision, "answer", "the bot keeps no hours");
  assert.equal(answer.human_available, false);
});

test("hours that are not understood are refused at their line", (t) => {
  const refused = kladez(["serve", "--data", scratch(t), "--listen", "127.0.0.1:0", "--hours", hours(t, "time_zone: Europe/Moscow\nmonday: 9 to 6\n")]);
  assert.equal(refused.status, 2);
  assert.match(refused.stderr, /hours\.yaml:2: 'monday' takes closed, 09:00-18:00/);
});

/** A conversation that was handed over, and a key of the desk. */
async function handedOver(t, options, text = "Как вернуть товар?") {
  const data = corpusData(t);
  const server = await serve(t, data, options);
  const first = await suggest(server, { text });
  const customer = { token: first.conversation_token }, { conversation_id } = first;
  const { handoff } = await suggest(server, { text: "Позовите оператора", conversation_id }, customer);
  const desk = { token: addKey(data, "desk") }, path = `/v1/desk/tickets/${handoff.ticket}`;
  return {
    data, server, conversation_id, number: handoff.ticket, path, desk, ticket: (await get(server, path, desk)).json,
    version: async () => (await get(server, path, desk)).json.version,
    act: async (body, options = desk) => post(server, path, { agent: "Анна", ...body }, options),
    say: (text) => suggest(server, { text, conversation_id }, customer),
    seen: async (who = customer) => (await get(server, `/v1/conversations/${conversation_id}`, who)).json,
    customer,
  };
}

test("articles are suggested from the policy's probability on, and what hardly ever helps is not", async (t) => {
  const standard = JSON.parse(readFileSync(join(root, "bot/data/policy.json"), "utf8"));
  const file = join(writeFiles(scratch(t), { "policy.json": JSON.stringify({ ...standard, advise_from: 1 }) }), "policy.json");
  for (const [text, args, some] of [
    ["Как вернуть товар?", [], true],
    ["Как вернуть товар?", ["--policy", file], false],
    ["как накормить кота", [], false],
  ]) {
    const { about } = (await handedOver(t, { args }, text)).ticket;
    assert.equal(about.suggested_articles.length > 0, some, text);
    assert.deepEqual(about.suggested_articles.filter((a) => a.confidence < standard.advise_from), []);
    assert.equal(about.suggested_replies.length > 0, some, text);
  }
});

test("a person takes the ticket, writes, and the bot is silent", async (t) => {
  const c = await handedOver(t);
  const taken = (await c.act({ action: "take", version: await c.version() })).json;
  assert.deepEqual([taken.ticket.state, taken.ticket.assignee, taken.status], ["taken", "Анна", "assigned"]);
  assert.equal(taken.ticket.answered_at, null);
  await c.act({ action: "note", version: taken.version, text: "клиент важный" });
  const replied = (await c.act({ action: "reply", version: taken.version + 1, text: "Здравствуйте, я Анна." })).json;
  assert.equal(replied.ticket.answered_at, "2026-11-21T08:00:00Z");
  const silent = await c.say("Как оплатить картой?");
  assert.deepEqual([silent.decision, silent.messages, silent.handoff.status, silent.handoff.position], ["silent", [], "assigned", null]);

  const seen = await c.seen();
  assert.deepEqual([seen.status, seen.owner], ["assigned", "team"]);
  assert.deepEqual(seen.transcript.slice(4).map((turn) => [turn.author, turn.text]), [["agent", "Здравствуйте, я Анна."], ["customer", "Как оплатить картой?"]]);
  assert.ok(!JSON.stringify(seen).includes("важный"), "a note is not for the customer");
  for (const format of ["text", "html"])
    assert.ok(!(await get(c.server, `/v1/conversations/${c.conversation_id}/transcript?format=${format}`, c.customer)).text.includes("важный"));
  const all = (await get(c.server, c.path, c.desk)).json;
  assert.deepEqual(all.transcript.filter((turn) => turn.private).map((turn) => [turn.author, turn.decision, turn.text]), [["system", "take", ""], ["agent", undefined, "клиент важный"]]);
  assert.match(kladez(["tickets", "--data", c.data, "show", c.number]).stdout, /Assignee: Анна\n[^]*agent \(private\): клиент важный/);
});

test("closed, the conversation begins anew: nothing old triggers again", async (t) => {
  const c = await handedOver(t);
  const closed = (await c.act({ action: "close", version: await c.version(), outcome: "existing_article", article_id: "ru/payment/return-goods" })).json;
  assert.deepEqual([closed.ticket.state, closed.ticket.outcome, closed.ticket.outcome_article, closed.status, closed.episode],
    ["closed", "existing_article", "ru/payment/return-goods", "closed", 2]);
  assert.equal((await c.seen()).ticket, null);
  const answer = await c.say("Как вернуть товар?");
  assert.deepEqual([answer.decision, answer.handoff], ["answer", null], "said once in each episode");
  const now = await c.seen();
  assert.deepEqual([now.status, now.owner, now.episode], ["bot", "bot", 2]);
  const again = await c.say("Позовите оператора");
  assert.equal(again.decision, "handoff");
  assert.notEqual(again.handoff.ticket, c.number);
  const { about } = (await get(c.server, `/v1/desk/tickets/${again.handoff.ticket}`, c.desk)).json;
  assert.equal(about.summary.turns, 2, "the episode before is not summed up again");
  const { tickets } = (await get(c.server, "/v1/desk/tickets?state=closed", c.desk)).json;
  assert.deepEqual(tickets.map((ticket) => ticket.number), [c.number]);
});

test("returned to the bot, the bot answers", async (t) => {
  const c = await handedOver(t);
  const back = (await c.act({ action: "return", version: await c.version() })).json;
  assert.deepEqual([back.status, back.episode, back.ticket.state], ["bot", 2, "closed"]);
  assert.equal((await c.say("Как вернуть товар?")).decision, "answer");
});

test("who did not see the last word is told how it stands, and does nothing", async (t) => {
  const c = await handedOver(t);
  const version = await c.version();
  await c.say("Коробка помята");
  const refused = await c.act({ action: "reply", version, text: "Ответ" });
  assert.deepEqual([refused.status, refused.json.code, refused.json.current.version, refused.json.current.turns], [409, "version_conflict", version + 1, 5]);
  assert.equal((await c.seen()).transcript.length, 5);
  const both = await Promise.all(["Анна", "Олег"].map((agent) => c.act({ agent, action: "take", version: version + 1 })));
  assert.deepEqual(both.map((reply) => reply.status).sort(), [200, 409]);
  await c.act({ action: "close", version: version + 2, outcome: "spam" });
  const late = await c.act({ action: "reply", version: version + 3, text: "Ответ" });
  assert.deepEqual([late.status, late.json.code, late.json.current.ticket.state], [409, "ticket_closed", "closed"]);
});

test("the same action twice is done once", async (t) => {
  const c = await handedOver(t);
  const body = { action: "reply", version: await c.version(), text: "Ответ", turn_id: "r1" };
  const one = await c.act(body);
  assert.deepEqual((await c.act(body)).json, one.json);
  assert.equal((await c.seen()).transcript.filter((turn) => turn.author === "agent").length, 1);
  const other = await c.act({ ...body, text: "Другой ответ" });
  assert.deepEqual([other.status, other.json.code], [409, "turn_id_used"]);
});

test("only keys of the desk handle tickets, and what is wrong is said", async (t) => {
  const c = await handedOver(t);
  const search = { token: addKey(c.data, "search") };
  for (const [method, path] of [[get, "/v1/desk/tickets"], [get, c.path]]) {
    assert.equal((await method(c.server, path)).status, 401);
    assert.equal((await method(c.server, path, search)).status, 403);
    assert.equal((await method(c.server, path, c.customer)).status, 403);
  }
  assert.equal((await c.act({ action: "take", version: 2 }, c.customer)).status, 403);
  assert.equal((await c.act({ action: "take", version: 2 }, { token: addKey(c.data, "editor") })).status, 200);
  for (const [body, says] of [
    [{ action: "dance", version: 3 }, /`action` must be/], [{ action: "take" }, /`version` is missing/],
    [{ action: "reply", version: 3 }, /`text` is missing/],
    [{ action: "close", version: 3 }, /`outcome` is missing/], [{ action: "close", version: 3, outcome: "fine" }, /`outcome` must be/],
    [{ action: "close", version: 3, outcome: "existing_article" }, /`article_id` is/],
    [{ action: "close", version: 3, outcome: "existing_article", article_id: "ru/none" }, /no article of this/], [{ action: "reply", version: 3, text: "a", outcome: "bug" }, /belongs to close/],
  ]) {
    const refused = await c.act(body);
    assert.equal(refused.status, 400, JSON.stringify(body));
    assert.match(refused.json.detail, says);
  }
  assert.equal((await post(c.server, "/v1/desk/tickets/KB-2026-999999", { agent: "Анна", action: "take", version: 1 }, c.desk)).status, 404);
  assert.equal((await get(c.server, "/v1/desk/tickets?state=lost", c.desk)).status, 400);
});

test("after five answers the wait of 8 of 10 is told, in working time", async (t) => {
  const data = corpusData(t), file = hours(t), desk = { token: addKey(data, "desk") };
  const at = async (pin) => serve(t, data, { args: ["--hours", file], pin });
  let server = await at("2026-11-21T09:55:00Z"); // Saturday, 12:55 in Moscow; open until 14:00
  for (let i = 0; i < 5; i++) await suggest(server, { text: person.en });
  await server.stop();
  server = await at("2026-11-23T06:10:00Z"); // Monday, ten minutes after nine
  for (let i = 1; i <= 5; i++) {
    const path = `/v1/desk/tickets/KB-2026-00000${i}`, { version } = (await get(server, path, desk)).json;
    await post(server, path, { agent: "Ann", action: "reply", version, text: "Hello" }, desk);
  }
  const reply = await suggest(server, { text: person.en, contact: { email: "anna@example.com" } });
  assert.deepEqual(reply.handoff.eta, { from: "2026-11-23T06:10:00Z", by: "2026-11-23T07:25:00Z",
    text: "We answer in turn. Lately 8 answers out of 10 have come within 2 hours of working time." });
  assert.equal(reply.handoff.position, 1);
});
