/**
 * From text to values that are what their types say: a receiver is lenient where the protocol wants
 * it to be, and refuses everything else with the place.
 *
 * @module
 */

import { UNKNOWN_FIELDS } from "./config.js";
import { emptyOf } from "./empty.js";
import {
  AMBIGUOUS,
  type Exact,
  exactNumbers,
  integerOf,
  isRounded,
  keptOf,
  roundedOf,
  type Spelled,
  toldApart,
} from "./exact.js";
import { ofBigint, ofNumber } from "./int64.js";
import {
  described,
  isObject,
  type JsonObject,
  Malformed,
  MAX_DEPTH,
  put,
  type Step,
} from "./json.js";
import {
  ANY,
  BOOLEAN,
  CLOSED,
  ENTITY,
  type EntitySchema,
  type Field,
  INTEGER,
  LIST,
  MAP,
  NULLABLE,
  NUMBER,
  OMIT_EMPTY,
  type Plan,
  planOf,
  REQUIRED,
  STRING,
  type Type,
  WIDE,
} from "./table.js";

/** Up to how many keys are found faster in a list than in a set. */
const FEW = 8;

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
  return exactly(text, (text, exact) => {
    try {
      const value = new Reader(text, exact, false).whole(schema, JSON.parse(text)) as T;
      return { ok: true, value };
    } catch (error) {
      return { ok: false, ...failure(error) };
    }
  });
}

/**
 * Decodes a text; and again with its rounded numbers told apart, if they left something ambiguous,
 * as `failure` says by throwing.
 */
export function exactly<T>(text: string, decode: (text: string, exact?: Exact) => T): T {
  try {
    return decode(text);
  } catch (error) {
    if (error !== AMBIGUOUS) throw error;
    const again = toldApart(text);
    return decode(again.text, again.exact);
  }
}

/**
 * The path and reason of a caught error: a refusal of the decoder, or one of `JSON.parse`.
 *
 * @throws AMBIGUOUS
 */
export function failure(error: unknown): { readonly path: string; readonly reason: string } {
  if (error instanceof Malformed) return { path: error.path(), reason: error.reason };
  if (error === AMBIGUOUS) throw error;
  return { path: "", reason: error instanceof Error ? error.message : String(error) };
}

/**
 * Makes what `JSON.parse` returned into what the types say, in place where that can be: nothing
 * but what differs is touched.
 */
export class Reader {
  /** Where it is: the keys that lead to the value at hand, `depth` of them. */
  private readonly steps: Step[] = [];
  private depth = 0;
  private readonly isMarked: boolean;

  constructor(
    private readonly text: string,
    /** The numbers that stand for others; else, what was rounded is looked for in the text. */
    private exact: Exact | undefined,
    /** Whether it is for the client's view, in which readonly fields do not exist. */
    private readonly input: boolean,
  ) {
    this.isMarked = exact !== undefined;
  }

  /** Ends the decoding; `step` is where, below where it is. */
  fail(reason: string, ...step: Step[]): never {
    throw new Malformed([...this.steps.slice(0, this.depth), ...step], reason);
  }

  /** Checks the entity that is the whole, and returns it as its type says. */
  whole(type: Type, value: unknown): unknown {
    if (isObject(value)) return this.entity(type, value);
    return this.fail(`expected ${type.name}, found ${described(value)}`);
  }

  /** Checks the value below a key, and returns it as its type says. */
  value(type: Type, value: unknown, step: Step): unknown {
    switch (type.kind) {
      case STRING:
        if (typeof value === "string") return value;
        break;
      case BOOLEAN:
        if (typeof value === "boolean") return value;
        break;
      case NUMBER:
        if (this.isMarked) value = this.rounded(value);
        if (typeof value === "number" && value >= type.min && value <= type.max) return value;
        break;
      case INTEGER:
        if (Number.isInteger(value)) {
          if ((value as number) >= type.min && (value as number) <= type.max) return value;
        }
        break;
      case WIDE:
        return this.wide(type, value, step);
      case CLOSED:
        if (type.values.includes(value)) return value;
        break;
      case ANY:
        return this.any(value, step);
      case LIST:
      case MAP:
      case ENTITY:
        return this.composite(type, value, step);
    }
    return this.unexpected(type, value, step);
  }

  private unexpected(type: Type, value: unknown, step: Step): never {
    const exact = this.exactOf(value);
    const found = typeof exact === "object" ? exact.number : (exact ?? value);
    return this.fail(`expected ${type.name}, found ${described(found)}`, step);
  }

  private wide(type: Type, value: unknown, step: Step): unknown {
    if (Number.isSafeInteger(value) && ((value as number) >= 0 || type.min < 0)) {
      return ofNumber(value as number);
    }
    const integer = integerOf(this.exactOf(value));
    if (integer === undefined || integer < type.min || integer > type.max) {
      return this.unexpected(type, value, step);
    }
    return ofBigint(integer);
  }

  /** What the text has where a number was rounded, or stands for another one. */
  private exactOf(value: unknown): bigint | Spelled | undefined {
    if (typeof value !== "number" || !isRounded(value)) return undefined;
    this.exact ??= exactNumbers(this.text);
    return this.exact.get(value);
  }

