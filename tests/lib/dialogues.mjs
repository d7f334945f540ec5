// Conversations of random turns, and what must hold in each.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { customer } from "./customer.mjs";
import { root } from "./kladez.mjs";

const turnsMost = 7;

const words = [
  "Как вернуть товар?", "как оплатить", "доставка", "а в Казахстан?", "сколько это стоит?", "How do I get a refund?",
  "paying by card", "and for business?", "Какая высота Эвереста?", "погода на завтра", "хаб не работает",
  "Как вернуть товар? И ещё: сколько идёт посылка?", "How do I pay? Also, when do I get my money back?",
  "где мой заказ № 12345", "не помогло", "нет, не то", "that didn't help", "да", "да, помогло", "нет", "no", "2",
  "первый", "ничего из этого", "привет", "спасибо", "ты бот?", "оператор", "agent", "не надо оператора",
  "безобразие!", "СКОЛЬКО МОЖНО ЖДАТЬ!!!", "мой аккаунт взломали", "???", "asdfgh qwerty",
];

/** The same numbers in every run (mulberry32). */
export function chance(seed) {
  return (below) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/** The first column of the table of reasons. */
export function documentedReasons() {
  const [, table] = readFileSync(join(root, "docs/http-api.md"), "utf8").split("### Reasons\n");
  return new Set([...table.split("\n## ")[0].matchAll(/^\| `(\w+)` \|/gm)].map((m) => m[1]));
}

/** A conversation; `send` as in customer.mjs. */
export async function talk(server, below, reasons, send) {
  const who = customer(server, send), said = [], replies = [];
  for (let turns = 1 + below(turnsMost); turns; turns--) {
    const options = replies.at(-1)?.clarify?.options ?? [];
    const option = options.length && below(2) ? options[below(options.length)] : null;
    const text = option ? option.label : words[below(words.length)];
    const reply = await who.say(option ? { text, choice: option.option_id } : text);
    said.push(text);
    replies.push(reply);
    assert.ok(reasons.has(reply.reason), `${reply.reason} stands in no table of docs/http-api.md`);
    if (reply.decision === "handoff") break;
    assert.ok(reply.messages.length, "never a dead end");
  }
  return { who, said, replies };
}

/** What was sent is in the transcript once and in order; what the bot said, too, never twice. */
export async function check({ who, said, replies }) {
  const { turns } = (await who.get("/transcript")).json;
  const by = (author) => turns.filter((turn) => turn.author === author).map((turn) => turn.text);
  assert.deepEqual(by("customer"), said);
  assert.equal(by("bot").length, replies.length);
  const texts = replies.flatMap((reply) => reply.messages.map((m) => m.text));
  assert.equal(new Set(texts).size, texts.length, texts.join("\n---\n"));
  assert.ok(replies.filter((reply) => reply.decision === "clarify").length <= 2);
}

/** Two calls for a person lead to one, whatever the state. */
export async function personIsNear({ who, replies }) {
  if (replies.at(-1).decision === "handoff") return;
  const one = await who.say("оператор");
  const two = one.decision === "handoff" ? one : await who.say("оператор");
  assert.equal(two.decision, "handoff", JSON.stringify([one, two]));
  assert.match(two.handoff.ticket, /^KB-/);
}
