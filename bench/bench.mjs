// bench.mjs WORK KLADEZ FOLDER SIZE… - see README.md. Called by run.sh.
import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";

import { finds, latencies, mixed, throughput } from "./load.mjs";
import { preparePages } from "./pages.mjs";
import { folderBytes, measure, memoryOf, startServer } from "./process.mjs";

const [work, program, folder, ...sizes] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const corpus = join(here, "../corpus/articles");
const script = join(here, "scriptindex.script");
const asked = 500; // calls whose latency is measured, of each kind
const published = [0, 1]; // kladez index: 1 when an article was refused, the rest is published
const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1];

/** Drops the files of a folder from the page cache, so that they are read from the disk. */
function forget(data) {
  for (const name of readdirSync(data, { recursive: true })) {
    const path = join(data, name);
    if (statSync(path).isFile())
      execFileSync("dd", [`if=${path}`, "iflag=nocache", "count=0", "status=none"]);
  }
}

/** scriptindex knows one stemmer a run, so it runs once for each language, into one database. */
async function indexWithScriptindex(dir, log) {
  if (spawnSync("scriptindex", ["--version"]).status !== 0) return null;
  const sum = { seconds: 0, processor: 0, peak: 0 };
  for (const [lang, stemmer] of [["ru", "russian"], ["en", "english"]]) {
    const run = await measure("scriptindex",
      [`--stemmer=${stemmer}`, join(dir, "scriptindex"), script, join(dir, `dump.${lang}`)], log);
    sum.seconds += run.seconds;
    sum.processor += run.processor;
    sum.peak = Math.max(sum.peak, run.peak);
  }
  return { ...sum, bytes: folderBytes(join(dir, "scriptindex")) };
}

/** Seconds of a step of kladez index, by its name; to the end of the run for the last one. */
function stepSeconds(run, name) {
  const i = run.steps.findIndex((step) => step.name === name);
  return i < 0 ? 0 : (run.steps[i + 1]?.at ?? run.seconds) - run.steps[i].at;
}

/** What kladez index needs without calibrating the bot, to which scriptindex has no counterpart. */
const indexSeconds = (r) => r.index.ours.seconds - stepSeconds(r.index.ours, "Calibrating the bot");

async function startTimes(data) {
  const once = async () => {
    const server = await startServer(program, data);
    await server.stop();
    return server.seconds;
  };
  const warm = [];
  for (let i = 0; i < 5; i++) warm.push(await once());
  forget(data);
  return { warm: median(warm), cold: await once() };
}

async function measureServer(data, questions) {
  const start = await startTimes(data);
  const server = await startServer(program, data);
  const before = memoryOf(server.pid);
  await mixed(server.url, questions, 1000);
  const after = memoryOf(server.pid);
  const latency = {}, each = questions.slice(0, asked);
  for (const kind of ["health", "search", "complete", "suggest, dry run", "suggest"])
    latency[kind] = await latencies(server.url, kind, each);
  const rate = {
    search: await throughput(server.url, "search", questions, 2),
    suggest: await throughput(server.url, "suggest", each, 2),
  };
  const end = memoryOf(server.pid);
  await server.stop();
  return { start, before, after, end, latency, rate };
}

/** Changes the last page and waits until a running server finds it by a new word. */
async function measureChange(dir, data, last, log) {
  const word = "зюзябликус";
  const server = await startServer(program, data);
  writeFileSync(join(dir, "source/last.jsonl"),
    JSON.stringify({ ...last, body: `${last.body}\n\n${word}` }) + "\n");
  const started = performance.now();
  const index = measure(program, ["index", "--quiet", "--data", data, join(dir, "source")], log, published);
  while (!await finds(server.url, word, last.id)) await new Promise((done) => setTimeout(done, 10));
  const visible = (performance.now() - started) / 1000;
  const run = await index;
  await server.stop();
  return { visible, ...run };
}

