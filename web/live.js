// What happens in a conversation, as it happens: Server-Sent Events, read by fetch, since EventSource
// sends no Authorization. Who was cut off goes on from the last turn; where streams do not come
// through (some proxies collect them) the conversation is polled every five seconds.
import { call, Failure } from "./kit.js";

const firstWord = 10000, quietMost = 40000; // milliseconds; the server says something every 15 s
const pauseFirst = 1000, pauseMost = 15000, pollPause = 5000;
const failuresMost = 3, pollsBetween = 6;

/** Calls `see(event, data)` for each block of the stream, until it ends. */
async function readStream(body, see) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (text += value).split("\n\n");
    text = blocks.pop();
    for (const block of blocks) {
      const field = (name) => block.split("\n").find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
      see(field("event"), field("data"));
    }
  }
}

/**
 * Follows the conversation {id, token} behind the turn number `after`. `see` has turn(turn), state(state)
 * and gone() when the conversation is no longer there. Gives {wake, stop}; wake tries again at once.
 */
export function follow(server, { id, token, after }, see) {
  let last = after, stopped = false, failures = 0, wake = () => {}, asked;

  function takeTurn(turn) {
    if (stopped || turn.turn <= last) return;
    last = turn.turn;
    see.turn(turn);
  }

  function take(event, data) {
    failures = 0;
    if (event === "message") takeTurn(JSON.parse(data));
    else if (event === "state" && !stopped) see.state(JSON.parse(data));
  }

  async function stream() {
    let watch = setTimeout(() => asked.abort(), firstWord);
    try {
      const reply = await fetch(`${server}/v1/conversations/${id}/events`, {
        headers: { Authorization: `Bearer ${token}`, "Last-Event-ID": last }, signal: asked.signal, cache: "no-store",
      });
      if (!reply.ok) throw new Failure(reply.status);
      await readStream(reply.body, (event, data) => {
        clearTimeout(watch);
        watch = setTimeout(() => asked.abort(), quietMost);
        if (event) take(event, data);
      });
    } finally {
      clearTimeout(watch);
    }
  }

  async function poll() {
    const data = await call(server, `/v1/conversations/${id}`, { token, signal: asked.signal });
    data.transcript.forEach(takeTurn);
    if (!stopped) see.state(data);
  }

  const pause = (ms) => new Promise((done) => {
    const timer = setTimeout(done, ms);
    wake = () => { clearTimeout(timer); done(); };
  });

  async function run() {
    while (!stopped) {
      const streams = failures < failuresMost || (failures - failuresMost) % pollsBetween === pollsBetween - 1;
      asked = new AbortController();
      failures++; // until something comes
      try {
        await (streams ? stream() : poll());
      } catch (failure) {
        if ([401, 403, 404].includes(failure.status)) {
          stopped = true;
          see.gone();
        }
      }
      if (!stopped) await pause(failures > failuresMost ? pollPause : Math.min(pauseMost, pauseFirst * 2 ** Math.max(0, failures - 1)));
    }
  }

  run();
  return { wake: () => wake(), stop() { stopped = true; asked.abort(); wake(); } };
}
