// Conversations: answered, asked back, handed to a person; nothing said twice, nothing lost.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import { customer } from "../lib/customer.mjs";
import { articles } from "../lib/fixture.mjs";
import { addKey, call, corpusData, get, index, kladez, post, scratch, serve, suggest, writeFiles } from "../lib/kladez.mjs";

const start = async (t, options) => {
  const data = corpusData(t);
  return { data, server: await serve(t, data, options) };
};

const tickets = (data) => kladez(["tickets", "--data", data]).stdout.match(/KB-\d{4}-\d{6}/g) || [];

test("a known question is answered in its own language, with where it stands", async (t) => {
  const { server } = await start(t);
  for (const [text, lang, article] of [
    ["Как вернуть товар?", "ru", "ru/payment/return-goods"],
    ["How do I return goods?", "en", "en/payment/return-goods"],
  ]) {
    const reply = await suggest(server, { text });
    assert.equal(reply.decision, "answer", JSON.stringify(reply));
    assert.equal(reply.answer.article_id, article);
    assert.equal(reply.answer.lang, lang);
    assert.ok(reply.answer.passage.length > 20);
    assert.ok(reply.confidence > 0.5 && reply.confidence <= 1);
    const page = await get(server, new URL(reply.answer.url, server.url).pathname);
    assert.equal(page.status, 200);
    if (reply.answer.anchor) assert.ok(page.text.includes(`id="${reply.answer.anchor}"`));
    assert.ok(!reply.alternatives.some((a) => a.article_id === article));
  }
});

test("a question out of scope and a call for a person end in a ticket with every turn", async (t) => {
  const { data, server } = await start(t);
  for (const words of [
    ["Какая высота горы Эверест?", "Сколько лет правил Людовик XIV?"],
    ["Как вернуть товар?", "позовите оператора"],
    ["How do I return goods?", "let me talk to a real person"],
  ]) {
    const who = customer(server);
    let reply;
    for (const text of words) {
      reply = await who.say(text);
      if (reply.decision === "offer_human") reply = (await who.post("handoff", { turn_id: "button" })).json;
      if (reply.decision === "handoff") break;
    }
    assert.equal(reply.decision, "handoff", JSON.stringify(reply));
    assert.match(reply.handoff.ticket, /^KB-2026-\d{6}$/);
    const { turns } = (await who.get("/transcript")).json;
    const said = turns.filter((turn) => turn.author === "customer").map((turn) => turn.text);
    assert.deepEqual(said, words.slice(0, said.length));
    assert.ok(turns.filter((turn) => turn.author === "bot").length >= said.length, "what the bot said stands there too");
    const shown = kladez(["tickets", "--data", data, "show", reply.handoff.ticket]).stdout;
    for (const text of said) assert.ok(shown.includes(text), shown);
  }
  assert.equal(new Set(tickets(data)).size, 3);
});

test("the same turn twice gives the same reply and one ticket", async (t) => {
  const { data, server } = await start(t);
  const body = { turn_id: "a-first-turn-of-mine", text: "Позовите оператора" };
  const [one, ...others] = await Promise.all(Array.from({ length: 8 }, () => suggest(server, body)));
  for (const other of others) assert.deepEqual(other, one);
  assert.deepEqual(await suggest(server, body), one);
  assert.equal(tickets(data).length, 1);
  const token = one.conversation_token;
  const later = { turn_id: "second", conversation_id: one.conversation_id, text: "Вы здесь?" };
  assert.deepEqual(await suggest(server, later, { token }), await suggest(server, later, { token }));
  const { turns } = (await get(server, `/v1/conversations/${one.conversation_id}/transcript`, { token })).json;
  assert.equal(turns.filter((turn) => turn.text === "Вы здесь?").length, 1);
});

test("a turn_id that came with other words is refused, and nothing is written", async (t) => {
  const { server } = await start(t);
  const who = customer(server);
  await who.say("Как вернуть товар?");
  const send = (what, body) => post(server, what, { turn_id: "again", ...body }, { token: who.token });
  const first = { conversation_id: who.id, text: "Как оплатить картой?" };
  const one = (await send("/v1/suggest", first)).json;
  assert.deepEqual((await send("/v1/suggest", { ...first, lang: "ru" })).json, one, "the same words are a retry");
  const room = `/v1/conversations/${who.id}`;
  for (const [what, body] of [
    ["/v1/suggest", { ...first, text: "Где мой заказ?" }],
    ["/v1/suggest", { conversation_id: who.id, choice: "ru/payment/pay-by-card" }],
    [`${room}/messages`, { text: "Где мой заказ?" }],
    [`${room}/handoff`, {}],
  ]) {
    const refused = await send(what, body);
    assert.deepEqual([refused.status, refused.json.code], [409, "turn_id_used"], what);
  }
  assert.equal((await who.get("/transcript")).json.turns.filter((turn) => turn.author === "customer").length, 2);
});

