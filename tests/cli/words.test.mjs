// Editors' words: files beside the articles, told of their faults, live when they are published.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { articles } from "../lib/fixture.mjs";
import { get, index, kladez, program, scratch, serve, until, writeFiles } from "../lib/kladez.mjs";

const words = {
  "words/synonyms.txt": "# из чата\nоплата = платёж\nЛК => личный кабинет = аккаунт\n",
  "words/en/synonyms.txt": "wifi = wi-fi\r\n",
  "words/ru/stopwords.txt": "как\nпожалуйста\n",
  "words/pins.txt": "оплата картой = карта -> ru/cards\n*возврат* -> hide ru/cards until 2026-12-31\n",
};

function source(t, more = {}) {
  const folder = scratch(t);
  return { data: join(folder, "data"), folder: writeFiles(join(folder, "source"), { ...articles, ...words, ...more }) };
}

const wording = (data) => JSON.parse(readFileSync(join(data, "index/current/wording.json"), "utf8"));
const settings = async (server) => (await get(server, "/indexes/articles/settings")).json;

test("words are part of what is published, files of all folders together", async (t) => {
  const { data, folder } = source(t);
  index(data, folder);
  const { synonyms, stops, pins } = wording(data);
  assert.equal(synonyms.length, 3);
  assert.deepEqual(stops, ["как", "пожалуйста"]);
  assert.deepEqual(pins.map((pin) => [pin.asked, pin.contains, pin.hides, pin.id]),
    [["оплата картой", false, false, "ru/cards"], ["карта", false, false, "ru/cards"], ["возврат", true, true, "ru/cards"]]);
  const manifest = JSON.parse(readFileSync(join(data, "index/current/manifest.json"), "utf8"));
  assert.match(manifest.files["wording.json"].sha256, /^[0-9a-f]{64}$/);
  const shown = await settings(await serve(t, data));
  assert.deepEqual(shown.synonyms, { "wifi": ["wi-fi"], "wi-fi": ["wifi"], "оплата": ["платёж"], "платёж": ["оплата"], "ЛК": ["личный кабинет", "аккаунт"] });
  assert.deepEqual(shown.stopWords, ["как", "пожалуйста"]);
});

test("a change of words alone is published; a comment is no change; a server follows", async (t) => {
  const { data, folder } = source(t);
  index(data, folder);
  assert.match(index(data, folder).stdout, /generation 1 stays published/);
  const server = await serve(t, data);
  assert.equal((await settings(server)).stopWords.length, 2);

  writeFiles(folder, { "words/ru/stopwords.txt": "# коротко\n\nкак\nпожалуйста\n" });
  assert.match(index(data, folder).stdout, /generation 1 stays published/);
  writeFiles(folder, { "words/ru/stopwords.txt": "как\n" });
  assert.match(index(data, folder).stdout, /0 new, 0 changed, \d+ unchanged, 0 removed.*\nGeneration 2 is published/);
  assert.deepEqual((await settings(server)).stopWords, ["как"]);
  assert.equal(kladez(["rollback", "--data", data]).status, 0);
  assert.equal((await settings(server)).stopWords.length, 2);
});

test("a line with a fault is left out and named; articles and other lines are published", (t) => {
  const { data, folder } = source(t, {
    "words/synonyms.txt": "оплата = платёж\nодна\nкарта = карты\nплатёж = оплата\n",
    "words/stopword.txt": "как\n",
    "words/README.md": "How we keep these.\n",
    "words/pins.txt": "карта -> ru/no-such\nкарта -> ru/cards until 2020-01-01\nкарта -> ru/draft\n",
    "words/en/stopwords.txt": Buffer.from([0xff, 0xfe, 0x61, 0]),
  });
  const run = kladez(["index", "--quiet", "--data", data, folder]);
  assert.equal(run.status, 1, "a whole file was refused");
  for (const said of [/synonyms\.txt:2: 'одна' stands alone/, /synonyms\.txt:3: 'карты' is the same/,
    /synonyms\.txt:4: the same is said in .*synonyms\.txt:1 already/, /stopword\.txt: passed over/,
    /pins\.txt:1: there is no article 'ru\/no-such'/, /pins\.txt:3: there is no article 'ru\/draft'/, /en\/stopwords\.txt: the file is UTF-16/])
    assert.match(run.stderr, said);
  assert.doesNotMatch(run.stderr, /it is over|README/);
  assert.equal(wording(data).synonyms.length, 2);
  assert.equal(wording(data).pins.length, 1);

  const lint = kladez(["lint", folder]);
  assert.equal(lint.status, 1);
  for (const said of [/synonyms\.txt:2: 'одна' stands alone/, /pins\.txt:1: there is no article/, /pins\.txt:2: it is over/])
    assert.match(lint.stdout, said);
});

