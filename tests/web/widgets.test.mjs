// Both elements: everybody can use them, nothing in them runs, they are small, and other sites can
// have them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { before, test } from "node:test";
import { gzipSync } from "node:zlib";

import { all, longWord, scripts } from "../lib/hostile.mjs";
import { corpusData, root, serve, writeFiles } from "../lib/kladez.mjs";
import { act, assertAccessible, eventually, everywhere, newPage, questionFor, startAll, tabRound, text, theServer, visible } from "./browser.mjs";

const records = all.map((title, i) => ({ id: `hostile-${i}`, lang: "ru", title: `дикобраз ${i} ${title}`, category: `дикобразы ${title.replaceAll("/", "-")}`,
  questions: [`чем питается дикобраз ${i} ${title}?`], body: `## раздел ${title}\n\nДикобраз ${i} ест кору. ${title} ${i ? "" : longWord}` }));

/** The demo of docs/, as another site has it. */
let elsewhere;
const demo = readFileSync(join(root, "docs/embed.html"), "utf8");
const listen = (server) => new Promise((done) => server.listen(0, "127.0.0.1", () => done(`http://127.0.0.1:${server.address().port}`)));

const words = {
  ru: { typo: "djpdhfn", asked: "Как вернуть товар?", unclear: ["доставка", "оплата", "возврат"], human: "позовите оператора", recent: ["возврат", "доставка"], anew: "Новый разговор" },
  en: { typo: "refnud", asked: "How do I return goods?", unclear: ["delivery", "payment", "battery"], human: "I want to talk to a person", recent: ["refund", "delivery"], anew: "New conversation" },
};
startAll(async () => { for (const w of Object.values(words)) w.unclear = await questionFor("clarify", w.unclear); }, {
  more: (folder) => writeFiles(folder, { "hostile.jsonl": records.map((r) => JSON.stringify(r)).join("\n") }),
});

const pageOf = (lang, chat = "") => (server) => `<!doctype html><html lang="${lang}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><link rel="icon" href="data:,">
<title>Shop</title></head><body><main><h1>Shop</h1><kladez-search lang="${lang}" action="/search"></kladez-search></main>
<kladez-chat lang="${lang}" ${chat}></kladez-chat>
<script type="module" src="${server}/kladez-search.js"></script><script type="module" src="${server}/kladez-chat.js"></script></body></html>`;

async function enter(t, { chat, ...options }) {
  const page = await newPage(t, { path: "/host", html: pageOf(options.lang || "ru", chat), ...options });
  page.expected.push(/Failed to load resource/);
  await visible(page, "kladez-chat .launch");
  page.words = words[options.lang || "ru"];
  return page;
}

const box = "kladez-search #q", option = "kladez-search [role=option]", field = "kladez-chat #field", state = "kladez-chat .state";

async function search(page, q) {
  await page.fill(box, q);
  await page.waitForFunction((words) => document.querySelector("kladez-search").shadowRoot.querySelector(".panel:not(.busy) [role=option], .panel:not(.busy) .note *") && words, q);
}

async function say(page, q) {
  if (await page.locator("kladez-chat .launch").isVisible()) await page.click("kladez-chat .launch");
  await page.fill(field, q);
  await page.keyboard.press("Enter");
}

const shown = (page, selector) => page.locator(selector).first().isVisible();

