// Articles and queries that would like to be code, to run off the page, or to turn it round: they
// are shown as text, whatever they are.
import assert from "node:assert/strict";
import { test } from "node:test";

import { writeFiles } from "../lib/kladez.mjs";
import { box, eventually, newPage, startAll, text, theServer, violations } from "./browser.mjs";

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

startAll(undefined, { more: (folder) => writeFiles(folder, { "articles.jsonl": records.map((r) => JSON.stringify(r)).join("\n") }) });

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
