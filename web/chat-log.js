// What is said in <kladez-chat>, as it is shown. All text is text; directions of writing stay
// within the message they are in.
import { button, element, localeOf } from "./kit.js";

const span = (kind, ...children) => element("span", { class: kind }, ...children);

/** The number of a ticket stays in one piece. */
const whole = (text) => text.split(/\b([A-Z]+-\d{4}-\d{6})\b/).map((piece, i) => (i % 2 ? span("whole", piece) : piece));

/** What the bot says, line by line: steps hang behind their number, cells that an article's table had stand below each
 *  other. The text remains what it is, so that it can be copied, and compared with the transcript. */
function laidOut(text) {
  const lines = text.split("\n"), cells = lines.map((line) => line.split(" | "));
  const inTable = (i) => cells[i].length > 1 && [i - 1, i + 1].some((j) => cells[j]?.length === cells[i].length);
  return lines.flatMap((line, i) => {
    const end = i < lines.length - 1 ? "\n" : "";
    if (inTable(i)) return span("row", ...cells[i].flatMap((cell, j) => (j ? [span("bar", " | "), span("cell", cell)] : [span("cell", cell)])), span("bar", end));
    if (/^(\d+\.|–) /.test(line)) return span("step", line + end);
    return whole(line + end);
  });
}

export class Log {
  #t;
  #lang;
  #server;
  #sources = new Map(); // article_id → what is known of it
  #latest = null; // the last message of others

  /** `find(id)` gives an article's title, url and updatedAt. */
  constructor({ t, lang, server, find }) {
    this.#t = t;
    this.#lang = lang;
    this.#server = server;
    this.find = find;
    this.node = element("div", { class: "log", role: "log", "aria-live": "polite", "aria-label": t("log"), tabindex: 0 });
    new ResizeObserver(() => this.scrollToEnd()).observe(this.node); // a phone's keyboard comes and goes
  }

  /** To the end, but the beginning of the last message of others stays in sight. */
  scrollToEnd() {
    const end = this.node.scrollHeight - this.node.clientHeight;
    this.node.scrollTop = this.#latest?.isConnected ? Math.min(end, this.#latest.offsetTop - 8) : end;
  }

  append(node, latest = this.#latest) {
    this.#latest = latest;
    this.node.append(node);
    this.scrollToEnd();
    return node;
  }

  #appendTheirs(node) {
    return this.append(node, node);
  }

  clear() {
    this.node.replaceChildren();
  }

  // ---- messages ----

  #said(kind, author, texts) {
    return element("div", { class: `said ${kind}` }, element("span", { class: "heard" }, `${author}: `),
      ...texts.map((text) => element("p", { dir: "auto" }, ...kind === "bot" ? laidOut(text) : [text])));
  }

  mine(text) {
    return this.append(this.#said("mine", this.#t("you"), [text]), null);
  }

  bot(texts) {
    return this.#appendTheirs(this.#said("bot", this.#t("bot"), texts));
  }

  agent({ agent, text, at }) {
    const node = this.#said("agent", agent || this.#t("agent"), [text]);
    const time = new Date(at).toLocaleTimeString(localeOf(this.#lang), { hour: "2-digit", minute: "2-digit" });
    node.prepend(element("span", { class: "who", "aria-hidden": true }, element("bdi", {}, agent || this.#t("agent")), ` · ${time}`));
    return this.#appendTheirs(node);
  }

  note(...children) {
    return this.append(element("p", { class: "note", dir: "auto" }, ...children));
  }

  /** The bot is at work; gone when something is said. */
  wait(text) {
    return this.append(element("div", { class: "said bot wait" }, element("span", { class: "heard" }, text), element("i"), element("i"), element("i")));
  }

  // ---- where an answer stands ----

  /** {title, url, anchor?, updated_at, lang} as a card under the message. */
  source(node, article) {
    const date = new Date(article.updated_at).toLocaleDateString(localeOf(this.#lang), { dateStyle: "long", timeZone: "UTC" });
    const url = new URL(article.url + (article.anchor ? `#${encodeURIComponent(article.anchor)}` : ""), this.#server);
    node.append(element("a", { class: "source", href: url }, element("bdi", { lang: article.lang }, article.title),
      element("span", {}, this.#t("updated", { date }))));
    this.scrollToEnd();
  }

  /** The next best articles, where the answer is not quite sure. */
  others(node, articles) {
    if (!articles.length) return;
    node.append(element("p", { class: "others" }, this.#t("orThis"),
      ...articles.map(({ title, url }) => element("a", { href: new URL(url, this.#server), dir: "auto" }, title))));
    this.scrollToEnd();
  }

  /** The same of a turn of before, which knows only the article's id. */
  async sourceOf(node, id) {
    if (!this.#sources.has(id)) this.#sources.set(id, this.find(id).catch(() => null)); // it may be gone
    const article = await this.#sources.get(id);
    if (article) this.source(node, { ...article, updated_at: article.updatedAt });
  }

  // ---- what can be pressed ----

  /** Buttons; they go when something is said. */
  offer(choices, look = "options") {
    return this.append(element("div", { class: look }, ...choices.map(([label, act]) => button(label, act, { dir: "auto" }))));
  }

  withdrawOffers() {
    this.node.querySelectorAll(".options, .why").forEach((node) => node.remove());
  }

  /** Marks from 1 to 5; `tell(mark)` when one is given. */
  rating(tell) {
    const t = this.#t;
    const marks = [1, 2, 3, 4, 5].map((n) => button(String(n), () => tell(n), { "aria-label": t("mark", { n }) }));
    return this.append(element("div", { class: "rating", role: "group", "aria-label": t("rate") }, element("p", {}, t("rate")),
      element("div", { class: "marks" }, ...marks), element("div", { class: "ends", "aria-hidden": true }, element("span", {}, t("worst")), element("span", {}, t("best")))));
  }

  /** A few words that need not be said: `tell(text)` gets them. */
  comment(tell) {
    const field = element("textarea", { id: "comment", rows: 2, maxlength: 1000 });
    const form = element("form", { class: "comment" }, element("label", { for: "comment" }, this.#t("comment")), field, element("button", {}, this.#t("send")));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (field.value.trim()) tell(field.value.trim());
      else field.focus();
    });
    return this.append(form);
  }

  /** Where an answer can reach who leaves: `tell(contact)` gets {email} or {phone}. */
  contact(tell) {
    const t = this.#t;
    const field = element("input", { id: "contact", autocomplete: "email", maxlength: 200 });
    const label = element("label", { for: "contact" }, t("contact"));
    const form = element("form", { class: "contact", novalidate: "" }, label, field, element("button", { class: "main" }, t("save")));
    form.addEventListener("submit", (event) => {
      const given = contactOf(field.value.trim());
      event.preventDefault();
      field.setAttribute("aria-invalid", !given);
      label.textContent = t(given ? "contact" : "contactWrong");
      if (given) tell(given, field.value.trim());
      else field.focus();
    });
    return this.append(form);
  }
}

/** An address as the API wants it; null if it is none. */
export function contactOf(text) {
  if (/^\S+@\S+\.\S+$/.test(text)) return { email: text };
  return /^[+\d][\d\s()-]{5,}$/.test(text) ? { phone: text } : null;
}
