// Whether everybody can read and use it: sizes, contrast, names, motion, in every state.
import assert from "node:assert/strict";
import { test } from "node:test";

import { eventually, locales, newPage, openChat, questionFor, say, searchFor, sizes, startAll, visible } from "./browser.mjs";

let unclear;
startAll(async () => { unclear = await questionFor("clarify", ["доставка", "оплата", "возврат"]); });

const article = "/articles/ru/delivery/delivery-options-and-prices";

/** The states of the page: how to come there. */
const states = {
  home: ["/", (page) => visible(page, "#topics a")],
  topic: ["/?topic=" + encodeURIComponent("Доставка"), (page) => visible(page, "#topics [aria-current]")],
  results: ["/", async (page) => {
    await searchFor(page, "оплата");
    await visible(page, "#completions a");
  }],
  nothing: ["/?q=зззщщщ", (page) => visible(page, "#status.empty")],
  article: [article, (page) => visible(page, "#article .wide")],
  note: ["/articles/ru/account/reset-password", (page) => visible(page, "#article h1")],
  stale: [article, (page) => visible(page, ".stale"), { at: "2029-01-01T00:00:00Z" }],
  missing: ["/articles/none", (page) => visible(page, "#article h1")],
  choices: ["/", async (page) => {
    await openChat(page);
    await say(page, unclear);
    await visible(page, ".options button");
  }],
  answer: ["/", async (page) => {
    await openChat(page);
    await say(page, "Как вернуть товар?");
    await visible(page, ".options button");
  }],
  person: ["/", async (page) => {
    await openChat(page);
    await say(page, "позовите оператора");
    await visible(page, "#chat-state");
    await say(page, "длинноесловобезпробелов".repeat(12));
    await visible(page, ".note");
  }],
  failure: ["/", async (page) => {
    await openChat(page);
    await page.route("**/v1/suggest", (route) => route.abort());
    await say(page, "Где мой заказ?");
    await visible(page, ".delivery button");
  }],
};

async function enter(t, name, options) {
  const [path, arrive, more] = states[name];
  const page = await newPage(t, { path, ...more, ...options });

  page.expected.push(/Failed to load resource/);
  await arrive(page);
  return page;
}

// ---- what is measured, in the page ----

const sideways = () => [...document.querySelectorAll("html, body, main, #article, #chat, #talk")]
  .filter((node) => node.scrollWidth > node.clientWidth).map((node) => `${node.tagName}#${node.id} ${node.scrollWidth} > ${node.clientWidth}`);

/** Controls lower or narrower than 44 pixels; links within a text may be as high as it is. */
const tooSmall = () => [...document.querySelectorAll("button, input, textarea, .brand, .back, #completions a, #topics a, #results a, .said .more")]
  .filter((node) => node.checkVisibility() && !node.closest("[inert]"))
  .map((node) => [node, (node.closest("#results li") || node).getBoundingClientRect()])
  .filter(([, box]) => box.height < 43.99 || box.width < 43.99)
  .map(([node, box]) => `${node.id || node.className || node.textContent}: ${box.width} × ${box.height}`);

