// Past conversations, decided again: under another policy, by a bot that only watched.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { questions } from "../lib/corpus.mjs";
import { addKey, corpusData, get, kladez, post, root, scratch, serve, suggest, writeFiles } from "../lib/kladez.mjs";

const standard = JSON.parse(readFileSync(join(root, "bot/data/policy.json"), "utf8"));

/** A policy file that differs from the standard one. */
const policy = (t, change) =>
  join(writeFiles(scratch(t), { "policy.json": JSON.stringify({ ...standard, ...change }) }), "policy.json");

/** Answers only what it was as good as told: an article's own question, an option picked. */
const shy = { cost_wrong: 1000 };

function replay(data, ...args) {
  const run = kladez(["replay", "--data", data, "--days", "0", "--json", ...args]);
  assert.equal(run.status, 0, run.stderr);
  return JSON.parse(run.stdout);
}

const some = questions().filter((_, i) => i % 40 === 0);

/** Conversations with answers, options picked, a rejection, a follow-up; how many turns the bot decided. */
async function talk(server) {
  let decided = 0;
  for (const { query } of some) {
    const first = await suggest(server, { text: query, filters: { tags: [] } });
    const on = { token: first.conversation_token }, { conversation_id } = first;
    const next = first.decision === "clarify" && first.clarify.options.length
      ? { choice: first.clarify.options[0].option_id } : { text: first.lang === "ru" ? "не помогло" : "that did not help" };
    const replies = [first, await suggest(server, { conversation_id, ...next }, on),
      await suggest(server, { conversation_id, text: first.lang === "ru" ? "а для юрлица?" : "and for a company?" }, on)];
    decided += replies.filter((reply) => reply.decision !== "silent").length;
  }
  return decided;
}

test("the same policy on the same articles decides as it did then, to the last figure", async (t) => {
  const data = corpusData(t), server = await serve(t, data);
  const decided = await talk(server);
  const same = replay(data);
  assert.equal(same.turns, decided);
  assert.equal(same.conversations, some.length);
  assert.deepEqual(same.changes, []);
  assert.deepEqual(same.before.decisions, same.after.decisions);
  assert.ok(same.after.decisions.answer > 0 && same.after.decisions.clarify > 0);
  const other = policy(t, shy);
  const less = replay(data, "--policy", other);
  assert.ok(less.after.decisions.answer < same.after.decisions.answer && less.changes.length > 0);
  assert.deepEqual(replay(data, "--policy", other, "--against", other).changes, []);
  assert.equal(replay(data, "--policy", other, "--against", join(root, "bot/data/policy.json")).changes.length, less.changes.length);
  for (const change of less.changes)
    assert.deepEqual(Object.keys(change.before).filter((k) => k !== "article_id"), ["decision", "reason", "confidence"]);
});

test("what came of a turn says which answers were right", async (t) => {
  const data = corpusData(t), server = await serve(t, data), desk = { token: addKey(data, "desk") };
  const good = await suggest(server, { text: "Как вернуть товар?" });
  const bad = await suggest(server, { text: "How do I return an item?" });
  assert.deepEqual([good.decision, bad.decision], ["answer", "answer"]);
  for (const [reply, helpful] of [[good, 1], [bad, 0]])
    await post(server, "/v1/feedback", { answer_id: reply.answer.answer_id, kind: "helpful", value: helpful });
  const asked = await suggest(server, { text: "Где мой заказ?" });
  const { handoff } = await suggest(server, { conversation_id: asked.conversation_id, text: "Позовите оператора" }, { token: asked.conversation_token });
  const { version } = (await get(server, `/v1/desk/tickets/${handoff.ticket}`, desk)).json;
  const closed = await post(server, `/v1/desk/tickets/${handoff.ticket}`,
    { action: "close", agent: "Анна", version, outcome: "existing_article", article_id: "ru/orders/order-status" }, desk);
  assert.equal(closed.status, 200, JSON.stringify(closed.json));
  const told = replay(data, "--policy", policy(t, shy));
  const meant = told.changes.find((c) => c.conversation_id === asked.conversation_id);
  const right = asked.answer?.article_id === "ru/orders/order-status" ? 2 : 1;
  assert.deepEqual([told.before.judged, told.before.right], [asked.answer ? 3 : 2, right]);
  assert.deepEqual([told.after.judged, told.after.right], [0, 0]);
  assert.equal(told.changes.find((c) => c.conversation_id === bad.conversation_id).helpful, false);
  if (asked.answer) assert.equal(meant.meant, "ru/orders/order-status");
});

