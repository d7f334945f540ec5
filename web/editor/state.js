// What is published, what was before, and indexing again.
import { call } from "/desk/api.js";
import { open } from "/desk/dialog.js";
import { button, duration, element, number, percent, t, toast } from "/desk/tools.js";
import { watchRun } from "/editor/run.js";
import { card, facts, figure, fill, list, size, time } from "/editor/parts.js";

const old = 24 * 60 * 60; // seconds: sources nobody read for longer are warned of

const changed = (g) => [["added", "+"], ["changed", "~"], ["removed", "−"]].filter(([name]) => g[name] > 0)
  .map(([name, sign]) => element("span", { class: `change ${name}` }, element("span", { "aria-hidden": "true" }, `${sign}${number(g[name])}`), element("span", { class: "hidden" }, t(`n_${name}`, { n: g[name] }))));

const worth = (g) => Object.entries(g.calibration).filter(([, c]) => c.fitted).map(([lang, c]) => element("span", { class: "worth" },
  element("b", {}, t(`lang_${lang}`)), ` AUROC ${figure(c.auroc)} · ${t("answersAtOnce", { share: percent(c.coverage_at_90 || 0) })}`));

function askRollback(g, again) {
  open(t("rollbackTitle", { n: g.number }), element("p", {}, t("rollbackHint")), t("rollback"), async () => {
    await call("/v1/editor/rollback", { generation: g.number });
    toast(t("rolledBack", { n: g.number }));
    again();
  });
}

function historyOf(generations, again) {
  return element("ol", { class: "rows" }, generations.map((g) => element("li", { class: g.published ? "published" : "", "data-generation": g.number },
    element("div", { class: "row-head" }, element("b", {}, t("generation", { n: g.number })), g.published && element("span", { class: "label" }, t("isPublished")), time(g.built_at)),
    element("p", {}, t("articles", { n: g.articles }), " ", changed(g), g.refused > 0 && element("span", { class: "bad" }, ` ${t("n_refused", { n: g.refused })}`)),
    element("p", { class: "soft" }, worth(g), element("span", {}, size(g.bytes))),
    !g.published && button(t("rollback"), () => askRollback(g, again), { "aria-label": `${t("rollback")}: ${t("generation", { n: g.number })}` }))));
}

const warning = (text) => element("p", { class: "notice" }, text);

function draw({ generations, sources, read_at, read_seconds_ago }, again) {
  const now = generations.find((g) => g.published), newer = now && generations[0].number > now.number;
  return [
    card(t("nowTitle"),
      !now && warning(t("nothingPublished")),
      newer && warning(t("olderPublished", { n: generations[0].number })),
      read_seconds_ago > old && warning(t("stale", { time: duration(read_seconds_ago) })),
      now && facts([t("publishedName"), t("generation", { n: now.number })], [t("articlesName"), number(now.articles)], [t("builtName"), time(now.built_at)],
        [t("readName"), read_at && [time(read_at), ` (${t("ago", { time: duration(read_seconds_ago) })})`]], [t("sourcesName"), sources.length > 0 && list(sources)])),
    card(t("historyTitle"), element("p", { class: "soft" }, t("historyMeans")), historyOf(generations, again)),
  ];
}

export function showState(place) {
  const run = element("div"), state = element("div", { class: "cards-wide" });
  const load = () => fill(state, () => call("/v1/editor/generations"), (all) => draw(all, load));
  place.append(run, state);
  load();
  return watchRun(run, { path: "/v1/editor/index", title: t("indexTitle"), start: t("indexStart"), means: t("indexMeans"), ended: load });
}
