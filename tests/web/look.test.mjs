// Whether everybody can read and use it: sizes, contrast, names, motion, in every state.
import assert from "node:assert/strict";
import { test } from "node:test";

import { assertAccessible, everywhere, newPage, startAll, tabRound, theServer, visible } from "./browser.mjs";

startAll();

const arrived = (page) => visible(page, "kladez-chat .launch");

const words = {
  ru: { topic: "Оплата и возвраты", typo: "возрват оплаты", some: "заказ", question: "Где мой заказ?" },
  en: { topic: "Payment and refunds", typo: "refnud of the payment", some: "order", question: "Where is my order?" },
};
const article = (lang) => `/articles/${lang}/delivery/delivery-options-and-prices`;
const of = encodeURIComponent;

async function send(page, way, sign) {
  await page.fill("#_text", words[await page.getAttribute("html", "lang")].question);
  await page.fill("#_way", way);
  await page.click(".letter button");
  await visible(page, sign);
}

/** The states of the pages: where they are in a language, and how to come there. */
const states = {
  home: [(lang) => `/${lang}`],
  topic: [(lang) => `/${lang}/c/${of(words[lang].topic)}`],
  results: [(lang) => `/${lang}/search?q=${of(words[lang].typo)}`],
  narrowed: [(lang) => `/${lang}/search?q=${of(words[lang].some)}&category=${of(words[lang].topic)}`],
  nothing: [(lang) => `/${lang}/search?q=зззщщщ`],
  article: [article],
  note: [(lang) => `/articles/${lang}/account/reset-password`],
  thanks: [(lang) => `${article(lang)}?helpful=1`],
  why: [(lang) => `${article(lang)}?helpful=0`],
  missing: [() => "/articles/none"],
  contact: [(lang) => `/${lang}/contact?article=${article(lang).slice(10)}`],
  mistakes: [(lang) => `/${lang}/contact`, (page) => send(page, "nonsense", ".wrong")],
  ticket: [(lang) => `/${lang}/contact`, (page) => send(page, "ivan@example.com", ".notice")],
};

async function goTo(page, name, lang) {
  const [path, arrive] = states[name];
  await page.goto(theServer().url + path(lang));
  await arrived(page);
  await arrive?.(page);
  await arrived(page);
}

async function enter(t, options) {
  const page = await newPage(t, { path: "/empty", html: () => '<link rel="icon" href="data:,">', ...options });
  page.expected.push(/Failed to load resource/);
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

async function assertReadable(page, name) {
  const grounds = [];
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { faint, measured } = await page.evaluate(tooFaint);
    assert.deepEqual(faint, [], `${name}, ${colorScheme}`);
    assert.ok(measured > 4, "texts were measured"); // the least: a ticket's page
    grounds.push(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
  }
  assert.notEqual(grounds[0], grounds[1]);
}

for (const [size, lang] of everywhere)
  test(`${size}, ${lang}: axe-core finds nothing wrong on any page by day and by night, nothing sticks out, all can be read and hit`, async (t) => {
    const page = await enter(t, { size, lang });
    for (const name of Object.keys(states)) {
      await goTo(page, name, lang);
      await assertAccessible(page, name);
      assert.deepEqual(await page.evaluate(sideways), [], name);
      if (size !== "phone") continue;
      assert.deepEqual(await page.evaluate(tooSmall), [], name);
      await assertReadable(page, name);
    }
  });

for (const [size, lang] of everywhere)
  test(`${size}, ${lang}: Tab comes to everything, and what has the focus is seen to have it`, async (t) => {
    const page = await enter(t, { size, lang });
    for (const name of ["home", "topic", "results", "article", "why", "contact"]) {
      await goTo(page, name, lang);
      await page.evaluate(() => { document.activeElement?.blur(); getSelection().removeAllRanges(); });
      const stops = await tabRound(page), links = await page.evaluate(() => [...document.querySelectorAll("a[href]")].filter((node) => node.checkVisibility()).map((node) => node.getAttribute("href")));
      for (const link of links) assert.ok(stops.some(({ href }) => href === link), `${name}: ${link}`);
    }
  });

for (const lang of Object.keys(words))
  test(`${lang}: text twice as large still fits a phone`, async (t) => {
    const page = await enter(t, { size: "phone", lang });
    for (const name of ["home", "results", "article", "contact"]) {
      await goTo(page, name, lang);
      await page.evaluate(() => { document.documentElement.style.fontSize = "34px"; });
      assert.deepEqual(await page.evaluate(sideways), [], name);
    }
  });
