/**
 * From text to values that are what their types say: a receiver is lenient where the protocol wants
 * it to be, and refuses everything else with the place.
 *
 * @module
 */

import { UNKNOWN_FIELDS } from "./config.js";
import { emptyOf } from "./empty.js";
import { AMBIGUOUS, parseExactly, type Rounded, roundedIntegers } from "./exact.js";
import { ofBigint, ofNumber } from "./int64.js";
import {
  described,
  isObject,
  type JsonObject,
  Malformed,
  MAX_DEPTH,
  pathText,
  put,
  type Step,
} from "./json.js";
import {
  type EntitySchema,
  type Field,
  isAlwaysPresent,
  type Plan,
  planOf,
  type Type,
} from "./table.js";

/** A value, or where the text is not one and why. */
export type Decoded<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly path: string; readonly reason: string };

/**
 * Decodes the JSON of one entity, such as the body of an answer. Never throws.
 *
 * ```ts
 * const message = decode(MessageSchema, await response.text());
 * ```
 */
export function decode<T>(schema: EntitySchema<T, unknown>, text: string): Decoded<T> {
  return decodeText(text, (value, reader) => reader.value(schema, value) as T);
}

/** Parses a text and has its value read; whatever goes wrong becomes a result. */
export function decodeText<T>(
  text: string,
  read: (value: unknown, reader: Reader) => T,
  input = false,
): Decoded<T> {
  try {
    return { ok: true, value: attempt(text, read, input) };
  } catch (error) {
    if (error instanceof Malformed) {
      return { ok: false, path: pathText(error.steps), reason: error.reason };
    }
    return { ok: false, path: "", reason: error instanceof Error ? error.message : String(error) };
  }
}

function attempt<T>(
  text: string,
  read: (value: unknown, reader: Reader) => T,
  input: boolean,
): T {
  try {
    return read(JSON.parse(text), new Reader(text, input));
  } catch (error) {
    if (error !== AMBIGUOUS) throw error;
    return read(parseExactly(text), new Reader(text, input));
  }
}

/**
 * Makes what `JSON.parse` returned into what the types say, in place where that can be: nothing
 * but what differs is touched.
 */
export class Reader {
  /** Where it is: the keys that lead to the value at hand. */
  private readonly steps: Step[] = [];
  private rounded: Rounded | undefined;

  constructor(
    private readonly text: string,
    /** Whether it is for the client's view, in which readonly fields do not exist. */
    private readonly input: boolean,
  ) {}

  /** Goes on below a key. */
  below<T>(step: Step, read: () => T): T {
    this.steps.push(step);
    const value = read();
    this.steps.pop();
    return value;
  }

  /** Ends the decoding. */
  fail(reason: string, ...steps: Step[]): never {
    throw new Malformed([...this.steps, ...steps], reason);
  }

  /** Checks a value and returns it as its type says. */
  value(type: Type, value: unknown): unknown {
    switch (type.kind) {
      case "string":
        if (typeof value === "string") return value;
        break;
      case "boolean":
        if (typeof value === "boolean") return value;
        break;
      case "number":
        if (typeof value === "number") return value;
        if (typeof value === "bigint") return Number(value);
        break;
      case "integer":
        if (Number.isInteger(value)) {
          if ((value as number) >= type.min && (value as number) <= type.max) return value;
        }
        break;
      case "wide":
        return this.wide(type, value);
      case "closed":
        if (type.values.includes(value)) return value;
        break;
      case "any":
        return this.any(value);
      case "list":
        if (Array.isArray(value)) return this.list(type, value);
        break;
      case "map":
        if (isObject(value)) return this.map(type, value);
        break;
      case "entity":
        if (isObject(value)) return this.entity(type, value);
        break;
    }
    return this.fail(`expected ${type.name}, found ${described(value)}`);
  }

  private wide(type: Type, value: unknown): unknown {
    if (Number.isSafeInteger(value) && (value as number) >= type.min) {
      return ofNumber(value as number);
    }
    const exact = typeof value === "number" ? this.exact(value) : value;
    if (typeof exact !== "bigint" || exact < type.min || exact > type.max) {
      return this.fail(`expected ${type.name}, found ${described(exact ?? value)}`);
    }
    return ofBigint(exact);
  }

