// What is said between a customer and the bot, or a person: sent, received, shown each once.
//
// The server's transcript is the truth. What the customer says is shown at once and known again by its
// turn_id, the bot's replies by their number; what people write comes by itself.
import { Asks } from "./chat-asks.js";
import { button, call, element, isGone, localeOf } from "./kit.js";
import { Follower } from "./live.js";
import { deliver, Turns } from "./turns.js";

const verySure = 0.9, worthShowing = 0.1; // of a confidence: of the answer, of another article

/**
 * `ui` is the element: t(name, values), log, lang(), server(), attribute(name), isOpen(), changed() when
 * how it stands has changed, focus() for the field, giveBack(text) what was not taken, tell(event, detail).
 */
export class Talk {
  unread = 0;
  #ui;
  #asks;
  #nodes = new Map(); // turn_id → what shows it
  #shown = new Set(); // numbers of the turns that are shown
  #held = []; // turns that came while one of ours is under way
  #loaded = false; // whether the conversation so far has been drawn
  #sending = false;
  #stream = null;

  constructor(ui) {
    this.#ui = ui;
    this.#asks = new Asks(ui, this);
    this.#openTurns();
  }

  get conversation() { return this.turns.conversation; }
  get isDrawn() { return this.#loaded; }
  get callsPerson() { return this.turns.unsent.some((turn) => turn.person); }

  /** There is a new log to draw in. */
  redraw() {
    this.#loaded = false;
  }

  /** The network is back. */
  wake() {
    this.#stream?.wake();
    if (this.#loaded) this.send();
  }

  // ---- the customer speaks ----

  #call(path, more) {
    return call(this.#ui.server(), path, more);
  }

  #openTurns() {
    this.turns = new Turns(this.#ui.attribute("identity") || "", (turn, chat) => deliver(this.#ui.server(), chat, turn));
  }

  changePerson() {
    this.unfollow();
    this.#openTurns();
    this.#shown.clear();
    this.#nodes.clear();
    this.unread = 0;
    this.follow();
  }

  /** What the site itself knows of its customer. */
  #contact() {
    const known = ["name", "email", "phone"].map((name) => [name, this.#ui.attribute(`contact-${name}`)]).filter(([, value]) => value);
    return known.length ? Object.fromEntries(known) : undefined;
  }

  /** Everything of the turn is kept with it: sent again after a reload, it is the same. */
  say(turn) {
    this.#ui.log.withdrawOffers();
    if (turn.contact) this.#ui.log.node.querySelector(".contact")?.remove();
    const added = this.turns.addTurn({
      channel: "widget", context_article_id: this.#ui.attribute("article") || undefined,
      identity: this.#ui.attribute("identity") || undefined, contact: this.#contact(), ...turn,
    });
    this.#nodes.set(added.turn_id, this.#ui.log.mine(added.text));
    this.send();
  }

  callPerson() {
    if (this.callsPerson) return; // it is on its way
    this.#ui.focus();
    this.say({ text: this.#ui.t("person"), person: true });
    this.#ui.changed();
  }

  #setStatus(turn, ...children) {
    const node = this.#nodes.get(turn.turn_id);
    node?.querySelector(".delivery")?.remove();
    if (children.length) node?.append(element("p", { class: "delivery" }, ...children));
    this.#ui.log.scrollToEnd();
  }

  async send() {
    const { t } = this.#ui;
    let waits;
    const settle = () => waits?.remove();
    if (this.#sending) return;
    this.#sending = true;
    await this.turns.sendAll({
      started: (turn) => {
        if (this.conversation.ticket) this.#setStatus(turn, t("sending"));
        else waits = this.#ui.log.wait(t("searching"));
      },
      answered: (turn, reply) => {
        settle();
        this.#setStatus(turn);
        this.#showReply(reply);
      },
      failed: (turn, failure) => {
        settle();
        for (const other of this.turns.unsent) this.#setStatus(other, t("notSent"));
        this.#setStatus(turn, `${t("notSent")} ${t(failure.message)} `, button(t("again"), () => this.send()));
        this.#ui.changed();
      },
      refused: (turn, failure) => {
        settle();
        if (turn.identity && /identity/.test(failure.code)) { // said without it rather than not at all
          console.warn(`kladez-chat: ${failure.code}`);
          this.turns.addAgain({ ...turn, identity: undefined });
          return;
        }
        this.#setStatus(turn, `${t("notSent")} ${t("broken")}`);
        this.#ui.giveBack(turn.text);
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
    this.turns.remember({
      handoff: reply.handoff, available: reply.human_available, next_open: reply.next_open,
      status: reply.handoff ? reply.handoff.status : "bot", seen: reply.decision === "silent" ? this.conversation.seen : reply.turn,
    });
    if (texts.length) {
      const node = this.#ui.log.bot(texts);
      this.#shown.add(reply.turn);
      if (reply.answer) this.#ui.log.source(node, reply.answer);
      if (reply.answer && reply.confidence < verySure) this.#ui.log.others(node, reply.alternatives.filter((a) => a.confidence >= worthShowing).slice(0, 2));
    }
    if (reply.decision === "silent") this.#ui.log.note(this.#ui.t("reached"));
    if (reply.clarify) this.#asks.which(reply.clarify);
    else if (reply.answer?.answer_id) this.#asks.helpful(reply.answer.answer_id);
    if (reply.decision === "offer_human" || reply.messages.some((m) => m.slot === "offer")) this.#asks.person();
    this.#asks.contact();
    this.#ui.changed();
    this.follow();
    if (reply.answer) this.#ui.tell("kladez-answer", reply.answer);
    if (reply.decision === "handoff") this.#ui.tell("kladez-handoff", { conversation_id: reply.conversation_id, ticket: reply.handoff.ticket });
  }

  // ---- a person ----

  /** While people own the conversation what they do is followed, whether the chat is open or not. */
  follow() {
    const { id, token, ticket, seen = 0 } = this.conversation;
    if (this.#stream || !id || !ticket) return;
    this.#stream = new Follower(this.#ui.server(), { id, token, after: seen }, {
      turn: (turn) => this.#showNews(turn),
      state: (state) => this.#takeState(state),
      gone: () => this.#expire(),
    });
  }

  unfollow() {
    this.#stream?.stop();
    this.#stream = null;
  }

  /** A turn that came by itself. Ours are known by their turn_id, the bot's replies by their number. */
  #showNews(turn) {
    if (this.#sending) {
      this.#held.push(turn);
      return;
    }
    if (turn.author === "agent" && !this.#ui.isOpen()) this.unread++;
    if (this.#loaded) this.#showTurn(turn);
    if (this.#ui.isOpen()) this.turns.remember({ seen: Math.max(turn.turn, this.conversation.seen || 0) });
    this.#ui.changed();
  }

  #showTurn(turn) {
    if (this.#shown.has(turn.turn) || this.#nodes.has(turn.turn_id)) return;
    this.#shown.add(turn.turn);
    if (turn.author === "customer") {
      const node = this.#ui.log.mine(turn.text);
      if (turn.turn_id) this.#nodes.set(turn.turn_id, node);
    } else if (turn.author === "agent") {
      this.#ui.log.agent(turn);
    } else {
      const node = this.#ui.log.bot([this.#withoutOptions(turn.text)]);
      if (turn.article_id) this.#ui.log.sourceOf(node, turn.article_id);
    }
  }

  /** In a transcript the options stand in the text, too. */
  #withoutOptions(text) {
    const options = this.conversation.clarify?.options.map((o) => `\n– ${o.label}`).join("");
    return options && text.endsWith(options) ? text.slice(0, -options.length) : text;
  }

  #takeState({ status, owner, agent }) {
    const { ticket } = this.conversation;
    if (owner !== "bot" || !ticket) {
      this.turns.remember({ status, agent });
    } else {
      this.unfollow();
      this.turns.remember({ status, agent: null, ticket: null, handoff: null, rate: status === "closed" ? ticket : null });
      if (this.#loaded) this.#showEnd();
    }
    this.#ui.changed();
  }

  /** People have finished: how was it? */
  #showEnd() {
    const { rate } = this.conversation, { t } = this.#ui;
    this.#asks.end();
    this.#ui.log.note([rate && t("ended"), t("returned")].filter(Boolean).join(" "));
    if (rate) this.#asks.rating(rate);
  }

  // ---- the conversation so far ----

  /** It is gone: what was said there is shown no longer, what is on its way begins a new one. */
  #expire() {
    this.unfollow();
    this.turns.forget();
    this.#held = [];
    this.unread = 0;
    if (this.#loaded) {
      this.#draw([]);
      this.#ui.log.note(this.#ui.t("expired"));
    }
    this.#ui.changed();
  }

  async #fetch() {
    const { id, token } = this.conversation;
    return id ? this.#call(`/v1/conversations/${id}`, { token }) : null;
  }

  /** Somebody looks: is it still there? Who follows it is told. */
  async look() {
    const { id } = this.conversation;
    if (!this.#loaded || this.#stream || this.#sending) return;
    const gone = await this.#fetch().then(() => false, isGone);
    if (gone && !this.#sending && this.conversation.id === id) this.#expire();
  }

  /** What the server knows, then what it does not know yet. */
  #draw(turns) {
    this.#ui.log.clear();
    this.#shown.clear();
    this.#nodes.clear();
    this.#ui.log.bot([this.#ui.t("start")]);
    turns.forEach((turn) => this.#showTurn(turn));
    for (const turn of this.turns.unsent)
      if (!this.#nodes.has(turn.turn_id)) this.#nodes.set(turn.turn_id, this.#ui.log.mine(turn.text));
  }

  async #load() {
    let data = null, failure = null;
    this.#loaded = true;
    try {
      data = await this.#fetch();
    } catch (error) {
      failure = error;
    }
    this.#ui.log.node.setAttribute("aria-busy", true);
    this.#draw(data?.transcript || []);
    if (data) this.#goOn(data);
    else if (isGone(failure)) this.#expire();
    else if (failure) this.#ui.log.note(`${this.#ui.t(failure.message)} `, button(this.#ui.t("again"), () => this.resume()));
    this.#ui.log.node.removeAttribute("aria-busy");
    this.#ui.changed();
  }

  /** What can be done where the conversation was left. */
  #goOn(data) {
    const { clarify, rate } = this.conversation, last = data.transcript.at(-1);
    this.turns.remember({ seen: data.turns, ...data.owner !== "bot" && { ticket: data.ticket } });
    this.#takeState(data);
    if (this.conversation.rate === rate && rate) this.#showEnd();
    if (clarify && !this.turns.unsent.length) this.#asks.which(clarify);
    else if (last?.answer_id && last.helpful === undefined) this.#asks.helpful(last.answer_id);
    this.#asks.contact();
    this.follow();
  }

  async resume() {
    await this.#load();
    this.send();
  }

  /** Another window of the browser has begun a conversation, was handed over, or began anew. */
  followWindow() {
    const before = this.conversation;
    this.turns.reread();
    const now = this.conversation;
    if (before.id === now.id && before.ticket === now.ticket) return;
    this.unfollow();
    this.#loaded = false;
    if (this.#ui.isOpen()) this.resume();
    this.follow();
    this.#ui.changed();
  }

  leave() {
    const { ticket } = this.conversation, { t } = this.#ui;
    if (!ticket) {
      this.#startAnew();
      return;
    }
    this.#ui.log.withdrawOffers();
    const note = this.#ui.log.note(t("leaving", { ticket }));
    this.#asks.offer([[t("yes"), () => this.#startAnew()], [t("no"), () => { note.remove(); this.#ui.log.withdrawOffers(); }]], "options row");
  }

  #startAnew() {
    this.unfollow();
    this.turns.forget();
    this.resume();
    this.#ui.focus();
  }

  /** As a text, in the reader's language and time. */
  async download() {
    const { t } = this.#ui, { ticket } = this.conversation;
    const data = await this.#fetch().catch((failure) => { this.#ui.log.note(t(failure.message)); });
    if (!data) return;
    const locale = localeOf(this.#ui.lang()), names = { customer: t("you"), bot: t("bot"), agent: t("agent") };
    const said = data.transcript.map((turn) => `${new Date(turn.at).toLocaleString(locale)}, ${turn.agent || names[turn.author] || turn.author}:\n${turn.text}\n`);
    const link = element("a", { download: `${ticket || "kladez"}-${data.created_at.slice(0, 10)}.txt`,
      href: URL.createObjectURL(new Blob([said.join("\n")], { type: "text/plain" })) });
    link.click();
    URL.revokeObjectURL(link.href);
  }
}
