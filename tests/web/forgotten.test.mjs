// <kladez-chat> when its conversation was erased: nothing of it stays, a new one begins, and nothing said since is lost.
import assert from "node:assert/strict";
import { test } from "node:test";

import { kladez } from "../lib/kladez.mjs";
import { act, everywhere, eventually, newPage, startAll, text, theServer, visible } from "./browser.mjs";

const words = {
  ru: { question: "Как вернуть товар?", human: "позовите оператора", expired: /больше недоступен/ },
  en: { question: "How do I return goods?", human: "I want to talk to a person", expired: /no longer available/ },
};
const launch = "kladez-chat .launch", field = "kladez-chat #field", state = "kladez-chat .state", log = "kladez-chat [role=log]";

startAll();

const pageOf = (lang) => (server) => `<!doctype html><html lang="${lang}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><title>Shop</title></head><body>
<kladez-chat lang="${lang}"></kladez-chat><script type="module" src="${server}/kladez-chat.js"></script></body></html>`;

const kept = (page) => page.evaluate(() => JSON.parse(localStorage["kladez-chat"] || "{}"));

async function say(page, q) {
  const replied = page.waitForResponse((reply) => reply.url().endsWith("/v1/suggest") && reply.status() === 200);
  await page.fill(field, q);
  await page.keyboard.press("Enter");
  return (await replied).json();
}

async function enter(t, options) {
  const page = await newPage(t, { path: "/host", html: pageOf(options.lang), ...options });
  page.expected.push(/Failed to load resource.*404/);
  await visible(page, launch);
  await page.click(launch);
  await page.locator("kladez-chat .said.bot").first().waitFor();
  return page;
}

function forget(id) {
  const { status, stderr } = kladez(["forget", "--data", theServer().data, id]);
  assert.equal(status, 0, stderr);
}

const expires = (page, w) => eventually(() => text(page, log), (all) => w.expired.test(all), "the chat to say so");

for (const [size, lang] of everywhere) {
  const w = words[lang];

  test(`${size}, ${lang}: the next turn begins a new conversation and is answered`, async (t) => {
    const page = await enter(t, { size, lang }), { conversation_id } = await say(page, w.question);
    forget(conversation_id);
    const reply = await say(page, w.question);
    await expires(page, w);
    assert.equal(await page.locator("kladez-chat .said.mine").count(), 1, "what was erased is not shown");
    assert.notEqual(reply.conversation_id, conversation_id);
    assert.equal(reply.decision, "answer");
    assert.equal((await kept(page)).id, reply.conversation_id);
  });

  test(`${size}, ${lang}: who looks at it sees nothing of it any more`, async (t) => {
    const page = await enter(t, { size, lang }), { conversation_id } = await say(page, w.question);
    await page.fill(field, "недописанное");
    forget(conversation_id);
    await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange"))); // back from another tab
    await expires(page, w);
    assert.equal(await page.locator("kladez-chat .said.mine, kladez-chat .options").count(), 0);
    assert.ok(!(await text(page, log)).includes(w.question));
    assert.deepEqual(await kept(page), {});
    assert.equal(await page.inputValue(field), "недописанное", "nobody was told that yet");
    assert.equal((await say(page, w.question)).decision, "answer");
  });

  test(`${size}, ${lang}: after a reload nothing of it is there`, async (t) => {
    const page = await enter(t, { size, lang }), { conversation_id } = await say(page, w.question);
    forget(conversation_id);
    await page.reload(); // it stays open
    await expires(page, w);
    assert.ok(!(await text(page, log)).includes(w.question));
    assert.equal((await kept(page)).id, undefined);
    assert.equal((await say(page, w.question)).decision, "answer");
  });
}

test("who waited for a person and missed the end is told, and the chat goes on with the bot", async (t) => {
  const page = await enter(t, { size: "desktop", lang: "ru" }), news = "**/v1/conversations/**";
  page.expected.push(/Failed to load resource/);
  await page.route(news, (route) => route.abort());
  const { conversation_id, handoff } = await say(page, words.ru.human);
  await visible(page, state);
  await act(handoff.ticket, "close");
  forget(conversation_id);
  await page.unroute(news);
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await expires(page, words.ru);
  assert.equal((await kept(page)).ticket, undefined);
  assert.equal((await say(page, words.ru.question)).decision, "answer");
});
