/**
 * From values to text: exactly what the protocol wants a sender to write.
 *
 * @module
 */

import { isBytes, toBase64 } from "./bytes.js";
import { UNKNOWN_FIELDS } from "./config.js";
import { emptyOf, isEmpty } from "./empty.js";
import { toBigint } from "./int64.js";
import {
  described,
  isObject,
  type JsonObject,
  Malformed,
  MAX_DEPTH,
  own,
  type Step,
  quoted,
} from "./json.js";
import { byText, isKey, sortedKeys } from "./keys.js";
import { HugeNumber } from "./number.js";
import {
  ANY,
  BOOLEAN,
  BYTES,
  CLOSED,
  ENTITY,
  type EntitySchema,
  INTEGER,
  keyOf,
  KINDS,
  LIST,
  MAP,
  type Modified,
  NULL,
  NULLABLE,
  NUMBER,
  OMIT_EMPTY,
  OMIT_NULL,
  OPTIONAL,
  OR_NULL,
  PATCH,
  planOf,
  type Presence,
  REQUIRED,
  STRING,
  TUPLE,
  type Type,
  UNION,
  type Union,
  UNKNOWN,
  WIDE,
} from "./table.js";

/** Encodes an entity as a receiver sees it, such as the body of an answer. */
export function encode<Whole>(schema: EntitySchema<Whole, unknown>, value: Whole): string {
  return encodeValue(schema, value, false);
}

/** Encodes an entity as a client sends it, such as the body of a request: nothing readonly. */
export function encodeInput<Input>(schema: EntitySchema<unknown, Input>, value: Input): string {
  return encodeValue(schema, value, true);
}

/**
 * Encodes a value.
 *
 * @throws TypeError if it is not what its type says; the message has the place.
 */
export function encodeValue(type: Type, value: unknown, input: boolean, ...at: Step[]): string {
  return encoding(() => new Encoder(input, at).value(type, value));
}

function encoding<T>(encode: () => T): T {
  try {
    return encode();
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    throw new TypeError(`${error.path() || "the value"}: ${error.reason}`);
  }
}

/**
 * Encodes a value that is there as a field is; `undefined`: it is left out.
 *
 * @throws TypeError if it is not what its type says; the message has the place.
 */
export function encodeMember(
  { type, presence }: Modified,
  value: unknown,
  input: boolean,
  ...at: Step[]
): string | undefined {
  return encoding(() => new Encoder(input, at).present(type, presence, value));
}

class Encoder {
  constructor(
    /** Whether it is for the client's view, in which readonly fields do not exist. */
    private readonly input: boolean,
    /** Where it is: the keys that lead to the value at hand. */
    private readonly steps: Step[],
  ) {}

  /** The text of a value. */
  value(type: Type, value: unknown): string {
    switch (type.kind) {
      case STRING:
        if (typeof value === "string") return quoted(value);
        break;
      case BOOLEAN:
        if (typeof value === "boolean") return value ? "true" : "false";
        break;
      case NUMBER:
        if (typeof value === "number" && value >= type.min && value <= type.max) {
          return numberText(value);
        }
        break;
      case INTEGER:
        if (Number.isInteger(value)) {
          if ((value as number) >= type.min && (value as number) <= type.max) return `${value}`;
        }
        break;
      case WIDE: {
        const integer = toBigint(value, type.max);
        if (integer !== undefined && integer >= type.min && integer <= type.max) {
          return integer.toString();
        }
        break;
      }
      case CLOSED:
        if (type.values.includes(value)) return JSON.stringify(value);
        break;
      case BYTES:
        if (isBytes(value)) return `"${toBase64(value)}"`;
        break;
      case NULL:
        if (value === null) return "null";
        break;
      case ANY:
        return this.any(value);
      case LIST:
        if (Array.isArray(value)) return this.list(value, type.item as Type);
        break;
      case TUPLE:
        if (Array.isArray(value)) return this.tuple(value, type);
        break;
      case MAP:
        if (isObject(value)) return this.map(value, type);
        break;
      case ENTITY:
        if (isObject(value)) return this.entity(type, value);
        break;
      case UNION:
        if (isObject(value)) return this.union(type.union as Union, value);
        break;
      case KINDS: {
        const found = variantOf(type, value);
        if (found !== undefined) return this.value(found, value);
        break;
      }
      case OR_NULL:
        return value === null ? "null" : this.value(type.item as Type, value);
    }
    return this.fail(`expected ${type.name}, found ${described(value)}`);
  }

  private union(union: Union, values: JsonObject): string {
    const { tag, base, variants } = union;
    const value = tag === undefined ? keyOf(union, values) : (own(values, tag) ?? undefined);
    const whole = (values as { [UNKNOWN]?: unknown })[UNKNOWN];
    const isUnknown = tag === undefined || (value as unknown) === UNKNOWN;
    if (isUnknown && isObject(whole)) return this.map(whole);
    const variant = variants().get(value);
    if (variant === undefined) {
      if (tag === undefined) {
        const known = Array.from(variants().keys(), (key) => JSON.stringify(key));
        return this.fail(`has none of the keys ${known.join(", ")}`);
      }
      this.steps[this.enter()] = tag;
      return this.fail(`expected ${base.name} of a variant, found ${described(value)}`);
    }
    if (variant.union !== undefined) return this.union(variant.union, values);
    return this.entity(variant, values);
  }

