// The chat: what is said, by whom, and the way to a person.
import { byId, button, call, element, stored, t } from "/assets/tools.js";
import { contactOf } from "/assets/chat-log.js";
import { deliver, openTurns } from "/assets/turns.js";

const article = () => location.pathname.startsWith("/articles/") ? decodeURIComponent(location.pathname.slice(10)) : undefined;

const { addTurn, conversation, forget, remember, sendAll, unsent } = openTurns("", (turn, chat) =>
  deliver("", chat, turn, { channel: "page", context_article_id: article() }));

const talk = () => byId("talk");
const nodes = new Map(); // turn_id → what shows it

const scrollToEnd = () => { talk().scrollTop = talk().scrollHeight; };

function append(node) {
  talk().append(node);
  scrollToEnd();
  return node;
}

// ---- what is shown ----

function showMine(text) {
  return append(element("div", { class: "said mine" }, element("p", {}, text)));
}

function showTheirs(texts, author = "bot") {
  const node = element("div", { class: `said ${author}` }, ...texts.map((text) => element("p", {}, text)));
  if (author === "agent") node.prepend(element("strong", {}, t("agent")));
  return append(node);
}

const showNote = (text) => append(element("p", { class: "note" }, text));

function addLink(node, url) {
  node.append(element("a", { href: url, class: "more" }, `${t("more")} →`));
}

/** Buttons under the last message; they go away when one is pressed or something is said. */
function offer(choices, look = "options") {
  append(element("div", { class: look }, ...choices.map(([label, act]) => button(label, () => {
    byId("say").focus({ preventScroll: true });
    act();
  }))));
}

const withdrawOffers = () => talk().querySelectorAll(".options").forEach((node) => node.remove());

function offerChoices(clarify) {
  if (!clarify.options.length) return; // asked for other words
  offer([
    ...clarify.options.map((o) => [o.label, () => say({ text: o.label, choice: o.option_id })]),
    [clarify.none_label || t("none"), () => say({ text: clarify.none_label || t("none"), choice: clarify.none_of_these })],
  ]);
}

function offerFeedback(answerId) {
  const tell = (value) => call("/v1/feedback", { answer_id: answerId, kind: "helpful", value }).catch(() => {});
  offer([
    [t("helped"), () => { withdrawOffers(); tell(1); showNote(t("thanks")); }],
    [t("notHelped"), () => { tell(0); say({ text: t("notHelped") }); }],
  ], "options row");
}

/** Who waits for a person may leave the page: where should the answer go? */
function offerContact() {
  const { ticket, contact } = conversation();
  if (!ticket || contact) return;
  const field = element("input", { id: "contact", autocomplete: "email", maxlength: 200 });
  const form = element("form", { class: "contact", novalidate: "" }, element("label", { for: "contact" }, t("contact")),
    field, element("button", {}, t("save")));
  form.addEventListener("submit", (event) => {
    const given = contactOf(field.value.trim());
    event.preventDefault();
    field.setAttribute("aria-invalid", !given);
    form.querySelector("label").textContent = t(given ? "contact" : "contactWrong");
    if (!given) return;
    remember({ contact: true });
    say({ text: field.value.trim(), contact: given });
    byId("say").focus({ preventScroll: true });
  });
  talk().querySelector(".contact")?.remove();
  append(form);
}

function showReply(reply) {
  const texts = reply.messages.map((m) => m.text);
  if (texts.length) {
    const node = showTheirs(texts);
    if (reply.answer) addLink(node, reply.answer.url + (reply.answer.anchor ? `#${encodeURIComponent(reply.answer.anchor)}` : ""));
  }
  if (reply.decision === "silent") showNote(t("reached"));
  if (reply.clarify) offerChoices(reply.clarify);
  else if (reply.answer?.answer_id) offerFeedback(reply.answer.answer_id);
  offerContact();
  showState();
}

/** With whom the customer speaks. */
function showState() {
  const { id, ticket } = conversation();
  byId("chat-state").hidden = !ticket;
  byId("chat-state").textContent = ticket ? t("withPerson", { ticket }) : "";
  byId("person").hidden = Boolean(ticket) || unsent().some((turn) => turn.person);
  byId("new-chat").hidden = !id || unsent().length > 0;
  byId("say").placeholder = t(ticket ? "messageLabel" : "askLabel");
  byId("open-chat").textContent = t(id || unsent().length ? "continueChat" : "openChat");
}

// ---- sending ----

function setStatus(turn, ...children) {
  const node = nodes.get(turn.turn_id);
  node.querySelector(".delivery")?.remove();
  if (children.length) node.append(element("p", { class: "delivery" }, ...children));
  scrollToEnd();
}

