// Articles: to link to from a reply, and to name as the one that would have answered.
import { search } from "/desk/api.js";
import { element, t, written } from "/desk/tools.js";

/** Where customers read it. */
export const addressOf = (article) => new URL(article.url, location.origin).href;

export const isInternal = (article) => Boolean(article.audience) && article.audience !== "public";

export const titleOf = (article) => [
  written("span", article.title || article.article_id || article.id),
  isInternal(article) && element("span", { class: "label" }, t("internal")),
];

/**
 * A field that looks for articles as they are typed; `show` draws what was found, in order: a slow
 * reply never takes the place of a later one.
 */
export function articleSearch(label, show, attributes) {
  const field = element("input", { type: "search", "aria-label": label, placeholder: label, maxlength: 300, autocomplete: "off", ...attributes });
  let timer, asked = 0;

  async function look() {
    const mine = ++asked, q = field.value.trim();
    if (!q) { show(null); return; }
    try {
      const { hits } = await search(q);
      if (mine === asked) show(hits);
    } catch (failure) {
      if (mine === asked) show([], failure);
    }
  }
  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(look, 150); });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { event.preventDefault(); clearTimeout(timer); look(); }
  });
  return field;
}
