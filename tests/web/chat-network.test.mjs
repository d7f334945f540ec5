// <kladez-chat> over reloads and other pages, in two windows, and without a network.
import assert from "node:assert/strict";
import { test } from "node:test";

import { now } from "../lib/kladez.mjs";
import { act, countRequests, eventually, gone, text, theServer, ticketOf, visible } from "./browser.mjs";
import { assertSame, enter, field, handOver, launch, open, panel, said, say, shown, startChat, state, tokenOf, transcript, words } from "./chat.mjs";

startChat();

test("a reload keeps the conversation, an unfinished message, and whether it is open", async (t) => {
  const page = await open(t);
  await handOver(page, words.ru);
  await page.fill(field, "недописано");
  await page.reload();
  await visible(page, state);
  assert.equal(await page.inputValue(field), "недописано");
  assert.equal(await page.evaluate(() => document.activeElement.localName), "body", "the page has the focus");
  await assertSame(page);
  await page.getByRole("button", { name: words.ru.close }).click();
  await page.reload();
  await page.getByRole("button", { name: words.ru.resume }).waitFor();
  assert.ok(await page.locator(panel).isHidden());
});

test("a person's words come while the chat is closed, or the page is another: they are counted, and shown once", async (t) => {
  const page = await open(t);
  const ticket = await handOver(page, words.ru);
  await page.getByRole("button", { name: words.ru.close }).click();
  await act(ticket, "reply", "первое");
  await page.getByRole("button", { name: "1 новое сообщение" }).waitFor();
  await page.reload();
  await page.getByRole("button", { name: "1 новое сообщение" }).waitFor();
  await act(ticket, "reply", "второе");
  await page.getByRole("button", { name: "2 новых сообщения" }).click();
  await eventually(() => said(page, "agent").count(), (n) => n === 2, "both");
  await act(ticket, "reply", "третье");
  await eventually(() => said(page, "agent").count(), (n) => n === 3, "the third");
  await assertSame(page);
  assert.equal(await page.locator("kladez-chat .badge").count(), 0);
});

test("a stream that breaks goes on where it was, a network that is gone as well", async (t) => {
  const page = await open(t);
  page.expected.push(/Failed to load resource/);
  const ticket = await handOver(page, words.ru);
  await act(ticket, "reply", "первое");
  await said(page, "agent").waitFor();
  await page.context().setOffline(true); // new requests fail; what is open may go on
  await act(ticket, "reply", "второе");
  await say(page, "вы тут?");
  await visible(page, "kladez-chat .delivery button");
  await act(ticket, "reply", "третье");
  await page.context().setOffline(false);
  await eventually(() => transcript(page), (lines) => lines.includes("customer: вы тут?"), "the customer's words");
  await eventually(() => said(page, "agent").count(), (n) => n === 3, "all replies");
  await gone(page, "kladez-chat .delivery");
  const all = await shown(page);
  assert.equal(new Set(all).size, all.length, "nothing twice");
});

test("a rating that does not arrive is said, and asked for again after a reload", async (t) => {
  const page = await open(t);
  page.expected.push(/Failed to load resource/);
  const ticket = await handOver(page, words.ru), rate = page.getByRole("button", { name: words.ru.rate });
  await act(ticket, "close");
  await page.route("**/v1/feedback", (route) => route.abort());
  await rate.click();
  await eventually(() => page.locator("kladez-chat .note").last().innerText(), (s) => /Не отправлено/.test(s), "word of it");
  await page.unroute("**/v1/feedback");
  await page.reload();
  await rate.click();
  await eventually(() => ticketOf(ticket), ({ rated }) => rated?.value === 4, "the rating at the desk");
});

