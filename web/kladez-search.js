// <kladez-search>: a search box for any page (docs/embedding.md). A combobox with a list, as the
// ARIA Authoring Practices describe it. The form inside the element is for people without scripts;
// with them it is not shown, and its words are taken over.
import { button, element, languageOf, translator } from "./assets/kit.js";
import { define, look } from "./assets/look.js";
import { complete, correctedTo, find, forget, Meant, recent, remember } from "./assets/search-find.js";
import { Panel } from "./assets/search-panel.js";
import { cross, groupOf, hitRow, lens, queryRow, recentRow } from "./assets/search-rows.js";
import { searchStyle } from "./assets/search-style.js";
import { searchTexts } from "./assets/search-texts.js";

const queryMax = 500, filtersMost = 5;
const pauses = [100, 150]; // milliseconds after a letter; the shorter where replies are fast
const slowAfter = 3000;
const home = new URL("./", import.meta.url).origin;

class KladezSearch extends HTMLElement {
  static observedAttributes = ["lang", "placeholder"];

  #parts = null;
  #asked = null; // aborts the search under way
  #pause;
  #took = 0; // milliseconds a reply takes, of late
  #category = null;
  #categories = {};
  #exact = null; // the words that are not to be corrected
  #failed = false;
  #shownFor = null; // the words the list was found for
  #meant = new Meant(() => this.#server);

