// The help centre: pages that work with and without scripts, on a phone and on a desktop.
import assert from "node:assert/strict";
import { test } from "node:test";

import { box, eventually, everywhere, newPage, startAll, text, theServer, visible } from "./browser.mjs";

startAll();

const words = {
  ru: { ask: "Чем помочь?", topic: "Доставка", part: "Способы и сроки", article: "Сроки доставки", query: "возврат денег", other: "How can we help?", write: "Написать человеку", sent: /^Обращение KB-\d{4}-\d{6} принято$/ },
  en: { ask: "How can we help?", topic: "Delivery", part: "Options and times", article: "How long delivery takes", query: "refund", other: "Чем помочь?", write: "Write to a person", sent: /^Your request is KB-\d{4}-\d{6}$/ },
};
const article = "/articles/ru/delivery/delivery-options-and-prices";

/** What is true of every page. */
async function checkFrame(page, lang) {
  const found = await page.evaluate(() => {
    const ids = [...document.querySelectorAll("[id]")].map((node) => node.id);
    const levels = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter((node) => !node.closest("[hidden]")).map((node) => Number(node.tagName[1]));
    return {
      lang: document.documentElement.lang,
      twice: ids.filter((id, i) => ids.indexOf(id) !== i),
      skipped: levels.filter((level, i) => (i ? level > levels[i - 1] + 1 : level !== 1)),
      first: levels.filter((level) => level === 1).length,
      labels: [...document.querySelectorAll("label[for]")].filter((node) => !document.getElementById(node.htmlFor)).length,
      sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      unfilled: document.body.innerText.match(/\{\w+\}|undefined|null/g),
    };
  });
  assert.deepEqual(found, { lang, twice: [], skipped: [], first: 1, labels: 0, sideways: 0, unfilled: null }, page.url());
}

for (const javaScriptEnabled of [true, false])
  for (const [size, lang] of everywhere) {
    const w = words[lang];

    test(`${size}, ${lang}, ${javaScriptEnabled ? "with" : "without"} scripts: from home by topic and part to an article, and to what is like it`, async (t) => {
      const page = await newPage(t, { size, lang, javaScriptEnabled });
      const read = () => text(page, "h1");
      assert.equal(new URL(page.url()).pathname, `/${lang}`);
      assert.equal(await read(), w.ask);
      await checkFrame(page, lang);
      await page.locator(".topics a", { hasText: w.topic }).first().click();
      assert.equal(await read(), w.topic);
      await checkFrame(page, lang);
      await page.click(`h2 a:text-is("${w.part}")`);
      assert.equal(await read(), w.part);
      await page.click(`.list a:text-is("${w.article}")`);
      assert.equal(await read(), w.article);
      assert.match(await page.title(), new RegExp(`^${w.article} – `));
      await checkFrame(page, lang);
      assert.deepEqual(await page.locator(".crumbs a").allInnerTexts(), [lang === "ru" ? "Справка" : "Help", w.topic, w.part]);
      const next = page.locator(".related a").first(), title = await next.innerText();
      await next.click();
      assert.equal(await read(), title);
    });

    test(`${size}, ${lang}, ${javaScriptEnabled ? "with" : "without"} scripts: a search, narrowed, and its article`, async (t) => {
      const page = await newPage(t, { size, lang, javaScriptEnabled });
      await box(page).fill(w.query);
      await page.keyboard.press("Enter");
      await visible(page, ".results mark");
      assert.equal(new URL(page.url()).searchParams.get("q"), w.query);
      assert.equal(await box(page).inputValue(), w.query);
      await checkFrame(page, lang);
      const chip = page.locator(".chips a").nth(1), [name, count] = (await chip.innerText()).split(/\s+(?=\d+$)/);
      await chip.click();
      await visible(page, ".results mark");
      assert.match(await text(page, ".status"), new RegExp(`^\\D*${count}(\\D|$)`), "as many as the topic said");
      for (const place of await page.locator(".results .soft").allInnerTexts()) assert.ok(place.startsWith(name), place);
      const link = page.locator(".results h2 a").first(), title = await link.innerText();
      await link.click();
      assert.equal(await text(page, "h1"), title);
    });
  }

for (const [size, lang, typed, meant] of [["desktop", "ru", "возрват денег", "возврат денег"], ["phone", "ru", "ljcnfdrf", "доставка"], ["desktop", "en", "delivrey", "delivery"]])
  test(`${size}, ${lang}: ${typed} is searched as ${meant}, which is said, with a way back`, async (t) => {
    const page = await newPage(t, { size, lang, path: `/${lang}/search?q=${encodeURIComponent(typed)}` });
    assert.ok((await text(page, ".meant")).includes(meant));
    await page.click(".meant a");
    await page.waitForURL(/exact=1/);
    assert.equal(await page.locator(".meant").count(), 0);
    assert.equal(await box(page).inputValue(), typed);
  });

