// <kladez-search> on a page with a strict policy: by hand, by keyboard, in both languages, without scripts.
import assert from "node:assert/strict";
import { test } from "node:test";

import { eventually, everywhere, gone, newPage, startAll, text, visible } from "./browser.mjs";
import { afterFinding, box, open, option, pageOf, panel, pointed, status, titles, type, words } from "./search.mjs";

startAll();

for (const [size, lang] of everywhere) {
  const w = words[lang];

  test(`${size}, ${lang}: popular articles, then what is typed, with marks, place and number; an article opens`, async (t) => {
    const page = await open(t, { size, lang });
    assert.ok(await page.locator("#plain").isHidden(), "the form for those without scripts is not seen");
    await page.click(box);
    await visible(page, option);
    assert.ok((await text(page, panel)).includes(w.popular));
    assert.equal(await page.locator(`${option} mark`).count(), 0);
    await type(page, w.typed);
    await eventually(() => status(page), (s) => w.found.test(s), "the number of articles");
    assert.ok((await page.locator(`${option}.article`).evaluateAll((all) => all.map((row) => row.lang))).every((l) => l === lang));
    assert.ok((await page.locator(`${option} .place`).first().innerText()).length > 3);
    const ems = await page.locator(`${option} .text`).evaluateAll((all) => Math.max(...all.map((node) => node.clientHeight / parseFloat(getComputedStyle(node).fontSize))));
    assert.equal(ems > 2, size === "phone", "what was found is seen in narrow rows, too: two lines");
    const title = (await titles(page))[0];
    const told = page.waitForRequest("**/v1/events");
    await page.locator(`${option}.article`).first().click();
    await page.waitForURL("**/articles/**");
    assert.equal(await text(page, "main h1"), title);
    const { queryId, article_id, ...event } = (await told).postDataJSON();
    assert.deepEqual(event, { kind: "click", position: 1 });
    assert.ok(queryId && article_id.startsWith(`${lang}/`));
  });
}

for (const [size, lang] of everywhere) {
  const w = words[lang];

  test(`${size}, ${lang}: nothing found leads to the chat with the words, or to a form`, async (t) => {
    const page = await open(t, { size, lang, attributes: `contact="/write"` });
    await page.locator(box).fill("зззщщщ qqqzzz");
    await eventually(() => status(page), (s) => w.nothing.test(s), "word that nothing was found");
    assert.match(await text(page, `${panel} .note`), /зззщщщ qqqzzz/);
    assert.equal(await page.locator(`${panel} .foot a`).getAttribute("href"), "/write");
    assert.equal(await page.getAttribute(box, "aria-expanded"), "false", "there is no list");
    await page.evaluate(() => {
      const chat = document.body.appendChild(document.createElement("kladez-chat"));
      chat.open = (draft) => { document.title = draft; };
    });
    await page.locator(box).fill("зззщщщ qqqzzzz");
    await page.getByRole("button", { name: w.chat }).click();
    assert.equal(await page.title(), "зззщщщ qqqzzzz");
    await gone(page, panel);
  });

  test(`${size}, ${lang}: all results are a page of their own, where there is one`, async (t) => {
    const page = await open(t, { size, lang, attributes: `action="/search?from=box"` });
    await type(page, w.typed);
    const all = page.locator(`${panel} .foot a`);
    assert.match(await all.innerText(), w.all);
    const { pathname, searchParams } = new URL(await all.getAttribute("href"));
    assert.deepEqual([pathname, searchParams.get("from"), searchParams.get("q")], ["/search", "box", w.typed]);
    const left = page.waitForRequest((request) => request.isNavigationRequest());
    await page.locator(box).press("Enter");
    assert.equal(new URL((await left).url()).searchParams.get("q"), w.typed);
    page.expected.push(/404/);
  });
}

for (const [lang, typed, meant, said, back] of [
  ["ru", "ljcnfdrf", "доставка", "Показаны результаты для «доставка».", "Искать «ljcnfdrf»"],
  ["en", "delivrey ", "delivery", "Showing results for “delivery”.", "Search for “delivrey”"],
])
  test(`${lang}: ${typed.trim()} is searched as ${meant}; that can be undone`, async (t) => {
    const page = await open(t, { lang });
    await type(page, typed);
    await eventually(() => text(page, `${panel} .note`), (s) => s.startsWith(`${said} ${back}`), "what was corrected");
    assert.ok((await status(page)).includes(said), "it is heard, too");
    const asked = page.waitForRequest("**/search");
    await page.getByRole("button", { name: back }).click();
    assert.equal((await asked).postDataJSON().corrections, false);
    await eventually(() => text(page, `${panel} .note`), (s) => !s.includes(said), "the end of the correction");
    assert.equal(await page.inputValue(box), typed);
    await page.locator(box).press("End");
    await page.locator(box).pressSequentially("a");
    await page.locator(box).press("Backspace");
    await eventually(() => text(page, `${panel} .note`), (s) => s.includes(said), "other words are corrected again");
  });