/** The states of both, and how to come from one to the next, or there at once. */
const states = {
  closed: async () => {},
  popular: async (page) => { await page.click(box); await visible(page, option); },
  found: async (page) => {
    await page.fill(box, page.words.typo);
    await visible(page, `${option} mark`);
    await page.keyboard.press("ArrowDown");
  },
  narrowed: async (page) => {
    await page.locator("kladez-search .filters button").nth(1).click();
    await visible(page, "kladez-search .filters button:nth-child(2)[aria-pressed=true]");
    await visible(page, option);
  },
  nothing: async (page) => { await page.fill(box, "зззщщщ"); await visible(page, "kladez-search .note strong"); },
  recent: async (page) => {
    await page.evaluate((all) => { localStorage["kladez-recent"] = JSON.stringify(all); }, page.words.recent);
    await page.fill(box, "");
    await page.click(box);
    await visible(page, `${option}.recent`);
  },
  gone: async (page) => {
    await page.keyboard.press("Escape");
    await page.route("**/search", (route) => route.abort());
    await page.click(box);
    await visible(page, "kladez-search .note button");
  },
  open: async (page) => {
    await page.keyboard.press("Escape");
    await page.unroute("**/search");
    await page.click("kladez-chat .launch");
    await visible(page, "kladez-chat .said.bot");
  },
  choices: async (page) => { await say(page, page.words.unclear); await visible(page, "kladez-chat .options:not(.row) button"); },
  answer: async (page) => { await say(page, page.words.asked); await visible(page, "kladez-chat .options.row button"); },
  why: async (page) => {
    await page.locator("kladez-chat .options button").nth(1).click();
    await visible(page, "kladez-chat .why");
    await eventually(() => page.locator("kladez-chat .wait").count(), (n) => n === 0, "the bot's words");
  },
  ticket: async (page) => { await say(page, page.words.human); await visible(page, "kladez-chat .leave"); },
  contact: async (page) => {
    if (!await shown(page, state)) await states.ticket(page);
    await page.locator("kladez-chat .leave button").click();
    await page.locator("kladez-chat .contact button").click(); // empty: a mistake
    await visible(page, "kladez-chat [aria-invalid=true]");
  },
  leaving: async (page) => {
    await page.getByRole("button", { name: page.words.anew }).click();
    await visible(page, "kladez-chat .options.row");
  },
  person: async (page) => {
    page.ticket = (await text(page, state)).match(/KB-\d{4}-\d{6}/)[0];
    await act(page.ticket, "take");
    await act(page.ticket, "reply", "Готово.");
    await visible(page, "kladez-chat .said.agent");
  },
  rating: async (page) => { await act(page.ticket, "close"); await visible(page, "kladez-chat .rating"); },
  rated: async (page) => {
    await page.locator("kladez-chat .marks button").nth(3).click();
    await visible(page, "kladez-chat .comment");
  },
  unsent: async (page) => {
    await page.route("**/v1/suggest", (route) => route.abort());
    await say(page, page.words.asked);
    await visible(page, "kladez-chat .delivery button");
  },
};

const sideways = () => [document.documentElement, ...document.querySelectorAll("kladez-search, kladez-chat")]
  .flatMap((host) => [host, ...host.shadowRoot?.querySelectorAll("dialog, .log, .panel, .said, form, .foot") || []])
  .filter((node) => node.checkVisibility() && node.scrollWidth > node.clientWidth + 1)
  .map((node) => `${node.localName}.${node.className} ${node.scrollWidth} > ${node.clientWidth}`);

/** Controls lower or narrower than 44 pixels; links within a text may be as high as it is. */
const tooSmall = () => [...document.querySelectorAll("kladez-search, kladez-chat")]
  .flatMap((host) => [...host.shadowRoot.querySelectorAll("button, input, textarea, .source, [role=option], .foot a")])
  .filter((node) => node.checkVisibility())
  .map((node) => [node, node.getBoundingClientRect()])
  .filter(([, { height, width }]) => height < 43.9 || width < 43.9)
  .map(([node, { height, width }]) => `${node.className || node.textContent}: ${width} × ${height}`);

for (const [size, lang] of everywhere)
  test(`${size}, ${lang}: axe finds nothing by day and by night, in every state; all fits, fingers hit what they mean`, async (t) => {
    const page = await enter(t, { size, lang });
    for (const [name, arrive] of Object.entries(states)) {
      await arrive(page);
      await assertAccessible(page, name);
      assert.deepEqual(await page.evaluate(sideways), [], name);
      assert.deepEqual(await page.evaluate(tooSmall), [], name);
      if (size === "desktop" && ["answer", "contact", "rated"].includes(name)) await tabRound(page);
    }
  });

