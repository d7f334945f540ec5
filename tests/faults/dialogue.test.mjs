// Random conversations with a server that is killed again and again, between any two steps of
// writing: every message is kept once, nothing is said twice, and each hand-off has one ticket.
import assert from "node:assert/strict";
import { test } from "node:test";

import { chance, check, documentedReasons, personIsNear, talk } from "../lib/dialogues.mjs";
import { corpusData, faulty, kladez, now, serve, suggest } from "../lib/kladez.mjs";

const conversations = 60, steps = 6, timesMost = 12;

test(`${conversations} random conversations under kill -9`, async (t) => {
  const data = corpusData(t), below = chance(7), reasons = documentedReasons();
  let living, deaths = 0, handoffs = 0;
  const live = async () => {
    living = await serve(t, data, {
      program: faulty, pin: new Date(Date.parse(now) + 1000 * deaths).toISOString().replace(".000", ""), // ids come of it
      env: { KLADEZ_FAULT: `kill:desk.${1 + below(steps)}:${1 + below(timesMost)}` },
    });
  };
  const server = { get url() { return living.url; } };
  const send = async (...args) => { // the same turn_id until there is a reply
    for (;;) {
      try {
        return await suggest(...args);
      } catch (error) {
        if (error.message !== "fetch failed" && error.message !== "terminated") throw error;
        assert.deepEqual(await living.ended, { code: null, signal: "SIGKILL" }, living.log.all);
        deaths++;
        await live();
      }
    }
  };

  await live();
  for (let n = 1; n <= conversations; n++) {
    const done = await talk(server, chance(n), reasons, send);
    await check(done);
    await personIsNear(done);
    handoffs++;
  }
  const tickets = kladez(["tickets", "--data", data, "--all"]).stdout.match(/KB-\d{4}-\d{6}/g);
  assert.equal(tickets.length, handoffs);
  assert.equal(new Set(tickets).size, handoffs);
  assert.ok(deaths >= 20, `${deaths} deaths`);
});
