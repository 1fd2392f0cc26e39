// The built package under test, and the documented frames.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const { PACKAGE, EXAMPLES } = process.env;
if (!PACKAGE || !EXAMPLES) throw new Error("run by `cargo test -p tdproto-tests typescript`");

/** The package built with the given options: `default`, `keep`, `deny`, `number` or `string`. */
export const built = (variant = "default") =>
  import(pathToFileURL(join(PACKAGE, variant, "dist/index.js")).href);

/** Where the package built with the default options is. */
export const folder = join(PACKAGE, "default");

/** The documented frames, placeholders filled in: `{ event, client, text }`. */
export const examples = readdirSync(EXAMPLES)
  .filter((name) => name.endsWith(".json"))
  .map((name) => {
    const event = name.slice(0, -".json".length);
    const filled = readFileSync(join(EXAMPLES, name), "utf8")
      .replaceAll('"BOOL"', "true")
      .replaceAll('"INT"', "7");
    // One was recorded without its envelope.
    const text = event === "server.uisettings" ? `{"event":"${event}","params":${filled}}` : filled;
    return { event, client: event.startsWith("client."), text };
  });
