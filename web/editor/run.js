// An index or lint run: started, followed, and what came of it.
import { call } from "/desk/api.js";
import { button, element, number, percent, t, toast, word, written } from "/desk/tools.js";
import { card, failed, time } from "/editor/parts.js";

const often = 1000, seldom = 20000; // milliseconds between two looks, while it runs and else

function progress(run) {
  const share = run.total > 0 ? Math.min(1, run.done / run.total) : null, step = run.step ? word("step", run.step) : t("starting");
  return element("div", { class: "progress" }, element("p", {}, element("b", {}, step), share !== null && ` ${percent(share)}`),
    element("progress", share === null ? { "aria-label": step } : { max: 1, value: share, "aria-label": step }));
}

const counts = (run) => Object.entries(run.counts || {}).filter(([, n]) => n > 0).map(([name, n]) => t(`n_${name}`, { n }) || `${name}: ${number(n)}`).join(" · ");

const found = ({ findings }) => findings && (findings.refused + findings.warnings + findings.advice);

function outcome(run) {
  const bad = run.state === "failed" || run.state === "died";
  return element("div", { class: bad ? "notice" : "result" },
    element("p", {}, element("b", { class: bad ? "bad" : "" }, word("runState", run.state)), " ", run.ended_at && time(run.ended_at), run.generation && ` · ${t("generation", { n: run.generation })}`),
    run.error && written("p", run.error), counts(run) && element("p", {}, counts(run)),
    found(run) > 0 && element("p", {}, t("n_findings", { n: found(run) })));
}

/**
 * Draws how it is with the run of a path and keeps looking, till the function it gives is called.
 * `ended` is called when a run that was seen ends, `seen` with each state.
 */
export function watchRun(place, { path, title, start, means, ended, seen }) {
  const said = element("p", { class: "hidden", role: "status" }), body = element("div");
  const begin = button(start, () => go(), { class: "main" });
  let timer = null, left = false, was = null;

  function draw(run) {
    const text = run.state === "running" && run.step ? word("step", run.step) : word("runState", run.state);
    if (was && said.textContent !== text) said.textContent = text; // each step is read out once
    begin.disabled = run.state === "running";
    body.replaceChildren(run.state === "running" ? progress(run) : outcome(run));
    if (was === "running" && run.state !== "running") ended?.(run);
    seen?.(run);
    was = run.state;
  }
  async function look() {
    clearTimeout(timer);
    try {
      const run = await call(path);
      if (left) return;
      draw(run);
    } catch (failure) {
      if (left) return;
      body.replaceChildren(failed(failure, look));
    }
    timer = setTimeout(look, was === "running" ? often : seldom);
  }
  async function go() {
    begin.disabled = true;
    try {
      draw(await call(path, {}));
    } catch (failure) {
      begin.disabled = false;
      toast(failure.passing ? t("offlineNow") : t("refused", { why: failure.message }));
    }
    clearTimeout(timer);
    timer = setTimeout(look, often);
  }
  place.replaceChildren(card(title, element("p", { class: "soft" }, means), said, body, element("div", { class: "go-start" }, begin)));
  look();
  return () => { left = true; clearTimeout(timer); };
}
