// What is published, going back, indexing and linting, for editors.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { articles } from "../lib/fixture.mjs";
import { addKey, get, index, kladez, post, scratch, serve, until, writeFiles } from "../lib/kladez.mjs";

async function editing(t, files = articles) {
  const folder = scratch(t), source = join(folder, "help"), data = join(folder, "data");
  writeFiles(source, files);
  index(data, source);
  const server = await serve(t, data, { pin: null }), key = { token: addKey(data, "editor") };
  const read = async (what) => (await get(server, `/v1/editor/${what}`, key)).json;
  return {
    data, source, server, key, read,
    run: (what, body) => post(server, `/v1/editor/${what}`, body, key),
    async ended(what) {
      let last;
      await until(async () => { last = await read(what); return last.state !== "running"; }, `the ${what} run to end`);
      return last;
    },
    publish() {
      writeFiles(source, { "articles/ru/new.md": "---\ntitle: Новая статья\n---\nТекст о новом.\n" });
      index(data, source);
    },
  };
}

test("only editors see and do", async (t) => {
  const e = await editing(t), desk = { token: addKey(e.data, "desk") };
  for (const what of ["generations", "index", "lint"]) {
    assert.equal((await get(e.server, `/v1/editor/${what}`)).status, 401);
    assert.equal((await get(e.server, `/v1/editor/${what}`, desk)).status, 403);
  }
  for (const what of ["rollback", "index", "lint"]) assert.equal((await post(e.server, `/v1/editor/${what}`, {}, desk)).status, 403);
});

test("the history is listed, the newest first, with what changed and what it is worth", async (t) => {
  const e = await editing(t);
  e.publish();
  const { generations, sources, read_at, read_seconds_ago } = await e.read("generations");
  assert.deepEqual(generations.map((g) => [g.number, g.published, g.added, g.refused]), [[2, true, 1, 0], [1, false, generations[1].articles, 0]]);
  assert.equal(generations[0].articles, generations[1].articles + 1);
  assert.ok(generations.every((g) => g.bytes > 10000 && "fitted" in g.calibration.ru && "auroc" in g.calibration.en));
  assert.deepEqual(sources, [e.source]);
  assert.ok(Date.parse(read_at) && read_seconds_ago < 3600);
});

test("an editor goes back, and forth; the log says who", async (t) => {
  const e = await editing(t);
  e.publish();
  assert.deepEqual((await e.run("rollback", { generation: 1 })).json, { published: 1 });
  assert.equal((await get(e.server, "/indexes/articles/documents/ru/new")).status, 404);
  assert.deepEqual((await e.read("generations")).generations.map((g) => g.published), [false, true]);
  await until(() => e.server.log.all.includes('msg="generation 1 is published again" by='));
  assert.match(e.server.log.all, /published again" by="?test editor/);
  assert.equal((await e.run("rollback", { generation: 2 })).status, 200);
  assert.equal((await get(e.server, "/indexes/articles/documents/ru/new")).status, 200);
  for (const [body, status, code] of [[{}, 400, "invalid_rollback_generation"], [{ generation: 0 }, 400, "invalid_rollback_generation"],
    [{ generation: 77 }, 404, "not_found"], [{ number: 1 }, 400, "bad_request"]]) {
    const reply = await e.run("rollback", body);
    assert.deepEqual([reply.status, reply.json.code], [status, code]);
  }
});

test("an index run repeats the last one in the background, tells how it goes and what it found", async (t) => {
  const e = await editing(t);
  assert.equal((await e.read("index")).state, "published");
  writeFiles(e.source, { "articles/ru/new.md": "---\ntitle: Новая\n---\nТекст.\n" });
  writeFiles(e.source, { "articles/ru/broken.md": "---\ntitle: [\n---\n" });
  const started = await e.run("index");
  assert.deepEqual([started.status, started.json.state], [202, "running"]);
  assert.equal((await e.run("index")).status, 409);
  const end = await e.ended("index");
  assert.deepEqual([end.state, end.generation, end.counts.added, end.findings.refused], ["published", 2, 1, 1]);
  assert.ok(end.findings.list.some(({ kind, path, line }) => kind === "refused" && path === join(e.source, "articles/ru/broken.md") && line > 0));
  assert.ok(Date.parse(end.ended_at) >= Date.parse(end.started_at));
  assert.equal((await get(e.server, "/indexes/articles/documents/ru/new")).status, 200);
  assert.equal((await e.run("index", {})).status, 202);
  assert.equal((await e.ended("index")).state, "unchanged");
  assert.equal((await e.run("index", { allow: true })).status, 400);
});

test("a run that fails says why; one that dies is told", async (t) => {
  const e = await editing(t);
  kladez(["index", "--data", e.data, join(e.source, "nowhere")]);
  const failed = await e.read("index");
  assert.equal(failed.state, "failed");
  assert.match(failed.error, /nowhere/);
  writeFileSync(join(e.data, "index/run.json"), JSON.stringify({ state: "running", started_at: "2026-11-21T08:00:00Z", step: "Compacting", done: 0, total: 0 }));
  assert.deepEqual(await e.read("index"), { state: "died", started_at: "2026-11-21T08:00:00Z", step: "Compacting", done: 0, total: 0 });
});

test("lint looks through what is indexed; with sources of its own it keeps nothing", async (t) => {
  const e = await editing(t);
  writeFiles(e.source, { "articles/ru/broken.md": "---\ntitle: [\n---\n" });
  kladez(["lint", "--data", e.data, e.source]);
  assert.deepEqual(await e.read("lint"), { state: "none" });
  assert.equal((await e.run("lint")).status, 202);
  const end = await e.ended("lint");
  assert.equal(end.state, "done");
  assert.ok(end.counts.articles > 0 && end.findings.refused === 1);
  assert.equal((await e.read("generations")).generations.length, 1);
});
