// Articles of utterances with intents.

/** The first examples of an intent are its text, all of them its questions. */
export function articlesOfIntents(examples) {
  const intents = new Map();
  for (const { query, label, lang } of examples) {
    if (label === "oos") continue;
    if (!intents.has(label)) intents.set(label, { id: label, lang, title: label.replaceAll("_", " "), questions: [] });
    intents.get(label).questions.push(query);
  }
  return [...intents.values()].map((article) => ({ ...article, body: article.questions.slice(0, 3).join("\n\n") }));
}
