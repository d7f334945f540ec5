// What the customer says, on its way to the server: in order, each once, nothing lost.
// A turn is kept until the server has answered it, over reloads too; its turn_id makes
// sending it again harmless.
import { call, isGone, stored } from "./kit.js";

const longestWait = 10; // seconds the server may ask for before the customer is told

/** crypto.randomUUID is there with TLS only. */
const newId = () => [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");

/** Who the site says it is: the token itself is for the server to check. */
function nameOf(identity) {
  try {
    const bytes = Uint8Array.from(atob(identity.split(".")[0].replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes)).external_id || "";
  } catch {
    return "";
  }
}

/** Names of what is kept for this customer: nobody else of this browser sees it. */
function namesFor(identity) {
  const who = nameOf(identity), anybody = "kladez-", prefix = who ? `${anybody}${who}-` : anybody, names = ["chat", "unsent"];
  if (who && !names.some((name) => stored(prefix + name))) // who was nobody a page ago goes on with what they said
    for (const name of names) {
      stored(prefix + name, stored(anybody + name));
      stored(anybody + name, null);
    }
  return names.map((name) => prefix + name);
}

/** Sends a turn of the conversation `chat`; `more` are members of a turn beside its own. */
export function deliver(server, chat, { person, ...turn }, more) {
  if (person && chat.id)
    return call(server, `/v1/conversations/${chat.id}/handoff`, { body: { turn_id: turn.turn_id, text: turn.text }, token: chat.token });
  return call(server, "/v1/suggest", { body: { lang: "auto", conversation_id: chat.id, ...turn, ...more }, token: chat.token });
}

/** The conversation of this browser (id, token, ticket, clarify) and the turns that wait. */
export class Turns {
  #unsentKey;
  #waiting;
  #chat;
  #send;
  #sending = false;

  /** Both are kept for whom `identity` names. `send(turn, conversation)` gives the reply. */
  constructor(identity, send) {
    [this.chatKey, this.#unsentKey] = namesFor(identity);
    this.#waiting = stored(this.#unsentKey) || [];
    this.#send = send;
    this.reread();
  }

  get conversation() { return this.#chat; }
  get unsent() { return this.#waiting; }

  remember(changes) {
    this.#chat = { ...this.#chat, ...changes };
    stored(this.chatKey, this.#chat);
  }

  forget() {
    this.#chat = {};
    stored(this.chatKey, null);
  }

  /** Another window has changed it. */
  reread() {
    this.#chat = stored(this.chatKey) || {};
  }

  /** Another window of the browser may have turns of its own there. */
  #keep(change) {
    const all = change(stored(this.#unsentKey) || []);
    stored(this.#unsentKey, all.length ? all : null);
  }

  /** {text, choice?, contact?} or {text, person: true}. */
  addTurn(turn) {
    const added = { ...turn, turn_id: newId() };
    this.#waiting.push(added);
    this.#keep((all) => [...all, added]);
    return added;
  }

  /** A turn that was refused, changed so that it will be taken. */
  addAgain(turn) {
    this.#waiting.unshift(turn);
    this.#keep((all) => [turn, ...all]);
  }

  #takeFirst() {
    const { turn_id } = this.#waiting.shift();
    this.#keep((all) => all.filter((turn) => turn.turn_id !== turn_id));
  }

  /** A busy server is asked once more, after as long as it said. */
  async #sendPatiently(turn) {
    try {
      return await this.#send(turn, this.#chat);
    } catch (failure) {
      if (failure.message !== "busy" || failure.after > longestWait) throw failure;
      await new Promise((done) => setTimeout(done, failure.after * 1000));
      return this.#send(turn, this.#chat);
    }
  }

  async #sendFirst(see) {
    const turn = this.#waiting[0];
    see.started(turn);
    try {
      const reply = await this.#sendPatiently(turn);
      this.#takeFirst();
      this.remember({
        id: reply.conversation_id, token: reply.conversation_token || this.#chat.token,
        ticket: reply.handoff?.ticket || this.#chat.ticket, clarify: reply.clarify,
      });
      see.answered(turn, reply);
    } catch (failure) {
      if (this.#chat.id && isGone(failure)) {
        this.forget();
        see.expired();
      } else if (failure.status >= 400 && failure.status < 500 && ![409, 429].includes(failure.status)) {
        this.#takeFirst();
        see.refused(turn, failure);
      } else {
        see.failed(turn, failure);
        return false;
      }
    }
    return true;
  }

  /**
   * Sends what waits, one after the other. `see` has started(turn), answered(turn, reply),
   * failed(turn, failure), refused(turn, failure) for what will never be taken, and expired() when the
   * conversation is gone and a new one begins.
   */
  async sendAll(see) {
    if (this.#sending) return;
    this.#sending = true;
    while (this.#waiting.length && await this.#sendFirst(see));
    this.#sending = false;
  }
}
