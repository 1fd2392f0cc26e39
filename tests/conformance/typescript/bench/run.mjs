// How fast documented frames are decoded: `npm run bench` in tests/conformance.
//
// In one run, interleaved: JSON.parse alone, the generated decoders, and JSON.parse with a validator
// of Ajv, zod and valibot. Two sets of frames: as they were documented, which leaves much out, and
// completed to what the schema wants.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { validators } from "./validators.mjs";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const ROUNDS = 60;
const REPEATS = 20;

async function built() {
  const out = mkdtempSync(join(tmpdir(), "bench-"));
  const tsc = join(root, "tests/conformance/node_modules/typescript/bin/tsc");
  execFileSync(process.execPath, [tsc, "-p", join(root, "generated/typescript"), "--outDir", out]);
  writeFileSync(join(out, "package.json"), '{"type":"module"}');
  const built = await import(pathToFileURL(join(out, "index.js")).href);
  rmSync(out, { recursive: true });
  return built;
}

function documented() {
  const folder = join(root, "schema/protocol/examples");
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return names.map((name) => {
    const event = name.slice(0, -".json".length);
    const filled = readFileSync(join(folder, name), "utf8").replaceAll('"BOOL"', "true").replaceAll('"INT"', "7");
    const text = event === "server.uisettings" ? `{"event":"${event}","params":${filled}}` : filled;
    return { event, client: event.startsWith("client."), text };
  });
}

/** The best time and the median ratio to the first, of ways that take turns. */
function measured(frames, ways) {
  const names = Object.keys(ways);
  const times = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < ROUNDS + 10; round++) {
    for (const name of names) {
      const start = performance.now();
      for (let repeat = 0; repeat < REPEATS; repeat++) for (const frame of frames) ways[name](frame);
      if (round >= 10) times[name].push(((performance.now() - start) / REPEATS) * 1000);
    }
  }
  const ratios = (name) => times[name].map((time, round) => time / times[names[0]][round]);
  const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
  return names.map((name) => ({ name, best: Math.min(...times[name]), ratio: median(ratios(name)) }));
}

const ours = await built();
const model = JSON.parse(readFileSync(join(root, "generated/model.json"), "utf8"));
const bundle = JSON.parse(readFileSync(join(root, "generated/typescript/schema.json"), "utf8"));
const checks = validators(model, bundle);

const decoded = ({ client, text }) => (client ? ours.decodeClientEvent(text) : ours.decodeServerEvent(text));
const ways = {
  "JSON.parse alone": ({ text }) => JSON.parse(text),
  "decodeEvent (exact int64)": decoded,
  "JSON.parse + Ajv": ({ event, text }) => checks.ajv(event)(JSON.parse(text).params),
  "JSON.parse + valibot": ({ event, text }) => checks.valibot(event)(JSON.parse(text).params),
  "JSON.parse + zod": ({ event, text }) => checks.zod(event)(JSON.parse(text).params),
};

const frames = documented();
const completed = frames.map((frame) => {
  const { event, params } = decoded(frame);
  const encode = frame.client ? ours.encodeClientEvent : ours.encodeServerEvent;
  return { ...frame, text: encode(params === undefined ? { event } : { event, params }) };
});
const sets = { "as documented": frames, "completed, without white space": completed };
for (const [title, set] of Object.entries(sets)) {
  const size = set.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  console.log(`\n${set.length} frames ${title}, ${size} bytes`);
  const accepts = (way) => set.filter((frame) => way(frame) === true).length;
  for (const { name, best, ratio } of measured(set, ways)) {
    const accepted = name.includes("+") ? `  accepts ${accepts(ways[name])}` : "";
    console.log(`  ${name.padEnd(28)}${best.toFixed(0).padStart(6)} µs ${ratio.toFixed(2).padStart(6)} ×${accepted}`);
  }
}
