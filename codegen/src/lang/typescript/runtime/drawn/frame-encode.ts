/**
 * From frames to texts: places in the order drawn, constants, and names as on the wire.
 *
 * @module
 */

import { encodeMember, encodeValue } from "./encode.js";
import {
  type Constant,
  type FrameTable,
  kindsOf,
  type Part,
  type ReadyEvent,
  type ReadyKind,
} from "./frame-table.js";
import { isObject, type JsonObject, own, pathText, put, type Step } from "./json.js";
import { any, type Modified, NULLABLE, UNKNOWN } from "./table.js";

/** The types of a reply. */
export interface ReplyTypes {
  readonly result: Modified;
  readonly error: Modified;
}

/** A frame while it is encoded. */
interface Source {
  readonly frame: object;
  readonly kind: ReadyKind;
  readonly event: ReadyEvent | undefined;
  readonly reply: ReplyTypes | undefined;
  readonly input: boolean;
}

/**
 * Encodes a frame, which may be a decoded one. The result of a reply is of any type, unless types
 * are given, and so is an error that is not the same for all requests.
 *
 * @throws TypeError if the schema has no such frame, or a value is not what its type says.
 */
export function encodeFrame(table: FrameTable, frame: object, reply?: ReplyTypes): string {
  const name = own(frame, "kind");
  const kind = kindsOf(table).find((kind) => kind.name === name);
  if (kind === undefined) {
    throw new TypeError(`the schema has no frame of kind ${shown(name)} of this direction`);
  }
  let event: ReadyEvent | undefined;
  if (kind.replies === undefined) {
    const name = own(frame, "event");
    event = typeof name === "string" ? kind.byName.get(name) : undefined;
    if (event === undefined) {
      throw new TypeError(`the schema has no event ${shown(name)} of this direction and kind`);
    }
  }
  const source: Source = { frame, kind, event, reply, input: table.input };
  return written(kind.shape, source, []) ?? "null";
}

function shown(name: unknown): string {
  return typeof name === "string" ? JSON.stringify(name) : String(name);
}

/** The text of a part; `undefined`: it is left out. */
function written(part: Part, source: Source, path: readonly Step[]): string | undefined {
  switch (part.is) {
    case "constant":
      return constantText(part.value);
    case "null":
      return "null";
    case "hole":
      return hole(part.name, part.isOptional, source, path);
    case "object": {
      const members: string[] = [];
      for (const [key, inner] of part.members) {
        const text = written(inner, source, [...path, key]);
        if (text !== undefined) members.push(`${JSON.stringify(key)}:${text}`);
      }
      if (part.rest !== undefined) {
        const keys = new Set(part.members.map(([key]) => key));
        members.push(...standing(part.rest, "{}", source, path, keys));
      }
      return `{${members.join(",")}}`;
    }
    case "array": {
      const items = part.items.map((inner, at) => written(inner, source, [...path, at]));
      if (part.rest !== undefined) items.push(...standing(part.rest, "[]", source, path));
      // Only items at the end may be missing.
      while (items.length > 0 && items[items.length - 1] === undefined) items.pop();
      return `[${items.map((item) => item ?? "null").join(",")}]`;
    }
  }
}

function constantText(value: Constant): string {
  return typeof value === "bigint" ? value.toString() : JSON.stringify(value);
}

/** The text of the members or items of a value, without the brackets around them. */
function standing(
  name: string,
  brackets: "{}" | "[]",
  source: Source,
  path: readonly Step[],
  keys: ReadonlySet<string> = new Set(),
): string[] {
  const declared = typeOf(name, source);
  if (declared === undefined) return [];
  const value = without(own(source.frame, name), keys);
  const text = encodeMember(declared, value, source.input, ...path) ?? brackets;
  if (!text.startsWith(brackets.charAt(0))) {
    const expected = brackets === "{}" ? "an object" : "an array";
    throw new TypeError(`${pathText(path) || "the frame"}: expected ${expected} as ${name}`);
  }
  const inner = text.slice(1, -1);
  return inner === "" ? [] : [inner];
}

/** An object without the keys of the shape around it. */
function without(value: unknown, keys: ReadonlySet<string>): unknown {
  if (!isObject(value)) return value;
  const whole: unknown = (value as { [UNKNOWN]?: unknown })[UNKNOWN];
  if (isObject(whole)) return { ...value, [UNKNOWN]: without(whole, keys) };
  if (!Object.keys(value).some((key) => keys.has(key))) return value;
  const others: JsonObject = {};
  for (const [key, held] of Object.entries(value)) if (!keys.has(key)) put(others, key, held);
  return others;
}

function hole(
  name: string,
  isOptional: boolean,
  source: Source,
  path: readonly Step[],
): string | undefined {
  const { frame, kind, event, input } = source;
  const value = own(frame, name);
  if (name === "event") return eventName(value, isOptional, source, path);
  if (name === "id") {
    if (kind.id === undefined || (isOptional && value === undefined)) return undefined;
    if (kind.id.presence === NULLABLE && value === null) return "null";
    return encodeValue(kind.id.type, value, input, ...path);
  }
  const declared = typeOf(name, source);
  if (declared === undefined || (isOptional && value === undefined)) return undefined;
  if (name === "error" && !isOptional && (value === undefined || value === null)) {
    throw new TypeError(`${pathText(path)}: expected an error, found ${String(value)}`);
  }
  const matched = event?.match.find(([field]) => field === name);
  if (matched !== undefined) return matchedText(declared, value, constantText(matched[1]), source, path);
  return encodeMember(declared, value, input, ...path);
}

/** The text of a field that distinguishes the event, which may be left to the encoder. */
function matchedText(
  declared: Modified,
  value: unknown,
  expected: string,
  { event, input }: Source,
  path: readonly Step[],
): string {
  if (value !== undefined && encodeMember(declared, value, input, ...path) !== expected) {
    throw new TypeError(`${pathText(path)}: expected ${expected} for ${event?.name}`);
  }
  return expected;
}

/** The type of a member of a frame that has a place of its own. */
function typeOf(name: string, { kind, event, reply }: Source): Modified | undefined {
  switch (name) {
    case "params":
      return event?.params;
    case "result":
      return reply?.result ?? ANYTHING;
    case "error":
      return reply?.error ?? kind.error ?? ANYTHING;
    default:
      return kind.fields.get(name);
  }
}

/** Any value; `null` if it is missing. */
const ANYTHING: Modified = { type: any, presence: NULLABLE, readonly: false };

/** The name on the wire. A reply may have the name of a request that the schema does not have. */
function eventName(
  name: unknown,
  isOptional: boolean,
  { kind, event, input }: Source,
  path: readonly Step[],
): string | undefined {
  if (kind.event === undefined || (isOptional && name === undefined)) return undefined;
  const known = event ?? (typeof name === "string" ? kind.byName.get(name) : undefined);
  return encodeValue(kind.event, known === undefined ? name : known.value, input, ...path);
}

