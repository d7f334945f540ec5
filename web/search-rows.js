// The rows of <kladez-search>: articles, completions, earlier searches. All text is text.
import { element, icon } from "./kit.js";

const open = "\u0001", close = "\u0002"; // around what was found, in the server's reply

export const highlight = { highlightPreTag: open, highlightPostTag: close };

const drawings = {
  article: "M7 3h7l5 5v13H7zM14 3v5h5M10 13h6M10 17h6",
  query: "M11 4a7 7 0 1 0 0 14a7 7 0 0 0 0-14M16 16l5 5",
  correction: "M4 7h11a5 5 0 0 1 0 10H8M8 3L4 7l4 4",
  recent: "M12 4a8 8 0 1 0 0 16a8 8 0 0 0 0-16M12 8v4l3 2",
  drop: "M6 6l12 12M18 6L6 18",
};

export const lens = () => icon(drawings.query);
export const cross = () => icon(drawings.drop);

/** Text with marks, as nodes. */
export function marked(text) {
  const parts = [];
  for (const piece of text.split(open)) {
    const [hit, rest] = piece.includes(close) ? piece.split(close) : [null, piece];
    if (hit !== null) parts.push(element("mark", {}, hit));
    parts.push(rest);
  }
  return parts;
}

/** A snippet in one line: cells, headings and steps are parted by a dot unless a sign does it. */
export const oneLine = (text) => text.replace(/\t/g, " · ").replace(/([^.!?:;…·\s\u0001\u0002]\u0002?)\s*\n\s*/g, "$1 · ").replace(/\s+/g, " ");

function rowOf(kind, href, ...children) {
  const row = element("a", { role: "option", class: kind, tabindex: -1, "aria-selected": false }, icon(drawings[kind]), element("div", {}, ...children));
  if (href) row.href = href;
  return row;
}

/** An article; `position` counts from 1. */
export function hitRow(hit, position, queryId, server) {
  const section = hit._section;
  const where = [hit.category.at(-1)?.replaceAll("/", " › "), section?.heading].filter(Boolean).join(" · ");
  const url = new URL(hit.url + (section ? `#${encodeURIComponent(section.anchor)}` : ""), server);
  const row = rowOf("article", url, element("bdi", { class: "title" }, ...marked(hit._formatted.title)));

  if (hit._formatted.body) row.lastChild.append(element("bdi", { class: "text" }, ...marked(oneLine(hit._formatted.body))));
  if (where) row.lastChild.append(element("bdi", { class: "place" }, where));
  row.lang = hit.lang;
  row.opened = { kind: "click", queryId, article_id: hit.id, position };
  return row;
}

/** Something to search for: `q` is typed when it is chosen. */
export function queryRow(kind, q, label, href) {
  const row = rowOf(kind, href, element("bdi", { class: "title" }, label));
  row.q = q;
  return row;
}

/** An earlier search, with a cross to be forgotten by. */
export function recentRow(q, href, title) {
  const row = queryRow("recent", q, q, href);
  const drop = element("span", { class: "drop", title, "aria-hidden": true }, cross());
  row.append(drop);
  row.forget = drop;
  return row;
}

let groups = 0;

/** Rows under a heading of their own. */
export function groupOf(heading, rows) {
  const id = `g${++groups}`;
  return element("div", { role: "group", "aria-labelledby": id }, element("span", { id, class: "head" }, heading), ...rows);
}
