// Loads a generated package straight from its TypeScript, bundled in memory.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

/** What the judge needs beyond what users do. */
const ENTRY = `
export * from "./src/index.ts";
export { decodeEntity } from "./src/runtime/decode.ts";
export { encodeValue } from "./src/runtime/encode.ts";
`;

/** The same for frames that are envelopes. */
const EVENTS = `
export { decodeEvent, encodeEvent } from "./src/runtime/events.ts";
`;

/** The module of the package in a folder; `changed` holds files in place of those on disk. */
export async function load(folder, changed = {}) {
  const replaced = {
    name: "replaced",
    setup(bundle) {
      bundle.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const name = path.slice(folder.length + 1);
        return { contents: changed[name] ?? readFileSync(path, "utf8"), loader: "ts" };
      });
    },
  };
  const hasEvents = existsSync(join(folder, "src/runtime/events.ts"));
  const { outputFiles } = await build({
    stdin: { contents: hasEvents ? ENTRY + EVENTS : ENTRY, resolveDir: folder, loader: "ts" },
    absWorkingDir: folder,
    bundle: true,
    format: "esm",
    target: "es2022",
    write: false,
    plugins: [replaced],
    logLevel: "error",
  });
  const code = Buffer.from(outputFiles[0].contents).toString("base64");
  return import(`data:text/javascript;base64,${code}`);
}

/** The lines of a file of NDJSON. */
export function lines(path) {
  const text = readFileSync(path, "utf8");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

