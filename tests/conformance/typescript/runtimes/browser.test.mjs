// Browsers that do not work are found out soon, and leave nothing behind.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { browse } from "./browser.mjs";
import { serve } from "./server.mjs";

const folder = mkdtempSync(join(tmpdir(), "tdproto-browser-"));
let server;
before(async () => {
  writeFileSync(join(folder, "page.html"), "");
  server = await serve(folder);
});
after(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

/** What becomes of a program that does this in place of a browser. */
async function browsed(name, code, times) {
  const program = join(folder, name);
  writeFileSync(program, `#!${process.execPath}\n${code}`, { mode: 0o755 });
  const page = `http://127.0.0.1:${server.port}/page.html`;
  const { hasStarted, text, errors } = await browse(program, page, server.pages, times);
  return { hasStarted, text, errors: errors.trim() };
}

const ASKS = "const url = process.argv.at(-1); await fetch(url);";
const HANGS = "setInterval(() => {}, 1000);";

test("one that ends at once has not started", async () => {
  const result = await browsed("ends.mjs", "console.error('no display'); process.exit(1);");
  assert.deepEqual(result, { hasStarted: false, text: "it ended", errors: "no display" });
});

test("one that hangs has not started", async () => {
  const result = await browsed("hangs.mjs", HANGS, { toStart: 500 });
  assert.deepEqual(result, { hasStarted: false, text: "it asked for no page within 0.5 s", errors: "" });
});

test("one that is no program has not started", async () => {
  const { hasStarted, text } = await browse(join(folder, "absent"), "", server.pages);
  assert.equal(hasStarted, false);
  assert.match(text, /ENOENT/);
});

test("one that asks for the page may still fail", async () => {
  const result = await browsed("asks.mjs", ASKS + HANGS, { toReport: 100 });
  assert.deepEqual(result, { hasStarted: true, text: "it reported nothing within 0.1 s", errors: "" });
  assert.equal((await browsed("goes.mjs", ASKS)).text, "it ended");
});

test("one that reports is not waited for", async () => {
  const report = "await fetch(new URL('/result', url), { method: 'POST', body: 'passed' });";
  const result = await browsed("reports.mjs", ASKS + report + HANGS);
  assert.deepEqual(result, { hasStarted: true, text: "passed", errors: "" });
});
