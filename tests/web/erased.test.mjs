// A conversation is erased while an agent or its customer looks at it: nothing of it stays, on the page or in storage.
import assert from "node:assert/strict";
import { test } from "node:test";

import { post } from "../lib/kladez.mjs";
import { eventually, everywhere, gone, startAll, text, theServer, visible } from "./browser.mjs";
import { agent, keyOf, openTicket, reply, row, texts, waiting } from "./desk.mjs";

startAll();

const odd = "кракозяблики";

async function erase(who) {
  const { status, text: says } = await post(theServer(), "/v1/erasures", { conversation_id: who.id }, { token: keyOf("Ольга", "admin") });
  assert.equal(status, 200, says);
}

/** A ticket that is closed, and can be erased. */
async function closed(words = `Позовите оператора: у меня ${odd}`) {
  const who = await waiting(words, { name: "Аннушка" });
  await who.act({ action: "reply", text: `Нашли ${odd}` });
  await who.act({ action: "close", outcome: "refund" });
  return who;
}

const kept = (page) => page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
const held = async (page) => `${await page.content()} ${await kept(page)}`;

async function assertForgotten(page, number, lang) {
  await page.locator("#main [role=alert]", { hasText: texts[lang].erased.replace("{number}", number) }).waitFor();
  await row(page, number).waitFor({ state: "detached" });
  await eventually(() => held(page), (all) => ![odd, "Аннушка", "недописанное"].some((words) => all.includes(words)), "nothing to be left");
}

for (const [size, lang] of everywhere) {
  test(`${size}, ${lang}: an open ticket, its row and its draft go`, async (t) => {
    const who = await waiting(`Позовите оператора: у меня ${odd}`, { name: "Аннушка" }), page = await agent(t, { size, lang });
    page.expected.push(/Failed to load resource.*404/);
    await openTicket(page, who.number);
    await page.fill(".compose textarea", "недописанное");
    await who.act({ action: "close", outcome: "refund" });
    if (size === "phone") await page.click("#main .back");
    await page.click('[data-view="closed"]');
    await openTicket(page, who.number);
    assert.equal(await page.inputValue(".compose textarea"), "недописанное");
    await erase(who);
    await assertForgotten(page, who.number, lang);
    await page.click("#main .back");
    await visible(page, "#tickets");
  });
}

test("what is on its way to it goes, too, and does not come back as a draft", async (t) => {
  const who = await waiting(`Позовите оператора: у меня ${odd}`, { name: "Аннушка" }), page = await agent(t, { at: who.number, stay: true });
  page.expected.push(/Failed to load resource|ERR_INTERNET_DISCONNECTED/);
  await visible(page, ".turn");
  await page.context().setOffline(true);
  await reply(page, "недописанное");
  await page.locator(".pending", { hasText: texts.ru.notSent }).waitFor();
  await who.act({ action: "close", outcome: "refund" });
  await erase(who);
  await page.context().setOffline(false);
  await assertForgotten(page, who.number, "ru");
});

test("drafts of tickets that are not open, or were erased while nobody looked, go", async (t) => {
  const [one, two] = [await closed(), await closed()], page = await agent(t, { stay: true });
  page.expected.push(/Failed to load resource.*404/);
  await eventually(() => text(page, "#line"), (said) => said === "", "the line");
  const drafts = Object.fromEntries([one, two].map(({ number }) => [number, { action: "reply", text: "недописанное" }]));
  await page.evaluate((all) => localStorage.setItem("desk.drafts", JSON.stringify(all)), drafts);
  await erase(one);
  await eventually(() => kept(page), (all) => !all.includes(one.number), "the draft to go");
  assert.match(await kept(page), new RegExp(two.number));
  await page.goto("about:blank");
  await erase(two);
  await page.goto(`${theServer().url}/desk`);
  await eventually(() => kept(page), (all) => !all.includes("недописанное"), "the other to go");
});

test("a dialog of it is shut", async (t) => {
  const who = await waiting(), page = await agent(t, { at: who.number });
  page.expected.push(/Failed to load resource.*404/);
  await page.click('[data-act="tag"]');
  await page.fill("dialog [name=tags]", odd);
  await who.act({ action: "close", outcome: "spam" });
  await erase(who);
  await assertForgotten(page, who.number, "ru");
  await gone(page, "dialog");
});
