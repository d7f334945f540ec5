// The look of <kladez-chat>.
import { styleOf } from "./kit.js";

export const narrow = "(max-width: 30rem)"; // the chat covers the page

export const chatStyle = styleOf(`
:host { position: fixed; z-index: var(--kladez-z, 2147483000); right: var(--kladez-right, 1.25em); bottom: calc(var(--kladez-bottom, 1.25em) + env(safe-area-inset-bottom)); }
@media print { :host { display: none; } }
.launch { position: relative; display: flex; align-items: center; gap: .6em; min-height: 3.25em; padding: .5em 1.3em .5em 1.1em; border-radius: 2em; box-shadow: var(--shadow); }
.badge { min-width: 1.6em; padding: 0 .4em; border-radius: 1em; background: var(--on-accent); color: var(--accent); font-size: .85em; text-align: center; }
dialog { position: fixed; inset: auto var(--kladez-right, 1.25em) calc(var(--kladez-bottom, 1.25em) + env(safe-area-inset-bottom)) auto; width: min(25em, calc(100vw - 2.5em)); height: min(42em, calc(100dvh - 2.5em)); max-width: none; max-height: none; margin: 0; padding: 0; flex-direction: column; overflow: hidden; border: 1px solid var(--line); border-radius: calc(var(--round) + .4em); background: var(--paper); color: var(--ink); box-shadow: var(--shadow); }
dialog[open] { display: flex; animation: rise .18s ease-out; }
@keyframes rise { from { opacity: 0; transform: translateY(.8em) } }
header { display: flex; align-items: center; padding: .35em .35em .35em 1.1em; border-bottom: 1px solid var(--line); }
h2 { flex: 1; font-size: 1.05em; font-weight: 650; line-height: 1.3; }
.state { padding: .6em 1.22em; border-bottom: 1px solid var(--line); background: var(--tint); font-size: .9em; }
.state strong { display: block; font-weight: 600; }
.log { position: relative; container-type: inline-size; flex: 1; min-height: 0; display: flex; flex-direction: column; gap: .6em; padding: 1em; overflow-y: auto; overscroll-behavior: contain; outline-offset: -3px; }
.log > :first-child { margin-top: auto; }
.said { position: relative; align-self: flex-start; max-width: 88%; padding: .6em .95em; border-radius: 1.1em 1.1em 1.1em .3em; background: var(--ground); overflow-wrap: anywhere; flex: none; }
.said:has(.row) { max-width: 100%; }
.said p { white-space: pre-line; }
.said p + p { margin-top: .55em; }
.step { display: block; padding-inline-start: 1.25em; text-indent: -1.25em; }
.row { display: table-row; }
.cell { display: table-cell; padding: .25em .7em .25em 0; vertical-align: top; overflow-wrap: normal; }
.row + .row .cell { border-top: 1px solid var(--line); }
.row:not(.row + .row) .cell { font-weight: 600; }
.bar { display: none; }
.whole { white-space: nowrap; }
@container (max-width: 19em) { .whole { white-space: normal; } .row { display: block; } .cell, .bar { display: inline; padding: 0; } .row + .row .cell { border: 0; } }
.mine { align-self: flex-end; border-radius: 1.1em 1.1em .3em; background: var(--accent); color: var(--on-accent); }
.agent { background: var(--tint); }
.who { display: block; color: var(--soft); font-size: .82em; font-weight: 600; }
.delivery { margin-top: .3em; font-size: .85em; }
.delivery button { display: block; min-height: 3.25em; margin-top: .4em; border-color: currentcolor; background: none; color: inherit; }
.wait { display: flex; gap: .35em; padding: 1em 1.1em; }
.wait i { width: .5em; height: .5em; border-radius: 50%; background: var(--soft); animation: breathe 1.2s infinite; }
.wait i:nth-of-type(2) { animation-delay: .15s; }
.wait i:nth-of-type(3) { animation-delay: .3s; }
@keyframes breathe { 0%, 60%, 100% { opacity: .35 } 30% { opacity: 1 } }
.source { position: relative; display: block; margin: .7em -.35em 0; padding: .6em 2.4em .6em .8em; border: 1px solid var(--line); border-radius: .8em; background: var(--paper); text-decoration: none; }
.source::after { content: "→" / ""; position: absolute; right: .8em; top: 50%; translate: 0 -50%; font-weight: 600; }
.source bdi { display: block; font-weight: 600; }
.others { margin: .7em 0 0; color: var(--soft); font-size: .92em; }
.others a { display: block; padding: .35em 0; }
.source span { color: var(--soft); font-size: .85em; }
.note { align-self: center; text-align: center; color: var(--soft); font-size: .88em; flex: none; }
.note button { margin: .3em; min-height: 3.15em; }
.options { display: flex; flex-direction: column; align-items: flex-start; gap: .4em; flex: none; }
.options.row, .why { flex-flow: row wrap; }
.options button { border-radius: 1.4em; }
.why { display: flex; gap: .4em; flex: none; }
.why p { flex: 100%; color: var(--soft); font-size: .88em; }
.why button { padding: .2em .8em; border-radius: 1.4em; font-size: .88em; min-height: 3.15em; }
.contact, .rating, .comment { display: flex; flex-wrap: wrap; gap: .5em; padding: .9em 1em; border: 1px solid var(--line); border-radius: 1.1em; flex: none; }
.contact label, .comment label { flex: 100%; font-size: .92em; }
.contact input { flex: 100 1 9em; }
.contact button { flex: 1 0 auto; }
.comment textarea { flex: 100%; }
.rating { flex-direction: column; text-align: center; }
.marks { display: grid; grid-template-columns: repeat(5, 1fr); gap: .4em; }
.marks button { padding: 0; text-align: center; font-weight: 600; }
.ends { display: flex; justify-content: space-between; color: var(--soft); font-size: .82em; }
.say { display: flex; gap: .5em; align-items: flex-end; padding: .7em .8em .3em; border-top: 1px solid var(--line); }
textarea { flex: 1; resize: none; field-sizing: content; max-height: 9em; line-height: 1.4; border-radius: 1.4em; }
.say button { flex: none; width: var(--tap); border-radius: 50%; background: var(--accent); color: var(--on-accent); }
.say .long { flex: 100%; }
.foot { display: flex; justify-content: center; min-height: .5em; padding: 0 .8em .15em; }
.foot button { font-size: .92em; min-height: 3em; }
.source:focus-visible, .mine :focus-visible { outline-offset: 1px; }
.mine :focus-visible { outline-color: currentcolor; }
@media (hover: hover) { .source:hover { border-color: var(--accent); } .mine button:hover { background: none; text-decoration: underline; } .say button:hover { background: color-mix(in oklab, var(--accent) 88%, var(--ink)); } }
@media ${narrow} {
  .launch span:not(.badge, .heard) { display: none; }
  .launch { padding: 0; min-width: 3.5em; min-height: 3.5em; justify-content: center; }
  .badge { position: absolute; top: -.3em; right: -.3em; background: var(--bad); color: var(--paper); }
  dialog { inset: var(--top, 0) 0 auto; width: 100%; height: var(--height, 100dvh); border: 0; border-radius: 0; padding-bottom: env(safe-area-inset-bottom); }
  dialog::backdrop { background: var(--paper); }
}
`);
