// The page of the server: search as you type, read an article, ask the bot, reach a person.
// Everything that comes from the server is shown as text, except an article's HTML, which
// the server writes from a closed list of tags.
"use strict";

const texts = {
  ru: {
    title: "Справка", skip: "К содержанию", language: "Язык", headline: "Чем помочь?",
    searchLabel: "Поиск по справке", searchButton: "Найти", openChat: "Задать вопрос",
    chatTitle: "Вопрос боту", closeChat: "Закрыть чат", askLabel: "Ваш вопрос", send: "Отправить",
    person: "Позвать человека", nothing: "Ничего не нашлось. Задайте вопрос в чате — передадим человеку.",
    popular: "Популярные статьи", weak: "Точного ответа нет, вот самое близкое:",
    failed: "Нет связи с сервером. Попробуйте ещё раз.", missing: "Такой статьи нет.",
    back: "← К поиску", updated: "Обновлено", more: "Читать статью", none: "Ничего из этого",
    start: "Опишите вопрос своими словами. Если я не знаю ответа, передам разговор человеку.",
    found: { one: "статья", few: "статьи", many: "статей", other: "статьи" },
  },
  en: {
    title: "Help", skip: "Skip to content", language: "Language", headline: "How can we help?",
    searchLabel: "Search the help centre", searchButton: "Search", openChat: "Ask a question",
    chatTitle: "Ask the bot", closeChat: "Close the chat", askLabel: "Your question", send: "Send",
    person: "Talk to a person", nothing: "Nothing found. Ask in the chat: a person will take over.",
    popular: "Popular articles", weak: "No exact match; these are the closest:",
    failed: "The server cannot be reached. Please try again.", missing: "There is no such article.",
    back: "← Back to search", updated: "Updated", more: "Read the article", none: "None of these",
    start: "Describe your question in your own words. If I don't know, I'll pass you to a person.",
    found: { one: "article", other: "articles" },
  },
};

const byId = (id) => document.getElementById(id);
const stored = (key, value) => {
  try {
    if (value === undefined) return sessionStorage.getItem(key);
    sessionStorage.setItem(key, value);
  } catch { /* private windows may refuse */ }
  return null;
};

let lang = stored("lang") || (navigator.language.startsWith("ru") ? "ru" : "en");
const t = (name) => texts[lang][name];

