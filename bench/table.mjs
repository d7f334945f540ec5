// The table of a run: a row a figure, a column a number of pages.
import { ratio } from "./engine.mjs";
import { kinds } from "./queries.mjs";

export const clients = [1, 2, 8, 32];

/** Seconds of a step of kladez index, by its name; to the end of the run for the last one. */
function stepSeconds(run, name) {
  const i = run.steps.findIndex((step) => step.name === name);
  return i < 0 ? 0 : (run.steps[i + 1]?.at ?? run.seconds) - run.steps[i].at;
}

/** What kladez index needs without calibrating the bot, to which scriptindex has no counterpart. */
const indexSeconds = (r) => r.index.ours.seconds - stepSeconds(r.index.ours, "Calibrating the bot");

const mb = (n) => (n >= 100 ? n.toFixed(0) : n.toFixed(1));
const ms = (n) => n.toFixed(1);
const three = (l) => `${ms(l.p50)} / ${ms(l.p95)} / ${ms(l.p99)}`;
const memory = (m) => `${mb(m.rss)} (${mb(m.anon)} + ${mb(m.file)}) ${mb(m.pss)}`;
const each = (l, print) => [l.p50, l.p95, l.p99].map(print).join(" / ");
const micro = (l) => each(l, (n) => (n / 1000).toFixed(3));
const times = (l) => each(l, (n) => n.toFixed(2));

const rows = [
  ["text, MB", (r) => mb(r.bytes / 1e6)],
  ["kladez index, s (processor s)", (r) => `${ms(r.index.ours.seconds)} (${ms(r.index.ours.processor)})`],
  ["  of it the bot's calibration, s", (r) => ms(r.index.ours.seconds - indexSeconds(r))],
  ["  pages/s, MB/s", (r) => `${(r.pages / r.index.ours.seconds).toFixed(0)}, ${(r.bytes / 1e6 / r.index.ours.seconds).toFixed(2)}`],
  ["  peak memory, MB", (r) => mb(r.index.ours.peak)],
  ["  published, share of the text", (r) => (r.index.bytes.all / r.bytes).toFixed(2)],
  ["scriptindex, s (processor s)", (r) => r.index.theirs && `${ms(r.index.theirs.seconds)} (${ms(r.index.theirs.processor)})`],
  ["  peak memory, MB", (r) => r.index.theirs && mb(r.index.theirs.peak)],
  ["  database, share of the text", (r) => r.index.theirs && (r.index.theirs.bytes / r.bytes).toFixed(2)],
  ["published, times scriptindex's database", (r) => r.index.theirs && (r.index.bytes.all / r.index.theirs.bytes).toFixed(2)],
  ["  of it Xapian's file", (r) => r.index.theirs && (r.index.bytes.index / r.index.theirs.bytes).toFixed(2)],
  ["index speed, times scriptindex's", (r) => r.index.theirs && (r.index.theirs.seconds / indexSeconds(r)).toFixed(2)],
  ["  with the bot calibrated", (r) => r.index.theirs && (r.index.theirs.seconds / r.index.ours.seconds).toFixed(2)],
  ["start to first answer, ms", (r) => ms(1000 * r.server.start.warm)],
  ["  with nothing in the page cache", (r) => ms(1000 * r.server.start.cold)],
  ["memory at start, MB: rss (anon + file) pss", (r) => memory(r.server.before)],
  ["  after 1,000 searches and suggests", (r) => memory(r.server.after)],
  ["  at the end", (r) => memory(r.server.end)],
  ...kinds.flatMap(({ name, what }) => [
    [`${what}: engine, processor ms p50 / p95 / p99`, (r) => micro(r.engine[name].ours)],
    ["  Xapian alone", (r) => r.engine[name].bare && micro(r.engine[name].bare)],
    ["  times Xapian alone", (r) => r.engine[name].ratio && times(r.engine[name].ratio)],
  ]),
  ["over HTTP: /health, ms p50 / p95 / p99", (r) => three(r.server.latency.health)],
  ["  search, all questions", (r) => three(r.server.latency.search)],
  ["    counted, no hits shown", (r) => three(r.server.latency["search, no hits"])],
  ...kinds.map(({ name, what }) => [`  ${what}`, (r) => three(r.server.latency[name])]),
  ["  suggest, nothing recorded", (r) => three(r.server.latency["suggest, dry run"])],
  ["  suggest", (r) => three(r.server.latency.suggest)],
  ["    nothing recorded, times search", (r) => times(ratio(r.server.latency["suggest, dry run"], r.server.latency.search))],
  ["    times search", (r) => times(ratio(r.server.latency.suggest, r.server.latency.search))],
  [`searches/s, ${clients.join(" / ")} clients`, (r) => clients.map((n) => r.server.rate.search[n].toFixed(0)).join(" / ")],
  ["suggests/s, 2 clients", (r) => r.server.rate.suggest.toFixed(0)],
  ["index again, nothing changed, s", (r) => ms(r.unchanged.seconds)],
  ["one page changed, s until found", (r) => ms(r.change.visible)],
];

export function tableOf(results) {
  const head = ["pages", ...results.map((r) => r.pages.toLocaleString("en"))];
  const lines = [head, ...rows.map(([name, of]) => [name, ...results.map((r) => of(r) ?? "-")])];
  const widths = head.map((_, i) => Math.max(...lines.map((line) => line[i].length)));
  return lines.map((line) => line.map((cell, i) => (i ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join("  ")).join("\n");
}
