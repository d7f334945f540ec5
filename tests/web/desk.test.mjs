// The desk: what agents do, and that nothing of it is lost or done twice.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, test } from "node:test";

import { scratch, writeFiles } from "../lib/kladez.mjs";
import { eventually, everywhere, gone, newPage, startAll, text, visible } from "./browser.mjs";
import { agent, keyOf, openTicket, removeKey, reply, row, shown, signIn, texts, waiting } from "./desk.mjs";

const canned = join(writeFiles(scratch({ after }), { "canned.yaml": "hello:\n  ru: {name: Приветствие, text: \"{name}, здравствуйте! Заявка {ticket}.\"}\n  en: {name: Greeting, text: \"Hello, {name}! It is {ticket}.\"}\n" }), "canned.yaml");
startAll(null, { args: ["--canned", canned] });

const person = { ru: "Позовите оператора", en: "let me talk to a real person" };

for (const [size, lang] of everywhere) {
  test(`${size}, ${lang}: a ticket is taken, answered, noted, tagged, closed with its article`, async (t) => {
    const who = await waiting(person[lang], { name: "Пётр", email: "petr@example.com" }), words = texts[lang];
    const page = await agent(t, { size, lang });
    await row(page, who.number).waitFor();
    assert.match(await page.title(), /^\(\d+\) /);
    await openTicket(page, who.number);
    await page.click('[data-act="take"]');
    await page.locator("#main .facts", { hasText: words.mine }).waitFor();
    await reply(page, "Здравствуйте!");
    await shown(page, "Здравствуйте!").waitFor();
    await reply(page, "между нами", "note");
    await page.locator(".turn.private", { hasText: "между нами" }).locator(".label", { hasText: words.private }).waitFor();
    await page.click('[data-act="tag"]');
    await page.fill("dialog [name=tags]", "vip, возврат, vip");
    await page.click("dialog .main");
    await page.locator("#main .tag", { hasText: "возврат" }).waitFor();

    await page.click('[data-act="close"]');
    await page.click("dialog .main");
    assert.equal(await text(page, "dialog [role=alert]"), words.chooseOutcome);
    await page.check("dialog [value=existing_article]");
    await page.click("dialog .main");
    assert.equal(await text(page, "dialog [role=alert]"), words.chooseArticle);
    await page.fill("dialog [type=search]", lang === "ru" ? "вернуть товар" : "return an item");
    await page.locator(`dialog [name=article_id][value^="${lang}/payment/return"]`).check();
    await page.click("dialog .main");
    await page.locator(".compose .status", { hasText: words.closedHere }).waitFor();
    await gone(page, ".acts");

    const { ticket, transcript } = await who.seen();
    assert.deepEqual([ticket.state, ticket.assignee, ticket.outcome, ticket.tags], ["closed", "Анна", "existing_article", ["vip", "возврат"]]);
    assert.match(ticket.outcome_article, new RegExp(`^${lang}/payment/return`));
    assert.deepEqual(transcript.filter((turn) => turn.agent).map((turn) => [turn.decision ?? turn.author, turn.text, turn.agent]), [["take", "", "Анна"], ["agent", "Здравствуйте!", "Анна"], ["agent", "между нами", "Анна"], ["tag", "vip, возврат", "Анна"], ["close", "", "Анна"]]);
  });
}

test("only a key of the desk signs in; one that is taken away signs out, and the draft is there again", async (t) => {
  const page = await newPage(t, { path: "/desk", lang: "en" });
  page.expected.push(/Failed to load resource/);
  for (const [key, says] of [["kz_guessed", texts.en.wrongKey], [keyOf("shop", "search"), texts.en.weakKey]]) {
    await page.fill("#key", key);
    await page.click("#sign-in button");
    await page.locator("#sign-in-error", { hasText: says }).waitFor();
  }
  const who = await waiting();
  await signIn(page, "Гость");
  await openTicket(page, who.number);
  await page.fill(".compose textarea", "недописанное");
  removeKey("Гость");
  await page.click('[data-act="take"]');
  await page.locator("#sign-in-error", { hasText: texts.en.keyGone }).waitFor();
  await signIn(page, "Гость");
  await visible(page, ".turn");
  assert.equal(await page.inputValue(".compose textarea"), "недописанное");
});

test("who stays signed in is there after a restart; who signs out leaves nothing", async (t) => {
  const who = await waiting();
  const page = await agent(t, { stay: true });
  await openTicket(page, who.number);
  await page.fill(".compose textarea", "черновик");
  const again = await page.context().newPage();
  await again.goto(page.url());
  await visible(again, ".turn");
  assert.equal(await again.inputValue(".compose textarea"), "черновик");
  await again.click("#sign-out");
  await visible(again, "#sign-in");
  assert.deepEqual(await again.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)].filter((name) => name.startsWith("desk."))), []);
  assert.equal(await again.locator("#tickets li").count(), 0);

  const short = await agent(t);
  assert.equal(await short.evaluate(() => localStorage.length), 0, "without it the tab alone knows");
});

