// How soon the help centre's pages are seen: node bench/paint.mjs (README.md). Chromium on a phone's window, its processor
// slowed four times, nothing cached, a server on this machine, the elements in the page.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { index, serve } from "../tests/lib/kladez.mjs";
import { chromium, findChromium, sizes } from "../tests/web/browser.mjs";

const loads = Number(process.env.LOADS || 5);
const topics = { ru: "Доставка", en: "Delivery" }, queries = { ru: "возврат денег", en: "refund" };
const pages = {
  home: (lang) => `/${lang}`, category: (lang) => `/${lang}/c/${encodeURIComponent(topics[lang])}`, article: (lang) => `/articles/${lang}/delivery/delivery-options-and-prices`,
  results: (lang) => `/${lang}/search?q=${encodeURIComponent(queries[lang])}`, contact: (lang) => `/${lang}/contact`,
};

function observe() {
  window.shift = 0;
  window.largest = 0;
  new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => { window.shift += value; })).observe({ type: "layout-shift", buffered: true });
  new PerformanceObserver((list) => list.getEntries().forEach(({ startTime }) => { window.largest = startTime; })).observe({ type: "largest-contentful-paint", buffered: true });
}

const read = () => ({
  first: performance.getEntriesByName("first-contentful-paint")[0].startTime, largest: window.largest, shift: window.shift,
  before: 1 + performance.getEntriesByType("resource").filter((one) => one.renderBlockingStatus === "blocking").length,
  all: 1 + performance.getEntriesByType("resource").length,
  bytes: performance.getEntriesByType("navigation")[0].transferSize,
});

async function load(browser, url) {
  const context = await browser.newContext(sizes.phone), page = await context.newPage();
  await (await context.newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.addInitScript(observe);
  await page.goto(url, { waitUntil: "load" });
  await page.locator("kladez-chat .launch").waitFor();
  await page.waitForTimeout(300); // what moves late is seen too
  const seen = await page.evaluate(read);
  await context.close();
  return seen;
}

const middle = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const cleanups = [], t = { after: (act) => cleanups.unshift(act) };
const folder = mkdtempSync(join(tmpdir(), "kladez-paint-"));
t.after(() => rmSync(folder, { recursive: true, force: true }));
index(join(folder, "data"), "corpus");
const server = await serve(t, join(folder, "data"), { pin: null });
const browser = await chromium.launch({ executablePath: findChromium(), args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] });
t.after(() => browser.close());

console.log(`median of ${loads} loads\n\n| page | | first paint, ms | worst | largest, ms | layout shift | requests before paint | in all | HTML, bytes |\n|---|---|---|---|---|---|---|---|---|`);
await load(browser, server.url + pages.home("ru")); // the browser itself starts
for (const [name, path] of Object.entries(pages))
  for (const lang of Object.keys(topics)) {
    const seen = [];
    for (let i = 0; i < loads; i++) seen.push(await load(browser, server.url + path(lang)));
    const of = (key) => seen.map((one) => one[key]);
    console.log(`| ${name} | ${lang} | ${Math.round(middle(of("first")))} | ${Math.round(Math.max(...of("first")))} | ${Math.round(middle(of("largest")))} | ${Math.max(...of("shift"))} | ${Math.max(...of("before"))} | ${Math.max(...of("all"))} | ${middle(of("bytes"))} |`);
  }
for (const act of cleanups) await act();
