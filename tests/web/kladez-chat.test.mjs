// <kladez-chat> on a page with a strict policy: the bot, a person, who the customer is, keys and fingers.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { contract } from "../lib/contract.mjs";
import { root } from "../lib/kladez.mjs";
import { act, countRequests, eventually, everywhere, gone, text, ticketOf, visible } from "./browser.mjs";
import { assertSame, enter, field, handOver, launch, number, open, panel, said, say, startChat, state, tokenOf, transcript, words } from "./chat.mjs";

startChat();

for (const [size, lang] of everywhere) {
  const w = words[lang];

  test(`${size}, ${lang}: a question, an answer with its article and date, and the article`, async (t) => {
    const page = await enter(t, { size, lang, attributes: 'article="ru/delivery/delivery-times"' });
    await page.evaluate(() => {
      window.heard = [];
      for (const name of ["kladez-open", "kladez-answer", "kladez-handoff"]) document.addEventListener(name, (event) => window.heard.push(`${name} ${event.detail?.article_id || event.detail?.ticket || ""}`));
    });
    assert.ok(await page.getByRole("button", { name: w.open }).isVisible());
    await page.click(launch);
    assert.match(await said(page, "bot").first().innerText(), w.start);
    const asked = page.waitForRequest("**/v1/suggest");
    await say(page, w.answered);
    const sent = (await asked).postDataJSON();
    assert.deepEqual([sent.context_article_id, sent.channel], ["ru/delivery/delivery-times", "widget"]);
    const source = page.locator("kladez-chat .source");
    assert.equal(await source.locator("bdi").innerText(), w.title);
    assert.match(await source.innerText(), w.updated);
    assert.equal(await page.inputValue(field), "");
    assert.equal(await said(page, "mine").locator("p").innerText(), w.answered);
    assert.doesNotMatch(await text(page, panel), /\{|undefined|null|%/);
    assert.deepEqual(await page.evaluate(() => window.heard), ["kladez-open ", `kladez-answer ${lang}/payment/return-goods`]);
    await assertSame(page);
    await source.click();
    await page.waitForURL("**/articles/**");
    assert.equal(await text(page, "main h1"), w.title);
  });

  test(`${size}, ${lang}: a person is called, takes it, they talk, it is closed and rated`, async (t) => {
    const page = await open(t, { size, lang });
    await say(page, w.answered);
    await visible(page, "kladez-chat .source");
    await page.getByRole("button", { name: w.person }).click();
    await visible(page, state);
    const ticket = (await text(page, state)).match(number)[0];
    assert.ok((await said(page, "bot").last().innerText()).includes(ticket));
    assert.ok(await page.locator("kladez-chat .foot button").isHidden(), "there is no need to ask twice");
    await act(ticket, "take");
    await eventually(() => text(page, state), (s) => s.includes(w.takes), "who took it");
    await act(ticket, "reply", "Здравствуйте! Чем помочь?");
    await said(page, "agent").waitFor();
    assert.match(await said(page, "agent").innerText(), /Анна · \d\d:\d\d.*Чем помочь\?/s);
    await say(page, "SVK12345678901");
    await eventually(() => transcript(page), (lines) => lines.at(-1) === "customer: SVK12345678901", "the words at the desk");
    await act(ticket, "note", "между нами");
    await act(ticket, "reply", "Готово.");
    await eventually(() => said(page, "agent").count(), (n) => n === 2, "the second reply");
    assert.doesNotMatch(await text(page, panel), /между нами/);
    await act(ticket, "close");
    const rated = page.waitForRequest("**/v1/feedback");
    await page.getByRole("button", { name: w.rate }).click();
    assert.deepEqual((await rated).postDataJSON(), { ticket, kind: "csat", value: 4 });
    assert.equal((await (await rated).response()).status(), 201);
    await eventually(() => page.locator("kladez-chat .note").last().innerText(), (s) => w.rated.test(s), "thanks");
    await page.fill("kladez-chat #comment", "быстро <b>и</b> ясно");
    await page.locator("kladez-chat .comment button").click();
    await eventually(() => ticketOf(ticket), ({ rated }) => rated?.value === 4 && rated.text === "быстро <b>и</b> ясно", "the rating at the desk, and why");
    assert.ok(await page.locator(state).isHidden());
    await page.reload();
    if (await page.locator(launch).isVisible()) await page.click(launch);
    await eventually(() => said(page, "agent").count(), (n) => n === 2, "the conversation after a reload");
    assert.equal(await page.locator("kladez-chat .rating, kladez-chat .comment").count(), 0, "asked once");
    await say(page, w.answered);
    await eventually(() => page.locator("kladez-chat .source").count(), (n) => n === 2, "the bot's answer");
  });
}

for (const [size, lang] of everywhere) {
  const w = words[lang];

  test(`${size}, ${lang}: unsure, the bot asks; the choice is answered; what did not help is told why`, async (t) => {
    const page = await open(t, { size, lang });
    await say(page, w.unclear);
    const options = page.locator("kladez-chat .options button");
    await options.first().waitFor();
    const labels = await options.allInnerTexts();
    assert.equal(labels.at(-1), w.none);
    await page.reload();
    if (await page.locator(launch).isVisible()) await page.click(launch);
    await options.first().waitFor();
    assert.deepEqual(await options.allInnerTexts(), labels, "a reload keeps them");
    assert.doesNotMatch(await said(page, "bot").last().innerText(), new RegExp(`– ${labels[0]}`), "and they are not said twice");
    await options.first().click();
    await visible(page, "kladez-chat .source");
    assert.equal(await said(page, "mine").last().locator("p").innerText(), labels[0]);
    assert.equal(await page.getByRole("button", { name: w.none }).count(), 0, "choices of before are gone");
    const told = [];
    page.on("request", (request) => { if (request.url().endsWith("/v1/feedback")) told.push(request.postDataJSON()); });
    await page.getByRole("button", { name: w.not, exact: true }).click();
    await page.getByRole("button", { name: w.why }).click();
    await eventually(() => told.length, (n) => n === 2, "the reason");
    assert.deepEqual(told.map(({ kind, value, reason }) => [kind, value, reason]), [["helpful", 0, undefined], ["helpful", 0, "incomplete"]]);
    await eventually(() => transcript(page), (lines) => lines.includes(`customer: ${w.not}`), "the bot to hear of it");
  });

  test(`${size}, ${lang}: nobody is there: when they are back is said, and where the answer should go is asked`, async (t) => {
    const page = await open(t, { size, lang });
    await page.route("**/v1/suggest", async (route) => {
      const reply = await route.fetch(), data = await reply.json();
      await route.fulfill({ response: reply, json: { ...data, human_available: false, next_open: "2026-11-23T06:00:00Z" } });
    });
    const ticket = await handOver(page, w);
    assert.match(await text(page, state), lang === "ru" ? /Мы на связи с понедельник/ : /We are here from Monday/);
    await page.fill("kladez-chat #contact", "ivan@");
    await page.click("kladez-chat .contact button");
    assert.equal(await page.getAttribute("kladez-chat #contact", "aria-invalid"), "true");
    await page.fill("kladez-chat #contact", "ivan@example.com");
    await page.click("kladez-chat .contact button");
    await eventually(() => ticketOf(ticket), (about) => about.contact.email === "ivan@example.com", "the address at the desk");
    await page.reload();
    if (await page.locator(launch).isVisible()) await page.click(launch);
    await visible(page, state);
    assert.equal(await page.locator("kladez-chat #contact").count(), 0, "asked once");
  });
}

test("somebody is there: an address may be left, it is not demanded", async (t) => {
  const page = await open(t);
  const ticket = await handOver(page, words.ru);
  assert.equal(await page.locator("kladez-chat #contact").count(), 0);
  await page.getByRole("button", { name: "Оставить почту или телефон" }).click();
  await page.keyboard.type("+7 900 000-00-00");
  await page.keyboard.press("Enter");
  await eventually(() => ticketOf(ticket), (about) => about.contact.phone === "+7 900 000-00-00", "the number at the desk");
  assert.equal(await page.locator("kladez-chat .leave").count(), 0);
});

test("a person that is offered is a button under the offer", async (t) => {
  const page = await open(t, { lang: "en" });
  await say(page, "operator");
  await page.locator("kladez-chat .options button", { hasText: words.en.person }).click();
  await visible(page, state);
  assert.equal(await page.locator("kladez-chat .options").count(), 0);
});

test("the chat lets choose among the reasons of the pages, in words", async () => {
  const { chatTexts } = await import("../../web/chat-texts.js");
  const talk = readFileSync(join(root, "web/chat-asks.js"), "utf8").match(/^const reasons = (\[.*?\]);/m)[1];
  const { reason } = contract.paths["/articles/{id}"].post.requestBody.content["application/x-www-form-urlencoded"].schema.properties;
  assert.deepEqual(JSON.parse(talk), reason.enum);
  for (const name of reason.enum) for (const lang of Object.keys(words)) assert.ok(chatTexts[lang][name], `${lang}: ${name}`);
});

test("whether an answer helped can be told", async (t) => {
  const page = await open(t);
  await say(page, words.ru.answered);
  const told = page.waitForRequest("**/v1/feedback");
  await page.getByRole("button", { name: "Помогло", exact: true }).click();
  assert.equal((await told).postDataJSON().value, 1);
  assert.match(await page.locator("kladez-chat .note").last().innerText(), words.ru.thanks);
  await page.reload();
  await visible(page, "kladez-chat .source");
  assert.equal(await page.getByRole("button", { name: "Помогло", exact: true }).count(), 0, "asked once");
});

// ---- who the customer is ----

test("the site says who it is: the agent sees it, nobody is asked for an address", async (t) => {
  const page = await open(t, { attributes: `identity="${tokenOf()}"` });
  await say(page, words.ru.human);
  await visible(page, state);
  const { contact } = await ticketOf((await text(page, state)).match(number)[0]);
  assert.deepEqual([contact.external_id, contact.verified_by], ["c-17", "hmac"]);
  assert.equal(await page.locator("kladez-chat .leave, kladez-chat .contact").count(), 0);
});

test("a token that is refused costs nobody their message", async (t) => {
  const page = await open(t, { attributes: `identity="${tokenOf({}, "another")}" contact-name="Пётр"` });
  page.expected.push(/Failed to load resource/, /identity_not_signed/);
  const ticket = await handOver(page, words.ru);
  const { contact } = await ticketOf(ticket);
  assert.deepEqual([contact.name, contact.verified_by], ["Пётр", undefined]);
  assert.equal((await transcript(page, "kladez-c-17-chat")).filter((line) => line.startsWith("customer")).length, 1);
});

test("another customer of the same browser does not see the conversation", async (t) => {
  const page = await open(t);
  const signIn = (who) => page.evaluate((token) => { document.querySelector("kladez-chat").setAttribute("identity", token); }, tokenOf({ external_id: who }));
  await say(page, words.ru.answered);
  await visible(page, "kladez-chat .source");
  await signIn("c-1");
  await visible(page, "kladez-chat .source"); // what they asked before they signed in
  await signIn("c-2");
  await eventually(() => said(page, "mine").count(), (n) => n === 0, "an empty log");
  await say(page, "Сколько стоит доставка?");
  await visible(page, "kladez-chat .source");
  await signIn("c-1");
  await eventually(() => said(page, "mine").locator("p").allInnerTexts(), (all) => all.join() === words.ru.answered, "the first conversation");
});

// ---- keys and fingers ----

test("the keyboard alone: open, write, Shift+Enter, choose, Escape; the focus comes back", async (t) => {
  const page = await enter(t);
  const focused = () => page.evaluate(() => {
    const chat = document.querySelector("kladez-chat");
    return document.activeElement === chat ? chat.shadowRoot.activeElement.id || chat.shadowRoot.activeElement.className : document.activeElement.id || "body";
  });
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  assert.equal(await focused(), "launch main", "the closed chat has nothing but its button");
  await page.keyboard.press("Enter");
  assert.equal(await focused(), "field");
  await page.keyboard.type("Как вернуть");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("товар?");
  assert.equal(await page.inputValue(field), "Как вернуть\nтовар?");
  await page.keyboard.press("Enter");
  await visible(page, "kladez-chat .options button");
  for (let i = 0; i < 12 && !(await page.evaluate(() => document.querySelector("kladez-chat").shadowRoot.activeElement?.textContent === "Помогло")); i++) await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  assert.equal(await focused(), "field", "a button that goes gives the focus back");
  for (let i = 0; i < 12 && await focused() !== "link"; i++) await page.keyboard.press("Shift+Tab");
  assert.equal(await focused(), "link", "beside the page, the chat is no trap");
  for (let i = 0; i < 12 && await focused() !== "field"; i++) await page.keyboard.press("Tab");
  await page.keyboard.press("Escape");
  await gone(page, panel);
  assert.equal(await focused(), "launch main");
});

test("on a phone the chat covers the page, which cannot be reached; the last words stay in sight above a keyboard", async (t) => {
  const page = await open(t, { size: "phone" });
  await eventually(() => page.locator(panel).boundingBox(), (box) => box.x === 0 && box.y === 0 && box.width === 390 && box.height === 844, "it covers the page");
  await say(page, words.ru.answered);
  await visible(page, "kladez-chat .options button");
  for (let i = 0; i < 12; i++) {
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => ["kladez-chat", "body"].includes(document.activeElement.localName)));
  }
  /** Where the log, the field and a message are: a long one is read from its beginning, a short one seen whole. */
  const placesOf = (message) => page.evaluate((kind) => {
    const { shadowRoot } = document.querySelector("kladez-chat"), place = (node) => node.getBoundingClientRect();
    return { log: place(shadowRoot.querySelector(".log")), field: place(shadowRoot.querySelector("#field")), message: place([...shadowRoot.querySelectorAll(kind)].at(-1)) };
  }, message);
  await page.setViewportSize({ width: 390, height: 420 });
  await eventually(() => placesOf(".said.bot"), ({ log, field: f, message }) => message.top >= log.top - 1 && message.top < log.top + 40 && f.bottom <= 420, "the beginning of the answer");
  await say(page, words.ru.human);
  await visible(page, state);
  await say(page, "вы тут?");
  await eventually(() => placesOf(".said.mine"), ({ log, message }) => message.bottom <= log.bottom + 1, "what was said last");
  await page.keyboard.press("Escape");
  await gone(page, panel);
  await page.click("#link");
});

