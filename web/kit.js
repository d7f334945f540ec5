// What the elements for any site share: nodes, texts, storage, calls to the server.

export function element(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

export function button(label, onClick, attributes) {
  const node = element("button", { type: "button", ...attributes }, label);
  node.addEventListener("click", onClick);
  return node;
}

/** A drawing of lines on a field of 24 × 24, in the colour of the text around it. */
export function icon(path) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const line = document.createElementNS(node.namespaceURI, "path");
  node.setAttribute("viewBox", "0 0 24 24");
  node.setAttribute("aria-hidden", "true");
  line.setAttribute("d", path);
  node.append(line);
  return node;
}

/** A value kept between pages (undefined reads it, null removes it). Private windows may refuse. */
export function stored(key, value, where = "localStorage") {
  try {
    if (value === undefined) return JSON.parse(window[where].getItem(key));
    if (value === null) window[where].removeItem(key);
    else window[where].setItem(key, JSON.stringify(value));
  } catch { /* then it lasts as long as this page */ }
  return null;
}

/** A style sheet that no Content-Security-Policy forbids. */
export function styleOf(text) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
}

// ---- language ----

/** The element's language, else the page's, else the browser's. */
export function languageOf(host) {
  const wished = [host.lang, host.parentElement?.closest("[lang]")?.lang, document.documentElement.lang, ...navigator.languages];
  return wished.map((name) => name?.slice(0, 2)).find((name) => name === "ru" || name === "en") || "en";
}

/** For dates: as the reader's own country writes them, where its language is this one. */
export const localeOf = (lang) => navigator.languages.find((name) => name.startsWith(lang)) || lang;

/** Gives the text of a name, {n} and the like filled in; of several forms, the one for n. */
export const translator = (texts, lang) => (name, values = {}) => {
  let text = texts[lang][name];
  if (typeof text === "object") text = text[new Intl.PluralRules(lang).select(values.n)] || text.other;
  return text.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
};

// ---- calls ----

const patience = 20000; // milliseconds

/** Why a call failed: `message` names the text that says it, `status` is 0 if there was no reply. */
export class Failure extends Error {
  constructor(status, { after, code } = {}) {
    super(status === 0 ? "offline" : status === 429 || status === 503 ? "busy" : "broken");
    this.status = status;
    this.after = after; // seconds, where the server asked for patience
    this.code = code;
  }
}

/** Of a conversation: there is none any more for who asks. */
export const isGone = (failure) => [401, 403, 404].includes(failure?.status);

/** Aborted by its caller, it throws what `signal` was aborted with. */
export async function call(server, path, { body, token, signal, ...more } = {}) {
  const headers = body ? { "Content-Type": "application/json" } : {};
  const limit = AbortSignal.timeout(patience);
  let reply, data;

  if (token) headers.Authorization = `Bearer ${token}`;
  try {
    reply = await fetch(server + path, {
      method: body ? "POST" : "GET", headers, body: body && JSON.stringify(body),
      signal: signal ? AbortSignal.any([signal, limit]) : limit, ...more,
    });
    data = reply.status === 204 ? null : await reply.json();
  } catch {
    signal?.throwIfAborted();
    throw new Failure(reply && !reply.ok ? reply.status : 0);
  }
  if (!reply.ok) throw new Failure(reply.status, { after: Number(reply.headers.get("Retry-After")) || 1, code: data?.code });
  return data;
}
