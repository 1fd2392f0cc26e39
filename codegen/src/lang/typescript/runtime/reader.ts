/**
 * The walk through what `JSON.parse` made, which compares it with what types say.
 *
 * @module
 */

import { ofBase64 } from "./bytes.js";
import { UNKNOWN_FIELDS } from "./config.js";
import { emptyOf } from "./empty.js";
import { AMBIGUOUS, LongIntegers, longIntegers, type Places } from "./exact.js";
import { ofBigint, ofNumber } from "./int64.js";
import { described, isObject, type JsonObject, Malformed, put, type Step } from "./json.js";
import { isKey } from "./keys.js";
import { type AllLimits, isLongerThan } from "./limits.js";
import { type Marked, marked } from "./marked.js";
import { type Exact, integerOf, isRounded, keptOf, roundedOf } from "./number.js";
import {
  ANY,
  BOOLEAN,
  BYTES,
  CLOSED,
  ENTITY,
  type Field,
  INTEGER,
  keyOf,
  KINDS,
  LIST,
  MAP,
  NULL,
  NULLABLE,
  NUMBER,
  OMIT_EMPTY,
  OPTIONAL,
  OR_NULL,
  type Plan,
  planOf,
  REQUIRED,
  STRING,
  TUPLE,
  type Type,
  UNION,
  type Union,
  UNKNOWN,
  WIDE,
} from "./table.js";

/** Up to how many keys are found faster in a list than in a set. */
const FEW = 8;

/** The step to the whole value, which is none. */
const WHOLE = -1;

const NOWHERE: Places = [];

/** How many missing fields are added faster than a new object is made. */
const SOME = 2;

/**
 * Makes what `JSON.parse` returned into what the types say, in place where that can be: nothing
 * but what differs is touched.
 */
export class Reader {
  /** Where it is: the keys that lead to the value at hand, `depth` of them. */
  private readonly steps: Step[] = [];
  /** How many levels above the value at hand are inside the whole. */
  depth = 0;
  /** How many items lists and maps had so far. */
  private items = 0;
  /** Where the long integers of the text are, ... */
  private places: Places = NOWHERE;
  /** ... and what they are, once one was asked for. */
  private long: LongIntegers | undefined;
  /** The exact numbers of the text, if every number stands for one. */
  private marks: Marked | undefined;

  constructor(
    private readonly text: string,
    /** Whether it is for the client's view, in which readonly fields do not exist. */
    private readonly input: boolean,
    private readonly limits: AllLimits,
    /** Whether every number stands for an exact one. */
    private readonly isMarked: boolean,
  ) {}

  /**
   * Parses the text.
   *
   * @throws Malformed, SyntaxError, AMBIGUOUS
   */
  parsed(): unknown {
    const { text } = this;
    const { frameBytes } = this.limits;
    if (isLongerThan(text, frameBytes)) this.fail(`the frame has more than ${frameBytes} bytes`);
    if (!this.isMarked) {
      this.places = longIntegers(text);
      return JSON.parse(text);
    }
    const marks = marked(text);
    this.marks = marks;
    try {
      return JSON.parse(marks.text);
    } catch {
      // The same error, at its place in the text.
      return JSON.parse(text);
    }
  }

  /** Ends the decoding; `step` is where, below where it is. */
  fail(reason: string, ...step: Step[]): never {
    const place = step[0] === WHOLE ? [] : [...this.steps.slice(0, this.depth), ...step];
    throw new Malformed(place, reason);
  }

  /** Ends the decoding, since a value is not what is expected. */
  unexpected(expected: string, value: unknown, ...step: Step[]): never {
    const exact = this.exactOf(value);
    const found = typeof exact === "object" ? exact.number : (exact ?? value);
    return this.fail(`expected ${expected}, found ${described(found)}`, ...step);
  }

