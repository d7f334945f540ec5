// A generation that this program cannot read: of another version, or with files missing or damaged.
import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { articles } from "../lib/fixture.mjs";
import { get, index, kladez, scratch, serve, suggest, writeFiles } from "../lib/kladez.mjs";

/** A data folder with the small help centre, and what indexes it. */
function published(t) {
  const folder = scratch(t), data = join(folder, "data");
  const write = (files) => writeFiles(folder, files);
  const again = () => index(data, join(folder, "articles"));
  write(articles);
  again();
  return { data, write, again, file: (name, generation = 1) => join(data, `index/gen-00000${generation}`, name) };
}

const change = (path, from, to) => writeFileSync(path, readFileSync(path, "utf8").replace(from, to));

const ways = {
  "another version of the engine": (file) => change(file("manifest.json"), /"engine":\d+/, '"engine":1'),
  "a calibration of another layout": (file) => change(file("calibration.json"), '"mean":[', '"mean":[1,'),
  "a calibration cut off": (file) => writeFileSync(file("calibration.json"), '{"languages":'),
  "no calibration": (file) => rmSync(file("calibration.json")),
  "no classifier": (file) => rmSync(file("classes-ru.dat")),
  "no records": (file) => rmSync(file("records.dat")),
};

for (const [what, spoil] of Object.entries(ways))
  test(`${what}: the server says to index again, lives on, and the next run mends it`, async (t) => {
    const { data, file, again } = published(t);
    spoil(file);
    const asked = kladez(["ask", "--data", data, "Как заплатить картой?"]);
    assert.notEqual(asked.status, 0);
    assert.match(asked.stderr, /run 'kladez index'/);
    const server = await serve(t, data);
    for (const path of ["/health", "/v1/calibration", "/indexes/articles/documents"]) {
      const reply = await get(server, path);
      assert.equal(reply.status, 503, path);
      assert.equal(reply.json.code, "index_is_stale", path);
      assert.match(reply.json.detail ?? reply.json.message, /kladez index/);
    }
    again();
    assert.equal((await suggest(server, { text: "Как заплатить картой?" })).answer.article_id, "ru/cards");
    assert.equal((await get(server, "/v1/calibration")).json.generation, 2);
  });

test("while the published generation cannot be read, search and bot stay on the one before", async (t) => {
  const { data, file, write, again } = published(t);
  const server = await serve(t, data, { args: ["--threads", "1"] }); // each has a reader of its own
  assert.equal((await suggest(server, { text: "Как заплатить картой?" })).generation, 1);
  write({ "articles/ru/gift.md": "---\ntitle: Подарочная упаковка\n---\nУпакуем заказ в подарок.\n" });
  again();
  rmSync(file("classes-ru.dat", 2));
  const reply = await suggest(server, { text: "Как заплатить картой?" });
  assert.equal(reply.generation, 1);
  assert.equal(reply.answer.article_id, "ru/cards");
  assert.equal((await get(server, "/v1/calibration")).json.generation, 1);
});
