// What people type, made of the questions of pages.mjs: whole and unfinished, right and mistyped.
import { generator } from "./pages.mjs";

const most = 500; // of each kind

const words = (text) => text.trim().split(/\s+/);
const letters = (word) => [...word.replace(/[^\p{L}]/gu, "")];
const replaceAt = (list, i, value) => list.map((item, k) => (k === i ? value : item));

/** The last word cut to one to three letters; null if it has no more than that. */
function unfinished(text, random) {
  const all = words(text), last = letters(all.at(-1)), keep = 1 + random(3);
  return last.length > keep ? replaceAt(all, all.length - 1, last.slice(0, keep).join("")).join(" ") : null;
}

/** One letter doubled, left out, exchanged with the next, or replaced by another of the word. */
function mistypeWord(word, random) {
  const all = [...word], i = 1 + random(all.length - 2);
  const changed = [
    () => [...all.slice(0, i), all[i], ...all.slice(i)],
    () => all.filter((_, k) => k !== i),
    () => replaceAt(replaceAt(all, i, all[i + 1]), i + 1, all[i]),
    () => replaceAt(all, i, all[random(all.length)]),
  ];
  return changed[random(changed.length)]().join("");
}

/** Two letters wrong, in words of at least five; null if there is no such word. */
function mistyped(text, random) {
  let all = words(text);
  for (let typo = 0; typo < 2; typo++) {
    const long = all.map((_, i) => i).filter((i) => letters(all[i]).length >= 5 && letters(all[i]).length === [...all[i]].length);
    if (long.length === 0) return null;
    const i = long[random(long.length)];
    all = replaceAt(all, i, mistypeWord(all[i], random));
  }
  return all.join(" ") === text ? null : all.join(" ");
}

/** The first letters of any word; null if all are shorter. */
function begun(text, count, random) {
  const long = words(text).map(letters).filter((word) => word.length >= count);
  return long.length ? long[random(long.length)].slice(0, count).join("") : null;
}

/** How each kind is typed, and what Xapian alone is asked beside it: the words of a mistyped query
 *  as they should be, since those are what a corrected search looks for. */
export const kinds = [
  { name: "long", what: "search, 4 words and more", ask: "search", bare: "or", type: (text) => (words(text).length > 3 ? text : null) },
  { name: "short", what: "search, up to 3 words", ask: "search", bare: "or", type: (text) => (words(text).length > 3 ? null : text) },
  { name: "prefix", what: "search, last word 1-3 letters", ask: "search", bare: "partial", type: unfinished },
  { name: "typos", what: "search, 2 letters wrong", ask: "search", bare: "or", right: true, type: mistyped },
  ...[1, 2, 3].map((n) => ({
    name: `complete ${n}`, what: `complete, ${n} letter${n > 1 ? "s" : ""}`, ask: "complete", bare: "partial",
    type: (text, random) => begun(text, n, random) })),
];

/** {kind: [{text, right, lang}]}: what is typed, and the same without its faults. */
export function queriesOf(questions) {
  const random = generator(11);
  return Object.fromEntries(kinds.map(({ name, right, type }) => [name, questions
    .map(({ text, lang }) => ({ text: type(text, random), right: text, lang }))
    .filter((query) => query.text)
    .map((query) => ({ ...query, right: right ? query.right : query.text }))
    .slice(0, most)]));
}