test("a retry after the server was killed gets the same reply", async (t) => {
  const { data, server } = await start(t);
  const body = { turn_id: "a-first-turn-of-mine", text: "Позовите оператора" };
  const one = await suggest(server, body);
  await server.stop("SIGKILL");
  const again = await serve(t, data);
  assert.deepEqual(await suggest(again, body), one);
  assert.equal(tickets(data).length, 1);
});

test("counters as ids do not mix two customers behind one address", async (t) => {
  const { server } = await start(t);
  const body = { turn_id: "1", text: "Как вернуть товар?" };
  const one = await suggest(server, body), two = await suggest(server, body);
  assert.notEqual(one.conversation_id, two.conversation_id);
});

test("turns of one conversation at once are all kept, in one order", async (t) => {
  const { server } = await start(t);
  const who = customer(server);
  await who.say("Как вернуть товар?");
  const texts = Array.from({ length: 8 }, (_, i) => `Вопрос номер ${i}: где мой заказ?`);
  await Promise.all(texts.map((text) => who.say(text)));
  const { turns } = (await who.get("/transcript")).json;
  const said = turns.filter((turn) => turn.author === "customer").map((turn) => turn.text);
  assert.deepEqual(said.slice(1).sort(), texts);
  assert.deepEqual(turns.map((turn) => turn.turn), turns.map((_, i) => i + 1));
});

test("unsure, it asks back; a choice is answered, none of them leads on", async (t) => {
  const { server } = await start(t);
  const unsure = ["оплата", "заказ", "возврат", "доставка", "аккаунт", "карта"];
  let asked, who;
  for (const text of unsure) {
    who = customer(server);
    asked = await who.say(text);
    if (asked.decision === "clarify") break;
  }
  assert.equal(asked.decision, "clarify");
  const { options, none_of_these } = asked.clarify;
  assert.ok(options.length >= 2 && options.length <= 4);
  const picked = await who.say({ choice: options[1].option_id });
  assert.equal(picked.decision, "answer");
  assert.equal(picked.answer.article_id, options[1].article_id);
  const { turns } = (await who.get("/transcript")).json;
  assert.equal(turns.at(-2).text, options[1].label, "the transcript says what stood on the button");

  const other = customer(server);
  await other.say(asked.clarify && unsure.find((text) => text) && turns[0].text);
  const none = await other.say({ choice: none_of_these });
  assert.notEqual(none.decision, "clarify", "the same question back is not asked again");
});

test("an answer that did not help is not given again", async (t) => {
  const { server } = await start(t);
  const who = customer(server);
  const first = await who.say("Как вернуть товар?");
  const no = await who.say("Не помогло");
  assert.notEqual(no.answer?.passage, first.answer.passage); // at most another part of the article
  const again = await who.say("Не то");
  assert.notEqual(again.answer?.article_id, first.answer.article_id);
  const seen = [first, no, again].map((r) => r.messages.map((m) => m.text).join("\n"));
  assert.equal(new Set(seen).size, 3, seen.join("\n---\n"));
});

test("a short turn goes on with the question before if the article has its words, else it is a question of its own", async (t) => {
  const { server } = await start(t);
  for (const [before, then, id] of [["как вернуть товар", "без коробки", "ru/payment/return-goods"], ["How to return an item", "without the box", "en/payment/return-goods"]]) {
    const who = customer(server);
    await who.say(before);
    const { reason, answer } = await who.say(then);
    assert.deepEqual([reason, answer?.article_id], ["follow_up", id]);
  }
  for (const [before, then, id] of [["Промокод не работает", "тарифы доставки", "ru/orders/promo-codes"], ["SMS code is not coming", "stop order", "en/account/sms-code-not-coming"]]) {
    const who = customer(server);
    assert.equal((await who.say(before)).answer.article_id, id);
    const { answer, alternatives } = await who.say(then);
    assert.notEqual((answer ?? alternatives[0]).article_id, id, then);
  }
});

