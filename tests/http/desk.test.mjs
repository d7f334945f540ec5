// What the desk's page asks the server: whose key this is, the queue, tags, replies, ratings.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import { customer } from "../lib/customer.mjs";
import { addKey, corpusData, get, kladez, post, scratch, serve, writeFiles } from "../lib/kladez.mjs";

/** A key of this name. */
function keyOf(data, role, name) {
  return { token: kladez(["keys", "--data", data, "--role", role, "add", name]).stdout.match(/kz_[\w-]+/)[0] };
}

async function start(t, options) {
  const data = corpusData(t), server = await serve(t, data, options);
  const anna = keyOf(data, "desk", "Анна"), oleg = keyOf(data, "desk", "Олег");
  const ask = async (text = "Позовите оператора", contact) => {
    const who = customer(server), { handoff } = await who.say({ text, contact });
    return Object.assign(who, { number: handoff.ticket, path: `/v1/desk/tickets/${handoff.ticket}` });
  };
  const act = async (who, key, body) => {
    const { version } = (await get(server, who.path, key)).json;
    return post(server, who.path, { version, ...body }, key);
  };
  const queue = async (query, key = anna) => (await get(server, `/v1/desk/tickets?${new URLSearchParams(query)}`, key)).json;
  return { data, server, anna, oleg, ask, act, queue };
}

const numbers = (reply) => reply.tickets.map((ticket) => Number(ticket.number.slice(-6)));

test("a key says whose it is; without one there is nobody", async (t) => {
  const { data, server, anna } = await start(t);
  assert.deepEqual((await get(server, "/v1/me", anna)).json, { role: "desk", name: "Анна" });
  assert.equal((await get(server, "/v1/me", { token: addKey(data, "search") })).json.role, "search");
  assert.equal((await get(server, "/v1/me")).status, 401);
  assert.equal((await get(server, "/v1/me", { token: "kz_guessed" })).status, 403);
});

test("who does something is the owner of the key, if nobody else is named", async (t) => {
  const { ask, act, anna, oleg, server } = await start(t);
  const who = await ask();
  assert.equal((await act(who, anna, { action: "take" })).json.ticket.assignee, "Анна");
  assert.equal((await act(who, oleg, { action: "take" })).json.ticket.assignee, "Олег", "taken over");
  await act(who, anna, { action: "note", agent: "Пётр", text: "от Петра" });
  const { transcript } = (await get(server, who.path, anna)).json;
  assert.deepEqual(transcript.filter((turn) => turn.private).map((turn) => turn.agent), ["Анна", "Олег", "Пётр"]);
});

test("a conversation that is full takes nothing more from its customer, and is ended by people", async (t) => {
  const { ask, act, anna } = await start(t), who = await ask();
  for (let turns = 2; turns < 2000; turns++) await who.post("messages", { text: "ещё" });
  const full = await who.post("messages", { text: "ещё" });
  assert.deepEqual([full.status, full.json.detail], [409, "a conversation has at most 2000 turns: begin a new one"]);
  assert.equal((await act(who, anna, { action: "take" })).status, 200);
  assert.equal((await act(who, anna, { action: "close", outcome: "spam" })).json.status, "closed");
});

