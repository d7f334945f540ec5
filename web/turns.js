// What the customer says, on its way to the server: in order, each once, nothing lost.
// A turn is kept until the server has answered it, over reloads too; its turn_id makes
// sending it again harmless.
import { call, stored } from "./kit.js";

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

/**
 * The conversation of this browser (id, token, ticket, clarify) and the turns that wait, kept for whom
 * `identity` names. `send(turn, conversation)` gives the reply.
 */
export function openTurns(identity, send) {
  const [chatKey, unsentKey] = namesFor(identity);
  const waiting = stored(unsentKey) || [];
  let chat = stored(chatKey) || {};
  let sending = false;

  function remember(changes) {
    chat = { ...chat, ...changes };
    stored(chatKey, chat);
  }

  function forget() {
    chat = {};
    stored(chatKey, null);
  }

  /** Another window has changed it. */
  function reread() {
    chat = stored(chatKey) || {};
  }

  /** Another window of the browser may have turns of its own there. */
  function keep(change) {
    const all = change(stored(unsentKey) || []);
    stored(unsentKey, all.length ? all : null);
  }

  /** {text, choice?, contact?} or {text, person: true}. */
  function addTurn(turn) {
    const added = { ...turn, turn_id: newId() };
    waiting.push(added);
    keep((all) => [...all, added]);
    return added;
  }

  /** A turn that was refused, changed so that it will be taken. */
  function addAgain(turn) {
    waiting.unshift(turn);
    keep((all) => [turn, ...all]);
  }

  function takeFirst() {
    const { turn_id } = waiting.shift();
    keep((all) => all.filter((turn) => turn.turn_id !== turn_id));
  }

  /** A busy server is asked once more, after as long as it said. */
  async function sendPatiently(turn) {
    try {
      return await send(turn, chat);
    } catch (failure) {
      if (failure.message !== "busy" || failure.after > longestWait) throw failure;
      await new Promise((done) => setTimeout(done, failure.after * 1000));
      return send(turn, chat);
    }
  }

  async function sendFirst(see) {
    const turn = waiting[0];
    see.started(turn);
    try {
      const reply = await sendPatiently(turn);
      takeFirst();
      remember({
        id: reply.conversation_id, token: reply.conversation_token || chat.token,
        ticket: reply.handoff?.ticket || chat.ticket, clarify: reply.clarify,
      });
      see.answered(turn, reply);
    } catch (failure) {
      if (chat.id && [401, 403, 404].includes(failure.status)) {
        forget();
        see.expired();
      } else if (failure.status >= 400 && failure.status < 500 && ![409, 429].includes(failure.status)) {
        takeFirst();
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
  async function sendAll(see) {
    if (sending) return;
    sending = true;
    while (waiting.length && await sendFirst(see));
    sending = false;
  }

  return { chatKey, conversation: () => chat, remember, forget, reread, unsent: () => waiting, addTurn, addAgain, sendAll };
}
