// The editors' page: publishing and going back, findings, customers' questions, search, confidence.
import assert from "node:assert/strict";
import { cpSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { customer } from "../lib/customer.mjs";
import { contract } from "../lib/contract.mjs";
import { get, index, post, root, scratch, writeFiles } from "../lib/kladez.mjs";
import { assertAccessible, eventually, everywhere, newPage, startAll, tabTo, text, theServer, visible } from "./browser.mjs";
import { keyOf } from "./desk.mjs";

let source;

function helpData(t) {
  const folder = scratch(t), data = join(folder, "data");
  source = join(folder, "help");
  cpSync(join(root, "corpus"), source, { recursive: true });
  index(data, source);
  return data;
}
startAll(null, { makeData: helpData });

async function editor(t, { at = "", ...options } = {}) {
  const page = await newPage(t, { path: `/editor#/${at}`, ...options });
  await page.fill("#key", keyOf("Ольга", "editor"));
  await page.click("#sign-in button");
  await visible(page, "#page h1");
  page.words = await page.evaluate(async () => (await import("/desk/texts.js")).texts[document.documentElement.lang]);
  return page;
}

/** A ticket whose customer was helped by an article search had not found. */
async function taught(words, article) {
  const server = theServer(), desk = { token: keyOf("Тест") }, who = customer(server), first = await who.say(words);
  const { handoff } = first.handoff ? first : await who.say("Позовите оператора");
  const path = `/v1/desk/tickets/${handoff.ticket}`, { version } = (await get(server, path, desk)).json;
  await post(server, path, { action: "close", version, outcome: article ? "existing_article" : "new_knowledge", article_id: article }, desk);
}

const row = (page, n) => page.locator(`[data-generation="${n}"]`);

async function update(page) {
  await page.locator(".go-start .main:enabled").click();
  await visible(page, ".progress");
  await page.locator(".result").waitFor({ timeout: 60000 });
}

for (const [size, lang] of everywhere) {
  test(`${size}, ${lang}: the sources are published, an older version again, the new one again`, async (t) => {
    const page = await editor(t, { size, lang }), w = page.words;
    await page.locator(".rows li").first().waitFor();
    const before = Number(await page.locator(".rows li").first().getAttribute("data-generation"));
    writeFiles(source, { [`articles/${lang}/fresh-${size}.md`]: `---\ntitle: Свежая статья ${size}\n---\nТекст.\n` });
    await update(page);
    assert.ok((await text(page, ".result")).includes(w.runState.published));
    await row(page, before + 1).locator(".label", { hasText: w.isPublished }).waitFor();
    await row(page, before).locator("button").click();
    await page.click("dialog .main");
    await row(page, before).locator(".label", { hasText: w.isPublished }).waitFor();
    assert.equal((await get(theServer(), `/indexes/articles/documents/${lang}/fresh-${size}`)).status, 404);
    await page.locator(".notice", { hasText: String(before + 1) }).waitFor();
    await row(page, before + 1).locator("button").click();
    await page.keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "detached" });
    await row(page, before + 1).locator("button").press("Enter");
    await page.locator("dialog .main").press("Enter");
    await row(page, before + 1).locator(".label", { hasText: w.isPublished }).waitFor();
  });

  test(`${size}, ${lang}: findings are listed file by file`, async (t) => {
    const path = "articles/ru/broken.md", page = await editor(t, { size, lang, at: "findings" });
    writeFiles(source, { [path]: "---\ntitle: [\n---\n" });
    t.after(() => rmSync(join(source, path)));
    await update(page);
    await page.locator(".file h3", { hasText: "broken.md" }).waitFor();
    assert.ok((await text(page, ".finding.refused")).includes(page.words.finding.refused));
    await page.click('[data-kind="refused"]');
    assert.equal(await page.locator('[data-kind="refused"]').getAttribute("aria-pressed"), "true");
    assert.equal(await page.locator(".finding").count(), await page.locator(".finding.refused").count());
  });
}

