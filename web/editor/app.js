// The editors' page: signing in, and which section is shown.
import "/editor/texts.js";
import { startEntry } from "/desk/entry.js";
import { byId, element, focusMain, t } from "/desk/tools.js";
import { showCalibration } from "/editor/calibration.js";
import { showContent } from "/editor/content.js";
import { showFindings } from "/editor/findings.js";
import { showPreview } from "/editor/preview.js";
import { showSearches } from "/editor/searches.js";
import { showState } from "/editor/state.js";

const sections = { publishing: showState, findings: showFindings, customers: showContent, searches: showSearches, search: showPreview, confidence: showCalibration };
let signed = false, leaveSection = null;

function show(name) {
  byId("entry").hidden = name !== "entry";
  byId("page").hidden = name !== "page";
  for (const node of document.querySelectorAll(".signed")) node.hidden = name === "entry";
}

const address = () => location.hash.slice(2).split("?"); // #/search?q=words
const chosen = () => {
  const [at] = address();
  return Object.hasOwn(sections, at) ? at : "publishing";
};

function drawNav() {
  byId("sections").replaceChildren(...Object.keys(sections).map((name) => element("a", {
    class: "tab", href: `#/${name}`, "aria-current": name === chosen() ? "page" : "false",
  }, t(`section_${name}`))));
  byId("sections").querySelector('[aria-current="page"]').scrollIntoView({ block: "nearest", inline: "nearest" });
}

/** A section gives what is to be called when it is left, if anything is. */
function route() {
  if (!signed) return;
  const name = chosen(), heading = element("h1", { tabindex: "-1" }, t(`section_${name}`)), body = element("div", { class: "body" });
  leaveSection?.();
  drawNav();
  document.title = `${t(`section_${name}`)} · ${t("titleNone")}`;
  byId("page").replaceChildren(element("header", {}, heading, element("p", { class: "soft" }, t(`means_${name}`))), body);
  byId("page").scrollTop = 0;
  leaveSection = sections[name](body, new URLSearchParams(address()[1])) || null;
}

function begin() {
  signed = true;
  show("page");
  route();
  focusMain();
}

function leave() {
  signed = false;
  leaveSection?.();
  leaveSection = null;
  show("entry");
}

addEventListener("hashchange", () => { route(); if (signed) focusMain(); });
startEntry({ roles: ["editor", "admin"], begin, leave, clear: () => byId("page").replaceChildren(), relabel: route });