for (const [size, lang] of everywhere)
  test(`${size}, ${lang}: nothing is found, which is said, with a way to a person`, async (t) => {
    const page = await newPage(t, { size, lang, path: `/${lang}/search?q=зззщщщ%20qqqzzz`, javaScriptEnabled: false });
    assert.equal(await page.locator(".results").count(), 0);
    await page.click("main .button");
    assert.equal(await text(page, "h1"), words[lang].write);
  });

test("a long list goes on over pages", async (t) => {
  const page = await newPage(t, { path: `/ru/search?q=${encodeURIComponent("заказ")}`, javaScriptEnabled: false });
  const titles = () => page.locator(".results h2").allInnerTexts();
  const first = await titles();
  assert.equal(first.length, 10);
  await page.click(".pages a[rel=next]");
  const second = await titles();
  assert.equal(new Set([...first, ...second]).size, first.length + second.length);
  assert.equal(await page.getAttribute(".pages [aria-current]", "aria-label"), "Страница 2");
  await page.click(".pages a[rel=prev]");
  assert.deepEqual(await titles(), first);
});

test("the language leads to the same in the other one, or to its home", async (t) => {
  const page = await newPage(t, { path: article });
  await page.click(".language");
  assert.equal(await text(page, "h1"), "Delivery options and prices");
  assert.equal(await page.getAttribute("html", "lang"), "en");
  await page.goto(`${theServer().url}/en/c/Delivery`);
  await page.click(".language");
  assert.equal(await text(page, "h1"), words.ru.ask);
});

// ---- an article ----

for (const javaScriptEnabled of [true, false])
  test(`an article says whether it helped ${javaScriptEnabled ? "with" : "without"} scripts, and why not`, async (t) => {
    const page = await newPage(t, { path: article, size: "phone", javaScriptEnabled });
    await page.click(".helpful button[value='1']");
    assert.match(await text(page, ".helpful"), /Спасибо/);
    await page.goto(theServer().url + article);
    await page.click(".helpful button[value='0']");
    assert.match(await text(page, ".helpful"), /Что было не так/);
    await page.check("input[value=unclear]");
    await page.fill("#_comment", "<b>Где</b> цена?");
    await page.click(".helpful form button");
    assert.match(await text(page, ".helpful"), /Спасибо/);
    assert.deepEqual(await page.context().cookies(), []);
  });

test("contents lead to their sections; a wide table scrolls by itself, and the keyboard can scroll it", async (t) => {
  const page = await newPage(t, { path: article, size: "phone" });
  await page.click(".contents a:last-of-type >> nth=-1");
  await eventually(() => page.locator("[id='частые-вопросы-о-цене']").evaluate((node) => node.getBoundingClientRect().top),
    (top) => top >= 0 && top < 200, "the section at the top of the window");
  const box = page.locator(".text .wide").first();
  assert.ok(await box.evaluate((node) => node.scrollWidth > node.clientWidth), "this table is wider than a phone");
  assert.equal(await box.getAttribute("tabindex"), "0");
});

test("on paper there is the article and nothing else", async (t) => {
  const page = await newPage(t, { path: article, colorScheme: "dark" });
  await page.emulateMedia({ media: "print" });
  for (const gone of ["kladez-search", ".contents", ".helpful", ".related", ".bottom", "kladez-chat", ".language"])
    assert.ok(!(await page.locator(gone).first().isVisible()), gone);
  assert.ok(await page.locator(".text table").first().isVisible());
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(255, 255, 255)");
});

// ---- a person ----

for (const [size, lang] of everywhere)
  test(`${size}, ${lang}: without scripts one can write to a person, and gets a number`, async (t) => {
    const page = await newPage(t, { size, lang, path: `/articles/${lang}/delivery/delivery-times`, javaScriptEnabled: false });
    page.expected.push(/400/); // a form that was filled in wrongly
    await page.click(".bottom a");
    assert.equal(await text(page, "h1"), words[lang].write);
    await page.fill("#_text", "Где мой заказ SVK12345678901?");
    await page.fill("#_way", "nobody");
    await page.click(".letter button");
    assert.equal(await page.getAttribute("#_way", "aria-invalid"), "true");
    assert.equal(await page.inputValue("#_text"), "Где мой заказ SVK12345678901?", "what was written is kept");
    await page.fill("#_way", "ivan@example.com");
    await page.click(".letter button");
    assert.match(await text(page, "h1"), words[lang].sent);
    const number = (await text(page, "h1")).match(/KB-\S+/)[0];
    await page.reload();
    assert.ok((await text(page, "h1")).includes(number), "sent twice, it is one request");
    await page.click(".letter p a");
    assert.equal(await text(page, "h1"), words[lang].article);
  });

