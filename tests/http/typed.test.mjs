// However a question is typed, the bot decides the same; where nothing was asked, it answers nothing.
// The floors are a little below what was measured, and go up when it does.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { disturbed } from "../../bench/disturb.mjs";
import { foreign, nonsense } from "../../bench/nonsense.mjs";
import { corpusData, root, serve, suggest } from "../lib/kladez.mjs";

const seed = 1, each = 4;
const floors = { greeting: 0.98, caps: 0.99, space: 0.99, yo: 0.99, typo1: 0.92, layout: 0.93, translit: 0.9 };

const folder = join(root, "corpus/questions");
const questions = readdirSync(folder).sort()
  .flatMap((name) => readFileSync(join(folder, name), "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line).query))
  .filter((_, i) => i % each === 0);

const decide = async (server, text) => {
  const { decision, answer } = await suggest(server, { text, dry_run: true });
  return `${decision} ${answer?.article_id ?? ""}`;
};

test("a question is decided alike however it is typed", async (t) => {
  const server = await serve(t, corpusData(t), { args: ["--rate", "0"] });
  const plain = [];
  for (const text of questions) plain.push(await decide(server, text));
  for (const [kind, floor] of Object.entries(floors)) {
    let n = 0, same = 0;
    for (const [i, text] of questions.entries()) {
      const typed = disturbed(kind, text, seed);
      if (typed === text) continue;
      n++;
      same += await decide(server, typed) === plain[i];
    }
    assert.ok(same >= floor * n, `${kind}: ${same} of ${n} decided alike, at least ${floor} were`);
  }
});

test("nonsense and other languages are not answered", async (t) => {
  const server = await serve(t, corpusData(t), { args: ["--rate", "0"] });
  for (const text of [...nonsense(seed, 100), ...foreign])
    assert.doesNotMatch(await decide(server, text), /^answer/, text);
});

test("who writes in another language is told which are understood, then handed over", async (t) => {
  const server = await serve(t, corpusData(t), { args: ["--rate", "0"] });
  const unknown = [];
  for (const text of foreign) {
    const { decision, reason, confidence } = await suggest(server, { text, dry_run: true });
    if (reason !== "foreign_language") unknown.push(text);
    else assert.deepEqual([decision, confidence], ["clarify", 0], text);
  }
  assert.ok(unknown.length <= 0.03 * foreign.length, unknown.join("\n"));
  const first = await suggest(server, { text: "Quiero cancelar mi suscripción" });
  assert.equal(first.clarify.options.length, 0);
  for (const part of [/English and Russian/, /английском и русском/, /"agent"/, /«оператор»/])
    assert.match(first.clarify.question, part);
  const second = await suggest(server, { text: "Wie kann ich kündigen?", conversation_id: first.conversation_id },
    { token: first.conversation_token });
  assert.deepEqual([second.decision, second.reason], ["handoff", "foreign_language"]);
  assert.match((await suggest(server, { text: "Як змінити пароль?" })).clarify.question, /^Справка есть только на русском и английском/);
});

test("words written together with не are understood as two", async (t) => {
  const server = await serve(t, corpusData(t), { args: ["--rate", "0"] });
  for (const [together, apart] of [["неприходят уведомления", "не приходят уведомления"], ["непришел код из смс", "не пришел код из смс"]])
    assert.equal(await decide(server, together), await decide(server, apart), together);
  assert.match(await decide(server, "неприходят уведомления"), /^answer/);
});

test("a name in the other alphabet is no change of language, a sentence is", async (t) => {
  const server = await serve(t, corpusData(t), { args: ["--rate", "0"] });
  const { conversation_id, conversation_token: token, lang } = await suggest(server, { text: "where do you deliver" });
  assert.equal(lang, "en");
  assert.equal((await suggest(server, { text: "minsk", conversation_id }, { token })).lang, "en");
  assert.equal((await suggest(server, { text: "how much is it to minsk", conversation_id }, { token })).lang, "en");
  assert.equal((await suggest(server, { text: "kak vernut dengi", conversation_id }, { token })).lang, "ru");
});