  /** The integer of the text that was rounded to this number. */
  private exact(value: number): bigint | undefined {
    this.rounded ??= roundedIntegers(this.text);
    const digits = this.rounded.get(value);
    return digits === undefined ? undefined : BigInt(digits);
  }

  private list(type: Type, values: unknown[]): unknown[] {
    const item = type.item as Type;
    const depth = this.enter();
    for (let at = 0; at < values.length; at++) {
      this.steps[depth] = at;
      const value = values[at];
      const read = this.value(item, value);
      if (read !== value) values[at] = read;
    }
    this.steps.length = depth;
    return values;
  }

  private map(type: Type, values: JsonObject): JsonObject {
    const item = type.item as Type;
    const depth = this.enter();
    for (const key of Object.keys(values)) {
      this.steps[depth] = key;
      const value = values[key];
      const read = this.value(item, value);
      if (read !== value) values[key] = read;
    }
    this.steps.length = depth;
    return values;
  }

  private entity(type: Type, values: JsonObject): JsonObject {
    const plan = planOf(type, this.input);
    const depth = this.enter();
    let present = 0;
    let surplus = false;
    for (const key of Object.keys(values)) {
      this.steps[depth] = key;
      const value = values[key];
      const field = plan.byName.get(key);
      if (field === undefined) {
        surplus = this.unknown(values, key) || surplus;
        continue;
      }
      if (isAlwaysPresent(field)) present++;
      if (value === null) {
        surplus = this.none(values, field) || surplus;
        continue;
      }
      const read = this.value(field.type, value);
      if (read !== value) values[key] = read;
    }
    this.steps.length = depth;
    if (present !== plan.present) this.fill(plan, values);
    return surplus ? withoutSurplus(plan, values) : values;
  }

  /** A key that the schema does not have. Tells whether it is to be taken away. */
  private unknown(values: JsonObject, key: string): boolean {
    switch (UNKNOWN_FIELDS) {
      case "ignore":
        return true;
      case "keep":
        values[key] = this.any(values[key]);
        return false;
      case "deny":
        return this.fail("the schema has no such key");
    }
  }

  /** A field that is `null`. Tells whether it is to be taken away. */
  private none(values: JsonObject, field: Field): boolean {
    switch (field.presence) {
      case "Required":
        put(values, field.name, this.empty(field.type));
        return false;
      case "Nullable":
      case "OmitNull":
        return false;
      case "OmitEmpty":
        return true;
    }
  }

  /** Gives the fields that are missing their empty values. */
  private fill(plan: Plan, values: JsonObject): void {
    for (const field of plan.fields) {
      if (isAlwaysPresent(field) && !Object.hasOwn(values, field.name)) {
        const value = field.presence === "Nullable" ? null : this.empty(field.type);
        put(values, field.name, value);
      }
    }
  }

  private empty(type: Type): unknown {
    return emptyOf(type, this.input) ?? (type.kind === "any" ? null : this.fail("is missing"));
  }

  /** Any value, with its integers exact. */
  private any(value: unknown): unknown {
    if (typeof value === "number") {
      return Number.isInteger(value) && !Number.isSafeInteger(value)
        ? (this.exact(value) ?? value)
        : value;
    }
    if (typeof value !== "object" || value === null) return value;
    const depth = this.enter();
    const values = value as JsonObject;
    for (const key of Object.keys(values)) {
      this.steps[depth] = key;
      const inner = values[key];
      const read = this.any(inner);
      if (read !== inner) values[key] = read;
    }
    this.steps.length = depth;
    return value;
  }

  /** Goes one level deeper; returns the place of that level's keys. */
  private enter(): number {
    const depth = this.steps.length;
    return depth < MAX_DEPTH ? depth : this.fail("is nested too deep");
  }
}

function withoutSurplus(plan: Plan, values: JsonObject): JsonObject {
  const kept: JsonObject = {};
  for (const key of Object.keys(values)) {
    const field = plan.byName.get(key);
    const surplus =
      field === undefined
        ? UNKNOWN_FIELDS === "ignore"
        : field.presence === "OmitEmpty" && values[key] === null;
    if (!surplus) put(kept, key, values[key]);
  }
  return kept;
}
