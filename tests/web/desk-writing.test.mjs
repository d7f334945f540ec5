// What an agent writes: kept until it has arrived, sent once, and never over what happened meanwhile.
import assert from "node:assert/strict";
import { test } from "node:test";

import { eventually, gone, startAll, text, visible } from "./browser.mjs";
import { agent, openTicket, reply, shown, texts, waiting } from "./desk.mjs";

startAll();

test("drafts are kept for each ticket, over a reload, and as what they are", async (t) => {
  const [one, two] = [await waiting(), await waiting()], page = await agent(t);
  await openTicket(page, one.number);
  await page.click('[data-kind="note"]');
  await page.fill(".compose textarea", "заметка");
  await openTicket(page, two.number);
  assert.equal(await page.inputValue(".compose textarea"), "");
  await page.fill(".compose textarea", "ответ");
  await page.reload();
  await visible(page, ".turn");
  assert.equal(await page.inputValue(".compose textarea"), "ответ");
  await openTicket(page, one.number);
  await eventually(() => page.inputValue(".compose textarea"), (value) => value === "заметка", "the note");
  assert.equal(await page.getAttribute('[data-kind="note"]', "aria-pressed"), "true");
});

test("a reply whose receipt was lost is not said twice; one that never left goes out after a reload", async (t) => {
  const who = await waiting(), page = await agent(t, { at: who.number });
  page.expected.push(/ERR_FAILED|Failed to load/);
  await visible(page, ".turn");
  let lost = 0;
  await page.route("**/v1/desk/tickets/*", async (route) => {
    if (route.request().method() !== "POST" || lost++) return route.continue();
    await route.fetch();
    return route.abort();
  });
  await reply(page, "Один раз");
  await eventually(() => lost, (n) => n > 1, "another attempt");
  await page.locator("#toast", { hasText: texts.ru.sent }).waitFor();
  assert.deepEqual((await who.said()).filter((said) => said.startsWith("agent")), ["agent: Один раз"]);
  assert.equal(await shown(page, "Один раз").count(), 1);

  await page.unrouteAll({ behavior: "wait" });
  await page.route("**/v1/desk/tickets/*", (route) => (route.request().method() === "POST" ? route.abort() : route.continue()));
  await reply(page, "Второй ответ");
  await page.locator(".pending", { hasText: texts.ru.notSent }).waitFor();
  await page.unrouteAll({ behavior: "wait" });
  await page.reload();
  await eventually(() => who.said(), (said) => said.includes("agent: Второй ответ"), "the reply");
  await eventually(() => shown(page, "Второй ответ").count(), (n) => n === 1, "the reply, once");
});

test("what is sent before the last has arrived follows it; together they come back as a note", async (t) => {
  const who = await waiting(), page = await agent(t, { at: who.number });
  page.expected.push(/409/);
  await visible(page, ".turn");
  let meanwhile = async () => {}, go;
  const both = async () => {
    const held = new Promise((done) => { go = done; });
    await page.route("**/v1/desk/tickets/*", async (route) => {
      if (route.request().method() === "POST") { await held; await meanwhile(); }
      return route.continue();
    });
    await reply(page, "только нам", "note");
    await reply(page, "клиенту");
    assert.deepEqual(await page.locator(".pending .text").allInnerTexts(), ["только нам", "клиенту"]);
    go();
  };
  await both();
  await eventually(() => who.said(), (said) => said.includes("agent: клиенту"), "the reply");
  assert.deepEqual((await who.said()).slice(1), ["(private) agent: только нам", "agent: клиенту"]);
  await page.locator(".pending:empty").waitFor({ state: "attached" });

  await page.unrouteAll({ behavior: "wait" });
  meanwhile = async () => { await who.act({ action: "reply", text: "Я уже отвечаю" }); };
  await both();
  await visible(page, ".notice");
  assert.equal(await page.inputValue(".compose textarea"), "только нам\n\nклиенту");
  assert.equal(await page.getAttribute('[data-kind="note"]', "aria-pressed"), "true");
  assert.equal((await who.said()).filter((said) => said === "agent: клиенту").length, 1);
});

test("what is on its way stays in sight when the same words, said before, are heard of late", async (t) => {
  const who = await waiting(), page = await agent(t);
  let heard = 0, late = "", go;
  await page.route("**/v1/conversations/*/events", (route) => {
    heard++;
    return route.fulfill({ contentType: "text/event-stream", body: late });
  });
  await openTicket(page, who.number);
  await reply(page, "Минуту");
  await shown(page, "Минуту").waitFor();
  late = `event: message\ndata: ${JSON.stringify((await who.seen()).transcript.at(-1))}\n\n`;
  const held = new Promise((done) => { go = done; });
  await page.route("**/v1/desk/tickets/*", async (route) => {
    if (route.request().method() === "POST") await held;
    return route.continue();
  });
  for (const text of ["Минуту", "Минуту"]) await reply(page, text);
  const before = heard;
  await eventually(() => heard, (n) => n > before + 1, "what was said, late, and read to its end");
  assert.equal(await page.locator(".pending .text").count(), 2);
  go();
  await eventually(() => who.said(), (said) => said.filter((one) => one === "agent: Минуту").length === 3, "all three");
  await page.locator(".pending:empty").waitFor({ state: "attached" });
});

test("who writes while the conversation goes on is shown what changed, and keeps the text", async (t) => {
  const who = await waiting(), page = await agent(t, { at: who.number });
  page.expected.push(/409/);
  await visible(page, ".turn");
  let meanwhile = async () => { await who.act({ action: "reply", text: "Я уже отвечаю" }); };
  await page.route("**/v1/desk/tickets/*", async (route) => {
    if (route.request().method() === "POST") { await meanwhile(); meanwhile = async () => {}; }
    return route.continue();
  });
  await reply(page, "Мой ответ");
  await visible(page, ".notice");
  assert.match(await text(page, ".notice"), /Олег: Я уже отвечаю/);
  assert.equal(await page.inputValue(".compose textarea"), "Мой ответ");
  assert.ok(!(await who.said()).includes("agent: Мой ответ"));
  await page.click(".notice .main");
  await shown(page, "Мой ответ").waitFor();
  await gone(page, ".notice");
  assert.equal((await who.said()).filter((said) => said === "agent: Мой ответ").length, 1);

  meanwhile = async () => { await who.act({ action: "close", outcome: "abandoned" }); };
  await reply(page, "Поздно");
  await page.locator(".notice", { hasText: texts.ru.conflictClosed }).waitFor();
  assert.equal(await page.inputValue(".compose textarea"), "Поздно");
  assert.ok(await page.isDisabled(".compose .go .main"));
});
