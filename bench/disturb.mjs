// disturb.mjs KIND SEED < questions > disturbed - questions as people type them. Both are JSON
// lines; only "query" is changed. The same seed gives the same output.
//
//   typo1, typo2  one or two typing errors in words of five letters and more: a letter left out,
//                 doubled, put in, two swapped, the key beside the right one
//   layout        all of it in the other keyboard layout
//   translit      Russian in Latin letters, a scheme for each question
//   yo            ё for е where it is said, and the reverse
//   caps          ALL CAPITALS or Each Word Capitalised
//   space         spaces and signs at both ends, double spaces between
//   cut           the last word cut to three or four letters
//   glue, apart   a space left out between two words; a space put into one
//   greeting      a greeting in front, thanks behind, or both
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { pick, randomOf, seedOf } from "./random.mjs";

const rows = { ru: ["йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"], en: ["qwertyuiop", "asdfghjkl", "zxcvbnm"] };
const letters = { ru: "абвгдежзийклмнопрстуфхцчшщыьэюя", en: "abcdefghijklmnopqrstuvwxyz" };
const alphabetOf = (word) => (/[а-яё]/i.test(word) ? "ru" : "en");

function besideKey(letter, alphabet, random) {
  const row = rows[alphabet].findIndex((keys) => keys.includes(letter.toLowerCase()));
  if (row < 0) return letter;
  const place = rows[alphabet][row].indexOf(letter.toLowerCase());
  const near = [[0, -1], [0, 1], [1, -1], [1, 0], [-1, 0], [-1, 1]]
    .map(([down, right]) => rows[alphabet][row + down]?.[place + right]).filter(Boolean);
  return pick(near, random);
}

const errors = [
  (word, at) => word.slice(0, at) + word.slice(at + 1),
  (word, at) => word.slice(0, at) + word[at] + word.slice(at),
  (word, at, random) => word.slice(0, at) + besideKey(word[at], alphabetOf(word), random) + word.slice(at + 1),
  (word, at, random) => word.slice(0, at) + pick([...letters[alphabetOf(word)]], random) + word.slice(at),
  (word, at) => (at ? word.slice(0, at - 1) + word[at] + word[at - 1] + word.slice(at + 1) : word[1] + word[0] + word.slice(2)),
];

function typo(text, random) {
  const words = [...text.matchAll(/[\p{L}]{5,}/gu)].filter(([word]) => [...word].length === word.length); // none that half a letter could be taken from
  if (!words.length) return text;
  const chosen = pick(words, random), word = chosen[0];
  let wrong = word;
  for (let tries = 0; wrong === word && tries < 20; tries++) wrong = pick(errors, random)(word, random(word.length), random);
  return text.slice(0, chosen.index) + wrong + text.slice(chosen.index + word.length);
}

const keys = [["`qwertyuiop[]asdfghjkl;'zxcvbnm,./", "ёйцукенгшщзхъфывапролджэячсмитьбю."],
  ["~QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>?&", "ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,?"]];
const toEnglish = new Map(keys.flatMap(([en, ru]) => [...ru].map((c, i) => [c, en[i]])));
const toRussian = new Map(keys.flatMap(([en, ru]) => [...en].map((c, i) => [c, ru[i]])));

function otherLayout(text) {
  const map = /[а-яё]/i.test(text) ? toEnglish : toRussian;
  return [...text].map((c) => map.get(c) ?? c).join("");
}

/** Letters that are romanised in several ways; the rest are as in `plain`. */
const plain = Object.fromEntries([..."абвгдезиклмнопрстуф"].map((c, i) => [c, "abvgdeziklmnoprstuf"[i]]));
const schemes = [
  { ж: "zh", й: "y", х: "kh", ц: "ts", ч: "ch", ш: "sh", щ: "shch", ъ: "", ы: "y", ь: "", э: "e", ю: "yu", я: "ya", ё: "yo" },
  { ж: "zh", й: "j", х: "h", ц: "c", ч: "ch", ш: "sh", щ: "sch", ъ: "", ы: "y", ь: "", э: "e", ю: "ju", я: "ja", ё: "jo" },
  { ж: "zh", й: "i", х: "h", ц: "ts", ч: "ch", ш: "sh", щ: "sh", ъ: "", ы: "i", ь: "", э: "e", ю: "iu", я: "ia", ё: "e" },
  { ж: "j", й: "y", х: "h", ц: "ts", ч: "ch", ш: "sh", щ: "sch", ъ: "", ы: "y", ь: "'", э: "e", ю: "yu", я: "ya", ё: "e" },
  { ж: "zh", й: "y", х: "x", ц: "c", ч: "ch", ш: "sh", щ: "shh", ъ: "", ы: "y", ь: "", э: "e", ю: "u", я: "ya", ё: "yo" },
];

