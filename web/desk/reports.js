// The numbers, each with what it means beside it.
import { call } from "/desk/api.js";
import { byId, button, duration, element, number, percent, t, texts, word } from "/desk/tools.js";

const spans = [7, 30, 90];
let days = 30, shown = null;

const r = (name, values) => {
  let text = texts().report[name];
  if (typeof text === "object") text = text[new Intl.PluralRules(document.documentElement.lang).select(values.n)] || text.other;
  return text.replace(/\{(\w+)\}/g, (whole, key) => values?.[key] ?? whole);
};

/** A figure: its name, its value, a bar for its share of `all`, what it means. */
function figure(name, value, { all, means, look } = {}) {
  const share = all ? value / all : 0;
  return element("div", { class: "figure" },
    element("dt", {}, name),
    element("dd", {}, element("b", {}, typeof value === "number" ? number(value) : value), all > 0 && element("span", { class: "soft" }, ` ${percent(share)}`),
      all > 0 && element("progress", { class: look, max: all, value, "aria-hidden": "true" }), means && element("p", { class: "soft" }, means)));
}

const group = (title, means, ...figures) => element("section", {}, element("h2", {}, title), means && element("p", { class: "soft" }, means), figures.length > 0 && element("dl", {}, figures));

const named = (list, counts, all) => Object.entries(counts).map(([name, n]) => figure(word(list, name), n, { all }));

const time = (seconds) => (seconds === null ? "–" : duration(seconds));

function draw(d) {
  const bot = (name, look) => figure(r(name), d.bot[name], { all: d.requests, means: r(`${name}Means`), look });
  const without = Object.values(d.bot).reduce((sum, n) => sum + n, 0), { ratings } = d;
  return [
    group(r("requests"), r("requestsMeans"), figure(r("requests"), d.requests), figure(r("withBot"), without, { all: d.requests }), figure(r("handedOff"), d.handed_off.total, { all: d.requests })),
    group(r("withBot"), null, bot("confirmed", "good"), bot("assumed", "guess"), bot("reopened"), bot("rejected"), bot("unanswered"), bot("recent")),
    group(r("handedOff"), r("handedOffMeans"), named("reason", d.handed_off.reasons, d.handed_off.total)),
    group(r("firstAnswer"), r("firstAnswerMeans", { n: d.first_answer.answered }), figure(r("median"), time(d.first_answer.median_seconds)), figure(r("p80"), time(d.first_answer.p80_seconds)),
      figure(r("noAnswer"), d.first_answer.unanswered, { all: d.handed_off.total, means: r("noAnswerMeans") })),
    group(r("outcomes"), r("outcomesMeans"), figure(r("closed"), d.tickets.closed), named("outcome", d.tickets.outcomes, d.tickets.closed), figure(r("back"), d.tickets.reopened, { all: d.tickets.closed, means: r("backMeans") })),
    group(r("ratings"), r("ratingsMeans", { given: ratings.given, asked: ratings.asked }),
      ...ratings.given ? [figure(r("mean"), r("share", { n: number(Math.round(ratings.mean * 10) / 10), all: 5 })), ratings.counts.map((n, i) => figure("★".repeat(i + 1), n, { all: ratings.given })).reverse()] : []),
  ];
}

const head = () => element("header", {}, element("h1", { tabindex: "-1" }, t("reports")), element("div", { role: "group", "aria-label": t("reports"), class: "spans" },
  `${r("days")} `, spans.map((n) => button(r("day", { n }), () => showReports(n), { "aria-pressed": n === days }))));

export async function showReports(n = days) {
  const page = byId("reports"), again = n !== days;
  days = n;
  page.replaceChildren(head(), element("p", { class: "soft", role: "status" }, t("loading")));
  page.querySelector(again ? '[aria-pressed="true"]' : "h1").focus({ preventScroll: true });
  try {
    shown = await call(`/v1/desk/reports?days=${n}`);
    if (n === days) page.lastChild.replaceWith(element("div", { class: "groups" }, draw(shown)));
  } catch (failure) {
    page.lastChild.replaceWith(element("p", { role: "alert" }, failure.passing ? t("offlineNow") : t("broken", { why: failure.message }), " ", button(t("again"), () => showReports())));
  }
}
