// Decodes frames by the package in a folder, and tells where it judges or writes them otherwise than
// the cases say: `node agreement.mjs PACKAGE CASES`.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { exactly } from "./exactly.mjs";

const [folder, cases] = process.argv.slice(2);
const p = await import(pathToFileURL(join(folder, "dist/index.js")).href);

function disagreement({ client, text, kind, encoded, error }) {
  const frame = (client ? p.decodeClientEvent : p.decodeServerEvent)(text);
  if (frame.kind !== kind) return `is ${kind} (${error}) and ${frame.kind} (${frame.path}: ${frame.reason})`;
  if (kind !== "known") return undefined;
  const { event, params, confirmId } = frame;
  const written = {
    event,
    ...(confirmId !== undefined && { confirm_id: confirmId }),
    ...(params !== undefined && { params }),
  };
  const ours = (client ? p.encodeClientEvent : p.encodeServerEvent)(written);
  try {
    assert.deepEqual(exactly(ours), exactly(encoded));
    return undefined;
  } catch {
    return `is written\n  ${encoded}\n  ${ours}`;
  }
}

for (const found of JSON.parse(readFileSync(cases, "utf8"))) {
  const said = disagreement(found);
  if (said !== undefined) console.log(`${found.text}\n${said}\n`);
}
