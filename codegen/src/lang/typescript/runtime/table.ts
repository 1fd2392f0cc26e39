/**
 * What the tables of a protocol are made of. A table tells decoders and encoders about an entity.
 * It is one expression without side effects, so bundlers leave out the tables nobody uses.
 *
 * @module
 */

/** What a value is on the wire. */
export type Kind =
  | "string"
  | "boolean"
  | "number"
  | "integer"
  | "wide"
  | "closed"
  | "any"
  | "list"
  | "map"
  | "entity";

/** A type, as the wire has it. */
export interface Type {
  readonly kind: Kind;
  /** How the reason of a failure calls it. */
  readonly name: string;
  /** The smallest value of a number. */
  readonly min: number | bigint;
  /** The largest value of a number. */
  readonly max: number | bigint;
  /** The items of a list, the values of a map. */
  readonly item: Type | undefined;
  /** The values of a closed enum. */
  readonly values: readonly unknown[];
  /** The fields of an entity; a function, since entities refer to each other in circles. */
  readonly fields: () => Fields;
  /** What decoders and encoders made of the fields, once they did: for receivers and for clients. */
  readonly plans: (Plan | undefined)[];
}

declare const whole: unique symbol;
declare const input: unique symbol;

/** The table of an entity: what a receiver gets, and what a client may send. */
export interface EntitySchema<Whole, Input = Whole> extends Type {
  readonly [whole]?: Whole;
  readonly [input]?: Input;
}

/** When a field is on the wire: `Required` is always there, `Nullable` may be null. */
export type Presence = "Required" | "Nullable" | "OmitEmpty" | "OmitNull";

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
}

/** The fields of an entity in one view, ready for use. */
export interface Plan {
  /** All of them, in the order of the schema. */
  readonly fields: readonly Field[];
  readonly byName: ReadonlyMap<string, Field>;
  /** How many must be there after decoding: those that are required or nullable. */
  readonly present: number;
  /** Keys that do not exist in this view, but in others. */
  readonly hidden: ReadonlySet<string>;
}

const NO_FIELDS = (): Fields => ({});

function type(kind: Kind, name: string, more: Partial<Type> = {}): Type {
  const { min = 0, max = 0, item, values = [], fields = NO_FIELDS } = more;
  // One shape for all, so that engines read them fast.
  return { kind, name, min, max, item, values, fields, plans: [undefined, undefined] };
}

const integer = (name: string, min: number, max: number) => type("integer", name, { min, max });

export const string: Type = /* @__PURE__ */ type("string", "a string");
export const boolean: Type = /* @__PURE__ */ type("boolean", "a boolean");
export const number: Type = /* @__PURE__ */ type("number", "a number");
export const any: Type = /* @__PURE__ */ type("any", "any value");
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
export const int64: Type = /* @__PURE__ */ type("wide", "an integer of 64 bits", {
  min: -9223372036854775808n,
  max: 9223372036854775807n,
});
export const uint64: Type = /* @__PURE__ */ type("wide", "an unsigned integer of 64 bits", {
  min: 0n,
  max: 18446744073709551615n,
});

/** An enum that has no other values. */
export function closed(values: readonly unknown[]): Type {
  return type("closed", `one of ${values.map((value) => JSON.stringify(value)).join(", ")}`, {
    values,
  });
}

/** A JSON array. */
export function list(item: Type): Type {
  return type("list", "an array", { item });
}

/** A JSON object with arbitrary keys. */
export function map(item: Type): Type {
  return type("map", "an object", { item });
}

/** A JSON object with known keys. */
export function entity<Whole, Input = Whole>(fields: () => Fields): EntitySchema<Whole, Input> {
  return type("entity", "an object", { fields });
}

/** Always there, `null` for none. */
export function nullable(type: Type): Modified {
  return { type, presence: "Nullable", readonly: false };
}

/** Left out when empty, never `null`. */
export function omitEmpty(type: Type): Modified {
  return { type, presence: "OmitEmpty", readonly: false };
}

/** Left out when there is none, may be `null`. */
export function omitNull(type: Type): Modified {
  return { type, presence: "OmitNull", readonly: false };
}

/** Set by the server; what a client sends does not have it. */
export function readonly(field: Type | Modified): Modified {
  return { ...modified(field), readonly: true };
}

function modified(field: Type | Modified): Modified {
  return "presence" in field ? field : { type: field, presence: "Required", readonly: false };
}

/** The plan of an entity: as a receiver sees it, or as a client may send it. */
export function planOf(entity: Type, input: boolean): Plan {
  const at = input ? 1 : 0;
  return entity.plans[at] ?? (entity.plans[at] = newPlan(entity.fields(), input));
}

function newPlan(fields: Fields, input: boolean): Plan {
  const all = Object.entries(fields).map(([name, field]) => ({ name, ...modified(field) }));
  const visible = all.filter((field) => !(input && field.readonly));
  return {
    fields: visible,
    byName: new Map(visible.map((field) => [field.name, field])),
    present: visible.filter(isAlwaysPresent).length,
    hidden: new Set(all.filter((field) => input && field.readonly).map((field) => field.name)),
  };
}

/** Whether a decoded entity has the field in any case. */
export function isAlwaysPresent(field: Field): boolean {
  return field.presence === "Required" || field.presence === "Nullable";
}