/** Texts whose colour is less than 4.5 : 1 against what is behind them (WCAG 2, 1.4.3). */
function tooFaint() {
  const parse = (colour) => colour.match(/[\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (node) => {
    for (let n = node; n; n = n.parentElement) {
      const colour = parse(getComputedStyle(n).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const faint = [];
  let measured = 0;
  const check = (node, colour, text) => {
    const [a, b] = [luminance(parse(colour)), luminance(behind(node))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    measured++;
    if (ratio < 4.5) faint.push(`${ratio.toFixed(2)} “${text.trim().slice(0, 40)}”`);
  };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode.parentElement;
    if (walk.currentNode.data.trim() && node.checkVisibility() && !node.closest(".hidden, .skip, script"))
      check(node, getComputedStyle(node).color, walk.currentNode.data);
  }
  for (const node of document.querySelectorAll("input, textarea"))
    if (node.checkVisibility()) check(node, getComputedStyle(node, "::placeholder").color, node.placeholder);
  return { faint, measured };
}

// ---- tests ----

for (const name of Object.keys(states)) {
  test(`${name}: fits a phone, fingers hit what they mean, text can be read by day and by night`, async (t) => {
    const page = await enter(t, name, { size: "phone", colorScheme: "light" });
    assert.deepEqual(await page.evaluate(sideways), []);
    assert.deepEqual(await page.evaluate(tooSmall), []);
    const grounds = [];
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      const { faint, measured } = await page.evaluate(tooFaint);
      assert.deepEqual(faint, [], colorScheme);
      assert.ok(measured > 6, "texts were measured");
      grounds.push(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
    }
    assert.notEqual(grounds[0], grounds[1]);
  });
}

for (const lang of Object.keys(locales)) {
  test(`every control has a name, in ${lang}; answers are announced`, async (t) => {
    const names = new Set();
    for (const name of ["results", "article", "person"]) {
      const page = await enter(t, name, { lang });
      const client = await page.context().newCDPSession(page);
      const { nodes } = await client.send("Accessibility.getFullAXTree");
      const controls = nodes.filter((node) => !node.ignored &&
        ["button", "link", "textbox", "searchbox", "region", "dialog", "log", "list"].includes(node.role?.value));
      assert.ok(controls.length > 8);
      for (const node of controls)
        if (node.role.value !== "list") assert.ok(node.name?.value, `${name}: a ${node.role.value} without a name`);
      for (const node of controls) names.add(`${node.role.value} ${node.name?.value}`);
    }
    const expected = lang === "ru"
      ? ["searchbox Поиск по справке", "log Разговор", "textbox Ваш вопрос", "button Закрыть чат", "dialog Помощь", "region Таблица, прокручивается вбок"]
      : ["searchbox Search the help centre", "log Conversation", "textbox Your question", "button Close the chat", "dialog Help", "region Table, scrolls sideways"];
    for (const name of expected) assert.ok(names.has(name), `${name} in ${[...names].join("; ")}`);
  });
}

test("a phone's chat covers the page: what is behind cannot be reached", async (t) => {
  const page = await enter(t, "answer", { size: "phone" });
  const { viewport } = sizes.phone;
  assert.deepEqual(await page.locator("#chat").boundingBox(), { x: 0, y: 0, ...viewport });
  for (let i = 0; i < 12; i++) {
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.activeElement === document.body || Boolean(document.activeElement.closest("#chat"))));
  }
  await page.click("#close-chat");
  assert.equal(await page.locator("main[inert]").count(), 0);
});

test("the last message is in sight, also when the window becomes as low as with a keyboard", async (t) => {
  const page = await enter(t, "answer", { size: "phone" });
  const inSight = () => page.evaluate(() => {
    const talk = document.getElementById("talk").getBoundingClientRect();
    const last = document.querySelector("#talk > :last-child").getBoundingClientRect();
    return last.bottom <= talk.bottom + 1;
  });
  assert.ok(await inSight());
  await page.setViewportSize({ width: 390, height: 420 });
  await eventually(inSight, Boolean, "the last message in sight");
  const field = await page.locator("#say").boundingBox();
  assert.ok(field.y + field.height <= 420);
});

test("who wants less motion gets none", async (t) => {
  const page = await enter(t, "results", {});
  const moving = () => page.evaluate(() => {
    document.getElementById("found").setAttribute("aria-busy", "true");
    return [...document.querySelectorAll("*")].filter((node) => {
      const style = getComputedStyle(node);
      return style.animationName !== "none" || parseFloat(style.transitionDuration) > 0;
    }).length;
  });
  await page.emulateMedia({ reducedMotion: "no-preference" });
  assert.ok(await moving() > 0);
  await page.emulateMedia({ reducedMotion: "reduce" });
  assert.equal(await moving(), 0);
});

test("text twice as large still fits a phone", async (t) => {
  for (const name of ["results", "article", "choices"]) {
    const page = await enter(t, name, { size: "phone" });
    await page.evaluate(() => { document.documentElement.style.fontSize = "34px"; });
    assert.deepEqual(await page.evaluate(sideways), [], name);
  }
});
