// The figures of a bot, of rows {inScope, right, answered, offered, p}: `right` if the first article
// is, `offered` if the right one is the answer or among the options of a question back. NaN is a figure
// of no rows, such as one of questions out of scope where there are none.
import { randomOf, seedOf } from "./random.mjs";

const samples = 1000, bins = 15;

const share = (list, of) => (list.length ? list.filter(of).length / list.length : NaN);
const sum = (list) => list.reduce((total, item) => total + item, 0);

/** P(a row with `of` has more p than one without); ties count half. `sorted` by p, falling. */
function auroc(sorted, of) {
  let above = 0, pairs = 0, withIt = 0;
  for (let from = 0, to; from < sorted.length; from = to) {
    let yes = 0, no = 0;
    for (to = from; to < sorted.length && sorted[to].p === sorted[from].p; to++) of(sorted[to]) ? yes++ : no++;
    pairs += no * (above + yes / 2);
    above += yes;
    withIt = above;
  }
  return pairs / (withIt * (sorted.length - withIt));
}

/** A sum over bins of equal size, a row. */
function overBins(sorted, of) {
  const edges = Array.from({ length: bins + 1 }, (_, i) => Math.floor((i * sorted.length) / bins));
  return sum(edges.slice(1).map((to, i) => of(sorted.slice(edges[i], to)))) / sorted.length;
}

/** Mean distance of confidence and share of right ones. */
const ece = (sorted) => overBins(sorted, (bin) => Math.abs(sum(bin.map((row) => row.p - row.right))));

/** What that is by chance if every confidence is true (engine/measure/measure.h). */
const eceByChance = (sorted) => overBins(sorted, (bin) => Math.sqrt((2 / Math.PI) * sum(bin.map((row) => row.p * (1 - row.p)))));

/** The most rows, surest first, of which so many are right; equal p go together. */
function covered(sorted, precision) {
  let right = 0, most = 0;
  sorted.forEach((row, i) => {
    right += row.right;
    if (row.p !== sorted[i + 1]?.p && right >= precision * (i + 1)) most = i + 1;
  });
  return most;
}

export function figuresOf(rows) {
  const inScope = rows.filter((row) => row.inScope), out = rows.filter((row) => !row.inScope);
  const sorted = rows.toSorted((a, b) => b.p - a.p);
  const at90 = covered(sorted, 0.9);
  return {
    "first article right, in scope": share(inScope, (row) => row.right),
    "AUROC, right over wrong": auroc(sorted, (row) => row.right),
    "OOS-AUROC": auroc(sorted, (row) => row.inScope),
    "ECE": ece(sorted),
    "  by chance, if p were true": eceByChance(sorted),
    "coverage at 90 %, of all": at90 / rows.length,
    "coverage at 90 %, of in scope": sorted.slice(0, at90).filter((row) => row.inScope).length / inScope.length,
    "coverage at 90 %, in scope alone": covered(sorted.filter((row) => row.inScope), 0.9) / inScope.length,
    "answered": share(rows, (row) => row.answered),
    "  right, of these": share(rows.filter((row) => row.answered), (row) => row.right),
    "in scope: answered rightly": share(inScope, (row) => row.answered && row.right),
    "in scope: the answer or an option": share(inScope, (row) => row.offered),
    "out of scope: not answered": share(out, (row) => !row.answered),
  };
}

/** {figure: [low, high]}: 95 % of what comes of as many rows drawn with replacement, where it is a number. */
export function bootstrap(rows, seed) {
  const random = randomOf(seedOf("bootstrap", seed));
  const drawn = Array.from({ length: samples }, () => figuresOf(rows.map(() => rows[random(rows.length)])));
  return Object.fromEntries(Object.keys(drawn[0]).map((name) => {
    const values = drawn.map((figures) => figures[name]).filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
    return [name, [values[Math.floor(values.length * 0.025)], values[Math.ceil(values.length * 0.975) - 1]]];
  }));
}
