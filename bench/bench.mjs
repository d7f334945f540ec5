// bench.mjs WORK KLADEZ SIZES SOURCE… - see README.md. Called by run.sh.
import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";

import { measureEngine } from "./engine.mjs";
import { finds, latencies, mixed, throughput } from "./load.mjs";
import { preparePages } from "./pages.mjs";
import { folderBytes, measure, memoryOf, startServer } from "./process.mjs";
import { kinds, queriesOf } from "./queries.mjs";
import { clients, tableOf } from "./table.mjs";

const [work, program, sizes, ...sources] = process.argv.slice(2);
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

async function measureServer(data, questions, queries) {
  const start = await startTimes(data);
  const server = await startServer(program, data);
  const before = memoryOf(server.pid);
  await mixed(server.url, questions, 1000);
  const after = memoryOf(server.pid);
  const latency = {}, each = questions.slice(0, asked);
  for (const kind of ["health", "search", "search, no hits", "suggest, dry run", "suggest"])
    latency[kind] = await latencies(server.url, kind, each);
  for (const { name, ask } of kinds) latency[name] = await latencies(server.url, ask, queries[name]);
  const rate = { suggest: await throughput(server.url, "suggest", each, 2), search: {} };
  for (const n of clients) rate.search[n] = await throughput(server.url, "search", questions, n);
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

async function measureSize(size) {
  const dir = join(work, size), data = join(dir, "data"), log = join(dir, "log");
  const pages = await preparePages(dir, sources, corpus, size);
  const source = join(dir, "source"), queries = queriesOf(pages.questions);
  const indexing = ["index", "--data", data, source];
  console.error(`${pages.count} pages: indexing`);
  const theirs = await indexWithScriptindex(dir, log);
  const ours = await measure(program, indexing, log, published);
  const generation = join(data, "index/gen-000001");
  const bytes = { all: folderBytes(generation), index: statSync(join(generation, "index.glass")).size };
  console.error(`${pages.count} pages: searching`);
  const engine = measureEngine(program, data, join(dir, "scriptindex"), queries);
  console.error(`${pages.count} pages: serving`);
  const server = await measureServer(data, pages.questions, queries);
  console.error(`${pages.count} pages: changing`);
  const unchanged = await measure(program, indexing, log, published);
  const change = await measureChange(dir, data, pages.last, log);
  const result = { pages: pages.count, bytes: pages.bytes, index: { ours, theirs, bytes }, engine, server, unchanged, change };
  writeFileSync(join(work, `${size}.json`), JSON.stringify(result, null, 2) + "\n");
  for (const name of ["source", "data", "scriptindex", "dump.ru", "dump.en"])
    if (!process.env.KEEP) rmSync(join(dir, name), { recursive: true, force: true });
  return result;
}

const results = [];
for (const size of sizes.split(" ")) results.push(await measureSize(size));
const text = tableOf(results);
writeFileSync(join(work, "table.txt"), text + "\n");
console.log(text);
