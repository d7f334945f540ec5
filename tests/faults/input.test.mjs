// Wrong input: a clear message that names the file and the line, and the rest is indexed.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync, closeSync, copyFileSync, mkdtempSync, openSync, readFileSync, rmdirSync, symlinkSync, writeFileSync, writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { faulty, kladez, program, scratch, search, serve, suggest, writeFiles } from "../lib/kladez.mjs";

const good = {
  "ru/good.md": "---\ntitle: Хорошая статья\n---\nСодержание.\n",
  "en/good.md": "---\ntitle: A good article\n---\nContents.\n",
};

const utf16 = (text) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);

/** [name, files, what stderr says, articles beside the two good ones]. */
const cases = [
  ["broken front matter", { "ru/bad.md": "---\ntitle: [Незакрытая\ntags: x\n---\nтекст\n" }, /ru\/bad\.md:[23]: /],
  ["front matter that never ends", { "ru/bad.md": "---\ntitle: Без конца\n\nтекст\n" }, /ru\/bad\.md:1: .*---/],
  ["a wrong kind of value", { "ru/odd.md": "---\ntitle: Дата\nupdatedAt: вчера\n---\nтекст\n" }, /ru\/odd\.md:3: .*вчера/, ["ru/odd"]],
  ["empty lines before the front matter: lines are the file's", {
    "ru/a.md": "\n\n---\ntitle: А\nupdatedAt: вчера\n---\nтекст\n", "ru/b.md": "\n\n---\ntitle: [Б\ntags: x\n---\nтекст\n",
    "ru/c.md": "\n\n---\ntitle: В\n",
  }, /a\.md:5: .*вчера[^]*b\.md:[45]: [^]*c\.md:3: .*---/, ["ru/a"]],
  ["a binary file", { "ru/bad.md": Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 0, 255]) }, /ru\/bad\.md(:1)?: .*(binary|text|UTF-8)/i],
  ["invalid UTF-8", { "ru/bad.md": Buffer.concat([Buffer.from("---\ntitle: Плохо\n---\nстрока\n"), Buffer.from([0xd0, 0x20, 0xff])]) }, /ru\/bad\.md:5: .*UTF-8/],
  ["UTF-16", { "ru/bad.md": utf16("---\ntitle: Шестнадцать\n---\nтекст\n") }, /ru\/bad\.md(:1)?: .*UTF-16/],
  ["an empty article", { "ru/empty.md": "", "ru/blank.md": "---\ntitle: Пусто\n---\n" }, /ru\/empty\.md(:\d+)?: /],
  ["duplicate ids", { "ru/a.md": "---\nid: twin\ntitle: Первая\n---\nа\n", "ru/b.md": "---\nid: twin\ntitle: Вторая\n---\nб\n" }, /ru\/b\.md(:\d+)?: .*twin.*ru\/a\.md/, ["twin"]],
  ["an audience that is not understood: not published, rather than public", {
    "ru/a.md": "---\naudience: [internal]\n---\nтайна\n", "ru/b.md": "---\ntitle: Б\naudience:\n---\nтайна\n",
    "ru/c.md": "---\ntitle: В\nAudience: {name: internal}\n---\nтайна\n", "ru/d.md": "---\ntitle: Г\ndraft: maybe\n---\nтайна\n",
    "ru/e.md": "\n--- \ntitle: Д\nAUDIENCE: internal\n---\nтайна\n", "ru/f.md": "---\ntitle: Е\ndraft: On\n---\nтайна\n",
  }, /a\.md:2: 'audience'[^]*b\.md:3: 'audience'[^]*c\.md:3: 'audience'[^]*d\.md:3: 'draft'/],
  ["ids that cannot stand in addresses", { "ru/a.md": "---\nid: ../../etc\ntitle: А\n---\nа\n" }, /a\.md(:\d+)?: .*address/],
  ["a broken line of JSONL", { "all.jsonl": "{\"id\":\"j1\",\"lang\":\"en\",\"title\":\"One\",\"body\":\"text\"}\n{\"id\":\"j2\",\n{\"title\":\"No id\",\"body\":\"x\"}\n{\"id\":\"j4\",\"lang\":\"en\",\"title\":\"Four\",\"body\":\"text\"}\n" }, /all\.jsonl:2: [^]*all\.jsonl:3: .*id/, ["j1", "j4"]],
  ["a broken row of CSV", { "all.csv": "id,lang,title,body\nc1,en,One,text\nc2,en\nc3,en,Three,text\n" }, /all\.csv:3: /, ["c1", "c3"]],
  ["a JSON file cut off", { "all.json": "[{\"id\":\"k1\",\"title\":\"One\",\"body\":\"x\"}" }, /all\.json:1: /],
];