test("asked again for what was said in full, it says so and offers a person", async (t) => {
  const folder = writeFiles(scratch(t), {
    "help/ru/sauna.md": "---\ntitle: Баня\nquestions: [Сколько стоит баня?]\n---\nБаня стоит 2 500 ₽ за два часа.\n",
    "help/en/boat.md": "---\ntitle: Boats\nquestions: [How much is a boat?]\n---\nA boat is 300 ₽ an hour.\n",
  });
  index(join(folder, "data"), join(folder, "help"));
  const server = await serve(t, join(folder, "data"));
  for (const [text, said] of [["Сколько стоит баня?", /^Что нашлось об этом в справке, я уже показал\./], ["How much is a boat?", /^What I found about that is above\./]]) {
    const who = customer(server);
    assert.equal((await who.say(text)).decision, "answer");
    const again = await who.say(text);
    assert.deepEqual([again.decision, again.reason], ["offer_human", "already_shown"]);
    assert.match(again.messages[0].text, said);
  }
});

test("the button: one ticket however often, contact is kept, then the bot is silent", async (t) => {
  const { data, server } = await start(t);
  const who = customer(server);
  await who.say("Как вернуть товар?");
  const one = (await who.post("handoff", { turn_id: "b1" })).json;
  const two = (await who.post("handoff", { turn_id: "b2", contact: { name: "Анна", email: "anna@example.com" } })).json;
  assert.equal(one.handoff.ticket, two.handoff.ticket);
  assert.equal(one.reason, "button");
  assert.ok(one.messages[0].text.includes(one.handoff.ticket));
  const silent = await who.say("Ещё коробка помята");
  assert.equal(silent.decision, "silent");
  assert.equal(silent.handoff.ticket, one.handoff.ticket);
  assert.equal((await who.post("messages", { turn_id: "m1", text: "И чек потерян" })).status, 200);
  assert.equal((await who.post("messages", { turn_id: "m1", text: "И чек потерян" })).status, 200);
  const shown = kladez(["tickets", "--data", data, "show", one.handoff.ticket]).stdout;
  for (const text of ["Как вернуть товар?", "Ещё коробка помята", "И чек потерян", "anna@example.com"])
    assert.equal(shown.split(text).length - 1 >= 1, true, `${text}: ${shown}`);
  assert.equal(shown.split("И чек потерян").length - 1, 1);
  assert.equal(tickets(data).length, 1);
});

test("many messages to a person at once are all kept", async (t) => {
  const { server } = await start(t);
  const who = customer(server);
  await who.say("Позовите оператора");
  const texts = Array.from({ length: 6 }, (_, i) => `Сообщение ${i}`);
  const replies = await Promise.all(texts.map((text) => who.post("messages", { text })));
  assert.deepEqual(replies.map((r) => r.status), texts.map(() => 200));
  const { turns } = (await who.get("/transcript")).json;
  assert.deepEqual(turns.map((turn) => turn.text).filter((text) => text.startsWith("Сообщение")).sort(), texts);
});

test("what is known of a customer grows: nobody is asked twice", async (t) => {
  const { data, server } = await start(t);
  const who = customer(server);
  await who.say({ text: "Как вернуть товар?", contact: { name: "Анна", external_id: "c-7" } });
  const { handoff } = (await who.post("handoff", { contact: { email: "anna@example.com" } })).json;
  await who.say({ text: "Мой телефон изменился", contact: { phone: "+7 900 000-00-00" } });
  const shown = kladez(["tickets", "--data", data, "show", handoff.ticket]).stdout;
  for (const part of ["Анна", "c-7", "anna@example.com", "+7 900 000-00-00"]) assert.ok(shown.includes(part), shown);
});

test("no message to a person while the bot owns the conversation", async (t) => {
  const { server } = await start(t);
  const who = customer(server);
  await who.say("Как вернуть товар?");
  const reply = await who.post("messages", { text: "алло" });
  assert.equal(reply.status, 409);
  assert.equal(reply.json.code, "bot_owns");
});

