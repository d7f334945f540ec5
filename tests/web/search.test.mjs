// The search box: as people use it, on a phone and on a desk, by hand and by keyboard.
import assert from "node:assert/strict";
import { test } from "node:test";

import { bothWays, countRequests, eventually, everywhere, gone, newPage, searchFor, startAll, text, theServer, visible } from "./browser.mjs";

startAll();

const words = {
  ru: { typed: "возврат дене", mark: /возврат/i, found: /стат/, title: "Справка", popular: "Популярные статьи", nothing: /Ничего не нашлось/, ask: "Задать вопрос", back: /К результатам/ },
  en: { typed: "refund for", mark: /refund/i, found: /article/, title: "Help", popular: "Popular articles", nothing: /Nothing found/, ask: "Ask a question", back: /Back to the results/ },
};

for (const [size, lang] of everywhere) {
  const w = words[lang];

  test(`${size}, ${lang}: type, see results, open an article, come back to the results`, async (t) => {
    const page = await newPage(t, { size, lang });
    assert.equal(await page.getAttribute("html", "lang"), lang);
    await eventually(() => text(page, "#status"), (s) => s === w.popular, "popular articles");
    assert.ok((await page.locator("#results li").evaluateAll((all) => all.map((li) => li.lang))).every((l) => l === lang));

    await searchFor(page, w.typed);
    assert.match(await text(page, "#status"), w.found);
    assert.match(await page.locator("#results mark").first().innerText(), w.mark);
    const title = await page.locator("#results a").first().innerText();
    await page.locator("#results li").first().click();
    await page.waitForURL("**/articles/**");
    assert.equal(await text(page, "#article h1"), title);
    assert.equal(await page.title(), title);

    await page.goBack();
    await visible(page, "#results mark");
    assert.equal(await page.inputValue("#q"), w.typed);
    await page.locator("#results a").first().click();
    await page.waitForURL("**/articles/**");
    assert.match(await text(page, "#article .back"), w.back);
    await page.click("#article .back");
    await visible(page, "#results mark");
    assert.equal(await page.inputValue("#q"), w.typed);
  });
}

for (const [size, lang] of bothWays) {
  const w = words[lang];

  test(`${size}, ${lang}: nothing found is said, with a way to a person that keeps the words`, async (t) => {
    const page = await newPage(t, { size, lang });
    await page.fill("#q", "зззщщщ qqqzzz");
    await eventually(() => text(page, "#status"), (s) => w.nothing.test(s), "word that nothing was found");
    assert.match(await text(page, "#status"), /зззщщщ qqqzzz/);
    assert.equal(await page.locator("#results li").count(), 0);
    assert.equal(await text(page, "#ask-instead"), w.ask);
    await page.click("#ask-instead");
    await visible(page, "#chat");
    assert.equal(await page.inputValue("#say"), "зззщщщ qqqzzz");
    assert.ok(await page.locator("#say").evaluate((node) => node === document.activeElement));
  });
}

for (const [size, lang, typed, meant, said, back] of [
  ["desktop", "ru", "возрват денег ", "возврат денег", /^Исправлено: «возврат денег»\. Искать «возрват денег»$/, "возрват денег"],
  ["phone", "ru", "ljcnfdrf", "доставка", /^Исправлено: «доставка»\. Искать «ljcnfdrf»$/, "ljcnfdrf"],
  ["desktop", "en", "delivrey ", "delivery", /^Corrected to “delivery”\. Search for “delivrey”$/, "delivrey"],
])
  test(`${size}, ${lang}: ${typed.trim()} is searched as ${meant}, which is said, with a way back`, async (t) => {
    const page = await newPage(t, { size, lang });
    await searchFor(page, typed);
    await eventually(() => text(page, "#meant"), (s) => said.test(s), "what was corrected");
    await page.click("#meant a");
    await page.waitForURL("**/?q=*&exact");
    assert.equal(await page.inputValue("#q"), back);
    await eventually(() => page.getAttribute("#found", "aria-busy"), (busy) => busy === "false", "the end of the search");
    assert.ok(await page.locator("#meant").isHidden());
    await page.fill("#q", typed + "a");
    await page.fill("#q", typed);
    await visible(page, "#meant a");
    await page.fill("#q", meant);
    await gone(page, "#meant");
  });

test("questions that go on as the typed words do are offered, and search when chosen", async (t) => {
  const page = await newPage(t, { size: "phone" });
  await page.locator("#q").pressSequentially("как верн");
  await visible(page, "#completions a");
  const question = await page.locator("#completions a").first().innerText();
  assert.match(question, /^как верн/i);
  await page.locator("#completions a").first().click();
  assert.equal(await page.inputValue("#q"), question);
  await eventually(() => page.url(), (url) => new URL(url).searchParams.get("q") === question, "the question in the address");
  await visible(page, "#results mark");
  await page.fill("#q", "");
  await gone(page, "#completions a");
});

