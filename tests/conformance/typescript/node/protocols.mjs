// The packages of the protocols with drawn frames, built, and their recorded frames.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const { PACKAGE, PROTOCOLS } = process.env;
if (!PACKAGE || !PROTOCOLS) throw new Error("run by `cargo test -p tdproto-tests typescript`");

const dist = join(PACKAGE, "dist");
const imported = async (name) => [name, await import(pathToFileURL(join(dist, name, "src/index.js")).href)];
const packages = new Map(await Promise.all(readdirSync(dist).filter((name) => existsSync(join(dist, name, "src/index.js"))).map(imported)));

/** The package of a protocol. */
export const of = (name) => packages.get(name);

/** The protocols that have recorded frames. */
export const names = readdirSync(PROTOCOLS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** The recorded frames of a protocol: `[sender, kind, frame]`. */
export const recorded = (name) => JSON.parse(readFileSync(join(PROTOCOLS, name, "frames.json"), "utf8"));