test("the terminal is told the same, without what it would obey", async (t) => {
  const data = corpusData(t), server = await serve(t, data);
  await suggest(server, { text: "\u001b\u0007Как вернуть товар?" });
  const run = kladez(["replay", "--data", data, "--days", "0", "--policy", policy(t, shy)]);
  assert.equal(run.status, 0);
  assert.ok(!run.stdout.includes("\u001b"));
  assert.match(run.stdout, /^1 turns of 1 conversations, decided again on generation 1$/m);
  assert.match(run.stdout, /^answer +1 +0$/m);
  assert.match(run.stdout, /1 would change:\n.*\n {4}Как вернуть товар\?\n {2}answer \(.*\) ru\/payment\/return-goods -> /);
  const none = kladez(["replay", "--data", scratch(t)]);
  assert.notEqual(none.status, 0);
  const wrong = kladez(["replay", "--data", data, "--policy", policy(t, { cost_wrong: "much" })]);
  assert.equal(wrong.status, 2);
  assert.match(wrong.stderr, /cost_wrong/);
});

test("in shadow mode people answer, and what the bot would have said is for the desk alone", async (t) => {
  const data = corpusData(t), server = await serve(t, data, { args: ["--shadow"] });
  const desk = { token: addKey(data, "desk") };
  const first = await suggest(server, { text: "Как вернуть товар?" });
  const customer = { token: first.conversation_token }, { conversation_id } = first;
  assert.deepEqual([first.decision, first.reason, first.answer], ["handoff", "shadow", null]);
  const more = await suggest(server, { conversation_id, text: "Сколько стоит доставка?" }, customer);
  assert.equal(more.decision, "silent");
  await post(server, `/v1/conversations/${conversation_id}/messages`, { text: "Можно оплатить картой?" }, customer);

  const ticket = `/v1/desk/tickets/${first.handoff.ticket}`;
  const { transcript, about } = (await get(server, ticket, desk)).json;
  const trial = transcript.filter((turn) => turn.author === "bot" && turn.private);
  assert.equal(trial.length, 3);
  assert.deepEqual([trial[0].decision, trial[0].article_id], ["answer", "ru/payment/return-goods"]);
  assert.deepEqual(about.summary.tried, [], "the customer saw none of it");
  assert.equal(about.summary.question, "Как вернуть товар?");
  const seen = (await get(server, `/v1/conversations/${conversation_id}`, customer)).json.transcript;
  assert.deepEqual(seen.map((turn) => turn.author), ["customer", "bot", "customer", "customer"]);
  assert.ok(!seen.some((turn) => turn.private));

  const { version } = (await get(server, ticket, desk)).json;
  const taken = (await post(server, ticket, { action: "take", agent: "Анна", version }, desk)).json;
  await suggest(server, { conversation_id, text: "А сколько ждать?" }, customer);
  const after = (await get(server, ticket, desk)).json;
  assert.equal(after.transcript.filter((turn) => turn.author === "bot" && turn.private).length, 3, "a person has it now");
  assert.ok(after.version > taken.version);
  await post(server, ticket, { action: "close", agent: "Анна", version: after.version, outcome: "existing_article", article_id: "ru/payment/return-goods" }, desk);
  const told = replay(data);
  assert.deepEqual([told.turns, told.changes.length], [3, 0]);
  assert.ok(told.before.judged >= 1 && told.before.right >= 1);

  const dry = await suggest(server, { text: "Как вернуть товар?", dry_run: true });
  assert.equal(dry.decision, "answer", "a trial shows what the bot would say");
  const person = await suggest(server, { text: "Позовите оператора" });
  assert.equal(person.reason, "wants_person");
});
