// Programs that are run and watched: time, processor, memory (from /proc, so Linux only).
import { spawn } from "node:child_process";
import { appendFileSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";

const ticks = 100; // a second, of /proc/PID/stat: the same on every Linux of today

function processorSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /s, "").split(" ");
  return (Number(fields[11]) + Number(fields[12])) / ticks;
}

function megabytes(path, name) {
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(readFileSync(path, "utf8"))[1]) / 1024;
}

const peakOf = (pid) => megabytes(`/proc/${pid}/status`, "VmHWM");

/** Megabytes of a running process. Each of its threads maps the tables of a generation, and rss
 *  counts a page once for each mapping; pss counts it once. */
export function memoryOf(pid) {
  const status = `/proc/${pid}/status`;
  return {
    rss: megabytes(status, "VmRSS"), anon: megabytes(status, "RssAnon"), file: megabytes(status, "RssFile"),
    pss: megabytes(`/proc/${pid}/smaps_rollup`, "Pss"),
  };
}

/**
 * Runs a program to its end: {seconds, processor, peak, steps}. Looks at it every 20 ms. `steps`
 * are the lines it wrote that end in "…", with the second at which each came.
 */
export function measure(program, args, log, allowed = [0]) {
  return new Promise((done, fail) => {
    const started = performance.now();
    const since = () => (performance.now() - started) / 1000;
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
    const seen = { processor: 0, peak: 0, steps: [] };
    const look = () => {
      try {
        seen.processor = processorSeconds(child.pid);
        seen.peak = Math.max(seen.peak, peakOf(child.pid));
      } catch { /* it has just ended */ }
    };
    const timer = setInterval(look, 20);
    const note = (part) => {
      appendFileSync(log, part);
      for (const [, name] of part.matchAll(/^(.*)…$/gm)) seen.steps.push({ name, at: since() });
    };
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", note);
    child.on("error", fail);
    child.on("close", (code) => {
      clearInterval(timer);
      if (allowed.includes(code)) done({ seconds: since(), ...seen });
      else fail(new Error(`${program} ${args.join(" ")}: status ${code}, see ${log}`));
    });
  });
}

/** Starts a server and waits for its first good answer: {pid, url, seconds, stop}. */
export async function startServer(program, data) {
  const started = performance.now();
  const child = spawn(program, ["serve", "--data", data, "--listen", "127.0.0.1:0", "--log", "error"],
    { stdio: ["ignore", "pipe", "inherit"] });
  const url = await new Promise((done, fail) => {
    let text = "";
    child.stdout.setEncoding("utf8");
    child.stdout.on("data", (part) => {
      text += part;
      const found = /listens on (\S+)/.exec(text);
      if (found) done(found[1]);
    });
    child.on("exit", (code) => fail(new Error(`kladez serve ended with ${code}`)));
  });
  const reply = await fetch(`${url}/health`);
  if (reply.status !== 200) throw new Error(`/health: ${reply.status}`);
  await reply.arrayBuffer();
  const seconds = (performance.now() - started) / 1000;
  const ended = new Promise((done) => child.on("exit", done));
  return { pid: child.pid, url, seconds, stop() { child.kill("SIGTERM"); return ended; } };
}

/** Bytes of all files below a folder. */
export function folderBytes(folder) {
  return readdirSync(folder, { recursive: true }).map((name) => statSync(join(folder, name)))
    .filter((file) => file.isFile()).reduce((sum, file) => sum + file.size, 0);
}
