// Reading the published model.

/** The parts of a type expression: a name, and arguments. */
export function parsed(text) {
  const [, name, rest] = /^\s*([^<>,\s]+)\s*(?:<(.*)>)?\s*$/.exec(text);
  if (rest === undefined) return { name, args: [] };
  let depth = 0;
  const args = [""];
  for (const c of rest) {
    depth += c === "<" ? 1 : c === ">" ? -1 : 0;
    if (c === "," && depth === 0) args.push("");
    else args[args.length - 1] += c;
  }
  return { name, args: args.map((arg) => parsed(arg)) };
}
