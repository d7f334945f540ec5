// The pages that are indexed, the dumps scriptindex reads, and the questions that are asked.
import { spawn } from "node:child_process";
import { createReadStream, createWriteStream, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** Numbers that look random and are the same in each run (xorshift, Marsaglia 2003). */
export function generator(seed) {
  let x = seed >>> 0 || 1;
  return (below) => {
    x ^= x << 13; x >>>= 0;
    x ^= x >>> 17;
    x ^= x << 5; x >>>= 0;
    return x % below;
  };
}

const lines = (input) => createInterface({ input, crlfDelay: Infinity });

/** Records of a file of JSON lines, of a folder's articles.jsonl, or of its part-0*.jsonl.xz. */
async function* linesOfSource(source) {
  if (!statSync(source).isDirectory()) {
    yield* lines(createReadStream(source));
    return;
  }
  const parts = readdirSync(source).filter((name) => /^part-\d+\.jsonl\.xz$/.test(name)).sort();
  if (parts.length === 0) {
    yield* linesOfSource(join(source, "articles.jsonl"));
    return;
  }
  for (const part of parts) {
    const xz = spawn("xz", ["-dc", join(source, part)], { stdio: ["ignore", "pipe", "inherit"] });
    yield* lines(xz.stdout);
  }
}

/** Pages of the sources, one after the other; without sources, as many as wanted. Pages without
 *  text, which Kladez refuses, are left out. */
async function* pagesOf(sources, corpus, count) {
  const all = sources.length ? sources.map(linesOfSource) : [linesOfCorpus(corpus, count)];
  for (const source of all)
    for await (const line of source) {
      const page = JSON.parse(line);
      if (page.body.trim()) yield page;
    }
}

async function countPages(sources) {
  let count = 0;
  for await (const page of pagesOf(sources)) count += page.body ? 1 : 0;
  return count;
}

/** Every sentence of the articles below a folder, headings and front matter left out. */
function sentencesBelow(folder) {
  return readdirSync(folder, { recursive: true }).sort()
    .filter((name) => name.endsWith(".md"))
    .flatMap((name) => readFileSync(join(folder, name), "utf8").replace(/^---\n[^]*?\n---\n|^\|.*$/gm, "")
      .split(/\n+|(?<=[.!?])\s+/).map((s) => s.replace(/^[#>*\-\d. ]+/, "").trim()))
    .filter((s) => s.split(" ").length > 3);
}

/** Pages of the corpus' own sentences: in half of them the words are shuffled, and each page has
 *  some words no other has, so that the vocabulary grows as it does in life. */
async function* linesOfCorpus(corpus, count) {
  const random = generator(20);
  const sentences = { ru: sentencesBelow(join(corpus, "ru")), en: sentencesBelow(join(corpus, "en")) };
  const shuffled = (text) => text.split(" ").map((word) => [random(1 << 20), word])
    .sort((a, b) => a[0] - b[0]).map(([, word]) => word).join(" ");

  for (let i = 0; i < count; i++) {
    const lang = random(2) ? "ru" : "en";
    const from = sentences[lang];
    const sentence = () => (random(2) ? shuffled : String)(from[random(from.length)]);
    const paragraphs = Array.from({ length: 2 + random(6) }, () =>
      Array.from({ length: 2 + random(6) }, sentence).join(" ") + ` ${lang === "ru" ? "код" : "code"}${random(1e9)}`);
    yield JSON.stringify({
      id: `page-${i}`, lang, title: sentence().slice(0, 80), body: paragraphs.join("\n\n"),
      category: `part-${random(40)}`, url: `https://help.example/${i}`,
    });
  }
}

function writer(path) {
  const stream = createWriteStream(path, { highWaterMark: 1 << 20 });
  return {
    async add(text) { if (!stream.write(text)) await once(stream, "drain"); },
    async close() { stream.end(); await once(stream, "finish"); },
  };
}

const dumpField = (name, text) => `${name}=${String(text || "").replaceAll("\n", "\n=")}\n`;

/** A record as scriptindex reads it: FIELD=VALUE, further lines behind "=". */
function dumpRecord(page) {
  return ["id", "lang", "category", "url", "title"].map((name) => dumpField(name, page[name])).join("") +
    dumpField("text", page.body) + "\n";
}

/** What people would ask of a page: its title, some words of it, or a sentence. */
function questionOf(page, random) {
  const sentences = page.body.split(/\n+|(?<=[.!?])\s+/).filter((s) => s.split(" ").length > 4);
  const words = (sentences[random(sentences.length || 1)] || page.title).split(/\s+/).slice(0, 12);
  const kind = random(3);

  if (kind === 0) return page.title;
  if (kind === 1) return words.slice(0, 2 + random(2)).join(" ");
  return words.join(" ");
}

const questionsMost = 2000;

/**
 * Writes the first `size` pages, or all of them, into `work`: source/pages.jsonl and
 * source/last.jsonl (the last page, the one that is changed later), dump.ru and dump.en.
 */
export async function preparePages(work, sources, corpus, size) {
  rmSync(work, { recursive: true, force: true });
  mkdirSync(join(work, "source"), { recursive: true });
  const random = generator(7);
  const out = {
    pages: writer(join(work, "source/pages.jsonl")),
    ru: writer(join(work, "dump.ru")), en: writer(join(work, "dump.en")),
  };
  const count = size === "all" ? await countPages(sources) : Number(size);
  const every = Math.max(1, Math.floor(count / questionsMost));
  const made = { count: 0, bytes: 0, questions: [], last: null };

  for await (const page of pagesOf(sources, corpus, count)) {
    made.count++;
    made.bytes += Buffer.byteLength(page.title) + Buffer.byteLength(page.body);
    if (made.count % every === 0) made.questions.push({ text: questionOf(page, random).slice(0, 300), lang: page.lang });
    await out[page.lang].add(dumpRecord(page));
    if (made.count === count) {
      made.last = page;
      writeFileSync(join(work, "source/last.jsonl"), JSON.stringify(page) + "\n");
      break;
    }
    await out.pages.add(JSON.stringify(page) + "\n");
  }
  for (const stream of Object.values(out)) await stream.close();
  if (!made.last) throw new Error(`there are only ${made.count} pages, not ${count}`);
  return made;
}