test("the keyboard alone: slash, Ctrl-K, arrows, Home, End, Enter, Escape, Tab", async (t) => {
  const page = await open(t);
  const focused = () => page.evaluate(() => document.activeElement.localName);
  const pointsAt = () => page.locator(box).getAttribute("aria-activedescendant");
  await page.keyboard.press("/");
  assert.equal(await focused(), "kladez-search");
  assert.equal(await page.inputValue(box), "", "the slash itself is not typed");
  await visible(page, option);
  await page.keyboard.press("Escape");
  await gone(page, panel);
  await page.locator("#next").focus();
  await page.keyboard.press("Control+k");
  assert.equal(await focused(), "kladez-search");
  await afterFinding(page, "оплата/возврат", () => page.keyboard.type("оплата/возврат"));
  assert.equal(await page.inputValue(box), "оплата/возврат", "in the box a slash is a slash");
  assert.equal(await page.getAttribute(box, "aria-expanded"), "true");

  const all = await page.locator(`${option} .title`).allInnerTexts();
  await page.keyboard.press("ArrowDown");
  assert.equal(await pointed(page), all[0]);
  assert.equal(await page.locator(`kladez-search #${await pointsAt()} .title`).innerText(), all[0]);
  await page.keyboard.press("ArrowDown");
  assert.equal(await pointed(page), all[1]);
  await page.keyboard.press("End");
  assert.equal(await pointed(page), all.at(-1));
  await page.keyboard.press("ArrowDown");
  assert.equal(await pointed(page), 0, "behind the last comes the box");
  assert.equal(await pointsAt(), null);
  await page.keyboard.press("ArrowUp");
  assert.equal(await pointed(page), all.at(-1));
  await page.keyboard.press("Home");
  assert.equal(await pointed(page), all[0]);
  assert.equal(await focused(), "kladez-search", "the focus never left the box");

  await page.keyboard.press("Escape");
  await gone(page, panel);
  assert.equal(await page.inputValue(box), "оплата/возврат");
  await page.keyboard.press("ArrowDown");
  await visible(page, option);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  assert.equal(await page.inputValue(box), "");
  const found = page.waitForResponse((reply) => reply.request().postData()?.includes('"q":"гарантия"'));
  await page.keyboard.type("гарантия");
  await found;
  await visible(page, "kladez-search .panel:not(.busy)");
  await visible(page, `${option}.article mark`);
  for (let i = 0; i < 30 && await focused() === "kladez-search"; i++) await page.keyboard.press("Tab");
  assert.equal(await focused(), "button", "Tab leaves it");
  await gone(page, panel);
  await page.keyboard.press("Control+k");
  await visible(page, "kladez-search .panel:not(.busy)");
  await visible(page, option);
  await page.keyboard.press("ArrowUp");
  const title = await pointed(page);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/articles/**");
  assert.equal(await text(page, "main h1"), title);
});

test("completions are offered, and searched when chosen; what was meant comes first", async (t) => {
  const page = await open(t, { size: "phone" });
  await type(page, "как верн");
  const question = await page.locator(`${option}.query`).first().innerText();
  assert.match(question, /^как верн/i);
  await page.locator(`${option}.query`).first().click();
  assert.equal(await page.inputValue(box), question);
  await eventually(() => page.locator(`${option}.query`).allInnerTexts(), (all) => !all.includes(question), "the list for the question");
  await page.locator(box).fill("djpdhfn lty");
  await eventually(() => text(page, `${panel} .note`), (s) => s.includes("«возврат ден»"), "what was meant");
  assert.match(await page.locator(option).first().innerText(), /возврат/i);
  assert.equal(await page.locator(`${option}.correction`).count(), 0, "it is not said twice");
});

test("sections narrow what is found, and words bring all of them back", async (t) => {
  const page = await open(t);
  await type(page, "заказ");
  const pressed = page.locator("kladez-search .filters [aria-pressed=true]");
  assert.equal(await pressed.innerText(), "Все разделы");
  const names = await page.locator("kladez-search .filters button").allInnerTexts();
  const second = page.locator("kladez-search .filters button").nth(2), [, name, count] = (await second.innerText()).match(/^(.*) (\d+)$/);
  await second.click();
  await eventually(() => status(page), (s) => s.startsWith(`${count} стат`), "the section alone");
  for (const place of await page.locator(`${option}.article .place`).allInnerTexts()) assert.ok(place.startsWith(name), place);
  assert.deepEqual(await page.locator("kladez-search .filters button").allInnerTexts(), names, "the others can still be chosen");
  await page.locator(box).press("End");
  await page.locator(box).pressSequentially("ы");
  await eventually(() => pressed.innerText(), (s) => s === "Все разделы", "all sections again");
});

test("earlier searches are offered, and forgotten one by one or all", async (t) => {
  const page = await open(t);
  for (const q of ["доставка", "гарантия", "возврат"]) {
    await page.locator(box).fill(q);
    await page.locator(box).press("Enter");
    await eventually(() => status(page), (s) => /^\d+ стат/.test(s), "an end of the search");
  }
  await page.locator(box).fill("");
  const recent = () => page.locator(`${option}.recent`).allInnerTexts();
  await eventually(recent, (all) => all.join() === "возврат,гарантия,доставка", "the last first");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Delete");
  await eventually(recent, (all) => all.join() === "возврат,доставка", "one less");
  assert.equal(await status(page), "Удалено: гарантия");
  await page.locator(`${option}.recent .drop`).last().click();
  await eventually(recent, (all) => all.join() === "возврат", "one left");
  await page.reload();
  await page.click(box);
  await eventually(recent, (all) => all.join() === "возврат", "one left after a reload");
  await page.locator(`${option}.recent`).click();
  assert.equal(await page.inputValue(box), "возврат");
  await page.getByRole("button", { name: "Стереть" }).click();
  await page.getByRole("button", { name: "Очистить историю" }).click();
  await eventually(recent, (all) => !all.length, "none");
  assert.equal(await page.evaluate(() => localStorage["kladez-recent"]), undefined);
});

test("where the browser keeps nothing, nothing is kept and all else works", async (t) => {
  const page = await newPage(t, { path: "/host", html: pageOf('lang="ru"') });
  await page.addInitScript(() => Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } }));
  await page.reload();
  await type(page, "гарантия");
  await page.locator(box).press("Enter");
  await page.locator(box).fill("");
  await eventually(() => text(page, panel), (s) => s.includes(words.ru.popular), "popular articles");
  assert.equal(await page.locator(`${option}.recent`).count(), 0);
});

test("what is found in the element's language comes alone; if nothing is sure, any language will do", async (t) => {
  const page = await open(t);
  const languages = () => page.locator(`${option}.article`).evaluateAll((all) => [...new Set(all.map((row) => row.lang))].join());
  await type(page, "wifi");
  assert.equal(await languages(), "ru");
  await page.locator(box).fill("refund");
  await eventually(languages, (all) => all === "en", "articles in English");
});

test("the language is the element's, else the page's; it can change", async (t) => {
  const page = await newPage(t, { path: "/host", html: pageOf(), lang: "ru" });
  await page.getByRole("combobox", { name: "Find" }).waitFor();
  assert.equal(await page.getAttribute(box, "placeholder"), "Search for help");
  await page.locator(box).fill("wifi");
  await page.evaluate(() => document.querySelector("kladez-search").setAttribute("lang", "ru"));
  assert.equal(await page.getAttribute(box, "placeholder"), words.ru.label);
  assert.equal(await page.inputValue(box), "wifi");
  await page.evaluate(() => document.querySelector("kladez-search").setAttribute("placeholder", "Ищите"));
  assert.equal(await page.getAttribute(box, "placeholder"), "Ищите");
});

test("words of the page's own form are taken over", async (t) => {
  const page = await open(t, { value: "гарантия" });
  assert.equal(await page.inputValue(box), "гарантия");
  await page.click(box);
  await visible(page, `${option} mark`);
});

test("a browser that is too old keeps the page's own form", async (t) => {
  const page = await newPage(t, { path: "/host", html: pageOf() });
  await page.addInitScript(() => { CSS.supports = () => false; });
  await page.reload();
  assert.ok(await page.locator("#plain").isVisible());
  assert.equal(await page.evaluate(() => customElements.get("kladez-search")), undefined);
});

test("without scripts there is the page's own form", async (t) => {
  const page = await newPage(t, { path: "/host", html: pageOf(), javaScriptEnabled: false });
  assert.ok(await page.locator("#plain").isVisible());
});
