// invariance.mjs KLADEZ DATA questions.jsonl… [--seed N] [--show N] - does the bot decide the same
// however a question is typed, and does it keep still where nothing was asked? DATA is an index
// folder. See README.md.
//
// A decision is the same if its kind is, and for an answer the article too. Nonsense and foreign
// languages must not be answered.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { disturbed } from "./disturb.mjs";
import { foreign, nonsense } from "./nonsense.mjs";

const kinds = ["greeting", "caps", "space", "yo", "typo1", "layout", "translit"];
const nonsenseCount = 300, parallel = 4;

const usage = () => {
  console.error("usage: node bench/invariance.mjs KLADEZ DATA questions.jsonl… [--seed N] [--show N]");
  process.exit(2);
};

function argumentsOf(list) {
  const options = { seed: 1, show: 0 }, rest = [];
  for (let i = 0; i < list.length; i++) {
    const name = list[i].startsWith("--") ? list[i].slice(2) : null;
    if (name === null) rest.push(list[i]);
    else if (name in options && Number.isInteger(Number(list[i + 1]))) options[name] = Number(list[++i]);
    else usage();
  }
  if (rest.length < 3) usage();
  return { program: rest[0], data: rest[1], files: rest.slice(2), ...options };
}

function serve(program, data) {
  const child = spawn(program, ["serve", "--data", data, "--listen", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "ignore"] });
  return new Promise((done, fail) => {
    let text = "";
    child.on("exit", (code) => fail(new Error(`serve ended with ${code}`)));
    child.stdout.setEncoding("utf8").on("data", (part) => {
      text += part;
      const url = /listens on (http:\S+)/.exec(text)?.[1];
      if (url) done({ url: url.replace(/[.,]$/, ""), stop: () => { child.removeAllListeners("exit"); child.kill(); } });
    });
  });
}

async function decide(url, text, lang) {
  const reply = await fetch(`${url}/v1/suggest`, {
    method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ text, lang, dry_run: true }),
  });
  const body = await reply.json();
  if (!reply.ok) throw new Error(`${reply.status} ${body.detail}: ${text}`);
  return { text, kind: body.decision, article: body.answer?.article_id ?? null, p: body.confidence, reason: body.reason };
}

async function decideAll(url, list) {
  const out = [];
  let next = 0;
  const work = async () => { for (let i; (i = next++) < list.length;) out[i] = await decide(url, list[i].text, list[i].lang); };
  await Promise.all(Array.from({ length: parallel }, work));
  return out;
}

const same = (a, b) => a.kind === b.kind && a.article === b.article;
const told = ({ kind, article, p, reason, text }) => `${kind} ${reason} ${article ?? ""} ${p?.toFixed(2)} | ${text}`;
const share = (part, whole) => (whole ? (part / whole).toFixed(3) : "-");

/** Questions that the kind leaves as they are do not count. */
async function invariance(url, questions, plain, { seed, show }) {
  const rows = [];
  for (const kind of kinds) {
    const changed = questions.map(({ query }) => ({ text: disturbed(kind, query, seed), lang: "auto" }));
    const after = await decideAll(url, changed);
    const counted = after.map((_, i) => i).filter((i) => changed[i].text !== questions[i].query);
    const other = counted.filter((i) => !same(plain[i], after[i]));
    const wrong = other.filter((i) => plain[i].kind === "answer" && after[i].kind === "answer");
    rows.push({ kind, n: counted.length, same: share(counted.length - other.length, counted.length), "other article": share(wrong.length, counted.length) });
    for (const i of other.slice(0, show)) console.error(`${kind}\n  ${told(plain[i])}\n  ${told(after[i])}`);
  }
  return rows;
}

async function silence(url, name, texts, show) {
  const decided = await decideAll(url, texts.map((text) => ({ text, lang: "auto" })));
  const answered = decided.filter(({ kind }) => kind === "answer");
  for (const one of answered.slice(0, show)) console.error(`${name}\n  ${told(one)}`);
  return { kind: name, n: texts.length, answered: share(answered.length, texts.length) };
}

const options = argumentsOf(process.argv.slice(2));
const questions = options.files.flatMap((file) => readFileSync(file, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line)));
const server = await serve(options.program, options.data);
try {
  const plain = await decideAll(server.url, questions.map(({ query }) => ({ text: query, lang: "auto" })));
  console.table(await invariance(server.url, questions, plain, options));
  console.table([await silence(server.url, "nonsense", nonsense(options.seed, nonsenseCount), options.show),
    await silence(server.url, "other languages", foreign, options.show)]);
} finally {
  server.stop();
}
