/**
 * What the tables of a protocol are made of. A table describes an entity to decoders and encoders.
 * It is one expression without side effects, so bundlers leave out the tables nobody uses.
 *
 * @module
 */

import { ofNumber } from "./int64.js";

/** What a value is on the wire. Numbers, since engines branch on them fastest. */
export const STRING = 0;
export const BOOLEAN = 1;
export const NUMBER = 2;
export const INTEGER = 3;
/** An integer that may be beyond what a number holds exactly. */
export const WIDE = 4;
/** An enum that has no other values. */
export const CLOSED = 5;
export const ANY = 6;
export const LIST = 7;
export const MAP = 8;
export const ENTITY = 9;
/** A value, or `null`. */
export const OR_NULL = 10;
/** Bytes, as base64. */
export const BYTES = 11;
/** `null`, and no other value. */
export const NULL = 12;
/** An array whose items have types of their own. */
export const TUPLE = 13;
/** An object of one of several types, known by a tag. */
export const UNION = 14;
/** A value of one of several types, known by its kind. */
export const KINDS = 15;

/** One of the constants above. */
export type Kind = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15;

/**
 * When a field is on the wire: always, or `null` for none, or left out when empty or none. Of one
 * that is a patch, a missing key and `null` differ.
 */
export const REQUIRED = 0;
export const NULLABLE = 1;
export const OMIT_EMPTY = 2;
export const OMIT_NULL = 3;
export const OPTIONAL = 4;
export const PATCH = 5;

/** One of the constants above. */
export type Presence = 0 | 1 | 2 | 3 | 4 | 5;

/** A type, as the wire has it. */
export interface Type {
  readonly kind: Kind;
  /** How the reason of a failure calls it. */
  readonly name: string;
  /** The smallest value of a number. */
  readonly min: number | bigint;
  /** The largest value of a number. */
  readonly max: number | bigint;
  /** The empty value; `undefined`: each empty one is a new object, or there is none. */
  readonly empty: unknown;
  /** The items of a list, the values of a map, the type that `null` may stand for. */
  readonly item: Type | undefined;
  /** The keys of a map, if not every text is one. */
  readonly keys: Type | undefined;
  /** The values of a closed enum; of a map, the keys that come first. */
  readonly values: readonly unknown[];
  /** The items of a tuple, of which `min` must be there. */
  readonly items: readonly Type[];
  /**
   * The fields of an entity, or the types of a union by the kinds of their values; a function, since
   * types refer to each other in circles.
   */
  readonly fields: () => Fields;
  /** A new entity as a receiver sees it: all that is always there, but no entities in it. */
  readonly blank: () => Record<string, unknown>;
  /** What was made of the fields at their first use: for receivers, and for clients. */
  readonly plans: (Plan | undefined)[];
  /** What a union is. */
  readonly union: Union | undefined;
}

/** The tag of an object whose variant the schema does not have, and the key of the whole object. */
export const UNKNOWN: unique symbol = /* @__PURE__ */ Symbol.for("tdproto.unknown-variant");

/** An object whose variant the schema does not have, with all that came under the key `UNKNOWN`. */
export type UnknownVariant<Tag extends string> = { readonly [K in Tag]: typeof UNKNOWN } & {
  readonly [UNKNOWN]: Readonly<Record<string, unknown>>;
};

/** An object that has none of the keys by which variants are known, with all that came. */
export interface UnknownKeys {
  readonly [UNKNOWN]: Readonly<Record<string, unknown>>;
}

/** An object of one of several types, known by a tag or by its keys. */
export interface Union {
  /** The key of the tag; `undefined`: the first of the variants whose key is there. */
  readonly tag: string | undefined;
  /** The type of the tag. */
  readonly base: Type;
  /** Whether other variants are possible, which are kept. */
  readonly isOpen: boolean;
  /** The variants by the values of their tags, or their keys; `undefined`: the one without. */
  readonly variants: () => ReadonlyMap<unknown, Type>;
  /** The tags of the unions that have this one as a variant. */
  readonly outer: Readonly<Record<string, unknown>>;
}

declare const whole: unique symbol;
declare const input: unique symbol;

