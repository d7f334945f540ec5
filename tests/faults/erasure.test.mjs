// Erasing, killed at every step: a conversation is there whole or not at all, and what was begun is
// finished by asking again, or by the next server.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { customer } from "../lib/customer.mjs";
import { addKey, corpusData, faulty, get, kladez, post, serve, until } from "../lib/kladez.mjs";

const question = "Как вернуть товар?", contact = { email: "anna@example.com" }, talks = 3;

/** Several conversations of one person; the first went through a ticket. */
async function prepare(t) {
  const data = corpusData(t), server = await serve(t, data), desk = { token: addKey(data, "desk") }, people = [];
  for (let i = 0; i < talks; i++) {
    const who = customer(server);
    await who.say({ text: question, contact });
    people.push(who);
  }
  const { handoff: { ticket } } = await people[0].say("Позовите оператора");
  const path = `/v1/desk/tickets/${ticket}`, { version } = (await get(server, path, desk)).json;
  await post(server, path, { version, action: "close", agent: "Анна", outcome: "refund" }, desk);
  await server.stop();
  return { data, people, desk, admin: { token: addKey(data, "admin") } };
}

const inFiles = (data, words) => ["desk.db", "desk.db-wal"].map((name) => join(data, name)).filter(existsSync)
  .some((path) => readFileSync(path).includes(words));

/** How many turns each conversation has; 0: it is not there. */
const turns = (server, people, key) => Promise.all(people.map(async ({ id }) => {
  const { status, json } = await get(server, `/v1/conversations/${id}`, key);
  return status === 404 ? 0 : json.transcript.filter((turn) => turn.text && (turn.author !== "customer" || turn.turn_id)).length;
}));

for (const [step, time] of [[1, 1], [2, talks], [3, 1]]) {
  test(`killed at erase.${step}, time ${time}: all conversations of a person, or none`, async (t) => {
    const { data, people, desk, admin } = await prepare(t);
    const dying = await serve(t, data, { program: faulty, env: { KLADEZ_FAULT: `kill:erase.${step}:${time}` } });
    await assert.rejects(post(dying, "/v1/erasures", contact, admin));
    assert.deepEqual(await dying.ended, { code: null, signal: "SIGKILL" });
    const server = await serve(t, data), left = await turns(server, people, desk);
    assert.deepEqual(left, step < 3 ? [4, 2, 2] : [0, 0, 0]);
    const { json } = await post(server, "/v1/erasures", contact, admin);
    assert.equal(json.conversations, step < 3 ? talks : 0);
    await server.stop();
    await serve(t, data);
    await until(() => !inFiles(data, "anna@example.com"), "the files to be written anew");
  });
}

test("old conversations: a server that dies leaves each whole or erased, the next one goes on", async (t) => {
  const { data, people, desk } = await prepare(t), args = ["--conversations-days", "1"], pin = "2026-11-25T08:00:00Z";
  const dying = kladez(["serve", "--data", data, "--listen", "127.0.0.1:0", "--pin", pin, ...args],
    { program: faulty, env: { KLADEZ_FAULT: "kill:erase.1:2" } });
  assert.equal(dying.signal, "SIGKILL");
  assert.deepEqual(await turns(await serve(t, data, { pin }), people, desk), [4, 2, 2]);
  const server = await serve(t, data, { pin, args });
  await until(() => /conversations=3 turns=9 tickets=1/.test(server.log.all), "the line of the log");
  assert.deepEqual(await turns(server, people, desk), [0, 0, 0]);
});

test("a failing step is refused with a server error, and nothing is erased", async (t) => {
  for (const step of [1, 2]) {
    const { data, people, desk, admin } = await prepare(t);
    const server = await serve(t, data, { program: faulty, env: { KLADEZ_FAULT: `fail:erase.${step}` } });
    assert.equal((await post(server, "/v1/erasures", contact, admin)).status, 500);
    assert.deepEqual(await turns(server, people, desk), [4, 2, 2]);
    assert.equal((await post(server, "/v1/erasures", contact, admin)).json.conversations, talks);
  }
});