test("the queue: new tickets come by themselves, views, counts, words", async (t) => {
  const first = await waiting(person.en), page = await agent(t, { lang: "en" });
  await row(page, first.number).waitFor();
  const before = await page.locator("#tickets li").count();
  const who = await waiting("Хочу поговорить с человеком про <зелёный> чайник", { name: "Зоя" });
  await row(page, who.number).waitFor();
  assert.equal(await page.locator("#tickets li").count(), before + 1);
  const urgent = await waiting("Мошенники украли деньги с моей карты!");
  await row(page, urgent.number).waitFor();
  assert.equal(await page.locator("#tickets li").first().locator("a").getAttribute("href"), `#/${urgent.number}`, "the urgent one first");
  await who.act({ action: "take" }, "Олег");
  await row(page, who.number).locator(".assignee", { hasText: "Олег" }).waitFor();
  await page.click('[data-view="unassigned"]');
  await row(page, who.number).waitFor({ state: "detached" });
  await page.click('#views [data-view="active"]');
  await page.fill("#q", "чайник зоя");
  await eventually(() => page.locator("#tickets li").count(), (n) => n === 1, "one ticket");
  assert.match(await row(page, who.number).innerText(), /<зелёный> чайник/);
  await page.fill("#q", "такого нет");
  await page.locator("#no-tickets", { hasText: texts.en.nothingFound }).waitFor();
  await urgent.act({ action: "close", outcome: "spam" });
  await page.fill("#q", "");
  await page.click('[data-view="closed"]');
  await row(page, urgent.number).waitFor();
});

for (const [size, lang] of everywhere) {
  test(`${size}, ${lang}: what the customer writes comes once, over a broken line`, async (t) => {
    const who = await waiting(person[lang]), page = await agent(t, { size, lang, at: who.number });
    page.expected.push(/ERR_INTERNET_DISCONNECTED|Failed to load/);
    await visible(page, ".turn");
    await who.write("первое");
    await shown(page, "первое").waitFor();
    await page.context().setOffline(true);
    await page.locator("#line", { hasText: texts[lang].offline }).waitFor();
    await who.write("второе");
    await page.context().setOffline(false);
    await shown(page, "второе").waitFor();
    await who.write("третье");
    await shown(page, "третье").waitFor();
    await eventually(() => text(page, "#line"), (said) => said === "", "the line");
    assert.deepEqual(await page.locator(".turn.customer .text").allInnerTexts(), [person[lang], "первое", "второе", "третье"]);
  });
}

test("two take the same ticket: one has it, the other is told, and may take it over", async (t) => {
  const who = await waiting();
  const [anna, oleg] = [await agent(t, { name: "Анна", at: who.number }), await agent(t, { name: "Олег", lang: "en", at: who.number })];
  for (const page of [anna, oleg]) await visible(page, '[data-act="take"]');
  oleg.expected.push(/409/);
  let taken = false;
  await oleg.route("**/v1/desk/tickets/*", async (route) => {
    if (route.request().method() === "POST" && !taken) {
      taken = true;
      await anna.click('[data-act="take"]');
      await anna.locator("#main .facts", { hasText: texts.ru.mine }).waitFor();
    }
    return route.continue();
  });
  await oleg.click('[data-act="take"]');
  await oleg.locator(".notice", { hasText: "Анна took this ticket first." }).waitFor();
  assert.equal((await who.seen()).ticket.assignee, "Анна");
  await oleg.click('[data-act="take"]');
  await oleg.locator("dialog", { hasText: "Анна has this ticket" }).waitFor();
  await oleg.click("dialog .main");
  await oleg.locator("#main .facts", { hasText: texts.en.mine }).waitFor();
  await anna.locator("#main .facts", { hasText: "ведёт Олег" }).waitFor();
  await anna.locator(".compose .status", { hasText: "ведёт Олег" }).waitFor();
});

test("suggested replies, links to articles and canned replies go into the reply", async (t) => {
  const who = await waiting("Как вернуть товар? Позовите оператора", { name: "Пётр" });
  const page = await agent(t, { at: who.number });
  await visible(page, "[data-reply]");
  const field = () => page.inputValue(".compose textarea");
  const [first] = (await who.seen()).about.suggested_replies;
  await page.keyboard.press("1");
  assert.equal(await field(), first.text);
  await page.fill("#find-article", "чек-лист мошенничество регламент");
  await visible(page, "#about [role=status] li");
  assert.equal(await page.locator("#about [role=status] li", { has: page.locator(".label") }).locator("button").count(), 0, "customers may not read internal articles");
  await page.fill("#find-article", "сроки доставки");
  const found = page.locator("#about [role=status] li", { hasText: /доставк/i }).first();
  await found.locator("button").click();
  assert.match(await field(), /доставк[^\n]*: http:\/\/127\.0\.0\.1:\d+\/articles\/ru\/delivery\//i);
  await page.fill(".compose textarea", "");
  await page.click(".kinds > :last-child");
  await page.locator("dialog li button", { hasText: "Приветствие" }).click();
  assert.equal(await field(), `Пётр, здравствуйте! Заявка ${who.number}.`);

  const stranger = await waiting();
  await page.goto(page.url().replace(who.number, stranger.number));
  await page.locator("#main .facts", { hasText: stranger.number }).waitFor();
  await page.click(".kinds > :last-child");
  await page.locator("dialog li button", { hasText: "Приветствие" }).click();
  assert.equal(await field(), `Здравствуйте! Заявка ${stranger.number}.`, "without a name, without its comma");
});

test("returned to the bot, the bot answers; what the customer thought is shown as it comes", async (t) => {
  const [who, other] = [await waiting(), await waiting()];
  const page = await agent(t, { at: who.number });
  await page.click('[data-act="return"]');
  await page.fill("dialog textarea", "бот справится");
  await page.click("dialog .main");
  await page.locator(".did", { hasText: "бот справится" }).waitFor();
  assert.equal((await who.say("Как вернуть товар?")).decision, "answer");
  await other.act({ action: "close", outcome: "refund" });
  await page.goto(page.url().replace(who.number, other.number));
  await page.locator("#main .facts", { hasText: other.number }).waitFor();
  await other.rate(2, "долго");
  await page.locator("#about", { hasText: "долго" }).waitFor();
  assert.match(await page.locator("#main .stars").getAttribute("aria-label"), /2/);
});