async function measureSize(count) {
  const dir = join(work, String(count)), data = join(dir, "data"), log = join(dir, "log");
  const pages = await preparePages(dir, folder, corpus, count);
  const source = join(dir, "source");
  const indexing = ["index", "--data", data, source];
  console.error(`${count} pages: indexing`);
  const theirs = await indexWithScriptindex(dir, log);
  const ours = await measure(program, indexing, log, published);
  const indexBytes = folderBytes(join(data, "index/gen-000001"));
  console.error(`${count} pages: serving`);
  const server = await measureServer(data, pages.questions);
  console.error(`${count} pages: changing`);
  const unchanged = await measure(program, indexing, log, published);
  const change = await measureChange(dir, data, pages.last, log);
  const result = { pages: count, bytes: pages.bytes, index: { ours, theirs, bytes: indexBytes }, server, unchanged, change };
  writeFileSync(join(work, `${count}.json`), JSON.stringify(result, null, 2) + "\n");
  for (const name of ["source", "data", "scriptindex", "dump.ru", "dump.en"])
    if (!process.env.KEEP) rmSync(join(dir, name), { recursive: true, force: true });
  return result;
}

// ---- the table ----

const mb = (n) => (n >= 100 ? n.toFixed(0) : n.toFixed(1));
const ms = (n) => n.toFixed(1);
const three = (l) => `${ms(l.p50)} / ${ms(l.p95)} / ${ms(l.p99)}`;
const memory = (m) => `${mb(m.rss)} (${mb(m.anon)} + ${mb(m.file)}) ${mb(m.pss)}`;
const rows = [
  ["text, MB", (r) => mb(r.bytes / 1e6)],
  ["kladez index, s (processor s)", (r) => `${ms(r.index.ours.seconds)} (${ms(r.index.ours.processor)})`],
  ["  of it the bot's calibration, s", (r) => ms(r.index.ours.seconds - indexSeconds(r))],
  ["  pages/s, MB/s", (r) => `${(r.pages / r.index.ours.seconds).toFixed(0)}, ${(r.bytes / 1e6 / r.index.ours.seconds).toFixed(2)}`],
  ["  peak memory, MB", (r) => mb(r.index.ours.peak)],
  ["  published, share of the text", (r) => (r.index.bytes / r.bytes).toFixed(2)],
  ["scriptindex, s (processor s)", (r) => r.index.theirs && `${ms(r.index.theirs.seconds)} (${ms(r.index.theirs.processor)})`],
  ["  peak memory, MB", (r) => r.index.theirs && mb(r.index.theirs.peak)],
  ["  database, share of the text", (r) => r.index.theirs && (r.index.theirs.bytes / r.bytes).toFixed(2)],
  ["index speed, times scriptindex's", (r) => r.index.theirs && (r.index.theirs.seconds / indexSeconds(r)).toFixed(2)],
  ["  with the bot calibrated", (r) => r.index.theirs && (r.index.theirs.seconds / r.index.ours.seconds).toFixed(2)],
  ["start to first answer, ms", (r) => ms(1000 * r.server.start.warm)],
  ["  with nothing in the page cache", (r) => ms(1000 * r.server.start.cold)],
  ["memory at start, MB: rss (anon + file) pss", (r) => memory(r.server.before)],
  ["  after 1,000 searches and suggests", (r) => memory(r.server.after)],
  ["  at the end", (r) => memory(r.server.end)],
  ["/health, ms p50 / p95 / p99", (r) => three(r.server.latency.health)],
  ["search", (r) => three(r.server.latency.search)],
  ["complete", (r) => three(r.server.latency.complete)],
  ["suggest, nothing recorded", (r) => three(r.server.latency["suggest, dry run"])],
  ["suggest", (r) => three(r.server.latency.suggest)],
  ["searches/s, 2 clients", (r) => r.server.rate.search.toFixed(0)],
  ["suggests/s, 2 clients", (r) => r.server.rate.suggest.toFixed(0)],
  ["index again, nothing changed, s", (r) => ms(r.unchanged.seconds)],
  ["one page changed, s until found", (r) => ms(r.change.visible)],
];

function table(results) {
  const head = ["pages", ...results.map((r) => r.pages.toLocaleString("en"))];
  const lines = [head, ...rows.map(([name, of]) => [name, ...results.map((r) => of(r) ?? "-")])];
  const widths = head.map((_, i) => Math.max(...lines.map((line) => line[i].length)));
  return lines.map((line) => line.map((cell, i) => (i ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join("  ")).join("\n");
}

const results = [];
for (const size of sizes) results.push(await measureSize(Number(size)));
const text = table(results);
writeFileSync(join(work, "table.txt"), text + "\n");
console.log(text);