test("where streams do not come through, the conversation is asked for", async (t) => {
  const page = await open(t);
  page.expected.push(/Failed to load resource/);
  await page.clock.install();
  await page.route("**/events", (route) => route.abort());
  const polls = countRequests(page, `/v1/conversations/${"x"}`);
  const ticket = await handOver(page, words.ru);
  await act(ticket, "reply", "первое");
  await eventually(async () => { await page.clock.runFor(1000); return said(page, "agent").count(); }, (n) => n === 1, "the reply, polled");
  await act(ticket, "reply", "второе");
  await eventually(async () => { await page.clock.runFor(1000); return said(page, "agent").count(); }, (n) => n === 2, "the next");
  await page.unroute("**/events");
  await act(ticket, "close");
  await eventually(async () => { await page.clock.runFor(1000); return page.locator("kladez-chat .rating").count(); }, (n) => n === 1, "the end");
  assert.equal(polls.n, 0);
  await assertSame(page);
});

test("without a network a message is kept over a reload, and sent once", async (t) => {
  const page = await open(t, { size: "phone", attributes: `identity="${tokenOf()}"` });
  page.expected.push(/Failed to load resource/);
  await page.route("**/v1/suggest", async (route) => { await route.fetch(); await route.abort(); }); // it arrives, its reply does not
  await say(page, words.ru.answered);
  await visible(page, "kladez-chat .delivery button");
  assert.match(await text(page, "kladez-chat .delivery"), /Не отправлено. Нет связи/);
  await page.evaluate(() => document.querySelector("kladez-chat").remove());
  await page.unroute("**/v1/suggest");
  const other = tokenOf({ exp: Date.parse(now) / 1000 + 900 }); // a page that is made anew has a new token
  await page.evaluate((token) => {
    const chat = document.createElement("kladez-chat");
    chat.setAttribute("identity", token);
    chat.setAttribute("lang", "ru");
    document.body.append(chat);
  }, other);
  await visible(page, "kladez-chat .source");
  await gone(page, "kladez-chat .delivery");
  assert.equal((await transcript(page, "kladez-c-17-chat")).length, 2);
});

test("messages that wait go out in order, in one conversation, when the network is back", async (t) => {
  const page = await open(t);
  page.expected.push(/Failed to load resource/);
  await page.context().setOffline(true);
  await say(page, words.ru.answered);
  await visible(page, "kladez-chat .delivery button");
  await say(page, words.ru.human);
  await say(page, "ещё одно");
  await eventually(() => page.locator("kladez-chat .delivery").count(), (n) => n === 3, "three messages that wait");
  await page.reload().catch(() => {});
  await page.context().setOffline(false);
  await page.goto(`${theServer().url}/host`);
  await visible(page, state);
  await eventually(() => page.locator("kladez-chat .delivery").count(), (n) => n === 0, "all messages sent");
  assert.deepEqual((await transcript(page)).filter((line) => line.startsWith("customer")).map((line) => line.slice(10)),
    [words.ru.answered, words.ru.human, "ещё одно"]);
});

test("two windows: what is said in one is in the other", async (t) => {
  const page = await open(t);
  const other = await page.context().newPage();
  await other.goto(page.url());
  await other.click(launch);
  await say(page, words.ru.answered);
  await other.locator("kladez-chat .source").waitFor();
  const ticket = await handOver(page, words.ru);
  await other.locator(state).waitFor();
  await act(ticket, "reply", "Здравствуйте!");
  for (const window of [page, other]) await said(window, "agent").waitFor();
  await say(other, "из второго окна");
  await eventually(() => said(page, "mine").last().innerText(), (s) => s.includes("из второго окна"), "the other window's words");
  for (const window of [page, other]) {
    const all = await shown(window);
    assert.equal(new Set(all).size, all.length, "nothing twice");
  }
});

test("a conversation the server has forgotten: said, and the message begins a new one", async (t) => {
  const page = await enter(t);
  page.expected.push(/Failed to load resource/);
  await page.evaluate(() => { localStorage["kladez-chat"] = JSON.stringify({ id: "01a1fd1e-8c00-7000-8000-00000000ffff", token: "wrong", ticket: "KB-2026-000001" }); });
  await page.reload();
  await eventually(() => page.getByRole("button", { name: words.ru.open }).count(), (n) => n === 1, "a button that begins anew");
  await page.click(launch);
  await say(page, words.ru.answered);
  await visible(page, "kladez-chat .source");
});
