// What all tests in JavaScript share: running the program, folders of their own, a server on
// a free port with a pinned clock, calls that are held against docs/openapi.yaml.
import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { checkReply } from "./contract.mjs";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
export const program = resolve(root, process.env.KLADEZ || "build/release/kladez");
export const faulty = resolve(root, process.env.FAULTY || "build/release/kladez-faulty");
export const now = "2026-11-21T08:00:00Z";

/** A folder of the test's own. */
export function scratch(t) {
  const folder = mkdtempSync(join(tmpdir(), "kladez-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes files: {"ru/a.md": "text"}. */
export function writeFiles(folder, files) {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** Runs the program to its end. */
export function kladez(args, options = {}) {
  const run = spawnSync(options.program || program, args, {
    encoding: "utf8", input: options.input ?? "", cwd: root, maxBuffer: 64 << 20,
    env: { ...process.env, ...options.env },
  });
  return { status: run.status, signal: run.signal, stdout: run.stdout, stderr: run.stderr };
}

/** Indexes and insists that it worked. */
export function index(data, ...sources) {
  const run = kladez(["index", "--quiet", "--data", data, ...sources]);
  if (run.status !== 0) throw new Error(`kladez index: status ${run.status}\n${run.stderr}`);
  return run;
}

/** A data folder in which corpus/ is published. */
export function corpusData(t) {
  const data = join(scratch(t), "data");
  if (process.env.CORPUS) cpSync(resolve(root, process.env.CORPUS), data, { recursive: true, verbatimSymlinks: true });
  else index(data, "corpus");
  return data;
}

/** The first line of a stream that fits. */
function lineOf(child, stream, pattern, text = { all: "" }) {
  return new Promise((done, fail) => {
    stream.setEncoding("utf8");
    stream.on("data", (part) => {
      text.all += part;
      const found = pattern.exec(text.all);
      if (found) done(found);
    });
    child.on("exit", (code, signal) => fail(new Error(`ended with ${code ?? signal}: ${text.all}`)));
  });
}

/** Starts a server; stopped when the test is over. */
export async function serve(t, data, options = {}) {
  const pin = options.pin === null ? [] : ["--pin", options.pin || now];
  const args = ["serve", "--data", data, "--listen", "127.0.0.1:0", ...pin, ...(options.args || [])];
  const child = spawn(options.program || program, args, {
    cwd: root, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...options.env },
  });
  const log = { all: "" };
  child.stderr.setEncoding("utf8");
  child.stderr.on("data", (part) => { log.all += part; });
  const ended = new Promise((done) => child.on("exit", (code, signal) => done({ code, signal })));
  const [, port] = await lineOf(child, child.stdout, /listens on http:\/\/[^:]+:(\d+)/)
    .catch((error) => { throw new Error(`${error.message}${log.all}`); });
  const server = {
    child, data, log, ended, port: Number(port), url: `http://127.0.0.1:${port}`,
    async stop(signal = "SIGTERM") {
      child.kill(signal);
      return ended;
    },
  };
  t.after(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
    await ended;
  });
  return server;
}

/**
 * One request. Its reply is held against the contract; `body` is sent as JSON, `raw` as it is.
 * Returns {status, headers, text, json}.
 */
export async function call(server, method, path, { body, raw, token, headers = {}, type = "application/json" } = {}) {
  const init = { method, headers: { ...headers }, redirect: "manual" };
  if (token) init.headers.Authorization = `Bearer ${token}`;
  if (body !== undefined || raw !== undefined) {
    init.headers["Content-Type"] = type;
    init.body = raw ?? JSON.stringify(body);
  }
  const reply = await fetch(server.url + path, init);
  const text = await reply.text();
  const kind = (reply.headers.get("content-type") || "").split(";")[0];
  const json = kind.endsWith("json") && method !== "HEAD" ? JSON.parse(text) : undefined;
  checkReply(method, new URL(server.url + path).pathname, reply.status, kind, json);
  return { status: reply.status, headers: reply.headers, text, json };
}

export const get = (server, path, options) => call(server, "GET", path, options);
export const post = (server, path, body, options) => call(server, "POST", path, { body, ...options });

/** A search, a turn: what is replied when all is well. */
async function replied(server, path, body, options) {
  const { status, text, json } = await post(server, path, body, options);
  if (status !== 200) throw new Error(`${path}: status ${status}: ${text}`);
  return json;
}

export const search = (server, body, options) => replied(server, "/indexes/articles/search", body, options);
export const suggest = (server, body, options) => replied(server, "/v1/suggest", body, options);

/** Makes a key and returns its secret. */
export function addKey(data, role, ...options) {
  const run = kladez(["keys", "--data", data, "--role", role, ...options, "add", `test ${role}`]);
  if (run.status !== 0) throw new Error(run.stderr);
  return run.stdout.match(/kz_[\w-]+/)[0];
}

/** Waits for a condition that an event will make true; fails after `ms`. */
export async function until(condition, what, ms = 60000) {
  const end = Date.now() + ms;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((done) => setTimeout(done, 5));
  }
}