for (const [size] of bothWays)
  test(`${size}: what was meant is offered first, and typed when chosen`, async (t) => {
    const page = await newPage(t, { size });
    await page.locator("#q").pressSequentially("djpdhfn lty");
    await visible(page, "#completions .correction a");
    const first = page.locator("#completions a").first();
    assert.equal(await first.innerText(), "Исправить на «возврат ден»");
    assert.match(await page.locator("#completions a").nth(1).innerText(), /возврат/i);
    await first.click();
    assert.equal(await page.inputValue("#q"), "возврат ден");
    await gone(page, "#completions .correction");
    await visible(page, "#results mark");
  });

test("topics show what there is to read about; words or another language leave them", async (t) => {
  const page = await newPage(t, { size: "phone" });
  await visible(page, "#topics a");
  await page.getByRole("link", { name: "Подписка «Сверчок Плюс»", exact: true }).click();
  const status = await eventually(() => text(page, "#status"), (s) => s.startsWith("Подписка «Сверчок Плюс»: "), "the topic");
  assert.equal(await page.locator("#results li").count(), Number(status.match(/\d+/)[0]));
  for (const place of await page.locator("#results .place").allInnerTexts()) assert.match(place, /^Подписка «Сверчок Плюс»/);
  assert.equal(await page.locator("#topics [aria-current]").innerText(), "Подписка «Сверчок Плюс»");
  await page.locator("#results a").first().click();
  await page.waitForURL("**/articles/**");
  await page.goBack();
  await visible(page, "#topics [aria-current]");
  await searchFor(page, "гарантия");
  assert.ok(await page.locator("#topics").isHidden());
  assert.equal(new URL(page.url()).searchParams.get("topic"), null);
  await page.goto(`${theServer().url}/?topic=${encodeURIComponent("Доставка")}`);
  await visible(page, "#topics [aria-current]");
  await page.click("[data-lang=en]");
  await page.waitForURL(`${theServer().url}/`);
  await page.getByRole("link", { name: "Delivery", exact: true }).waitFor();
});

test("the list goes on where it ended", async (t) => {
  const page = await newPage(t);
  await searchFor(page, "заказ");
  assert.equal(await page.locator("#results li").count(), 10);
  const first = await page.locator("#results a").allInnerTexts();
  await page.click("#more");
  await eventually(() => page.locator("#results li").count(), (n) => n > 10, "more results");
  assert.deepEqual((await page.locator("#results a").allInnerTexts()).slice(0, 10), first);
  assert.ok(await page.locator("#results a").nth(10).evaluate((node) => node === document.activeElement));
});

test("only the last of many letters counts, however replies overtake each other", async (t) => {
  const page = await newPage(t);
  let release;
  const held = new Promise((done) => { release = done; });
  await page.route("**/search", async (route) => {
    if (JSON.parse(route.request().postData()).q === "доставка") await held;
    await route.continue();
  });
  const slow = page.waitForRequest((r) => r.postData()?.includes("\"доставка\""));
  await page.fill("#q", "доставка");
  await slow;
  await page.fill("#q", "гарантия");
  await eventually(() => page.locator("#results mark").allInnerTexts(), (m) => m.some((s) => /гарант/i.test(s)), "results for the second query");
  const shown = await page.locator("#results a").allInnerTexts();
  const late = page.waitForResponse((r) => r.request().postData()?.includes("\"доставка\""));
  release();
  await (await late).finished();
  assert.deepEqual(await page.locator("#results a").allInnerTexts(), shown);
});

