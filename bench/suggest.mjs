// suggest.mjs KLADEZ DATA questions.jsonl… [--seed N] [--rows FILE] - how good the bot is as a customer
// of the API sees it: each question is a conversation of its own with `kladez serve`, with the standard
// policy, and only the replies are looked at. Questions are {"query","lang","relevant":[…]} or
// {"query","lang","label"}, out of scope where there is no relevant article or the label is "oos".
// Prints each figure with the interval of 95 % of bootstrap samples. See README.md.
import { readFileSync, writeFileSync } from "node:fs";
import { bootstrap, figuresOf } from "./figures.mjs";
import { startServer } from "./process.mjs";

const parallel = 4;

function usage() {
  console.error("usage: node bench/suggest.mjs KLADEZ DATA questions.jsonl… [--seed N] [--rows FILE]");
  process.exit(2);
}

function argumentsOf(list) {
  const options = { seed: "1", rows: "" }, rest = [];
  for (let i = 0; i < list.length; i++) {
    if (!list[i].startsWith("--")) rest.push(list[i]);
    else if (list[i].slice(2) in options && list[i + 1] !== undefined) options[list[i].slice(2)] = list[++i];
    else usage();
  }
  if (rest.length < 3 || !Number.isInteger(Number(options.seed))) usage();
  return { program: rest[0], data: rest[1], files: rest.slice(2), ...options };
}

const relevantOf = ({ relevant, label }) => relevant ?? (label === "oos" ? [] : [label]);

/** What a reply says: the decision, how sure it is, and its articles, the one it is sure of first. */
function readReply({ decision, reason, confidence, answer, clarify, alternatives }) {
  const options = clarify?.options.map((option) => option.article_id) ?? [];
  const all = [answer?.article_id, ...options, ...alternatives.map((one) => one.article_id)].filter(Boolean);
  return { decision, reason, p: confidence, articles: [...new Set(all)], options };
}

async function ask(url, { query, lang, ...question }) {
  const reply = await fetch(`${url}/v1/suggest`, {
    method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ text: query, lang }),
  });
  const body = await reply.json();
  if (!reply.ok) throw new Error(`${reply.status} ${body.detail}: ${query}`);
  const said = readReply(body), relevant = relevantOf(question);
  const is = (article) => relevant.includes(article);
  const right = said.articles.length > 0 && is(said.articles[0]);
  return {
    query, lang, relevant, ...said, inScope: relevant.length > 0, right,
    answered: said.decision === "answer",
    offered: said.decision === "answer" ? right : said.options.some(is),
  };
}

async function askAll(url, questions) {
  const out = [];
  let next = 0;
  const work = async () => { for (let i; (i = next++) < questions.length;) out[i] = await ask(url, questions[i]); };
  await Promise.all(Array.from({ length: parallel }, work));
  return out;
}

function print(name, rows, seed) {
  const figures = figuresOf(rows), between = bootstrap(rows, seed);
  console.log(`${name}: ${rows.length} questions, ${rows.filter((row) => row.inScope).length} in scope`);
  for (const [figure, value] of Object.entries(figures)) {
    const [low, high] = between[figure];
    const said = Number.isNaN(value) ? "-" : `${value.toFixed(3)}  (${low.toFixed(3)} to ${high.toFixed(3)})`;
    console.log(`  ${figure.padEnd(34)} ${said}`);
  }
}

const options = argumentsOf(process.argv.slice(2));
const questions = options.files.flatMap((file) => readFileSync(file, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line)));
const server = await startServer(options.program, options.data);
try {
  const rows = await askAll(server.url, questions);
  if (options.rows) writeFileSync(options.rows, rows.map((row) => JSON.stringify(row) + "\n").join(""));
  for (const lang of [...new Set(rows.map((row) => row.lang))].sort())
    print(lang, rows.filter((row) => row.lang === lang), options.seed);
} finally {
  await server.stop();
}
