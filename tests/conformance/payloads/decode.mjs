// Reads vectors by generated packages and writes what became of each.
//
//   node decode.mjs TASK.json
//
// The task: { "packages": [{ "folder": …, "types": …, "vectors": NDJSON }…] }. On standard output
// comes a line a vector, in their order: an outcome, or null if the package cannot judge it.
import { readFileSync } from "node:fs";
import { judge } from "./judge.mjs";
import { lines, load } from "./package.mjs";

const task = JSON.parse(readFileSync(process.argv[2], "utf8"));
let output = "";
for (const found of task.packages) {
  const outcome = judge(await load(found.folder), found);
  for (const vector of lines(found.vectors)) output += `${JSON.stringify(outcome(vector))}\n`;
}
process.stdout.write(output);
