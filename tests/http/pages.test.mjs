// The help centre's pages as markup: languages, links for search engines, data blocks, names and
// looks, forms, who sees what.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";

import { contract } from "../lib/contract.mjs";
import { addKey, call, corpusData, get, index, kladez, post, scratch, serve, suggest, writeFiles } from "../lib/kladez.mjs";

const article = "/articles/ru/delivery/delivery-options-and-prices";
const form = (fields) => ({ raw: new URLSearchParams(fields).toString(), type: "application/x-www-form-urlencoded" });
const browser = { headers: { Accept: "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8" } };
const heading = (page) => page.text.match(/<h1>([^<]*)<\/h1>/)?.[1];

let data, server;
before(async (t) => {
  data = corpusData(t);
  server = await serve(t, data);
});

/** All of a data block, checked to be the only one. */
function dataOf(page) {
  const blocks = [...page.text.matchAll(/<script type="application\/ld\+json">([^]*?)<\/script>/g)];
  assert.equal(blocks.length, 1);
  return JSON.parse(blocks[0][1])["@graph"];
}

// ---- languages ----

test("the front door leads to the language the browser wants most; a search goes along", async () => {
  for (const [wanted, to] of [["ru-RU,ru;q=0.9,en;q=0.8", "/ru"], ["en-US", "/en"], ["de,en;q=0.5,ru;q=0.7", "/ru"], ["ru;q=0.2, en;q=0.4", "/en"],
    ["fr", "/en"], ["", "/en"], ["ru;q=x,,;;q=1,en;q=", "/ru"]]) {
    const reply = await get(server, "/", { headers: { "Accept-Language": wanted } });
    assert.equal(reply.status, 302);
    assert.equal(reply.headers.get("location"), to, wanted);
    assert.match(reply.headers.get("vary"), /Accept-Language/);
  }
  const reply = await get(server, `/?q=${encodeURIComponent("возврат & обмен")}`, { headers: { "Accept-Language": "ru" } });
  assert.equal(reply.headers.get("location"), `/ru/search?q=${encodeURIComponent("возврат & обмен")}`);
});

test("where a language has no articles, nobody is led there", async (t) => {
  const folder = writeFiles(scratch(t), { "ru/a.md": "---\ntitle: Первая\n---\nТекст" });
  index(join(folder, "data"), join(folder, "ru"));
  const alone = await serve(t, join(folder, "data"));
  assert.equal((await get(alone, "/", { headers: { "Accept-Language": "en" } })).headers.get("location"), "/ru");
  assert.doesNotMatch((await get(alone, "/ru")).text, /class="language"/);
  const other = await get(alone, "/en");
  assert.match(other.text, /no articles in English/);
  assert.match(other.text, /href="\/ru"/);
});

test("what is not there, or not ready, says so in the reader's language, and to programs in JSON", async (t) => {
  for (const [path, lang, said] of [["/articles/none", "ru", "Такой статьи нет"], ["/articles/none", "en", "There is no such article"],
    ["/ru/c/none", "en", "Такой страницы нет"], ["/nowhere/at/all", "en", "There is no such page"]]) {
    const reply = await get(server, path, { headers: { ...browser.headers, "Accept-Language": lang } });
    assert.equal(reply.status, 404, path);
    assert.equal(heading(reply), said);
    assert.match(reply.text, /name="robots" content="noindex"/);
  }
  assert.equal((await get(server, "/nowhere")).json.code, "not_found");
  assert.equal((await get(server, "/v1/nowhere", browser)).json.code, "not_found");
  for (const [typed, to] of [["/ru/", "/ru"], ["/desk/", "/desk"], ["/editor//", "/editor"],
    ["/ru/search/?q=%D0%BA%26&page=2", "/ru/search?q=%D0%BA%26&page=2"]]) {
    const reply = await fetch(server.url + typed, { ...browser, redirect: "manual" });
    assert.deepEqual([reply.status, reply.headers.get("location")], [308, to]);
  }
  for (const path of ["//nowhere.example/", "/nowhere/", "/articles/none/"]) assert.equal((await get(server, path, browser)).status, 404, path);

  const empty = await serve(t, scratch(t));
  for (const [path, said] of [["/ru", "Справка сейчас недоступна"], ["/en", "The help centre is not available just now"], ["/articles/x", "The help centre is not available just now"], ["/en/search?q=a", "The help centre is not available just now"]]) {
    const reply = await get(empty, path);
    assert.equal(reply.status, 503, path);
    assert.equal(heading(reply), said);
    assert.equal(reply.headers.get("retry-after"), "60");
  }
  assert.equal((await get(empty, "/ru/contact")).status, 200, "a person can be reached all the same");
});

