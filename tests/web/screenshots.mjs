// `make screenshots`: every page as people see it, in both languages, on a phone and on a desktop, by day and by night. A
// picture for each page, with its eight looks beside each other, is written to docs/screenshots/, that of the README to
// docs/screenshot.png, the looks in full size to build/screenshots/. ONLY=desk,chat makes some of them.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { customer } from "../lib/customer.mjs";
import { addKey, get, index, now, post, root, scratch, serve, writeFiles } from "../lib/kladez.mjs";
import { act, box, everywhere, newPage, openChat, questionFor, say, sizes, startAll, text, theServer, visible } from "./browser.mjs";
import { keyOf } from "./desk.mjs";

const single = join(root, "build/screenshots"), together = join(root, "docs/screenshots");
const scale = 0.5; // of a look among the eight
const schemes = ["light", "dark"];

const words = {
  ru: {
    topic: "Доставка", query: "возрват денег", typed: "djpdhfn", asked: "Как вернуть товар?", unclear: ["доставка", "оплата", "возврат"], agent: "Анна", name: "Пётр Иванов", way: "peter@example.ru", added: "Подарочные карты",
    reply: "Здравствуйте! Вижу ваш заказ: он на складе в Казани, курьер привезёт его завтра до 18:00.", thanks: "Спасибо, подожду.", preview: "dthyenm njdfh",
    tickets: ["Курьер не приехал, а деньги списали. Позовите оператора!", "Позовите человека, пожалуйста", "Как вернуть товар без чека? Соедините с оператором", "Меня взломали, с карты списали деньги", "Где мой заказ SVK12345678901? Позовите оператора"],
    unknown: ["Можно ли заказать гравировку на корпусе?", "Где спят сверчки зимой?"],
  },
  en: {
    topic: "Delivery", query: "refnud", typed: "delivrey", asked: "How do I return goods?", unclear: ["delivery", "payment", "battery"], agent: "Anna", name: "Peter Smith", way: "peter@example.com", added: "Gift cards",
    reply: "Hello! I can see your order: it is in our Kazan warehouse and the courier will bring it tomorrow before 6 pm.", thanks: "Thank you, I'll wait.", preview: "when does my refnud arrive",
    tickets: ["The courier did not come and I was charged. I want to talk to a person!", "I want to talk to a person", "How do I return goods without a receipt? Connect me to an agent", "My account was hacked and money is gone", "Where is my order SVK12345678901? I want to talk to a person"],
    unknown: ["Can you engrave the case?", "Where do crickets sleep in winter?"],
  },
};
const article = (lang) => `/articles/${lang}/delivery/delivery-options-and-prices`;

// ---- what is there to be seen ----

const minutesAgo = [175, 96, 41, 12, 3];

/** A ticket that an agent closed, with the article that helped or without any. */
async function close(server, desk, who, number, id) {
  const path = `/v1/desk/tickets/${number}`, { version } = (await get(server, path, desk)).json;
  await post(server, path, { action: "close", version, outcome: id ? "existing_article" : "new_knowledge", article_id: id || undefined }, desk);
  await post(server, "/v1/feedback", { ticket: number, kind: "csat", value: id ? 5 : 3 }, { token: who.token });
}

/** Tickets of the last hours, and what customers asked that search did not find. */
async function talk(t, data) {
  const desk = { token: addKey(data, "desk") };
  for (const [i, minutes] of minutesAgo.entries()) {
    const server = await serve(t, data, { pin: `${new Date(Date.parse(now) - minutes * 60000).toISOString().slice(0, 19)}Z` });
    for (const [lang, w] of Object.entries(words)) {
      await customer(server).say({ text: w.tickets[i], contact: { name: w.name, email: w.way } });
      const who = customer(server), first = await who.say(w.unknown[i % 2]), { handoff } = first.handoff ? first : await who.say(w.tickets[1]);
      await close(server, desk, who, handoff.ticket, i % 2 === 0 && `${lang}/orders/order-status`);
      await post(server, "/v1/feedback", { article_id: `${lang}/delivery/delivery-times`, kind: "helpful", value: i % 2, reason: i % 2 ? undefined : "wrong" });
    }
    await server.stop();
  }
}

let source;

/** Searches that somebody meant, from several addresses. */
async function hunt(server) {
  for (const w of Object.values(words))
    for (const [i, q] of [w.query, w.asked, w.unknown[0], w.topic].entries())
      for (let who = 0; who < 5 - i; who++) {
        const from = { headers: { "X-Forwarded-For": `10.1.${i}.${who}` } }, { queryId, hits } = (await post(server, "/indexes/articles/search", { q }, from)).json;
        await post(server, "/v1/events", who % 2 && hits[0] ? { kind: "click", queryId, article_id: hits[0].id, position: 1 } : { kind: "search", queryId }, from);
      }
}

