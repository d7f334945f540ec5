// Calls with the agent's key, and what happens as it happens.
import { kept, tell } from "/desk/tools.js";

const patience = 20000; // milliseconds
const silence = 40000; // of a stream, which says something every 15 seconds
const longest = 15000; // between two attempts

/** Why a call failed: status 0 without a reply; `code`, `detail`, `current` as the server said. */
export class Failure extends Error {
  constructor(status, problem = {}) {
    super(problem.detail || `status ${status}`);
    Object.assign(this, { status, code: problem.code, current: problem.current });
    this.passing = status === 0 || status === 429 || status >= 500; // worth another attempt
  }
}

const headers = (more) => ({ Authorization: `Bearer ${kept("key")}`, ...more });

export async function call(path, body) {
  let reply, data;
  try {
    reply = await fetch(path, {
      method: body ? "POST" : "GET", headers: headers(body && { "Content-Type": "application/json" }),
      body: body && JSON.stringify(body), signal: AbortSignal.timeout(patience), cache: "no-store",
    });
    data = await reply.json();
  } catch {
    throw new Failure(reply && !reply.ok ? reply.status : 0);
  }
  if (reply.ok) return data;
  if (reply.status === 401 || data.code === "invalid_api_key" || data.code === "invalid_conversation_token") tell("key-refused");
  throw new Failure(reply.status, data);
}

export const search = (q) => call("/indexes/articles/search", {
  q, limit: 6, attributesToRetrieve: ["id", "title", "url", "audience", "category"],
});

/** How long to wait before attempt n, with some chance in it so that not all come at once. */
export const pause = (n) => Math.min(longest, 500 * 2 ** n) * (0.75 + Math.random() / 2);

async function read(reply, heard, alive) {
  const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    alive();
    const blocks = (text += value).split("\n\n");
    text = blocks.pop();
    for (const block of blocks) {
      const fields = Object.fromEntries(block.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]));
      if (fields.event) heard(fields.event, JSON.parse(fields.data), fields.id);
    }
  }
}

/**
 * Follows a stream of events until stop() is called, over broken lines: it comes back with the id of
 * the last event. `see` has heard(event, data), line(connected) and gone() when there is nothing to
 * follow any more.
 */
export function follow(path, see, lastId) {
  let ended = false, attempt = 0, wake = () => {}, cut = new AbortController();

  const once = async () => {
    let watchdog;
    cut = new AbortController();
    const alive = () => { clearTimeout(watchdog); watchdog = setTimeout(() => cut.abort(), silence); };
    try {
      alive();
      const reply = await fetch(path, { headers: headers(lastId && { "Last-Event-ID": String(lastId) }), signal: cut.signal, cache: "no-store" });
      if (reply.status === 401 || reply.status === 403) { ended = true; tell("key-refused"); return; }
      if (reply.status === 404) { ended = true; see.gone?.(); return; }
      if (!reply.ok) return;
      attempt = 0;
      see.line?.(true);
      await read(reply, (event, data, id) => {
        if (ended) return;
        lastId = id || lastId;
        see.heard(event, data);
      }, alive);
    } catch { /* the line broke */ } finally {
      clearTimeout(watchdog);
    }
  };
  const run = async () => {
    while (!ended) {
      await once();
      if (ended) return;
      see.line?.(false);
      await new Promise((done) => { wake = done; setTimeout(done, pause(attempt++)); });
    }
  };
  const offline = () => cut.abort();
  const online = () => { attempt = 0; wake(); };
  addEventListener("offline", offline);
  addEventListener("online", online);
  run();
  return () => {
    ended = true;
    removeEventListener("offline", offline);
    removeEventListener("online", online);
    cut.abort();
    wake();
  };
}
