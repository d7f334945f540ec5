// The documentation, held against the program: its examples are run one by one, its tables
// compared with what the program says of itself.
//
// An example is a fenced `sh` block with curl or kladez commands; the block behind it is the
// reply to its last command: `json` (a part of the body), `text` (the body) or `http` (status
// line and some headers). In a reply … stands for anything, as the last element of an array for
// the rest of it; "$NAME" keeps a value for the examples below; numbers are rounded.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { test } from "node:test";

import { addKey, call, corpusData, get, kladez, root, serve, until } from "../lib/kladez.mjs";

const read = (path) => readFileSync(join(root, path), "utf8");
const secret = "a secret that both sides know";

/** [{kind, text, line}] */
function fences(markdown) {
  return [...markdown.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map((m) => ({
    kind: m[1], text: m[2].trimEnd(), line: markdown.slice(0, m.index).split("\n").length + 1,
  }));
}

// ---- commands ----

/** The commands of a shell text, one after the other, as lists of words; quotes, \ and $NAME
 * as the shell has them. */
function* commands(text, names) {
  let words = [], word = null;
  const end = () => { if (word !== null) words.push(word); word = null; };
  const name = (at) => /^\$(\w+)/.exec(text.slice(at));
  const value = (found) => {
    assert.ok(found && found[1] in names, `$${found?.[1]} is not set`);
    return names[found[1]];
  };
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === "'") {
      const close = text.indexOf("'", i + 1);
      word = (word ?? "") + text.slice(i + 1, close);
      i = close;
    } else if (c === '"') {
      word ??= "";
      for (i++; text[i] !== '"'; i++) {
        const found = text[i] === "$" && name(i);
        if (found) i += found[0].length - 1;
        word += found ? value(found) : text[i] === "\\" ? text[++i] : text[i];
      }
    } else if (c === "\\" && text[i + 1] === "\n") {
      i++;
    } else if (c === "$" && text[i + 1] !== "(") {
      const found = name(i);
      word = (word ?? "") + value(found);
      i += found[0].length - 1;
    } else if (c === "\n") {
      end();
      if (words.length) yield words;
      words = [];
    } else if (c === " ") {
      end();
    } else {
      word = (word ?? "") + c;
    }
  }
  end();
  if (words.length) yield words;
}

/** The request that curl would make of its arguments. */
function curl(words) {
  const request = { headers: {}, data: [] };
  for (let i = 1; i < words.length; i++) {
    const flag = words[i];
    if (flag === "-s" || flag === "-si") continue;
    else if (flag === "-X") request.method = words[++i];
    else if (flag === "-G") request.query = true;
    else if (flag === "-d") request.data.push(words[++i]);
    else if (flag === "--data-urlencode") {
      const [, key, value] = /^([^=]+)=(.*)$/s.exec(words[++i]);
      request.data.push(`${key}=${encodeURIComponent(value)}`);
    } else if (flag === "--json") {
      request.raw = words[++i];
    } else if (flag === "-H") {
      const [, key, value] = /^([^:]+): (.*)$/.exec(words[++i]);
      request.headers[key] = value;
    } else {
      assert.doesNotMatch(flag, /^-/, "a flag this test does not know");
      request.url = flag;
    }
  }
  if (request.query) request.url += `?${request.data.join("&")}`;
  else if (request.data.length) request.raw = request.data.join("&");
  request.method ??= request.raw === undefined ? "GET" : "POST";
  return request;
}

async function run(words, server, names, data) {
  if (words[0] === "curl") {
    const { method, url, headers, raw } = curl(words);
    const base = [server.url, "http://127.0.0.1:8700"].find((b) => url.startsWith(b));
    assert.ok(base, `${url} is not this server`);
    return call(server, method, url.slice(base.length), { headers, raw });
  }
  const [, name, first] = /^(\w+)=\$\((\w+)$/.exec(words[0]) || [];
  const program = name ? [first, ...words.slice(1)] : words;
  if (program[0] === "kladez") {
    const last = program.length - 1;
    if (name) program[last] = program[last].replace(/\)$/, "");
    const done = kladez(program.slice(1), { env: { KLADEZ_DATA: data } });
    assert.equal(done.status, 0, done.stderr);
    if (name) names[name] = done.stdout.trim();
    return { status: 200, text: done.stdout };
  }
  assert.ok(["export", "make"].includes(words[0]), `${words[0]} is no command of an example`);
  return null;
}

// ---- replies ----

/** Does the text fit? A $NAME alone is kept, or compared with what was kept. */
function fits(shown, real, names) {
  const [, name] = /^\$(\w+)$/.exec(shown) || [];
  if (shown === "…") return true;
  if (name && !(name in names)) names[name] = real;
  if (name) return real === names[name];
  const pattern = shown.split("…").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return typeof real === "string" && new RegExp(`^${pattern.join("[^]*")}$`).test(real);
}

