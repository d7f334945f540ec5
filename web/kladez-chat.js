// <kladez-chat>: the bot, and people behind it, on any page (docs/embedding.md).
import { button, call, element, icon, languageOf, localeOf, stored, translator } from "./assets/kit.js";
import { Log } from "./assets/chat-log.js";
import { chatStyle, narrow } from "./assets/chat-style.js";
import { chatTexts } from "./assets/chat-texts.js";
import { follow } from "./assets/live.js";
import { look } from "./assets/look.js";
import { deliver, openTurns } from "./assets/turns.js";

const textMax = 8192; // bytes, as the server takes them
const home = new URL("./", import.meta.url).origin;
const reasons = ["off_topic", "incomplete", "outdated", "unclear"];
const drawings = {
  bubble: "M4 5h16v11H10l-5 4v-4H4z", close: "M6 6l12 12M18 6L6 18", send: "M5 12h14M13 6l6 6l-6 6",
  download: "M12 4v11M7 11l5 5l5-5M5 20h14", anew: "M12 5v14M5 12h14",
};

/** Who the site says it is: the token itself is for the server to check. */
function nameOf(identity) {
  try {
    const bytes = Uint8Array.from(atob(identity.split(".")[0].replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes)).external_id || "";
  } catch {
    return "";
  }
}

class KladezChat extends HTMLElement {
  static observedAttributes = ["lang", "identity", "open"];

  #parts = null;
  #log;
  #turns;
  #nodes = new Map(); // turn_id → what shows it
  #shown = new Set(); // numbers of the turns that are shown
  #held = []; // turns that came while one of ours is under way
  #loaded = false; // whether the conversation so far has been drawn
  #sending = false;
  #stream = null;
  #unread = 0;
  #narrow = matchMedia(narrow);

  connectedCallback() {
    if (!this.shadowRoot) {
      this.attachShadow({ mode: "open" }).adoptedStyleSheets = [look, chatStyle];
      this.#openTurns();
      this.#build();
    }
    addEventListener("online", this);
    addEventListener("storage", this);
    visualViewport?.addEventListener("resize", this);
    visualViewport?.addEventListener("scroll", this);
    this.#narrow.addEventListener("change", this);
    this.#follow();
    if (this.hasAttribute("open") || stored("kladez-open", undefined, "sessionStorage")) this.#show();
  }

  disconnectedCallback() {
    removeEventListener("online", this);
    removeEventListener("storage", this);
    visualViewport?.removeEventListener("resize", this);
    visualViewport?.removeEventListener("scroll", this);
    this.#narrow.removeEventListener("change", this);
    this.#unfollow();
  }

