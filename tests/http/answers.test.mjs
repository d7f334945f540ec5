// What is given as an answer: the right language, nothing that failed before, the next-best passage.
import assert from "node:assert/strict";
import { test } from "node:test";

import { customer } from "../lib/customer.mjs";
import { index, scratch, serve, suggest, writeFiles } from "../lib/kladez.mjs";

async function start(t, files) {
  const data = scratch(t);
  index(data, writeFiles(scratch(t), files));
  return serve(t, data);
}

const article = (title, body, front = "") => `---\ntitle: ${title}\n${front}---\n${body}\n`;
const notices = (reply) => reply.messages.filter((m) => m.slot === "notice").map((m) => m.text);

const vpn = {
  "ru/pay.md": article("Оплата картой", "Оплата картой проходит за минуту."),
  "ru/ship.md": article("Доставка курьером", "Курьер привезёт заказ завтра."),
  "en/pay.md": article("Paying by card", "A payment takes a minute."),
  "en/tunnel.md": article("WireGuard", "Import the WireGuard profile in the settings."),
};

test("an article of the other language is given when there is none of one's own, and says so", async (t) => {
  const server = await start(t, vpn);
  for (const [text, lang, id, notice] of [
    ["WireGuard", "ru", "en/tunnel", /^Эта статья, «WireGuard», есть только на английском\.$/],
    ["WireGuard", "en", "en/tunnel", null],
    ["Доставка курьером", "en", "ru/ship", /^This article, "Доставка курьером", is in Russian only\.$/],
  ]) {
    const reply = await suggest(server, { text, lang });
    assert.equal(reply.decision, "answer", JSON.stringify(reply));
    assert.equal(reply.answer.article_id, id);
    if (notice) assert.match(notices(reply).join(), notice);
    else assert.deepEqual(notices(reply), []);
  }
});

for (const [how, name, front] of [["its file", "ru/tunnel.md", ""], ["its front matter", "ru/vpn.md", "translationOf: en/tunnel\n"]])
  test(`a translation, known by ${how}, is given instead`, async (t) => {
    const server = await start(t, { ...vpn, [name]: article("Защищённое соединение", "Загрузите профиль в настройках.", front) });
    const reply = await suggest(server, { text: "WireGuard", lang: "ru" });
    assert.equal(reply.answer?.article_id, name.slice(0, -3), JSON.stringify(reply));
    assert.match(reply.answer.passage, /Загрузите профиль/);
    assert.deepEqual(notices(reply), []);
  });

test("a translation that the customer may not see is none", async (t) => {
  const server = await start(t, { ...vpn, "ru/tunnel.md": article("Защищённое соединение", "Загрузите профиль.", "audience: internal\n") });
  const reply = await suggest(server, { text: "WireGuard", lang: "ru" });
  assert.equal(reply.answer.article_id, "en/tunnel");
  assert.match(notices(reply).join(), /только на английском/);
});

const steps = (thing) => `Open the settings of the ${thing}. Hold the round button for ten seconds until the light turns red. `
  + "Wait for two minutes and do not pull the plug. When the light is green again, join the network with the "
  + "password that is printed on the label, and choose a new one. The old rules and names are gone for good, so "
  + "write them down before you begin, and keep the box for the label that is on its side.";

test("what says the same as a rejected article is not given; what differs in the product is", async (t) => {
  const front = "category: Devices\n";
  const server = await start(t, {
    "en/reset.md": article("Reset the router", steps("router"), `${front}questions: ["How do I reset the router?"]\n`),
    "en/reset-old.md": article("Router reset", steps("router").replace("two minutes", "three minutes"), front),
    "en/reset-hub.md": article("Reset the hub", steps("hub"), front),
    "en/pay.md": article("Paying by card", "A payment takes a minute."),
  });
  const who = customer(server);
  let reply = await who.say("How do I reset the router?");
  assert.equal(reply.answer.article_id, "en/reset");
  assert.ok(reply.alternatives.some((a) => a.article_id === "en/reset-old"), JSON.stringify(reply.alternatives));
  const after = [];
  for (let i = 0; i < 3 && reply.decision !== "handoff"; i++) {
    reply = await who.say("that did not help");
    after.push(reply.answer?.article_id, ...reply.alternatives.map((a) => a.article_id), ...(reply.clarify?.options ?? []).map((o) => o.article_id));
  }
  assert.ok(!after.includes("en/reset-old"), `the same again: ${after}`);
  assert.ok(after.includes("en/reset-hub"), `another product: ${after}`);
});