/** Is `shown` a part of `real`? Returns where it is not. */
function difference(shown, real, names, at = "") {
  const wrong = `${at || "reply"}: ${JSON.stringify(shown)} is shown, ${JSON.stringify(real)} it is`;
  if (typeof shown === "string") return fits(shown, real, names) ? null : wrong;
  if (typeof shown === "number") {
    const digits = (String(shown).split(".")[1] || "").length;
    const near = typeof real === "number" && Math.abs(real - shown) <= 0.5000001 * 10 ** -digits;
    return shown === real || (digits && near) ? null : wrong;
  }
  if (Array.isArray(shown)) {
    const open = shown.at(-1) === "…", count = shown.length - open;
    if (!Array.isArray(real) || (open ? real.length < count : real.length !== count)) return wrong;
    return shown.slice(0, count).map((item, i) => difference(item, real[i], names, `${at}[${i}]`)).find(Boolean) ?? null;
  }
  if (shown && typeof shown === "object") {
    if (!real || typeof real !== "object") return wrong;
    return Object.entries(shown)
      .map(([key, value]) => (key in real ? difference(value, real[key], names, `${at}.${key}`) : `${at}.${key} is not in the reply`))
      .find(Boolean) ?? null;
  }
  return shown === real ? null : wrong;
}

function checkHead(text, reply, names) {
  const [first, ...headers] = text.split("\n");
  assert.equal(reply.status, Number(/^HTTP\/1\.1 (\d+)/.exec(first)[1]));
  for (const line of headers) {
    const [, name, value] = /^([^:]+): (.*)$/.exec(line);
    assert.ok(fits(value, reply.headers.get(name), names), `${line} is shown, ${reply.headers.get(name)} it is`);
  }
}

function check(block, reply, names) {
  if (block.kind === "http") {
    checkHead(block.text, reply, names);
  } else if (block.kind === "text") {
    assert.ok(fits(block.text, reply.text.trimEnd(), names), `it is ${reply.text}`);
  } else {
    const shown = JSON.parse(block.text);
    assert.ok(reply.json, `a body is shown, there is none: ${reply.status} ${reply.text}`);
    const wrong = difference(shown, reply.json, names);
    assert.ok(!wrong, `${wrong}\n${reply.text}`);
    assert.ok(reply.status < 300 || "code" in shown, `status ${reply.status}`);
  }
}

/** Runs the examples of a document; how many there were. */
async function examples(path, server, data, names) {
  const blocks = fences(read(path));
  let count = 0;

  for (const [i, block] of blocks.entries()) {
    if (block.kind !== "sh") continue;
    try {
      let reply = null;
      for (const words of commands(block.text, names)) reply = await run(words, server, names, data) ?? reply;
      if (!reply) continue;
      count++;
      if (["json", "text", "http"].includes(blocks[i + 1]?.kind)) check(blocks[i + 1], reply, names);
    } catch (error) {
      error.message = `${path}:${block.line}: ${error.message}`;
      throw error;
    }
  }
  return count;
}

// ---- tests ----

test("the examples of README.md do what they show", async (t) => {
  const data = corpusData(t);
  const count = await examples("README.md", await serve(t, data), data, {});
  assert.ok(count >= 2, `only ${count} examples`);
});

test("the examples of docs/http-api.md do what they show", async (t) => {
  const data = corpusData(t), notices = [];
  const receiver = createServer((request, reply) => {
    let body = "";
    request.setEncoding("utf8").on("data", (part) => { body += part; });
    request.on("end", () => { notices.push({ headers: request.headers, body }); reply.end(); });
  });
  await new Promise((done) => receiver.listen(0, "127.0.0.1", done));
  t.after(() => new Promise((done) => { receiver.closeAllConnections(); receiver.close(done); }));
  const server = await serve(t, data, {
    args: ["--origins", "https://shop.example", "--webhook", `http://127.0.0.1:${receiver.address().port}/kladez`],
    env: { KLADEZ_WEBHOOK_SECRET: secret },
  });
  const names = { KLADEZ: server.url };
  const count = await examples("docs/http-api.md", server, data, names);
  assert.ok(count >= 35, `only ${count} examples`);

  // The code that checks a notice, and the notice it shows.
  const blocks = fences(read("docs/http-api.md"));
  const at = blocks.findIndex((block) => block.text.includes("isFromKladez")), shown = JSON.parse(blocks[at + 1].text);
  const { isFromKladez } = await import(`data:text/javascript,${encodeURIComponent(blocks[at].text)}`);
  const notice = await until(() => notices.find((n) => JSON.parse(n.body).type === shown.type && JSON.parse(n.body).ticket?.number === shown.ticket.number), "the notice");
  const sent = Number(notice.headers["x-kb-timestamp"]) * 1000;
  assert.equal(difference(shown, JSON.parse(notice.body), names), null, notice.body);
  assert.equal(isFromKladez(notice.headers, notice.body, secret, sent), true);
  assert.equal(isFromKladez(notice.headers, notice.body + " ", secret, sent), false);
  assert.equal(isFromKladez(notice.headers, notice.body, "another", sent), false);
  assert.equal(isFromKladez(notice.headers, notice.body, secret, sent + 301000), false);
  assert.equal(isFromKladez({ ...notice.headers, "x-kb-signature": "v1=00" }, notice.body, secret, sent), false);
});

