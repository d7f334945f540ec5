// Editors see what they wrote: kladez index --watch publishes, the server shows.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { articles } from "../lib/fixture.mjs";
import { kladez, index, program, scratch, search, serve, until, writeFiles } from "../lib/kladez.mjs";

const titles = async (server, q) => (await search(server, { q })).hits.map((hit) => hit.title);

test("what is saved is published, what is deleted goes", async (t) => {
  const folder = scratch(t), data = join(folder, "data"), source = writeFiles(join(folder, "source"), articles);
  index(data, source);
  const server = await serve(t, data);
  const watcher = spawn(program, ["index", "--data", data, "--watch", source], { stdio: ["ignore", "ignore", "pipe"] });
  t.after(() => watcher.kill("SIGKILL"));
  let said = "";
  watcher.stderr.setEncoding("utf8").on("data", (part) => { said += part; });
  await until(() => /[Ww]atching/.test(said), "the watcher");

  writeFiles(source, { "articles/ru/new.md": "---\ntitle: Новая гравицапа\n---\nТекст.\n" });
  await until(async () => (await titles(server, "гравицапа ")).includes("Новая гравицапа"), "the new article");
  writeFiles(source, { "articles/ru/new.md": "---\ntitle: Старая гравицапа\n---\nТекст.\n" });
  await until(async () => (await titles(server, "гравицапа "))[0] === "Старая гравицапа", "the changed article");
  writeFiles(source, { "articles/ru/new.md": "---\ntitle: [Сломана\n---\nТекст.\n" });
  await until(() => /new\.md:\d+: /.test(said), "what is wrong");
  rmSync(join(source, "articles/ru/new.md"));
  await until(async () => (await titles(server, "гравицапа ")).length === 0, "an index without it");

  const ended = once(watcher, "exit");
  watcher.kill("SIGTERM");
  const [status, signal] = await ended;
  assert.ok(status === 0 || signal === "SIGTERM", "while it waits it ends, while it indexes it is cut off");
});

test("kladez index alone repeats the last one; without one it says what to do", async (t) => {
  const folder = scratch(t), data = join(folder, "data"), source = writeFiles(join(folder, "source"), articles);
  const first = kladez(["index", "--data", data]);
  assert.equal(first.status, 2);
  assert.match(first.stderr, /name the folders or files/);
  index(data, source);
  writeFiles(source, { "articles/ru/new.md": "---\ntitle: Новая гравицапа\n---\nТекст.\n" });
  const again = kladez(["index", "--data", data]);
  assert.equal(again.status, 0);
  assert.match(again.stdout, /1 new, 0 changed, \d+ unchanged/);
});