test("what customers asked is approved in other words, and dismissed; nothing of it is HTML", async (t) => {
  const article = "ru/orders/order-status", hostile = "<img src=x onerror=alert(1)> сверчки <b>зимуют</b> где?";
  for (const words of ["Где спят сверчки зимой?", "Чем кормить фиолетовую черепаху?"]) await taught(words, article);
  await taught(hostile);
  const page = await editor(t, { at: "customers" }), w = page.words, part = page.locator('[data-part="suggestions"]');
  await part.locator("textarea").nth(1).waitFor();
  const gap = page.locator('[data-part="gaps"] li', { hasText: "onerror" }).first();
  assert.ok((await gap.innerText()).includes("<b>"));
  assert.equal(await page.locator("#page img").count(), 0);
  const first = part.locator("li").first();
  await first.locator("textarea").fill("");
  await first.locator(".main").click();
  await first.locator("[role=alert]", { hasText: w.noWords }).waitFor();
  await first.locator("textarea").fill("Сказано редактором\n\n И ещё так ");
  await first.locator(".main").click();
  await page.locator("#toast", { hasText: "questions.txt" }).waitFor();
  assert.match(readFileSync(join(source, "words/questions.txt"), "utf8"), /^Сказано редактором -> ru\/orders\/order-status\nИ ещё так -> /m);
  await part.locator("li:focus").locator("button", { hasText: w.dismiss }).click();
  await page.locator("#toast", { hasText: w.dismissed }).waitFor();
  await page.locator('[data-part="gaps"] button').first().click();
  await page.locator('[data-part="gaps"]', { hasText: w.no_gaps }).or(page.locator("#toast", { hasText: w.dismissed })).first().waitFor();
});

const hunted = { ru: ["бормоглот хливкий", "как вернуть товар"], en: ["jabberwocky slithy", "refund times"] };

/** A search that somebody meant, from another address each time. */
async function searchedFor(q, who) {
  const from = { headers: { "X-Forwarded-For": `10.1.0.${who}` } }, server = theServer();
  const { queryId } = (await post(server, "/indexes/articles/search", { q }, from)).json;
  assert.equal((await post(server, "/v1/events", { kind: "search", queryId }, from)).status, 204);
}

test("what readers say of articles is listed with the reasons in words, and their comments as text", async (t) => {
  const article = "ru/delivery/courier-delivery", vote = (body) => post(theServer(), "/v1/feedback", { article_id: article, kind: "helpful", value: 0, ...body });
  for (const reason of ["failed", "wrong", "wrong"]) await vote({ reason, text: reason === "failed" ? "<b>нет</b> связи" : undefined });
  await vote({ value: 1 });
  const page = await editor(t, { at: "customers" }), row = page.locator('[data-part="votes"] li', { has: page.locator(`a[href$="${article}"]`) });
  const said = await row.innerText(), { voteReason } = page.words;
  assert.ok(said.includes(`${voteReason.wrong}: 2 · ${voteReason.failed}: 1`), said);
  assert.ok(said.includes("<b>нет</b> связи"), said);
  assert.deepEqual(Object.keys(voteReason), contract.paths["/articles/{id}"].post.requestBody.content["application/x-www-form-urlencoded"].schema.properties.reason.enum);
});