/** The table of an entity: what a receiver gets, and what a client may send. */
export interface EntitySchema<Whole, Input = Whole> extends Type {
  readonly [whole]?: Whole;
  readonly [input]?: Input;
}

/** A field that is not plainly required. */
export interface Modified {
  readonly type: Type;
  readonly presence: Presence;
  readonly readonly: boolean;
}

/** The fields of an entity by their keys; a type alone is a required field. */
export type Fields = Readonly<Record<string, Type | Modified>>;

/** A field, ready for use. */
export interface Field extends Modified {
  readonly name: string;
  /** The name as JSON, and a colon. */
  readonly key: string;
  /** Whether a decoded entity has it in any case: it is required or nullable. */
  readonly always: boolean;
  /** What it is then, if it is missing; `undefined`: a new object each time. */
  readonly empty: unknown;
  /** What `typeof` says of its values, where that is all there is to check; else `""`. */
  readonly plain: "string" | "boolean" | "";
  /** Whether every object has a property of that name, such as `constructor`. */
  readonly inherited: boolean;
  /** The bit it has in sets of fields; 0: none, since it is not always there, or one of too many. */
  readonly bit: number;
  /** The field that came after it last, which is the one to expect next time. */
  follower: Field | undefined;
}

/** The fields of an entity in one view, ready for use. */
export interface Plan {
  /** All of them, in the order of the schema. */
  readonly fields: readonly Field[];
  readonly byName: ReadonlyMap<string, Field>;
  /** The entry before the first field, which is no field. */
  readonly start: Field;
  /** Those that a decoded entity has in any case, ... */
  readonly always: readonly Field[];
  /** ... as a set of bits, ... */
  readonly bits: number;
  /** ... and those of them that have no bit. */
  readonly unnumbered: readonly Field[];
  /** Makes one that has all of these, empty, but for ... */
  readonly blank: () => Record<string, unknown>;
  /** ... those that are entities, or have no empty value: these are `undefined`. */
  readonly unset: readonly Field[];
  /** Keys that do not exist in this view, but in others. */
  readonly hidden: ReadonlySet<string>;
}

const NOTHING = () => ({});

/** The empty value of integers that may be wide. */
export const zero = /* @__PURE__ */ ofNumber(0);

function type(kind: Kind, name: string, more: Partial<Type> = {}): Type {
  const { min = 0, max = 0, empty, item, keys, values = [], items = [] } = more;
  const { fields = NOTHING, blank = NOTHING } = more;
  // One shape for all, so that engines read them fast.
  const plans = [undefined, undefined];
  const { union } = more;
  return { kind, name, min, max, empty, item, keys, values, items, fields, blank, plans, union };
}

function integer(name: string, min: number, max: number): Type {
  return type(INTEGER, name, { min, max, empty: 0 });
}

function float(name: string, max: number): Type {
  return type(NUMBER, name, { min: -max, max, empty: 0 });
}

function wide(name: string, min: bigint, max: bigint): Type {
  return type(WIDE, name, { min, max, empty: zero });
}

export const string: Type = /* @__PURE__ */ type(STRING, "a string", { empty: "" });
export const boolean: Type = /* @__PURE__ */ type(BOOLEAN, "a boolean", { empty: false });
export const bytes: Type = /* @__PURE__ */ type(BYTES, "a string of base64");
export const number: Type = /* @__PURE__ */ float("a number", Number.MAX_VALUE);
/** What is larger, 32 bits round to the infinite. */
export const float32: Type = /* @__PURE__ */ float("a number of 32 bits", 3.4028235677973362e38);
export const nothing: Type = /* @__PURE__ */ type(NULL, "null", { empty: null });
export const any: Type = /* @__PURE__ */ type(ANY, "any value", { empty: null });
export const int: Type = /* @__PURE__ */ integer(
  "an integer",
  Number.MIN_SAFE_INTEGER,
  Number.MAX_SAFE_INTEGER,
);
export const uint: Type = /* @__PURE__ */ integer(
  "an integer, 0 or more",
  0,
  Number.MAX_SAFE_INTEGER,
);
export const int8: Type = /* @__PURE__ */ integer("an integer of 8 bits", -128, 127);
export const int16: Type = /* @__PURE__ */ integer("an integer of 16 bits", -32768, 32767);
export const int32: Type = /* @__PURE__ */ integer(
  "an integer of 32 bits",
  -2147483648,
  2147483647,
);
export const uint8: Type = /* @__PURE__ */ integer("an unsigned integer of 8 bits", 0, 255);
export const uint16: Type = /* @__PURE__ */ integer("an unsigned integer of 16 bits", 0, 65535);
export const uint32: Type = /* @__PURE__ */ integer(
  "an unsigned integer of 32 bits",
  0,
  4294967295,
);
export const int64: Type = /* @__PURE__ */ wide(
  "an integer of 64 bits",
  -9223372036854775808n,
  9223372036854775807n,
);
export const uint64: Type = /* @__PURE__ */ wide(
  "an unsigned integer of 64 bits",
  0n,
  18446744073709551615n,
);

