// What `kladez lint` says in English, the editors' page says in Russian: every sentence of the sources.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { root } from "../lib/kladez.mjs";
import { inRussian } from "../../web/editor/sentences.js";

/** The formats that are given to the functions, with @ in place of what is put there. */
function formats(source, calls) {
  const found = [];
  for (const call of source.matchAll(new RegExp(`\\b(?:${calls})\\(`, "g"))) {
    const literal = source.slice(call.index).replace(/(line_of|fields_line)\(.*?\)/g, "0").match(/^[^;"]*((?:"(?:[^"\\]|\\.)*"\s*)+)/);
    if (literal) found.push(JSON.parse(`"${literal[1].match(/"(?:[^"\\]|\\.)*"/g).map((part) => part.slice(1, -1)).join("")}"`).replace(/%(?:\.\*s|\.1f|zu|[sdu])/g, "@"));
  }
  return found;
}

const sources = (folder, names) => readdirSync(join(root, folder)).filter((name) => names.test(name)).map((name) => readFileSync(join(root, folder, name), "utf8"));

/** What an editor cannot cause, and sentences of other commands. */
const others = /^(lib\w+ cannot start|@$|cannot be read|nothing was indexed|name the folders|more than @ (values|levels)|a key must be|YAML aliases)/;

test("every finding is there in Russian", () => {
  const said = [
    ...sources("indexer", /\.c$/).flatMap((source) => formats(source, "report_add|FAULT")),
    ...sources("indexer", /^(read|read_\w+|fields|stray|privacy|body|markdown|html)\.c$/).flatMap((source) => formats(source, "err_set|err_at")),
    ...sources("base", /^(yaml|json)\.c$/).flatMap((source) => formats(source, "err_at")),
  ].filter((text) => !others.test(text));
  assert.ok(said.length > 60, `${said.length} sentences`);
  assert.deepEqual(said.map((text) => text.replace(/^@ '@' is already used/, "the id '@' is already used")).filter((text) => !/[а-яё]/i.test(inRussian(text)) || /%/.test(inRussian(text))), []);
});

test("what is put there stands in its place, and is translated if it is ours", () => {
  assert.equal(inRussian("'updatedAt: soon' is not understood: it takes a date such as 2026-11-21"), "непонятно: «updatedAt: soon». Здесь нужно: дата, например 2026-11-21");
  assert.equal(inRussian("the title 'a $& %' is already used in b.md"), "такой заголовок («a $& %») уже есть в b.md");
  assert.equal(inRussian("'audience: internal' is taken for text, and who may see an article is not guessed: fields stand beside the body, not in it; if it is for everybody, 'audience: public' there says so"),
    "«audience: internal» стоит в тексте, а кому видна статья, мы не гадаем: поля стоят рядом с body, а не в нём; если её можно видеть всем, напишите там «audience: public»");
  assert.equal(inRussian("something new"), "something new");
});
