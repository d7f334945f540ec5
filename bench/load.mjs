// Requests to a running server, one after the other or by several clients, and how long they took.
import { Agent, request } from "node:http";
import { performance } from "node:perf_hooks";

const agent = new Agent({ keepAlive: true });

function call(base, { method = "GET", path, body }) {
  return new Promise((done, fail) => {
    const text = body && JSON.stringify(body);
    const headers = text ? { "content-type": "application/json", "content-length": Buffer.byteLength(text) } : {};
    const req = request(base + path, { method, agent, headers }, (reply) => {
      const parts = [];
      reply.on("data", (part) => parts.push(part));
      reply.on("end", () => {
        const got = Buffer.concat(parts).toString();
        if (reply.statusCode === 200) done(got);
        else fail(new Error(`${method} ${path}: ${reply.statusCode} ${got}`));
      });
    });
    req.on("error", fail);
    req.end(text);
  });
}

/** What is asked, by kind, of {text, lang}. */
export const kinds = {
  health: () => ({ path: "/health" }),
  search: (q) => ({ method: "POST", path: "/indexes/articles/search", body: { q: q.text, limit: 10 } }),
  "search, no hits": (q) => ({ method: "POST", path: "/indexes/articles/search", body: { q: q.text, limit: 0 } }),
  complete: (q) => ({ path: `/v1/complete?q=${encodeURIComponent(q.text)}` }),
  suggest: (q) => ({ method: "POST", path: "/v1/suggest", body: { text: q.text } }),
  "suggest, dry run": (q) => ({ method: "POST", path: "/v1/suggest", body: { text: q.text, dry_run: true } }),
};

export function percentiles(list) {
  const sorted = list.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), most: sorted.at(-1) };
}

/** Milliseconds each call took, one after the other. */
export async function latencies(url, kind, questions) {
  const times = [];
  for (const question of questions) {
    const started = performance.now();
    await call(url, kinds[kind](question));
    times.push(performance.now() - started);
  }
  return percentiles(times);
}

/** Calls a second that `clients` clients get answered, each asking as fast as it is answered. */
export async function throughput(url, kind, questions, clients) {
  let next = 0;
  const started = performance.now();
  await Promise.all(Array.from({ length: clients }, async () => {
    while (next < questions.length) await call(url, kinds[kind](questions[next++]));
  }));
  return questions.length / ((performance.now() - started) / 1000);
}

/** Searches and suggests in turn. */
export async function mixed(url, questions, count) {
  for (let i = 0; i < count; i++)
    await call(url, kinds[i % 2 ? "search" : "suggest"](questions[(i * 7) % questions.length]));
}

/** Does a search for the word find exactly this article? */
export async function finds(url, word, id) {
  const reply = JSON.parse(await call(url, kinds.search({ text: word })));
  return reply.hits.length > 0 && reply.hits[0].id === id;
}
