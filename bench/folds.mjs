// folds.mjs KLADEZ examples.jsonl [--folds N] [--seed N] - how often the bot's best article is the right
// one, on examples {"query","label","lang"} of which a tenth at a time is asked of articles made of
// the others. Prints the share with its bootstrap interval. See README.md.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { articlesOfIntents } from "./intents.mjs";
import { randomOf, seedOf } from "./random.mjs";

const samples = 2000;

function argumentsOf([program, file, ...rest]) {
  const options = { folds: 10, seed: 1 };
  for (let i = 0; i < rest.length; i += 2) {
    const name = rest[i].slice(2);
    if (!(name in options) || !Number.isInteger(Number(rest[i + 1]))) usage();
    options[name] = Number(rest[i + 1]);
  }
  if (!program || !file) usage();
  return { program, file, ...options };
}

function usage() {
  console.error("usage: node bench/folds.mjs KLADEZ examples.jsonl [--folds N] [--seed N]");
  process.exit(2);
}

function run(program, args) {
  const done = spawnSync(program, args, { encoding: "utf8", maxBuffer: 64 << 20 });
  if (done.status !== 0) throw new Error(`${args.join(" ")}: ${done.stderr}`);
  return done.stdout;
}

const writeLines = (path, list) => writeFileSync(path, list.map((item) => JSON.stringify(item) + "\n").join(""));

/** Each example's fold: each intent is spread evenly. */
function foldsOf(examples, { folds, seed }) {
  const seen = new Map();
  return examples
    .map((example, i) => ({ i, label: example.label, key: seedOf(example.query, seed) >>> 0 }))
    .sort((a, b) => a.key - b.key)
    .reduce((out, { i, label }) => {
      const n = seen.get(label) ?? 0;
      seen.set(label, n + 1);
      out[i] = n % folds;
      return out;
    }, []);
}

/** How many are asked, and how many right. */
function ask(program, folder, known, asked) {
  const data = join(folder, "data");
  rmSync(data, { recursive: true, force: true });
  writeLines(join(folder, "articles.jsonl"), articlesOfIntents(known));
  writeLines(join(folder, "asked.jsonl"), asked);
  run(program, ["index", "--quiet", "--data", data, join(folder, "articles.jsonl")]);
  const accuracy = Number(/accuracy ([\d.]+)/.exec(run(program, ["eval", "--data", data, join(folder, "asked.jsonl")]))[1]);
  return { n: asked.length, right: Math.round(accuracy * asked.length) };
}

/** 95 % of what comes of drawing as many questions as there are, with replacement. */
function intervalOf(right, n, seed) {
  const random = randomOf(seedOf("bootstrap", seed));
  const shares = Array.from({ length: samples }, () => {
    let hits = 0;
    for (let i = 0; i < n; i++) hits += random(n) < right;
    return hits / n;
  }).sort((a, b) => a - b);
  return [shares[Math.floor(samples * 0.025)], shares[Math.ceil(samples * 0.975) - 1]];
}

const options = argumentsOf(process.argv.slice(2));
const examples = readFileSync(options.file, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line))
  .filter(({ label }) => label !== "oos");
const folder = mkdtempSync(join(tmpdir(), "kladez-folds-"));
const fold = foldsOf(examples, options);
let n = 0, right = 0;
try {
  for (let k = 0; k < options.folds; k++) {
    const one = ask(options.program, folder, examples.filter((_, i) => fold[i] !== k), examples.filter((_, i) => fold[i] === k));
    n += one.n;
    right += one.right;
    console.error(`${k + 1} of ${options.folds}: ${(one.right / one.n).toFixed(3)}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const [low, high] = intervalOf(right, n, options.seed);
console.log(`accuracy ${(right / n).toFixed(4)} (${low.toFixed(4)} to ${high.toFixed(4)}), n ${n}, ${options.folds} folds`);