  private entity(type: Type, values: JsonObject): string {
    const plan = planOf(type, this.input);
    const depth = this.enter();
    let text = "";
    for (const field of plan.fields) {
      const value = field.inherited ? own(values, field.name) : values[field.name];
      if (value === undefined && !field.always) continue;
      this.steps[depth] = field.name;
      const written = this.present(field.type, field.presence, value);
      if (written !== undefined) text += `${text === "" ? "" : ","}${field.key}${written}`;
    }
    if (UNKNOWN_FIELDS === "keep") {
      for (const key of Object.keys(values).sort(byText)) {
        const value = values[key];
        if (plan.byName.has(key) || plan.hidden.has(key) || value === undefined) continue;
        this.steps[depth] = key;
        text += `${text === "" ? "" : ","}${JSON.stringify(key)}:${this.any(value)}`;
      }
    }
    this.steps.length = depth;
    return `{${text}}`;
  }

  /** The text of a value that is there as a field is; `undefined`: it is left out. */
  present(type: Type, presence: Presence, value: unknown): string | undefined {
    const none = value === undefined || value === null;
    switch (presence) {
      case REQUIRED:
        return this.value(type, none ? emptyOf(type, this.input) : value);
      case NULLABLE:
        return none ? "null" : this.value(type, value);
      case OMIT_EMPTY:
        return none || isEmpty(type, value) ? undefined : this.value(type, value);
      case PATCH:
        if (value === null) return "null";
        return value === undefined ? undefined : this.value(type, value);
      case OMIT_NULL:
      case OPTIONAL:
        return none ? undefined : this.value(type, value);
    }
  }

  private list(values: readonly unknown[], item: Type | undefined): string {
    const depth = this.enter();
    let text = "";
    for (let at = 0; at < values.length; at++) {
      this.steps[depth] = at;
      const written = item === undefined ? this.any(values[at]) : this.value(item, values[at]);
      text += at === 0 ? written : `,${written}`;
    }
    this.steps.length = depth;
    return `[${text}]`;
  }

  /** Items at the end that may be missing and are none are left out. */
  private tuple(values: readonly unknown[], { items, min }: Type): string {
    let count = UNKNOWN_FIELDS === "keep" ? values.length : Math.min(values.length, items.length);
    while (count > (min as number) && count <= items.length && isNone(values[count - 1])) count--;
    if (count < (min as number)) this.fail(`expected ${min} items, found ${count}`);
    const depth = this.enter();
    let text = "";
    for (let at = 0; at < count; at++) {
      this.steps[depth] = at;
      const [item, value] = [items[at], values[at] ?? null];
      const written = item === undefined ? this.any(value) : this.value(item, value);
      text += at === 0 ? written : `,${written}`;
    }
    this.steps.length = depth;
    return `[${text}]`;
  }

  /** A map in the order of its keys; without a type, in that of the object. */
  private map(values: JsonObject, type?: Type): string {
    const [item, keys] = [type?.item, type?.keys];
    const depth = this.enter();
    let text = "";
    for (const key of type === undefined ? Object.keys(values) : sortedKeys(values, type)) {
      const value = values[key];
      if (value === undefined) continue;
      this.steps[depth] = key;
      if (keys !== undefined && !isKey(keys, key)) {
        this.fail(`expected ${keys.name}, found ${described(key)}`);
      }
      const written = item === undefined ? this.any(value) : this.value(item, value);
      const name = item === undefined ? JSON.stringify(key) : quoted(key);
      text += `${text === "" ? "" : ","}${name}:${written}`;
    }
    this.steps.length = depth;
    return `{${text}}`;
  }

  /** Any value, bigints as bare integers. */
  private any(value: unknown): string {
    if (typeof value === "number") return numberText(value);
    if (typeof value === "bigint" || value instanceof HugeNumber) return value.toString();
    if (Array.isArray(value)) return this.list(value, undefined);
    if (isObject(value) && typeof value["toJSON"] !== "function") return this.map(value);
    // What JSON has no text for is `null` there, too.
    return (JSON.stringify(value) as string | undefined) ?? "null";
  }

  /** Goes one level deeper; returns the place of that level's keys. */
  private enter(): number {
    return this.steps.length <= MAX_DEPTH ? this.steps.length : this.fail("is nested too deep");
  }

  private fail(reason: string): never {
    throw new Malformed(this.steps, reason);
  }
}

/** The type that a value is of, by its kind. Bytes are a string, and an integer may be one in code. */
function variantOf(type: Type, value: unknown): Type | undefined {
  const types = type.fields() as Readonly<Record<string, Type>>;
  if (Array.isArray(value)) return types["array"];
  if (isBytes(value)) return types["string"];
  if (typeof value === "bigint") return types["number"];
  return types[typeof value] ?? (typeof value === "string" ? types["number"] : undefined);
}

/** The text of a number; what JSON has no text for is `null`. A negative zero keeps its sign. */
function numberText(value: number): string {
  return Object.is(value, -0) ? "-0" : JSON.stringify(value);
}

function isNone(value: unknown): boolean {
  return value === null || value === undefined;
}
