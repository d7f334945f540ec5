// Whether everybody can work at the desk: axe, sizes, keys, and whatever customers write.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { contract } from "../lib/contract.mjs";
import { root } from "../lib/kladez.mjs";
import { assertAccessible, eventually, everywhere, locales, newPage, sizes, startAll, tabRound, text, visible } from "./browser.mjs";
import { agent, keyOf, openTicket, reply, row, shown, signIn, texts, waiting } from "./desk.mjs";

startAll();

// ---- states ----

const hand = async () => waiting("Не помогло! Заказ 1204, пишет «Ошибка 17: платёж не найден». Позовите оператора", { name: "Анна Петрова", email: "anna@example.com", phone: "+7 900 123-45-67", external_id: "C-1190", attributes: { plan: "Премиум" } });

async function busyTicket() {
  const who = await hand();
  await who.act({ action: "tag", tags: ["возврат", "VIP"] });
  await who.act({ action: "note", text: "клиент звонил" });
  await who.act({ action: "reply", text: "Здравствуйте! Проверяю." });
  await who.write("длинноесловобезпробелов".repeat(20));
  return who;
}

/** How to come from one state of the page to the next. */
const states = {
  async entry(page) {
    await page.fill("#key", "kz_guessed");
    await page.click("#sign-in button");
    await page.locator("#sign-in-error", { hasText: /\S/ }).waitFor();
  },
  async queue(page) {
    await signIn(page, "Анна");
    await visible(page, "#tickets a");
  },
  ticket: (page, who) => openTicket(page, who.number),
  async about(page) {
    if (await page.isVisible(".head .narrow button")) await page.click(".head .narrow button");
    await page.fill("#find-article", "возврат");
    await visible(page, "#about [role=status] li");
  },
  async conflict(page, who) {
    if (await page.isVisible("#about .narrow button")) await page.click("#about .narrow button");
    await page.route("**/v1/desk/tickets/*", async (route) => {
      if (route.request().method() === "POST") await who.act({ action: "note", text: "пока вы писали" });
      return route.continue();
    });
    await reply(page, "Ответ");
    await visible(page, ".notice");
    await page.unrouteAll({ behavior: "wait" });
  },
  async close(page) {
    await page.click('[data-act="close"]');
    await page.check("dialog [value=existing_article]");
  },
  async tags(page) {
    await page.keyboard.press("Escape");
    await page.click('[data-act="tag"]');
  },
  async help(page) {
    await page.keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "detached" });
    await page.keyboard.press("?");
    await visible(page, "dialog kbd");
  },
  async reports(page) {
    await page.keyboard.press("Escape");
    await page.click("#to-reports");
    await visible(page, ".figure");
  },
  async missing(page) {
    await page.evaluate(() => { location.hash = "#/KB-1999-000001"; });
    await visible(page, "#main [role=alert]");
  },
};

async function ticketPage(t, options) {
  const who = await busyTicket();
  return agent(t, { at: who.number, ...options });
}

const sideways = () => [...document.querySelectorAll("html, body, #desk > :not(.hidden), .log, .turn, dialog, #reports")]
  .filter((node) => node.checkVisibility() && node.scrollWidth > node.clientWidth + 1).map((node) => `${node.tagName}#${node.id}.${node.className}`);

const tooSmall = () => [...document.querySelectorAll("button, textarea, .check, .tab, #tickets a, .back, input:not([type=radio], [type=checkbox])")]
  .filter((node) => node.checkVisibility() && !node.closest("body:has(dialog[open]) > :not(#dialogs)"))
  .map((node) => [node, node.getBoundingClientRect()]).filter(([, box]) => box.height < 43.99 || box.width < 43.99)
  .map(([node, box]) => `${node.id || node.className || node.textContent}: ${box.width} × ${box.height}`);