test("a conversation opens with its token alone, or the desk's key", async (t) => {
  const { data, server } = await start(t);
  const who = customer(server), other = customer(server);
  await who.say("Как вернуть товар?");
  await other.say("Как вернуть товар?");
  const path = `/v1/conversations/${who.id}/transcript`;
  assert.equal((await get(server, path)).status, 401);
  assert.equal((await get(server, path, { token: other.token })).status, 403);
  assert.equal((await get(server, path, { token: addKey(data, "search") })).status, 403);
  assert.equal((await get(server, path, { token: addKey(data, "desk") })).status, 200);
  assert.equal((await post(server, "/v1/suggest", { text: "a", conversation_id: who.id })).status, 401);
  assert.equal((await post(server, "/v1/suggest", { text: "a", conversation_id: who.id }, { token: other.token })).status, 403);
});

test("a transcript as text, HTML and JSON; markup in it stays text", async (t) => {
  const { server } = await start(t);
  const who = customer(server);
  await who.say("<script>alert(1)</script> Как вернуть товар?");
  const html = await who.get("/transcript?format=html");
  assert.match(html.headers.get("content-type"), /text\/html/);
  assert.ok(!html.text.includes("<script>alert"));
  assert.ok(html.text.includes("&lt;script&gt;"));
  const text = await who.get("/transcript?format=text");
  assert.match(text.headers.get("content-type"), /text\/plain/);
  assert.ok(text.text.includes("<script>alert(1)</script> Как вернуть товар?"));
  assert.equal((await who.get("/transcript?format=pdf")).status, 400);
});

test("a dry run keeps nothing", async (t) => {
  const { data, server } = await start(t);
  const reply = await suggest(server, { text: "позовите оператора", dry_run: true, explain: true });
  assert.equal(reply.decision, "handoff");
  assert.ok(reply.trace);
  assert.deepEqual(tickets(data), []);
  const stats = (await get(server, "/stats", { token: addKey(data, "admin") })).json;
  assert.equal(JSON.stringify(stats).includes("\"tickets\":0"), true, JSON.stringify(stats));
});

test("small talk is answered as such, in both languages, and opens no ticket", async (t) => {
  const { data, server } = await start(t);
  for (const text of ["Привет!", "Hello", "Спасибо большое", "thanks a lot"])
    assert.equal((await suggest(server, { text })).decision, "smalltalk", text);
  assert.deepEqual(tickets(data), []);
});

const serveWith = async (t, extra) => {
  const folder = scratch(t), data = join(folder, "data");
  index(data, writeFiles(join(folder, "source"), { ...articles, ...extra }));
  return serve(t, data);
};

const helper = { "articles/en/helper.md": "---\ntitle: What we can do\nquestions: [Help me, Yes]\n---\nWe answer what is in the help centre.\n" };

test("an article's question within small talk is answered, small talk around it or not", async (t) => {
  const server = await serveWith(t, helper);
  for (const text of ["help me", "Hello, please help me!", "hi sir, help me pls"])
    assert.equal((await suggest(server, { text, lang: "en" })).answer?.article_id, "en/helper", text);
  assert.equal((await suggest(server, { text: "hello sir", lang: "en" })).decision, "smalltalk");
});

test("with a question beside the wish for a person, the agent gets its article", async (t) => {
  const { server } = await start(t);
  for (const [text, id] of [["Как вернуть товар? Позовите оператора", "ru/payment/return-goods"], ["How do I return goods? I want to talk to an agent", "en/payment/return-goods"]]) {
    const reply = await suggest(server, { text });
    assert.deepEqual([reply.decision, reply.alternatives[0].article_id], ["handoff", id], text);
    assert.ok(reply.alternatives[0].confidence > 0.8, text);
  }
});

test("how the support is reached is told by the article that does; without one a person is offered", async (t) => {
  const contacts = { "articles/ru/contacts.md": "---\ntitle: Как связаться с нами\nquestions: [Телефон поддержки, Как связаться с поддержкой?]\n---\nНаш телефон: 8 800 100-20-30, с 9 до 21.\n" };
  const change = { "articles/ru/phone.md": "---\ntitle: Смена номера телефона\n---\nНомер телефона меняют в профиле: откройте «Контакты».\n" };
  const told = await serveWith(t, { ...contacts, ...change }), not = await serveWith(t, change);
  for (const text of ["Телефон поддержки", "Здравствуйте, дайте номер телефона поддержки"]) {
    const reply = await suggest(told, { text });
    assert.ok([reply.answer, ...reply.clarify?.options ?? []].some((one) => one?.article_id === "ru/contacts"), text);
    const offer = await suggest(not, { text });
    assert.deepEqual([offer.decision, offer.reason, offer.confidence], ["offer_human", "asks_contact", 0], text);
    assert.match(offer.messages[0].text, /прямо здесь/);
  }
});