  /** Checks the value that is the whole, and returns it as its type says. */
  whole(type: Type, value: unknown): unknown {
    if (type.kind === KINDS) {
      const found = variantOf(type, value);
      if (found !== undefined && value instanceof Object) return this.contents(found, value);
      // It has no place.
      return this.value(type, value, WHOLE);
    }
    if (isObject(value)) return this.object(type, value);
    return this.unexpected(type.name, value);
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
      case NUMBER: {
        const number = this.marks === undefined ? value : this.rounded(value);
        if (typeof number === "number" && number >= type.min && number <= type.max) return number;
        break;
      }
      case INTEGER: {
        const integer = this.marks === undefined ? value : this.exactOf(value);
        if (Number.isInteger(integer)) {
          if ((integer as number) >= type.min && (integer as number) <= type.max) return integer;
        }
        break;
      }
      case WIDE:
        return this.wide(type, value, step);
      case OR_NULL:
        return value === null ? null : this.value(type.item as Type, value, step);
      case CLOSED: {
        const member = this.marks === undefined ? value : (this.exactOf(value) ?? value);
        if (type.values.includes(member)) return member;
        break;
      }
      case BYTES: {
        const bytes = typeof value === "string" ? ofBase64(value) : undefined;
        if (bytes !== undefined) return bytes;
        break;
      }
      case NULL:
        if (value === null) return value;
        break;
      case ANY:
        return this.any(value, step);
      case KINDS: {
        const found = variantOf(type, value);
        if (found !== undefined) return this.value(found, value, step);
        break;
      }
      case LIST:
      case TUPLE:
      case MAP:
      case ENTITY:
      case UNION:
        return this.composite(type, value, step);
    }
    return this.unexpected(type.name, value, step);
  }

  private wide(type: Type, value: unknown, step: Step): unknown {
    const safe = this.marks === undefined ? value : this.exactOf(value);
    if (Number.isSafeInteger(safe) && ((safe as number) >= 0 || type.min < 0)) {
      return ofNumber(safe as number);
    }
    const integer = integerOf(this.exactOf(value));
    if (integer === undefined || integer < type.min || integer > type.max) {
      return this.unexpected(type.name, value, step);
    }
    return ofBigint(integer);
  }

  /** What the text has where a number was rounded, or stands for another one. */
  exactOf(value: unknown): Exact | undefined {
    if (typeof value !== "number") return undefined;
    if (this.marks !== undefined) return this.marks.number(value);
    if (!isRounded(value)) return undefined;
    const exact = (this.long ??= new LongIntegers(this.text, this.places)).get(value);
    if (exact === undefined) throw AMBIGUOUS;
    return exact;
  }

  /** What a number that stands for another one is rounded to. */
  private rounded(value: unknown): unknown {
    const exact = this.exactOf(value);
    return exact === undefined ? value : roundedOf(exact);
  }

  private composite(type: Type, value: unknown, step: Step): unknown {
    const isList = type.kind === LIST || type.kind === TUPLE;
    if (typeof value !== "object" || value === null || Array.isArray(value) !== isList) {
      return this.unexpected(type.name, value, step);
    }
    this.enter(step);
    const read = this.contents(type, value);
    this.depth--;
    return read;
  }

  private contents(type: Type, value: object): unknown {
    switch (type.kind) {
      case ENTITY:
        return this.entity(type, value as JsonObject);
      case LIST:
        return this.list(type, value as unknown[]);
      case TUPLE:
        return this.tuple(type, value as unknown[]);
      case MAP:
        return this.map(type, value as JsonObject);
      default:
        return this.union(type.union as Union, value as JsonObject);
    }
  }

  private list(type: Type, values: unknown[]): unknown[] {
    const item = type.item as Type;
    this.count(values.length);
    for (let at = 0; at < values.length; at++) {
      const value = values[at];
      const read = this.value(item, value, at);
      if (read !== value) values[at] = read;
    }
    return values;
  }

  private tuple({ items, min }: Type, values: unknown[]): unknown[] {
    this.count(values.length);
    for (let at = 0; at < values.length; at++) {
      const value = values[at];
      const item = items[at];
      values[at] = item === undefined ? this.further(value, at) : this.value(item, value, at);
    }
    if (values.length < (min as number)) this.fail(`expected ${min} items, found ${values.length}`);
    if (UNKNOWN_FIELDS !== "keep" && values.length > items.length) values.length = items.length;
    return values;
  }

  /** Handles an item of a tuple that the schema does not have. */
  further(value: unknown, at: number): unknown {
    switch (UNKNOWN_FIELDS) {
      case "ignore":
        this.skip(value, at);
        return undefined;
      case "keep":
        return this.any(value, at);
      case "deny":
        return this.fail("the schema has no such item", at);
    }
  }

  private map(type: Type, values: JsonObject): JsonObject {
    const item = type.item as Type;
    const keys = Object.keys(values);
    this.count(keys.length);
    for (const key of keys) {
      if (type.keys !== undefined && !isKey(type.keys, key)) {
        this.unexpected(type.keys.name, key, key);
      }
      const value = values[key];
      const read = this.value(item, value, key);
      if (read !== value) values[key] = read;
    }
    return values;
  }

  /** Checks an object at the place where it is, and returns it as its type says. */
  object(type: Type, values: JsonObject): JsonObject {
    return type.union === undefined ? this.entity(type, values) : this.union(type.union, values);
  }

  /** Checks an object as the variant that its tag or its keys give. */
  private union(union: Union, values: JsonObject): JsonObject {
    const { tag, base, variants, outer } = union;
    let found: unknown;
    let value: unknown;
    if (tag === undefined) {
      value = keyOf(union, values);
    } else {
      found = Object.hasOwn(values, tag) ? (values[tag] ?? null) : undefined;
      if (found !== undefined && found !== null) {
        value = this.value(base, found, tag);
      } else if (!variants().has(undefined)) {
        if (found === undefined) return this.fail("is missing", tag);
        return this.unexpected(base.name, found, tag);
      }
    }
    const variant = variants().get(value);
    if (variant !== undefined) return this.object(variant, values);
    if (!union.isOpen) {
      const names = Array.from(variants().keys(), (name) => JSON.stringify(name) ?? "no tag");
      const known = names.join(", ");
      if (tag === undefined) return this.fail(`has none of the keys ${known}`);
      return this.unexpected(`one of ${known}`, found, tag);
    }
    this.anyObject(values);
    const mark = tag === undefined ? {} : { [tag]: UNKNOWN };
    return { ...outer, ...mark, [UNKNOWN]: values } as JsonObject;
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
        const { presence } = field;
        if (presence === OMIT_EMPTY || presence === OPTIONAL) (surplus ??= []).push(key);
        else if (presence === REQUIRED) values[key] = this.empty(field);
        continue;
      }
      const read = this.value(field.type, value, key);
      if (read !== value) values[key] = read;
    }
    const missing = plan.always.length - always;
    if (surplus !== undefined || missing > SOME) return this.rebuilt(plan, values, surplus);
    if (missing > 0) this.fill(plan, values, seen);
    return values;
  }

  /** Takes keys away and gives what is missing. Who deletes a key makes an object slow for good. */
  private rebuilt(plan: Plan, values: JsonObject, surplus: string[] = []): JsonObject {
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
        this.skip(values[key], key);
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

  /** What a value that has to be there is read as if it is not: the empty one. */
  missing(type: Type, step: Step): unknown {
    const value = emptyOf(type, this.input);
    return value === undefined ? this.fail("is missing", step) : value;
  }

  /** Checks how deep a value is that is not read. */
  skip(value: unknown, step: Step): void {
    if (typeof value !== "object" || value === null) return;
    this.enter(step);
    if (Array.isArray(value)) {
      for (let at = 0; at < value.length; at++) this.skip(value[at], at);
    } else {
      for (const key in value) this.skip((value as JsonObject)[key], key);
    }
    this.depth--;
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
    if (exact !== undefined) return keptOf(exact);
    if (typeof value !== "object" || value === null) return value;
    this.enter(step);
    if (Array.isArray(value)) this.anyList(value);
    else this.anyObject(value as JsonObject);
    this.depth--;
    return value;
  }

  private anyList(values: unknown[]): void {
    for (let at = 0; at < values.length; at++) {
      const inner: unknown = values[at];
      const read = this.any(inner, at);
      if (read !== inner) values[at] = read;
    }
  }

  private anyObject(values: JsonObject): void {
    for (const key of Object.keys(values)) {
      const inner = values[key];
      const read = this.any(inner, key);
      if (read !== inner) values[key] = read;
    }
  }

  /** Counts the items of a list or a map. */
  count(items: number): void {
    this.items += items;
    if (this.items > this.limits.items) this.fail(`more than ${this.limits.items} items`);
  }

  /** Goes one level deeper. The whole value is a level, too. */
  enter(step: Step): void {
    const { depth } = this.limits;
    if (this.depth + 1 >= depth) this.fail(`nested more than ${depth} deep`, step);
    this.steps[this.depth++] = step;
  }
}

/** The type of a value of a union, by the kind that it has. */
function variantOf(type: Type, value: unknown): Type | undefined {
  return type.fields()[Array.isArray(value) ? "array" : typeof value] as Type | undefined;
}
