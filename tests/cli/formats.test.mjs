// It does not matter in which format an article is written.
import assert from "node:assert/strict";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { editorsWords, questions, records } from "../lib/corpus.mjs";
import { corpusData, index, kladez, root, scratch, search, serve, suggest, writeFiles } from "../lib/kladez.mjs";

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

test("the examples of docs/articles.md are articles without a fault", async (t) => {
  const folder = scratch(t), text = readFileSync(join(root, "docs/articles.md"), "utf8");
  const [md, jsonl, csvText, html] = ["md", "jsonl", "csv", "html"]
    .map((kind) => new RegExp(`^\`\`\`${kind}\n([^]*?)^\`\`\``, "m").exec(text)[1]);
  writeFiles(join(folder, "help/articles"), {
    "ru/payment/refund.md": md, "ru/orders/cancel.md": "# Отмена заказа\n\nНажмите «Отменить».\n", "en/faq.jsonl": jsonl, "en/more.csv": csvText, "en/warranty.html": html,
  });
  const lint = kladez(["lint", join(folder, "help")]);
  assert.match(lint.stdout, /^6 articles, 0 findings;/, lint.stdout);
  index(join(folder, "data"), join(folder, "help"));
  const server = await serve(t, join(folder, "data"));
  const { hits } = await search(server, { q: "", limit: 100, attributesToRetrieve: ["*", "sections", "html"] });
  const of = Object.fromEntries(hits.map((hit) => [hit.id, hit]));
  assert.deepEqual(Object.keys(of).sort(), ["en/warranty", "faq-1", "faq-2", "faq-3", "ru/orders/cancel", "ru/payment/refund"].sort());
  assert.deepEqual(of["ru/payment/refund"].questions, ["Когда вернутся деньги?", "деньги не пришли: что делать"]);
  assert.deepEqual(of["ru/payment/refund"].tags, ["возврат денег", "карта"]);
  assert.match(of["ru/payment/refund"].html, /href="\/articles\/ru\/orders\/cancel"/);
  assert.deepEqual(of["faq-3"].questions, ["do you take cards", "can I pay cash"]);
  assert.equal(of["faq-2"].body, "Free for customers.");
  assert.deepEqual([of["en/warranty"].title, of["en/warranty"].category], ["Warranty", ["Service"]]);
});
