// What every part of the desk uses: elements, texts in the chosen language, storage, times.
import { texts as all } from "/desk/texts.js";

export const byId = (id) => document.getElementById(id);

/** Children that are null or false are left out, and so are attributes, but for aria-…="false". */
export function element(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || (value === false && !name.startsWith("aria-"))) continue;
    node.setAttribute(name, value === true && !name.startsWith("aria-") ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child || child === 0));
  return node;
}

export function button(label, onClick, attributes) {
  const node = element("button", { type: "button", ...attributes }, label);
  node.addEventListener("click", onClick);
  return node;
}

/** What somebody wrote, in whatever direction. */
export const written = (tag, text, attributes) => element(tag, { dir: "auto", ...attributes }, text);

/** To what is in sight: its heading, so that it is read out. */
export function focusMain() {
  const main = [...document.querySelectorAll("main")].find((node) => node.checkVisibility());
  (main?.querySelector(":is(h1, h2)[tabindex]") || main)?.focus({ preventScroll: true });
}

// ---- storage ----

const mark = "desk.";
const safely = (act) => { try { return act(); } catch { return null; } }; // private windows may refuse
let place = safely(() => (localStorage.getItem(`${mark}key`) ? localStorage : sessionStorage));

/** A value of this agent: until sign-out if they stay signed in, else until the tab is closed. */
export function kept(name, value) {
  return safely(() => {
    if (value === undefined) return JSON.parse(place.getItem(mark + name));
    if (value === null) place.removeItem(mark + name);
    else place.setItem(mark + name, JSON.stringify(value));
    return null;
  });
}

export const keepLong = (stay) => { place = stay ? localStorage : sessionStorage; };

/** Nothing of the agent, and no draft, is left behind. */
export function forgetAll() {
  for (const storage of [localStorage, sessionStorage])
    safely(() => Object.keys(storage).filter((name) => name.startsWith(mark)).forEach((name) => storage.removeItem(name)));
}

export const newId = () => [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");

// ---- language ----

let chosen = safely(() => JSON.parse(localStorage.getItem("lang"))) || (navigator.language.startsWith("ru") ? "ru" : "en");
if (!all[chosen]) chosen = "en";

export const lang = () => chosen;
export const texts = () => all[chosen];
const locale = () => navigator.languages.find((name) => name.startsWith(chosen)) || chosen;
const english = () => (locale() === "en-US" || locale() === "en" ? "en-GB" : locale());

/** The text of this name, {n} and the like filled in; of several forms, the one for n. */
export function t(name, values = {}) {
  let text = all[chosen][name] ?? "";
  if (typeof text === "object") text = text[new Intl.PluralRules(chosen).select(values.n)] || text.other;
  return text.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

/** A word of a list, such as the reasons; one that is not in it as it is. */
export const word = (list, name) => all[chosen][list][name] ?? name;

/** Where a ticket belongs: a category of articles, or one of the rules of triage. */
export const categoryName = (category) => word("category", category).replaceAll("/", " › ");

export function applyLanguage(name) {
  if (name) safely(() => localStorage.setItem("lang", JSON.stringify(name)));
  if (name) chosen = name;
  document.documentElement.lang = chosen;
  for (const node of document.querySelectorAll("[data-text]")) node.textContent = t(node.dataset.text);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", t(node.dataset.label));
  for (const node of document.querySelectorAll("[data-placeholder]")) node.placeholder = t(node.dataset.placeholder);
  for (const node of document.querySelectorAll("[data-lang]")) node.setAttribute("aria-pressed", node.dataset.lang === chosen);
}

// ---- times ----

/** "40 s", "12 min", "3 h 5 min", "2 d 4 h". */
export function duration(seconds) {
  const units = [["d", 86400], ["h", 3600], ["min", 60], ["s", 1]];
  const first = units.findIndex(([, size]) => seconds >= size);
  if (first < 0) return `0 ${t("unit_s")}`;
  const [name, size] = units[first], [next, nextSize] = units[first + 1] || [];
  const rest = first < 2 ? Math.floor((seconds % size) / nextSize) : 0;
  return `${Math.floor(seconds / size)} ${t(`unit_${name}`)}${rest ? ` ${rest} ${t(`unit_${next}`)}` : ""}`;
}

/** 14:05, of another day with the day. */
export function moment(time) {
  const date = new Date(time), today = date.toDateString() === new Date().toDateString();
  return date.toLocaleString(english(), { hour: "2-digit", minute: "2-digit", ...(!today && { day: "numeric", month: "short" }) });
}

export const number = (n) => n.toLocaleString(english());
export const percent = (share) => share.toLocaleString(english(), { style: "percent", maximumFractionDigits: 0 });

// ---- what parts tell each other ----

const bus = new EventTarget();
export const tell = (name, detail) => bus.dispatchEvent(new CustomEvent(name, { detail }));
export const hear = (name, act) => bus.addEventListener(name, (event) => act(event.detail));

/** A short word on what was done, also for screen readers. */
export function toast(text) {
  byId("toast").textContent = text;
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => { byId("toast").textContent = ""; }, 4000);
}
