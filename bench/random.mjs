// random.mjs - chance that is the same in every run.

/** mulberry32 (Tommy Ettinger, public domain): small, and the same everywhere. */
export function randomOf(state) {
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/** A number of the seed and the text, so that a question is disturbed alike in any order. */
export function seedOf(text, seed) {
  let h = 2166136261 ^ Number(seed);
  for (const c of text) h = Math.imul(h ^ c.codePointAt(0), 16777619);
  return h;
}

export const pick = (list, random) => list[random(list.length)];