function romanised(text, random) {
  const scheme = { ...plain, ...pick(schemes, random) };
  const ending = pick(["", "iy", "yi", "y"], random);
  const latin = (c) => scheme[c.toLowerCase()] ?? c;
  return text.toLowerCase().replace(/(?<=\p{L})[ыи]й(?!\p{L})/gu, (end) => ending || [...end].map(latin).join(""))
    .replace(/[а-яё]/g, latin);
}

/** Words in which е is said ё, by their beginning. */
const yoWords = [["счет", "счёт"], ["еще", "ещё"], ["учет", "учёт"], ["платеж", "платёж"], ["отчет", "отчёт"], ["ее", "её"],
  ["идет", "идёт"], ["дает", "даёт"], ["мое", "моё"], ["все", "всё"], ["зашел", "зашёл"], ["тяжел", "тяжёл"]];

function otherYo(text) {
  if (/ё/i.test(text)) return text.replaceAll("ё", "е").replaceAll("Ё", "Е");
  for (const [plainWord, yo] of yoWords) text = text.replace(new RegExp(`(?<!\\p{L})${plainWord}`, "gu"), yo);
  return text;
}

function capitals(text, random) {
  return random(2) ? text.toUpperCase() : text.replace(/\p{L}+/gu, (word) => word[0].toUpperCase() + word.slice(1));
}

function spaced(text, random) {
  return pick(["", " ", "  "], random) + text.replace(/ /g, () => (random(4) ? " " : "  ")) + pick([" ", "  ", "...", " ?", "??", "!", "."], random);
}

function cut(text, random) {
  const words = text.replace(/[^\p{L}\p{N}]+$/u, "").split(" ");
  const last = words.pop();
  return [...words, [...last].slice(0, 3 + random(2)).join("")].join(" ");
}

function glued(text, random) {
  const gaps = [...text.matchAll(/(?<=\p{L}{2,}) (?=\p{L}{3,})/gu)];
  if (!gaps.length) return text;
  const { index } = pick(gaps, random);
  return text.slice(0, index) + text.slice(index + 1);
}

function apart(text, random) {
  const words = [...text.matchAll(/\p{L}{6,}/gu)];
  if (!words.length) return text;
  const { 0: word, index } = pick(words, random);
  const at = index + 2 + random(word.length - 3);
  return text.slice(0, at) + " " + text.slice(at);
}

const greetings = {
  ru: { front: ["Здравствуйте! ", "здравствуйте, ", "Добрый день. ", "Привет! ", "Добрый вечер, подскажите пожалуйста, ", "Доброе утро! Скажите, "],
    back: [" спасибо", ". Заранее спасибо!", " пожалуйста", ""] },
  en: { front: ["Hello! ", "hi, ", "Good morning. ", "Hey there, ", "Hi, could you tell me please ", "Dear support, "],
    back: [" thanks", ". Thank you in advance!", " please", ""] },
};

function greeted(text, random) {
  const { front, back } = greetings[alphabetOf(text)];
  return pick(front, random) + text + pick(back, random);
}

const kinds = {
  typo1: typo,
  typo2: (text, random) => typo(typo(text, random), random),
  layout: otherLayout,
  translit: (text, random) => (/[а-яё]/i.test(text) ? romanised(text, random) : text),
  yo: otherYo,
  caps: capitals,
  space: spaced,
  cut,
  glue: glued,
  apart,
  greeting: greeted,
};

export const disturbances = Object.keys(kinds);

/** The same text for the same seed. */
export const disturbed = (kind, text, seed) => kinds[kind](text, randomOf(seedOf(text, seed)));

function main([kind, seed = "1"]) {
  if (!kinds[kind] || !Number.isInteger(Number(seed))) {
    console.error(`usage: node bench/disturb.mjs ${disturbances.join("|")} SEED < questions.jsonl > disturbed.jsonl`);
    process.exit(2);
  }
  for (const line of readFileSync(0, "utf8").split("\n").filter(Boolean)) {
    const question = JSON.parse(line);
    console.log(JSON.stringify({ ...question, query: disturbed(kind, question.query, seed) }));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv.slice(2));