test("they are as light or dark as the page around them, and in its colours", async (t) => {
  const page = await enter(t, {});
  const paper = () => page.locator(box).evaluate((node) => getComputedStyle(node).backgroundColor);
  const scheme = (value) => page.evaluate((v) => { document.documentElement.style.colorScheme = v; }, value);
  await scheme("light");
  const light = await paper();
  await scheme("dark");
  assert.notEqual(await paper(), light);
  await page.emulateMedia({ colorScheme: "dark" });
  await scheme("only light");
  assert.equal(await paper(), light, "a light page has light elements at night");
  const button = () => page.locator("kladez-chat .launch").evaluate((node) => [getComputedStyle(node).backgroundColor, getComputedStyle(node).color]);
  await page.evaluate(() => document.body.style.setProperty("--kladez-accent", "rgb(255, 210, 0)"));
  const [yellow, black] = await button();
  assert.equal(yellow, "rgb(255, 210, 0)");
  await page.evaluate(() => document.body.style.setProperty("--kladez-accent", "rgb(90, 0, 120)"));
  assert.notEqual((await button())[1], black, "words on it can be read");
});

test("text twice as large still fits a phone; who wants less motion gets none", async (t) => {
  for (const name of ["found", "answer", "contact"]) {
    const page = await enter(t, { size: "phone" });
    await page.evaluate(() => { document.documentElement.style.fontSize = "32px"; });
    await states[name](page);
    assert.deepEqual(await page.evaluate(sideways), [], name);
    await page.emulateMedia({ reducedMotion: "reduce" });
    assert.equal(await page.evaluate(() => [...document.querySelectorAll("kladez-search, kladez-chat")].flatMap((host) => [...host.shadowRoot.querySelectorAll("*")])
      .filter((node) => getComputedStyle(node).animationName !== "none").length), 0, name);
  }
});

test("what comes in is announced: the log, the number of articles", async (t) => {
  const page = await enter(t, {});
  await states.answer(page);
  const client = await page.context().newCDPSession(page);
  const { nodes } = await client.send("Accessibility.getFullAXTree");
  const has = (role, name) => nodes.find((n) => !n.ignored && n.role?.value === role && (!name || n.name?.value === name));
  const live = has("log", "Разговор").properties.find((p) => p.name === "live");
  assert.equal(live.value.value, "polite");
  for (const [role, name] of [["dialog", "Помощь"], ["textbox", "Ваш вопрос"], ["combobox", "Поиск по справке"], ["button", "Закрыть чат"], ["button", "Отправить"]])
    assert.ok(has(role, name), `${role} ${name}`);
});

// ---- hostile texts ----

/** Nothing has run, and nothing that could is in the elements. */
async function assertHarmless(page) {
  assert.equal(await page.evaluate(() => window.pwned), undefined);
  assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll("kladez-search, kladez-chat")].flatMap((host) => [...host.shadowRoot.querySelectorAll("*")])
    .filter((node) => /^(img|script|iframe|b|style|template|object|embed)$/.test(node.localName) || [...node.attributes].some((a) => /^on|javascript:/i.test(a.name + a.value) && !/^(id|title|aria-label|lang)$/.test(a.name)))
    .map((node) => node.outerHTML)), []);
  assert.deepEqual(await page.evaluate(sideways), []);
}

test("articles of hostile texts are found and shown as what they are", async (t) => {
  const page = await enter(t, { size: "phone" });
  const plain = (s) => s.replace(/\s+/g, " ").trim();
  for (const [i, record] of records.entries()) {
    await search(page, `дикобраз ${i} ${i}`);
    await eventually(() => page.locator(`${option}.article .title`).allTextContents(), (titles) => titles.map(plain).some((title) => plain(record.title).replace(/[\u0001\u0002]/g, "") === title), record.title);
    await assertHarmless(page);
  }
});

test("hostile queries are said back as text", async (t) => {
  const page = await enter(t, {});
  for (const q of [...all, longWord]) {
    await search(page, q);
    await assertHarmless(page);
  }
  await search(page, `${scripts[1]} зззщщщ`);
  await page.fill(box, "");
  await page.keyboard.press("Escape");
});

