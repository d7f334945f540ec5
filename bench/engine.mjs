// The engine beside Xapian alone, without HTTP: engine.c and bare.cc asked the same.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

import { percentiles } from "./load.mjs";
import { kinds } from "./queries.mjs";

/** Microseconds of each query: [[kind, lang, text]…]. */
function microseconds(program, folder, queries) {
  const input = queries.map((query) => query.map((part) => part.replace(/[\t\n]/g, " ")).join("\t") + "\n").join("");
  const run = spawnSync(program, [folder], { input, encoding: "utf8", maxBuffer: 64 << 20 });
  if (run.status !== 0) throw new Error(`${program}: ${run.stderr}`);
  const times = run.stdout.trim().split("\n").map(Number);
  if (times.length !== queries.length) throw new Error(`${program} answered ${times.length} of ${queries.length} queries`);
  return times;
}

/** Of two lists of percentiles. */
export const ratio = (a, b) => ({ p50: a.p50 / b.p50, p95: a.p95 / b.p95, p99: a.p99 / b.p99 });

/** {kind: {ours, bare, ratio}}; without a database of scriptindex, ours alone. */
export function measureEngine(program, data, database, queries) {
  const tools = join(dirname(program), "bench"), result = {};
  for (const { name, ask, bare } of kinds) {
    const ours = percentiles(microseconds(join(tools, "engine"), data, queries[name].map((q) => [ask, q.lang, q.text])));
    result[name] = { ours };
    if (!existsSync(database)) continue;
    const theirs = percentiles(microseconds(join(tools, "bare"), database, queries[name].map((q) => [bare, q.lang, q.right])));
    Object.assign(result[name], { bare: theirs, ratio: ratio(ours, theirs) });
  }
  return result;
}
