// kladez eval on two indexes: what became better, what worse, and whether it could be chance.
import assert from "node:assert/strict";
import { join } from "node:path";
import { before, test } from "node:test";

import { index, kladez, scratch, writeFiles } from "../lib/kladez.mjs";

const things = ["alarm", "battery", "camera", "doorbell", "engine", "furnace", "garage", "heater", "intercom", "kettle", "lamp", "mixer"];
const article = (thing, words) => `---\ntitle: About the ${thing}\n---\n${words}\n`;

/** The articles; those named in `known` hold the words their question asks by. */
function helpCentre(known) {
  return Object.fromEntries(things.map((thing) =>
    [`en/${thing}.md`, article(thing, known.includes(thing) ? `Its zq7${thing} word stands here.` : "Nothing else is said of it.")]));
}

const line = (thing) => JSON.stringify({ query: `zq7${thing} word`, lang: "en", relevant: [`en/${thing}`] });
let folder, questions, half, all;

before((t) => {
  folder = scratch(t);
  writeFiles(folder, { "q.jsonl": things.map(line).join("\n") });
  questions = join(folder, "q.jsonl");
  half = join(folder, "half");
  all = join(folder, "all");
  index(half, writeFiles(join(folder, "a"), helpCentre(things.filter((_, i) => i % 2))));
  index(all, writeFiles(join(folder, "b"), helpCentre(things)));
});

function run(...args) {
  const { status, stdout, stderr } = kladez(["eval", ...args, questions]);
  assert.equal(status, 0, stderr);
  return stdout;
}

const difference = (...args) => JSON.parse(run("--json", ...args)).languages.en.search;

test("questions that gained are counted and listed, and the gain is no chance", () => {
  const d = difference("--data", all, "--against", half);
  assert.deepEqual([d.n, d.better, d.worse, d.same], [12, 6, 0, 6]);
  assert.deepEqual(d.moved.map((m) => m.query).sort(), things.filter((_, i) => i % 2 === 0).map((t) => `zq7${t} word`));
  assert.ok(d.moved.every((m) => m.rankAfter === 1 && m.rankBefore !== 1 && m["nDCG@10"] > 0));
  const { before, after, difference: gain, low, high, verdict } = d["success@1"];
  assert.deepEqual([before, after, gain, verdict], [0.5, 1, 0.5, "better"]);
  assert.ok(low > 0 && low < gain && gain < high && high < 1, `${low} to ${high}`);
});

test("the other way round it is worse; with itself there is no difference", () => {
  const d = difference("--data", half, "--against", all);
  assert.deepEqual([d.better, d.worse, d["nDCG@10"].verdict], [0, 6, "worse"]);
  const same = difference("--data", all, "--against", all);
  assert.deepEqual([same.same, same.moved.length, same["nDCG@10"].verdict], [12, 0, "no difference shown"]);
});

test("the table says the same as the JSON", () => {
  const text = run("--data", all, "--against", half, "--show", "4");
  assert.match(text, /^before: \S+half, generation 1\nafter: {2}\S+all, generation 1\nsearch en {2}n 12: 6 better, 0 worse, 6 the same\n/);
  assert.match(text, /^ {2}success@1 +0\.500 +1\.000 +\+0\.500 +\+0\.\d{3} to \+0\.\d{3} +better$/m);
  assert.match(text, /most better[^\n]*\n {4}\+1\.000 {3}- -> {3}1 {3}zq/);
  assert.equal(text.match(/zq/g).length, 4, "as many as --show says");
  assert.doesNotMatch(text, /most worse/);
});

test("two generations of one folder", () => {
  const data = join(folder, "grown"), source = join(folder, "c");
  index(data, writeFiles(source, helpCentre([])));
  index(data, writeFiles(source, helpCentre(things)));
  assert.equal(difference("--data", data, "--against", "1").better, 12);
  assert.equal(difference("--data", data, "--generation", "1", "--against", "2").worse, 12);
  assert.match(kladez(["eval", "--data", data, "--against", "7", questions]).stderr, /7/);
});

test("a run that was kept as JSON is compared with, also by another program", () => {
  const kept = join(writeFiles(folder, { "kept.json": run("--json", "--data", half) }), "kept.json");
  const whole = (against) => JSON.parse(run("--json", "--data", all, "--against", against)).languages;
  assert.deepEqual(whole(kept), whole(half));
  writeFiles(folder, { "other.jsonl": line("alarm").replace("zq7alarm", "zq7other"), "no.json": "{}" });
  const other = kladez(["eval", "--data", all, "--against", kept, join(folder, "other.jsonl")]);
  assert.match(`${other.status} ${other.stderr}`, /^2 kladez: .*kept\.json.*zq7other word/);
  assert.match(kladez(["eval", "--data", all, "--against", join(folder, "no.json"), questions]).stderr, /no\.json is no run/);
  assert.equal(kladez(["eval", "--data", all, "--against", join(folder, "missing"), questions]).status, 3);
});

test("the bot is compared, too", () => {
  const { bot } = JSON.parse(run("--json", "--data", all, "--against", half)).languages.en;
  assert.equal(bot.n, 12);
  assert.deepEqual([bot.accuracy.before, bot.accuracy.after, bot.accuracy.verdict], [0.5, 1, "better"]);
  assert.ok(bot.accuracy.low > 0 && bot.accuracy.low < 0.5 && bot.accuracy.high > 0.5, JSON.stringify(bot.accuracy));
  assert.equal(bot.brier.verdict, "better", "less of it is better");
  assert.ok(bot.brier.difference < 0);
  assert.equal(bot.outOfScopeNotAnswered.before, null, "there are no such questions");
  const text = run("--data", all, "--against", half);
  assert.match(text, /^bot {4}en {2}n 12\n/m);
  assert.match(text, /^ {2}best article right +0\.500 +1\.000 +\+0\.500 +\+0\.\d{3} to \+0\.\d{3} +better$/m);
  assert.doesNotMatch(text, /out of scope/);
  const same = JSON.parse(run("--json", "--data", all, "--against", all)).languages.en.bot;
  assert.ok(Object.values(same).every((figure) => !figure.verdict || figure.verdict === "no difference shown"));
});

test("a run of a program that kept nothing of the bot is compared by its search", () => {
  const kept = JSON.parse(run("--json", "--data", half));
  for (const question of kept.questions) delete question.bot;
  const old = join(writeFiles(folder, { "old.json": JSON.stringify(kept) }), "old.json");
  const { search, bot } = JSON.parse(run("--json", "--data", all, "--against", old)).languages.en;
  assert.equal(search.better, 6);
  assert.equal(bot, undefined);
});

test("one run has intervals of its own", () => {
  const { search, bot } = JSON.parse(run("--json", "--data", half)).languages.en;
  assert.equal(search["success@1"].mean, 0.5);
  assert.ok(search["success@1"].low > 0.1 && search["success@1"].low < 0.35, JSON.stringify(search));
  assert.ok(search["success@1"].high > 0.65 && search["success@1"].high < 0.9);
  assert.deepEqual([bot.n, bot.inScope, bot.accuracy.mean], [12, 12, 0.5]);
  assert.ok(bot.accuracy.low < 0.35 && bot.accuracy.high > 0.65);
  assert.match(run("--data", half), /^bot {4}en {2}n {4}12, 12 of them in scope .*\n {2}best article right +0\.500 +0\.\d+-0\.\d+$/m);
  assert.match(run("--data", half), /^search en {2}n {4}12 .* success@1 0\.500 .*\n +en {2}95 % of samples: .* success@1 0\.\d+-0\.\d+ /);
});
