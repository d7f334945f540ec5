// A server that dies between any two steps loses nothing that was acknowledged: whoever asks
// again gets the reply, the conversation goes on, there is one ticket, and it is told.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";

import { addKey, corpusData, faulty, get, kladez, post, serve, until } from "../lib/kladez.mjs";

const id = (name) => `a-long-turn-id-${name}`;

/** What a customer does, in order. Each is [what, request]; `c` is the conversation so far. */
const story = [
  ["question", () => ["/v1/suggest", { turn_id: id(1), text: "Как вернуть товар?" }]],
  ["person", (c) => ["/v1/suggest", { turn_id: id(2), conversation_id: c.conversation_id, text: "Позовите оператора", contact: { email: "anna@example.com" } }]],
  ["silent", (c) => ["/v1/suggest", { turn_id: id(3), conversation_id: c.conversation_id, text: "Коробка помята" }]],
  ["message", (c) => [`/v1/conversations/${c.conversation_id}/messages`, { turn_id: id(4), text: "И чек потерян" }]],
  ["button", (c) => [`/v1/conversations/${c.conversation_id}/handoff`, { turn_id: id(5), text: "Вы ещё здесь?" }]],
  ["reply", (c) => [`/v1/desk/tickets/${ticket}`, { turn_id: id(6), version: 5, action: "reply", agent: "Анна", text: answer }, c.desk]],
  ["close", (c) => [`/v1/desk/tickets/${ticket}`, { turn_id: id(7), version: 6, action: "close", agent: "Анна", outcome: "refund" }, c.desk]],
];
const ticket = "KB-2026-000001", answer = "Здесь, вернём деньги";
const said = ["Как вернуть товар?", "Позовите оператора", "Коробка помята", "И чек потерян", "Вы ещё здесь?"];

async function receiver(t) {
  const calls = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (part) => { body += part; }).on("end", () => {
      calls.push({ id: request.headers["x-kb-delivery"], event: request.headers["x-kb-event"], body });
      response.end();
    });
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  t.after(() => new Promise((done) => { server.closeAllConnections(); server.close(done); }));
  return { calls, args: ["--webhook", `http://127.0.0.1:${server.address().port}/`, "--webhook-secret", "s"] };
}

/** Tells the story to a server that is started anew whenever it died; returns how often it did. */
async function tell(t, data, fault, args) {
  let server = await serve(t, data, { program: faulty, env: { KLADEZ_FAULT: fault }, args });
  const desk = addKey(data, "desk");
  let deaths = 0, c = { desk };
  for (const [what, request] of story) {
    const [path, body, key] = request(c);
    let reply;
    while (!reply) {
      try {
        reply = await post(server, path, body, { token: key ?? c.conversation_token });
      } catch (error) {
        if (error.name === "AssertionError" || !/fetch failed|terminated|ECONN|other side/.test(`${error.message} ${error.cause}`)) throw error;
        assert.deepEqual(await server.ended, { code: null, signal: "SIGKILL" }, server.log.all);
        deaths++;
        server = await serve(t, data, { args, pin: "2026-11-21T08:05:00Z" });
      }
    }
    assert.equal(reply.status, 200, `${what}: ${reply.text}`);
    if (reply.json.conversation_token) c = { desk, ...reply.json };
  }
  return { deaths, c, server };
}

async function check(data, server, c) {
  const { turns } = (await get(server, `/v1/conversations/${c.conversation_id}/transcript`, { token: c.conversation_token })).json;
  assert.deepEqual(turns.filter((turn) => turn.author === "customer").map((turn) => turn.text), said);
  assert.deepEqual(turns.filter((turn) => turn.author === "agent").map((turn) => turn.text), [answer]);
  const list = kladez(["tickets", "--data", data, "--all"]).stdout;
  assert.deepEqual(list.match(/KB-\d{4}-\d{6}/g), [ticket]);
  assert.match(list, /closed/);
}

for (let step = 1; step <= 6; step++) {
  test(`killed at desk.${step}, at each time it is reached`, async (t) => {
    for (let time = 1; ; time++) {
      const data = corpusData(t);
      const { deaths, c, server } = await tell(t, data, `kill:desk.${step}:${time}`, []);
      await check(data, server, c);
      await server.stop();
      if (deaths === 0) {
        assert.ok(time > 1, `desk.${step} is never reached`);
        break;
      }
    }
  });
}

for (const step of ["deliver.1", "deliver.2"]) {
  test(`killed at ${step}: every notice arrives, none is made anew`, async (t) => {
    const { calls, args } = await receiver(t);
    const data = corpusData(t);
    const { c, server } = await tell(t, data, `kill:${step}`, args);
    await check(data, server, c);
    await server.stop();
    await serve(t, data, { args, pin: "2026-11-21T09:05:00Z" });
    const kinds = () => new Map(calls.map((call) => [call.id, call.event]));
    await until(() => kinds().size >= 7, "every notice");
    const events = [...kinds().values()];
    assert.equal(events.filter((e) => e === "handoff.requested").length, 1);
    assert.equal(events.filter((e) => e === "message.created").length, 4);
    assert.equal(events.filter((e) => e === "conversation.closed").length, 1);
    for (const call of calls)
      assert.equal(call.body, calls.find((other) => other.id === call.id).body);
  });
}

test("a failing step is refused with a server error, and a retry goes through", async (t) => {
  for (let step = 1; step <= 5; step++) {
    const data = corpusData(t);
    const server = await serve(t, data, { program: faulty, env: { KLADEZ_FAULT: `fail:desk.${step}` } });
    const desk = addKey(data, "desk");
    let c = { desk }, refused = 0;
    for (const [what, request] of story) {
      const [path, body, key] = request(c);
      let reply = await post(server, path, body, { token: key ?? c.conversation_token });
      if (reply.status >= 500) {
        refused++;
        await until(() => /level=error at=\w+ id=\S+ msg="the desk stopped at desk/.test(server.log.all), "the log to say why");
        reply = await post(server, path, body, { token: key ?? c.conversation_token });
      }
      assert.equal(reply.status, 200, `${what}: ${reply.text}`);
      if (reply.json.conversation_token) c = { desk, ...reply.json };
    }
    assert.equal(refused, 1, `desk.${step}`);
    await check(data, server, c);
  }
});
