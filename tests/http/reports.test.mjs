// What came of the requests: counted so that success is not flattered.
import assert from "node:assert/strict";
import { test } from "node:test";

import { customer } from "../lib/customer.mjs";
import { addKey, corpusData, get, post, serve } from "../lib/kladez.mjs";

const question = "Как вернуть товар?";

/** A data folder on which servers run one after the other, each at a time of its own. */
async function days(t) {
  const data = corpusData(t), desk = { token: addKey(data, "desk") };
  let server;
  return {
    desk,
    get server() { return server; },
    async at(pin) {
      await server?.stop();
      server = await serve(t, data, { pin });
      return server;
    },
    /** A customer known before, on the server that runs now. */
    say: (who, text) => post(server, "/v1/suggest", { text, conversation_id: who.id, lang: "ru" }, { token: who.token }),
    helpful: (reply, value) => post(server, "/v1/feedback", { answer_id: reply.answer.answer_id, kind: "helpful", value }),
    async act(number, body) {
      const path = `/v1/desk/tickets/${number}`, { version } = (await get(server, path, desk)).json;
      return post(server, path, { version, ...body }, desk);
    },
    report: async (query = "") => (await get(server, `/v1/desk/reports${query}`, desk)).json,
  };
}

test("what the customer said counts, silence is shown apart, who comes back takes it back", async (t) => {
  const d = await days(t);
  let server = await d.at("2026-11-02T08:00:00Z");
  const said = customer(server), words = customer(server), silent = customer(server), back = customer(server), thanks = customer(server);
  await d.helpful(await said.say(question), 1);
  for (const who of [words, back, thanks]) {
    await who.say(question);
    assert.equal((await who.say("Спасибо, помогло")).reason, "helped");
  }
  await silent.say(question);
  const rejected = customer(server);
  await d.helpful(await rejected.say(question), 0);
  await customer(server).say("Привет!");
  assert.deepEqual((await d.report()).bot, { confirmed: 4, assumed: 0, reopened: 0, rejected: 1, unanswered: 0, recent: 2 });

  await d.at("2026-11-04T08:00:00Z");
  assert.deepEqual((await d.report()).bot, { confirmed: 4, assumed: 1, reopened: 0, rejected: 1, unanswered: 1, recent: 0 });
  assert.equal((await d.say(back, "Как оплатить картой?")).json.decision, "answer");
  assert.equal((await d.say(thanks, "Спасибо")).json.reason, "thanks");
  const handed = (await d.say(silent, "Позовите оператора")).json;
  assert.equal(handed.decision, "handoff");
  const report = await d.report();
  assert.deepEqual(report.bot, { confirmed: 3, assumed: 0, reopened: 1, rejected: 1, unanswered: 1, recent: 0 }, "a person got the silent one after all");
  assert.equal(report.requests, 7);
  assert.equal((await d.report("?days=1")).requests, 1, "the others began before");
  assert.equal((await get(d.server, "/v1/desk/reports?days=0", d.desk)).status, 400);
  assert.equal((await get(d.server, "/v1/desk/reports")).status, 401);
});

test("hand-offs by reason, waits with those nobody answered beside them, outcomes, stars", async (t) => {
  const d = await days(t);
  let server = await d.at("2026-11-02T08:00:00Z");
  const people = Array.from({ length: 6 }, () => customer(server));
  for (const who of people) Object.assign(who, { number: (await who.say("Позовите оператора")).handoff.ticket });
  const [one, two, three, four, five, six] = people.map((who) => who.number);
  for (const [pin, number] of [["2026-11-02T08:10:00Z", one], ["2026-11-02T08:20:00Z", two], ["2026-11-02T09:00:00Z", three]]) {
    await d.at(pin);
    await d.act(number, { action: "reply", text: "Здравствуйте" });
  }
  await d.act(one, { action: "close", outcome: "refund" });
  await d.act(two, { action: "close", outcome: "refund" });
  await d.act(four, { action: "close", outcome: "spam" });
  await d.act(five, { action: "return" });
  const rate = (who, value) => post(d.server, "/v1/feedback", { ticket: who.number, kind: "csat", value }, { token: who.token });
  for (const [who, value] of [[people[0], 5], [people[1], 1], [people[1], 2]]) assert.equal((await rate(who, value)).status, 201);
  await d.say(people[0], "Спасибо");
  await d.say(people[1], question);
  const report = await d.report();
  assert.deepEqual(report.handed_off, { total: 6, reasons: { wants_person: 6 } });
  assert.deepEqual(report.tickets, { closed: 4, outcomes: { refund: 2, none: 1, spam: 1 }, reopened: 1 });
  assert.deepEqual(report.first_answer, { answered: 3, unanswered: 3, median_seconds: 1200, p80_seconds: 3600 });
  assert.deepEqual(report.ratings, { asked: 4, counts: [0, 1, 0, 0, 1], given: 2, mean: 3.5 });
  assert.equal(report.requests, 6 + Object.values(report.bot).reduce((sum, n) => sum + n));
  assert.equal((await get(d.server, `/v1/desk/tickets/${six}`, d.desk)).json.ticket.answered_at, null);
});

test("nothing happened yet: nothing is known, rather than 0", async (t) => {
  const d = await days(t);
  await d.at("2026-11-02T08:00:00Z");
  const report = await d.report();
  assert.equal(report.requests, 0);
  assert.deepEqual([report.first_answer.median_seconds, report.first_answer.p80_seconds, report.ratings.mean], [null, null, null]);
});

test("more conversations than are read at once are all counted", async (t) => {
  const d = await days(t), server = await d.at("2026-11-02T08:00:00Z");
  for (let i = 0; i < 26; i++) await Promise.all(Array.from({ length: 20 }, () => customer(server).say("Привет!")));
  assert.equal((await d.report()).bot.recent, 520);
});