/** A help centre that was published a few times, with something to mend. */
async function helpData(t) {
  const folder = scratch(t), data = join(folder, "data");
  source = join(folder, "help");
  cpSync(join(root, "corpus"), source, { recursive: true });
  index(data, source);
  for (const lang of Object.keys(words)) writeFiles(source, { [`articles/${lang}/gifts/gift-cards.md`]: `---\ntitle: ${words[lang].added}\nupdated_at: 2023-02-30\n---\n${words[lang].added}.\n\n[…](../none.md)\n` });
  index(data, source);
  await talk(t, data);
  return data;
}

startAll(async () => {
  await hunt(theServer());
  for (const w of Object.values(words)) w.unclear = await questionFor("clarify", w.unclear);
}, { makeData: helpData });

// ---- scenes: where a page is, and what is done there ----

const ask = (q) => async (page) => { await openChat(page); await say(page, q(page.words)); };
const person = "kladez-chat .state";

async function handOver(page) {
  await ask((w) => w.asked)(page);
  await visible(page, "kladez-chat .source");
  await page.click("kladez-chat .foot button");
  await visible(page, person);
}

async function work(page, hash, role) {
  await page.fill("#key", keyOf(page.words.agent, role));
  await page.click("#sign-in button");
  await visible(page, "#sign-out");
  await page.evaluate((at) => { location.hash = at; }, hash);
}

const editor = (section, sign, more) => ["/editor", async (page) => {
  await work(page, `#/${section}`, "editor");
  await visible(page, sign);
  await more?.(page);
}];

const scenes = {
  home: [(lang) => `/${lang}`],
  category: [(lang) => `/${lang}/c/${encodeURIComponent(words[lang].topic)}`],
  article: [article],
  results: [(lang) => `/${lang}/search?q=${encodeURIComponent(words[lang].query)}`],
  nothing: [(lang) => `/${lang}/search?q=${encodeURIComponent("зззщщщ")}`],
  contact: [(lang) => `/${lang}/contact?article=${article(lang).slice(10)}`],
  missing: [(lang) => `/articles/${lang}/none`],
  search: [(lang) => `/${lang}`, async (page) => {
    await box(page).fill(page.words.typed);
    await visible(page, "kladez-search [role=option] mark");
    await page.keyboard.press("ArrowDown");
  }],
  "search-recent": [(lang) => `/${lang}`, async (page) => {
    await page.evaluate((all) => { localStorage["kladez-recent"] = JSON.stringify(all); }, [page.words.topic, page.words.query]);
    await box(page).click();
    await visible(page, "kladez-search .recent");
  }],
  "chat-open": [article, openChat],
  "chat-answer": [article, async (page) => { await ask((w) => w.asked)(page); await visible(page, "kladez-chat .options button"); }],
  "chat-options": [article, async (page) => { await ask((w) => w.unclear)(page); await visible(page, "kladez-chat .options button"); }],
  "chat-waiting": [article, handOver],
  "chat-person": [article, async (page) => {
    const { agent, reply, thanks } = page.words;
    await handOver(page);
    const number = (await text(page, person)).match(/KB-\d{4}-\d{6}/)[0];
    await act(number, "take", undefined, agent);
    await act(number, "reply", reply, agent);
    await visible(page, "kladez-chat .said.agent");
    await say(page, thanks);
    await page.locator("kladez-chat .delivery").waitFor({ state: "detached" });
    page.number = number;
  }],
  "chat-rating": [article, async (page) => {
    await scenes["chat-person"][1](page);
    await act(page.number, "close", undefined, page.words.agent);
    await visible(page, "kladez-chat .rating");
  }],
  "desk-sign-in": ["/desk"],
  "desk-queue": ["/desk", async (page) => { await work(page, "#/"); await visible(page, "#tickets a"); }],
  "desk-ticket": ["/desk", async (page, lang) => {
    await work(page, "#/");
    await page.locator("#tickets a", { hasText: page.words.tickets[lang === "ru" ? 0 : 2] }).first().click();
    await visible(page, ".turn");
  }],
  "desk-reports": ["/desk", async (page) => { await work(page, "#/reports"); await visible(page, ".figure"); }],
  "editor-publishing": editor("publishing", ".rows li"),
  "editor-findings": editor("findings", "#page .card", async (page) => {
    await page.locator(".go-start .main:enabled").click();
    await visible(page, ".progress");
    await page.locator(".result").waitFor({ timeout: 60000 });
    await visible(page, ".finding");
  }),
  "editor-customers": editor("customers", "textarea"),
  "editor-searches": editor("searches", "[data-part=times] summary"),
  "editor-preview": editor("search", "#words", async (page) => {
    await page.fill("#words", page.words.preview);
    await page.keyboard.press("Enter");
    await visible(page, ".numbered details");
  }),
  "editor-confidence": editor("confidence", ".diagram"),
  embed: ["/embed.html", async (page) => {
    await page.locator("kladez-search input").first().fill(page.words.query);
    await visible(page, "kladez-search [role=option] mark");
  }],
};

