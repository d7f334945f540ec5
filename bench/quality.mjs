// quality.mjs KLADEZ FOLDER [SET…] - how good search and bot are on sets of real questions, as
// one table. FOLDER holds SET/articles.jsonl with dev/SET/queries.jsonl, and dev/SET/*.jsonl of
// utterances with intents ({"query","label","lang"}). See README.md.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { articlesOfIntents } from "./intents.mjs";

const [program, folder, ...wanted] = process.argv.slice(2);
const work = process.env.WORK || "build/quality";

/** Sets whose questions are asked of another set's articles. */
const askedOf = { handoff_ru: "rutube", handoff_en: "stackfaq", rubq_oos: "vkcloud" };

const readLines = (path) => readFileSync(path, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
const writeLines = (path, list) => writeFileSync(path, list.map((item) => JSON.stringify(item) + "\n").join(""));

function run(args) {
  const done = spawnSync(program, args, { encoding: "utf8", maxBuffer: 64 << 20 });
  if (done.status > 1) throw new Error(`${args.join(" ")}: ${done.stderr}`);
  return done.stdout;
}

/** What is indexed and what is asked: NAME_train with NAME_test, train with val, or four fifths
 *  of a lone train with the rest. */
function intentSets(set) {
  const dir = join(folder, "dev", set);
  const names = readdirSync(dir).filter((name) => name.endsWith(".jsonl")).map((name) => name.slice(0, -6));
  const trains = names.filter((name) => /(^|_)train$/.test(name));

  return trains.map((train) => {
    const tests = ["test", "val"].map((kind) => train.replace(/train$/, kind)).filter((name) => names.includes(name));
    const all = readLines(join(dir, `${train}.jsonl`));
    const name = train === "train" ? set : `${set}/${train.slice(0, -6)}`;
    return tests.length
      ? { name, examples: all, asked: tests.flatMap((test) => readLines(join(dir, `${test}.jsonl`))) }
      : { name, examples: all.filter((_, i) => i % 5 !== 4), asked: all.filter((_, i) => i % 5 === 4) };
  });
}

/** Folders of work/: {name, source, questions}. */
function prepare(set) {
  const queries = join(folder, "dev", set, "queries.jsonl");
  if (existsSync(queries))
    return [{ name: set, source: join(folder, askedOf[set] || set, "articles.jsonl"), questions: queries }]
      .filter((item) => existsSync(item.source));
  return intentSets(set).map(({ name, examples, asked }) => {
    const dir = join(work, name.replace("/", "-"));
    mkdirSync(dir, { recursive: true });
    writeLines(join(dir, "articles.jsonl"), articlesOfIntents(examples));
    writeLines(join(dir, "asked.jsonl"), asked);
    return { name, source: join(dir, "articles.jsonl"), questions: join(dir, "asked.jsonl") };
  });
}

/** What eval says of one language, by name. */
function figuresOf({ search, bot }) {
  const of = (figures, name) => figures[name]?.mean?.toFixed(3) ?? "-";
  return {
    n: String(bot.n),
    ...Object.fromEntries([["s@1", "success@1"], ["s@3", "success@3"], ["s@5", "success@5"], ["MRR@10", "MRR@10"],
      ["nDCG@10", "nDCG@10"], ["R@10", "recall@10"]].map(([short, name]) => [short, of(search, name)])),
    ...Object.fromEntries([["bot@1", "accuracy"], ["AUROC", "AUROC"], ["OOS-AUROC", "OOS-AUROC"], ["ECE", "ECE"],
      ["cov@90", "coverageAt90"], ["cov@95", "coverageAt95"], ["answered", "answered"], ["right", "answeredRight"],
      ["served", "inScopeOffered"], ["oos kept", "outOfScopeNotAnswered"]].map(([short, name]) => [short, of(bot, name)])),
  };
}

function measure({ name, source, questions }) {
  const data = join(work, "data", name.replace("/", "-"));
  rmSync(data, { recursive: true, force: true });
  run(["index", "--quiet", "--data", data, source]);
  const { languages } = JSON.parse(run(["eval", "--json", "--data", data, questions]));
  return Object.entries(languages).map(([lang, figures]) => ({ set: `${name} ${lang}`, ...figuresOf(figures) }));
}

function table(rows) {
  const names = Object.keys(rows[0]);
  const lines = [names, ...rows.map((row) => names.map((name) => row[name]))];
  const widths = names.map((_, i) => Math.max(...lines.map((line) => line[i].length)));
  return lines.map((line) => line.map((cell, i) => (i ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join("  ")).join("\n");
}

mkdirSync(work, { recursive: true });
const sets = wanted.length ? wanted : readdirSync(join(folder, "dev")).sort();
const rows = sets.filter((set) => set !== "scale").flatMap(prepare).flatMap((item) => {
  console.error(item.name);
  return measure(item);
});
writeFileSync(join(work, "table.txt"), table(rows) + "\n");
console.log(table(rows));
