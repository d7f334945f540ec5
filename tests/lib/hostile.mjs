// Texts that must be shown as they are, wherever they come from: queries, articles, names, messages.
// A script that runs sets window.pwned.

export const scripts = [
  "<script>window.pwned=1</script>",
  "<img src=x onerror=window.pwned=1>",
  "\"><svg onload=window.pwned=1>",
  "'><iframe srcdoc='<script>parent.pwned=1</script>'>",
  "<b onmouseover=window.pwned=1 style=position:fixed;inset:0>bold</b>",
  "javascript:window.pwned=1",
  "</title></textarea></script><script>window.pwned=1</script>",
  "<a href=javascript:window.pwned=1>link</a>",
  "{{constructor.constructor('window.pwned=1')()}} ${window.pwned=1}",
  "<template shadowrootmode=open><script>window.pwned=1</script></template>",
  "\\u003cimg src=x onerror=window.pwned=1\\u003e &lt;b&gt; &amp; %3Cscript%3E",
  "</p></div><style>*{display:none!important}</style>",
];

export const odd = [
  "\u202Etxet desrever\u202C \u2066isolate", // marks of direction, not all of them closed
  "שלום עולם, مرحبا بالعالم",
  "👩‍👩‍👧‍👦🏳️‍🌈🇷🇺 e\u0301\u0323\u0308 zero\u200Bwidth\u200Djoin",
  "\u0001marks\u0002 of \uFFFD ours \u0007",
  "Z\u0351\u036B\u0343a\u0360lgo ".repeat(20),
];

export const longWord = "слово".repeat(10000); // 100 kB

export const all = [...scripts, ...odd];