test("numbers have the right form", async () => {
  const count = async (path) => (await get(server, path)).text.match(/<p class="soft">([^<]*стат[^<]*|[^<]*article[^<]*)<\/p>/)[1];
  assert.equal(await count(`/ru/c/${encodeURIComponent("Заказы/Проблемы с заказом")}`), "1 статья");
  assert.equal(await count(`/ru/c/${encodeURIComponent("Доставка/Получение")}`), "2 статьи");
  assert.equal(await count(`/ru/c/${encodeURIComponent("Доставка")}`), "9 статей");
  assert.equal(await count(`/ru/c/${encodeURIComponent("Устройства")}`), "11 статей");
  assert.equal(await count("/en/c/Orders/Documents"), "1 article");
  assert.equal(await count("/en/c/Orders"), "10 articles");
});

// ---- for search engines ----

test("an article has its address, its other language, a description, data", async (t) => {
  const named = await serve(t, corpusData(t), { args: ["--public-url", "https://help.example/", "--name", "Сверчок & Ко"] });
  const page = await get(named, article);
  for (const part of [
    `<link rel="canonical" href="https://help.example${article}">`,
    `<link rel="alternate" hreflang="ru" href="https://help.example${article}">`,
    `<link rel="alternate" hreflang="en" href="https://help.example${article.replace("/ru/", "/en/")}">`,
    "<title>Способы и стоимость доставки – Сверчок &amp; Ко</title>",
    "<meta property=\"og:type\" content=\"article\">", "<meta property=\"og:site_name\" content=\"Сверчок &amp; Ко\">",
    `<meta property="og:url" content="https://help.example${article}">`,
    "<time datetime=\"2026-09-10T00:00:00Z\">Обновлено 10 сентября 2026</time>",
  ]) assert.ok(page.text.includes(part), part);
  const [crumbs, about] = dataOf(page);
  assert.deepEqual(crumbs.itemListElement.map((c) => [c.position, c.name]), [[1, "Справка"], [2, "Доставка"], [3, "Способы и сроки"], [4, "Способы и стоимость доставки"]]);
  assert.equal(crumbs.itemListElement[1].item, `https://help.example/ru/c/${encodeURIComponent("Доставка")}`);
  assert.equal(about["@type"], "Article");
  assert.equal(about.inLanguage, "ru");
  assert.equal(about.publisher.name, "Сверчок & Ко");
  assert.match((await get(named, "/robots.txt")).text, /^Sitemap: https:\/\/help\.example\/sitemap\.xml$/m);
  assert.match((await get(named, "/sitemap.xml")).text, /<loc>https:\/\/help\.example\/ru<\/loc>/);
});

test("an article of questions and answers is an FAQPage", async (t) => {
  const folder = writeFiles(scratch(t), {
    "en/faq.md": "---\ntitle: Questions\n---\n## Is it free?\n\nYes, <b>for</b> ever.\n\n## Is it good?\n\nVery.\n",
    "en/plain.md": "---\ntitle: Plain\n---\n## How it works\n\nWell.\n\n## Why?\n\nBecause.\n",
  });
  index(join(folder, "data"), join(folder, "en"));
  const own = await serve(t, join(folder, "data"));
  const ids = (await get(own, "/indexes/articles/documents?fields=id")).json.results.map((a) => a.id);
  const faq = dataOf(await get(own, `/articles/${ids.find((id) => id.includes("faq"))}`)).find((o) => o["@type"] === "FAQPage");
  assert.deepEqual(faq.mainEntity.map((q) => [q.name, q.acceptedAnswer["@type"]]), [["Is it free?", "Answer"], ["Is it good?", "Answer"]]);
  assert.equal(dataOf(await get(own, `/articles/${ids.find((id) => id.includes("plain"))}`)).some((o) => o["@type"] === "FAQPage"), false);
});

