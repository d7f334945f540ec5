// What the tests of the desk share: agents who sign in, customers who wait for a person.
import { customer } from "../lib/customer.mjs";
import { get, kladez, post } from "../lib/kladez.mjs";
import { newPage, theServer, visible } from "./browser.mjs";

const keys = new Map();

/** The key of an agent of this name. */
export function keyOf(name, role = "desk") {
  const id = `${name} ${role}`;
  if (!keys.has(id)) {
    const run = kladez(["keys", "--data", theServer().data, "--role", role, "add", name]);
    keys.set(id, { id: null, secret: run.stdout.match(/kz_[\w-]+/)[0] });
  }
  return keys.get(id).secret;
}

/** Takes the agent's key away. */
export function removeKey(name) {
  const list = kladez(["keys", "--data", theServer().data]).stdout;
  const [, id] = new RegExp(`^(\\S+) +\\S+ +${name}$`, "m").exec(list);
  kladez(["keys", "--data", theServer().data, "remove", id]);
  keys.delete(`${name} desk`);
}

/** A page on which an agent is signed in. */
export async function agent(t, { name = "Анна", at = "", stay = false, ...options } = {}) {
  const page = await newPage(t, { path: `/desk${at && `#/${at}`}`, ...options });
  page.agent = name;
  await signIn(page, name, stay);
  return page;
}

export async function signIn(page, name, stay = false) {
  await page.fill("#key", keyOf(name));
  if (stay) await page.check("#stay");
  await page.click("#sign-in button");
  await visible(page, "#desk");
}

/** A customer whose ticket is open. */
export async function waiting(text = "Позовите оператора", contact) {
  const who = customer(theServer()), { handoff } = await who.say({ text, contact });
  const desk = { token: keyOf("Тест") };
  return Object.assign(who, {
    number: handoff.ticket,
    write: (words) => who.post("messages", { text: words }),
    async seen() { return (await get(theServer(), `/v1/desk/tickets/${handoff.ticket}`, desk)).json; },
    async said() { return (await this.seen()).transcript.filter((turn) => turn.author !== "bot").map((turn) => `${turn.private ? "(private) " : ""}${turn.author}: ${turn.text || turn.decision}`); },
    async act(body, name = "Олег") {
      const { version } = await this.seen();
      return post(theServer(), `/v1/desk/tickets/${handoff.ticket}`, { version, ...body }, { token: keyOf(name) });
    },
    rate: (value, words) => post(theServer(), "/v1/feedback", { ticket: handoff.ticket, kind: "csat", value, text: words }, { token: who.token }),
  });
}

export const row = (page, number) => page.locator(`#tickets a[href="#/${number}"]`);

export async function openTicket(page, number) {
  await row(page, number).click();
  await visible(page, ".turn");
}

export const shown = (page, text) => page.locator(".log .turn .text", { hasText: text });

export async function reply(page, text, kind = "reply") {
  await page.click(`[data-kind="${kind}"]`);
  await page.fill(".compose textarea", text);
  await page.click(".compose .go .main");
}

/** The words of the desk in a language, as they are part of the page. */
export const { texts } = await import("../../web/desk/texts.js");
