// What happens in a conversation, as it happens: Server-Sent Events, read by fetch, since EventSource
// sends no Authorization. Who was cut off goes on from the last turn; where streams do not come
// through (some proxies collect them) the conversation is polled every five seconds.
import { call, Failure, isGone } from "./kit.js";

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

export class Follower {
  #server;
  #chat; // {id, token}
  #last; // number of the last turn
  #see;
  #asked; // aborts the call under way
  #failures = 0;
  #stopped = false;
  #endPause = () => {};

  /** Of the conversation {id, token} behind the turn number `after`. `see` has turn(turn), state(state)
   *  and gone() when the conversation is no longer there. */
  constructor(server, { id, token, after }, see) {
    this.#server = server;
    this.#chat = { id, token };
    this.#last = after;
    this.#see = see;
    this.#run();
  }

  /** Tries again at once. */
  wake() { this.#endPause(); }

  stop() {
    this.#stopped = true;
    this.#asked.abort();
    this.#endPause();
  }

  #takeTurn(turn) {
    if (this.#stopped || turn.turn <= this.#last) return;
    this.#last = turn.turn;
    this.#see.turn(turn);
  }

  #takeState(state) {
    if (!this.#stopped) this.#see.state(state);
  }

  #take(event, data) {
    this.#failures = 0;
    if (event === "message") this.#takeTurn(JSON.parse(data));
    else if (event === "state") this.#takeState(JSON.parse(data));
  }

  async #stream() {
    const asked = this.#asked, { id, token } = this.#chat;
    let watch = setTimeout(() => asked.abort(), firstWord);
    try {
      const reply = await fetch(`${this.#server}/v1/conversations/${id}/events`, {
        headers: { Authorization: `Bearer ${token}`, "Last-Event-ID": this.#last }, signal: asked.signal, cache: "no-store",
      });
      if (!reply.ok) throw new Failure(reply.status);
      await readStream(reply.body, (event, data) => {
        clearTimeout(watch);
        watch = setTimeout(() => asked.abort(), quietMost);
        if (event) this.#take(event, data);
      });
    } finally {
      clearTimeout(watch);
    }
  }

  async #poll() {
    const { id, token } = this.#chat;
    const data = await call(this.#server, `/v1/conversations/${id}`, { token, signal: this.#asked.signal });
    data.transcript.forEach((turn) => this.#takeTurn(turn));
    this.#takeState(data);
  }

  #pause() {
    const failures = this.#failures, ms = failures > failuresMost ? pollPause : Math.min(pauseMost, pauseFirst * 2 ** Math.max(0, failures - 1));
    return new Promise((done) => {
      const timer = setTimeout(done, ms);
      this.#endPause = () => { clearTimeout(timer); done(); };
    });
  }

  async #run() {
    while (!this.#stopped) {
      const failures = this.#failures++; // until something comes
      const streams = failures < failuresMost || (failures - failuresMost) % pollsBetween === pollsBetween - 1;
      this.#asked = new AbortController();
      try {
        await (streams ? this.#stream() : this.#poll());
      } catch (failure) {
        if (isGone(failure)) {
          this.#stopped = true;
          this.#see.gone();
        }
      }
      if (!this.#stopped) await this.#pause();
    }
  }
}