test("a source without articles/ has no words", (t) => {
  const folder = scratch(t), data = join(folder, "data");
  index(data, writeFiles(join(folder, "source"), { "ru/cards.md": articles["articles/ru/cards.md"], ...words }));
  assert.deepEqual(wording(data), { synonyms: [], stops: [], pins: [] });
});

test("--watch publishes words when they are saved", async (t) => {
  const { data, folder } = source(t);
  index(data, folder);
  const watcher = spawn(program, ["index", "--data", data, "--watch", folder], { stdio: ["ignore", "ignore", "pipe"] });
  t.after(() => watcher.kill("SIGKILL"));
  let said = "";
  watcher.stderr.setEncoding("utf8").on("data", (part) => { said += part; });
  await until(() => /[Ww]atching/.test(said), "the watcher");
  writeFiles(folder, { "words/ru/stopwords.txt": "как\nздравствуйте\nя\n" });
  await until(() => wording(data).stops.length === 3, "the new stop words");
});

test("a question beside the articles is the article's; only what changed is read again", (t) => {
  const { data, folder } = source(t, { "words/ru/questions.txt": "# из чата\r\nкуда уплыли денежки? -> ru/refund\r\n" });
  index(data, folder);
  assert.match(index(data, folder).stdout, /Nothing changed/);
  const found = () => kladez(["search", "--data", data, "куда уплыли денежки"]).stdout;
  assert.match(found(), /ru\/refund/);
  const learned = join(data, "learned");
  writeFiles(learned, { "questions.txt": "где мой пузырь -> ru/delivery\nКуда уплыли денежки -> ru/delivery\n" });
  const second = index(data);
  assert.match(second.stdout, /1 changed, \d+ unchanged/);
  assert.match(second.stderr, /learned\/questions\.txt:2: the question '.*' is another article's in .*words\/ru\/questions\.txt:2 already/);
  writeFiles(folder, { "words/ru/questions.txt": "# никаких\n" });
  assert.match(index(data).stdout, /2 changed, \d+ unchanged/); // refund's is gone, delivery's stands alone
  assert.match(found(), /ru\/delivery/);
  assert.doesNotMatch(found(), /ru\/refund/);
  assert.match(index(data).stdout, /Nothing changed/);
});

test("questions with a fault are left out and named; lint knows the articles' own", (t) => {
  const long = "а".repeat(300);
  const { data, folder } = source(t, { "words/questions.txt": `хорошая -> ru/refund\nбез стрелки\n?! -> ru/refund\n -> ru/refund\nкуда ->\n${long} -> ru/refund\nчья -> ru/nobody\nКак заплатить картой -> ru/cards\nhow do i pay by CARD -> ru/cards\n` });
  const { stderr } = index(data, folder);
  const lines = (text) => [...text.matchAll(/questions\.txt:(\d+): (.{12})/g)].map(([, n, what]) => `${n} ${what}`);
  const faults = ["2 '->' is missi", "3 there is no w", "4 the question ", "5 the id of an ", "6 'аааааааааааа", "7 there is no a"].map((f) => f.slice(0, 14));
  assert.deepEqual(lines(stderr).map((f) => f.slice(0, 14)), faults);
  const lint = kladez(["lint", folder]);
  assert.match(lint.stdout, /questions\.txt:8: the article asks this itself, in .*ru\/cards\.md/);
  assert.match(lint.stdout, /questions\.txt:9: this is a question of another article, in .*en\/cards\.md/);
  assert.equal(lint.status, 1);
});