test("the queue: views, counts, the urgent first, then who waits longest", async (t) => {
  const { data, server: early, ask, act, anna } = await start(t, { pin: "2026-11-21T08:00:00Z" });
  const first = await ask(), second = await ask(), third = await ask();
  const urgent = await ask("Мошенники украли деньги с моей карты!");
  await act(second, anna, { action: "reply", text: "Здравствуйте" });
  await act(third, anna, { action: "take" });
  const closed = await ask();
  await act(closed, anna, { action: "close", outcome: "spam" });
  await early.stop();

  const server = await serve(t, data, { pin: "2026-11-21T08:30:00Z" });
  const queue = async (query) => (await get(server, `/v1/desk/tickets?${new URLSearchParams(query)}`, anna)).json;
  const active = await queue({ view: "active" });
  assert.equal(active.tickets[0].number, urgent.number);
  assert.deepEqual(numbers(active), [4, 1, 3, 2], "answered ones wait for nothing and come last");
  assert.deepEqual(active.counts, { active: 4, mine: 2, unassigned: 2, waiting: 3 });
  assert.deepEqual([active.open, active.next_open], [true, "2026-11-21T08:30:00Z"]);
  assert.deepEqual(active.tickets.map((ticket) => ticket.waited_seconds), [1800, 1800, 1800, null]);
  assert.deepEqual(numbers(await queue({ view: "mine" })), [3, 2]);
  assert.deepEqual(numbers(await queue({ view: "unassigned" })), [4, 1]);
  assert.deepEqual(numbers(await queue({ view: "closed" })), [5]);

  await post(server, `/v1/conversations/${second.id}/messages`, { text: "Вы тут?" }, { token: second.token });
  await post(server, `/v1/conversations/${second.id}/messages`, { text: "Ау" }, { token: second.token });
  const now = await queue({ view: "mine" });
  assert.deepEqual(numbers(now), [3, 2]);
  assert.deepEqual([now.tickets[1].waiting_since, now.tickets[1].waited_seconds], ["2026-11-21T08:30:00Z", 0], "since the first words nobody answered");
  for (const [query, code] of [[{ view: "lost" }, "invalid_tickets_view"], [{ view: "mine", state: "open" }, "invalid_tickets_view"], [{ q: "a" }, "invalid_tickets_q"], [{ view: "mine", q: "a".repeat(201) }, "invalid_tickets_q"]])
    assert.equal((await queue(query)).code, code);
  assert.equal(first.number, "KB-2026-000001");
});

test("waiting is counted while people are there", async (t) => {
  const hours = join(writeFiles(scratch(t), { "hours.yaml": "time_zone: Europe/Moscow\nmonday: 09:00-18:00\nsaturday: 10:00-14:00\n" }), "hours.yaml");
  const data = corpusData(t), at = (pin) => serve(t, data, { args: ["--hours", hours], pin });
  const night = await at("2026-11-21T12:00:00Z"); // Saturday, 15:00 in Moscow: an hour after they left
  await customer(night).say("Позовите оператора");
  await night.stop();
  const server = await at("2026-11-23T06:20:00Z"); // Monday, 9:20
  const { tickets, open } = (await get(server, "/v1/desk/tickets?view=active", keyOf(data, "desk", "Анна"))).json;
  assert.deepEqual([open, tickets[0].waited_seconds], [true, 1200]);
});

test("words are found in number, question, contact, assignee and tags, in whatever case", async (t) => {
  const { ask, act, anna, queue } = await start(t);
  await ask("Хочу поговорить с человеком: пропала посылка ЁЖИКА", { name: "Пётр Ильич", email: "petr@example.com" });
  const other = await ask("let me talk to a real person", { name: "50% \"off\" O'Hara" });
  await act(other, anna, { action: "tag", tags: ["Возврат денег", "vip"] });
  await act(other, anna, { action: "take" });
  for (const [q, found] of [["посылка", [1]], ["ежика ПОСЫЛКА", [1]], ["petr@", [1]], ["пётр ильич", [1]], ["000002", [2]], ["VIP", [2]], ["возврат", [2]],
    ["анна", [2]], ["o'hara", [2]], ["50% \"off\"", [2]], ["%", [2]], ["_", []], ["посылка vip", []], ["email", []], [" ", [1, 2]], ["kb-2026", [1, 2]]])
    assert.deepEqual(numbers(await queue({ view: "active", q })).sort(), found, q);
  assert.deepEqual(numbers(await queue({ view: "closed", q: "посылка" })), []);
});

test("tags are set, told in private, and seen everywhere the ticket is", async (t) => {
  const { server, ask, act, anna, queue } = await start(t);
  const who = await ask();
  const set = await act(who, anna, { action: "tag", tags: [" возврат ", "VIP", "возврат"], turn_id: "t1" });
  assert.deepEqual(set.json.ticket.tags, ["возврат", "VIP"]);
  const shown = (await get(server, who.path, anna)).json;
  assert.deepEqual(shown.ticket.tags, ["возврат", "VIP"]);
  assert.deepEqual(shown.transcript.filter((turn) => turn.private).map((turn) => [turn.decision, turn.text]), [["tag", "возврат, VIP"]]);
  assert.deepEqual((await queue({ view: "active" })).tickets[0].tags, ["возврат", "VIP"]);
  assert.deepEqual((await act(who, anna, { action: "tag" })).json.ticket.tags, []);
  assert.ok(!(await who.get("")).text.includes("VIP"), "not for the customer");
  for (const body of [{ tags: [""] }, { tags: ["a".repeat(101)] }, { tags: Array(21).fill("a") }, { tags: ["a"], text: "b" }])
    assert.equal((await act(who, anna, { action: "tag", ...body })).status, 400, JSON.stringify(body));
  assert.equal((await act(who, anna, { action: "take", tags: ["a"] })).status, 400);
});