function element(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function applyLanguage() {
  document.documentElement.lang = lang;
  document.title = t("title");
  for (const node of document.querySelectorAll("[data-text]")) node.textContent = t(node.dataset.text);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", t(node.dataset.label));
  for (const node of document.querySelectorAll("[data-placeholder]")) node.placeholder = t(node.dataset.placeholder);
  for (const node of document.querySelectorAll("[data-lang]")) node.setAttribute("aria-pressed", node.dataset.lang === lang);
}

async function call(path, body, token) {
  const headers = body ? { "Content-Type": "application/json" } : {};
  if (token) headers.Authorization = `Bearer ${token}`;
  const reply = await fetch(path, { method: body ? "POST" : "GET", headers, body: body && JSON.stringify(body) });
  return { status: reply.status, data: await reply.json() };
}

// ---- search ----

const open = "\u0001", close = "\u0002";

function marked(text) {
  const parts = [];
  for (const piece of text.split(open)) {
    const [hit, rest] = piece.includes(close) ? piece.split(close) : [null, piece];
    if (hit !== null) parts.push(element("em", { class: "hit" }, hit));
    parts.push(rest);
  }
  return parts;
}

function hitNode(hit) {
  const section = hit._section;
  const where = [hit.category.at(-1)?.replaceAll("/", " › "), section?.heading].filter(Boolean).join(" · ");
  const link = hit.url + (section ? `#${section.anchor}` : "");
  const item = element("li", { lang: hit.lang }, element("a", { href: link }, ...marked(hit._formatted.title)));
  if (where) item.append(element("div", { class: "place" }, where));
  if (hit._formatted.body) item.append(element("p", {}, ...marked(hit._formatted.body.replace(/\s+/g, " "))));
  return item;
}

function statusOf(reply, q) {
  const count = reply.estimatedTotalHits;
  if (!q) return t("popular");
  if (!count) return t("nothing");
  if (reply.noConfidentMatch) return t("weak");
  const word = t("found")[new Intl.PluralRules(lang).select(count)] || t("found").other;
  return `${count} ${word}`;
}

let asked = 0;

async function search(q) {
  const number = ++asked;
  const body = {
    q, limit: 10, attributesToRetrieve: ["id", "title", "url", "category", "lang"],
    attributesToHighlight: ["title", "body"], attributesToCrop: ["body"], cropLength: 28,
    highlightPreTag: open, highlightPostTag: close,
  };
  if (!q) body.locales = [lang];
  try {
    const { status, data } = await call("/indexes/articles/search", body);
    if (number !== asked) return; // a newer search is under way
    if (status !== 200) throw new Error(data.message);
    byId("status").textContent = statusOf(data, q);
    byId("results").replaceChildren(...data.hits.map(hitNode));
  } catch {
    if (number === asked) byId("status").textContent = t("failed");
  }
}

let pause;

function onType() {
  clearTimeout(pause);
  pause = setTimeout(() => search(byId("q").value.trim()), 120);
}

// ---- article ----

async function showArticle(id) {
  const box = byId("article");
  byId("find").hidden = true;
  box.hidden = false;
  try {
    const path = id.split("/").map(encodeURIComponent).join("/");
    const { status, data } = await call(`/indexes/articles/documents/${path}?fields=title,html,updatedAt,lang,category,translationOf`);
    const back = element("a", { href: "/" }, t("back"));
    if (status !== 200) {
      box.replaceChildren(back, element("p", {}, t("missing")));
      return;
    }
    const text = element("div", { lang: data.lang });
    text.innerHTML = data.html;
    const date = new Date(data.updatedAt).toLocaleDateString(lang, { dateStyle: "long" });
    box.replaceChildren(back, element("div", { class: "place" }, data.category.at(-1) || ""),
      element("h1", { lang: data.lang }, data.title), text, element("p", { class: "place" }, `${t("updated")}: ${date}`));
    document.title = data.title;
    if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  } catch {
    box.replaceChildren(element("p", {}, t("failed")));
  }
}

// ---- chat ----

const chat = { id: stored("conversation"), token: stored("token") };

function say(text, mine) {
  const node = element("p", { class: mine ? "said mine" : "said" }, text);
  byId("talk").append(node);
  node.scrollIntoView({ block: "end" });
}

function showOptions(clarify) {
  const box = element("div", { class: "options" });
  const add = (label, choice) => {
    const button = element("button", { type: "button" }, label);
    button.addEventListener("click", () => {
      box.remove();
      ask(label, choice);
    });
    box.append(button);
  };
  for (const option of clarify.options) add(option.label, option.option_id);
  add(clarify.none_label || t("none"), clarify.none_of_these);
  byId("talk").append(box);
  box.scrollIntoView({ block: "end" });
}

function showReply(data) {
  for (const message of data.messages) say(message.text);
  if (data.answer) {
    const link = data.answer.url + (data.answer.anchor ? `#${data.answer.anchor}` : "");
    byId("talk").append(element("p", { class: "said" }, element("a", { href: link }, t("more"))));
  }
  if (data.clarify) showOptions(data.clarify);
}

async function ask(text, choice) {
  say(text, true);
  const body = { text, lang: "auto", channel: "page", turn_id: crypto.randomUUID() };
  if (choice) body.choice = choice;
  if (chat.id) body.conversation_id = chat.id;
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const { status, data } = await call("/v1/suggest", body, chat.token);
      if (status !== 200) throw new Error(data.detail);
      chat.id = data.conversation_id;
      chat.token = data.conversation_token || chat.token;
      stored("conversation", chat.id);
      stored("token", chat.token);
      showReply(data);
      return;
    } catch {
      // The same turn_id again: the server answers a turn once, however often it is sent.
    }
  }
  say(t("failed"));
}

async function callPerson() {
  if (!chat.id) {
    ask(t("person"));
    return;
  }
  try {
    const { status, data } = await call(`/v1/conversations/${chat.id}/handoff`, { turn_id: crypto.randomUUID() }, chat.token);
    if (status !== 200) throw new Error(data.detail);
    showReply(data);
  } catch {
    say(t("failed"));
  }
}

function toggleChat(show) {
  byId("chat").hidden = !show;
  byId("open-chat").hidden = show;
  byId("open-chat").setAttribute("aria-expanded", show);
  if (show && !byId("talk").childElementCount) say(t("start"));
  byId(show ? "say" : "open-chat").focus();
}

// ---- start ----

function start() {
  applyLanguage();
  for (const node of document.querySelectorAll("[data-lang]"))
    node.addEventListener("click", () => {
      lang = node.dataset.lang;
      stored("lang", lang);
      applyLanguage();
      search(byId("q").value.trim());
    });
  byId("q").addEventListener("input", onType);
  byId("search").addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(pause);
    search(byId("q").value.trim());
  });
  byId("open-chat").addEventListener("click", () => toggleChat(true));
  byId("close-chat").addEventListener("click", () => toggleChat(false));
  byId("chat").addEventListener("keydown", (event) => event.key === "Escape" && toggleChat(false));
  byId("ask").addEventListener("submit", (event) => {
    event.preventDefault();
    const text = byId("say").value.trim();
    byId("say").value = "";
    if (text) ask(text);
  });
  byId("person").addEventListener("click", callPerson);
  if (location.pathname.startsWith("/articles/")) showArticle(decodeURIComponent(location.pathname.slice(10)));
  else search("");
}

start();
