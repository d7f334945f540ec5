// corpus/ as data: its articles as records, its labelled questions.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import YAML from "yaml";

import { root } from "./kladez.mjs";

const articles = join(root, "corpus/articles");

/** Synonyms, stop words and pins. */
export const editorsWords = join(root, "corpus/words");

/** Every article as the record that says the same in JSONL. */
export function records() {
  return readdirSync(articles, { recursive: true }).filter((name) => name.endsWith(".md")).map((name) => {
    const [, front, body] = /^---\n([^]*?\n)---\n([^]*)$/.exec(readFileSync(join(articles, name), "utf8"));
    const [lang] = name.split("/"), other = name.replace(/^../, lang === "ru" ? "en" : "ru");
    const translationOf = existsSync(join(articles, other)) ? other.slice(0, -3) : undefined;
    return { id: name.slice(0, -3), lang, translationOf, ...YAML.parse(front, { schema: "failsafe" }), body };
  });
}

export function questions() {
  const folder = join(root, "corpus/questions");
  return readdirSync(folder).flatMap((name) =>
    readFileSync(join(folder, name), "utf8").trim().split("\n").map((line) => JSON.parse(line)));
}
