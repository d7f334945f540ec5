// What the tests of the page share: a server on corpus/, a browser, pages that are watched.
// A page that writes an error to the console, breaks its Content-Security-Policy or asks
// another host fails its test, unless the test expects that (page.expected).
import assert from "node:assert/strict";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { before } from "node:test";

import axe from "axe-core";
import { chromium } from "playwright-core";

import { addKey, corpusData, get, index, now, post, scratch, serve, suggest } from "../lib/kladez.mjs";

export const sizes = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
};
export const locales = { ru: "ru-RU", en: "en-GB" };

/** Every size in every language: for (const [size, lang] of everywhere). */
export const everywhere = Object.keys(sizes).flatMap((size) => Object.keys(locales).map((lang) => [size, lang]));

export { chromium };

export function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  for (const folder of process.env.PATH.split(delimiter))
    for (const name of ["chromium", "chromium-browser", "google-chrome"]) {
      try {
        accessSync(join(folder, name), constants.X_OK);
        return join(folder, name);
      } catch { /* not here */ }
    }
  throw new Error("no Chromium in PATH; `make test-deps` installs it, CHROMIUM names another");
}

let server, browser, desk;
let home; // where pages are: the server, or the other site

/** For the top of a test file; `prepare` is called when the server runs. `site` starts another
 *  site whose pages may call the server, and gives its address; `args` are the server's; `more` writes
 *  articles beside those of corpus/ into a folder; `makeData` makes another data folder. */
export function startAll(prepare, { site, args = [], more, makeData = corpusData } = {}) {
  before(async (t) => {
    const origin = await site?.(t);
    const data = await makeData(t), folder = more && scratch(t);
    if (more) {
      more(folder);
      index(data, "corpus", folder);
    }
    server = await serve(t, data, { args: [...args, ...origin ? ["--origins", origin] : []] });
    desk = { token: addKey(data, "desk") };
    home = origin ?? server.url;
    browser = await chromium.launch({
      executablePath: findChromium(), args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    });
    t.after(() => browser.close());
    await prepare?.();
  });
}

export const theServer = () => server;

/** What an agent does with a ticket: take, reply, close…, and what they see of it. */
export const ticketOf = async (number) => (await get(server, `/v1/desk/tickets/${number}`, desk)).json;

export async function act(number, action, text, agent = "Анна") {
  const { version } = await ticketOf(number);
  const reply = await post(server, `/v1/desk/tickets/${number}`, { action, text, version, agent, ...(action === "close" && { outcome: "account_action" }) }, desk);
  if (reply.status === 409) await act(number, action, text, agent); // the customer wrote meanwhile
  else assert.equal(reply.status, 200, reply.text);
}

function watch(page) {
  page.expected = [];
  page.problems = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") page.problems.push(message.text());
  });
  page.on("pageerror", (error) => page.problems.push(`script: ${error.message}`));
  page.on("request", (request) => {
    if (![server.url, home].some((url) => request.url().startsWith(`${url}/`)) && !request.url().startsWith("data:"))
      page.problems.push(`asks another host: ${request.url()}`);
  });
}

/** As strict as can be: the elements need their scripts and the server, and no word about styles. */
const strict = (server) => `default-src 'none'; script-src ${server}; connect-src ${server}; img-src data:; base-uri 'none'; form-action *`;

/** A page of a browser nobody has used before. `html` is what stands at the path instead of the server's; its clock
 *  stands at `at`, or goes on for null. */
export async function newPage(t, { size = "desktop", lang = "ru", path = "/", at = now, html, ...options } = {}) {
  const context = await browser.newContext({ ...sizes[size], locale: locales[lang], ...options });
  const page = await context.newPage();

  context.setDefaultTimeout(10000);
  watch(page);
  t.after(async () => {
    for (const routed of [...context.pages(), context]) await routed.unrouteAll({ behavior: "ignoreErrors" }); // held requests end here
    await context.close();
    const surprises = page.problems.filter((text) => !page.expected.some((pattern) => pattern.test(text)));
    assert.deepEqual(surprises, [], "what the page complained of");
  });
  if (at && options.javaScriptEnabled !== false) await page.clock.setFixedTime(new Date(at));
  if (html)
    await context.route((url) => url.href === home + path, (route) => route.fulfill({
      contentType: "text/html; charset=utf-8", headers: { "Content-Security-Policy": strict(server.url) }, body: html(server.url),
    }));
  await page.goto(home + path);
  return page;
}

