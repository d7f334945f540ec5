// What is to be mended in the articles, file by file.
import { button, element, lang, number, t, word, written } from "/desk/tools.js";
import { card, empty } from "/editor/parts.js";
import { watchRun } from "/editor/run.js";
import { inRussian } from "/editor/sentences.js";

const kinds = ["refused", "warning", "advice"];

function byFile(findings) {
  const files = new Map();
  for (const one of findings) files.set(one.path, [...(files.get(one.path) || []), one]);
  return [...files];
}

const worst = (findings) => Math.min(...findings.map(({ kind }) => kinds.indexOf(kind)));

/** What all paths begin with is left out. */
function common(paths) {
  if (!paths.length) return "";
  let start = paths[0].slice(0, paths[0].lastIndexOf("/") + 1);
  while (!paths.every((path) => path.startsWith(start))) start = start.slice(0, start.slice(0, -1).lastIndexOf("/") + 1);
  return start;
}

const line = ({ kind, line: at, text }) => element("li", { class: `finding ${kind}` },
  element("span", { class: "label" }, word("finding", kind)), element("span", { class: "soft" }, at > 0 ? t("line", { n: at }) : ""),
  written("span", lang() === "ru" ? inRussian(text) : text));

function draw(place, { findings }, only, again) {
  const shown = findings.list.filter(({ kind }) => !only || kind === only), start = common(shown.map(({ path }) => path));
  const all = { refused: findings.refused, warning: findings.warnings, advice: findings.advice };
  const filter = element("div", { role: "group", "aria-label": t("whichFindings"), class: "spans" },
    button(t("allFindings"), () => again(null), { "aria-pressed": !only }),
    kinds.filter((kind) => all[kind] > 0).map((kind) => button(`${word("finding", kind)} ${number(all[kind])}`, () => again(kind), { "aria-pressed": kind === only, "data-kind": kind })));
  const total = all.refused + all.warning + all.advice;
  const files = byFile(shown).sort(([, a], [, b]) => worst(a) - worst(b));
  place.replaceChildren(total ? card(t("n_findings", { n: total }), filter, start && element("p", { class: "soft path" }, start),
    total > findings.list.length && empty(t("firstFindings", { n: findings.list.length })),
    files.map(([path, some]) => element("div", { class: "file" }, element("h3", { dir: "ltr", class: "path" }, path.slice(start.length)), element("ul", {}, some.map(line)))))
    : card(null, empty(t("noFindings"))));
}

export function showFindings(place) {
  const run = element("div"), findings = element("div", { class: "cards-wide" });
  let only = null, last = "";
  place.append(run, findings);
  return watchRun(run, {
    path: "/v1/editor/lint", title: t("lintTitle"), start: t("lintStart"), means: t("lintMeans"),
    seen(state) {
      if (!state.findings || JSON.stringify(state) === last) return;
      last = JSON.stringify(state);
      const again = (kind) => { only = kind; draw(findings, state, only, again); findings.querySelector('[aria-pressed="true"]')?.focus(); };
      draw(findings, state, only, again);
    },
  });
}
