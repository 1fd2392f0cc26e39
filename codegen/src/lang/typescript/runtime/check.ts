/**
 * Checks of the constraints of a schema, which decoders do not ask for.
 *
 * @module
 */

/** A place where a constraint of the schema does not hold. */
export interface Breach {
  /** The keys and positions that lead to it; empty for the value itself. */
  readonly path: readonly (string | number)[];
  /** What the constraint asks for. */
  readonly expected: string;
}

type Path = readonly (string | number)[];

/** Adds the places in a value where a constraint does not hold. */
export type Check = (value: unknown, path: Path, found: Breach[]) => void;

/** Returns every place in a value where a constraint does not hold. */
export function run(check: Check, value: unknown): Breach[] {
  const found: Breach[] = [];
  check(value, [], found);
  return found;
}

/** Several checks of one value. */
export function all(...checks: readonly Check[]): Check {
  return (value, path, found) => {
    for (const check of checks) check(value, path, found);
  };
}

/** A check that is declared later. */
export function late(check: () => Check): Check {
  return (value, path, found) => check()(value, path, found);
}

function range(min: number | bigint | undefined, max: number | bigint | undefined): string {
  if (min === max) return `exactly ${min}`;
  if (min === undefined) return `at most ${max}`;
  return max === undefined ? `at least ${min}` : `${min} to ${max}`;
}

function counted(count: (value: unknown) => number | undefined, unit: string) {
  return (min?: number, max?: number): Check =>
    (value, path, found) => {
      const size = count(value);
      if (size === undefined || (size >= (min ?? 0) && size <= (max ?? Infinity))) return;
      found.push({ path, expected: `${range(min, max)} ${unit}, found ${size}` });
    };
}

function codePoints(value: unknown): number | undefined {
  if (typeof value !== "string") return undefined;
  let count = 0;
  for (const _ of value) count += 1;
  return count;
}

function keysOf(value: unknown): string[] {
  return typeof value === "object" && value !== null ? Object.keys(value) : [];
}

/** The number of code points of a text. */
export const text = /* @__PURE__ */ counted(codePoints, "characters");
/** The number of bytes. */
export const bytes = /* @__PURE__ */ counted(
  (value) => (value instanceof Uint8Array ? value.length : undefined),
  "bytes",
);
/** The number of items of a list. */
export const items = /* @__PURE__ */ counted(
  (value) => (Array.isArray(value) ? value.length : undefined),
  "items",
);
/** The number of entries of a map. */
export const entries = /* @__PURE__ */ counted((value) => keysOf(value).length, "entries");

/** The value of a number, which may be a bigint, or the digits of one. */
export function number(min?: number | bigint, max?: number | bigint): Check {
  return (value, path, found) => {
    const size = numeric(value);
    if (size === undefined) return;
    if ((min !== undefined && size < min) || (max !== undefined && size > max)) {
      found.push({ path, expected: `${range(min, max)}, found ${size}` });
    }
  };
}

function numeric(value: unknown): number | bigint | undefined {
  if (typeof value === "number" || typeof value === "bigint") return value;
  return typeof value === "string" && /^-?[0-9]+$/.test(value) ? BigInt(value) : undefined;
}

/** A regular expression that matches in a text. */
export function pattern(source: string, words: string): Check {
  let compiled: RegExp | undefined;
  return (value, path, found) => {
    compiled ??= new RegExp(source, "u");
    if (typeof value === "string" && !compiled.test(value)) found.push({ path, expected: words });
  };
}

/** The items of a list. */
export function list(item: Check): Check {
  return (value, path, found) => {
    if (!Array.isArray(value)) return;
    value.forEach((each, index) => there(item, each, [...path, index], found));
  };
}

/** The items of a tuple that have checks, by position. */
export function tuple(checks: readonly (readonly [number, Check])[]): Check {
  return (value, path, found) => {
    if (!Array.isArray(value)) return;
    for (const [index, check] of checks) there(check, value[index], [...path, index], found);
  };
}

/** The keys of a map. */
export function keys(check: Check): Check {
  return (value, path, found) => {
    for (const key of keysOf(value)) check(key, [...path, key], found);
  };
}

/** The values of a map. */
export function values(check: Check): Check {
  return (value, path, found) => {
    for (const key of keysOf(value)) {
      there(check, (value as Record<string, unknown>)[key], [...path, key], found);
    }
  };
}

/** A value that is left out when it is empty: an empty one says nothing. */
export function filled(check: Check): Check {
  return (value, path, found) => {
    const isEmpty =
      value === "" ||
      value === 0 ||
      value === 0n ||
      (value instanceof Uint8Array && value.length === 0) ||
      (Array.isArray(value) && value.length === 0) ||
      (typeof value === "object" && value !== null && keysOf(value).length === 0);
    if (!isEmpty) check(value, path, found);
  };
}

/** The fields of an entity that have checks. */
export function entity(fields: () => Readonly<Record<string, Check>>): Check {
  return (value, path, found) => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, check] of Object.entries(fields())) {
      const own = Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
      there(check, own, [...path, key], found);
    }
  };
}

/** The variants of a union that have checks, by the values of their tags. */
export function union(
  tag: string,
  variants: () => readonly (readonly [unknown, Check])[],
): Check {
  return (value, path, found) => {
    if (typeof value !== "object" || value === null) return;
    const own = Object.hasOwn(value, tag) ? (value as Record<string, unknown>)[tag] : undefined;
    const variant = variants().find(([known]) => known === own);
    variant?.[1](value, path, found);
  };
}

/** The variants of a union with their checks, by the first of their keys that is there. */
export function keyed(variants: () => readonly (readonly [string | undefined, Check])[]): Check {
  return (value, path, found) => {
    if (typeof value !== "object" || value === null) return;
    const all = variants();
    const own = all.find(([key]) => key !== undefined && Object.hasOwn(value, key));
    const variant = own ?? all.find(([key]) => key === undefined);
    variant?.[1](value, path, found);
  };
}

/** The variants of a union that have checks, by the kinds of JSON. */
export function kinds(variants: () => readonly (readonly [string, Check])[]): Check {
  return (value, path, found) => {
    const own = kindOf(value);
    const variant = variants().find(([known]) => known === own);
    variant?.[1](value, path, found);
  };
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "array";
  if (value instanceof Uint8Array) return "string";
  return typeof value === "bigint" ? "number" : typeof value;
}

function there(check: Check, value: unknown, path: Path, found: Breach[]): void {
  if (value !== undefined && value !== null) check(value, path, found);
}