// ---- pictures ----

const empty = { path: "/empty", html: () => '<link rel="icon" href="data:,">' };

const demo = readFileSync(join(root, "docs/embed.html"), "utf8");

/** The looks of a page in one size and language, by day and by night. */
async function shoot(t, name, size, lang) {
  const [path, arrive] = scenes[name], { url } = theServer(), page = await newPage(t, { size, lang, ...empty, at: name.startsWith("editor") ? null : now });
  page.words = words[lang];
  page.setDefaultTimeout(60000);
  page.expected.push(/Failed to load resource/);
  await page.emulateMedia({ reducedMotion: "reduce", colorScheme: "light" });
  await page.route(`${url}/embed.html`, (route) => route.fulfill({ contentType: "text/html", body: demo.replaceAll("http://127.0.0.1:8700", url).replace('<html lang="ru">', `<html lang="${lang}">`) }));
  await page.route("**/v1/editor/*", async (route) => { // where the help centre lies on this machine is nobody's business
    const reply = await route.fetch();
    await route.fulfill({ response: reply, body: (await reply.text()).replaceAll(source, "/srv/help") });
  });
  await page.goto(url + (typeof path === "string" ? path : path(lang)));
  if (!/^(desk|editor|embed)/.test(name)) await visible(page, "kladez-chat .launch");
  await arrive?.(page, lang);
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: file(name, size, lang, colorScheme), animations: "disabled", caret: "hide" });
  }
}

const file = (...parts) => join(single, `${parts.join("-")}.png`);

/** The eight looks in two rows, drawn by the browser. */
async function mount(t, name) {
  const cell = (lang, scheme, size) => {
    const { width, height } = sizes[size].viewport;
    return `<img width="${width * scale}" height="${height * scale}" src="data:image/png;base64,${readFileSync(file(name, size, lang, scheme)).toString("base64")}">`;
  };
  const rows = Object.keys(words).map((lang) => `<p>${schemes.flatMap((scheme) => Object.keys(sizes).map((size) => cell(lang, scheme, size))).join("")}</p>`);
  const page = await newPage(t, { ...empty, bypassCSP: true });
  await page.setViewportSize({ width: 1900, height: 940 });
  await page.setContent(`<style>body{margin:0;padding:10px;background:#8a9491;display:inline-block}p{margin:0;display:flex;gap:10px;align-items:start}p+p{margin-top:10px}</style>${rows.join("")}`);
  await page.evaluate(() => Promise.all([...document.images].map((image) => image.decode())));
  const { width, height } = await page.locator("body").boundingBox(), client = await page.context().newCDPSession(page);
  const { data } = await client.send("Page.captureScreenshot", { format: "webp", quality: 72, captureBeyondViewport: true, clip: { x: 0, y: 0, width, height, scale: 1 } });
  writeFileSync(join(together, `${name}.webp`), Buffer.from(data, "base64"));
}

for (const folder of [single, together]) mkdirSync(folder, { recursive: true });
const wanted = process.env.ONLY?.split(",");

const isWanted = (name) => !wanted || wanted.some((part) => name.startsWith(part));

for (const name of Object.keys(scenes).filter(isWanted))
  test(name, async (t) => {
    for (const [size, lang] of everywhere) await shoot(t, name, size, lang);
    await mount(t, name);
  });

test("the README's", { skip: !isWanted("readme") }, async (t) => {
  const page = await newPage(t, { lang: "en", path: "/en/search?q=return%20an%20item" });
  await page.emulateMedia({ reducedMotion: "reduce", colorScheme: "light" });
  await openChat(page);
  await say(page, words.en.asked);
  await visible(page, "kladez-chat .options button");
  await page.screenshot({ path: join(root, "docs/screenshot.png"), animations: "disabled", caret: "hide" });
});
