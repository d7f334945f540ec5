// A customer of the bot, who keeps the conversation's id and token.
import { get, post, suggest } from "./kladez.mjs";

let customers = 0;

/** A customer with a conversation of their own; `send` posts a turn, as `suggest` does. */
export function customer(server, send = suggest) {
  const name = `customer-${++customers}-`.padEnd(16, "-");
  let id, token, turns = 0;
  return {
    get id() { return id; },
    get token() { return token; },
    async say(body) {
      const turn_id = `${name}${++turns}`;
      const reply = await send(server, { turn_id, conversation_id: id, ...(typeof body === "string" ? { text: body } : body) }, { token });
      if (reply.conversation_id) ({ conversation_id: id, conversation_token: token } = reply);
      return reply;
    },
    post: (what, body) => post(server, `/v1/conversations/${id}/${what}`, body, { token }),
    get: (what = "") => get(server, `/v1/conversations/${id}${what}`, { token }),
  };
}
