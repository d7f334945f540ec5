// An indexer that dies at any moment harms nobody: readers go on, the next run publishes.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { indexing, load, places, random, revise, revisionOf } from "../lib/load.mjs";
import { kladez, scratch, serve } from "../lib/kladez.mjs";

const rounds = Number(process.env.ROUNDS || 100);

async function start(t) {
  const { data, source } = places(scratch(t));
  assert.equal((await indexing(data, revise(source, 1))).status, 0);
  const server = await serve(t, data, { pin: null });
  return { data, source, server };
}

async function ends(data, source) {
  const run = await indexing(data, source);
  assert.equal(run.status, 0, run.stderr);
}

const leftOver = (data) => readdirSync(join(data, "index")).filter((name) => name.endsWith(".tmp"));

test(`${rounds} kills of an indexer at seeded moments, under load`, async (t) => {
  const { data, source, server } = await start(t);
  const next = random(20260101), load_ = load(server);
  const began = performance.now();
  await ends(data, revise(source, 2));
  const whole = performance.now() - began;
  let killed = 0;

  let round = 3;
  for (; killed < rounds; round++) {
    const run = await indexing(data, revise(source, round), { killAfter: next() * whole });
    if (run.signal) killed++;
    else assert.equal(run.status, 0, run.stderr);
    if (round % 10 === 0) {
      await ends(data, source);
      assert.equal(await revisionOf(server), round);
    }
  }
  await ends(data, revise(source, round));
  assert.equal(await revisionOf(server), round);
  assert.deepEqual(leftOver(data), []);
  const replies = await load_.end();
  t.diagnostic(`${killed} of ${round - 2} runs were killed, ${replies} replies meanwhile, none failed`);
  assert.ok(replies > rounds);
});

test("a kill at each numbered step of publishing, under load", async (t) => {
  const { data, source, server } = await start(t);
  const load_ = load(server);
  for (let step = 1; step <= 9; step++) {
    const run = await indexing(data, revise(source, 2 * step), { fault: `kill:publish.${step}` });
    assert.equal(run.signal, "SIGKILL", `publish.${step} was not reached`);
    assert.equal(await revisionOf(server), step >= 8 ? 2 * step : 2 * step - 1);
    await ends(data, revise(source, 2 * step + 1));
    assert.equal(await revisionOf(server), 2 * step + 1);
    assert.deepEqual(leftOver(data), []);
  }
  await load_.end();
});

test("a step that fails is said, and nothing is published", async (t) => {
  const { data, source, server } = await start(t);
  for (let step = 1; step <= 7; step++) {
    const run = await indexing(data, revise(source, step + 1), { fault: `fail:publish.${step}` });
    assert.equal(run.status, 3, run.stderr);
    assert.match(run.stderr, /No space left on device/);
    assert.equal(await revisionOf(server), 1);
  }
});

test(`${rounds} publishes under load: no failed request, the new is there with the next one`, async (t) => {
  const { data, source, server } = await start(t);
  const load_ = load(server);
  for (let round = 2; round < rounds + 2; round++) {
    await ends(data, revise(source, round));
    assert.equal(await revisionOf(server), round);
  }
  t.diagnostic(`${await load_.end()} replies meanwhile, none failed`);
  assert.equal(kladez(["generations", "--data", data]).stdout.match(/^\D*\d+/gm).length, 5, "old generations go");
});

test("one indexer at a time: the second says so and changes nothing", async (t) => {
  const { data, source } = await start(t);
  revise(source, 2);
  const runs = await Promise.all(Array.from({ length: 4 }, () => indexing(data, source)));
  const done = runs.filter((run) => run.status === 0), busy = runs.filter((run) => run.status === 3);
  assert.ok(done.length >= 1 && done.length + busy.length === 4, JSON.stringify(runs));
  for (const run of busy) assert.match(run.stderr, /another|running|indexer/i);
});

test("back to an older generation while it is served", async (t) => {
  const { data, source, server } = await start(t);
  await ends(data, revise(source, 2));
  assert.equal(await revisionOf(server), 2);
  assert.equal(kladez(["rollback", "--data", data]).status, 0);
  assert.equal(await revisionOf(server), 1);
  assert.equal(kladez(["rollback", "--data", data, "2"]).status, 0);
  assert.equal(await revisionOf(server), 2);
  const wrong = kladez(["rollback", "--data", data, "77"]);
  assert.notEqual(wrong.status, 0);
  assert.match(wrong.stderr, /77/);
});
