// What customers' questions could teach, for the people who edit articles.
import assert from "node:assert/strict";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { articles } from "../lib/fixture.mjs";
import { customer } from "../lib/customer.mjs";
import { addKey, get, index, post, root, scratch, serve, suggest, writeFiles } from "../lib/kladez.mjs";

const lists = { suggestions: "/v1/editor/suggestions", gaps: "/v1/editor/gaps", articles: "/v1/editor/articles" };

async function desk(t, files) {
  const folder = scratch(t), source = join(folder, "help"), data = join(folder, "data");
  if (files) writeFiles(source, files);
  else cpSync(join(root, "corpus"), source, { recursive: true });
  index(data, source);
  const server = await serve(t, data), agent = { token: addKey(data, "desk") }, editor = { token: addKey(data, "editor") };
  return {
    data, source, server, agent, editor,
    list: async (what, key = editor) => (await get(server, lists[what], key)).json[what],
    decide: (what, id, body, key = editor) => post(server, `${lists[what]}/${id}`, { by: "Анна", ...body }, key),
    async unsolved(text, outcome, article_id) {
      const who = customer(server), first = await who.say(text);
      const { handoff } = first.handoff ? first : await who.say("Позовите оператора");
      const path = `/v1/desk/tickets/${handoff.ticket}`, { version } = (await get(server, path, agent)).json;
      await post(server, path, { action: "close", version, agent: "Анна", outcome, article_id }, agent);
    },
  };
}

test("only editors see and decide", async (t) => {
  const d = await desk(t);
  const search = { token: addKey(d.data, "search") }, admin = { token: addKey(d.data, "admin") };
  for (const path of Object.values(lists)) {
    assert.equal((await get(d.server, path)).status, 401);
    for (const key of [search, d.agent]) assert.equal((await get(d.server, path, key)).status, 403);
    for (const key of [d.editor, admin]) assert.equal((await get(d.server, path, key)).status, 200);
  }
  assert.equal((await d.decide("suggestions", "x", { action: "dismiss" }, d.agent)).status, 403);
});

test("a suggestion is approved, in an editor's words or the customers', and dismissed", async (t) => {
  const d = await desk(t), article = "ru/orders/order-status";
  for (const text of ["Где спят сверчки зимой?", "Чем кормить фиолетовую черепаху?", "Как подковать деревянную лошадку?"])
    await d.unsolved(text, "existing_article", article);
  const [a, b, c] = await d.list("suggestions");
  const approved = await d.decide("suggestions", a.id, { action: "approve" });
  assert.deepEqual([approved.status, approved.json], [200, { status: "approved", file: join(d.source, "words/questions.txt") }]);
  await d.decide("suggestions", b.id, { action: "approve", questions: ["Сказано редактором"] });
  assert.deepEqual((await d.decide("suggestions", c.id, { action: "dismiss" })).json, { status: "dismissed" });
  assert.deepEqual(await d.list("suggestions"), []);
  const lines = readFileSync(approved.json.file, "utf8").split("\n").filter((line) => line.includes(" -> ru/"));
  assert.deepEqual(lines, [`${a.questions[0]} -> ${article}`, `Сказано редактором -> ${article}`]);
  index(d.data);
  assert.equal((await suggest(d.server, { text: a.questions[0] })).answer.article_id, article);
});

test("what had no word in it, or is in another language, is no question to learn from", async (t) => {
  const d = await desk(t);
  for (const text of ["фывапр", "Wo ist meine Bestellung?"])
    await d.unsolved(text, "existing_article", "ru/orders/order-status");
  assert.deepEqual([await d.list("suggestions"), await d.list("gaps")], [[], []]);
});

test("a gap is dismissed, and cannot be approved", async (t) => {
  const d = await desk(t);
  await d.unsolved("Принимаете ли вы к оплате ракушки каури?", "new_knowledge");
  const [gap] = await d.list("gaps");
  assert.match((await d.decide("gaps", gap.id, { action: "approve" })).json.detail, /must be dismiss/);
  assert.equal((await d.decide("gaps", gap.id, { action: "dismiss" })).status, 200);
  assert.deepEqual(await d.list("gaps"), []);
  assert.equal((await d.decide("gaps", gap.id, { action: "dismiss" })).status, 404);
});

test("what is no decision is told, and nothing is done", async (t) => {
  const d = await desk(t), article = "ru/orders/order-status";
  await d.unsolved("Где спят сверчки зимой?", "existing_article", article);
  const [{ id }] = await d.list("suggestions");
  for (const [body, code] of [[{ action: "learn" }, "invalid_decision_action"], [{ action: "approve", by: "" }, "invalid_decision_by"],
    [{ action: "dismiss", questions: ["a"] }, "invalid_decision_questions"], [{ action: "approve", colour: 1 }, "bad_request"],
    [{ action: "approve", questions: ["две\nстроки"] }, undefined], [{ action: "approve", questions: ["?"] }, undefined]]) {
    const reply = await d.decide("suggestions", id, body);
    assert.equal(reply.status, 400, JSON.stringify(body));
    if (code) assert.equal(reply.json.code, code);
  }
  assert.equal((await d.list("suggestions")).length, 1);
});

test("an editor who may not see an article is not told of it", async (t) => {
  const d = await desk(t, articles);
  await d.unsolved("Где ночует шмель?", "existing_article", "ru/secret");
  assert.equal((await d.list("suggestions"))[0].article_id, "ru/secret");
  const key = { token: addKey(d.data, "editor", "--audiences", "partner") };
  assert.deepEqual(await d.list("suggestions", key), []);
  const tagged = { token: addKey(d.data, "editor", "--tags", "доставка") };
  assert.deepEqual(await d.list("suggestions", tagged), []);
});