/** An enum that has no other values. */
export function closed(values: readonly unknown[], empty: unknown = values[0]): Type {
  const name = `one of ${values.map((value) => JSON.stringify(value)).join(", ")}`;
  return type(CLOSED, name, { values, empty });
}

/** A JSON array. */
export function list(item: Type): Type {
  return type(LIST, "an array", { item });
}

/** A JSON array of items that have types of their own. Those at the end may be missing. */
export function tuple(items: readonly Type[], needed: number): Type {
  return type(TUPLE, "an array", { items, min: needed });
}

/**
 * A JSON object with arbitrary keys, or with those that are integers or values of a closed enum.
 * `first` are the values of an enum that is open: it is written in the order of these.
 */
export function map(item: Type, keys?: Type, first: readonly unknown[] = keys?.values ?? []): Type {
  return type(MAP, "an object", { item, keys, values: first });
}

/** A value of a type, or `null`: as an item of a list or a value of a map. */
export function orNull(item: Type): Type {
  return type(OR_NULL, item.name, { item, empty: null });
}

/** A JSON object with known keys. */
export function entity<Whole, Input = Whole>(
  fields: () => Fields,
  blank: () => Record<string, unknown>,
): EntitySchema<Whole, Input> {
  return type(ENTITY, "an object", { fields, blank });
}

/** A variant of a union: the value of its tag, and its other members. */
export type Variant = readonly [value: string | number | undefined, members: Type | undefined];

/** An object of one of several types, known by a tag. */
export function union<Whole, Input = Whole>(
  tag: string,
  base: Type,
  isOpen: boolean,
  variants: () => readonly Variant[],
): EntitySchema<Whole, Input> {
  const all = () => variants().map(([value, members]) => [value, tagged(members, tag, value)] as const);
  return unionOf({ tag, base, isOpen, outer: {} }, all);
}

/** The other member of a variant, if that is its content. */
export function content(key: string, type: Type): Type {
  return entity(
    () => ({ [key]: type }),
    () => ({ [key]: undefined }),
  );
}

/** An object of one of several types, known by its keys: the first of them that is there. */
export function keyed<Whole, Input = Whole>(
  isOpen: boolean,
  variants: () => readonly (readonly [key: string | undefined, type: Type])[],
): EntitySchema<Whole, Input> {
  return unionOf({ tag: undefined, base: string, isOpen, outer: {} }, variants);
}

/** The variant that an object is: the value of its tag, or the key by which it is known. */
export function keyOf({ variants }: Union, values: object): string | undefined {
  for (const key of variants().keys()) {
    if (key === undefined || !Object.hasOwn(values, key as string)) continue;
    // What may be sent may be `undefined`, and is not there then.
    if ((values as Readonly<Record<string, unknown>>)[key as string] !== undefined) {
      return key as string;
    }
  }
  return undefined;
}

/** A value of one of several types, each of another kind: the word of `typeof`, or `array`. */
export function kinds<Whole, Input = Whole>(
  name: string,
  types: () => Readonly<Record<string, Type>>,
): EntitySchema<Whole, Input> {
  return type(KINDS, name, { fields: types });
}

function unionOf(
  known: Omit<Union, "variants">,
  list: () => readonly (readonly [unknown, Type])[],
): Type {
  let variants: ReadonlyMap<unknown, Type> | undefined;
  const union = { ...known, variants: () => (variants ??= new Map(list())) };
  return type(UNION, "an object", { union });
}

