// What sections are made of.
import { button, element, moment, number, t, written } from "/desk/tools.js";

/** What went wrong, with a way to try again. */
export const failed = (failure, again) => element("p", { class: "notice", role: "alert" },
  element("span", {}, failure.passing ? t("offlineNow") : t("broken", { why: failure.message })), again && button(t("again"), again));

/** Fills a place with what draw makes of what load gives; while it is there. */
export async function fill(place, load, draw) {
  place.replaceChildren(element("p", { class: "soft", role: "status" }, t("loading")));
  try {
    const nodes = draw(await load());
    place.replaceChildren(...[nodes].flat().filter(Boolean));
  } catch (failure) {
    place.replaceChildren(failed(failure, () => fill(place, load, draw)));
  }
}

export const card = (title, ...children) => element("section", { class: "card" }, title && element("h2", {}, title), children);

/** Names and values beside each other; those without a value are left out. */
export const facts = (...pairs) => element("dl", { class: "facts-list" }, pairs.filter(([, value]) => value !== null && value !== undefined && value !== false)
  .map(([name, value]) => element("div", {}, element("dt", {}, name), element("dd", {}, value))));

export const empty = (text) => element("p", { class: "soft" }, text);

/** An article by its title, to read in another tab. */
export const articleLink = ({ title, url, article_id, id }) => element("a", { href: url, target: "_blank", rel: "noopener", dir: "auto" }, title || article_id || id);

export const time = (at) => element("time", { datetime: at }, moment(at));

const units = ["B", "kB", "MB", "GB"];
export function size(bytes) {
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return `${number(Math.round(bytes / 1000 ** power * (power > 1 ? 10 : 1)) / (power > 1 ? 10 : 1))} ${t(`unit_${units[power]}`)}`;
}

/** 0.912, or a dash for what could not be told. */
export const figure = (value) => (value === null || value === undefined ? "–" : value.toLocaleString(document.documentElement.lang, { minimumFractionDigits: 2, maximumFractionDigits: 3 }));

export const list = (texts, className) => element("ul", { class: className || "plain" }, texts.map((text) => element("li", {}, typeof text === "string" ? written("span", text) : text)));
