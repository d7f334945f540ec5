// The chat: questions, answers, choices, a person, and what happens when the network does not.
import assert from "node:assert/strict";
import { test } from "node:test";

import { bothWays, countRequests, eventually, everywhere, gone, newPage, openChat, questionFor, say, startAll, text, transcript, visible } from "./browser.mjs";

const words = {
  ru: { answered: "Как вернуть товар?", title: "Как вернуть товар", unclear: ["доставка", "оплата", "возврат"], none: "Ничего из этого", human: "позовите оператора", more: /Читать статью/, state: /у сотрудника/, reached: /передано сотруднику/, start: /Опишите вопрос/ },
  en: { answered: "How do I return goods?", title: "How to return goods", unclear: ["delivery", "payment", "battery"], none: "None of these", human: "I want to talk to a person", more: /Read the whole article/, state: /with our staff/, reached: /has reached our staff/, start: /Describe your question/ },
};
const ticket = /KB-\d{4}-\d{6}/;

startAll(async () => {
  for (const w of Object.values(words)) w.unclear = await questionFor("clarify", w.unclear);
});

const lastOf = async (page) => (await page.locator("#talk > :not(.contact)").last().innerText());

for (const [size, lang] of everywhere) {
  const w = words[lang];

  test(`${size}, ${lang}: a question, an answer with its article, and the article`, async (t) => {
    const page = await newPage(t, { size, lang });
    await openChat(page);
    assert.match(await text(page, ".said.bot"), w.start);
    await say(page, w.answered);
    await visible(page, ".said .more");
    assert.equal(await text(page, ".said.mine"), w.answered);
    assert.equal(await page.inputValue("#say"), "");
    const answer = await page.locator(".said.bot").nth(1).innerText();
    assert.ok(answer.includes(w.title), "where it stands is said");
    assert.match(answer, w.more);
    assert.doesNotMatch(answer, /\{|undefined|null|%/);
    await page.click(".said .more");
    await page.waitForURL("**/articles/**");
    assert.equal(await text(page, "#article h1"), w.title);
    assert.equal(await page.locator("#chat").isVisible(), size === "desktop", "on a phone the article is what is seen");
  });
}

for (const [size, lang] of bothWays) {
  const w = words[lang];

  test(`${size}, ${lang}: unsure, the bot asks; the choice is answered`, async (t) => {
    const page = await newPage(t, { size, lang });
    await openChat(page);
    await say(page, w.unclear);
    await visible(page, ".options");
    const labels = await page.locator(".options button").allInnerTexts();
    assert.ok(labels.length >= 3);
    assert.equal(labels.at(-1), w.none);
    assert.equal(await page.locator(".said .more").count(), 0, "a question back is not an answer");
    await page.locator(".options button").first().click();
    await visible(page, ".said .more");
    assert.equal(await page.locator(".said.mine").last().innerText(), labels[0]);
    assert.ok((await page.locator(".said.bot").last().innerText()).includes(labels[0]));
    assert.equal(await page.getByRole("button", { name: w.none }).count(), 0, "choices of before are gone");
  });

  test(`${size}, ${lang}: asked for a person, there is a ticket; later words are said to reach the person`, async (t) => {
    const page = await newPage(t, { size, lang });
    await openChat(page);
    await say(page, w.human);
    await visible(page, "#chat-state");
    assert.match(await text(page, "#chat-state"), w.state);
    const number = (await text(page, "#chat-state")).match(ticket)[0];
    assert.ok((await page.locator(".said.bot").last().innerText()).includes(number));
    assert.ok(await page.locator("#person").isHidden(), "there is no need to ask twice");
    await say(page, "SVK12345678901");
    await eventually(() => lastOf(page), (s) => w.reached.test(s), "word that it reaches the person");
    assert.ok((await transcript(page)).includes("customer: SVK12345678901"));
  });

  test(`${size}, ${lang}: the button to a person, ${size === "phone" ? "first thing" : "after a question"}`, async (t) => {
    const page = await newPage(t, { size, lang });
    await openChat(page);
    if (size === "desktop") {
      await say(page, w.answered);
      await visible(page, ".said .more");
    }
    await page.click("#person");
    await visible(page, "#chat-state");
    assert.match(await text(page, "#chat-state"), ticket);
    assert.match((await transcript(page)).at(-1), ticket);
  });
}

test("who waits for a person can say where the answer should go; it reaches the desk with the ticket", async (t) => {
  const page = await newPage(t, { size: "phone" });
  await openChat(page);
  await say(page, words.ru.human);
  await visible(page, "#contact");
  await page.fill("#contact", "ivan@");
  await page.click(".contact button");
  assert.match(await text(page, ".contact label"), /не похоже/);
  assert.equal(await page.getAttribute("#contact", "aria-invalid"), "true");
  await page.reload();
  await page.fill("#contact", "ivan@example.com");
  const sent = page.waitForRequest("**/v1/suggest");
  await page.click(".contact button");
  assert.deepEqual((await sent).postDataJSON().contact, { email: "ivan@example.com" });
  await eventually(() => lastOf(page), (s) => words.ru.reached.test(s), "word that it reaches the person");
  assert.equal(await page.locator("#contact").count(), 0, "asked once");
  await page.reload();
  await visible(page, "#chat-state");
  assert.equal(await page.locator("#contact").count(), 0);
});

test("a reload keeps the conversation: what was said, the ticket, the open choices", async (t) => {
  const page = await newPage(t, { size: "phone" });
  await openChat(page);
  await say(page, words.ru.unclear);
  await visible(page, ".options");
  await page.reload();
  await visible(page, ".options");
  assert.equal(await text(page, ".said.mine"), words.ru.unclear);
  await page.getByRole("button", { name: words.ru.none }).click();
  await eventually(() => page.locator(".said.bot").count(), (n) => n >= 3, "an answer to the choice");
  await gone(page, ".delivery");
  await page.click("#close-chat");
  assert.equal(await text(page, "#open-chat"), "Продолжить разговор");
  await page.click("#open-chat");
  if (await page.locator("#chat-state").isHidden()) await page.click("#person");
  await visible(page, "#chat-state");
  const number = (await text(page, "#chat-state")).match(ticket)[0];
  await page.reload();
  await visible(page, "#chat-state");
  assert.ok((await text(page, "#chat-state")).includes(number));
  assert.deepEqual(await page.locator(".said.mine > p").allInnerTexts(),
    (await transcript(page)).filter((line) => line.startsWith("customer: ")).map((line) => line.slice(10)));
});

test("the conversation goes on in another window, and a new one can be begun", async (t) => {
  const page = await newPage(t);
  await openChat(page);
  await say(page, words.ru.answered);
  await visible(page, ".said .more");
  const other = await page.context().newPage();
  await other.goto(page.url());
  assert.equal(await text(other, "#open-chat"), "Продолжить разговор");
  await other.click("#open-chat");
  await visible(other, ".said .more");
  await other.click("#new-chat");
  await gone(other, ".said .more");
  assert.equal(await other.locator(".said.mine").count(), 0);
  assert.equal(await other.evaluate(() => localStorage.chat), undefined);
});

test("without a network the message is kept, and can be sent again", async (t) => {
  const page = await newPage(t, { size: "phone" });
  page.expected.push(/Failed to load resource/);
  await openChat(page);
  await page.route("**/v1/suggest", (route) => route.abort());
  await say(page, words.ru.answered);
  await visible(page, ".delivery button");
  assert.match(await text(page, ".delivery"), /Не отправлено. Нет связи/);
  assert.equal(await page.locator(".said.mine > p").first().innerText(), words.ru.answered);

  await page.reload();
  await page.route("**/v1/suggest", (route) => route.abort());
  await visible(page, ".delivery button");
  assert.equal(await page.locator(".said.mine > p").first().innerText(), words.ru.answered, "a reload loses nothing");
  await page.unroute("**/v1/suggest");
  await page.click(".delivery button");
  await visible(page, ".said .more");
  await gone(page, ".delivery");
  assert.deepEqual((await transcript(page)).filter((line) => line.startsWith("customer")), [`customer: ${words.ru.answered}`]);
});

test("messages that wait go out in order, in one conversation, when the network is back", async (t) => {
  const page = await newPage(t);
  page.expected.push(/Failed to load resource/);
  await openChat(page);
  await page.context().setOffline(true);
  await say(page, words.ru.answered);
  await visible(page, ".delivery button");
  await say(page, words.ru.human);
  await say(page, "ещё одно");
  await eventually(() => page.locator(".delivery").count(), (n) => n === 3, "three messages that wait");
  await page.context().setOffline(false); // the browser tells the page
  await visible(page, "#chat-state");
  await eventually(() => page.locator(".delivery").count(), (n) => n === 0, "all messages sent");
  assert.deepEqual((await transcript(page)).filter((line) => line.startsWith("customer")).map((line) => line.slice(10)),
    [words.ru.answered, words.ru.human, "ещё одно"]);
});

test("a reply that got lost: the server has the message once, and answers it again", async (t) => {
  const page = await newPage(t);
  page.expected.push(/Failed to load resource/);
  await openChat(page);
  await page.route("**/v1/suggest", async (route) => {
    await route.fetch(); // it arrives
    await route.abort(); // its reply does not
  });
  await say(page, words.ru.human);
  await visible(page, ".delivery button");
  await page.unroute("**/v1/suggest");
  await page.click(".delivery button");
  await visible(page, "#chat-state");
  assert.equal((await transcript(page)).filter((line) => line === `customer: ${words.ru.human}`).length, 1);
});

test("pressing twice sends once", async (t) => {
  const page = await newPage(t);
  await openChat(page);
  const turns = countRequests(page, "/v1/suggest");
  await page.fill("#say", words.ru.unclear);
  await page.dblclick("#ask button");
  await visible(page, ".options");
  assert.equal(turns.n, 1);
  await page.locator(".options button").first().dblclick();
  await visible(page, ".said .more");
  assert.equal(turns.n, 2);
  const handoffs = [];
  page.on("request", (request) => { if (request.url().endsWith("/handoff")) handoffs.push(request); });
  await page.locator("#person").evaluate((node) => { node.click(); node.click(); });
  await visible(page, "#chat-state");
  assert.equal(handoffs.length, 1);
  assert.equal((await transcript(page)).filter((line) => ticket.test(line)).length, 1);
});

test("a server that is busy is asked again by itself, then the customer may", async (t) => {
  const page = await newPage(t, { lang: "en", size: "phone" });
  page.expected.push(/Failed to load resource/);
  await openChat(page);
  const busy = [429, 503, 503];
  await page.route("**/v1/suggest", (route) => busy.length
    ? route.fulfill({ status: busy.shift(), contentType: "application/problem+json", headers: { "Retry-After": "1" }, body: "{\"code\":\"busy\"}" })
    : route.continue());
  await say(page, words.en.answered);
  await visible(page, ".delivery button");
  assert.equal(busy.length, 1, "once more by itself, not for ever");
  assert.match(await text(page, ".delivery"), /Not sent. The server is busy just now/);
  await page.click(".delivery button"); // refused, waits, taken
  await visible(page, ".said .more");
  await gone(page, ".delivery");
});

test("a conversation the server has forgotten: said, and the message begins a new one", async (t) => {
  const page = await newPage(t);
  page.expected.push(/Failed to load resource/);
  await openChat(page);
  await page.evaluate(() => { localStorage.chat = JSON.stringify({ id: "01a1fd1e-8c00-7000-8000-00000000ffff", token: "wrong" }); });
  await page.reload();
  await eventually(() => lastOf(page), (s) => /больше недоступен/.test(s), "word of the lost conversation");
  await say(page, words.ru.answered);
  await visible(page, ".said .more");
});

test("whether an answer helped can be told; if not, the bot goes on", async (t) => {
  const page = await newPage(t);
  await openChat(page);
  await say(page, words.ru.answered);
  const told = page.waitForRequest("**/v1/feedback");
  await page.getByRole("button", { name: "Помогло", exact: true }).click();
  assert.equal((await told).postDataJSON().value, 1);
  assert.equal((await (await told).response()).status(), 201);
  assert.match(await lastOf(page), /Спасибо/);
  await say(page, "Сколько стоит доставка?");
  const refused = page.waitForRequest("**/v1/feedback");
  await page.getByRole("button", { name: "Не помогло" }).click();
  assert.equal((await refused).postDataJSON().value, 0);
  await eventually(() => transcript(page), (lines) => lines.at(-2) === "customer: Не помогло", "the bot to hear of it");
});

test("Enter sends, Shift+Enter begins a line, Escape closes, and the focus comes back", async (t) => {
  const page = await newPage(t);
  await page.focus("#open-chat");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "say");
  await page.keyboard.type("Как вернуть");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("товар?");
  assert.equal(await page.inputValue("#say"), "Как вернуть\nтовар?");
  await page.keyboard.press("Enter");
  await visible(page, ".said .more");
  await page.keyboard.type("недописано");
  await page.keyboard.press("Escape");
  assert.ok(await page.locator("#chat").isHidden());
  assert.equal(await page.evaluate(() => document.activeElement.id), "open-chat");
  await page.reload();
  await page.click("#open-chat");
  assert.equal(await page.inputValue("#say"), "недописано", "an unfinished message is kept");
});

test("where the customer was reading goes to the desk; what they write is shown as text", async (t) => {
  const page = await newPage(t, { path: "/articles/ru/delivery/delivery-times" });
  await openChat(page);
  const asked = page.waitForRequest("**/v1/suggest");
  await say(page, "<img src=x onerror=alert(1)> <b>жирно</b>");
  assert.equal((await asked).postDataJSON().context_article_id, "ru/delivery/delivery-times");
  await eventually(() => page.locator(".said.bot").count(), (n) => n >= 2, "a reply");
  assert.equal(await page.locator("#talk img, #talk b").count(), 0);
});
