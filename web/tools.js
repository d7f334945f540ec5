// What every part of the page uses: elements, texts in the chosen language, storage, calls.
import { call as callServer, localeOf, stored, translator } from "/assets/kit.js";
import { texts } from "/assets/texts.js";

export { button, element, stored } from "/assets/kit.js";

export const byId = (id) => document.getElementById(id);

// ---- language ----

let chosen = stored("lang") || (navigator.language.startsWith("ru") ? "ru" : "en");
if (!texts[chosen]) chosen = "en";

export const lang = () => chosen;

export const locale = () => localeOf(chosen);

export const t = (name, values) => translator(texts, chosen)(name, values);

export function applyLanguage(name) {
  if (name) stored("lang", chosen = name);
  document.documentElement.lang = chosen;
  for (const node of document.querySelectorAll("[data-text]")) node.textContent = t(node.dataset.text);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", t(node.dataset.label));
  for (const node of document.querySelectorAll("[data-placeholder]")) node.placeholder = t(node.dataset.placeholder);
  for (const node of document.querySelectorAll("[data-lang]")) node.setAttribute("aria-pressed", node.dataset.lang === chosen);
}

// ---- calls ----

export const call = (path, body, token) => callServer("", path, { body, token });