test("the keyboard alone: signing in, all sections, a search explained, a question approved, an older version and back", async (t) => {
  await taught("Сколько весит лунный свет?", "ru/orders/order-status");
  writeFiles(source, { "articles/ru/keys.md": "---\ntitle: Клавиши\n---\nТекст.\n" });
  index(theServer().data, source);
  const page = await newPage(t, { path: "/editor" }), type = (text) => page.keyboard.type(text), press = (key) => page.keyboard.press(key);
  const to = (text) => tabTo(page, (at) => at && (at.text === text || at.href === text || at.id === text));
  await type(keyOf("Ольга", "editor"));
  await press("Enter");
  await visible(page, "#page h1");
  const w = await page.evaluate(async () => (await import("/desk/texts.js")).texts.ru);
  await to("#/search");
  await press("Enter");
  await page.locator("h1:focus", { hasText: w.section_search }).waitFor(); // its link has the same words
  await to("words");
  await type("вернуть товар");
  await press("Enter");
  await visible(page, ".numbered details");
  await tabTo(page, (at) => at?.tag === "summary");
  await press("Enter");
  await visible(page, ".numbered details[open] progress");
  await tabTo(page, (at) => at?.href === "#/customers", "Shift+Tab");
  await press("Enter");
  await visible(page, '[data-part="suggestions"] textarea');
  await tabTo(page, (at) => at?.tag === "textarea");
  await press("End");
  await type(" Ночью?");
  await to(w.approve);
  await press("Enter");
  await page.locator("#toast", { hasText: "questions.txt" }).waitFor();
  await tabTo(page, (at) => at?.href === "#/publishing", "Shift+Tab");
  await press("Enter");
  await visible(page, ".rows button");
  await tabTo(page, (at) => at?.text.startsWith(w.rollback));
  await press("Enter");
  await visible(page, "dialog");
  await press("Escape");
  await page.locator("dialog").waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement.textContent), w.rollback, "the focus comes back");
});

const asked = { ru: ["dthyenm njdfh", "вернуть", "ru/payment/return-goods"], en: ["when does my refund arrive", "refund", "en/payment/refund-times"] };

for (const [size, lang] of everywhere) {
  test(`${size}, ${lang}: a search is explained, and what the bot would say is shown`, async (t) => {
    const page = await editor(t, { size, lang, at: "search" }), [words, word, id] = asked[lang];
    await page.fill("#words", words);
    await page.selectOption("#in-language", lang);
    await page.keyboard.press("Tab");
    await page.locator(".asks .main").press("Enter");
    await page.locator(`.numbered a[href*="${id}"]`).waitFor();
    await page.locator(".card b", { hasText: word }).first().waitFor();
    assert.ok(await page.locator(".said p").count() > 0);
    const details = page.locator("details").first();
    await details.locator("summary").click();
    assert.ok((await details.innerText()).includes(page.words.part.words));
    assert.ok(await details.locator("progress").first().evaluate((node) => node.value > 0));
  });

  test(`${size}, ${lang}: what people search for is listed, previewed and helped`, async (t) => {
    const [never, often] = hunted[lang];
    for (const who of [1, 2]) await searchedFor(never, who);
    for (const who of [1, 2, 3]) await searchedFor(often, who);
    const page = await editor(t, { size, lang, at: "searches" }), w = page.words;
    const found = page.locator('[data-part="nothing_found"] li'), times = page.locator('[data-part="times"] li');
    await page.selectOption("#of-language", lang);
    const row = found.filter({ hasText: never });
    await row.locator(".soft", { hasText: w.n_times.few?.replace("{n}", 2) ?? "2 times" }).waitFor();
    await times.filter({ hasText: often }).locator(".soft", { hasText: w.n_times.few?.replace("{n}", 3) ?? "3 times" }).waitFor();
    assert.equal(await found.filter({ hasText: often }).count(), 0);
    await row.locator("summary").press("Enter");
    assert.equal(await row.locator("input").first().inputValue(), `${never} = `);
    await row.getByRole("button", { name: w.copy }).first().press("Enter");
    assert.equal(await page.evaluate(() => getSelection().toString() || document.activeElement.value), `${never} = `);
    await page.click('[data-days="7"]');
    assert.equal(await page.getAttribute('[data-days="7"]', "aria-pressed"), "true");
    await row.getByRole("link", { name: w.lookAt }).press("Enter");
    await page.locator(".notice", { hasText: w.noConfidentMatch }).or(page.locator(".card", { hasText: w.nothingFound })).first().waitFor();
    assert.equal(await page.inputValue("#words"), never);
    await page.goBack();
    await row.first().waitFor();
  });

  test(`${size}, ${lang}: the confidence is drawn, and told in words and numbers`, async (t) => {
    const page = await editor(t, { size, lang, at: "confidence" });
    await page.locator(".diagram").nth(3).waitFor();
    const { languages } = (await get(theServer(), "/v1/calibration")).json;
    assert.equal(await page.locator(".diagram").first().locator("circle").count(), languages[lang].reliability.length);
    assert.ok(await page.locator("polyline").evaluateAll((all) => all.every((node) => !/NaN/.test(node.getAttribute("points")) && node.points.length > 3)));
    await page.locator("summary").first().click();
    assert.equal(await page.locator(".figures").first().locator("tbody tr").count(), languages[lang].reliability.length);
  });
}