test("when the first passage did not help, the next of the same article comes, and none twice", async (t) => {
  const server = await start(t, {
    "en/refund.md": article("Refunds", "Money comes back to the card.\n\n## How long a refund takes\n\nA refund takes five days.\n\n"
      + "## Refund of a delivery\n\nA refund of a delivery takes as long, when the parcel was late.\n", 'questions: ["How long does a refund take?"]\n'),
    "en/pay.md": article("Paying by card", "A payment takes a minute."),
  });
  const who = customer(server);
  const first = await who.say("How long does a refund take?");
  assert.match(first.answer.passage, /five days/);
  const second = await who.say("that did not help");
  assert.deepEqual([second.decision, second.reason, second.answer?.article_id], ["answer", "another_passage", "en/refund"]);
  assert.notEqual(second.answer.passage, first.answer.passage);
  assert.ok(second.confidence <= first.confidence);
  const third = await who.say("that did not help");
  assert.notEqual(third.answer?.article_id, "en/refund");
  assert.ok(!third.alternatives.some((a) => a.article_id === "en/refund"));
});

test("two questions in one message get two answers", async (t) => {
  const server = await start(t, {
    "en/refund.md": article("Refunds", "A refund takes five days.", 'questions: ["How long does a refund take?"]\n'),
    "en/pay.md": article("Paying by card", "A payment takes a minute.", 'questions: ["How do I pay by card?"]\n'),
  });
  const reply = await suggest(server, { text: "How do I pay by card? And also, how long does a refund take?" });
  assert.deepEqual([reply.decision, reply.reason], ["answer", "several_questions"]);
  const said = reply.messages.map((m) => m.text).join("\n");
  assert.match(said, /takes a minute[^]*five days/);
  assert.deepEqual([reply.answer.article_id, reply.alternatives[0].article_id], ["en/pay", "en/refund"]);
});

test("options of one title are told apart by where they stand, else by what they say", async (t) => {
  const reset = (thing, front) => article("Reset to factory settings", `## On the ${thing}\n\nHold the round button of the ${thing} for ten seconds.`, front);
  for (const [fronts, labels] of [
    [["category: Devices/Cameras\n", "category: Devices/Locks\n"], ["Reset to factory settings (Cameras)", "Reset to factory settings (Locks)"]],
    [["", ""], ["Reset to factory settings (On the camera)", "Reset to factory settings (On the lock)"]],
  ]) {
    const server = await start(t, {
      "en/camera.md": reset("camera", fronts[0]), "en/lock.md": reset("lock", fronts[1]),
      "en/pay.md": article("Paying by card", "A payment takes a minute."),
    });
    const { clarify } = await suggest(server, { text: "reset to factory settings" });
    assert.deepEqual(clarify?.options.map((o) => o.label).sort(), labels, JSON.stringify(clarify));
    assert.deepEqual(clarify.options.map((o) => `Reset to factory settings (${o.differs_by})`).sort(), labels);
    assert.equal(clarify.none_label, "None of these");
    const who = customer(server);
    await who.say("reset to factory settings");
    const picked = await who.say(labels[1].match(/\((?:On the )?(.*)\)/)[1]);
    assert.deepEqual([picked.reason, picked.answer?.article_id], ["chosen", "en/lock"], "picked by what tells it apart");
  }
});

test("options of nearly one title name their own words", async (t) => {
  const send = (words) => article(`Send a ${words}parcel back`, `Take the ${words}parcel to the counter.`);
  const server = await start(t, {
    "en/damaged.md": send("damaged "), "en/wet.md": send("wet "), "en/pay.md": article("Paying by card", "A payment takes a minute."),
  });
  const { clarify } = await suggest(server, { text: "send parcel" });
  assert.deepEqual(clarify?.options.map((o) => [o.label, o.differs_by]).sort(),
    [["Send a damaged parcel back", "damaged"], ["Send a wet parcel back", "wet"]], JSON.stringify(clarify));
});

test("a question in another language is answered if an article has it in just these words", async (t) => {
  const front = "questions:\n  - Wie kann ich mein Passwort ändern?\n";
  const server = await start(t, { "en/password.md": article("Changing the password", "Open the profile and press Password.", front) });
  const asked = (text) => suggest(server, { text });
  assert.equal((await asked("wie kann ich mein passwort ändern")).reason, "exact_question");
  assert.equal((await asked("Kann ich mein Passwort ändern?")).reason, "foreign_language");
});
