// Compares the payload checker of pages with `tdproto validate`, whose findings are in the cases.
import { readFileSync } from "node:fs";

/** The models of a task, each with its tables and its cases. */
export function* models(task) {
  for (const { tables, cases } of JSON.parse(readFileSync(task, "utf8"))) {
    const lines = readFileSync(cases, "utf8").split("\n").filter((line) => line !== "");
    const model = JSON.parse(readFileSync(tables, "utf8"));
    yield { model, places: places(model), cases: lines.map((line) => JSON.parse(line)) };
  }
}

/** Every place in a schema that a finding may name. */
function places({ types, events, frames }) {
  const fields = types.flatMap(({ name, fields }) => (fields ?? []).map(([key]) => `type ${name}.${key}`));
  const named = (owner, list) => list.map(({ name }) => `${owner} ${name}`);
  return new Set([...fields, ...named("type", types), ...named("event", events), ...named("frame", frames)]);
}

/** Findings that may be of no place in the schema: what is around a frame, or is none. */
const PLACELESS = ["not-json", "too-deep", "no-envelope", "unknown-event", "wrong-type", "duplicate-key", "half-surrogate-pair"];
const isAround = ({ code, pointer }) => PLACELESS.includes(code) || (code === "missing-key" && pointer === "/data");

// How control characters of keys are quoted is the only thing that is not compared.
const unquoted = (message) => message.replace(/\\u\{?[0-9a-f]+\}?|\\[bfnrt0]/g, "?");
const order = (a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

/** What differs between a script and `validate` in a case; `undefined`: nothing. */
export function difference(check, { model, places }, { id, text, options, expected }) {
  const { frames, total, listed } = check(model, text, options);
  const all = frames.flatMap(({ event, findings }) => findings.map((finding) => ({ event, ...finding })));
  const found = all.map(({ code, pointer, message, line, column, event }) => {
    const place = options.single ? [] : [line, column, event];
    return [code, pointer, unquoted(message), ...place];
  });
  const wanted = expected.map(([code, pointer, message, ...place]) => [code, pointer, unquoted(message), ...place]);
  // The order in which values alone are checked is not known.
  if (options.single) [found, wanted].forEach((list) => list.sort(order));
  const isPlaced = ({ path, owner }) => places.has(`${owner} ${path}`) || (path === "" && owner === "");
  const isLost = (finding) => !isPlaced(finding) || (finding.path === "" && !isAround(finding));
  const lost = all.filter(isLost).map(({ path, owner, message }) => [path, owner, message]);
  const isSame = JSON.stringify(found) === JSON.stringify(wanted) && total === wanted.length && listed === total;
  if (isSame && lost.length === 0) return undefined;
  const start = text.length > 1000 ? `${text.slice(0, 1000)}\u2026` : text;
  return { id, text: start, options, wanted: wanted.slice(0, 10), found: found.slice(0, 10), lost: lost.slice(0, 10) };
}
