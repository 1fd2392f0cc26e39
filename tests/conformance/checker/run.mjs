// Compares the payload checker of pages with `tdproto validate`.
//
// node run.mjs checker.js TASK: the task lists models, each with a file of tables and a file of
// cases, one a line. Prints what was compared, and the first differences.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [script, task] = process.argv.slice(2);
const check = createRequire(import.meta.url)(script);
const MAX_SHOWN = 20;

const order = (a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
// How control characters of keys are quoted is the only thing that is not compared.
const unquoted = (message) => message.replace(/\\u\{?[0-9a-f]+\}?|\\[bfnrt0]/g, "?");
const report = { cases: 0, findings: 0, different: 0, differences: [] };
for (const { tables, cases } of JSON.parse(readFileSync(task, "utf8"))) {
  const model = JSON.parse(readFileSync(tables, "utf8"));
  for (const line of readFileSync(cases, "utf8").split("\n")) {
    if (line === "") continue;
    const { id, text, options, expected } = JSON.parse(line);
    const { frames, total, listed } = check(model, text, options);
    let found = frames.flatMap(({ event, findings }) =>
      findings.map(({ line, column, code, pointer, message }) =>
        options.single ? [code, pointer, unquoted(message)] : [code, pointer, unquoted(message), line, column, event],
      ),
    );
    if (options.single) found = found.sort(order);
    const wanted = expected.map(([code, pointer, message, ...place]) => [code, pointer, unquoted(message), ...place]);
    if (options.single) wanted.sort(order);
    report.cases += 1;
    report.findings += found.length;
    if (total !== wanted.length || listed !== wanted.length || JSON.stringify(found) !== JSON.stringify(wanted)) {
      report.different += 1;
      if (report.differences.length < MAX_SHOWN) {
        const start = text.length > 1000 ? `${text.slice(0, 1000)}…` : text;
        report.differences.push({ id, text: start, options, wanted: wanted.slice(0, 10), found: found.slice(0, 10) });
      }
    }
  }
}
console.log(JSON.stringify(report));
