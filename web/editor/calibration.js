// What the bot's confidence is worth, in figures, in words and in two diagrams.
import { call } from "/desk/api.js";
import { element, lang, number, percent, t } from "/desk/tools.js";
import { reliability, risk } from "/editor/diagram.js";
import { card, empty, figure, fill, time } from "/editor/parts.js";

const figures = [["auroc", figure], ["oos_auroc", figure], ["ece", figure], ["accuracy", percent], ["coverage_at_90", percent], ["coverage_at_95", percent]];

const explained = (name, value, print) => element("div", { class: "explained" }, element("dt", {}, t(`figure_${name}`)),
  element("dd", {}, element("b", {}, value === null || value === undefined ? "–" : print(value)), element("p", { class: "soft" }, t(`figure_${name}_means`))));

/** The same as the diagrams, for those who do not see them. */
function table(c) {
  const row = (cells, tag = "td") => element("tr", {}, cells.map((cell) => element(tag, tag === "th" ? { scope: "col" } : {}, cell)));
  return element("details", {}, element("summary", {}, t("asTable")),
    element("table", { class: "figures" }, element("caption", {}, t("reliabilityHead")), element("thead", {}, row([t("tableN"), t("tableP"), t("tableRight")], "th")),
      element("tbody", {}, c.reliability.map(({ n, p, right }) => row([number(n), percent(p), percent(right)])))),
    element("table", { class: "figures" }, element("caption", {}, t("riskHead")), element("thead", {}, row([t("tableCoverage"), t("tableRisk")], "th")),
      element("tbody", {}, c.risk_coverage.map((point) => row([percent(point.coverage), percent(point.risk)])))));
}

function language(name, c) {
  if (!c.fitted) return card(t(`lang_${name}`), empty(t("notFitted")));
  return card(t(`lang_${name}`), element("p", { class: "soft" }, t("measuredOn", { n: c.n })),
    element("dl", { class: "explained-list" }, figures.map(([key, print]) => explained(key, c[key], print))),
    c.reliability?.length > 0 && c.risk_coverage?.length > 0 && [
      element("div", { class: "diagrams" }, element("figure", {}, reliability(c), element("figcaption", { class: "soft" }, t("reliabilityMeans"))),
        element("figure", {}, risk(c), element("figcaption", { class: "soft" }, t("riskMeans")))), table(c)],
    c.live && element("p", {}, t("live", { n: c.live.labels, shift: number(Math.round(c.live.shift * 100) / 100) })));
}

export function showCalibration(place) {
  fill(place, () => call("/v1/calibration"), (all) => [
    element("p", { class: "soft" }, t("generation", { n: all.generation }), " · ", time(all.fitted_at)),
    ...Object.entries(all.languages).sort(([a]) => (a === lang() ? -1 : 1)).map(([name, c]) => language(name, c)),
  ]);
}