/** Waits until `get` gives what passes `check`; its last value is in the error. */
export async function eventually(get, check, what) {
  const end = Date.now() + 10000;
  let value;
  do {
    value = await get();
    if (await check(value)) return value;
    await new Promise((done) => setTimeout(done, 10));
  } while (Date.now() < end);
  throw new Error(`waited in vain for ${what}: ${JSON.stringify(value)}`);
}

/** The first of the questions that the bot meets with this decision. */
export async function questionFor(decision, questions) {
  for (const text of questions)
    if ((await suggest(server, { text, dry_run: true })).decision === decision) return text;
  throw new Error(`the bot decides ${decision} on none of: ${questions.join(", ")}`);
}

/** What axe-core finds wrong, by all its rules or some: ["rule: element"]. */
export async function violations(page, rules) {
  await page.evaluate(axe.source);
  const found = await page.evaluate((runOnly) => window.axe.run(runOnly ? { runOnly } : {}), rules);
  return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`));
}

/** By day and by night axe-core has nothing to say against the page. */
export async function assertAccessible(page, what) {
  for (const colorScheme of ["light", "dark"]) {
    const rules = colorScheme === "light" ? undefined : ["color-contrast"]; // all that changes
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    assert.deepEqual(await violations(page, rules), [], `${what}, ${colorScheme}`);
  }
}

// ---- keys ----

/** What has the focus, through the elements' shadow trees: its text, name or id, whether the focus can be seen, and lies within
 *  the window. Null if nothing has it. */
const focusIn = () => {
  let node = document.activeElement;
  while (node.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
  if (node === document.body) return null;
  const box = node.getBoundingClientRect(), outlines = [getComputedStyle(node), getComputedStyle(node, "::after")];
  return {
    id: node.id, href: node.getAttribute("href"), text: (node.getAttribute("aria-label") || node.textContent).trim(), tag: node.localName,
    seen: outlines.some((style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
};

/** Tab to what `wanted` accepts; each stop on the way can be seen. */
export async function tabTo(page, wanted, key = "Tab") {
  for (let i = 0; i < 150; i++) {
    await page.keyboard.press(key);
    const at = await page.evaluate(focusIn);
    if (at) assert.ok(at.seen, `the focus is not seen on ${JSON.stringify(at)}`);
    if (wanted(at)) return at;
  }
  throw new Error("Tab does not come there");
}

/** Round the page once. Gives where it stopped. */
export async function tabRound(page) {
  const stops = [];
  await tabTo(page, (at) => !at || !stops.push(at));
  return stops;
}

// ---- the page's parts ----

export const text = (page, selector) => page.locator(selector).innerText();
export const visible = (page, selector) => page.locator(selector).first().waitFor({ state: "visible" });
export const gone = (page, selector) => page.locator(selector).first().waitFor({ state: "hidden" });

/** The search box: with scripts that of the element, without them the one in it. */
export const box = (page) => page.locator("kladez-search input[name=q]:visible, kladez-search #q:visible").first();

export async function openChat(page) {
  await page.click("kladez-chat .launch");
  await visible(page, "kladez-chat .said.bot");
}

export async function say(page, words) {
  await page.fill("kladez-chat #field", words);
  await page.keyboard.press("Enter");
}

/** What the server has kept of the page's conversation: ["customer: …", "bot: …"]. */
export async function transcript(page) {
  const { id, token } = await page.evaluate(() => JSON.parse(localStorage["kladez-chat"]));
  const reply = await fetch(`${server.url}/v1/conversations/${id}`, { headers: { Authorization: `Bearer ${token}` } });
  return (await reply.json()).transcript.map((turn) => `${turn.author}: ${turn.text}`);
}

/** How many requests of a page went to the path. */
export function countRequests(page, path) {
  const count = { n: 0 };
  page.on("request", (request) => { if (new URL(request.url()).pathname === path) count.n++; });
  return count;
}
