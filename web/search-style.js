// The look of <kladez-search>.
import { styleOf } from "./kit.js";

export const searchStyle = styleOf(`
:host { position: relative; }
form { display: flex; gap: .5em; }
.field { position: relative; display: flex; flex: 1; min-width: 0; align-items: center; }
.field > svg { position: absolute; left: .95em; color: var(--soft); pointer-events: none; }
input { flex: 1; height: var(--kladez-height, 3em); padding: 0 2.9em 0 2.8em; text-overflow: ellipsis; }
.clear, kbd { position: absolute; right: .15em; }
kbd { display: none; right: .8em; padding: 0 .45em; border: 1px solid var(--line); border-radius: .3em; background: var(--ground); color: var(--soft); font: inherit; font-size: .8em; pointer-events: none; }
@media (hover: hover) { input:placeholder-shown:not(:focus) ~ kbd { display: block; } }
form > button { height: var(--kladez-height, 3em); padding: 0 1.2em; }
.panel { position: absolute; z-index: calc(var(--kladez-z, 2147483000) + 1); top: calc(100% + .4em); left: 0; width: 100%; min-width: min(22em, 85vw); max-height: max(14em, var(--room, 70dvh)); overflow-y: auto; overscroll-behavior: contain; padding: .4em .4em 0; border: 1px solid var(--line); border-radius: calc(var(--round) + .2em); background: var(--paper); box-shadow: var(--shadow); }
.panel.right { left: auto; right: 0; }
.panel::before { content: ""; position: sticky; display: block; top: -.4em; height: 3px; margin: -.4em -.4em .25em; }
.panel.busy::before { background: linear-gradient(90deg, transparent, var(--accent), transparent) 0 / 40% 100% no-repeat; animation: slide 1.1s .25s linear infinite backwards; }
@keyframes slide { from { background-position: -70% 0 } to { background-position: 170% 0 } }
.filters { display: flex; gap: .4em; padding: .1em .35em .5em; overflow-x: auto; scrollbar-width: none; }
.filters button { padding: .2em .9em; border-radius: 2em; color: var(--ink); font-size: .875em; min-height: 3.15em; white-space: nowrap; }
.filters button[aria-pressed="true"] { border-color: var(--accent); background: var(--accent); color: var(--on-accent); }
@media (hover: hover) { .filters { flex-wrap: wrap; } }
[role="listbox"] { padding-bottom: .4em; }
.note { padding: .35em .7em .6em; color: var(--soft); }
.note strong { display: block; color: var(--ink); font-weight: 600; }
.note button { padding: 0; vertical-align: baseline; text-decoration: underline; text-underline-offset: .15em; }
.head { display: block; padding: .55em .75em .2em; color: var(--soft); font-size: .8em; font-weight: 600; }
[role="option"] { display: flex; align-items: center; gap: .75em; min-height: var(--tap); padding: .4em .75em; border-radius: var(--round); color: var(--ink); text-decoration: none; cursor: pointer; scroll-margin: 3em .5em; }
[role="option"] > svg { color: var(--soft); width: 1.1em; height: 1.1em; }
.article { align-items: flex-start; padding-top: .5em; padding-bottom: .5em; }
.article > svg { margin-top: .2em; }
[role="option"] > div { flex: 1; min-width: 0; }
[role="option"][aria-selected="true"] { background: var(--tint); box-shadow: inset 3px 0 var(--accent); }
@media (hover: hover) { [role="option"]:hover { background: var(--tint); } }
.title { display: block; overflow-wrap: anywhere; }
.article .title { font-weight: 600; color: var(--accent); }
.place, .text { display: block; color: var(--soft); font-size: .85em; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
@media (max-width: 30rem) { .text { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; white-space: normal; } }
mark { border-radius: .2em; background: var(--mark); color: inherit; font-weight: inherit; }
.article .title mark, .text mark { color: var(--ink); }
.drop { margin: -.4em -.5em -.4em 0; width: 2.6em; height: var(--tap); display: grid; place-items: center; color: var(--soft); border-radius: var(--round); }
.drop svg { width: 1em; height: 1em; }
@media (hover: hover) { .drop:hover { color: var(--ink); background: var(--ground); } }
.foot { position: sticky; bottom: 0; display: flex; flex-wrap: wrap; align-items: center; gap: .2em .6em; margin: 0 -.4em; padding: .3em .7em; border-top: 1px solid var(--line); background: var(--paper); font-size: .92em; }
.foot:empty { display: none; }
.foot a, .foot button { display: inline-flex; align-items: center; min-height: 3em; padding: 0 .4em; font-weight: 600; text-decoration: none; }
.foot > :nth-child(2) { margin-left: auto; }
@media (hover: hover) { .foot a:hover { text-decoration: underline; } }
form > button svg { display: none; }
@media (max-width: 30rem) {
  form > button { width: var(--kladez-height, 3em); padding: 0; display: grid; place-items: center; }
  form > button svg { display: block; }
  form > button span { display: none; }
}
`);