test("the keyboard alone: slash, arrows, Enter, Escape; the focus can be seen", async (t) => {
  const page = await newPage(t);
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.textContent);
  const titles = () => page.locator("#completions a, #results a").allInnerTexts();
  await visible(page, "#results a");
  await page.keyboard.press("/");
  assert.equal(await focused(), "q");
  assert.equal(await page.inputValue("#q"), "", "the slash itself is not typed");
  await page.keyboard.type("оплата/возврат");
  assert.equal(await page.inputValue("#q"), "оплата/возврат", "in the box a slash is a slash");
  await visible(page, "#results mark");

  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(), (await titles())[0]);
  const seen = await page.evaluate(() => {
    const node = document.activeElement;
    const styles = [getComputedStyle(node), getComputedStyle(node, "::after")];
    return styles.some((s) => s.outlineStyle === "solid" && parseFloat(s.outlineWidth) >= 2);
  });
  assert.ok(seen, "an outline shows where the focus is");
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(), (await titles())[1]);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  assert.equal(await focused(), "q");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Escape");
  assert.equal(await focused(), "q");
  await page.keyboard.press("Escape");
  assert.equal(await page.inputValue("#q"), "");
  await eventually(() => text(page, "#status"), (s) => s === "Популярные статьи", "popular articles again");
  await visible(page, "#topics a");
  await page.locator("#topics a").last().focus();
  await page.keyboard.press("ArrowDown");
  const title = await focused();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/articles/**");
  assert.equal(await text(page, "#article h1"), title);
});

test("Tab goes through the page in the order of reading, with the skip link first", async (t) => {
  const page = await newPage(t);
  await visible(page, "#results a");
  const order = [];
  for (let i = 0; i < 7; i++) {
    await page.keyboard.press("Tab");
    order.push(await page.evaluate(() => {
      const node = document.activeElement;
      return node.id || node.className || node.dataset.lang || node.type || node.textContent;
    }));
  }
  assert.deepEqual(order, ["skip", "brand", "ru", "en", "q", "submit", "Устройства"]);
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Shift+Tab");
  await page.evaluate(() => document.activeElement.blur());
  await page.reload();
  await page.keyboard.press("Tab");
  assert.ok((await page.locator(".skip").boundingBox()).y >= 0, "the skip link comes into sight");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
});

test("Enter searches at once, and once", async (t) => {
  const page = await newPage(t);
  await visible(page, "#results a");
  await visible(page, "#topics a");
  const requests = countRequests(page, "/indexes/articles/search");
  await page.fill("#q", "гарантия");
  await page.keyboard.press("Enter");
  await visible(page, "#results mark");
  await eventually(() => page.getAttribute("#found", "aria-busy"), (busy) => busy === "false", "the end of the search");
  assert.equal(requests.n, 1);
});

for (const [status, said] of [[503, /сейчас занят/], [429, /сейчас занят/], [500, /что-то пошло не так/], [0, /Нет связи/]]) {
  test(`a failed search (${status || "no network"}) is said kindly and can be repeated`, async (t) => {
    const page = await newPage(t);
    page.expected.push(/Failed to load resource/);
    await visible(page, "#results a");
    await page.route("**/search", (route) => status
      ? route.fulfill({ status, contentType: "application/json", headers: { "Retry-After": "1" }, body: "{\"message\":\"queue full\",\"code\":\"busy\"}" })
      : route.abort());
    await page.fill("#q", "гарантия");
    await eventually(() => text(page, "#status"), (s) => said.test(s), "word of the failure");
    assert.doesNotMatch(await text(page, "#status"), /queue|busy|\d{3}/);
    assert.equal(await page.locator("#results li").count(), 0, "nothing that was found for other words");
    await page.unroute("**/search");
    await page.click("#status button");
    await visible(page, "#results mark");
    assert.equal(await page.inputValue("#q"), "гарантия");
  });
}

test("the language can be chosen, and is remembered", async (t) => {
  const page = await newPage(t, { lang: "ru" });
  await page.click("[data-lang=en]");
  await eventually(() => text(page, "#status"), (s) => s === "Popular articles", "the page in English");
  assert.equal(await page.getAttribute("html", "lang"), "en");
  assert.equal(await page.getAttribute("[data-lang=en]", "aria-pressed"), "true");
  await page.reload();
  await eventually(() => text(page, "#status"), (s) => s === "Popular articles", "English after a reload");
});

test("what is found in the page's language comes alone; if nothing is, any language will do", async (t) => {
  const page = await newPage(t, { lang: "ru" });
  const languages = () => page.locator("#results li").evaluateAll((all) => [...new Set(all.map((li) => li.lang))]);
  await searchFor(page, "wifi");
  assert.deepEqual(await languages(), ["ru"]);
  await page.fill("#q", "refund");
  await eventually(languages, (all) => all.join() === "en", "articles in English");
});

test("what is typed or found is shown as text, never run", async (t) => {
  const page = await newPage(t, { path: "/?q=" + encodeURIComponent("\"><img src=x onerror=alert(1)><script>alert(2)</script>{{article}}") });
  page.on("dialog", () => page.problems.push("a script of the query ran"));
  await eventually(() => page.getAttribute("#found", "aria-busy"), (busy) => busy === "false", "the end of the search");
  assert.match(await page.inputValue("#q"), /onerror.*<script>.*\{\{article\}\}/);
  assert.equal(await page.locator("img[src=x]").count(), 0);
});

test("without scripts the form finds articles", async (t) => {
  const page = await newPage(t, { javaScriptEnabled: false });
  await page.fill("#q", "возврат денег");
  await page.click("#search button");
  assert.equal(new URL(page.url()).searchParams.get("q"), "возврат денег");
  assert.equal(await page.inputValue("#q"), "возврат денег");
  assert.ok(await page.locator("#results a").count() > 2);
  const title = await page.locator("#results a").first().innerText();
  await page.locator("#results a").first().click();
  assert.equal(await text(page, "#article h1"), title);
  assert.equal((await fetch(`${theServer().url}/?q=${"а".repeat(5000)}`)).status, 200, "a text that is too long finds nothing and breaks nothing");
});