test("a yes to the bot's offer is no question, though an article has it", async (t) => {
  const server = await serveWith(t, helper), who = customer(server);
  assert.equal((await who.say({ text: "agent", lang: "en" })).decision, "offer_human");
  assert.equal((await who.say({ text: "yes", lang: "en" })).reason, "accepted_offer");
});

test("one article alone that is not sure enough is asked about; yes takes it, no does not", async (t) => {
  const server = await serveWith(t, { "articles/en/flux.md": "---\ntitle: Tuning the fluxometer\n---\nA fluxometer is tuned with a screwdriver.\n" });
  const ask = async (then) => {
    const who = customer(server), asked = await who.say({ text: "screwdriver rusts quickly in winter", lang: "en" });
    assert.equal(asked.decision, "clarify");
    assert.deepEqual(asked.clarify.options.map((option) => option.article_id), ["en/flux"]);
    return who.say({ text: then, lang: "en" });
  };
  assert.equal((await ask("yes")).answer?.article_id, "en/flux");
  assert.equal((await ask("no")).reason, "none_of_these");
});

test("feedback belongs to an answer or a ticket that exists", async (t) => {
  const { server } = await start(t);
  const who = customer(server);
  const { answer } = await who.say("Как вернуть товар?");
  const give = (body, token) => post(server, "/v1/feedback", body, { token });
  assert.equal((await give({ answer_id: answer.answer_id, kind: "helpful", value: 1 })).status, 201);
  assert.equal((await give({ answer_id: "nobody", kind: "helpful", value: 1 })).status, 404);
  assert.equal((await give({ answer_id: answer.answer_id, kind: "helpful", value: 7 })).status, 400);
  assert.equal((await give({ kind: "helpful", value: 1 })).status, 400);
});

test("a request narrows what is answered from, never widens it", async (t) => {
  const { server } = await start(t);
  const only = await suggest(server, { text: "Как вернуть товар?", filters: { category: ["Доставка"] }, top: 10 });
  const all = [only.answer, ...only.alternatives].filter(Boolean).map((a) => a.article_id);
  for (const id of all) {
    const { json } = await get(server, `/indexes/articles/documents/${id}?fields=category`);
    assert.ok(json.category.includes("Доставка"), `${id}: ${json.category}`);
  }
  const internal = await suggest(server, { text: "Как вернуть товар?", filters: { audience: "internal" } });
  assert.equal(internal.answer, null);
  assert.deepEqual(internal.alternatives, []);
});

test("calibration says what confidence is worth", async (t) => {
  const server = await serve(t, corpusData(t));
  const { json } = await get(server, "/v1/calibration");
  for (const figures of Object.values(json.languages)) {
    assert.ok(figures.fitted && figures.ece < 0.2 && figures.auroc > 0.5, JSON.stringify(figures));
    assert.equal(figures.reliability.reduce((sum, bin) => sum + bin.n, 0), figures.n);
    assert.equal(figures.counts.reduce((sum, n) => sum + n, 0), figures.n);
    assert.deepEqual([figures.reliability.length, figures.counts.length, figures.risk_coverage.length], [15, 20, 20]);
    assert.deepEqual(figures.risk_coverage.map(({ coverage }) => coverage).slice(-2), [0.95, 1]);
    const right = figures.reliability.reduce((sum, bin) => sum + bin.n * bin.right, 0) / figures.n;
    assert.ok(Math.abs(1 - figures.risk_coverage.at(-1).risk - right) < 0.001, "all answered");
  }
});

test("an article that is not for the bot is found, and never the answer", async (t) => {
  const server = await serveWith(t, { "articles/ru/only-search.md": "---\ntitle: Настройка гравицапы\nbot: false\n---\nГравицапа настраивается отвёрткой.\n" });
  const { json } = await post(server, "/indexes/articles/search", { q: "гравицапа" });
  assert.equal(json.hits[0].id, "ru/only-search");
  const reply = await suggest(server, { text: "Настройка гравицапы" });
  assert.notEqual(reply.answer?.article_id, "ru/only-search");
});

test("wrong method on a conversation names the right one", async (t) => {
  const { server } = await start(t);
  assert.equal((await call(server, "GET", "/v1/suggest")).headers.get("allow"), "POST");
});