test("an article that is read elsewhere has its address there, and is in no sitemap", async (t) => {
  const folder = writeFiles(scratch(t), { "en/a.md": "---\ntitle: Elsewhere\nurl: https://shop.example/help?a=1&b=2\n---\nText", "en/b.md": "---\ntitle: Here\n---\nText" });
  index(join(folder, "data"), join(folder, "en"));
  const own = await serve(t, join(folder, "data"));
  const [id] = (await get(own, "/indexes/articles/documents?fields=id,title")).json.results.filter((a) => a.title === "Elsewhere").map((a) => a.id);
  assert.ok((await get(own, `/articles/${id}`)).text.includes("<link rel=\"canonical\" href=\"https://shop.example/help?a=1&amp;b=2\">"));
  const map = (await get(own, "/sitemap.xml")).text;
  assert.doesNotMatch(map, /shop\.example/);
  assert.equal(map.match(/<url>/g).length, 2, "the home and the other article");
});

test("the sitemap lists what everybody may read, and only that", async () => {
  const reply = await get(server, "/sitemap.xml");
  const paths = [...reply.text.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, url]) => new URL(url).pathname);
  const articles = (await get(server, "/indexes/articles/documents?limit=1000&fields=url")).json.results.map((a) => a.url);
  assert.deepEqual(paths.filter((path) => path.startsWith("/articles/")).sort(), articles.sort());
  assert.equal(new Set(paths).size, paths.length);
  assert.ok(paths.includes("/ru") && paths.includes("/en/c/Delivery"));
  assert.match(reply.text, /<loc>[^<]*delivery-options-and-prices<\/loc><lastmod>2026-09-10<\/lastmod>/);
  for (const path of paths.filter((p) => !p.startsWith("/articles/"))) assert.equal((await get(server, path)).status, 200, path);
  assert.equal((await get(server, "/sitemap.xml?part=1")).text, reply.text);
  assert.equal((await get(server, "/sitemap.xml?part=2")).status, 404);
  assert.match((await get(server, "/robots.txt")).text, /^Disallow: \/ru\/search$/m);
});

test("searches and forms are not for search engines", async () => {
  for (const path of ["/ru/search?q=a", "/en/contact"]) assert.match((await get(server, path)).text, /name="robots" content="noindex"/);
  assert.doesNotMatch((await get(server, article)).text, /noindex/);
});

// ---- articles ----

test("an article that was long not updated says so", async (t) => {
  const later = await serve(t, corpusData(t), { pin: "2027-09-12T00:00:00Z" });
  assert.match((await get(later, article)).text, /class="stale">Статья давно не обновлялась/);
  assert.doesNotMatch((await get(server, article)).text, /class="stale"/);
});

test("what is not public is on no page: not found, not listed, not counted, not related", async () => {
  for (const path of ["/articles/en/internal/fraud-checklist", `/ru/c/${encodeURIComponent("Для сотрудников")}`, "/en/c/For%20staff"])
    assert.equal((await get(server, path, browser)).status, 404, path);
  for (const path of ["/ru", "/en", "/en/search?q=fraud", "/sitemap.xml", article])
    assert.doesNotMatch((await get(server, path)).text, /For staff|Для сотрудников|fraud-checklist/, path);
  const key = addKey(data, "search", "--audiences", "internal");
  assert.equal((await get(server, "/articles/en/internal/fraud-checklist", { token: key })).status, 200);
  assert.match((await get(server, "/en", { token: key })).text, /For staff/);
});

