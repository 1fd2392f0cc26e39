// What a bundle costs: nobody pays for what is not imported.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { build } from "esbuild";
import { folder } from "./package.mjs";

async function minified(code) {
  const { outputFiles } = await build({
    stdin: { contents: code.replaceAll("PACKAGE", JSON.stringify(join(folder, "dist/index.js"))), resolveDir: folder },
    bundle: true,
    format: "esm",
    minify: true,
    target: "es2022",
    treeShaking: true,
    write: false,
  });
  return outputFiles[0].contents.length;
}

const cases = [
  ["nothing", "import PACKAGE;", 0],
  ["one guard", "export { isChatType } from PACKAGE;", 500],
  ["one decoder", "import { decode, MessageSchema } from PACKAGE; export const read = (text) => decode(MessageSchema, text);", 17_500],
  ["one small decoder", "import { decode, UnreadSchema } from PACKAGE; export const read = (text) => decode(UnreadSchema, text);", 15_500],
  ["every server event", "export { decodeServerEvent } from PACKAGE;", 40_000],
];

for (const [name, code, most] of cases) {
  test(`${name} costs at most ${most} bytes`, async (t) => {
    const size = await minified(code);
    t.diagnostic(`${name}: ${size} bytes minified`);
    assert.ok(size <= most, `${size} bytes`);
  });
}
