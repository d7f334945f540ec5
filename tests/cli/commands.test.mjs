// The commands, as an administrator and an editor type them.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { customer } from "../lib/customer.mjs";
import { corpusData, kladez, scratch, serve, suggest, writeFiles } from "../lib/kladez.mjs";

const commands = kladez(["help"]).stdout.match(/^ {2}(\w+) /gm).map((name) => name.trim());

/** What it printed when all went well. */
function run(...args) {
  const { status, stdout, stderr } = kladez(args);
  assert.equal(status, 0, `kladez ${args.join(" ")}: ${stderr}`);
  return stdout;
}

/** What it said when it refused. */
function refused(status, ...args) {
  const run = kladez(args);
  assert.equal(run.status, status, `kladez ${args.join(" ")}: ${run.stderr}`);
  assert.match(run.stderr, /^kladez: .{10,}/, args.join(" "));
  return run.stderr;
}

test("every command has its page of help, and refuses what it does not know", () => {
  assert.ok(commands.length >= 11);
  for (const command of commands) {
    assert.match(run(command, "--help"), new RegExp(`^usage: kladez ${command} `));
    assert.match(refused(2, command, "--colour", "red"), /--colour/);
  }
  assert.match(refused(2, "frobnicate"), /frobnicate/);
  assert.equal(kladez([]).status, 2);
  assert.match(run("--version"), /^kladez \d+\.\d+\.\d+/);
});

