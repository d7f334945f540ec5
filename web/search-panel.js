// The panel of <kladez-search>: what stands in it, whether and where it is open, which row is pointed at.
import { element } from "./kit.js";

export class Panel {
  #input;
  #active = -1;
  #wanted = false; // that it is open, if there is something in it

  constructor(input, t) {
    this.#input = input;
    this.filters = element("div", { class: "filters", role: "group", "aria-label": t("filters") });
    this.note = element("div", { class: "note" });
    this.list = element("div", { id: "list", role: "listbox", "aria-label": t("panel") });
    this.foot = element("div", { class: "foot" });
    this.node = element("div", { class: "panel", hidden: "" }, this.filters, this.note, this.list, this.foot);
  }

  get shown() { return !this.node.hidden; }
  get rows() { return [...this.list.querySelectorAll("[role=option]")]; }
  /** The row that is pointed at, or -1. */
  get active() { return this.#active; }

  point(index) {
    const rows = this.rows;
    rows[this.#active]?.setAttribute("aria-selected", false);
    this.#active = index;
    rows.forEach((row, i) => { row.id = `o${i}`; });
    rows[index]?.setAttribute("aria-selected", true);
    rows[index]?.scrollIntoView({ block: "nearest" });
    if (index < 0) this.#input.removeAttribute("aria-activedescendant");
    else this.#input.setAttribute("aria-activedescendant", rows[index].id);
  }

  want(wanted) { this.#wanted = wanted; }

  #refresh() {
    this.node.hidden = !this.#wanted || !["note", "list", "foot"].some((part) => this[part].childNodes.length);
    this.#input.setAttribute("aria-expanded", this.shown && !this.list.hidden);
    if (this.shown) this.fit();
  }

  fill(part, nodes) {
    this[part].replaceChildren(...nodes);
    this[part].hidden = !nodes.length;
    this.#refresh();
  }

  open() {
    this.#wanted = true;
    this.#refresh();
  }

  close() {
    this.#wanted = false;
    this.#refresh();
    this.point(-1);
  }

  /** It stays within the window, whatever a keyboard leaves of it. */
  fit() {
    const { node } = this, seen = visualViewport;
    if (node.hidden) return;
    node.classList.remove("right");
    node.classList.toggle("right", node.getBoundingClientRect().right > innerWidth);
    node.style.setProperty("--room", `${(seen ? seen.offsetTop + seen.height : innerHeight) - node.getBoundingClientRect().top - 12}px`);
  }
}