test("related articles are of its language, without itself", async () => {
  const links = [...(await get(server, article)).text.matchAll(/<aside class="related"[^]*?<\/aside>/g)][0][0].match(/href="[^"]+"/g);
  assert.ok(links.length >= 3 && links.length <= 4);
  for (const link of links) assert.match(link, /"\/articles\/ru\//);
  assert.ok(!links.includes(`href="${article}"`));
});

// ---- feedback ----

test("whether an article helped is kept and can be read by the desk", async () => {
  const desk = addKey(data, "desk");
  const path = "/articles/en/delivery/delivery-options-and-prices";
  const sent = await post(server, path, undefined, form({ helpful: "0" }));
  assert.equal(sent.status, 303);
  assert.equal(sent.headers.get("location"), `${path}?helpful=0#_helpful`);
  assert.equal(sent.headers.get("set-cookie"), null);
  await post(server, path, undefined, form({ reason: "wrong", text: "The price is old" }));
  await post(server, path, undefined, form({ helpful: "1" }));
  for (const reason of contract.paths["/articles/{id}"].post.requestBody.content["application/x-www-form-urlencoded"].schema.properties.reason.enum)
    assert.ok((await get(server, `${path}?helpful=0`)).text.includes(`value="${reason}"`), `${reason} can be chosen`);
  assert.equal((await post(server, "/v1/feedback", { article_id: path.slice(10), kind: "helpful", value: 0, reason: "unclear" })).status, 201);
  const { articles } = (await get(server, "/v1/feedback", { token: desk })).json;
  assert.deepEqual(articles[0], { article_id: path.slice(10), title: "Delivery options and prices", url: path, yes: 1, no: 2, reasons: { unclear: 1, wrong: 1 }, comments: ["The price is old"] });
});

test("what is said of an answer counts for its article, the last word alone; reasons of before have today's names", async () => {
  const desk = addKey(data, "desk"), { answer } = await suggest(server, { text: "Как вернуть товар?" });
  const say = (value, reason) => post(server, "/v1/feedback", { answer_id: answer.answer_id, kind: "helpful", value, reason });
  const said = async () => {
    const { articles } = (await get(server, "/v1/feedback", { token: desk })).json, { yes, no, reasons } = articles.find((a) => a.article_id === answer.article_id);
    return [yes, no, reasons];
  };
  await say(1);
  assert.deepEqual(await said(), [1, 0, {}]);
  await say(0);
  await say(0, "outdated");
  assert.deepEqual(await said(), [0, 1, { wrong: 1 }]);
  await post(server, "/v1/feedback", { article_id: answer.article_id, kind: "helpful", value: 0, reason: "other" });
  assert.deepEqual(await said(), [0, 2, { off_topic: 1, wrong: 1 }]);
});

test("a form that is none of ours is refused; so is an article that may not be seen", async () => {
  assert.equal((await post(server, article, undefined, form({ helpful: "2" }))).status, 400);
  assert.equal((await post(server, article, undefined, form({ reason: "nonsense" }))).status, 400);
  assert.equal((await post(server, article, undefined, { raw: "helpful=%FF", type: "application/x-www-form-urlencoded" })).status, 400);
  assert.equal((await post(server, article, { helpful: 1 })).status, 415);
  assert.equal((await post(server, "/articles/en/internal/fraud-checklist", undefined, form({ helpful: "1" }))).status, 404);
  assert.equal((await post(server, "/v1/feedback", { article_id: "en/internal/fraud-checklist", kind: "helpful", value: 0 })).json.code, "document_not_found");
  assert.equal((await post(server, "/v1/feedback", { article_id: "x", ticket: "KB-1", kind: "helpful", value: 0 })).status, 400);
  assert.equal((await post(server, "/ru/contact", undefined, form({ text: "a", way: "a@b.ru" }))).status, 400, "without turn_id");
});

// ---- a person ----

test("the form's text becomes a ticket, with what the customer read and how to reach them; twice is once", async () => {
  const desk = addKey(data, "desk");
  const page = await get(server, "/ru/contact?article=ru/payment/return-goods");
  const fields = { turn_id: page.text.match(/name="turn_id" value="([^"]+)"/)[1], article: "ru/payment/return-goods", text: "Деньги не вернули уже две недели", way: "+7 (921) 555-12-34", name: "Иван" };
  const first = await post(server, "/ru/contact", undefined, form(fields));
  assert.equal(first.status, 200);
  const number = heading(first).match(/KB-\d{4}-\d{6}/)[0];
  assert.equal(heading(await post(server, "/ru/contact", undefined, form(fields))), heading(first));
  const ticket = (await get(server, `/v1/desk/tickets/${number}`, { token: desk })).json;
  assert.equal(ticket.question, fields.text);
  assert.deepEqual(ticket.contact, { phone: fields.way, name: "Иван" });
  assert.equal(ticket.about.page.article_id, "ru/payment/return-goods");
  assert.equal(ticket.about.reason, "button");
  assert.equal(ticket.transcript[0].text, fields.text);
  const other = await post(server, "/ru/contact", undefined, form({ ...fields, text: "Другое" }));
  assert.notEqual(heading(other), heading(first), "another text is another request");
});

test("what is missing is said beside its field, and what was written is kept", async () => {
  const turn_id = "0123456789abcdef";
  for (const [fields, wrong] of [[{ text: "", way: "a@b.ru" }, ["_text"]], [{ text: "x", way: "" }, ["_way"]], [{ text: " ", way: "ivan@" }, ["_text", "_way"]],
    [{ text: "x", way: "1234" }, ["_way"]], [{ text: "x".repeat(9000), way: "a@b@c.ru" }, ["_text", "_way"]]]) {
    const reply = await post(server, "/en/contact", undefined, form({ turn_id, ...fields }));
    assert.equal(reply.status, 400);
    assert.deepEqual([...reply.text.matchAll(/<(?:input|textarea) id="(\w+)"[^>]*aria-invalid/g)].map(([, id]) => id), wrong, JSON.stringify(fields).slice(0, 60));
    assert.equal(reply.text.match(/autofocus/g).length, 1);
    assert.ok(reply.text.includes(`value="${turn_id}"`));
  }
});

// ---- name and look ----

test("name, theme and logo are what the administrator gave", async (t) => {
  const folder = scratch(t);
  const theme = join(folder, "theme.css"), logo = join(folder, "logo.svg");
  writeFileSync(theme, ":root { --accent: #c0392b; }");
  writeFileSync(logo, "<?xml version=\"1.0\"?><!-- drawn --><svg xmlns=\"http://www.w3.org/2000/svg\"/>");
  const own = await serve(t, corpusData(t), { args: ["--theme", theme, "--logo", logo, "--name", "Сверчок"] });
  const page = await get(own, "/ru");
  assert.match(page.text, /<title>Сверчок<\/title>/);
  const href = page.text.match(/href="(\/assets\/page\.css\?v=\w+)"/)[1];
  assert.doesNotMatch((await get(server, "/ru")).text, new RegExp(href.slice(-16)), "another style has another address");
  const css = await get(own, href);
  assert.match(css.text, /--accent: #c0392b; }\s*$/);
  assert.match(css.headers.get("cache-control"), /immutable/);
  assert.equal((await get(own, "/assets/page.css?v=0")).headers.get("cache-control"), "no-cache");
  const picture = await get(own, "/assets/logo");
  assert.equal(picture.headers.get("content-type"), "image/svg+xml");
  assert.match(picture.headers.get("content-security-policy"), /sandbox/);
  assert.match(picture.text, /drawn/);
});

test("a theme, logo, name or address that is none is refused at the start", (t) => {
  const folder = scratch(t);
  const file = (name, text) => { writeFileSync(join(folder, name), text); return join(folder, name); };
  for (const [args, said] of [
    [["--theme", join(folder, "none.css")], /none\.css/],
    [["--theme", file("theme.txt", "a{}")], /'theme' is a CSS file/],
    [["--theme", file("binary.css", Buffer.from([0xff, 0xfe, 0]))], /not text in UTF-8/],
    [["--theme", file("large.css", "a".repeat(70000))], /large\.css/],
    [["--logo", file("logo.svg", "<html><script>alert(1)</script></html>")], /SVG or PNG/],
    [["--logo", file("large.png", Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), Buffer.alloc(300000)]))], /large\.png/],
    [["--name", "x".repeat(200)], /'name'/],
    [["--public-url", "help.example"], /'public-url' takes scheme/],
    [["--public-url", "https://help.example/path"], /no path/],
    [["--public-url", "javascript:alert(1)"], /'public-url'/],
  ]) {
    const run = kladez(["serve", "--data", join(folder, "data"), "--listen", "127.0.0.1:0", ...args]);
    assert.notEqual(run.status, 0, args.join(" "));
    assert.match(run.stderr, said);
  }
});

test("a page that has not changed is not sent again", async () => {
  for (const path of ["/ru", `/ru/c/${encodeURIComponent("Доставка")}`, "/en/search?q=refund", article]) {
    const first = await get(server, path);
    assert.equal(first.status, 200);
    assert.equal((await get(server, path, { headers: { "If-None-Match": first.headers.get("etag") } })).status, 304, path);
    assert.match(first.headers.get("content-security-policy"), /default-src 'none'/);
    assert.doesNotMatch(first.headers.get("content-security-policy"), /unsafe|\*/);
    assert.doesNotMatch(first.text, /<script>|<style|style=|\son\w+=/);
  }
  assert.equal((await call(server, "HEAD", article)).status, 200);
});