/** The type of a variant's whole object: the tag, and its other members. */
function tagged(members: Type = NO_MEMBERS, tag: string, value: unknown): Type {
  const { union } = members;
  if (union !== undefined) {
    const outer = { [tag]: value, ...union.outer };
    return unionOf({ ...union, outer }, () =>
      Array.from(union.variants(), ([inner, found]) => [inner, tagged(found, tag, value)] as const),
    );
  }
  // Where there is no tag, it may be `null`, and is dropped.
  const field = value === undefined ? optional(closed([])) : closed([value]);
  return entity(
    () => ({ [tag]: field, ...members.fields() }),
    () => (value === undefined ? members.blank() : { [tag]: value, ...members.blank() }),
  );
}

const NO_MEMBERS: Type = /* @__PURE__ */ entity(NOTHING, NOTHING);

/** Always there, `null` for none. */
export function nullable(type: Type): Modified {
  return { type, presence: NULLABLE, readonly: false };
}

/** Left out when empty, never `null`. */
export function omitEmpty(type: Type): Modified {
  return { type, presence: OMIT_EMPTY, readonly: false };
}

/** Left out when there is none, may be `null`. */
export function omitNull(type: Type): Modified {
  return { type, presence: OMIT_NULL, readonly: false };
}

/** Left out when there is none, never `null`; an empty value is a value. */
export function optional(type: Type): Modified {
  return { type, presence: OPTIONAL, readonly: false };
}

/** A missing key, `null` and a value have three meanings. */
export function patch(type: Type): Modified {
  return { type, presence: PATCH, readonly: false };
}

/** Set by the server; what a client sends does not have it. */
export function readonly(field: Type | Modified): Modified {
  return { ...modified(field), readonly: true };
}

/** A field with its presence said. */
export function modified(field: Type | Modified): Modified {
  return "presence" in field ? field : { type: field, presence: REQUIRED, readonly: false };
}

/** The plan of an entity: as a receiver sees it, or as a client may send it. */
export function planOf(entity: Type, input: boolean): Plan {
  const at = input ? 1 : 0;
  return entity.plans[at] ?? (entity.plans[at] = newPlan(entity, input));
}

function newPlan(entity: Type, input: boolean): Plan {
  const hidden = new Set<string>();
  const visible: Field[] = [];
  let bits = 0;
  for (const [name, declared] of Object.entries(entity.fields())) {
    const field = modified(declared);
    if (input && field.readonly) {
      hidden.add(name);
    } else {
      // The lowest bit that is left, if one is.
      const bit = isAlways(field) ? (bits + 1) & ~bits & MOST_BITS : 0;
      bits |= bit;
      visible.push(newField(name, field, bit));
    }
  }
  const always = visible.filter((field) => field.always);
  return {
    fields: visible,
    byName: new Map(visible.map((field) => [field.name, field])),
    start: newField("", omitNull(any), 0),
    always,
    bits,
    unnumbered: always.filter((field) => field.bit === 0),
    blank: hidden.size > 0 ? () => without(entity.blank(), hidden) : entity.blank,
    unset: always.filter(({ empty, type }) => empty === undefined && !isCollection(type)),
    hidden,
  };
}

function without(values: object, names: ReadonlySet<string>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.has(name)));
}

function isCollection({ kind }: Type): boolean {
  return kind === LIST || kind === MAP || kind === BYTES;
}

/** All bits that the small integers of engines have. */
const MOST_BITS = 0x3fffffff;

function isAlways({ presence }: Modified): boolean {
  return presence === REQUIRED || presence === NULLABLE;
}

function newField(name: string, field: Modified, bit: number): Field {
  const { type, presence, readonly } = field;
  const plain = type.kind === STRING ? "string" : type.kind === BOOLEAN ? "boolean" : "";
  return {
    name,
    key: `${JSON.stringify(name)}:`,
    type,
    presence,
    readonly,
    plain,
    always: isAlways(field),
    empty: presence === NULLABLE ? null : type.empty,
    inherited: name in Object.prototype,
    bit,
    follower: undefined,
  };
}
