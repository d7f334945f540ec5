// What the tests of <kladez-chat> share: a page that has one, what customers say there, what stands in it.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";

import { now } from "../lib/kladez.mjs";
import { eventually, newPage, questionFor, startAll, text, theServer, visible } from "./browser.mjs";

const secret = "a secret of the shop";

export const words = {
  ru: { answered: "Как вернуть товар?", title: "Как вернуть товар", updated: /Обновлено 5 ноября 2026/, unclear: ["доставка", "оплата", "возврат"], none: "Ничего из этого", human: "позовите оператора", start: /Опишите вопрос/, open: "Задать вопрос", resume: "Продолжить разговор", person: "Позвать человека", close: "Закрыть чат", helped: "Помогло", not: "Не помогло", why: "Мало подробностей", thanks: /Спасибо за отзыв/, rate: "4 из 5", rated: /Спасибо за оценку/, takes: "Отвечает Анна.", download: "Скачать переписку", you: "Вы:" },
  en: { answered: "How do I return goods?", title: "How to return goods", updated: /Updated 9 November 2026|Updated \d+ \w+ 2026/, unclear: ["delivery", "payment", "battery"], none: "None of these", human: "I want to talk to a person", start: /Describe your question/, open: "Ask a question", resume: "Continue the conversation", person: "Talk to a person", close: "Close the chat", helped: "That helped", not: "That didn't help", why: "Too little detail", thanks: /Thank you for telling us/, rate: "4 of 5", rated: /Thank you for your rating/, takes: "Анна is answering.", download: "Download the conversation", you: "You:" },
};
export const number = /KB-\d{4}-\d{6}/;

/** A server for the tests of a file. */
export const startChat = () => startAll(async () => {
  for (const w of Object.values(words)) w.unclear = await questionFor("clarify", w.unclear);
}, { args: ["--identity-secret", secret] });

/** As the site of a shop would sign who the customer is. */
export const tokenOf = (claims, key = secret) => {
  const payload = Buffer.from(JSON.stringify({ external_id: "c-17", name: "Анна", email: "anna@example.com", exp: Date.parse(now) / 1000 + 600, ...claims })).toString("base64url");
  return `${payload}.${createHmac("sha256", key).update(payload).digest("hex")}`;
};

export const pageOf = (attributes) => (server) => `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><title>Shop</title></head><body><main><h1>Shop</h1>
<p><a href="#end" id="link">a link</a></p></main><kladez-chat ${attributes}></kladez-chat>
<script type="module" src="${server}/kladez-chat.js"></script></body></html>`;

export const launch = "kladez-chat .launch", panel = "kladez-chat dialog", field = "kladez-chat #field", state = "kladez-chat .state";
export const said = (page, kind) => page.locator(`kladez-chat .said.${kind}`);

export async function enter(t, { attributes = "", ...options } = {}) {
  const page = await newPage(t, { path: "/host", html: pageOf(`lang="${options.lang || "ru"}" ${attributes}`), ...options });
  await visible(page, launch);
  return page;
}

export async function open(t, options) {
  const page = await enter(t, options);
  await page.click(launch);
  await said(page, "bot").first().waitFor();
  return page;
}

export async function say(page, q) {
  await page.fill(field, q);
  await page.keyboard.press("Enter");
}

/** What the server has kept of the page's conversation. */
export async function transcript(page, key = "kladez-chat") {
  const { id, token } = await page.evaluate((name) => JSON.parse(localStorage[name]), key);
  const reply = await fetch(`${theServer().url}/v1/conversations/${id}`, { headers: { Authorization: `Bearer ${token}` } });
  return (await reply.json()).transcript.map((turn) => `${turn.author}: ${turn.text}`);
}

/** What stands in the log: ["customer: …", "bot: …", "agent: …"]. */
export const shown = (page) => page.locator("kladez-chat .said:not(.wait)").evaluateAll((all) => all.map((node) =>
  `${node.classList.contains("mine") ? "customer" : node.classList[1]}: ${[...node.querySelectorAll("p:not(.delivery)")].map((p) => p.textContent).join("\n\n")}`));

export async function handOver(page, w) {
  await say(page, w.human);
  await visible(page, state);
  return (await text(page, state)).match(number)[0];
}

/** The log and the server say the same: nothing is lost, nothing doubled. */
export async function assertSame(page) {
  const withoutLists = (lines) => lines.map((line) => line.replace(/\n– [^]*$/, ""));
  const own = withoutLists(await transcript(page));
  const log = await eventually(async () => withoutLists((await shown(page)).slice(1)), (lines) => lines.length >= own.length, "all that was said");
  assert.deepEqual(log, own);
}
