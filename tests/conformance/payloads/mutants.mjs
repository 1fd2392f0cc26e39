// Which vectors tell packages of a changed schema from the package of the schema itself.
//
//   node mutants.mjs TASK.json
//
// The task: { "package": as of decode.mjs, "mutants": [{ "files": { path: text }, "near": text }…] }.
// The vectors that have `near` in their name are tried first. On standard output comes a JSON array
// with an entry a mutant: the name of the first vector that tells it, or null.
import { readFileSync } from "node:fs";
import { judge } from "./judge.mjs";
import { lines, load } from "./package.mjs";

const task = JSON.parse(readFileSync(process.argv[2], "utf8"));
const { folder, types } = task.package;
const vectors = lines(task.package.vectors);
const outcomes = (library) => {
  const outcome = judge(library, { types });
  return (vector) => JSON.stringify(outcome(vector));
};
const right = new Map();
const outcome = outcomes(await load(folder));
for (const vector of vectors) right.set(vector, outcome(vector));

const found = [];
for (const { files, near } of task.mutants) {
  const outcome = outcomes(await load(folder, files));
  const tells = (vector) => outcome(vector) !== right.get(vector);
  const first = vectors.filter(({ id }) => id.includes(near)).find(tells);
  found.push((first ?? vectors.find(tells))?.id ?? null);
}
process.stdout.write(JSON.stringify(found));