  attributeChangedCallback(name, before, now) {
    if (!this.#parts || before === now) return;
    if (name === "open") {
      if (now === null) this.#hide();
      else this.#show();
    } else {
      if (name === "identity") this.#changePerson();
      this.#rebuild();
    }
  }

  /** Shows the chat; `draft` is what stands in its field, ready to be sent. */
  open(draft) {
    const { field } = this.#parts;
    this.#show();
    if (draft && !field.value) this.#draft(draft);
    if (draft || matchMedia("(pointer: fine)").matches) field.focus();
    else this.#log.node.focus(); // else a phone's keyboard covers what there is to read
  }

  close() {
    this.#hide();
    this.#parts.launch.focus();
  }

  get #server() { return this.getAttribute("server")?.replace(/\/$/, "") || home; }
  get #isOpen() { return this.#parts.dialog.open; }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  // ---- parts ----

  #build() {
    const lang = languageOf(this), t = this.t = translator(chatTexts, lang);
    const tool = (name, act) => button(icon(drawings[name]), act, { class: "bare round", "aria-label": t(name), title: t(name) });
    const launch = button(icon(drawings.bubble), () => this.open(), { class: "launch main", "aria-haspopup": "dialog" });
    const anew = tool("anew", () => this.#leave()), download = tool("download", () => this.#download());
    const state = element("div", { class: "state", hidden: "" });
    const field = element("textarea", { id: "field", rows: 1, autocomplete: "off", maxlength: 4000, enterkeyhint: "send" });
    const form = element("form", { class: "say" }, element("label", { for: "field", class: "heard" }, t("question")), field,
      element("button", { class: "round", "aria-label": t("send") }, icon(drawings.send)));
    const person = button(t("person"), () => this.#callPerson(), { class: "bare" });

    this.#log = new Log({ t, lang, server: this.#server, find: (id) => this.#call(`/indexes/articles/documents/${id.split("/").map(encodeURIComponent).join("/")}?fields=title,url,updatedAt,lang`) });
    const dialog = element("dialog", { "aria-labelledby": "title", lang },
      element("header", {}, element("h2", { id: "title" }, t("title")), download, anew, tool("close", () => this.close())),
      state, this.#log.node, form, element("div", { class: "foot" }, person));
    launch.lang = lang;
    this.#parts = { launch, dialog, anew, download, state, field, person };
    this.shadowRoot.replaceChildren(launch, dialog);
    this.#listen(form);
    this.#showState();
  }

  #listen(form) {
    const { dialog, field } = this.#parts;
    field.value = stored("kladez-draft", undefined, "sessionStorage") || "";
    field.addEventListener("input", () => {
      field.removeAttribute("aria-invalid");
      this.#draft(field.value);
    });
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#sayTyped();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#sayTyped();
    });
    dialog.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      this.close();
    });
    dialog.addEventListener("cancel", (event) => { event.preventDefault(); this.close(); });
    this.#log.node.addEventListener("click", (event) => {
      if (event.target.closest("a") && this.#narrow.matches) stored("kladez-open", null, "sessionStorage"); // the article, not the chat
    });
  }

  /** In another language, or for somebody else. */
  #rebuild() {
    const { open } = this.#parts.dialog;
    this.#loaded = false;
    this.#build();
    if (open) this.#show();
  }

  /** Of the window. */
  handleEvent(event) {
    if (event.type === "online") {
      this.#stream?.wake();
      if (this.#loaded) this.#send();
    } else if (event.type === "storage") {
      if (event.key === this.#turns.chatKey) this.#followWindow();
    } else if (event.type === "change") {
      if (this.#isOpen) { this.#hide(); this.#show(); }
    } else {
      this.#fit();
    }
  }

  /** On a phone it is as high as the keyboard leaves room. */
  #fit() {
    const { style } = this.#parts.dialog;
    style.setProperty("--height", `${visualViewport.height}px`);
    style.setProperty("--top", `${visualViewport.offsetTop}px`);
  }

  // ---- opening and closing ----

  /** On a phone it covers the page, which cannot be reached meanwhile; elsewhere it stands beside it,
   *  and does not take the focus. */
  #show() {
    const { dialog, launch } = this.#parts;
    if (dialog.open) return;
    launch.hidden = true;
    if (this.#narrow.matches) {
      if (visualViewport) this.#fit();
      dialog.showModal();
    } else {
      dialog.setAttribute("open", "");
    }
    this.toggleAttribute("open", true);
    stored("kladez-open", true, "sessionStorage");
    this.#unread = 0;
    if (!this.#loaded) this.#resume();
    this.#log.scrollToEnd();
    this.#showState();
    this.#tell("kladez-open");
  }

  #hide() {
    if (!this.#isOpen) return;
    this.#parts.dialog.close();
    this.#parts.launch.hidden = false;
    this.toggleAttribute("open", false);
    stored("kladez-open", null, "sessionStorage");
    this.#showState();
  }

  // ---- how it stands ----

  #showState() {
    const { launch, anew, download, state, field, person } = this.#parts, { t } = this, { id, ticket } = this.#turns.conversation();
    const label = t(id || this.#turns.unsent().length ? "resume" : "open"), unread = t("unread", { n: this.#unread });
    launch.replaceChildren(icon(drawings.bubble), element("span", {}, label), ...this.#unread ? [element("span", { class: "badge", "aria-hidden": true }, String(this.#unread))] : []);
    launch.setAttribute("aria-label", this.#unread ? `${label}, ${unread}` : label);
    person.hidden = Boolean(ticket) || this.#turns.unsent().some((turn) => turn.person);
    anew.hidden = download.hidden = !id;
    field.placeholder = t(ticket ? "message" : "question");
    state.hidden = !ticket;
    if (ticket) state.replaceChildren(element("strong", {}, t("request", { ticket })), this.#expectation());
  }

  /** Who answers, or when: nothing that is not known. */
  #expectation() {
    const { status, agent, handoff, available, next_open } = this.#turns.conversation(), { t } = this;
    const time = (text, far) => new Date(text).toLocaleString(localeOf(languageOf(this)), { ...far && { weekday: "long", day: "numeric", month: "long" }, hour: "2-digit", minute: "2-digit" });
    if (status === "assigned") return agent ? t("answers", { agent }) : t("answersNobody");
    if (available === false && next_open) return t("back", { time: time(next_open, true) });
    return [t("queued"), handoff?.position > 1 && t("ahead", { n: handoff.position - 1 }), handoff?.eta.by && t("by", { time: time(handoff.eta.by, new Date(handoff.eta.by) - Date.now() > 43200000) })]
      .filter(Boolean).join(" ");
  }

  // ---- the customer speaks ----

  #call(path, more) {
    return call(this.#server, path, more);
  }

  #openTurns() {
    const who = nameOf(this.getAttribute("identity") || "");
    const prefix = who ? `kladez-${who}-` : "kladez-", kept = ["chat", "unsent"];
    if (who && !kept.some((name) => stored(prefix + name))) // who was nobody a page ago goes on with what they said
      for (const name of kept) {
        stored(prefix + name, stored(`kladez-${name}`));
        stored(`kladez-${name}`, null);
      }
    this.#turns = openTurns(prefix, (turn, chat) => deliver(this.#server, chat, turn));
  }

  #changePerson() {
    this.#unfollow();
    this.#openTurns();
    this.#shown.clear();
    this.#nodes.clear();
    this.#unread = 0;
    this.#follow();
  }

  /** What the site itself knows of its customer. */
  #contact() {
    const known = ["name", "email", "phone"].map((name) => [name, this.getAttribute(`contact-${name}`)]).filter(([, value]) => value);
    return known.length ? Object.fromEntries(known) : undefined;
  }

  /** Everything of the turn is kept with it: sent again after a reload, it is the same. */
  #say(turn) {
    this.#log.withdrawOffers();
    if (turn.contact) this.#log.node.querySelector(".contact")?.remove();
    const added = this.#turns.addTurn({
      channel: "widget", context_article_id: this.getAttribute("article") || undefined,
      identity: this.getAttribute("identity") || undefined, contact: this.#contact(), ...turn,
    });
    this.#nodes.set(added.turn_id, this.#log.mine(added.text));
    this.#send();
  }

  #sayTyped() {
    const { field } = this.#parts, text = field.value.trim();
    if (!text) return;
    if (new TextEncoder().encode(text).length > textMax) {
      field.setAttribute("aria-invalid", true);
      this.#log.note(this.t("tooLong"));
      return;
    }
    this.#draft("");
    this.#say({ text });
  }

  /** What stands in the field outlives the page. */
  #draft(text) {
    const { field } = this.#parts;
    if (field.value !== text) field.value = text;
    stored("kladez-draft", text || null, "sessionStorage");
  }

  #callPerson() {
    if (this.#turns.unsent().some((turn) => turn.person)) return; // it is on its way
    this.#parts.field.focus({ preventScroll: true });
    this.#say({ text: this.t("person"), person: true });
    this.#showState();
  }

  #setStatus(turn, ...children) {
    const node = this.#nodes.get(turn.turn_id);
    node?.querySelector(".delivery")?.remove();
    if (children.length) node?.append(element("p", { class: "delivery" }, ...children));
    this.#log.scrollToEnd();
  }

  async #send() {
    const { t } = this;
    let waits;
    const settle = () => waits?.remove();
    if (this.#sending) return;
    this.#sending = true;
    await this.#turns.sendAll({
      started: (turn) => {
        if (this.#turns.conversation().ticket) this.#setStatus(turn, t("sending"));
        else waits = this.#log.wait(t("searching"));
      },
      answered: (turn, reply) => {
        settle();
        this.#setStatus(turn);
        this.#showReply(reply);
      },
      failed: (turn, failure) => {
        settle();
        for (const other of this.#turns.unsent()) this.#setStatus(other, t("notSent"));
        this.#setStatus(turn, `${t("notSent")} ${t(failure.message)} `, button(t("again"), () => this.#send()));
        this.#showState();
      },
      refused: (turn, failure) => {
        settle();
        if (turn.identity && /identity/.test(failure.code)) { // said without it rather than not at all
          console.warn(`kladez-chat: ${failure.code}`);
          this.#turns.addAgain({ ...turn, identity: undefined });
          return;
        }
        this.#setStatus(turn, `${t("notSent")} ${t("broken")}`);
        if (!this.#parts.field.value) this.#draft(turn.text);
      },
      expired: () => {
        settle();
        this.#expire();
      },
    });
    this.#sending = false;
    for (const turn of this.#held.splice(0)) this.#showNews(turn);
  }

  // ---- the bot answers ----

  #showReply(reply) {
    const texts = reply.messages.map((m) => m.text);
    this.#turns.remember({
      handoff: reply.handoff, available: reply.human_available, next_open: reply.next_open,
      status: reply.handoff ? reply.handoff.status : "bot", seen: reply.decision === "silent" ? this.#turns.conversation().seen : reply.turn,
    });
    if (texts.length) {
      const node = this.#log.bot(texts);
      this.#shown.add(reply.turn);
      if (reply.answer) this.#log.source(node, reply.answer);
    }
    if (reply.decision === "silent") this.#log.note(this.t("reached"));
    if (reply.clarify) this.#offerChoices(reply.clarify);
    else if (reply.answer?.answer_id) this.#offerFeedback(reply.answer.answer_id);
    this.#offerContact();
    this.#showState();
    this.#follow();
    if (reply.answer) this.#tell("kladez-answer", reply.answer);
    if (reply.decision === "handoff") this.#tell("kladez-handoff", { conversation_id: reply.conversation_id, ticket: reply.handoff.ticket });
  }

  #offerChoices(clarify) {
    if (!clarify.options.length) return; // asked for other words
    const none = clarify.none_label || this.t("none");
    this.#offer([...clarify.options.map((o) => [o.label, { text: o.label, choice: o.option_id }]), [none, { text: none, choice: clarify.none_of_these }]]
      .map(([label, turn]) => [label, () => this.#say(turn)]));
  }

  /** The focus goes back to the field: the button that was pressed is gone. */
  #offer(choices, look) {
    const act = (then) => () => { this.#parts.field.focus({ preventScroll: true }); then(); };
    return this.#log.offer(choices.map(([label, then]) => [label, act(then)]), look);
  }

  #feedback(body) {
    return this.#call("/v1/feedback", { body }).catch(() => {}); // nobody is to be asked for it twice
  }

  #offerFeedback(answer_id) {
    const { t } = this, tell = (more) => this.#feedback({ answer_id, kind: "helpful", ...more });
    this.#offer([
      [t("helped"), () => { this.#log.withdrawOffers(); tell({ value: 1 }); this.#log.note(t("thanks")); }],
      [t("notHelped"), () => {
        tell({ value: 0 });
        this.#say({ text: t("notHelped") });
        this.#askWhy((reason) => tell({ value: 0, reason }));
      }],
    ], "options row");
  }

  /** Beside the bot's next words, which do not wait for it. */
  #askWhy(tell) {
    const { t } = this;
    const box = this.#log.append(element("div", { class: "why", role: "group", "aria-label": t("why") }, element("p", {}, t("why")), ...reasons.map((reason) => button(t(reason), () => {
      tell(reason);
      this.#parts.field.focus({ preventScroll: true });
      box.replaceWith(element("p", { class: "note" }, t("thanks")));
    }))));
  }

  // ---- a person ----

  /** Who waits for a person may leave the page: where should the answer go? */
  #offerContact({ asked } = {}) {
    const { ticket, contact, available } = this.#turns.conversation(), log = this.#log.node;
    const known = contact || this.getAttribute("identity") || this.getAttribute("contact-email") || this.getAttribute("contact-phone");
    if (log.querySelector("form.contact")) return;
    log.querySelector(".leave")?.remove();
    if (!ticket || known) return;
    if (available && !asked) {
      this.#log.note(button(this.t("leave"), () => { this.#offerContact({ asked: true }); log.querySelector("#contact").focus(); })).classList.add("leave");
      return;
    }
    this.#log.contact((given, text) => {
      this.#turns.remember({ contact: true });
      this.#parts.field.focus({ preventScroll: true });
      this.#say({ text, contact: given });
    });
  }

  /** While people own the conversation what they do is followed, whether the chat is open or not. */
  #follow() {
    const { id, token, ticket, seen = 0 } = this.#turns.conversation();
    if (this.#stream || !id || !ticket) return;
    this.#stream = follow(this.#server, { id, token, after: seen }, {
      turn: (turn) => this.#showNews(turn),
      state: (state) => this.#takeState(state),
      gone: () => this.#expire(),
    });
  }

  #unfollow() {
    this.#stream?.stop();
    this.#stream = null;
  }

  /** A turn that came by itself. Ours are known by their turn_id, the bot's replies by their number. */
  #showNews(turn) {
    if (this.#sending) {
      this.#held.push(turn);
      return;
    }
    if (turn.author === "agent" && !this.#isOpen) this.#unread++;
    if (this.#loaded) this.#showTurn(turn);
    if (this.#isOpen) this.#turns.remember({ seen: Math.max(turn.turn, this.#turns.conversation().seen || 0) });
    this.#showState();
  }

  #showTurn(turn) {
    if (this.#shown.has(turn.turn) || this.#nodes.has(turn.turn_id)) return;
    this.#shown.add(turn.turn);
    if (turn.author === "customer") {
      const node = this.#log.mine(turn.text);
      if (turn.turn_id) this.#nodes.set(turn.turn_id, node);
    } else if (turn.author === "agent") {
      this.#log.agent(turn);
    } else {
      const node = this.#log.bot([this.#withoutOptions(turn.text)]);
      if (turn.article_id) this.#log.sourceOf(node, turn.article_id);
    }
  }

  /** In a transcript the options stand in the text, too. */
  #withoutOptions(text) {
    const options = this.#turns.conversation().clarify?.options.map((o) => `\n– ${o.label}`).join("");
    return options && text.endsWith(options) ? text.slice(0, -options.length) : text;
  }

  #takeState({ status, owner, agent }) {
    const { ticket } = this.#turns.conversation();
    if (owner !== "bot" || !ticket) {
      this.#turns.remember({ status, agent });
    } else {
      this.#unfollow();
      this.#turns.remember({ status, agent: null, ticket: null, handoff: null, rate: status === "closed" ? ticket : null });
      if (this.#loaded) this.#showEnd();
    }
    this.#showState();
  }

  /** People have finished: how was it? */
  #showEnd() {
    const { rate } = this.#turns.conversation(), { t } = this;
    this.#log.node.querySelectorAll(".contact, .leave, .rating").forEach((node) => node.remove());
    this.#log.note([rate && t("ended"), t("returned")].filter(Boolean).join(" "));
    if (!rate) return;
    const box = this.#log.rating((value) => {
      this.#feedback({ ticket: rate, kind: "csat", value });
      this.#turns.remember({ rate: null });
      this.#parts.field.focus({ preventScroll: true });
      box.replaceWith(element("p", { class: "note" }, t("rated")));
    });
  }

  // ---- the conversation so far ----

  #expire() {
    this.#unfollow();
    this.#turns.forget();
    this.#shown.clear();
    if (this.#loaded) this.#log.note(this.t("expired"));
    this.#showState();
  }

  async #fetch() {
    const { id, token } = this.#turns.conversation();
    return id ? this.#call(`/v1/conversations/${id}`, { token }) : null;
  }

  /** Draws what the server knows, then what it does not know yet. */
  async #load() {
    let data = null, failure = null;
    this.#loaded = true;
    try {
      data = await this.#fetch();
    } catch (error) {
      failure = error;
    }
    this.#log.node.setAttribute("aria-busy", true);
    this.#log.clear();
    this.#shown.clear();
    this.#nodes.clear();
    this.#log.bot([this.t("start")]);
    data?.transcript.forEach((turn) => this.#showTurn(turn));
    for (const turn of this.#turns.unsent())
      if (!this.#nodes.has(turn.turn_id)) this.#nodes.set(turn.turn_id, this.#log.mine(turn.text));
    if (data) this.#goOn(data);
    else if ([401, 403, 404].includes(failure?.status)) this.#expire();
    else if (failure) this.#log.note(`${this.t(failure.message)} `, button(this.t("again"), () => this.#resume()));
    this.#log.node.removeAttribute("aria-busy");
    this.#showState();
  }

  /** What can be done where the conversation was left. */
  #goOn(data) {
    const { clarify, rate } = this.#turns.conversation(), last = data.transcript.at(-1);
    this.#turns.remember({ seen: data.turns, ...data.owner !== "bot" && { ticket: data.ticket } });
    this.#takeState(data);
    if (this.#turns.conversation().rate === rate && rate) this.#showEnd();
    if (clarify && !this.#turns.unsent().length) this.#offerChoices(clarify);
    else if (last?.answer_id && last.helpful === undefined) this.#offerFeedback(last.answer_id);
    this.#offerContact();
    this.#follow();
  }

  async #resume() {
    await this.#load();
    this.#send();
  }

  /** Another window of the browser has begun a conversation, was handed over, or began anew. */
  #followWindow() {
    const before = this.#turns.conversation();
    this.#turns.reread();
    const now = this.#turns.conversation();
    if (before.id === now.id && before.ticket === now.ticket) return;
    this.#unfollow();
    this.#loaded = false;
    if (this.#isOpen) this.#resume();
    this.#follow();
    this.#showState();
  }

  #leave() {
    const { ticket } = this.#turns.conversation(), { t } = this;
    if (!ticket) {
      this.#startAnew();
      return;
    }
    this.#log.withdrawOffers();
    const note = this.#log.note(t("leaving", { ticket }));
    this.#offer([[t("yes"), () => this.#startAnew()], [t("no"), () => { note.remove(); this.#log.withdrawOffers(); }]], "options row");
  }

  #startAnew() {
    this.#unfollow();
    this.#turns.forget();
    this.#resume();
    this.#parts.field.focus();
  }

  /** As a text, in the reader's language and time. */
  async #download() {
    const { t } = this, { ticket } = this.#turns.conversation();
    const data = await this.#fetch().catch((failure) => { this.#log.note(t(failure.message)); });
    if (!data) return;
    const locale = localeOf(languageOf(this)), names = { customer: t("you"), bot: t("bot"), agent: t("agent") };
    const said = data.transcript.map((turn) => `${new Date(turn.at).toLocaleString(locale)}, ${turn.agent || names[turn.author] || turn.author}:\n${turn.text}\n`);
    const link = element("a", { download: `${ticket || "kladez"}-${data.created_at.slice(0, 10)}.txt`,
      href: URL.createObjectURL(new Blob([said.join("\n")], { type: "text/plain" })) });
    link.click();
    URL.revokeObjectURL(link.href);
  }
}

customElements.define("kladez-chat", KladezChat);
