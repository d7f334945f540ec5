// What the customer says, on its way to the server: in order, each once, nothing lost.
// A turn is kept until the server has answered it, over reloads too; its turn_id makes
// sending it again harmless.
import { call, stored } from "/assets/tools.js";

const longestWait = 10; // seconds the server may ask for before the customer is told

let chat = stored("chat") || {}; // id, token, ticket, clarify
const waiting = stored("unsent") || [];
let sending = false;

export const conversation = () => chat;

export function remember(changes) {
  chat = { ...chat, ...changes };
  stored("chat", chat);
}

export function forget() {
  chat = {};
  stored("chat", null);
}

export const unsent = () => waiting;
const keep = () => stored("unsent", waiting.length ? waiting : null);

/** crypto.randomUUID is there with TLS only. */
const newId = () => [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");

/** {text, choice?, contact?} or {text, person: true}. */
export function addTurn(turn) {
  waiting.push({ ...turn, turn_id: newId() });
  keep();
  return waiting.at(-1);
}

const article = () => location.pathname.startsWith("/articles/") ? decodeURIComponent(location.pathname.slice(10)) : undefined;

function deliver(turn) {
  if (turn.person && chat.id)
    return call(`/v1/conversations/${chat.id}/handoff`, { turn_id: turn.turn_id }, chat.token);
  return call("/v1/suggest", {
    text: turn.text, choice: turn.choice, turn_id: turn.turn_id, lang: "auto", channel: "page",
    conversation_id: chat.id, context_article_id: article(), contact: turn.contact,
  }, chat.token);
}

/** A busy server is asked once more, after as long as it said. */
async function deliverPatiently(turn) {
  try {
    return await deliver(turn);
  } catch (failure) {
    if (failure.message !== "busy" || failure.after > longestWait) throw failure;
    await new Promise((done) => setTimeout(done, failure.after * 1000));
    return deliver(turn);
  }
}

/**
 * Sends what waits, one after the other. `see` has started(turn), answered(turn, reply),
 * failed(turn, failure), refused(turn) for what will never be taken, and expired() when the
 * conversation is gone and a new one begins.
 */
export async function sendAll(see) {
  if (sending) return;
  sending = true;
  while (waiting.length) {
    const turn = waiting[0];
    see.started(turn);
    try {
      const reply = await deliverPatiently(turn);
      waiting.shift();
      keep();
      remember({
        id: reply.conversation_id, token: reply.conversation_token || chat.token,
        ticket: reply.handoff?.ticket || chat.ticket, clarify: reply.clarify,
      });
      see.answered(turn, reply);
    } catch (failure) {
      if (chat.id && [401, 403, 404].includes(failure.status)) {
        forget();
        see.expired();
        continue;
      }
      if (failure.status >= 400 && failure.status < 500 && failure.status !== 409 && failure.status !== 429) {
        waiting.shift();
        keep();
        see.refused(turn);
        continue;
      }
      see.failed(turn, failure);
      break;
    }
  }
  sending = false;
}
