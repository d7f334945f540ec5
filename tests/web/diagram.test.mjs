// The diagrams of `kladez eval --svg`, in a browser: whole, readable in light and dark, named.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { corpusData, kladez, scratch } from "../lib/kladez.mjs";
import { newPage, startAll } from "./browser.mjs";

startAll();

function draw(t, ...questions) {
  const file = join(scratch(t), "d.svg");
  const { status, stderr } = kladez(["eval", "--data", corpusData(t), "--svg", file, ...questions]);
  assert.equal(status, 0, stderr);
  return readFileSync(file, "utf8");
}

/** What a reader sees: texts with their boxes and colours, points, the paper. */
const look = (page) => page.evaluate(() => {
  const root = document.querySelector("svg");
  const box = (node) => { const { left, right, top, bottom } = node.getBoundingClientRect(); return { left, right, top, bottom }; };
  const fill = (node) => getComputedStyle(node).fill.match(/\d+/g).map(Number);
  return {
    whole: box(root), paper: fill(root.querySelector("rect")),
    texts: [...root.querySelectorAll("text")].map((node) => ({ text: node.textContent, fill: fill(node), ...box(node) })),
    points: [...root.querySelectorAll("circle")].map((node) => ({ text: node.textContent, ...box(node) })),
    title: root.querySelector("title").textContent, desc: root.querySelector("desc").textContent,
  };
});

/** Contrast of two colours: WCAG 2.2. */
function contrast(a, b) {
  const [x, y] = [a, b].map((colour) => colour.slice(0, 3).map((c) => c / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0)).sort();
  return (y + 0.05) / (x + 0.05);
}

const apart = (a, b) => a.right <= b.left || b.right <= a.left || a.bottom <= b.top + 2 || b.bottom <= a.top + 2;

for (const [what, questions] of [["questions", ["corpus/questions"]], ["the calibration", []]])
  test(`diagrams of ${what} are whole and readable`, async (t) => {
    const svg = draw(t, ...questions);
    for (const colorScheme of ["light", "dark"]) {
      const page = await newPage(t, { size: "desktop", colorScheme, viewport: { width: 1000, height: 1000 } });
      await page.goto(`data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`);
      const { whole, paper, texts, points, title, desc } = await look(page);
      assert.equal(paper[0] > 128, colorScheme === "light");
      assert.match(title, /confidence/);
      assert.match(desc, /English: \d+ .*AUROC 0\.\d{3} .*Russian: \d+ .*ECE 0\.\d{3}/);
      assert.ok(points.length >= 15, "a dot for each bin");
      for (const point of points)
        assert.ok(point.left >= whole.left && point.right <= whole.right && point.bottom <= whole.bottom, point.text);
      for (const [i, text] of texts.entries()) {
        assert.ok(text.left >= whole.left && text.right <= whole.right && text.top >= whole.top && text.bottom <= whole.bottom,
          `${text.text} is cut: ${JSON.stringify(text)}`);
        assert.ok(contrast(text.fill, paper) >= 4.5, `${text.text} is too pale (${colorScheme})`);
        for (const other of texts.slice(i + 1))
          assert.ok(apart(text, other), `${text.text} lies on ${other.text}`);
      }
    }
  });
