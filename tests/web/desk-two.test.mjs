// A customer and an agent, each in a browser: nothing is lost, nothing comes twice.
import assert from "node:assert/strict";
import { test } from "node:test";

import { get } from "../lib/kladez.mjs";
import { eventually, everywhere, gone, newPage, openChat, questionFor, say, startAll, theServer, transcript, visible } from "./browser.mjs";
import { agent, keyOf, openTicket, reply, row, shown, texts } from "./desk.mjs";

const words = {
  ru: { unclear: ["доставка", "оплата", "возврат"], person: "Позвать человека", rate: "Как мы справились?", five: "5 из 5", why: "всё ясно <b>и быстро</b>" },
  en: { unclear: ["delivery", "payment", "battery"], person: "Talk to a person", rate: "How did we do?", five: "5 of 5", why: "clear <b>and quick</b>" },
};

startAll(async () => {
  for (const w of Object.values(words)) w.asked = await questionFor("clarify", w.unclear);
});

const said = async (page) => (await transcript(page)).filter((line) => !line.startsWith("bot"));

for (const [size, lang] of everywhere) {
  test(`${size}, ${lang}: unsure bot, a person, a line that breaks on both sides, a close, a rating`, async (t) => {
    const w = words[lang], customer = await newPage(t, { size, lang });
    const desk = await agent(t, { lang, size: size === "phone" ? "desktop" : "phone" });
    for (const page of [customer, desk]) page.expected.push(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to load/);

    await openChat(customer);
    await say(customer, w.asked);
    await visible(customer, "kladez-chat .options button");
    await customer.getByRole("button", { name: w.person }).click();
    const { id, token, ticket: number } = await eventually(() => customer.evaluate(() => JSON.parse(localStorage["kladez-chat"])), (chat) => chat.ticket, "a ticket");

    await row(desk, number).waitFor();
    await openTicket(desk, number);
    await desk.click('[data-act="take"]');
    await desk.locator("#main .facts", { hasText: texts[lang].mine }).waitFor();
    await reply(desk, "Здравствуйте! 1");
    await shown(desk, "Здравствуйте! 1").waitFor();

    // The agent's line breaks: both write, and both get what the other wrote.
    await desk.context().setOffline(true);
    await say(customer, "вопрос 2");
    await reply(desk, "ответ 3");
    await desk.locator(".pending", { hasText: texts[lang].notSent }).waitFor();
    await eventually(() => said(customer), (lines) => lines.includes("customer: вопрос 2"), "the customer's words");
    await desk.context().setOffline(false);
    // What the customer wrote meanwhile is shown before the reply goes out.
    await visible(desk, ".notice");
    await desk.locator(".notice", { hasText: "вопрос 2" }).waitFor();
    await desk.click(".notice .main");
    await eventually(() => said(customer), (lines) => lines.includes("agent: ответ 3"), "the reply");

    // The customer's line breaks: what they write waits, and comes once.
    await customer.context().setOffline(true);
    await say(customer, "вопрос 4");
    await reply(desk, "ответ 5");
    await eventually(async () => (await get(theServer(), `/v1/conversations/${id}`, { token })).json.turns, Boolean, "the server");
    await shown(desk, "ответ 5").waitFor();
    await customer.context().setOffline(false);
    await shown(desk, "вопрос 4").waitFor();

    await desk.click('[data-act="close"]');
    await desk.check("dialog [value=account_action]");
    await desk.click("dialog .main");
    await desk.locator(".compose .status", { hasText: texts[lang].closedHere }).waitFor();
    await customer.getByRole("group", { name: w.rate }).getByRole("button", { name: w.five }).click();
    await customer.fill("kladez-chat #comment", w.why);
    await customer.locator("kladez-chat .comment button").click();
    await gone(customer, "kladez-chat .comment");
    await desk.locator("#main .stars").waitFor();

    const expected = [`customer: ${w.asked}`, `customer: ${w.person}`, "agent: Здравствуйте! 1", "customer: вопрос 2", "agent: ответ 3", "agent: ответ 5", "customer: вопрос 4"];
    assert.deepEqual(await said(customer), expected);
    const onDesk = await desk.locator(".turn:not(.bot, .private) .text").allInnerTexts();
    assert.deepEqual(onDesk, expected.map((line) => line.replace(/^\w+: /, "")));
    await customer.reload();
    await visible(customer, "kladez-chat .said.mine");
    assert.equal(await customer.locator("kladez-chat .rating").count(), 0, "nobody is asked twice");
    const inChat = await customer.locator("kladez-chat .said.mine p, kladez-chat .said.agent p").allInnerTexts();
    assert.deepEqual(inChat, expected.map((line) => line.replace(/^\w+: /, "")));

    const key = { token: keyOf("Анна") }, { json: report } = await get(theServer(), "/v1/desk/reports?days=1", key);
    const { json } = await get(theServer(), `/v1/desk/tickets/${number}`, key);
    assert.deepEqual([json.ticket.outcome, json.ticket.rating, json.rated.text, json.ticket.assignee], ["account_action", 5, w.why, "Анна"]);
    assert.equal(report.ratings.given, report.tickets.closed, "rated once each, though said in two steps");
    assert.equal(report.ratings.counts[4], report.tickets.outcomes.account_action);
    assert.equal(report.first_answer.answered, report.handed_off.total);
  });
}
