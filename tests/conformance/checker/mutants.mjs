// Breaks rules of the payload checker on purpose, one at a time: the cases of a task must detect each.
// Prints those that survive: node mutants.mjs checker.js TASK
import { readFileSync } from "node:fs";
import { difference, models } from "./compare.mjs";

const [script, task] = process.argv.slice(2);
const source = readFileSync(script, "utf8");

/** Code of the script, and what it is replaced by. Each is in the script once. */
const MUTANTS = [
  // Keys
  ["if (isLeft || seen.has(key)) continue;", "continue;"],
  ['(flags & READONLY && side !== "server")', "flags & READONLY"],
  ["const isLeft = flags & ABSENT ||", "const isLeft ="],
  ['if (flags & READONLY && side === "client") {', "if (false) {"],
  ["!(flags & NULL && first(v) === \"n\")) value(type, v, min", "true) value(type, v, min"],
  ["          if (seen.has(key)) duplicate(k);\n          if (field)", "          if (field)"],
  ["for (const [key, k] of again) into(key, () => duplicate(k));", ""],
  ["if (!field && !tags.includes(key)) return", "if (!field) return"],
  ["if (!isTag && key !== wanted) return", "if (false) return"],
  ["if (wanted !== undefined && !seen.has(wanted))", "if (false)"],
  // Values
  ["if (number < least || number > greatest)", "if (number > greatest)"],
  ["if (scale < 0) return \"wrong-type\";", ""],
  ["const SAFE = (1n << 53n) - 1n", "const SAFE = 1n << 53n"],
  ['name === "float32" ? Math.fround(number) : number', "number"],
  ["if (!isDate(name, string(i))) wrong", "if (!isDatetime(string(i))) wrong"],
  ["second < 60 || (second === 60 &&", "second <= 60 || (second === 60 &&"],
  ["isLeap ? 29 : 28", "29"],
  ['text.length % 4 === 0 && !/[^A-Za-z0-9+/]/', "!/[^A-Za-z0-9+/]/"],
  ['{ 0: body, 1: "AEIMQUYcgkosw048", 2: "AQgw" }[text.length - body.length]', "body"],
  ["|| !table.closed ||", "||"],
  ['if (total === before && !isConstant(i, constant)) wrong("unknown-value"', 'if (false) wrong("unknown-value"'],
  ["if (count < needed(type)) wrong", "if (false) wrong"],
  ["(item === undefined ? unknownKey(v, words(type)) : value(item, v))", "item === undefined || value(item, v)"],
  ["if (kind === \"null\") return wrong(\"unexpected-null\", i, words(type));\n    if (table?.enum)", "if (kind === \"null\") return;\n    if (table?.enum)"],
  // Keys of maps
  ["mapKey(keys, key, k);\n", "\n"],
  ['if (!isInteger) return refuse("wrong-type", expected);', 'if (!isInteger) return;'],
  ["if (count < least || count > greatest) return refuse", "if (false) return refuse"],
  ["if (table?.closed && !valuesOf(table).has(key)) refuse", "if (false) refuse"],
  ["if (table?.bounds && !isWithin(count, table.bounds)) refuse", "if (false) refuse"],
  // Constraints
  ["if (own) bounded(type, own, i);", ""],
  ["if (bounds && total === before) bounded", "if (false) bounded"],
  ["if (compiled[at].test(text)) return;", "return;"],
  ['text.replace(/[\\ud800-\\udbff][\\udc00-\\udfff]/g, "_").length', "text.length"],
  ["(min === null || isBelow(min, number)) &&", ""],
  // Unions
  ["[...members(i)].findLast(([key]) => key === tag)", "[...members(i)].find(([key]) => key === tag)"],
  ["if (!variant && closed) wrong(\"unknown-value\"", "if (!variant) wrong(\"unknown-value\""],
  ["variants.find(([key]) => keys.has(key)) ?? variants", "variants"],
  ["if (!variant && closed) wrong(\"wrong-type\"", "if (false) wrong(\"wrong-type\""],
  ["else if (!variant) missing(tape.from[i], base);", ""],
  // Frames
  ["if (seen.has(key)) duplicate(k);\n        seen.add(key);\n      });\n    }\n    if (type", "seen.add(key);\n      });\n    }\n    if (type"],
  ["if (key === envelope.id && first(v) !== '\"') wrong", "if (false) wrong"],
  ['if (side !== "any" && !sends(found.from, side)) {', "if (false) {"],
  ['if (found.from !== "both") side = found.from;\n    else if', "if"],
  ["if (JSON.parse(raw(i)).isWellFormed()) return;", "return;"],
  ["    if (type === undefined || seen.has(envelope.params) || flags & ABSENT) return;", "    return;"],
  // Frames that the schema draws
  ["return known ?? of.find((kind) => !kind.event_path) ?? of[0];", "return of[0];"],
  ["const kind = of.find((kind) => sends(kind.from, from));", "const kind = of[0];"],
  ['test === "exists" || (test === "not null"', 'test === "exists" || test === "null" || (test === "not null"'],
  ["matches(b) - matches(a)", "0"],
  ["isReply || matches.every(isMatch)", "true"],
  ["if (isReply) return all.find((event) => sends(event.from, from === \"client\" ? \"server\" : \"client\"));", ""],
  ["if (seen.has(key) && !carried) duplicate(k);", "if (seen.has(key)) duplicate(k);"],
  ["if (carried) object(tableOf(carried[0]), i, keys);", ""],
  ["if (!tuple || Math.max(count - from, 0) >= needed({ tuple })) return;", "return;"],
  ["if (count < best.count) best", "if (false) best"],
  ["if (other && other !== found) all.push({ kind, from });", ""],
  ["if (!found && !isReply && !kind.event_path && total === before) ofNoEvent(kind, i);", ""],
  ["else if (!isReply && unknownEvent(frame)) return;", "else if (!isReply) unknownEvent(frame);"],
  ["if (!isKnown && kinds.some(isOwn)) return void noKind(i, from);", ""],
  ['else if (!(carried[1] & NULL && first(i) === "n")) value', "else value"],
  ["if (carried && !part.free && !(carried[1] & ABSENT)) missing", "if (carried && !(carried[1] & ABSENT)) missing"],
  ["if (event?.error !== undefined) return [event.error, 0];", ""],
  ["return !event && kind.own_errors ? undefined : kind.error;", "return kind.error;"],
  ['const isThere = (part, { event }) => part?.hole !== "params" ||', "const isThere = (part, { event }) => true ||"],
  ["if (code) into(kind.event_path", "if (false) into(kind.event_path"],
  ["if (![undefined, nameOf(found)].includes(wireName(name))) {", "if (false) {"],
  // Captures
  ['return keys.includes("frame") && keys.includes("dir");', "return false;"],
  ["const name = told && hasNameless() ? string(told[2]) : undefined;", "const name = undefined;"],
  ["if (tables.both && dir) named = sideOf(dir[2], sides);", ""],
  ["if (hasFrame) duplicate(k);", "if (false) duplicate(k);"],
  ['if (last) into("dir", () => sent(last[2], sides));', ""],
  ["if (!event || sends(event.from, from)) return;", "return;"],
  ["finding.at = at + inside;", "finding.at += at + 1;"],
  ["    if (!isFrame) return;", ""],
  ["deeper !== open[1] && isAround && isInFrame()", "false"],
  ['if (c === "\\\\" && text[at] === "\\x1e") return at;', ""],
  ['if (after === ",") yield', "if (false) yield"],
  ['if (inArray && after === "value") yield', "if (false) yield"],
  ['if (line[last] === "}") return linesOf;', ""],
  ["if (end >= 0 && /^[ \\t\\f\\r]*[{[\\x1e]/.test(line.slice(end))) return documentsOf;", ""],
  ["code < 0xdc00 || code > 0xdfff", "true"],
  ['whole[0] === "\\ufeff" ?', "false ?"],
  ["[total, steps, event, list, rounded] = [before, path, undefined, [], []];", "steps = path;"],
  ["      if (key === eventKey) return false;\n", ""],
  ["if (isHalf && unit < 0xdc00 && text.startsWith(\"\\\\u\", at + 6)) hex(at + 8);", ""],
];

const all = [...models(task)];
const survivors = [];
for (const [from, to] of MUTANTS) {
  const parts = source.split(from);
  const module = { exports: undefined };
  // The script is code of this repository.
  new Function("module", parts.join(to))(module);
  const check = module.exports;
  const detects = (of, found) => {
    try {
      return difference(check, of, found) !== undefined;
    } catch {
      return true;
    }
  };
  const isDetected = all.some((of) => of.cases.some((found) => detects(of, found)));
  if (parts.length !== 2 || !isDetected) survivors.push({ from, found: parts.length - 1 });
}
console.log(JSON.stringify({ mutants: MUTANTS.length, survivors }, null, 2));