test("options stand in a file, the environment, the command line; the latter wins", (t) => {
  const data = corpusData(t), file = join(writeFiles(scratch(t), { "k.yaml": `data: ${data}\nlimit: 1\nlisten: 127.0.0.1:0\n` }), "k.yaml");
  const count = (out) => (out.match(/^\S.*\((?:ru|en)\//gm) || []).length;
  assert.equal(count(run("search", "--config", file, "товар")), 1);
  const both = kladez(["search", "--config", file, "товар"], { env: { KLADEZ_LIMIT: "2" } });
  assert.equal(count(both.stdout), 2, both.stderr);
  const all = kladez(["search", "--config", file, "--limit", "3", "товар"], { env: { KLADEZ_LIMIT: "2" } });
  assert.equal(count(all.stdout), 3, all.stderr);
  writeFiles(join(file, ".."), { "bad.yaml": "data: x\nlimit: many\n" });
  assert.match(refused(2, "search", "--config", join(file, "../bad.yaml"), "товар"), /bad\.yaml:2: .*limit/);
  writeFiles(join(file, ".."), { "bad.yaml": "data: x\nlisen: 127.0.0.1:0\n" });
  for (const command of ["serve", "search", "index", "lint"])
    assert.match(refused(2, command, "--config", join(file, "../bad.yaml"), "товар"), /bad\.yaml:2: no command has an option 'lisen': did you mean 'listen'/);
});

test("a word that a command has no use for is refused, and a text that is not on standard input", () => {
  for (const command of ["serve", "replay", "generations"])
    assert.match(refused(2, command, "corpus"), new RegExp(`'kladez ${command}' takes options alone, not 'corpus'`));
  assert.match(refused(2, "rollback", "1", "2"), /'2' is no number of a generation, of which rollback takes one/);
  assert.match(refused(2, "probe", "turn", "позовите человека"), /'turn' reads standard input: kladez probe turn < TEXT/);
  assert.match(refused(2, "probe", "correct"), /kladez probe correct DATA < TEXT/);
});

test("without an index it says what to do", (t) => {
  const data = scratch(t);
  for (const args of [["search", "товар"], ["ask", "товар"], ["eval", "corpus/questions"]])
    assert.match(refused(3, args[0], "--data", data, ...args.slice(1)), /kladez index/);
});

test("search shows titles, ids, sections and why", (t) => {
  const data = corpusData(t);
  const found = run("search", "--data", data, "как вернуть товар");
  assert.match(found, /^Как вернуть товар {2}\(ru\/payment\/return-goods\) {2}pinned\n {3}\S/);
  assert.doesNotMatch(found, /\u001b/, "no colours where there is no terminal");
  assert.match(run("search", "--data", data, "--explain", "вернуть товар"), /верн/);
  assert.match(run("search", "--data", data, "--lang", "en", "return"), /\(en\//);
  assert.doesNotMatch(run("search", "--data", data, "--lang", "en", "return"), /\(ru\//);
  refused(2, "search", "--data", data, "--lang", "de", "a");
});

test("ask answers, and says when a person would", (t) => {
  const data = corpusData(t);
  assert.match(run("ask", "--data", data, "Как вернуть товар?"), /Вернуть товар[^]*return-goods/);
  assert.match(run("ask", "--data", data, "позовите оператора"), /KB-…/);
  const talk = kladez(["ask", "--data", data], { input: "Как вернуть товар?\nпозовите оператора\n" });
  assert.equal(talk.status, 0, talk.stderr);
  assert.match(talk.stdout, /Вернуть товар[^]*KB-…/);
  assert.doesNotMatch(talk.stdout, /\u001b|Ctrl-D|^> /m, "no colours and no prompt where there is no terminal");
});

test("ask holds a conversation: options by number, what the agent would get, why", (t) => {
  const data = corpusData(t), ask = (input, ...args) => {
    const { status, stdout, stderr } = kladez(["ask", "--data", data, ...args], { input });
    assert.equal(status, 0, stderr);
    return stdout;
  };
  const [, second] = /^ {2}2\) (.*)$/m.exec(ask("оплата\n"));
  assert.match(ask("оплата\n"), /^ {2}1\) .*\n {2}2\) .*\n(?: {2}3\) .*\n)? {2}0\) Ничего из этого$/m);
  assert.ok(ask("оплата\n2\n").split("0) ")[1].includes(`«${second}»`));
  const left = ask("оплата\n0\nhow do I return goods\n");
  assert.match(left, /KB-…[^]*because: none_of_these\n {2}question: оплата\n[^]*did not help: [^]*may answer: .* \(0\.\d\d\)\n/);
  assert.match(left.split("may answer").at(-1), /return-goods/, "a new conversation follows, in its own language");
  assert.match(ask("order 1204 came broken, get me an agent\n"), /^ {2}collected: order 1204$/m);
  assert.match(ask("Как вернуть товар?\n", "--explain"), /^\[answer: .*exact_question · p 0\.97 · q 0\.\d\d · answers from 0\.\d\d, asks from 0\.\d\d\]\n\[share 0\.\d\d · /m);
  assert.match(ask(`${"a ".repeat(5000)}\nhello\n`), /^That is longer than the 8192 bytes[^]*Hello/);
});

test("serve refuses addresses that nothing would ever match or reach", (t) => {
  const serve = (...args) => // without a policy it ends, with another status, where it does not refuse
    refused(2, "serve", "--data", scratch(t), "--listen", "127.0.0.1:0", "--policy", "/nowhere", ...args);
  for (const origin of ["shop.example", "https://", "://shop.example", "https://shop.example/", "https://Shop.example", "https://магазин.рф", "*", "null"])
    assert.ok(serve("--origins", `https://fine.example,${origin}`).includes(`such as https://shop.example or http://localhost:3000`), origin);
  for (const hook of ["desk.example/kladez", "ftp://desk.example/", "https://"])
    assert.ok(serve("--webhook", hook, "--webhook-secret", "s").includes(`not '${hook}'`), hook);
  assert.match(serve("--webhook", "https://desk.example/"), /webhook-secret/);
});

test("tickets are listed and shown with everything said", async (t) => {
  const data = corpusData(t);
  assert.match(refused(3, "tickets", "--data", data), /no conversations in/);
  const server = await serve(t, data);
  assert.match(run("tickets", "--data", data), /No tickets/);
  const { handoff } = await suggest(server, { text: "Позовите оператора, коробка помята" });
  assert.match(run("tickets", "--data", data), new RegExp(handoff.ticket));
  assert.match(run("tickets", "--data", data, "show", handoff.ticket), /коробка помята/);
  assert.match(refused(3, "tickets", "--data", data, "show", "KB-1999-000001"), /KB-1999-000001/);
});

test("a customer is forgotten beside a running server, which knows it at once", async (t) => {
  const data = corpusData(t), server = await serve(t, data), who = customer(server), other = customer(server);
  await who.say({ text: "Как вернуть товар?", contact: { email: "anna@example.com", phone: "+7 912 345-67-89" } });
  const { handoff: { ticket } } = await other.say({ text: "позовите оператора", contact: { external_id: "u-7" } });
  const forget = (...args) => run("forget", "--data", data, ...args);
  assert.equal(forget("--email", "nobody@example.com"), "Erased: conversations 0, turns 0, tickets 0, feedback 0, notices 0\n");
  assert.match(forget("--email", "ANNA@example.com", "--dry-run"), new RegExp(`^Would be erased: conversations 1, turns 2, .*\n  ${who.id}\n$`));
  assert.equal((await who.get()).status, 200);
  const receipt = JSON.parse(forget("--phone", "8 912 345 67 89", "--json"));
  assert.deepEqual([receipt.conversations, receipt.turns, receipt.ids], [1, 2, [who.id]]);
  assert.equal((await who.get()).status, 404);
  assert.match(refused(3, "forget", "--data", data, who.id), /no conversation/);
  assert.match(refused(1, "forget", "--data", data, "--external-id", "u-7"), new RegExp(ticket));
  assert.match(refused(2, "forget", "--data", data), /usage/);
  assert.match(refused(2, "forget", "--data", data, other.id, "--email", "a@b.c"), /usage/);
  assert.match(refused(3, "forget", "--data", scratch(t), "nobody"), /no conversations in/);
  assert.equal((await other.get()).status, 200);
});

test("tickets of a folder that is not there are not looked for in a new one", (t) => {
  const typo = join(scratch(t), "tpyo");
  assert.match(refused(3, "tickets", "--data", typo), /no conversations in .*tpyo/);
  assert.ok(!existsSync(typo));
});

test("what customers write moves no terminal and forges no turn", async (t) => {
  const data = corpusData(t), server = await serve(t, data);
  const { handoff, conversation_id, conversation_token } = await suggest(server, { text: "operator \u001b]0;X\u0007\u001b[2J\n[2026-01-01T00:00:00Z] bot: refund of 1000000" });
  for (const args of [[], ["show", handoff.ticket]]) {
    const out = run("tickets", "--data", data, ...args);
    assert.doesNotMatch(out, /[\u0000-\u0009\u000b-\u001f\u007f]/);
    assert.doesNotMatch(out, /^\[2026-01-01/m);
  }
  const reply = await fetch(`${server.url}/v1/conversations/${conversation_id}/transcript?format=text`, { headers: { Authorization: `Bearer ${conversation_token}` } });
  assert.doesNotMatch(await reply.text(), /^\[2026-01-01/m);
});

test("keys are made once seen, listed without their secret, removed", (t) => {
  const data = scratch(t);
  const [secret] = run("keys", "--data", data, "--role", "search", "--audiences", "internal", "add", "intranet").match(/kz_[\w-]+/);
  const list = run("keys", "--data", data, "list");
  assert.match(list, /intranet/);
  assert.ok(!list.includes(secret));
  refused(2, "keys", "--data", data, "--role", "king", "add", "x");
  refused(3, "keys", "--data", data, "remove", "nobody");
});

test("lint finds nothing to mend in corpus/, and what there is in a bad article", (t) => {
  assert.equal(run("lint", "corpus").match(/:\d*:? /g)?.length ?? 0, 0);
  const bad = (title) => `---\ntitle: ${title}\ncolour: red\n---\n[нет](nowhere.md)\n\nтекст\n`;
  const folder = writeFiles(scratch(t), { "ru/a.md": bad("А"), "ru/marked.md": `\ufeff${bad("Б")}` });
  const { stdout } = kladez(["lint", folder]);
  for (const name of ["a", "marked"]) {
    assert.match(stdout, new RegExp(`ru/${name}\\.md:3: .*colour`));
    assert.equal(stdout.match(new RegExp(`ru/${name}\\.md:5: .*nowhere\\.md`, "g"))?.length, 1, "once");
  }
});

test("lint tells of tags that are one, pictures that are not shown, YAML where it went wrong, and goes on behind a bad question", (t) => {
  const folder = writeFiles(scratch(t), {
    "articles/ru/tags.md": "---\ntitle: Теги\ntags: баня, бронь\n---\nтекст\n\n![план](plan.png) ![лого](/logo.png)\n",
    "articles/ru/plan.png": "not text",
    "articles/ru/colon.md": "---\ntitle: Wi-Fi: настройка\n---\nтекст\n",
    "articles/ru/quote.md": "---\ntitle: \"Прокат\ntags: [лодка]\n---\nтекст\n",
    "articles/list.csv": "id;title;tags;body\na;А;один, два;текст\nb;Б;\"один\nдва\";текст\n",
    "questions/a.jsonl": "{\"query\": \"где?\", \"relevant\": [\"ru/tags\"]}\n{\"query\": \"?\"}\n",
    "questions/b.jsonl": "\n{\"query\": \"куда?\", \"relevant\": [\"nowhere\"]}\n",
  });
  const { stdout, status } = kladez(["lint", folder]);
  assert.equal(status, 1);
  assert.deepEqual(stdout.trim().split("\n").slice(0, -1).map((line) => line.slice(folder.length + 1)), [
    "articles/list.csv:2: 'один, два' is one tag: several are a list, [a, b], or in CSV a line each",
    "articles/ru/colon.md:2: not valid YAML: put a text that has ': ' in it in quotes",
    "articles/ru/quote.md:4: not valid YAML: found unexpected end of stream while scanning a quoted scalar that begins on line 2",
    "articles/ru/tags.md:7: the picture 'plan.png' is not shown, only its description: it needs an address, https://… or /…",
    "articles/ru/tags.md:3: 'баня, бронь' is one tag: several are a list, [a, b], or in CSV a line each",
    "questions/a.jsonl:2: a question needs 'relevant', a list of article ids, or 'label', one of them",
    "questions/b.jsonl:2: the question is about the article 'nowhere', which is not there",
  ]);
  const run = kladez(["index", "--data", join(folder, "data"), folder]);
  assert.match(run.stderr, /^Passed over, as of other kinds: 1 file: \.png$/m);
});

test("a data folder among the articles is none of them: a second run finds nothing new, nor does lint", (t) => {
  const folder = writeFiles(scratch(t), { "refund.md": "---\ntitle: Refund\n---\nTen days.\n" }), data = join(folder, "var");
  const first = kladez(["index", "--quiet", "--data", data, folder]);
  assert.deepEqual([first.status, first.stderr], [0, ""]);
  assert.match(kladez(["index", "--quiet", "--data", data, folder]).stdout, /^1 articles: 0 new, 0 changed, 1 unchanged, 0 removed\nNothing changed/);
  assert.match(kladez(["lint", folder]).stdout, /^1 articles, 0 findings/);
});

test("the stages can be looked at one by one", () => {
  for (const stage of ["normalise", "words", "stems", "sentences", "query"]) {
    const probe = kladez(["probe", stage], { input: "Чёрные КОШКИ — 3 шт.\n" });
    assert.equal(probe.status, 0, probe.stderr);
    assert.ok(probe.stdout.length > 5, stage);
  }
  assert.match(refused(2, "probe", "magic"), /magic[^]*normalise/);
});
