// Articles and queries that would like to be code, to run off the page, or to turn it round: they
// are shown as text, whatever they are.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, test } from "node:test";

import { all, longWord } from "../lib/hostile.mjs";
import { post, scratch, writeFiles } from "../lib/kladez.mjs";
import { box, eventually, newPage, startAll, text, theServer, violations, visible } from "./browser.mjs";
import { agent, keyOf, openTicket, texts, waiting } from "./desk.mjs";

const code = `</script><script>alert(1)</script><img src=x onerror=alert(2)>"'><svg onload=alert(3)>`;
const turned = "\u202Eтовар\u202C \u200Fשלום\u200E";
const emoji = "👩‍👩‍👧‍👦🏳️‍🌈🇷🇺";
const long = "длинноеслово".repeat(4000); // 96 kB
const holes = "{{article}} {title} {q} $ @ %s %n <!-- ]]> &amp; &#60;b&#62;";

const records = [
  { id: "code", lang: "ru", title: code, category: code, body: `# Глава ${code}\n\nТекст ${code}\n\n| ${code.replaceAll("|", "")} | б |\n|---|---|\n| 1 | 2 |\n\n[ссылка](javascript:alert(4)) ![картинка](data:text/html,x)` },
  { id: "\"><script>alert(5)</script>", lang: "ru", title: "Странный номер", category: "Раздел/\"><script>alert(6)</script>", body: "Номер статьи пытается стать кодом." },
  { id: "turned", lang: "ru", title: turned, category: turned, body: `${turned} и ещё ${turned}` },
  { id: "emoji", lang: "ru", title: emoji, category: emoji, body: `${emoji} работает` },
  { id: "long", lang: "ru", title: long.slice(0, 400), category: "Длинное", body: `${long}\n\n## ${long.slice(0, 300)}\n\nДа` },
  { id: "holes", lang: "ru", title: holes, category: "Дыры", body: `Текст с дырами: ${holes}\n\n## Есть ли дыры?\n\n${holes}\n\n## А здесь ${code}?\n\nНет.` },
  { id: "levels", lang: "ru", title: "Уровни", body: "#### Сразу четвёртый\n\nа\n\n## Второй\n\nб\n\n###### Шестой\n\nв\n\n# main\n\nг" },
];

/** A canned reply of each hostile text; their file has no marks of control, and braces only for names. */
const plain = all.map((words) => words.replace(/[\u0000-\u001f{}]/g, "").trim());
const canned = join(writeFiles(scratch({ after }), { "canned.yaml": plain.map((words, i) => `r${i}:\n  ru: {name: ${JSON.stringify(words.slice(0, 80))}, text: ${JSON.stringify(words)}}\n`).join("") }), "canned.yaml");

startAll(undefined, { args: ["--canned", canned], more: (folder) => writeFiles(folder, { "articles.jsonl": records.map((r) => JSON.stringify(r)).join("\n") }) });

const pathOf = (id) => `/articles/${id.split("/").map(encodeURIComponent).join("/")}`;

/** Nothing ran, nothing came in, nothing runs off the page. */
async function checkHarmless(page) {
  const found = await page.evaluate(() => ({
    sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    foreign: [...document.querySelectorAll("script:not([src]):not([type='application/ld+json']), svg, iframe, object, img[src=x], [onerror], [onload]")].map((node) => node.outerHTML),
    links: [...document.querySelectorAll("a[href]")].map((a) => a.protocol).filter((protocol) => protocol !== "http:"),
    data: [...document.querySelectorAll("script[type='application/ld+json']")].map((node) => JSON.parse(node.textContent)["@context"]),
  }));
  assert.equal(found.sideways, 0, `${page.url().slice(0, 100)} runs off the page`);
  assert.deepEqual(found.foreign, []);
  assert.deepEqual(found.links, []);
  for (const context of found.data) assert.equal(context, "https://schema.org");
}

for (const record of records)
  test(`an article: ${record.title.slice(0, 30)} (${record.id.slice(0, 10)})`, async (t) => {
    const page = await newPage(t, { path: pathOf(record.id), size: "phone" });
    page.on("dialog", () => page.problems.push("a script ran"));
    const title = await page.locator("h1").textContent(); // of at most 500 bytes
    assert.ok(title === record.title || (title.length > 200 && record.title.startsWith(title)), title);
    await checkHarmless(page);
    assert.deepEqual(await violations(page), []);
    if (!record.category) return;
    await page.locator(".crumbs a").last().click();
    assert.equal(await page.locator("h1").textContent(), record.category.split("/").at(-1));
    await checkHarmless(page);
    await page.goto(`${theServer().url}/ru`);
    await checkHarmless(page);
  });

