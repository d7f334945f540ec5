// An article's page.
import assert from "node:assert/strict";
import { test } from "node:test";

import { eventually, newPage, startAll, text, theServer, visible } from "./browser.mjs";

startAll();

const path = "/articles/ru/delivery/delivery-options-and-prices";

test("an article can be read without scripts: title, text, tables, date, its other language", async (t) => {
  const page = await newPage(t, { path, javaScriptEnabled: false });
  assert.equal(await text(page, "#article h1"), "Способы и стоимость доставки");
  assert.equal(await page.title(), "Способы и стоимость доставки");
  assert.equal(await page.getAttribute("html", "lang"), "ru");
  assert.match(await text(page, "#article table"), /350 ₽/);
  assert.match(await page.getAttribute("meta[name=description]", "content"), /курьером/);
  assert.equal(await text(page, "#article time"), "2026-09-10");
  await page.click("#article footer a");
  assert.equal(await text(page, "#article h1"), "Delivery options and prices");
  assert.equal(await page.getAttribute("html", "lang"), "en");
});

test("when it was updated is said in the reader's language; after a year, with a warning", async (t) => {
  const page = await newPage(t, { path });
  assert.match(await text(page, "#article footer time"), /^Обновлено 10 сентября 2026/);
  assert.equal(await page.locator(".stale").count(), 0);
  await page.clock.setFixedTime(new Date("2027-09-12T00:00:00Z"));
  await page.reload();
  assert.match(await text(page, ".stale"), /давно не обновлялась/);
  await page.click("[data-lang=en]");
  await page.waitForURL("**/articles/en/**");
  assert.match(await text(page, "#article footer time"), /^Updated September 11, 2026$/);
  assert.match(await text(page, ".stale"), /not been updated for a long time/);
});

test("the other language of the page is the other language of the article", async (t) => {
  const page = await newPage(t, { path, size: "phone" });
  assert.equal(await text(page, "#article footer a"), "По-английски: Delivery options and prices");
  await page.click("[data-lang=en]");
  await page.waitForURL("**/articles/en/delivery/delivery-options-and-prices");
  assert.equal(await text(page, "#article footer a"), "In Russian: Способы и стоимость доставки");
});

test("a search from an article leads there and back", async (t) => {
  const page = await newPage(t, { path });
  await page.locator("#q").pressSequentially("гарантия");
  await visible(page, "#results mark");
  assert.ok(await page.locator("#article").isHidden());
  await page.goBack();
  await visible(page, "#article h1");
  assert.equal(await page.inputValue("#q"), "");
  assert.ok(await page.locator("#found").isHidden());
  await page.goForward();
  await visible(page, "#results mark");
  await page.fill("#q", "");
  await visible(page, "#article h1");
  assert.equal(new URL(page.url()).pathname, decodeURI(path));
});

test("a link to a section shows that section", async (t) => {
  const page = await newPage(t, { path: `${path}#${encodeURIComponent("частые-вопросы-о-цене")}`, size: "phone" });
  await eventually(() => page.locator("#частые-вопросы-о-цене").evaluate((node) => node.getBoundingClientRect().top),
    (top) => top >= 0 && top < 200, "the section at the top of the window");
});

test("a wide table scrolls by itself, and the keyboard can scroll it", async (t) => {
  const page = await newPage(t, { path, size: "phone" });
  const box = page.locator("#article .wide").first();
  assert.ok(await box.evaluate((node) => node.scrollWidth > node.clientWidth), "this table is wider than a phone");
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth));
  assert.equal(await box.getAttribute("tabindex"), "0");
  assert.ok(await box.getAttribute("aria-label"));
});

test("an article that is not there says so, with status 404 and a way on", async (t) => {
  for (const [lang, said] of [["ru", "Такой статьи нет"], ["en", "There is no such article"]]) {
    const page = await newPage(t, { lang, path: "/articles/ru/nowhere" });
    page.expected.push(/404/);
    assert.equal(await text(page, "#article h1"), said);
    await visible(page, "#ask-instead");
    assert.equal(await page.locator("footer").count(), 0);
  }
  assert.equal((await fetch(`${theServer().url}/articles/ru/nowhere`)).status, 404);
  const plain = await newPage(t, { path: "/articles/ru/nowhere", javaScriptEnabled: false });
  plain.expected.push(/404/);
  assert.match(await text(plain, "#article"), /Такой статьи нет.*There is no such article/s);
});

test("an article that is not public is not there", async (t) => {
  const reply = await fetch(`${theServer().url}/articles/en/internal/fraud-checklist`);
  assert.equal(reply.status, 404);
  assert.doesNotMatch(await reply.text(), /fraud/i);
});

test("pages and their files have entity tags; pages a policy without exceptions", async () => {
  const page = await fetch(theServer().url + path);
  const policy = page.headers.get("content-security-policy");
  assert.match(policy, /default-src 'none'/);
  assert.doesNotMatch(policy, /unsafe|\*/);
  const assets = [...(await page.text()).matchAll(/"(\/assets\/[^"]+)"/g)].map(([, name]) => name);
  assert.ok(assets.includes("/assets/chat.js") && assets.includes("/assets/page.css"));
  for (const name of [path, ...new Set(assets)]) {
    const first = await fetch(theServer().url + name);
    assert.equal(first.status, 200, name);
    const again = await fetch(theServer().url + name, { headers: { "If-None-Match": first.headers.get("etag") } });
    assert.equal(again.status, 304, name);
  }
});
