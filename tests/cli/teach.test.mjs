// What the bot learns is taken over where nothing that it depends on changed, and is then just what
// it would learn from nothing; a publish that makes it clearly worse says so.
import assert from "node:assert/strict";
import { appendFileSync, cpSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { corpusData, kladez, root, scratch, writeFiles } from "../lib/kladez.mjs";

/** What it printed, and which of the two long steps it took. */
function index(data, ...sources) {
  const { status, stdout, stderr } = kladez(["index", "--data", data, ...sources]);
  assert.equal(status, 0, stderr);
  return { stdout, stderr, trained: /^Training the bot…$/m.test(stderr), calibrated: /^Calibrating the bot…$/m.test(stderr) };
}

const read = (data, name) => readFileSync(join(data, "index/current", name));
const calibration = (data) => JSON.parse(read(data, "calibration.json"));

test("what nothing changed is not learned again", (t) => {
  const sources = scratch(t), data = corpusData(t), article = join(sources, "en/account/change-email.md");
  cpSync(join(root, "corpus/articles"), sources, { recursive: true });
  writeFileSync(article, readFileSync(article, "utf8").replace(/^updatedAt:.*\n/m, "")); // that of the file
  let run = index(data, sources);
  const before = calibration(data), learned = read(data, "classes-en.dat");

  for (const [change, trained, calibrated] of [
    [() => utimesSync(article, 1e9, 1e9), false, false],
    [() => appendFileSync(article, "\nA sentence that no article had so far.\n"), false, true],
    [() => writeFileSync(article, readFileSync(article, "utf8").replace("questions:", "questions:\n  - Wherefore twofold?")), true, true],
  ]) {
    change();
    run = index(data);
    assert.match(run.stdout, / 1 changed, /, String(change));
    assert.deepEqual([run.trained, run.calibrated], [trained, calibrated], `${change}\n${run.stderr}`);
    if (!trained)
      assert.deepEqual(read(data, "classes-en.dat"), learned);
    if (!calibrated)
      assert.deepEqual({ ...calibration(data), generation: before.generation }, before);
  }

  const anew = scratch(t);
  run = index(anew, sources);
  assert.deepEqual([run.trained, run.calibrated], [true, true]);
  for (const lang of ["ru", "en"])
    for (const name of [`classes-${lang}.dat`, `classes-trial-${lang}-1.dat`])
      assert.deepEqual(read(anew, name), read(data, name), name);
  assert.deepEqual(calibration(anew).languages, calibration(data).languages);
});

test("a publish that makes the bot worse says so, and rollback is named", (t) => {
  const topics = ["printer", "router", "camera", "kettle", "lamp", "lock", "speaker", "doorbell", "heater", "scale",
    "fridge", "oven", "toaster", "vacuum", "charger", "headset", "monitor", "keyboard", "scooter", "drone"];
  const verbs = ["reset", "clean", "pair", "return", "mount"];
  const write = (folder, text) => writeFiles(folder, Object.fromEntries(topics.flatMap((topic) =>
    verbs.map((verb) => [`en/${topic}-${verb}.md`, text(topic, verb)]))));
  const data = scratch(t);
  const sources = write(scratch(t), (topic, verb) => `---
title: How to ${verb} the ${topic}
questions: ["${verb} my ${topic}", "I want to ${verb} a ${topic}", "${topic}: ${verb}", "can you ${verb} this ${topic}"]
---
To ${verb} the ${topic}, hold the button of the ${topic}.
`);
  assert.doesNotMatch(index(data, sources).stderr, /less well/);
  write(sources, (topic) => `---
title: Help with the ${topic}
questions: ["${topic} help", "help with my ${topic}", "the ${topic} does not work", "broken ${topic}"]
---
Hold the button.
`);
  const { stderr } = index(data);
  assert.match(stderr, /right answers from wrong ones \(en\) less well than in generation 1: AUROC 0\.\d{3} after 0\.\d{3}\. .*kladez rollback/);
});

test("the number of threads changes nothing", (t) => {
  const data = scratch(t), { fitted_at: _, ...several } = calibration(corpusData(t));
  index(data, "--threads", "1", join(root, "corpus"));
  const { fitted_at: __, ...one } = calibration(data);
  assert.deepEqual(one, several);
});