test("a key of the desk does not open it; old sources and a failed run are warned of", async (t) => {
  const page = await newPage(t, { path: "/editor", lang: "en" });
  const { en } = await page.evaluate(async () => (await import("/desk/texts.js")).texts);
  await page.fill("#key", keyOf("Анна"));
  await page.click("#sign-in button");
  await page.locator("#sign-in-error", { hasText: en.weakKey }).waitFor();
  await page.route("**/v1/editor/generations", async (route) => {
    const reply = await route.fetch();
    return route.fulfill({ response: reply, json: { ...await reply.json(), read_seconds_ago: 2 * 86400 + 3600 } });
  });
  await page.route("**/v1/editor/index", (route) => route.fulfill({ json: { state: "failed", error: "no <b>room</b>", started_at: "2026-11-20T08:00:00Z", ended_at: "2026-11-20T08:00:01Z" } }));
  await page.fill("#key", keyOf("Ольга", "editor"));
  await page.click("#sign-in button");
  await page.locator(".notice", { hasText: "2 d 1 h" }).waitFor();
  await page.locator(".notice", { hasText: "no <b>room</b>" }).waitFor();
});

const sideways = () => [...document.querySelectorAll("html, body, #page, .card")].filter((node) => node.scrollWidth > node.clientWidth + 1).map((node) => `${node.tagName}.${node.className}`);
const tooSmall = () => [...document.querySelectorAll("button, textarea, select, .tab, summary, input")].filter((node) => node.checkVisibility())
  .map((node) => [node, node.getBoundingClientRect()]).filter(([, box]) => box.height < 43.99 || box.width < 43.99).map(([node, box]) => `${node.textContent}: ${box.width} × ${box.height}`);

for (const [size, lang] of everywhere) {
  test(`${size}, ${lang}: axe finds nothing in any section, by day and by night; nothing sticks out`, async (t) => {
    await taught("Как подковать деревянную лошадку?", "ru/orders/order-status");
    for (const q of [...Object.values(hunted).flat(), "где заказ 123456"]) for (const who of [1, 2]) await searchedFor(q, who);
    const page = await editor(t, { size, lang });
    for (const [section, sign] of [["publishing", ".rows li"], ["findings", "#page .card"], ["customers", "textarea"], ["searches", "[data-part=times] summary"], ["search", "#words"], ["confidence", ".diagram"]]) {
      await page.click(`#sections [href="#/${section}"]`);
      await visible(page, sign);
      if (section === "search") {
        await page.fill("#words", asked[lang][0]);
        await page.keyboard.press("Enter");
        await visible(page, ".numbered details");
      }
      await page.evaluate(() => document.querySelectorAll("details").forEach((node) => { node.open = true; }));
      await page.emulateMedia({ colorScheme: "light" });
      await assertAccessible(page, section);
      assert.deepEqual(await page.evaluate(sideways), [], section);
      if (size === "phone") assert.deepEqual(await page.evaluate(tooSmall), [], section);
    }
  });
}

test("both languages have the same texts", async (t) => {
  const page = await editor(t);
  const [ru, en] = await page.evaluate(async () => { const { texts } = await import("/desk/texts.js"); return [texts.ru, texts.en]; });
  const shape = (value) => (value && typeof value === "object" && !Array.isArray(value) && !("other" in value) ? Object.fromEntries(Object.entries(value).map(([key, v]) => [key, shape(v)])) : "text");
  assert.deepEqual(shape(ru), shape(en));
});
