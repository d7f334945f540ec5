// How the elements look: colours by day and by night, controls, what is only heard.
//
// A site changes --kladez-… on the element or above it. Which of two colours holds is up to the
// page's color-scheme: the elements are dark where the page around them is.
import { styleOf } from "./kit.js";

/** Browsers of before 2024 keep what stands in the tag. */
export function define(name, constructor) {
  if (CSS.supports("color", "light-dark(red, oklch(from red l c h))") && AbortSignal.any) customElements.define(name, constructor);
}

export const look = styleOf(`
:host {
  all: initial;
  color-scheme: inherit;
  --paper: var(--kladez-paper, light-dark(#fff, #1b2422));
  --ground: var(--kladez-ground, light-dark(#f3f6f5, #26312e));
  --ink: var(--kladez-ink, light-dark(#16211f, #e8eeec));
  --soft: var(--kladez-soft, light-dark(#52605b, #a6b4af));
  --line: var(--kladez-line, light-dark(#d8dedc, #3a4743));
  --edge: var(--kladez-edge, light-dark(#7d8985, #70807a)); /* of fields: 3:1 against paper */
  --accent: var(--kladez-accent, light-dark(#0b6e6e, #56c6bb));
  --on-accent: var(--kladez-on-accent, oklch(from var(--accent) calc((.68 - l) * 1000) 0 0)); /* white or black */
  --tint: var(--kladez-tint, color-mix(in oklab, var(--accent) 11%, var(--paper)));
  --mark: var(--kladez-mark, light-dark(#fff0b3, #5a4b12));
  --bad: light-dark(#b3261e, #f2938c);
  --round: var(--kladez-radius, .7em);
  --shadow: 0 .2em .6em rgb(0 0 0 / .08), 0 .9em 2.6em rgb(0 0 0 / .22);
  --tap: 2.75em; /* 44 pixels of 16 to an em */
  display: block;
  font-family: var(--kladez-font, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif);
  font-size: var(--kladez-font-size, max(16px, 1rem));
  line-height: 1.5;
  color: var(--ink);
  text-align: start;
}
:host([hidden]) { display: none; }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
.heard { position: absolute; width: 1px; height: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
p, h2 { margin: 0; overflow-wrap: anywhere; }
a { color: var(--accent); text-underline-offset: .15em; }
svg { width: 1.3em; height: 1.3em; flex: none; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
button, input, textarea { font: inherit; color: inherit; letter-spacing: inherit; margin: 0; }
button { min-height: var(--tap); padding: .4em 1em; border: 1px solid var(--line); border-radius: var(--round); background: var(--paper); color: var(--accent); text-align: start; cursor: pointer; touch-action: manipulation; overflow-wrap: anywhere; }
button.main { border-color: var(--accent); background: var(--accent); color: var(--on-accent); font-weight: 600; text-align: center; }
button.bare { border-color: transparent; background: none; }
button.round { min-width: var(--tap); padding: 0; display: inline-grid; place-items: center; color: var(--soft); }
input, textarea { min-width: 0; min-height: var(--tap); padding: .6em .9em; border: 1px solid var(--edge); border-radius: var(--round); background: var(--paper); color: var(--ink); }
::placeholder { color: var(--soft); opacity: 1; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
:is(input, textarea):focus-visible { outline-width: 2px; outline-offset: -1px; border-color: var(--accent); }
[aria-invalid="true"] { border-color: var(--bad); outline-color: var(--bad); }
@media (hover: hover) {
  button:hover { background: var(--tint); border-color: var(--accent); }
  button.bare:hover { border-color: transparent; color: var(--ink); }
  button.main:hover { background: color-mix(in oklab, var(--accent) 88%, var(--ink)); }
}
@media (prefers-reduced-motion: reduce) { *, ::before, ::after { transition: none !important; animation: none !important; } }
@media (forced-colors: active) { button, .said, [aria-selected="true"] { border: 1px solid; } }
@media print { :host { display: none; } }
`);
