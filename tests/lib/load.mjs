// Searches without pause while something else happens, each reply looked at.
//
// The help centre of these tests has one revision at a time: every title says which, so a
// reply that shows two of them is a mixture of two generations.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { join } from "node:path";

import { faulty, program, root, writeFiles } from "./kladez.mjs";

export const count = 30;

/** The help centre at a revision; later ones have one article more of their own. */
export function revise(folder, revision) {
  rmSync(folder, { recursive: true, force: true });
  const files = {};
  for (let i = 0; i < count; i++)
    files[`ru/article-${i}.md`] = `---\ntitle: Статья ${i} издания ${revision}\n---\nОбщее слово. Содержание статьи номер ${i}.\n`;
  files[`ru/new-${revision}.md`] = `---\ntitle: Новинка издания ${revision}\n---\nОбщее слово. Этого раньше не было.\n`;
  return writeFiles(folder, files);
}

/** Runs the indexer, to its end or until `killAfter` milliseconds have passed. */
export async function indexing(data, source, { fault, killAfter } = {}) {
  const child = spawn(fault ? faulty : program, ["index", "--quiet", "--data", data, source], {
    cwd: root, stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, KLADEZ_FAULT: fault || "" } });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (part) => { stderr += part; });
  const timer = killAfter === undefined ? null : setTimeout(() => child.kill("SIGKILL"), killAfter);
  const [status, signal] = await once(child, "exit");
  clearTimeout(timer);
  return { status, signal, stderr };
}

export async function revisionOf(server) {
  const reply = await fetch(`${server.url}/indexes/articles/search`, {
    method: "POST", headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ q: "общее слово", limit: 100, facets: ["lang"], attributesToRetrieve: ["id", "title"] }),
  });
  if (reply.status !== 200) throw new Error(`status ${reply.status}: ${await reply.text()}`);
  const { hits, estimatedTotalHits, facetDistribution, generation } = await reply.json();
  const revisions = new Set(hits.map((hit) => /издания (\d+)/.exec(hit.title)[1]));
  if (revisions.size !== 1 || hits.length !== count + 1 || estimatedTotalHits !== count + 1 || facetDistribution.lang.ru !== count + 1)
    throw new Error(`a mixed reply: generation ${generation}, ${hits.length} hits of ${estimatedTotalHits}, revisions ${[...revisions]}`);
  return Number([...revisions][0]);
}

/** Keeps `clients` busy until end(), which says how many replies came and throws what failed. */
export function load(server, clients = 3) {
  let stopped = false, replies = 0, failure;
  const run = async () => {
    let last = 0;
    while (!stopped && !failure) {
      try {
        const revision = await revisionOf(server);
        if (revision < last) throw new Error(`revision ${revision} after ${last}`);
        last = revision;
        replies++;
      } catch (error) {
        failure ??= error;
      }
    }
  };
  const running = Array.from({ length: clients }, run);
  return {
    async end() {
      stopped = true;
      await Promise.all(running);
      if (failure) throw failure;
      return replies;
    },
  };
}

/** Numbers between 0 and 1, the same each time. */
export function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let x = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 4294967296;
  };
}

export const places = (folder) => ({ data: join(folder, "data"), source: join(folder, "source") });
