// Whether everybody can read and use it: sizes, contrast, names, motion, in every state.
import assert from "node:assert/strict";
import { test } from "node:test";

import { newPage, startAll, violations, visible } from "./browser.mjs";

startAll();

const article = "/articles/ru/delivery/delivery-options-and-prices";
const arrived = (page) => visible(page, "kladez-chat .launch");

/** The states of the pages: how to come there. */
const states = {
  home: ["/ru", arrived],
  topic: ["/en/c/" + encodeURIComponent("Payment and refunds"), arrived],
  results: ["/ru/search?q=" + encodeURIComponent("возрват оплаты"), arrived],
  narrowed: [`/ru/search?q=${encodeURIComponent("заказ")}&category=${encodeURIComponent("Оплата и возвраты")}`, arrived],
  nothing: ["/ru/search?q=зззщщщ", arrived],
  article: [article, arrived],
  note: ["/articles/ru/account/reset-password", arrived],
  thanks: [`${article}?helpful=1`, arrived],
  why: [`${article}?helpful=0`, arrived],
  missing: ["/articles/none", arrived],
  contact: [`/ru/contact?article=${article.slice(10)}`, arrived],
  mistakes: ["/en/contact", async (page) => {
    await page.fill("#_way", "nonsense");
    await page.click(".letter button");
    await visible(page, ".wrong");
    await arrived(page);
  }],
  ticket: ["/ru/contact", async (page) => {
    await page.fill("#_text", "Где мой заказ?");
    await page.fill("#_way", "ivan@example.com");
    await page.click(".letter button");
    await visible(page, ".notice");
    await arrived(page);
  }],
};

async function enter(t, name, options) {
  const [path, arrive, more] = states[name];
  const page = await newPage(t, { path, ...more, ...options });

  page.expected.push(/Failed to load resource/);
  await arrive(page);
  return page;
}

// ---- what is measured, in the page ----

const sideways = () => [...document.querySelectorAll("html, body, main, article")]
  .filter((node) => node.scrollWidth > node.clientWidth).map((node) => `${node.tagName}#${node.id} ${node.scrollWidth} > ${node.clientWidth}`);

/** Controls lower or narrower than 44 pixels; links within a text may be as high as it is. */
const tooSmall = () => [...document.querySelectorAll("button, input:not([type=radio], [type=hidden]), textarea, .choice, .brand, .language, .crumbs a, .topics a, .list a, .chips a, .contents a, .pages a, .results h2 a, .said .more")]
  .filter((node) => node.checkVisibility() && !node.closest("[inert]"))
  .map((node) => [node, (node.closest(".results li") || node).getBoundingClientRect()])
  .filter(([, box]) => box.height < 43.99 || box.width < 43.99)
  .map(([node, box]) => `${node.id || node.className || node.textContent}: ${box.width} × ${box.height}`);

/** Texts whose colour is less than 4.5 : 1 against what is behind them (WCAG 2, 1.4.3). */
function tooFaint() {
  const parse = (colour) => colour.match(/[\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (node) => {
    for (let n = node; n; n = n.parentElement) {
      const colour = parse(getComputedStyle(n).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const faint = [];
  let measured = 0;
  const check = (node, colour, text) => {
    const [a, b] = [luminance(parse(colour)), luminance(behind(node))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    measured++;
    if (ratio < 4.5) faint.push(`${ratio.toFixed(2)} “${text.trim().slice(0, 40)}”`);
  };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode.parentElement;
    if (walk.currentNode.data.trim() && node.checkVisibility() && !node.closest(".hidden, .skip, script, datalist"))
      check(node, getComputedStyle(node).color, walk.currentNode.data);
  }
  for (const node of document.querySelectorAll("input, textarea"))
    if (node.checkVisibility()) check(node, getComputedStyle(node, "::placeholder").color, node.placeholder);
  return { faint, measured };
}

// ---- tests ----

for (const name of Object.keys(states)) {
  test(`${name}: fits a phone, fingers hit what they mean, text can be read by day and by night, axe-core finds nothing wrong`, async (t) => {
    const page = await enter(t, name, { size: "phone", colorScheme: "light" });
    assert.deepEqual(await page.evaluate(sideways), []);
    assert.deepEqual(await page.evaluate(tooSmall), []);
    const grounds = [];
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      const { faint, measured } = await page.evaluate(tooFaint);
      assert.deepEqual(faint, [], colorScheme);
      assert.ok(measured > 4, "texts were measured"); // the least: a ticket's page
      assert.deepEqual(await violations(page), [], colorScheme);
      grounds.push(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
    }
    assert.notEqual(grounds[0], grounds[1]);
  });
}

for (const name of ["home", "topic", "results", "article"])
  test(`${name}: axe-core finds nothing wrong on a desktop either`, async (t) => {
    assert.deepEqual(await violations(await enter(t, name, {})), []);
  });

test("text twice as large still fits a phone", async (t) => {
  for (const name of ["home", "results", "article", "contact"]) {
    const page = await enter(t, name, { size: "phone" });
    await page.evaluate(() => { document.documentElement.style.fontSize = "34px"; });
    assert.deepEqual(await page.evaluate(sideways), [], name);
  }
});