/** The rows of the tables under a heading, cells trimmed, without back quotes. */
function rows(path, heading) {
  const from = read(path).split(`\n${heading}\n`)[1];
  assert.ok(from, `${path} has no "${heading}"`);
  return from.split(/\n#/)[0].split("\n").filter((line) => /^\| *`/.test(line))
    .map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim().replace(/`/g, "")));
}

const sourcesOf = (...folders) => folders.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true }).filter((name) => /\.[ch]$/.test(name)).map((name) => read(`${folder}/${name}`))).join("\n");

test("docs/operations.md lists the settings each command has", () => {
  for (const command of ["serve", "index"]) {
    const said = kladez([command, "--help"]).stdout.split("\n").map((line) => /^ {2}--(\S+)( \S+)? +(.*?)(?: \[([^\]]*)\])?$/.exec(line))
      .filter(Boolean).map(([, name, , help, standard]) => [`--${name}`, standard ?? "", help]);
    assert.deepEqual(rows("docs/operations.md", `### kladez ${command}`), said, command);
  }
});

test("docs/articles.md lists the fields authors may use, and the kinds of files", () => {
  const said = rows("docs/articles.md", "## Fields").flatMap(([names]) => names.split(", "));
  assert.deepEqual(said.sort(), [...read("indexer/fields.c").matchAll(/^ {4}\{"(\w+)", KIND_/gm)].map(([, name]) => name).sort());
  const endings = rows("docs/articles.md", "## Files").flatMap(([names]) => names.split(", "));
  assert.deepEqual(endings.sort(), [...read("indexer/scan.c").matchAll(/\{"(\.\w+)", FILE_/g)].map(([, ending]) => ending).sort());
});

test("docs/operations.md lists the metrics there are", async (t) => {
  const data = corpusData(t), server = await serve(t, data);
  const { text } = await get(server, "/metrics", { token: addKey(data, "admin") });
  const there = [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].map(([, name, type]) => `${name} ${type}`);
  assert.deepEqual(rows("docs/operations.md", "### Metrics").map(([name, type]) => `${name} ${type}`).sort(), there.sort());
});

test("docs/http-api.md lists every code an error may have", () => {
  const listed = new Set(rows("docs/http-api.md", "## Errors").map(([code, status]) => `${status} ${code}`));
  const sources = sourcesOf("server");
  const used = [
    ...[...sources.matchAll(/(?:reply_error|refuse)\(\s*&?\w+,\s*(\d{3}),\s*"(\w+)"/g)].map((m) => `${m[1]} ${m[2]}`),
    ...[...sources.matchAll(/\[ERR_\w+\] = \{(\d{3}), "(\w+)"\}/g)].map((m) => `${m[1]} ${m[2]}`),
  ];
  assert.ok(used.length > 30);
  const fields = /^400 (invalid|missing)_/; // a row tells of all of them
  assert.deepEqual([...new Set(used)].filter((code) => !listed.has(code) && !fields.test(code)), []);
});

test("docs/http-api.md states the limits the program has", () => {
  const sources = sourcesOf("base", "text", "engine", "bot", "desk", "server");
  const table = rows("docs/http-api.md", "## Limits");
  assert.ok(table.length > 10);
  for (const [name, value] of table) {
    const found = new RegExp(`\\b${name} = ([\\d *<]+?)\\s*[,}/]`).exec(sources);
    assert.ok(found, `no constant ${name}`);
    const number = found[1].includes("<<") ? found[1].split("<<").reduce((a, b) => Number(a) * 2 ** Number(b))
      : found[1].split("*").reduce((a, b) => a * Number(b), 1);
    const [, digits, unit] = /^([\d ]+?) ?(KiB|MiB)?( .*)?$/.exec(value.replace(/,/g, ""));
    assert.equal(Number(digits) * ({ KiB: 1024, MiB: 1024 ** 2 }[unit] || 1), number, name);
  }
});

test("files and folders that documents speak of are there", () => {
  const documents = ["README.md", "CHANGELOG.md", ...["docs", "docs/adr"].flatMap((folder) =>
    readdirSync(join(root, folder)).filter((name) => name.endsWith(".md")).map((name) => `${folder}/${name}`))];
  const top = /^(base|text|engine|indexer|bot|desk|server|cli|web|corpus|tests|bench|docs)\//;
  for (const path of documents) {
    const text = read(path).replace(/^```[^]*?^```/gm, "");
    for (const [, name] of text.matchAll(/`([\w./-]+)`/g))
      if (top.test(name)) assert.ok(existsSync(join(root, name)), `${path}: ${name}`);
    for (const [, target] of text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g))
      assert.ok(existsSync(join(root, path, "..", target)), `${path}: ${target}`);
  }
});

test("docs/ARCHITECTURE.md names the one file that uses each library", () => {
  const owners = read("tests/layers.sh").split("<<EOF\n")[1].split("\nEOF")[0].split("\n").map((line) => line.split(" ")[1]);
  const table = rows("docs/ARCHITECTURE.md", "## Libraries").map((cells) => cells[2]);
  assert.deepEqual([...new Set(table)].sort(), owners.sort());
});