  /** What a number that stands for another one is rounded to. */
  private rounded(value: unknown): unknown {
    const exact = this.exactOf(value);
    return exact === undefined ? value : roundedOf(exact);
  }

  private composite(type: Type, value: unknown, step: Step): unknown {
    const isList = type.kind === LIST;
    if (typeof value !== "object" || value === null || Array.isArray(value) !== isList) {
      return this.unexpected(type, value, step);
    }
    this.enter(step);
    const read =
      type.kind === ENTITY
        ? this.entity(type, value as JsonObject)
        : isList
          ? this.list(type, value as unknown[])
          : this.map(type, value as JsonObject);
    this.depth--;
    return read;
  }

  private list(type: Type, values: unknown[]): unknown[] {
    const item = type.item as Type;
    for (let at = 0; at < values.length; at++) {
      const value = values[at];
      const read = this.value(item, value, at);
      if (read !== value) values[at] = read;
    }
    return values;
  }

  private map(type: Type, values: JsonObject): JsonObject {
    const item = type.item as Type;
    for (const key of Object.keys(values)) {
      if (type.keys !== undefined) this.value(type.keys, key, key);
      const value = values[key];
      const read = this.value(item, value, key);
      if (read !== value) values[key] = read;
    }
    return values;
  }

  private entity(type: Type, values: JsonObject): JsonObject {
    const plan = planOf(type, this.input);
    let seen = 0;
    let always = 0;
    let surplus: string[] | undefined;
    let last = plan.start;
    for (const key in values) {
      const value = values[key];
      let field = last.follower;
      if (field === undefined || field.name !== key) {
        field = plan.byName.get(key);
        if (field === undefined) {
          if (this.isSurplus(values, key)) (surplus ??= []).push(key);
          continue;
        }
        last.follower = field;
      }
      last = field;
      if (field.always) {
        seen |= field.bit;
        always++;
      }
      if (typeof value === field.plain) continue;
      if (value === null) {
        if (field.presence === OMIT_EMPTY) (surplus ??= []).push(key);
        else if (field.presence === REQUIRED) values[key] = this.empty(field);
        continue;
      }
      const read = this.value(field.type, value, key);
      if (read !== value) values[key] = read;
    }
    if (surplus !== undefined) return this.rebuilt(plan, values, surplus);
    if (always < plan.always.length) this.fill(plan, values, seen);
    return values;
  }

  /** Takes keys away and gives what is missing. Who deletes a key makes an object slow for good. */
  private rebuilt(plan: Plan, values: JsonObject, surplus: readonly string[]): JsonObject {
    const read = plan.blank();
    const many = surplus.length > FEW ? new Set(surplus) : undefined;
    for (const key in values) {
      if (many === undefined ? surplus.includes(key) : many.has(key)) continue;
      put(read, key, values[key]);
    }
    for (const field of plan.unset) {
      if (read[field.name] === undefined) put(read, field.name, this.empty(field));
    }
    return read;
  }

  /** Handles a key that the schema does not have. Returns whether to remove it. */
  private isSurplus(values: JsonObject, key: string): boolean {
    switch (UNKNOWN_FIELDS) {
      case "ignore":
        return true;
      case "keep":
        if (!Object.hasOwn(values, key)) return true;
        values[key] = this.any(values[key], key);
        return false;
      case "deny":
        if (!Object.hasOwn(values, key)) return true;
        return this.fail("the schema has no such key", key);
    }
  }

  /** Gives the fields that are missing their empty values. */
  private fill(plan: Plan, values: JsonObject, seen: number): void {
    let missing = plan.bits & ~seen;
    while (missing !== 0) {
      const field = plan.always[31 - Math.clz32(missing)] as Field;
      missing ^= field.bit;
      put(values, field.name, field.empty ?? this.empty(field));
    }
    for (const field of plan.unnumbered) {
      if (Object.hasOwn(values, field.name)) continue;
      put(values, field.name, field.empty ?? this.empty(field));
    }
  }

  private empty(field: Field): unknown {
    const value = field.presence === NULLABLE ? null : emptyOf(field.type, this.input);
    return value === undefined ? this.fail("is missing", field.name) : value;
  }

  /** Any value, with its integers exact. */
  private any(value: unknown, step: Step): unknown {
    const exact = this.exactOf(value);
    if (exact !== undefined) {
      return keptOf(exact) ?? this.fail("expected a number of bearable length", step);
    }
    if (typeof value !== "object" || value === null) return value;
    this.enter(step);
    const values = value as JsonObject;
    for (const key of Object.keys(values)) {
      const inner = values[key];
      const read = this.any(inner, Array.isArray(value) ? Number(key) : key);
      if (read !== inner) values[key] = read;
    }
    this.depth--;
    return value;
  }

  /** Goes one level deeper. */
  private enter(step: Step): void {
    if (this.depth >= MAX_DEPTH) this.fail("is nested too deep", step);
    this.steps[this.depth++] = step;
  }
}