for (const [size, lang] of everywhere) {
  test(`${size}, ${lang}: axe finds nothing in any state, by day and by night; nothing sticks out`, async (t) => {
    const who = await busyTicket(), page = await newPage(t, { path: "/desk", size, lang });
    page.expected.push(/Failed to load resource/);
    for (const [name, arrive] of Object.entries(states)) {
      await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
      await arrive(page, who);
      assert.deepEqual(await page.evaluate(sideways), [], name);
      await assertAccessible(page, name);
      if (size === "desktop" && ["queue", "ticket", "reports"].includes(name)) await tabRound(page);
      if (size !== "phone") continue;
      assert.deepEqual(await page.evaluate(tooSmall), [], name);
      await page.evaluate(() => { document.documentElement.style.fontSize = "30px"; });
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name}: text twice as large`);
      await page.evaluate(() => { document.documentElement.style.fontSize = ""; });
    }
  });
}

test("both languages have the same texts, and every reason, outcome and priority there is has words", () => {
  const reasons = [...readFileSync(join(root, "docs/http-api.md"), "utf8").matchAll(/^\| `(\w+)` \| [\w, ]*handoff \|/gm)].map(([, name]) => name);
  assert.ok(reasons.length > 15);
  const shape = (value) => (value && typeof value === "object" && !Array.isArray(value) && !("other" in value) ? Object.fromEntries(Object.entries(value).map(([key, v]) => [key, shape(v)])) : Array.isArray(value) ? value.length : "text");
  assert.deepEqual(shape(texts.ru), shape({ ...texts.en, title: "text" }));
  for (const lang of Object.keys(locales)) {
    for (const reason of reasons) assert.ok(texts[lang].reason[reason], `${lang}: ${reason}`);
    for (const name of contract.components.schemas.Ticket.properties.priority.enum) assert.ok(texts[lang].priority[name], name);
    for (const name of contract.components.schemas.Ticket.properties.type.enum) assert.ok(texts[lang].type[name], name);
    assert.deepEqual(Object.keys(texts[lang].outcome), ["existing_article", "new_knowledge", "account_action", "bug", "refund", "complaint", "spam", "abandoned", "none"]);
    for (const value of [texts[lang].score_turns, texts[lang].report.day])
      for (const form of new Intl.PluralRules(lang).resolvedOptions().pluralCategories) assert.ok(value[form], `${lang} ${form}`);
  }
});

test("changing the language changes every word, and keeps the draft", async (t) => {
  const page = await ticketPage(t, { lang: "ru" });
  await page.fill(".compose textarea", "черновик");
  await page.click('[data-lang="en"]');
  await page.locator(".compose .main", { hasText: texts.en.send }).waitFor();
  assert.equal(await page.inputValue(".compose textarea"), "черновик");
  const labels = await page.evaluate(() => [...document.querySelectorAll("button, h2, label, [aria-label]")].filter((node) => node.checkVisibility() && !node.closest("#tickets, .log, .cards, .head h2, [lang=ru]"))
    .map((node) => node.getAttribute("aria-label") || node.innerText));
  assert.deepEqual(labels.filter((label) => /[а-яё]/i.test(label)), []);
  assert.equal(await page.getAttribute("html", "lang"), "en");
});

for (const [path, role, at] of [["/desk", "desk", "#desk"], ["/editor", "editor", "#page"]])
  test(`${path}: one line for the key, which password managers understand; whose it is they are told`, async (t) => {
    const page = await newPage(t, { path }), remarks = [];
    page.on("console", (message) => { if (message.text().startsWith("[DOM]")) remarks.push(message.text()); });
    await page.reload();
    assert.equal(await focused(page), "key");
    assert.equal(await page.locator("#sign-in input:visible:not([type=checkbox])").count(), 1);
    await page.keyboard.type(keyOf("Мария", role));
    await page.keyboard.press("Enter");
    await visible(page, at);
    assert.deepEqual([await page.inputValue("#user"), await page.inputValue("#key")], ["Мария", ""]);
    assert.deepEqual(remarks, [], "what Chromium says of the form");
  });

// ---- keys ----

const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.getAttribute("href") || document.activeElement.tagName);

test("a ticket from sign-in to its close by the keyboard alone", async (t) => {
  const who = await hand(), page = await newPage(t, { path: "/desk" }), press = (...keys) => keys.reduce((done, key) => done.then(() => page.keyboard.press(key)), Promise.resolve());
  assert.equal(await focused(page), "key");
  await page.keyboard.type(keyOf("Анна"));
  await press("Enter");
  await row(page, who.number).waitFor();
  await press("/");
  assert.equal(await focused(page), "q");
  await page.keyboard.type(who.number);
  await press("Enter");
  await eventually(() => focused(page), (at) => at === `#/${who.number}`, "the ticket found");
  await press("Enter");
  await visible(page, ".turn");
  await eventually(() => focused(page), (at) => at === "H2", "its heading");
  await press("t");
  await page.locator("#main .facts", { hasText: texts.ru.mine }).waitFor();
  await press("n");
  await page.keyboard.type("заметка");
  await press("Control+Enter");
  await shown(page, "заметка").waitFor();
  await press("Escape", "r");
  await page.keyboard.type("tjk — ответ"); // what is typed is no command
  await press("Control+Enter");
  await shown(page, "tjk — ответ").waitFor();
  await page.locator(".pending:empty").waitFor({ state: "attached" });
  await press("Escape", "g");
  await page.keyboard.type("vip");
  await press("Enter");
  await page.locator("#main .tag", { hasText: "vip" }).waitFor();
  await press("c", "Space"); // the first outcome: there is an article
  await press("Tab", "Space", "Enter");
  await page.locator(".compose .status", { hasText: texts.ru.closedHere }).waitFor();
  const { ticket } = await who.seen();
  assert.deepEqual([ticket.state, ticket.outcome, ticket.tags], ["closed", "existing_article", ["vip"]]);
  await press("?");
  await visible(page, "dialog kbd");
  await press("Escape", "Escape");
  await page.locator("dialog").waitFor({ state: "detached" });
});

test("keys walk the queue in either keyboard layout; Escape goes a step back, to what was left", async (t) => {
  const all = [await hand(), await hand(), await hand()], page = await agent(t, {});
  for (const who of all) await row(page, who.number).waitFor();
  const order = await page.locator("#tickets a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  const typed = (key, code) => page.evaluate(([k, c]) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: k, code: c, bubbles: true, cancelable: true })), [key, code]);
  await page.keyboard.press("j");
  assert.equal(await focused(page), order[0]);
  await typed("о", "KeyJ");
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(page), order[2]);
  await typed("л", "KeyK");
  assert.equal(await focused(page), order[1]);
  await page.keyboard.press("Enter");
  await visible(page, ".turn");
  await typed("к", "KeyR");
  assert.equal(await focused(page), "TEXTAREA");
  await page.keyboard.press("Escape");
  assert.equal(await focused(page), "H2");
  await page.keyboard.press("Escape");
  assert.equal(await focused(page), order[1]);
  await typed(",", "Slash");
  assert.equal(await focused(page), "q");
});

test("landmarks, a heading, a log that announces, names for all controls", async (t) => {
  const page = await ticketPage(t, { lang: "ru" }), client = await page.context().newCDPSession(page);
  await eventually(() => page.getAttribute(".log", "aria-live"), (live) => live === "polite", "the log");
  const { nodes } = await client.send("Accessibility.getFullAXTree");
  const there = nodes.filter((node) => !node.ignored).map((node) => `${node.role?.value} ${node.name?.value ?? ""}`);
  for (const name of ["banner ", "navigation Очередь", "main ", "region Разговор", "region Об обращении", "log Разговор с клиентом", "textbox Ответ клиенту", "search ", "searchbox Номер, вопрос, контакт"])
    assert.ok(there.some((one) => one.startsWith(name)), `${name} in ${there.filter((one) => /^(nav|main|comp|log|text|search|banner)/.test(one)).join("; ")}`);
  for (const node of nodes) if (!node.ignored && ["button", "link", "textbox"].includes(node.role?.value)) assert.ok(node.name?.value, JSON.stringify(node));
});

// ---- what customers write ----

const hostile = ["<script>document.title='x'</script>", "<img src=x onerror=\"document.title='x'\">", "\"><svg onload=alert(1)>", "javascript:alert(1)", "{{7*7}}${7*7}", "'; DROP TABLE ticket;--",
  "\u202Eevil\u202C \u2066abc\u2069", "مرحبا بالعالم", "👩‍👩‍👧‍👦🏳️‍🌈e\u0301\u0301", "\u0000\u0007".replace("\u0000", "") + "bell", "&lt;b&gt;&amp;", "﷽".repeat(20), "a".repeat(3000)];

for (const size of Object.keys(sizes)) {
  test(`${size}: whatever customers and agents write is text`, async (t) => {
    const page = await agent(t, { size, lang: "en" });
    for (const [i, words] of hostile.entries()) {
      const clean = words.replace("\u0007", "");
      const who = await waiting(`Позовите оператора ${clean}`, { name: clean.slice(0, 90), email: clean.slice(0, 90), attributes: { [`key <b>${i}</b>`]: clean.slice(0, 90) } });
      await who.act({ action: "tag", tags: [clean.slice(0, 30)] });
      await who.act({ action: "reply", text: clean });
      await who.act({ action: "note", text: clean });
      await page.evaluate((number) => { location.hash = `#/${number}`; }, who.number);
      await page.locator("#main .facts", { hasText: who.number }).waitFor();
      assert.equal(await page.locator(".turn.agent:not(.private) .text").evaluate((node) => node.textContent), clean);
      assert.equal(await page.locator(".turn.private .text").evaluate((node) => node.textContent), clean);
      assert.ok((await page.locator(".turn.customer .text").first().evaluate((node) => node.textContent)).includes(clean));
      assert.equal(await page.locator("#about b").first().evaluate((node) => node.textContent), clean.slice(0, 90));
      assert.deepEqual(await page.evaluate(sideways), [], clean.slice(0, 40));
    }
    assert.equal(await page.locator(".log script, .log img, .log svg, #about img, #about script, #tickets img, #tickets script").count(), 0);
    assert.notEqual(await page.title(), "x");
  });
}

test("a word of 100 kB is not sent: it is said how long it may be, and it stays", async (t) => {
  const page = await ticketPage(t, { lang: "en" }), long = "ы".repeat(50000);
  await page.fill(".compose textarea", long);
  await page.locator(".compose .status", { hasText: "100000" }).waitFor();
  assert.ok(await page.isDisabled(".compose .go .main"));
  await page.reload();
  await visible(page, ".turn");
  assert.equal((await page.inputValue(".compose textarea")).length, long.length);
  await page.fill(".compose textarea", "ы".repeat(4096));
  assert.ok(await page.isEnabled(".compose .go .main"));
  assert.equal(await text(page, ".compose .status"), texts.en.otherAgent.replace("{name}", "Олег"));
});