test("a script of the page opens and closes it; a draft is not sent", async (t) => {
  const page = await enter(t);
  const turns = countRequests(page, "/v1/suggest");
  await page.evaluate(() => document.querySelector("kladez-chat").open("из поиска"));
  assert.equal(await page.inputValue(field), "из поиска");
  assert.equal(turns.n, 0);
  await page.evaluate(() => document.querySelector("kladez-chat").close());
  await gone(page, panel);
  await page.evaluate(() => document.querySelector("kladez-chat").setAttribute("open", ""));
  await visible(page, panel);
  assert.equal(await page.inputValue(field), "из поиска");
  await page.evaluate(() => document.querySelector("kladez-chat").setAttribute("lang", "en"));
  await page.getByRole("button", { name: words.en.person }).waitFor();
  assert.equal(await page.inputValue(field), "из поиска");
});

test("pressing twice sends once", async (t) => {
  const page = await open(t);
  const turns = countRequests(page, "/v1/suggest");
  await page.fill(field, words.ru.unclear);
  await page.locator("kladez-chat .say button").dblclick();
  await visible(page, "kladez-chat .options");
  assert.equal(turns.n, 1);
  await page.locator("kladez-chat .options button").first().dblclick();
  await visible(page, "kladez-chat .source");
  assert.equal(turns.n, 2);
  await page.locator("kladez-chat .foot button").evaluate((node) => { node.click(); node.click(); });
  await visible(page, state);
  assert.equal((await transcript(page)).filter((line) => number.test(line)).length, 1);
});