const idsOf = async (t, data) => {
  const server = await serve(t, data);
  const { hits } = await search(server, { q: "", limit: 100 });
  await server.stop();
  return hits.map((hit) => hit.id).sort();
};

for (const [name, files, says, more = []] of cases) {
  test(name, async (t) => {
    const folder = scratch(t), data = join(folder, "data");
    const source = writeFiles(join(folder, "source"), { ...good, ...files });
    const run = kladez(["index", "--data", data, source]);
    assert.ok(run.status === 1 || more.length > 0, `status ${run.status}: ${run.stderr}`);
    assert.match(run.stderr, says);
    assert.deepEqual(await idsOf(t, data), ["en/good", "ru/good", ...more].sort());
    const lint = kladez(["lint", source]);
    assert.match(lint.stdout + lint.stderr, says, "lint says the same");
  });
}

test("a file of 50 MB", async (t) => {
  const folder = scratch(t), data = join(folder, "data");
  const source = writeFiles(join(folder, "source"), good);
  const file = openSync(join(source, "ru/large.md"), "w");
  const block = "слово за словом, и так без конца. ".repeat(1 << 14);
  for (let bytes = 0; bytes < 50 << 20; bytes += writeSync(file, block));
  closeSync(file);
  const run = kladez(["index", "--data", data, source]);
  assert.equal(run.status, 1, run.stderr);
  assert.match(run.stderr, /ru\/large\.md: .*(MiB|MB|large)/);
  assert.deepEqual(await idsOf(t, data), ["en/good", "ru/good"]);
});

test("a loop of symbolic links", async (t) => {
  const folder = scratch(t), data = join(folder, "data");
  const source = writeFiles(join(folder, "source"), good);
  symlinkSync("..", join(source, "ru/loop"));
  symlinkSync("itself", join(source, "ru/itself"));
  symlinkSync("nowhere.md", join(source, "ru/dangling.md"));
  const run = kladez(["index", "--data", data, source]);
  assert.ok(run.status <= 1, run.stderr);
  assert.match(run.stderr, /ru\/dangling\.md: /);
  assert.match(run.stderr, /ru\/loop: .*link that leads back/i);
  assert.deepEqual(await idsOf(t, data), ["en/good", "ru/good"]);
});

test("a file that may not be read", { skip: process.getuid() !== 0 && "needs root to become another user" }, async (t) => {
  const folder = scratch(t), source = writeFiles(join(folder, "source"), { ...good, "ru/mine.md": "---\ntitle: Моё\n---\nтекст\n", "ru/closed/inner.md": "---\ntitle: Внутри\n---\nтекст\n" });
  const copy = join(folder, "kladez");
  copyFileSync(program, copy);
  chmodSync(copy, 0o755);
  chmodSync(folder, 0o777);
  chmodSync(join(source, "ru/mine.md"), 0);
  chmodSync(join(source, "ru/closed"), 0);
  const run = spawnSync(copy, ["index", "--data", join(folder, "data"), source], { uid: 65534, gid: 65534, cwd: folder, encoding: "utf8" });
  assert.equal(run.status, 1, run.stderr);
  assert.match(run.stderr, /ru\/mine\.md: .*Permission denied/);
  assert.match(run.stderr, /ru\/closed: .*Permission denied/);
  assert.deepEqual(await idsOf(t, join(folder, "data")), ["en/good", "ru/good"]);
});

