// How fast documented frames are decoded: `npm run bench` in tests/conformance.
//
// In one run, taking turns: JSON.parse alone, the generated decoders, and JSON.parse with classes that
// copy and check nothing, and with validators of Ajv, zod and valibot. All but the first two round
// int64, and only the second gives missing fields their empty values. Two sets of frames: as they
// were documented, which leaves out much that Ajv wants, so that it stops early; and completed. Then
// lists of integers that doubles round: few, which are looked up, and too many for that.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { classes } from "./classes.mjs";
import { validators } from "./validators.mjs";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
// Rounds are short, so that few are interrupted by other programs, and many.
const ROUNDS = 300;
const WARM_UP = 60;
const REPEATS = 5;
/** The same where each round is long. */
const FEW = { rounds: 15, warmUp: 3, repeats: 1 };

async function built() {
  const out = mkdtempSync(join(tmpdir(), "bench-"));
  const tsc = join(root, "tests/conformance/node_modules/typescript/bin/tsc");
  execFileSync(process.execPath, [tsc, "-p", join(root, "generated/typescript"), "--outDir", out]);
  writeFileSync(join(out, "package.json"), '{"type":"module"}');
  const [library, table] = await Promise.all(
    ["index.js", "runtime/table.js"].map((name) => import(pathToFileURL(join(out, name)).href)),
  );
  rmSync(out, { recursive: true });
  return { library, table };
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

/** Processor time in µs. Other programs on the machine, however busy, do not count. */
function spent() {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** The median time, and the median ratio to the first, of ways that take turns. */
function measured(frames, ways, { rounds = ROUNDS, warmUp = WARM_UP, repeats = REPEATS } = {}) {
  const names = Object.keys(ways);
  const times = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < warmUp + rounds; round++) {
    for (const name of names) {
      const way = ways[name];
      // Once for the caches of the processor, which the one before has filled.
      for (const frame of frames) way(frame);
      const start = spent();
      for (let repeat = 0; repeat < repeats; repeat++) for (const frame of frames) way(frame);
      if (round >= warmUp) times[name].push((spent() - start) / repeats);
    }
  }
  const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
  const ratios = (name) => times[name].map((time, round) => time / times[names[0]][round]);
  return names.map((name) => ({ name, time: median(times[name]), ratio: median(ratios(name)) }));
}

const { library: ours, table } = await built();
const model = JSON.parse(readFileSync(join(root, "generated/model.json"), "utf8"));
const bundle = JSON.parse(readFileSync(join(root, "generated/typescript/schema.json"), "utf8"));
const checks = validators(model, bundle);

const fromJSON = classes(model);

const decoded = ({ client, text }) => (client ? ours.decodeClientEvent(text) : ours.decodeServerEvent(text));
const ways = {
  "JSON.parse alone": ({ text }) => JSON.parse(text),
  "decodeEvent (exact int64)": decoded,
  "JSON.parse + classes": ({ event, text }) => fromJSON(event, JSON.parse(text).params),
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
/** The ways that tell whether a frame is as it should be. */
const CHECKS = /Ajv|valibot|zod/;

const sets = { "as documented": frames, "completed, without white space": completed };
for (const [title, set] of Object.entries(sets)) {
  const size = set.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  console.log(`\n${set.length} frames ${title}, ${size} bytes`);
  const accepts = (way) => set.filter((frame) => way(frame) === true).length;
  for (const { name, time, ratio } of measured(set, ways)) {
    const accepted = CHECKS.test(name) ? `  accepts ${accepts(ways[name])}` : "";
    console.log(`  ${name.padEnd(28)}${time.toFixed(0).padStart(6)} µs ${ratio.toFixed(2).padStart(6)} ×${accepted}`);
  }
}

const schema = table.entity(() => ({ row: table.list(table.int64) }), () => ({ row: [] }));
for (const count of [1_000, 1_000_000]) {
  const row = Array.from({ length: count }, (_, at) => 1_626_960_084_072_284_401n + 1_234_567n * BigInt(at));
  const text = `{"row":[${row.join()}]}`;
  console.log(`\n${count} int64, ${text.length} bytes`);
  const both = { "JSON.parse alone": JSON.parse, "decode (exact int64)": (text) => ours.decode(schema, text) };
  for (const { name, time, ratio } of measured([text], both, count > 1_000 ? FEW : {})) {
    console.log(`  ${name.padEnd(28)}${time.toFixed(0).padStart(7)} µs ${ratio.toFixed(2).padStart(6)} ×`);
  }
}
