// Checks all cases of a task by a script, and prints the first differences from `tdproto validate`:
// node run.mjs checker.js TASK
import { createRequire } from "node:module";
import { difference, models } from "./compare.mjs";

const [script, task] = process.argv.slice(2);
const check = createRequire(import.meta.url)(script);
const MAX_SHOWN = 20;

const report = { cases: 0, findings: 0, different: 0, differences: [] };
for (const of of models(task)) {
  for (const found of of.cases) {
    const differs = difference(check, of, found);
    report.cases += 1;
    report.findings += found.expected.length;
    report.different += differs ? 1 : 0;
    if (differs && report.differences.length < MAX_SHOWN) report.differences.push(differs);
  }
}
console.log(JSON.stringify(report));