/** A small file system of its own; null where none can be mounted. */
function smallDisk(t) {
  const folder = mkdtempSync(join(tmpdir(), "kladez-disk-"));
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=3m", "tmpfs", folder]).status === 0;
  t.after(() => {
    if (mounted) execFileSync("umount", ["--lazy", folder]);
    rmdirSync(folder);
  });
  return mounted ? folder : null;
}

test("a full disk: a clear message, what was published stays, room made it goes on", async (t) => {
  const folder = scratch(t), disk = smallDisk(t);
  if (!disk) {
    t.skip("a small disk cannot be mounted here; writes that fail on purpose are tested below");
    return;
  }
  const data = join(disk, "data"), source = writeFiles(join(folder, "source"), good);
  assert.equal(kladez(["index", "--data", data, source]).status, 0);
  const server = await serve(t, data);
  const many = {};
  for (let i = 0; i < 400; i++) many[`ru/more-${i}.md`] = `---\ntitle: Ещё ${i}\n---\n${Array.from({ length: 400 }, (_, n) => `слово${i * 400 + n}`).join(" ")}\n`;
  writeFiles(source, many);
  const run = kladez(["index", "--data", data, source]);
  assert.equal(run.status, 3, run.stderr);
  assert.match(run.stderr, /No space left on device/);
  assert.deepEqual((await search(server, { q: "" })).hits.map((hit) => hit.id).sort(), ["en/good", "ru/good"]);
  const asked = await suggest(server, { text: "Позовите оператора" });
  assert.match(asked.handoff.ticket, /^KB-/, "the desk has room again");
  for (const name of Object.keys(many).slice(4)) writeFileSync(join(source, name), "---\ntitle: Ещё\n---\nмало\n");
  execFileSync("mount", ["-o", "remount,size=64m", disk]);
  assert.equal(kladez(["index", "--data", data, source]).status, 0);
  assert.equal((await idsOf(t, data)).length > 50, true);
});

test("writes that fail: a clear message, what was published stays, the next run goes on", async (t) => {
  const folder = scratch(t), data = join(folder, "data"), source = writeFiles(join(folder, "source"), good);
  assert.equal(kladez(["index", "--data", data, source]).status, 0);
  for (const step of ["file.write", "file.sync", "file.rename", "build.commit"]) {
    writeFiles(source, { "ru/more.md": `---\ntitle: Ещё\n---\n${step}\n` });
    const run = kladez(["index", "--data", data, source], { program: faulty, env: { KLADEZ_FAULT: `fail:${step}` } });
    assert.equal(run.status, 3, `${step}: ${run.stderr}`);
    assert.match(run.stderr, /No space left on device/, step);
    assert.deepEqual(await idsOf(t, data), ["en/good", "ru/good"]);
  }
  assert.equal(kladez(["index", "--data", data, source]).status, 0);
  assert.deepEqual(await idsOf(t, data), ["en/good", "ru/good", "ru/more"]);
});

test("a data folder of another version of the pipeline is built anew, and a server says so", async (t) => {
  const folder = scratch(t), data = join(folder, "data"), source = writeFiles(join(folder, "source"), good);
  assert.equal(kladez(["index", "--data", data, source]).status, 0);
  const manifest = join(data, "index/current/manifest.json");
  const text = readFileSync(manifest, "utf8"), other = text.replace(/"engine":\s*\d+/, "\"engine\":9999");
  assert.notEqual(other, text, text);
  writeFileSync(manifest, other);
  const found = kladez(["search", "--data", data, "статья"]);
  assert.notEqual(found.status, 0);
  assert.match(found.stderr, /kladez index/);
  const run = kladez(["index", "--data", data, source]);
  assert.equal(run.status, 0, run.stderr);
  assert.deepEqual(await idsOf(t, data), ["en/good", "ru/good"]);
});
