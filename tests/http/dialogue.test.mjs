// Random conversations through the API: nothing said twice, every message kept once, a person near.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { chance, check, documentedReasons, personIsNear, talk } from "../lib/dialogues.mjs";
import { corpusData, root, serve } from "../lib/kladez.mjs";

const conversations = 300, atOnce = 6;

test(`${conversations} random conversations`, async (t) => {
  const server = await serve(t, corpusData(t)), reasons = documentedReasons();
  let next = 0;
  await Promise.all(Array.from({ length: atOnce }, async () => {
    while (next < conversations) {
      const done = await talk(server, chance(++next), reasons);
      await check(done);
      await personIsNear(done);
    }
  }));
});

test("the rules of tickets go by reasons there are", () => {
  const rules = readFileSync(join(root, "desk/data/triage.yaml"), "utf8");
  const reasons = documentedReasons();
  const named = [...rules.matchAll(/^  reasons: \[(.*)\]$/gm)].flatMap((m) => m[1].split(", "));
  assert.ok(named.length > 0);
  assert.deepEqual(named.filter((reason) => !reasons.has(reason)), []);
});
