// The two diagrams of the bot's confidence, as `kladez eval --svg` draws them.
import { percent, t } from "/desk/tools.js";

const frame = { width: 420, height: 372, x: 62, y: 34, w: 336, h: 256 }, barsHeight = 40;

function svg(tag, attributes, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, typeof value === "number" ? Math.round(value * 10) / 10 : value);
  node.append(...children.flat().filter(Boolean));
  return node;
}

const across = (share) => frame.x + share * frame.w;
const up = (share, top) => frame.y + frame.h * (1 - share / top);
const text = (kind, x, y, words, anchor = "middle") => svg("text", { class: kind, x, y, "text-anchor": anchor }, words);
const line = (kind, top, x1, y1, x2, y2) => svg("line", { class: kind, x1: across(x1), y1: up(y1, top), x2: across(x2), y2: up(y2, top) });

function axes(top, head, below, beside) {
  const step = top > 0.41 ? 0.2 : top > 0.21 ? 0.1 : 0.05, steps = Math.round(top / step);
  return [
    text("head", frame.x, 18, head, "start"),
    ...Array.from({ length: 6 }, (_, i) => text("soft small", across(i / 5), frame.y + frame.h + 18, percent(i / 5))),
    ...Array.from({ length: steps + 1 }, (_, i) => [line("grid", top, 0, i * step, 1, i * step), text("soft small", frame.x - 8, up(i * step, top) + 4, percent(i * step), "end")]),
    line("axis", top, 0, 0, 1, 0), text("soft", frame.x + frame.w / 2, frame.y + frame.h + 42, below),
    svg("text", { class: "soft", "text-anchor": "middle", transform: `translate(14 ${frame.y + frame.h / 2}) rotate(-90)` }, beside),
  ].flat();
}

function picture(label, children) {
  return svg("svg", { viewBox: `0 0 ${frame.width} ${frame.height}`, role: "img", "aria-label": label, class: "diagram" }, children);
}

const polyline = (points) => svg("polyline", { class: "line", points: points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ") });

/** Is it right as often as it is sure? */
export function reliability({ reliability: bins, counts }) {
  const most = Math.max(1, ...counts), width = frame.w / counts.length;
  return picture(t("reliabilityLabel"), [
    axes(1, t("reliabilityHead"), t("reliabilityBelow"), t("reliabilityBeside")),
    counts.map((n, i) => svg("rect", { class: "bar", x: across(i / counts.length) + 1, y: frame.y + frame.h - (n / most) * barsHeight, width: width - 2, height: (n / most) * barsHeight })),
    line("ideal", 1, 0, 0, 1, 1), polyline(bins.map(({ p, right }) => [across(p), up(right, 1)])),
    bins.map(({ n, p, right }) => svg("circle", { class: "dot", cx: across(p), cy: up(right, 1), r: 3.5 }, svg("title", {}, t("binTitle", { n, p: percent(p), right: percent(right) })))),
  ].flat());
}

/** How often is it wrong, the surest first? */
export function risk({ risk_coverage: points, coverage_at_90: coverage }) {
  const top = Math.min(1, Math.max(0.2, Math.ceil(Math.max(0, ...points.map((point) => point.risk)) * 5) / 5));
  return picture(t("riskLabel"), [
    axes(top, t("riskHead"), t("riskBelow"), t("riskBeside")),
    line("ideal", top, 0, 0.1, 1, 0.1), text("soft small", across(1), up(0.1, top) - 5, t("nineInTen"), "end"),
    polyline(points.map((point) => [across(point.coverage), up(point.risk, top)])),
    coverage > 0.005 && svg("circle", { class: "dot", cx: across(coverage), cy: up(0.1, top), r: 4.5 }, svg("title", {}, t("coverageTitle", { share: percent(coverage) }))),
  ].flat());
}
