// A conversation in the hands of people: when they answer, and what they do.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import { corpusData, kladez, scratch, serve, suggest, writeFiles } from "../lib/kladez.mjs";

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
  for (const [lang, opening, contact] of [["ru", "Мы на связи 23.11 (понедельник) с 09:00 (UTC+3).", "почту"], ["en", "We are here on 23.11 (Monday) from 09:00 (UTC+3).", "email"]]) {
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
