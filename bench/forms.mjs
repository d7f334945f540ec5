// forms.mjs written|other SEED articles.jsonl < questions > titles - the titles of the articles that
// the questions are about, as questions: as they are written, or each word in another form. Both are
// JSON lines; the same seed gives the same output.
//
// Russian forms are those of an entry of hunspell-ru (Debian: hunspell-ru), drawn at random; words
// with an entry without forms stay as they are. English forms are those of text/data/english.txt, or
// made by rule if they stand somewhere in the articles. Numbers, names with capitals inside and words of up to three letters
// stay as well. Where the other form is the title of another page, that page is asked for, too.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { dirname, join } from "node:path";
import { randomOf, seedOf, pick } from "./random.mjs";

const [kind, seed, articlesPath] = process.argv.slice(2);
const least = 4;

const linesOf = (path) => readFileSync(path, "utf8").split("\n").filter(Boolean).map((line) => line.trimEnd());
const folded = (word) => word.toLowerCase().replaceAll("ё", "е");

/** The suffix rules of hunspell by flag: what is stripped, what is put there, where. */
function rulesOf(path) {
  const rules = {};
  for (const line of linesOf(path)) {
    const [name, flag, strip, ending, condition] = line.split(/\s+/);
    if (name !== "SFX" || condition === undefined) continue;
    (rules[flag] ??= []).push({ strip: strip === "0" ? "" : strip, ending: ending === "0" ? "" : ending,
      fits: new RegExp(`${condition}$`) });
  }
  return rules;
}

function* formsOf(head, flags, rules) {
  yield head;
  for (const flag of flags)
    for (const { strip, ending, fits } of rules[flag] ?? [])
      if (head.endsWith(strip) && fits.test(head)) yield head.slice(0, head.length - strip.length) + ending;
}

/** The forms of each entry that has one of the words, by word. */
function russianForms(wanted) {
  const folder = "/usr/share/hunspell";
  const rules = rulesOf(join(folder, "ru_RU.aff")), found = new Map();
  for (const line of linesOf(join(folder, "ru_RU.dic")).slice(1)) {
    const [head, flags = ""] = line.split("/");
    const forms = [...new Set([...formsOf(head, flags, rules)].map(folded))];
    for (const form of forms) if (wanted.has(form)) found.set(form, [...(found.get(form) ?? []), forms]);
  }
  return found;
}

/** The irregular forms of each word, by any of them. */
function irregularForms() {
  const here = dirname(fileURLToPath(import.meta.url)), found = new Map();
  const text = readFileSync(join(here, "../text/data/english.txt"), "utf8");
  for (const line of text.slice(text.indexOf("[forms]\n") + 8).split("\n")) {
    if (line.startsWith("[")) break;
    const [word, rest = ""] = line.replace(/#.*/, "").split(":").map((part) => part.trim());
    const forms = [word, ...rest.split(/\s+/)].filter(Boolean);
    for (const form of forms) if (forms.length > 1) found.set(form, [...(found.get(form) ?? []), forms]);
  }
  return found;
}

const stays = new Set(["about", "above", "across", "after", "also", "always", "another", "because", "before", "below",
  "between", "both", "cannot", "could", "does", "during", "each", "every", "from", "have", "here", "into", "just", "less", "more",
  "most", "much", "must", "never", "only", "other", "over", "same", "should", "some", "such", "than", "that", "their", "them", "then",
  "there", "these", "they", "this", "those", "through", "under", "until", "upon", "using", "very", "what", "when", "where", "which",
  "while", "with", "within", "without", "would", "your"]);

/** What an English word may be a regular form of. */
function basesOf(word) {
  const cut = word.replace(/(ies|ied)$/, "y").replace(/(ing|ed)$/, "").replace(/(?<=ss|x|z|ch|sh)es$/, "").replace(/(?<=[^su])s$/, "");
  return [cut, cut + "e", cut.replace(/([bdgklmnprt])\1$/, "$1")];
}

function regularForms(base) {
  const stem = base.replace(/e$/, ""), twice = base.replace(/([aeiou][bdgmnprt])$/, (end) => end + end.at(-1));
  const plural = /[^aeiou]y$/.test(base) ? base.slice(0, -1) + "ies" : /(s|x|z|ch|sh)$/.test(base) ? base + "es" : base + "s";
  return [base, plural, ...[stem, twice].flatMap((begin) => [begin + "ing", begin + "ed"])];
}

/** Forms by rule that stand somewhere in the articles: not every word has all of them, and no word is
 *  without a vowel (string is no form of str). */
const knownForms = (word) => [...new Set(basesOf(word).filter((base) => /[aeiouy]/.test(base)).flatMap(regularForms))]
  .filter((form) => form !== word && used.has(form));

function otherForm(word, random) {
  const plain = folded(word), entries = (/[а-я]/.test(plain) ? russian : irregular).get(plain) ?? [];
  if (stays.has(plain)) return word;
  const forms = entries.length ? pick(entries, random).filter((form) => form !== plain) : knownForms(plain);
  return forms.length && !entries.some((entry) => entry.length === 1) ? pick(forms, random) : word;
}

const isPlain = (word) => word.length >= least && !/\p{Ll}\p{Lu}/u.test(word) && !/^\p{Lu}+$/u.test(word);

const other = (title, random) =>
  title.replace(/[\p{L}\p{N}_]+/gu, (word) => (/^\p{L}+$/u.test(word) && isPlain(word) ? otherForm(word, random) : word));

if (!["written", "other"].includes(kind) || !Number.isInteger(Number(seed)) || !articlesPath) {
  console.error("usage: node bench/forms.mjs written|other SEED ARTICLES.jsonl < questions.jsonl > titles.jsonl");
  process.exit(2);
}
const articles = linesOf(articlesPath).map((line) => JSON.parse(line));
const asked = new Set(linesOf(0).flatMap((line) => JSON.parse(line).relevant));
const titled = new Map(), key = (lang, title) => `${lang} ${folded(title)}`;
for (const article of articles)
  titled.set(key(article.lang, article.title), [...(titled.get(key(article.lang, article.title)) ?? []), article]);
const about = [...titled.values()].filter((same) => same.some((article) => asked.has(article.id)));
const used = new Set(articles.flatMap(({ title, body = "" }) => `${title} ${body}`.toLowerCase().match(/[a-z]+/g) ?? []));
const words = about.flatMap(([{ title }]) => title.match(/\p{L}+/gu) ?? []).map(folded);
const russian = russianForms(new Set(words.filter((word) => /[а-я]/.test(word)))), irregular = irregularForms();

for (const same of about) {
  const { id, lang, title } = same[0];
  const query = kind === "written" ? title : other(title, randomOf(seedOf(title, seed)));
  const called = query === title ? [] : titled.get(key(lang, query)) ?? []; // Macro in another form is the page Macros
  console.log(JSON.stringify({ id, lang, kind: "keyword", query,
    relevant: [...new Set([...same, ...called].map((article) => article.id))] }));
}
