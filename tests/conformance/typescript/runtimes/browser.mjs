// A browser without a window, which opens a page that reports how it went.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const SWITCHES = [
  "--headless=new",
  "--no-sandbox", // of no use for a page of our own, and not possible for root
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--no-first-run",
  "--remote-debugging-port=0", // keeps it open
];

/**
 * Opens a page of a server, the events of which are `pages`. A browser that asks for nothing in time
 * cannot start on this machine; one that does has some time to report.
 */
export async function browse(program, page, pages, { toStart = 20_000, toReport = 120_000 } = {}) {
  const profile = mkdtempSync(join(tmpdir(), "tdproto-"));
  const args = [...SWITCHES, `--user-data-dir=${profile}`, page];
  const child = spawn(program, args, { detached: true, stdio: ["ignore", "ignore", "pipe"] });
  let errors = "";
  child.stderr.on("data", (data) => (errors += data));
  const over = new AbortController();
  const happens = (name) => once(pages, name, { signal: over.signal }).catch(() => []);
  const asked = happens("asked");
  const reported = happens("reported");
  const ended = once(child, "exit").then(() => "it ended", ({ message }) => message);
  const late = (time, what) =>
    new Promise((resolve) => {
      const timer = setTimeout(() => resolve(`it ${what} within ${time / 1000} s`), time);
      over.signal.addEventListener("abort", () => clearTimeout(timer));
    });
  let text = await Promise.race([asked.then(() => undefined), ended, late(toStart, "asked for no page")]);
  const hasStarted = text === undefined;
  if (hasStarted) {
    text = await Promise.race([reported.then(([text]) => text), ended, late(toReport, "reported nothing")]);
  }
  over.abort();
  if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
    try {
      process.kill(-child.pid, "SIGKILL"); // The browser has processes of its own.
    } catch {
      child.kill("SIGKILL");
    }
  }
  await ended;
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  return { hasStarted, text, errors };
}