  connectedCallback() {
    if (!this.shadowRoot) {
      this.attachShadow({ mode: "open", delegatesFocus: true }).adoptedStyleSheets = [look, searchStyle];
      this.#build(this.querySelector("input")?.value || "");
    }
    document.addEventListener("keydown", this);
    document.addEventListener("pointerdown", this);
    addEventListener("online", this);
    visualViewport?.addEventListener("resize", this);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this);
    document.removeEventListener("pointerdown", this);
    removeEventListener("online", this);
    visualViewport?.removeEventListener("resize", this);
    this.#asked?.abort();
    this.#meant.forget();
  }

  attributeChangedCallback() {
    if (this.#parts) this.#build(this.#parts.input.value);
  }

  get value() { return this.#parts.input.value; }

  set value(q) {
    this.#parts.input.value = q;
    this.#edited();
  }

  get #server() { return this.getAttribute("server")?.replace(/\/$/, "") || home; }
  get #typed() { return this.#parts.input.value.trim().slice(0, queryMax); }

  // ---- parts ----

  #build(value) {
    const lang = languageOf(this), t = this.t = translator(searchTexts, lang);
    const given = this.querySelector("input");
    const input = element("input", {
      id: "q", role: "combobox", "aria-autocomplete": "list", "aria-haspopup": "listbox", "aria-expanded": false, "aria-controls": "list",
      name: given?.name || "q", maxlength: queryMax, autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "search",
      placeholder: this.getAttribute("placeholder") || t("hint"),
    });
    const clear = button("", () => this.#clear(), { class: "clear bare round", "aria-label": t("clear") });
    const form = element("form", { role: "search", "aria-labelledby": "name" },
      element("label", { id: "name", for: "q", class: "heard" }, this.querySelector("label")?.textContent.trim() || t("label")),
      element("div", { class: "field" }, lens(), input, element("kbd", { "aria-hidden": true }, "/"), clear),
      element("button", { class: "main", "aria-label": t("button") }, lens(), element("span", {}, t("button"))));
    const panel = new Panel(input, t);
    const status = element("p", { role: "status", class: "heard" });

    clear.append(cross());
    input.value = value;
    for (const node of [form, panel.node, status]) node.lang = lang;
    this.#parts = { input, clear, panel, status };
    this.shadowRoot.replaceChildren(form, panel.node, status);
    this.#listen(form);
    this.#showClear();
  }

  #listen(form) {
    const { input, panel } = this.#parts;
    form.addEventListener("submit", (event) => this.#submit(event));
    form.addEventListener("keydown", (event) => this.#key(event));
    input.addEventListener("input", () => this.#edited());
    input.addEventListener("focus", () => this.#open());
    input.addEventListener("click", () => this.#open());
    panel.node.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
    panel.node.addEventListener("keydown", (event) => event.key === "Escape" && this.#escape(event));
    panel.list.addEventListener("click", (event) => this.#choose(event));
    this.addEventListener("focusout", (event) => event.relatedTarget && this.#close());
  }

  /** Of the document and the window. */
  handleEvent(event) {
    if (event.type === "keydown") this.#shortcut(event);
    else if (event.type === "pointerdown") { if (!event.composedPath().includes(this)) this.#close(); }
    else if (event.type === "online") { if (this.#failed) this.#ask(); }
    else this.#parts.panel.fit();
  }

  // ---- keys ----

  /** The slash (on a Russian keyboard its key gives a dot) and Ctrl-K, for the first box of a page. */
  #shortcut(event) {
    const at = event.composedPath()[0];
    const writes = at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName);
    const slash = !writes && !event.ctrlKey && !event.metaKey && !event.altKey && (event.key === "/" || (event.code === "Slash" && event.key === "."));
    const ctrlK = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.code === "KeyK";
    if ((!slash && !ctrlK) || event.defaultPrevented || document.querySelector("kladez-search") !== this) return;
    event.preventDefault();
    this.#parts.input.focus();
    this.#parts.input.select();
  }

  #key(event) {
    const { panel } = this.#parts, rows = panel.shown ? panel.rows : [], at = panel.active;
    const moves = { ArrowDown: at + 1, ArrowUp: at < 0 ? rows.length - 1 : at - 1 };
    if (event.target !== this.#parts.input || event.isComposing) return;
    if (at >= 0) Object.assign(moves, { Home: 0, End: rows.length - 1 });
    if (event.key === "Escape") {
      this.#escape(event);
      return;
    }
    if (event.key === "Enter" && at >= 0) rows[at].click();
    else if (event.key === "Delete" && rows[at]?.forget) this.#forget(rows[at].q);
    else if (event.key === "ArrowDown" && !rows.length) this.#open();
    else if (event.key in moves && !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey) panel.point(moves[event.key] < rows.length ? moves[event.key] : -1);
    else return;
    event.preventDefault();
  }

  /** First the list goes, then the words. */
  #escape(event) {
    const { input, panel } = this.#parts;
    if (!panel.shown && !input.value) return; // it may close what the box stands in
    event.preventDefault();
    event.stopPropagation();
    if (!panel.shown) input.value = "";
    input.focus();
    this.#showClear();
    this.#close();
  }

  // ---- opening and closing ----

  #open() {
    const { panel } = this.#parts;
    if (panel.shown) return;
    panel.open();
    if (this.#shownFor !== this.#typed || this.#failed || !this.#typed) this.#ask();
  }

  #close() {
    clearTimeout(this.#pause);
    this.#asked?.abort();
    this.#meant.tell();
    this.#parts.panel.close();
  }

  // ---- what is typed ----

  #showClear() {
    this.#parts.clear.hidden = !this.#parts.input.value;
  }

  #edited() {
    const [least, most] = pauses, q = this.#typed, before = this.#shownFor || "";
    if (q && (q.startsWith(before) || before.startsWith(q))) this.#meant.forget(); // it was on the way to this
    else this.#meant.tell();
    this.#parts.panel.want(this.matches(":focus-within"));
    this.#category = null;
    this.#exact = null;
    this.#showClear();
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.#ask(), Math.min(most, Math.max(least, this.#took)));
  }

  #clear() {
    this.#parts.input.focus();
    this.value = "";
  }

  #type(q) {
    this.#parts.input.value = q;
    this.#showClear();
    this.#ask();
  }

  #address(q) {
    const action = this.getAttribute("action");
    if (!action) return null;
    const url = new URL(action, document.baseURI);
    url.searchParams.set(this.#parts.input.name, q);
    return url.href;
  }

  #submit(event) {
    const q = this.#typed, address = this.#address(q);
    event.preventDefault();
    clearTimeout(this.#pause);
    remember(q);
    if (address && q) {
      this.#close();
      location.assign(address);
      return;
    }
    this.#parts.panel.want(true);
    if (matchMedia("(pointer: coarse)").matches) this.#parts.input.blur(); // the keyboard hides the list
    this.#ask().then(() => this.#meant.tell());
  }

  // ---- earlier searches ----

  #forget(q) {
    forget(q);
    this.#parts.status.textContent = this.t("forgotten", { q: q ?? this.t("recent") });
    this.#parts.input.focus();
    this.#ask({ silently: true });
  }

  // ---- asking ----

  /** Only the last of many questions counts, however replies overtake each other. */
  async #ask({ silently } = {}) {
    const q = this.#typed, asked = new AbortController(), started = performance.now();
    this.#asked?.abort();
    this.#asked = asked;
    this.#meant.forget();
    this.#parts.panel.node.classList.add("busy");
    const slow = setTimeout(() => this.#parts.panel.fill("note", [this.t("slow")]), slowAfter);
    try {
      const { signal } = asked, how = { lang: languageOf(this), category: this.#category, exact: this.#exact === q, signal };
      const [data, ideas] = await Promise.all([find(this.#server, q, how), q && !this.#category ? complete(this.#server, q, signal) : []]);
      if (asked.signal.aborted) return;
      this.#took = (this.#took + performance.now() - started) / 2;
      this.#show(q, data, ideas, silently);
    } catch (failure) {
      if (!asked.signal.aborted) this.#showFailure(q, failure);
    } finally {
      clearTimeout(slow);
      if (this.#asked === asked) this.#parts.panel.node.classList.remove("busy");
    }
  }

  // ---- showing ----

  #show(q, data, ideas, silently) {
    const { panel, status } = this.#parts, { t } = this;
    this.#failed = false;
    this.#shownFor = q;
    this.#meant.show(q, data.queryId);
    if (!this.#category) this.#categories = data.facetDistribution?.category || {};
    panel.point(-1);
    panel.fill("list", this.#groups(q, data, ideas));
    this.#showFilters(q);
    panel.fill("note", this.#notes(q, data));
    this.#showFoot(q, data);
    const meant = correctedTo(data);
    if (q && !silently) status.textContent = [data.hits.length ? t("found", { n: data.estimatedTotalHits }) : t("nothing", { q }), meant && t("corrected", { q: meant })].filter(Boolean).join(". ");
  }

  #groups(q, data, ideas) {
    const { t } = this, groups = [];
    const earlier = q ? [] : recent();
    if (earlier.length) groups.push(groupOf(t("recent"), earlier.map((text) => recentRow(text, this.#address(text), t("forget")))));
    const shown = data.didYouMean?.trim().toLowerCase(); // said above the list
    ideas = ideas.filter((s) => s.text.toLowerCase() !== shown);
    if (ideas.length) groups.push(groupOf(t("ideas"), ideas.map((s) => queryRow(s.type, s.text, s.type === "correction" ? t("meant", { q: s.text }) : s.text, this.#address(s.text)))));
    if (data.hits.length) groups.push(groupOf(t(q ? "articles" : "popular"), data.hits.map((hit, i) => hitRow(hit, i + 1, data.queryId, this.#server))));
    return groups;
  }

  /** The first level of categories. */
  #showFilters(q) {
    const names = Object.keys(this.#categories).filter((name) => !name.includes("/")).sort((a, b) => this.#categories[b] - this.#categories[a]).slice(0, filtersMost);
    const filter = (label, name) => button(label, () => {
      this.#category = name;
      this.#ask().then(() => this.shadowRoot.querySelector(".filters [aria-pressed=true]")?.focus());
    }, { "aria-pressed": this.#category === name });
    const { filters } = this.#parts.panel;
    filters.hidden = !q || names.length < 2;
    filters.replaceChildren(filter(this.t("all"), null), ...names.map((name) => filter(`${name} ${this.#categories[name]}`, name)));
  }

  /** What is to be said of what was found: corrections, doubts, nothing. */
  #notes(q, data) {
    const { t } = this, corrected = correctedTo(data), meant = data.didYouMean?.trim();
    const notes = [];
    if (corrected) notes.push(t("corrected", { q: corrected }), " ", button(t("asTyped", { q }), () => { this.#exact = q; this.#ask(); this.#parts.input.focus(); }, { class: "bare" }));
    else if (meant) notes.push(t("didYouMean"), " ", button(meant, () => { this.#type(meant); this.#parts.input.focus(); }, { class: "bare" }), "?");
    if (q && !data.hits.length) notes.push(element("strong", {}, t("nothing", { q })), t("advice"));
    else if (q && data.noConfidentMatch) notes.push(element("strong", {}, t("weak")));
    return notes;
  }

  /** The way to all results, and to people. */
  #showFoot(q, data) {
    const { t } = this, nodes = [], chat = document.querySelector(this.getAttribute("chat") || "kladez-chat");
    const address = q && data.estimatedTotalHits > data.hits.length && !this.#category && this.#address(q);
    if (address) nodes.push(element("a", { href: address }, t("results", { n: data.estimatedTotalHits })));
    if (!q && recent().length) nodes.push(button(t("forgetAll"), () => this.#forget(), { class: "bare" }));
    if (chat?.open) nodes.push(button(t("chat"), () => { this.#close(); chat.open(q); }, { class: "bare" }));
    else if (this.hasAttribute("contact")) nodes.push(element("a", { href: this.getAttribute("contact") }, t("contact")));
    this.#parts.panel.fill("foot", nodes);
  }

  #showFailure(q, failure) {
    const { panel, status } = this.#parts, said = this.t(failure.message in searchTexts.en ? failure.message : "broken");
    this.#failed = true;
    panel.point(-1);
    panel.filters.hidden = true;
    panel.fill("list", []); // they were found for other words
    panel.fill("foot", []);
    panel.fill("note", [said, " ", button(this.t("again"), () => { this.#parts.input.focus(); this.#ask(); }, { class: "bare" })]);
    status.textContent = said;
  }

  // ---- choosing ----

  #choose(event) {
    const row = event.target.closest("[role=option]");
    if (!row) return;
    if (row.forget?.contains(event.target)) {
      event.preventDefault();
      this.#forget(row.q);
    } else if (row.opened) {
      remember(this.#typed);
      this.#meant.note(row.opened);
    } else if (!event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      remember(row.q);
      this.#parts.input.focus();
      this.#type(row.q);
    }
  }
}

define("kladez-search", KladezSearch);