test("a ticket is rated by its customer, or by the desk, and by nobody who guesses its number", async (t) => {
  const { data, server, ask, act, anna, queue } = await start(t);
  const who = await ask(), other = await ask();
  await act(who, anna, { action: "close", outcome: "bug" });
  const rate = (value, key, ticket = who.number) => post(server, "/v1/feedback", { ticket, kind: "csat", value, text: "долго" }, key);
  assert.deepEqual([(await rate(1)).status, (await rate(1)).json.code], [401, "missing_authorization_header"]);
  assert.deepEqual([(await rate(1, { token: other.token })).status, (await rate(1, { token: other.token })).json.code], [403, "invalid_conversation_token"]);
  assert.equal((await rate(1, { token: "guessed" })).status, 403);
  assert.equal((await rate(1, { token: who.token }, "KB-2026-999999")).status, 403, "nor is told which there are");
  assert.equal((await rate(1, { token: addKey(data, "search") })).status, 403);
  assert.equal((await rate(5, { token: who.token })).status, 201);
  assert.equal((await rate(4, anna)).status, 201);
  assert.equal((await rate(4, anna, "KB-2026-999999")).status, 404);
  assert.deepEqual((await get(server, who.path, anna)).json.rated, { value: 4, reason: "", text: "долго", at: "2026-11-21T08:00:00Z" });
  assert.equal((await get(server, other.path, anna)).json.rated, null);
  assert.equal((await queue({ view: "closed" })).tickets[0].rating, 4);
  const helpful = (token) => post(server, "/v1/feedback", { answer_id: "nobody", kind: "helpful", value: 1 }, { token });
  assert.equal((await helpful("guessed")).status, 403, "a bearer that fits nothing is refused");
});

const canned = (t, text) => join(writeFiles(scratch(t), { "canned.yaml": text }), "canned.yaml");

test("replies that are given often come from a file", async (t) => {
  const file = canned(t, "# ours\nreceived:\n  ru:\n    name: Принято\n    text: |\n      {name}, заявка {ticket} у нас.\n      Ждите.\n  en: {name: Received, text: We have it.}\nbye:\n  ru: {name: Прощание, text: До свидания!}\n");
  const { server, anna } = await start(t, { args: ["--canned", file] });
  assert.deepEqual((await get(server, "/v1/desk/canned", anna)).json.canned, [
    { id: "received", lang: "ru", name: "Принято", text: "{name}, заявка {ticket} у нас.\nЖдите." },
    { id: "received", lang: "en", name: "Received", text: "We have it." },
    { id: "bye", lang: "ru", name: "Прощание", text: "До свидания!" },
  ]);
  assert.equal((await get(server, "/v1/desk/canned")).status, 401);
});

test("a file of replies that is not understood is refused at its line", (t) => {
  for (const [text, says] of [
    ["a:\n  ru: {name: А, text: Б}\nb:\n  de: {name: A, text: B}\n", /canned\.yaml:4: reply 'b': 'de' is no language/],
    ["a: {}\n", /:1: reply 'a' says nothing/], ["a: text\n", /:1: reply 'a' says nothing/],
    ["a:\n  ru: {name: А}\n", /:2: reply 'a': each language has a name and a text/],
    ["a:\n  ru: {name: А, text: Б, more: В}\n", /nothing else/],
    ["a:\n  ru:\n    name: А\n    text: \"Ваш {order}\"\n", /:4: .*only \{name\} and \{ticket\}/],
    [`a:\n  ru: {name: А, text: ${"б".repeat(2001)}}\n`, /at most/],
    ["a: [\n", /canned\.yaml:/],
  ]) {
    const refused = kladez(["serve", "--data", scratch(t), "--listen", "127.0.0.1:0", "--canned", canned(t, text)]);
    assert.equal(refused.status, 2, text);
    assert.match(refused.stderr, says);
  }
});
