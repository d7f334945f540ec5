// What every part of the page uses: elements, texts in the chosen language, storage, calls.
import { texts } from "/assets/texts.js";

export const byId = (id) => document.getElementById(id);

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

/** A value kept between pages (undefined reads it, null removes it). Private windows may refuse. */
export function stored(key, value, where = "localStorage") {
  try {
    if (value === undefined) return JSON.parse(window[where].getItem(key));
    if (value === null) window[where].removeItem(key);
    else window[where].setItem(key, JSON.stringify(value));
  } catch { /* then it lasts as long as this page */ }
  return null;
}

// ---- language ----

let chosen = stored("lang") || (navigator.language.startsWith("ru") ? "ru" : "en");
if (!texts[chosen]) chosen = "en";

export const lang = () => chosen;

/** For dates: as the reader's own country writes them, where its language is the chosen one. */
export const locale = () => navigator.languages.find((name) => name.startsWith(chosen)) || chosen;

/** The text of this name, {n} and the like filled in; of several forms, the one for n. */
export function t(name, values = {}) {
  let text = texts[chosen][name];
  if (typeof text === "object") text = text[new Intl.PluralRules(chosen).select(values.n)] || text.other;
  return text.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

export function applyLanguage(name) {
  if (name) stored("lang", chosen = name);
  document.documentElement.lang = chosen;
  for (const node of document.querySelectorAll("[data-text]")) node.textContent = t(node.dataset.text);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", t(node.dataset.label));
  for (const node of document.querySelectorAll("[data-placeholder]")) node.placeholder = t(node.dataset.placeholder);
  for (const node of document.querySelectorAll("[data-lang]")) node.setAttribute("aria-pressed", node.dataset.lang === chosen);
}

// ---- calls ----

const patience = 20000; // milliseconds

/** Why a call failed: `name` is the text that says it, `status` 0 if there was no reply. */
export class Failure extends Error {
  constructor(status, after) {
    super(status === 0 ? "offline" : status === 429 || status === 503 ? "busy" : "broken");
    this.status = status;
    this.after = after; // seconds, where the server asked for patience
  }
}

export async function call(path, body, token) {
  const headers = body ? { "Content-Type": "application/json" } : {};
  if (token) headers.Authorization = `Bearer ${token}`;
  let reply, data;
  try {
    reply = await fetch(path, {
      method: body ? "POST" : "GET", headers, body: body && JSON.stringify(body), signal: AbortSignal.timeout?.(patience),
    });
    data = await reply.json();
  } catch {
    throw new Failure(reply && !reply.ok ? reply.status : 0);
  }
  if (!reply.ok) throw new Failure(reply.status, Number(reply.headers.get("Retry-After")) || 1);
  return data;
}