const see = {
  started: (turn) => setStatus(turn, t(conversation().ticket ? "sending" : "botTyping")),
  answered(turn, reply) {
    setStatus(turn);
    showReply(reply);
  },
  failed(turn, failure) {
    for (const other of unsent()) setStatus(other, t("notSent"));
    setStatus(turn, `${t("notSent")} ${t(failure.message)} `, button(t("again"), send));
    showState();
  },
  refused(turn) {
    setStatus(turn, `${t("notSent")} ${t("broken")}`);
    byId("say").value ||= turn.text;
  },
  expired() {
    showNote(t("expired"));
    showState();
  },
};

const send = () => sendAll(see);

function say(turn) {
  withdrawOffers();
  if (turn.contact) talk().querySelector(".contact")?.remove();
  const added = addTurn(turn);
  nodes.set(added.turn_id, showMine(added.text));
  send();
}

function sayTyped() {
  const text = byId("say").value.trim();
  if (!text) return;
  byId("say").value = "";
  stored("draft", null, "sessionStorage");
  say({ text });
}

function callPerson() {
  if (unsent().some((turn) => turn.person)) return; // it is on its way
  byId("say").focus({ preventScroll: true });
  say({ text: t("person"), person: true });
  showState();
}

// ---- the conversation so far ----

function showTurn(turn) {
  if (turn.author === "customer") {
    showMine(turn.text);
    return;
  }
  const node = showTheirs([turn.text], turn.author === "bot" ? "bot" : "agent");
  if (turn.article_id) addLink(node, `/articles/${turn.article_id.split("/").map(encodeURIComponent).join("/")}`);
}

let loaded = false; // whether the conversation so far has been drawn

/** What the server has kept of the conversation; null if there is none, or not yet. */
async function fetchTranscript() {
  const { id, token } = conversation();
  if (!id) return null;
  try {
    const data = await call(`/v1/conversations/${id}`, undefined, token);
    remember({ ticket: data.owner === "bot" ? null : data.ticket });
    return data.transcript;
  } catch (failure) {
    if (![401, 403, 404].includes(failure.status)) throw failure;
    forget();
    return null;
  }
}

/** Draws the conversation as the server knows it; what it does not know yet is sent first. */
async function load() {
  const { id, clarify } = conversation();
  let said = null, failure = null;

  loaded = true;
  if (!unsent().length) said = await fetchTranscript().catch((error) => { failure = error; });
  talk().replaceChildren();
  showTheirs([t("start")]);
  said?.forEach(showTurn);
  if (failure) append(element("p", { class: "note" }, `${t(failure.message)} `, button(t("again"), load)));
  else if (id && !conversation().id) showNote(t("expired"));
  else if (said && clarify) offerChoices(clarify);
  offerContact();
  showState();
}

async function resume() {
  await load();
  if (!unsent().length) return;
  for (const turn of unsent()) nodes.set(turn.turn_id, showMine(turn.text));
  await send();
  if (!unsent().length) load();
}

function startAnew() {
  forget();
  load();
  byId("say").focus();
}

// ---- opening and closing ----

const narrow = matchMedia("(max-width: 30rem)"); // as in page.css: the chat covers the page

function toggleChat(show) {
  byId("chat").hidden = !show;
  byId("open-chat").hidden = show;
  byId("open-chat").setAttribute("aria-expanded", show);
  for (const node of document.body.children) if (node.id !== "chat") node.inert = show && narrow.matches;
  stored("chatOpen", show || null, "sessionStorage");
  if (show && !loaded) resume();
  showState();
}

function openChat(draft) {
  toggleChat(true);
  byId("say").value ||= draft || "";
  byId("say").focus();
}

function closeChat() {
  toggleChat(false);
  byId("open-chat").focus();
}

export function relabelChat() {
  if (loaded && !unsent().length) load();
  showState();
}

export function startChat() {
  byId("say").value = stored("draft", undefined, "sessionStorage") || "";
  byId("say").addEventListener("input", () => stored("draft", byId("say").value || null, "sessionStorage"));
  byId("say").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    sayTyped();
  });
  byId("ask").addEventListener("submit", (event) => {
    event.preventDefault();
    sayTyped();
  });
  byId("person").addEventListener("click", callPerson);
  byId("open-chat").addEventListener("click", () => openChat());
  byId("ask-instead").addEventListener("click", () => openChat(byId("q").value.trim()));
  byId("close-chat").addEventListener("click", closeChat);
  byId("new-chat").addEventListener("click", startAnew);
  byId("chat").addEventListener("keydown", (event) => event.key === "Escape" && closeChat());
  talk().addEventListener("click", (event) => {
    if (event.target.closest("a") && narrow.matches) stored("chatOpen", null, "sessionStorage"); // the article, not the chat
  });
  new ResizeObserver(scrollToEnd).observe(talk()); // a phone's keyboard comes and goes
  addEventListener("online", () => loaded && send());
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && loaded && conversation().ticket && !unsent().length) load();
  });
  toggleChat(Boolean(stored("chatOpen", undefined, "sessionStorage")));
}