test("hostile messages, names and agents are text in the chat", async (t) => {
  const page = await enter(t, { size: "phone", chat: `contact-name="${scripts[1].replaceAll("\"", "&quot;")}"` });
  await say(page, "позовите оператора");
  await visible(page, state);
  const ticket = (await text(page, state)).match(/KB-\d{4}-\d{6}/)[0];
  await act(ticket, "take", undefined, scripts[1]);
  await eventually(() => text(page, state), (s) => s.includes(scripts[1]), "the agent's name");
  for (const [i, words] of all.entries()) {
    await say(page, words);
    await act(ticket, "reply", `${i} ${words}`, words.slice(0, 60));
  }
  await act(ticket, "reply", longWord.slice(0, 4000));
  await eventually(() => page.locator("kladez-chat .said.agent").count(), (n) => n === all.length + 1, "all replies");
  const said = await page.locator("kladez-chat .said.mine p").allTextContents();
  for (const words of scripts) assert.ok(said.includes(words), words);
  await assertHarmless(page);
  await page.reload();
  await eventually(() => page.locator("kladez-chat .said.agent").count(), (n) => n === all.length + 1, "all replies after a reload");
  await assertHarmless(page);
});

test("an article's hostile words are text in an answer", async (t) => {
  const page = await enter(t, {});
  for (const i of [1, 2, 6]) {
    await say(page, records[i].questions[0]);
    await eventually(() => page.locator("kladez-chat .said.bot:not(.wait)").count(), (n) => n > i % 5, "a reply");
    await assertHarmless(page);
  }
});

// ---- sizes and sites ----

/** The modules an element needs, by their addresses. */
async function modulesOf(address, found = new Map()) {
  if (found.has(address)) return found;
  const code = await (await fetch(address)).text();
  found.set(address, code);
  for (const [, name] of code.matchAll(/from "([^"]+)"/g)) {
    assert.ok(name.startsWith("./"), `${address} imports ${name}`);
    await modulesOf(new URL(name, address).href, found);
  }
  return found;
}

for (const [name, most] of [["search", 15000], ["chat", 25000]])
  test(`${name}: everything it needs is at most ${most / 1000} kB, compressed`, async () => {
    const modules = await modulesOf(`${theServer().url}/kladez-${name}.js`);
    const size = [...modules.values()].reduce((sum, code) => sum + gzipSync(code, { level: 9 }).length, 0);
    assert.ok(modules.size > 4 && size <= most, `${size} bytes in ${modules.size} modules`);
  });

before(async (t) => {
  elsewhere = createServer((request, reply) => {
    const { searchParams } = new URL(request.url, "http://site");
    reply.setHeader("Content-Type", "text/html; charset=utf-8");
    reply.end(demo.replaceAll("http://127.0.0.1:8700", searchParams.get("server")));
  });
  t.after(() => { elsewhere.close(); elsewhere.closeAllConnections(); });
});

test("another site that is among `origins` has both; one that is not is refused, and says so", async (t) => {
  const site = await listen(elsewhere), data = corpusData(t);
  const known = await serve(t, data, { args: ["--origins", site] }), unknown = await serve(t, corpusData(t));
  const page = await newPage(t, { path: "/empty", html: () => '<link rel="icon" href="data:,">' });
  page.expected.push(/asks another host/);
  await page.goto(`${site}/?server=${known.url}`);
  await page.fill(box, "возврат");
  await visible(page, `${option} mark`);
  assert.ok((await page.locator(`${option}.article`).first().getAttribute("href")).startsWith(`${known.url}/articles/`));
  await say(page, "позовите оператора");
  await visible(page, state);
  assert.deepEqual(page.problems.filter((text) => !/asks another host/.test(text)), []);
  await page.click("kladez-chat [aria-label='Закрыть чат']");
  await assertAccessible(page, "the demo");

  page.expected.push(/CORS policy/, /Failed to load resource/);
  await page.goto(`${site}/?server=${unknown.url}`);
  await page.fill(box, "возврат");
  await eventually(() => text(page, "kladez-search .panel:visible"), (s) => /Нет связи с сервером/.test(s), "word of the refusal");
  assert.equal(await page.locator(option).count(), 0);
});