for (const q of [code, turned, emoji, long.slice(0, 1200), holes, "%", "\\", "\"", "a".repeat(3000), "💥".repeat(500)])
  test(`a query: ${q.slice(0, 30)}`, async (t) => {
    const page = await newPage(t, { path: `/ru/search?q=${encodeURIComponent(q)}&category=${encodeURIComponent(q)}`, size: "phone" });
    page.on("dialog", () => page.problems.push("a script ran"));
    assert.equal(await box(page).inputValue(), q.trim());
    await checkHarmless(page);
  });

test("a query that is too long is told so", async (t) => {
  const page = await newPage(t, { path: `/ru/search?q=${"a".repeat(9000)}`, javaScriptEnabled: false });
  assert.match(await text(page, "main"), /слишком длинный/);
});

test("what is written to a person comes back as text", async (t) => {
  const page = await newPage(t, { path: "/ru/contact" });
  page.on("dialog", () => page.problems.push("a script ran"));
  page.expected.push(/400/);
  await page.fill("#_text", `${code} ${turned} ${emoji}`);
  await page.fill("#_way", code.slice(0, 100));
  await page.fill("#_name", code.slice(0, 90));
  await page.click(".letter button");
  await eventually(() => page.locator(".wrong").count(), (n) => n === 1, "word of the wrong address");
  assert.equal(await page.inputValue("#_text"), `${code} ${turned} ${emoji}`);
  await checkHarmless(page);
});

// ---- those who work with Kladez ----

/** Nothing in a page of theirs is more than text. */
async function assertText(page, what) {
  assert.equal(await page.evaluate(() => window.pwned), undefined, what);
  assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll("main *, dialog *")]
    .filter((node) => /^(script|img|iframe|style|template|object|embed)$/.test(node.localName) || node.matches("svg:not(.diagram)") || [...node.attributes].some((a) => /^on/.test(a.name) || /^\s*javascript:/i.test(a.value)))
    .map((node) => node.outerHTML.slice(0, 200))), [], what);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0, `${what} runs off the page`);
}

for (const size of ["phone", "desktop"])
  test(`${size}: canned replies, and a ticket whose subject, name, tags and note are hostile, are text at the desk`, async (t) => {
    const subject = `Позовите оператора ${code} ${turned} ${emoji}`, who = await waiting(`${subject} ${longWord.slice(0, 3000)}`, { name: `${turned} ${code}`.slice(0, 90) });
    const page = await agent(t, { size });
    await who.act({ action: "tag", tags: [code.slice(0, 30), turned.slice(0, 20), emoji] });
    await who.act({ action: "note", text: `${code} ${turned} ${longWord.slice(0, 3000)}` });
    await assertText(page, "the queue");
    await openTicket(page, who.number);
    assert.ok((await page.locator("#main h2").first().textContent()).includes(code), "the subject");
    await assertText(page, "the ticket");
    await page.getByRole("button", { name: texts.ru.canned }).click();
    await visible(page, "dialog li");
    const names = await page.locator("dialog li").allTextContents();
    for (const words of plain) assert.ok(names.some((name) => name.includes(words.slice(0, 20))), words);
    await assertText(page, "canned replies");
    await page.locator("dialog li button").first().click();
    await eventually(() => page.inputValue(".compose textarea"), (value) => value === plain[0], "the reply as it is");
  });

test("articles, questions and comments that are hostile are text on the editors' page", async (t) => {
  const who = await waiting(`Позовите оператора ${code} ${turned}`);
  await who.act({ action: "close", outcome: "new_knowledge" });
  for (const record of records) await post(theServer(), "/v1/feedback", { article_id: record.id, kind: "helpful", value: 0, reason: record.title.slice(0, 60), text: `${code} ${turned} ${emoji}` });
  const page = await newPage(t, { path: "/editor#/customers" });
  await page.fill("#key", keyOf("Ольга", "editor"));
  await page.click("#sign-in button");
  await visible(page, '[data-part="votes"] li');
  await assertText(page, "what customers said");
  await page.evaluate(() => { location.hash = "#/search"; });
  for (const words of [code, turned, emoji, long.slice(0, 400), holes]) {
    await page.fill("#words", words);
    await page.keyboard.press("Enter");
    await page.waitForFunction((q) => document.querySelector("#words").value === q && document.querySelector(".card h2") && !document.querySelector("[role=status].soft"), words);
    await assertText(page, words.slice(0, 40));
  }
});

// ---- what pages may do ----

test("no page allows scripts or styles within itself, or of others", async () => {
  const pages = ["/ru", "/en", `/ru/c/${encodeURIComponent(code)}`, pathOf("code"), pathOf("none"), `/ru/search?q=${encodeURIComponent(code)}`, "/en/contact", "/desk", "/editor", "/none"];
  for (const path of pages) {
    const policy = (await fetch(theServer().url + path, { headers: { Accept: "text/html" } })).headers.get("content-security-policy");
    for (const part of ["default-src 'none'", "script-src 'self'", "style-src 'self'", "base-uri 'none'"]) assert.ok(policy?.split("; ").includes(part), `${path}: ${policy}`);
    assert.doesNotMatch(policy, /unsafe|\*|http:/, path);
  }
});
