// It does not matter in which format an article is written.
import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { editorsWords, questions, records } from "../lib/corpus.mjs";
import { corpusData, index, scratch, search, serve, suggest, writeFiles } from "../lib/kladez.mjs";

const csv = (value) => `"${String(value ?? "").replaceAll("\"", "\"\"")}"`;

test("Markdown, JSONL and JSON of the same articles give the same results", async (t) => {
  const folder = scratch(t), all = records();
  const text = {
    "all.jsonl": all.map((record) => `${JSON.stringify(record)}\n`).join(""),
    "all.json": JSON.stringify(all, null, 1),
  };
  const servers = [await serve(t, corpusData(t))];
  for (const name of Object.keys(text)) {
    const data = join(folder, `${name}-data`), source = join(folder, `${name}-source`);
    writeFiles(source, { [`articles/${name}`]: text[name] });
    cpSync(editorsWords, join(source, "words"), { recursive: true });
    index(data, source);
    servers.push(await serve(t, data));
  }
  for (const { query } of questions()) {
    const [markdown, ...others] = await Promise.all(servers.map(async (server) => {
      const { hits } = await search(server, { q: query, limit: 20, showRankingScore: true, attributesToRetrieve: ["*", "sections", "headings"] });
      const { decision, answer, confidence } = await suggest(server, { text: query, dry_run: true });
      return { hits, decision, passage: answer?.passage, confidence };
    }));
    for (const other of others) assert.deepEqual(other, markdown, query);
  }
});

test("CSV holds what it can hold", async (t) => {
  const folder = scratch(t), all = records();
  const rows = all.map((r) => [r.id, r.lang, r.title, r.audience ?? "public", r.body].map(csv).join(","));
  writeFiles(folder, { "all.csv": `id,lang,title,audience,body\r\n${rows.join("\r\n")}\r\n` });
  index(join(folder, "data"), join(folder, "all.csv"));
  const [first, second] = [await serve(t, corpusData(t)), await serve(t, join(folder, "data"))];
  const of = async (server) => (await search(server, { q: "", limit: 1000, attributesToRetrieve: ["id", "title", "lang", "body"] })).hits
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  assert.deepEqual((await of(second)).map(({ id, title, lang, body }) => ({ id, title, lang, body })),
    (await of(first)).map(({ id, title, lang, body }) => ({ id, title, lang, body })));
});
