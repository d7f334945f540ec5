// What the tests of <kladez-search> share: a page that has one, how something is typed, what stands in it.
import { newPage } from "./browser.mjs";

export const words = {
  ru: { label: "Поиск по справке", typed: "возврат дене", popular: "Популярные статьи", found: /^\d+ (статья|статьи|статей)/, nothing: /Ничего не нашлось/, chat: "Спросить в чате", all: /Все результаты: \d+/ },
  en: { label: "Search the help centre", typed: "refund for", popular: "Popular articles", found: /^\d+ articles?/, nothing: /Nothing found/, chat: "Ask in the chat", all: /All results: \d+/ },
};

/** The page of a site: the form is what there is without scripts; the chat only listens. */
export const pageOf = (attributes = "", value = "") => (server) => `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><title>Shop</title></head><body><main><h1>Shop</h1>
<kladez-search ${attributes}><form action="/search" role="search"><label for="plain">Find</label>
<input id="plain" name="q" type="search" value="${value}"><button>Go</button></form></kladez-search>
<p><button id="next">next</button></p></main>
<script type="module" src="${server}/kladez-search.js"></script></body></html>`;

export const open = async (t, { attributes = "", value, ...options } = {}) => {
  const page = await newPage(t, { path: "/host", html: pageOf(`lang="${options.lang || "ru"}" ${attributes}`, value), ...options });
  await page.waitForFunction(() => customElements.get("kladez-search"));
  return page;
};

export const box = "kladez-search #q", panel = "kladez-search .panel", option = "kladez-search [role=option]";
export const status = (page) => page.locator("kladez-search [role=status]").textContent();
export const titles = (page) => page.locator(`${option}.article .title`).allInnerTexts();
export const pointed = (page) => page.locator("kladez-search [aria-selected=true]").count()
  .then((n) => n && page.locator("kladez-search [aria-selected=true] .title").innerText());

/** Waits for what is found for all of the words, which `write` types. */
export async function afterFinding(page, q, write) {
  const reply = page.waitForResponse((r) => r.request().postDataJSON()?.q === q.trim() && r.url().endsWith("/search"));
  await write();
  await (await reply).finished();
  await page.waitForFunction((words) => document.querySelector("kladez-search").shadowRoot.querySelector(".panel:not(.busy) .article mark") && words, q);
}

export async function type(page, q) {
  await page.locator(box).click();
  await afterFinding(page, q, () => page.locator(box).pressSequentially(q));
}