test("a new conversation; while a person has the old one, only when that is meant", async (t) => {
  const page = await open(t);
  const anew = page.getByRole("button", { name: "Новый разговор" });
  assert.equal(await anew.count(), 0);
  await say(page, words.ru.answered);
  await visible(page, "kladez-chat .source");
  await anew.click();
  await eventually(() => said(page, "mine").count(), (n) => n === 0, "an empty log");
  const ticket = await handOver(page, words.ru);
  await anew.click();
  assert.ok((await page.locator("kladez-chat .note").last().innerText()).includes(ticket));
  await page.getByRole("button", { name: "Остаться" }).click();
  assert.ok(await page.locator(state).isVisible());
  await anew.click();
  await page.getByRole("button", { name: "Начать новый" }).click();
  await gone(page, state);
  assert.equal(await page.evaluate(() => localStorage["kladez-chat"]), undefined);
});

for (const [lang, w] of Object.entries(words))
  test(`${lang}: the conversation can be kept as a text`, async (t) => {
    const page = await open(t, { lang });
    await say(page, w.answered);
    await visible(page, "kladez-chat .source");
    const loading = page.waitForEvent("download");
    await page.getByRole("button", { name: w.download }).click();
    const file = await loading;
    assert.equal(file.suggestedFilename(), "kladez-2026-11-21.txt");
    const kept = readFileSync(await file.path(), "utf8");
    assert.ok(kept.includes(`${w.you}\n${w.answered}\n`), kept);
    assert.ok(kept.includes(w.title));
  });

test("what is too long is not sent, and stays", async (t) => {
  const page = await open(t);
  const turns = countRequests(page, "/v1/suggest");
  await say(page, "漢".repeat(4000));
  assert.match(await page.locator("kladez-chat .note").last().innerText(), /Слишком длинно/);
  assert.equal((await page.inputValue(field)).length, 4000);
  assert.equal(turns.n, 0);
});
