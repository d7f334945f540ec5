// What happens in a conversation, sent to those who look at it: once, in order, over broken lines.
import assert from "node:assert/strict";
import { test } from "node:test";

import { addKey, corpusData, get, kladez, post, serve, suggest, until } from "../lib/kladez.mjs";

/** Follows a stream of events; they gather in `events`. */
async function follow(server, path, { token, lastEventId } = {}) {
  const stop = new AbortController();
  const headers = { ...(token && { Authorization: `Bearer ${token}` }), ...(lastEventId !== undefined && { "Last-Event-ID": String(lastEventId) }) };
  const reply = await fetch(server.url + path, { headers, signal: stop.signal });
  const followed = { status: reply.status, type: reply.headers.get("content-type"), events: [], ended: false, beats: 0 };
  const read = async () => {
    let text = "";
    for await (const part of reply.body.pipeThrough(new TextDecoderStream())) {
      const blocks = (text += part).split("\n\n");
      text = blocks.pop();
      for (const block of blocks) {
        const fields = Object.fromEntries(block.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]));
        if (block.startsWith(":")) followed.beats++;
        if (fields.event) followed.events.push({ ...fields, data: JSON.parse(fields.data) });
      }
    }
  };
  followed.done = read().catch(() => {}).finally(() => { followed.ended = true; });
  followed.stop = () => stop.abort();
  followed.turns = () => followed.events.filter((e) => e.event === "message").map((e) => e.data.turn);
  followed.has = (test, what) => until(() => followed.events.find(test), what);
  return followed;
}

async function handedOver(t) {
  const data = corpusData(t), server = await serve(t, data);
  const first = await suggest(server, { text: "Позовите оператора" });
  const { conversation_id, conversation_token: token } = first, desk = { token: addKey(data, "desk") };
  const ticket = `/v1/desk/tickets/${first.handoff.ticket}`, events = `/v1/conversations/${conversation_id}/events`;
  const act = async (action, text) => {
    const { version } = (await get(server, ticket, desk)).json;
    return post(server, ticket, { action, text, agent: "Анна", version, ...(action === "close" && { outcome: "account_action" }) }, desk);
  };
  return { data, server, conversation_id, token, desk, act, events, number: first.handoff.ticket };
}

test("a customer sees what a person writes, once and in order, and nothing that is private", async (t) => {
  const { server, conversation_id, token, act, events } = await handedOver(t);
  const customer = await follow(server, events, { token });
  assert.deepEqual([customer.status, customer.type], [200, "text/event-stream"]);
  await customer.has((e) => e.event === "state", "how it stands");
  assert.deepEqual(customer.turns(), [1, 2]);
  await act("take");
  await act("note", "между нами");
  await act("reply", "Здравствуйте!");
  await post(server, `/v1/conversations/${conversation_id}/messages`, { text: "Спасибо" }, { token });
  await customer.has((e) => e.data.text === "Спасибо", "the customer's own words");
  const shown = customer.events.filter((e) => e.event === "message");
  assert.deepEqual(shown.map((e) => e.data.author), ["customer", "bot", "agent", "customer"]);
  assert.deepEqual(shown.map((e) => Number(e.id)), shown.map((e) => e.data.turn));
  assert.ok(!shown.some((e) => e.data.private || e.data.text.includes("между нами")));
  const state = (status) => customer.events.filter((e) => e.event === "state" && e.data.status === status).at(-1)?.data;
  assert.deepEqual([state("queued").agent, state("assigned").agent], [undefined, "Анна"]);
  await act("close");
  await customer.has((e) => e.data.status === "closed", "the end");
  assert.equal(state("closed").agent, undefined);
  customer.stop();
});

test("who comes back goes on where they left off", async (t) => {
  const { server, token, act, events } = await handedOver(t);
  await act("reply", "первое");
  await act("reply", "второе");
  const whole = await follow(server, events, { token });
  await whole.has((e) => e.data.text === "второе", "the last reply");
  const at = whole.turns().at(-2);
  whole.stop();
  await whole.done;
  await act("reply", "третье");
  const rest = await follow(server, events, { token, lastEventId: at });
  await rest.has((e) => e.data.text === "третье", "what was missed");
  assert.deepEqual(rest.events.filter((e) => e.event === "message").map((e) => e.data.text), ["второе", "третье"]);
  rest.stop();
  const odd = await follow(server, events, { token, lastEventId: "odd" });
  await odd.has((e) => e.data.text === "третье", "everything");
  assert.equal(odd.turns()[0], 1);
  odd.stop();
});

