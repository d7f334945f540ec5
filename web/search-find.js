// What <kladez-search> asks the server and tells it, and what it remembers itself.
import { call, stored } from "./kit.js";
import { highlight } from "./search-rows.js";

const hitsMost = 6, ideasMost = 3, recentMost = 5;
const recentKey = "kladez-recent";
const restAfter = 5000; // milliseconds

/** Articles in the element's language; if it has nothing sure, in any. `category` narrows, `exact` corrects nothing. */
export async function find(server, q, { lang, category, exact, signal }) {
  const body = {
    q, limit: hitsMost, locales: [lang], corrections: !exact, facets: q ? ["category"] : undefined,
    filter: category ? `category = ${JSON.stringify(category)}` : undefined,
    attributesToRetrieve: ["id", "title", "url", "category", "lang"], attributesToHighlight: q ? ["title", "body"] : ["title"],
    attributesToCrop: q ? ["body"] : undefined, cropLength: 16, ...highlight,
  };
  const search = () => call(server, "/indexes/articles/search", { body, signal });
  const data = await search();
  if (!q || !data.noConfidentMatch) return data;
  delete body.locales;
  return search();
}

/** What the words may become; a failure here is none of the search's. */
export async function complete(server, q, signal) {
  const { suggestions } = await call(server, `/v1/complete?limit=8&q=${encodeURIComponent(q)}`, { signal }).catch(() => ({ suggestions: [] }));
  return suggestions.filter((s) => s.type !== "article" && s.text.toLowerCase() !== q.toLowerCase()).slice(0, ideasMost);
}

/** A corrected query as it was understood, if its hits are of that. */
export const correctedTo = (data) => (data.didYouMean && data.corrections.some((c) => c.applied && c.type !== "synonym") ? data.didYouMean.trim() : "");

/** Which searches were meant. Of all those on the way to a question the server is told of one alone:
 *  nothing is typed for a while, or the box is left; a hit that is picked says it, too. */
export class Meant {
  #server;
  #words; // of the search that is shown
  #shown = null; // its queryId, while the server has not been told
  #told; // the words it was told of last
  #resting;

  /** `server` gives its address. */
  constructor(server) { this.#server = server; }

  /** A search is shown; one without words nobody has asked for. */
  show(words, queryId) {
    this.forget();
    this.#words = words;
    if (words && words !== this.#told) this.#shown = queryId;
    this.#resting = setTimeout(() => this.tell(), restAfter);
  }

  /** It was on the way to another. */
  forget() {
    clearTimeout(this.#resting);
    this.#shown = null;
  }

  tell() {
    if (this.#shown) this.note({ kind: "search", queryId: this.#shown });
  }

  note(event) {
    this.#shown = null;
    this.#told = this.#words;
    call(this.#server(), "/v1/events", { body: event, keepalive: true }).catch(() => {});
  }
}

// ---- earlier searches, the latest first ----

export function recent() {
  const all = stored(recentKey);
  return Array.isArray(all) ? all.filter((q) => typeof q === "string") : [];
}

export function remember(q) {
  if (q) stored(recentKey, [q, ...recent().filter((other) => other !== q)].slice(0, recentMost));
}

/** One of them, or all. */
export function forget(q) {
  const rest = q === undefined ? [] : recent().filter((other) => other !== q);
  stored(recentKey, rest.length ? rest : null);
}