// ---- the keyboard ----

test("the keyboard alone: skip link, search, a result, its article, whether it helped", async (t) => {
  const page = await newPage(t);
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.className || document.activeElement.textContent);
  await visible(page, "kladez-chat .launch");
  await page.keyboard.press("Tab");
  assert.equal(await focused(), "skip");
  assert.ok((await page.locator(".skip").boundingBox()).y >= 0, "the skip link comes into sight");
  await page.keyboard.press("Enter");
  assert.equal(await focused(), "_main");
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.localName), "kladez-search");
  await page.keyboard.type("гарантия/ремонт");
  assert.equal(await box(page).inputValue(), "гарантия/ремонт", "in the box a slash is a slash");
  await page.keyboard.press("Enter");
  await visible(page, ".results mark");
  while (!(await page.evaluate(() => document.activeElement.closest(".results")))) await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => getComputedStyle(document.activeElement, "::after").outlineStyle === "solid"), "the focus can be seen");
  await page.keyboard.press("Enter");
  await visible(page, "article");
  while (!(await page.evaluate(() => document.activeElement.value === "1"))) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await eventually(() => text(page, ".helpful"), (s) => /Спасибо/.test(s), "thanks");
});

// ---- how fast ----

test("an article asks for one page and one style before it is shown, and does not move", async (t) => {
  const page = await newPage(t, { path: "/assets/logo", size: "phone", at: null });
  const kinds = [];
  await (await page.context().newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.addInitScript(() => {
    window.moved = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => { window.moved += entry.value; })).observe({ type: "layout-shift", buffered: true });
  });
  page.on("request", (request) => kinds.push(request.resourceType()));
  await page.goto(theServer().url + article);
  await visible(page, "kladez-chat .launch");
  const seen = await page.evaluate(() => ({
    painted: performance.getEntriesByName("first-contentful-paint")[0].startTime,
    blocking: performance.getEntriesByType("resource").filter((r) => r.renderBlockingStatus === "blocking").map((r) => new URL(r.name).pathname),
    bytes: performance.getEntriesByType("navigation")[0].transferSize,
    moved: window.moved,
  }));
  t.diagnostic(`first contentful paint ${Math.round(seen.painted)} ms on a CPU slowed 4 times, ${seen.bytes} bytes of HTML`);
  assert.equal(kinds.filter((kind) => kind === "document").length, 1);
  assert.deepEqual(seen.blocking, ["/assets/page.css"]);
  assert.equal(seen.moved, 0, "layout shift");
});

const others = { home: () => "", category: ({ topic }) => `/c/${encodeURIComponent(topic)}`, results: ({ query }) => `/search?q=${encodeURIComponent(query)}`, contact: () => "/contact" };

for (const lang of Object.keys(words))
  test(`${lang}: the other pages wait for their style alone, and do not move`, async (t) => {
    const page = await newPage(t, { path: `/${lang}`, size: "phone", lang, at: null });
    await (await page.context().newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: 4 });
    await page.addInitScript(() => {
      window.moved = 0;
      new PerformanceObserver((list) => list.getEntries().forEach((entry) => { window.moved += entry.value; })).observe({ type: "layout-shift", buffered: true });
    });
    for (const [name, path] of Object.entries(others)) {
      await page.goto(`${theServer().url}/${lang}${path(words[lang])}`);
      await visible(page, "kladez-chat .launch");
      const seen = await page.evaluate(() => ({ moved: window.moved, blocking: performance.getEntriesByType("resource").filter((r) => r.renderBlockingStatus === "blocking").map((r) => new URL(r.name).pathname) }));
      assert.deepEqual(seen.blocking, ["/assets/page.css"], name);
      assert.ok(seen.moved < 0.01, `${name} moves by ${seen.moved}; what counts as good is .1`);
    }
  });

test("without scripts an article is four requests: itself, its style, the logo twice at most", async (t) => {
  const page = await newPage(t, { path: "/assets/logo", javaScriptEnabled: false });
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(theServer().url + article, { waitUntil: "networkidle" });
  assert.deepEqual([...new Set(asked)].filter((path) => !path.startsWith("/articles/")).sort(), ["/assets/logo", "/assets/page.css"]);
});
