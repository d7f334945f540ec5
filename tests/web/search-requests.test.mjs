// What <kladez-search> asks the server and tells it, and what it does when no reply comes.
import assert from "node:assert/strict";
import { test } from "node:test";

import { countRequests, eventually, newPage, startAll, text, visible } from "./browser.mjs";
import { box, open, option, pageOf, panel, status, words } from "./search.mjs";

startAll();

test("only the last of many letters counts: earlier requests are cancelled, late replies ignored", async (t) => {
  const page = await open(t);
  const cancelled = [];
  page.on("requestfailed", (request) => cancelled.push(request.postDataJSON()?.q));
  let release;
  const held = new Promise((done) => { release = done; });
  await page.route("**/search", async (route) => {
    if (route.request().postDataJSON().q === "доставка") await held;
    await route.continue().catch(() => {});
  });
  const slow = page.waitForRequest((r) => r.postDataJSON()?.q === "доставка");
  await page.locator(box).fill("доставка");
  await slow;
  await page.locator(box).fill("гарантия");
  await eventually(() => page.locator(`${option} mark`).allInnerTexts(), (m) => m.some((s) => /гарант/i.test(s)), "results for the second query");
  release();
  await eventually(() => cancelled, (all) => all.includes("доставка"), "the first to be cancelled");
  assert.ok((await page.locator(`${option} mark`).allInnerTexts()).some((s) => /гарант/i.test(s)));
});

test("letters typed at once are one search", async (t) => {
  const page = await open(t);
  await page.click(box);
  await visible(page, option);
  const requests = countRequests(page, "/indexes/articles/search");
  await page.evaluate(() => {
    const element = document.querySelector("kladez-search"), input = element.shadowRoot.querySelector("input");
    for (const q of ["г", "га", "гар", "гарантия"]) {
      input.value = q;
      input.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
  });
  await visible(page, `${option} mark`);
  assert.equal(requests.n, 1);
});

test("the server is told of each search that was meant, once, and of no letters on the way", async (t) => {
  const page = await newPage(t, { path: "/host", html: pageOf('lang="ru"') });
  await page.clock.install();
  await page.reload();
  await page.waitForFunction(() => customElements.get("kladez-search"));
  const queries = {}, told = [];
  page.on("response", async (r) => { if (r.url().endsWith("/search")) queries[(await r.json().catch(() => ({}))).queryId] = r.request().postDataJSON().q; });
  page.on("request", (r) => { if (r.url().endsWith("/v1/events")) told.push(r.postDataJSON()); });
  const said = () => told.map(({ kind, queryId }) => `${kind} ${queries[queryId]}`);
  const found = async (q, act) => {
    const reply = page.waitForResponse((r) => r.url().endsWith("/search") && r.request().postDataJSON()?.q === q);
    await act();
    await page.clock.runFor(200);
    await (await reply).finished();
    await visible(page, `${panel}:not(.busy) .article mark`);
  };
  const fill = (q) => found(q, () => page.locator(box).fill(q));

  await page.locator(box).focus();
  for (const q of ["г", "гар", "гарантия", "гарант"]) {
    await fill(q);
    await page.clock.runFor(4000);
  }
  assert.deepEqual(said(), []);
  await page.clock.runFor(1500);
  await eventually(said, (all) => all.join() === "search гарант", "what rested");
  await page.clock.runFor(60000);
  await page.keyboard.press("Escape");
  assert.equal(told.length, 1, "once");
  await fill("возврат");
  await page.locator(box).press("Enter");
  await eventually(said, (all) => all[1] === "search возврат", "what Enter was pressed on");
  await fill("доставка");
  await page.locator(box).fill("");
  await eventually(said, (all) => all[2] === "search доставка", "what was there before the box was emptied");
  await fill("оплата");
  await page.mouse.click(5, 800);
  await eventually(said, (all) => all[3] === "search оплата", "what was there when the box was left");
  await fill("заказ");
  await page.locator(`${option}.article`).first().click();
  await page.waitForURL("**/articles/**");
  await eventually(said, (all) => all[4] === "click заказ", "what was picked");
  assert.equal(told.length, 5);
});

for (const [code, said] of [[503, /сейчас занят/], [500, /что-то пошло не так/], [0, /Нет связи/]])
  test(`a failed search (${code || "no network"}) is said, keeps the words, and can be repeated`, async (t) => {
    const page = await open(t);
    page.expected.push(/Failed to load resource/);
    await page.click(box);
    await visible(page, option);
    await page.route("**/search", (route) => code
      ? route.fulfill({ status: code, contentType: "application/json", headers: { "Retry-After": "1" }, body: "{\"code\":\"busy\"}" })
      : route.abort());
    await page.locator(box).fill("гарантия");
    await eventually(() => text(page, panel), (s) => said.test(s), "word of the failure");
    assert.match(await status(page), said);
    assert.equal(await page.locator(option).count(), 0);
    await page.unroute("**/search");
    if (code) await page.getByRole("button", { name: "Повторить" }).click();
    else await page.evaluate(() => dispatchEvent(new Event("online")));
    await visible(page, `${option} mark`);
    assert.equal(await page.inputValue(box), "гарантия");
  });

test("a slow server is waited for, and that is said", async (t) => {
  const page = await newPage(t, { path: "/host", html: pageOf('lang="ru"') });
  await page.clock.install();
  await page.reload();
  await page.waitForFunction(() => customElements.get("kladez-search"));
  let release;
  const held = new Promise((done) => { release = done; });
  await page.route("**/search", async (route) => { await held; await route.continue(); });
  const asked = page.waitForRequest("**/search");
  await page.click(box);
  await asked;
  await page.clock.runFor(3000);
  await eventually(() => text(page, panel), (s) => s.includes("дольше обычного"), "word that it takes long");
  release();
  await eventually(() => text(page, panel), (s) => s.includes(words.ru.popular), "popular articles");
});
