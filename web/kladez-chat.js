// <kladez-chat>: the bot, and people behind it, on any page (docs/embedding.md).
import { Log } from "./assets/chat-log.js";
import { chatStyle, narrow } from "./assets/chat-style.js";
import { Talk } from "./assets/chat-talk.js";
import { chatTexts } from "./assets/chat-texts.js";
import { button, call, element, icon, languageOf, localeOf, stored, translator } from "./assets/kit.js";
import { define, look } from "./assets/look.js";

const textMax = 8192; // bytes, as the server takes them
const lookEvery = 60000; // milliseconds; whether the conversation is still there
const home = new URL("./", import.meta.url).origin;
const drawings = {
  bubble: "M4 5h16v11H10l-5 4v-4H4z", close: "M6 6l12 12M18 6L6 18", send: "M5 12h14M13 6l6 6l-6 6",
  download: "M12 4v11M7 11l5 5l5-5M5 20h14", anew: "M12 5v14M5 12h14",
};

class KladezChat extends HTMLElement {
  static observedAttributes = ["lang", "identity", "open"];

  #parts = null;
  #ui = {
    t: null, log: null, // made anew in another language
    lang: () => languageOf(this),
    server: () => this.getAttribute("server")?.replace(/\/$/, "") || home,
    attribute: (name) => this.getAttribute(name),
    isOpen: () => this.#isOpen,
    changed: () => this.#showState(),
    focus: () => this.#parts.field.focus({ preventScroll: true }),
    giveBack: (text) => { if (!this.#parts.field.value) this.#draft(text); },
    tell: (name, detail) => this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true })),
  };
  #talk;
  #looking; // a timer
  #narrow = matchMedia(narrow);

  connectedCallback() {
    if (!this.shadowRoot) {
      this.attachShadow({ mode: "open" }).adoptedStyleSheets = [look, chatStyle];
      this.#talk = new Talk(this.#ui);
      this.#build();
    }
    addEventListener("online", this);
    addEventListener("storage", this);
    document.addEventListener("visibilitychange", this);
    this.#looking = setInterval(() => this.#look(), lookEvery);
    visualViewport?.addEventListener("resize", this);
    visualViewport?.addEventListener("scroll", this);
    this.#narrow.addEventListener("change", this);
    this.#talk.follow();
    if (this.hasAttribute("open") || stored("kladez-open", undefined, "sessionStorage")) this.#show();
  }

  disconnectedCallback() {
    removeEventListener("online", this);
    removeEventListener("storage", this);
    document.removeEventListener("visibilitychange", this);
    clearInterval(this.#looking);
    visualViewport?.removeEventListener("resize", this);
    visualViewport?.removeEventListener("scroll", this);
    this.#narrow.removeEventListener("change", this);
    this.#talk.unfollow();
  }

  attributeChangedCallback(name, before, now) {
    if (!this.#parts || before === now) return;
    if (name === "open") {
      if (now === null) this.#hide();
      else this.#show();
    } else {
      if (name === "identity") this.#talk.changePerson();
      this.#rebuild();
    }
  }

  /** Shows the chat; `draft` is what stands in its field, ready to be sent. */
  open(draft) {
    const { field } = this.#parts;
    this.#show();
    if (draft && !field.value) this.#draft(draft);
    if (draft || matchMedia("(pointer: fine)").matches) field.focus();
    else this.#ui.log.node.focus(); // else a phone's keyboard covers what there is to read
  }

  close() {
    this.#hide();
    this.#parts.launch.focus();
  }

  get #isOpen() { return this.#parts.dialog.open; }

  // ---- parts ----

  #build() {
    const lang = languageOf(this), t = this.#ui.t = translator(chatTexts, lang);
    const tool = (name, act) => button(icon(drawings[name]), act, { class: "bare round", "aria-label": t(name), title: t(name) });
    const launch = button(icon(drawings.bubble), () => this.open(), { class: "launch main", "aria-haspopup": "dialog" });
    const anew = tool("anew", () => this.#talk.leave()), download = tool("download", () => this.#talk.download());
    const state = element("div", { class: "state", hidden: "" });
    const field = element("textarea", { id: "field", rows: 1, autocomplete: "off", maxlength: 4000, enterkeyhint: "send" });
    const form = element("form", { class: "say" }, element("label", { for: "field", class: "heard" }, t("question")), field,
      element("button", { class: "round", "aria-label": t("send") }, icon(drawings.send)));
    const person = button(t("person"), () => this.#talk.callPerson(), { class: "bare" });

    this.#ui.log = new Log({ t, lang, server: this.#ui.server(), find: (id) => call(this.#ui.server(), `/indexes/articles/documents/${id.split("/").map(encodeURIComponent).join("/")}?fields=title,url,updatedAt,lang`) });
    const dialog = element("dialog", { "aria-labelledby": "title", lang },
      element("header", {}, element("h2", { id: "title" }, t("title")), download, anew, tool("close", () => this.close())),
      state, this.#ui.log.node, form, element("div", { class: "foot" }, person));
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
    this.#ui.log.node.addEventListener("click", (event) => {
      if (event.target.closest("a") && this.#narrow.matches) stored("kladez-open", null, "sessionStorage"); // the article, not the chat
    });
  }

  /** In another language, or for somebody else. */
  #rebuild() {
    const { open } = this.#parts.dialog;
    this.#talk.redraw();
    this.#build();
    if (open) this.#show();
  }

  /** Of the window. */
  handleEvent(event) {
    if (event.type === "online") {
      this.#talk.wake();
    } else if (event.type === "storage") {
      if (event.key === this.#talk.turns.chatKey) this.#talk.followWindow();
    } else if (event.type === "visibilitychange") {
      this.#look();
    } else if (event.type === "change") {
      if (this.#isOpen) { this.#hide(); this.#show(); }
    } else {
      this.#fit();
    }
  }

  /** Of a conversation that was erased nothing stays in sight. */
  #look() {
    if (this.#isOpen && !document.hidden) this.#talk.look();
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
    this.#talk.unread = 0;
    if (this.#talk.isDrawn) this.#talk.look();
    else this.#talk.resume();
    this.#ui.log.scrollToEnd();
    this.#showState();
    this.#ui.tell("kladez-open");
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
    const { launch, anew, download, state, field, person } = this.#parts, { t } = this.#ui, { id, ticket } = this.#talk.conversation;
    const label = t(id || this.#talk.turns.unsent.length ? "resume" : "open"), unread = t("unread", { n: this.#talk.unread });
    launch.replaceChildren(icon(drawings.bubble), element("span", {}, label), ...this.#talk.unread ? [element("span", { class: "badge", "aria-hidden": true }, String(this.#talk.unread))] : []);
    launch.setAttribute("aria-label", this.#talk.unread ? `${label}, ${unread}` : label);
    person.hidden = Boolean(ticket) || this.#talk.callsPerson;
    anew.hidden = download.hidden = !id;
    field.placeholder = t(ticket ? "message" : "question");
    state.hidden = !ticket;
    if (ticket) state.replaceChildren(element("strong", {}, t("request", { ticket })), this.#expectation());
  }

  /** Who answers, or when: nothing that is not known. */
  #expectation() {
    const { status, agent, handoff, available, next_open } = this.#talk.conversation, { t } = this.#ui;
    const time = (text, far) => new Date(text).toLocaleString(localeOf(languageOf(this)), { ...far && { weekday: "long", day: "numeric", month: "long" }, hour: "2-digit", minute: "2-digit" });
    if (status === "assigned") return agent ? t("answers", { agent }) : t("answersNobody");
    if (available === false && next_open) return t("back", { time: time(next_open, true) });
    return [t("queued"), handoff?.position > 1 && t("ahead", { n: handoff.position - 1 }), handoff?.eta.by && t("by", { time: time(handoff.eta.by, new Date(handoff.eta.by) - Date.now() > 43200000) })]
      .filter(Boolean).join(" ");
  }

  #sayTyped() {
    const { field } = this.#parts, text = field.value.trim();
    if (!text) return;
    if (new TextEncoder().encode(text).length > textMax) {
      field.setAttribute("aria-invalid", true);
      this.#ui.log.note(this.#ui.t("tooLong"));
      return;
    }
    this.#draft("");
    this.#talk.say({ text });
  }

  /** What stands in the field outlives the page. */
  #draft(text) {
    const { field } = this.#parts;
    if (field.value !== text) field.value = text;
    stored("kladez-draft", text || null, "sessionStorage");
  }
}

define("kladez-chat", KladezChat);