test("a conversation of a megabyte comes whole, in order, then how it stands", async (t) => {
  const { server, conversation_id, token, events, act } = await handedOver(t), text = "слово ".repeat(700);
  for (let i = 0; i < 130; i++)
    await post(server, `/v1/conversations/${conversation_id}/messages`, { text: `${i} ${text}` }, { token });
  await act("note", "между нами");
  await act("reply", "Здравствуйте!");
  const customer = await follow(server, events, { token });
  const state = await customer.has((e) => e.event === "state", "how it stands");
  assert.equal(customer.events.at(-1), state);
  assert.deepEqual(customer.turns(), Array.from({ length: 134 }, (_, i) => i + 1).filter((n) => n !== 133));
  await act("reply", "Вы на связи?");
  await customer.has((e) => e.data.text === "Вы на связи?", "what is said next");
  customer.stop();
});

test("the desk sees every ticket that changes, and private turns", async (t) => {
  const { server, desk, act, events, number } = await handedOver(t);
  const board = await follow(server, "/v1/desk/events", desk);
  const agent = await follow(server, events, desk);
  await agent.has((e) => e.event === "state", "how it stands");
  await act("note", "между нами");
  await agent.has((e) => e.data.private && e.data.text === "между нами", "the note");
  await act("take");
  const taken = await board.has((e) => e.event === "ticket" && e.data.state === "taken", "the ticket");
  assert.deepEqual([taken.data.number, taken.data.assignee], [number, "Анна"]);
  const other = await suggest(server, { text: "Соедините с человеком" });
  await board.has((e) => e.data.number === other.handoff.ticket, "another customer's ticket");
  board.stop();
  agent.stop();
});

test("a key that is removed hears nothing more by streams it had open", async (t) => {
  const { data, server, token, act, events } = await handedOver(t), other = { token: addKey(data, "editor") };
  const id = kladez(["keys", "--data", data]).stdout.split("\n").find((line) => line.includes("editor")).split(" ")[0];
  const board = await follow(server, "/v1/desk/events", other), agent = await follow(server, events, other);
  const customer = await follow(server, events, { token });
  await agent.has((e) => e.event === "state", "how it stands");
  await customer.has((e) => e.event === "state", "how it stands");
  const heard = agent.events.length;
  assert.equal(kladez(["keys", "--data", data, "remove", id]).status, 0);
  await act("note", "между нами");
  await act("reply", "Здравствуйте!");
  await until(() => board.ended && agent.ended, "the end of both");
  assert.deepEqual([board.events, agent.events.length], [[], heard]);
  await customer.has((e) => e.data.text === "Здравствуйте!", "what the customer goes on hearing");
  assert.ok(!customer.ended);
  customer.stop();
});

test("who has nothing to hear gets a sign of life, however much others hear", async (t) => {
  const { server, events, token, act } = await handedOver(t), other = await suggest(server, { text: "Соедините с человеком" });
  const quiet = await follow(server, `/v1/conversations/${other.conversation_id}/events`, { token: other.conversation_token });
  const busy = await follow(server, events, { token });
  for (const end = Date.now() + 25000; !quiet.beats && Date.now() < end;) {
    await act("reply", "Ещё минуту");
    await new Promise((done) => setTimeout(done, 500));
  }
  assert.ok(quiet.beats > 0);
  quiet.stop();
  busy.stop();
});

test("a conversation is followed with its token alone, by few", async (t) => {
  const { server, token, events, desk } = await handedOver(t);
  assert.equal((await get(server, events)).status, 401);
  assert.equal((await get(server, events, { token: "guessed" })).status, 403);
  assert.equal((await get(server, "/v1/desk/events", { token })).status, 403);
  assert.equal((await get(server, "/v1/conversations/nobody/events", desk)).status, 404);
  const many = await Promise.all(Array.from({ length: 8 }, () => follow(server, events, { token })));
  const full = await get(server, events, { token });
  assert.deepEqual([full.status, full.headers.get("retry-after")], [503, "1"]);
  many.forEach((one) => one.stop());
});

test("a server that stops ends what is followed", async (t) => {
  const { server, token, events, desk } = await handedOver(t);
  const all = [await follow(server, events, { token }), await follow(server, "/v1/desk/events", desk)];
  assert.deepEqual(await server.stop(), { code: 0, signal: null });
  await Promise.all(all.map((one) => one.done));
  assert.ok(all.every((one) => one.ended));
});

test("many follow at once, and others are answered", async (t) => {
  const { data, server, token, act, events } = await handedOver(t);
  const talks = await Promise.all(Array.from({ length: 300 }, () => suggest(server, { text: "Позовите оператора" })));
  const all = await Promise.all(talks.map((talk) => follow(server, `/v1/conversations/${talk.conversation_id}/events`, { token: talk.conversation_token })));
  assert.ok(all.every((one) => one.status === 200));
  const mine = await follow(server, events, { token });
  await act("reply", "Вы на связи?");
  await mine.has((e) => e.data.text === "Вы на связи?", "the reply among 300 others");
  const metrics = await get(server, "/metrics", { token: addKey(data, "admin") });
  assert.match(metrics.text, /^kladez_followers 301$/m);
  all.forEach((one) => one.stop());
  mine.stop();
});
