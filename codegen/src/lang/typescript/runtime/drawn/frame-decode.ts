/**
 * From texts to frames: first the kind, then the name, the id and the fields, then the params.
 *
 * @module
 */

import { failure, reading } from "./decode.js";
import { AMBIGUOUS } from "./exact.js";
import { inside, isConstant, isOfKind, skipOthers } from "./frame-kinds.js";
import {
  type FrameTable,
  kindsOf,
  type Place,
  type ReadyEvent,
  type ReadyKind,
} from "./frame-table.js";
import { type JsonObject, put, type Step } from "./json.js";
import type { Limits } from "./limits.js";
import type { Reader } from "./reader.js";
import { any, LIST, type Modified, NULLABLE, PATCH, REQUIRED, type Type } from "./table.js";

/** A frame of an event that the schema has, or a reply. */
export interface KnownFrame<Frame> {
  readonly kind: "known";
  /** The frame. */
  readonly frame: Frame;
}

/** A frame of an event that the schema does not have, perhaps of a later version. */
export interface UnknownFrame {
  readonly kind: "unknown";
  /** The kind of the frame. */
  readonly frameKind: string;
  /** The name of the event on the wire; `undefined` if frames of the kind do not have it. */
  readonly event: string | number | undefined;
  /** The id, if frames of the kind have one. */
  readonly id?: unknown;
  /** The text, as it came. */
  readonly raw: string;
}

/** A text that is no frame, or a frame that deviates from the schema. */
export interface MalformedFrame {
  readonly kind: "malformed";
  /** The kind of the frame, if that much is known. */
  readonly frameKind?: string;
  /** The name of the event on the wire, if that much could be read. */
  readonly event?: string | number;
  /** The id, if there is one that could be read. */
  readonly id?: unknown;
  /** The text, as it came. */
  readonly raw: string;
  /** Where it is wrong, such as `params.chats[3].jid`; empty: as a whole. */
  readonly path: string;
  /** What is wrong there. */
  readonly reason: string;
}

/** Options of decoders of frames that do not have the name of their event. */
export interface DecodeOptions extends Limits {
  /** The name of the event on the wire, such as from a header of HTTP. */
  readonly event?: string | number | undefined;
}

/** What is known of a frame before its params are read. */
interface Head {
  frameKind?: string;
  event?: string | number;
  id?: unknown;
}

/** Decodes a frame. Never throws. */
export function decodeFrame(
  table: FrameTable,
  raw: string,
  options: DecodeOptions = {},
): KnownFrame<object> | UnknownFrame | MalformedFrame {
  return reading(raw, table.input, options, (reader) => {
    const head: Head = {};
    try {
      return decoded(table, raw, options, reader, head);
    } catch (error) {
      return { kind: "malformed", ...head, raw, ...failure(error) };
    }
  });
}

function decoded(
  table: FrameTable,
  raw: string,
  options: DecodeOptions,
  reader: Reader,
  head: Head,
): KnownFrame<object> | UnknownFrame {
  const whole = reader.parsed();
  const kinds = kindsOf(table);
  const kind = kinds.find((kind) => isOfKind(whole, kind, reader));
  if (kind === undefined) return reader.fail(`is of no kind: ${kinds.map(({ name }) => name).join(", ")}`);
  head.frameKind = kind.name;
  const failures = readHead(kind, whole, reader, head);
  const { event: name, id } = head;
  const frame: JsonObject = { kind: kind.name };
  if (name !== undefined) frame["event"] = name;
  if (id !== undefined) frame["id"] = id;
  for (const [place, type] of kind.members) {
    // Of several faults, the first one in the order drawn is reported.
    if (failures !== undefined) failAt(place, kind, failures);
    const value = type && member(kind, place, type, whole, reader);
    if (value !== undefined) put(frame, place, value);
  }
  if (failures?.event !== undefined) throw failures.event.error;
  skipOthers(kind.shape, whole, reader);
  if (kind.replies !== undefined) {
    if (name !== undefined) frame["event"] = kind.byValue.get(name)?.[0]?.name ?? name;
    return { kind: "known", frame };
  }
  const event = eventOf(kind, name ?? options.event, whole, reader);
  if (event === undefined) {
    skipPlace(kind, "params", whole, reader);
    return { kind: "unknown", frameKind: kind.name, event: name ?? options.event, ...idOf(id), raw };
  }
  frame["event"] = event.name;
  if (event.params === undefined) {
    skipPlace(kind, "params", whole, reader);
  } else {
    const params = member(kind, "params", event.params, whole, reader);
    if (params !== undefined) frame["params"] = params;
  }
  return { kind: "known", frame };
}

function idOf(id: unknown): { readonly id?: unknown } {
  return id === undefined ? {} : { id };
}

/** What is wrong with the id and the name of a frame. */
interface HeadFailures {
  id?: { readonly error: unknown };
  event?: { readonly error: unknown };
}

/** Fails at the place of an id or a name that is malformed. The name of an event comes last. */
function failAt(place: string, kind: ReadyKind, { id, event }: HeadFailures): void {
  if (place === "id" && id !== undefined) throw id.error;
  if (place === "event" && kind.replies !== undefined && event !== undefined) throw event.error;
}

/** Reads the id and the name: each also if the other is malformed, so that it can be answered. */
function readHead(
  kind: ReadyKind,
  whole: unknown,
  reader: Reader,
  head: Head,
): HeadFailures | undefined {
  let failures: HeadFailures | undefined;
  try {
    const id = readId(kind, whole, reader);
    if (id !== undefined) head.id = id;
  } catch (error) {
    if (error === AMBIGUOUS) throw error;
    failures = { id: { error } };
    reader.depth = 0;
  }
  try {
    const name = nameOf(kind, whole, reader);
    if (name !== undefined) head.event = name;
  } catch (error) {
    if (error === AMBIGUOUS) throw error;
    failures = { ...failures, event: { error } };
    reader.depth = 0;
  }
  return failures;
}

function readId(kind: ReadyKind, whole: unknown, reader: Reader): unknown {
  const place = kind.places.get("id");
  if (place === undefined || kind.id === undefined) return undefined;
  const { id } = kind;
  return at(place.path, whole, reader, (value, step) => {
    if (value === undefined) return undefined;
    if (value !== null || id.presence !== REQUIRED) return present(id, value, step, reader);
    // Nobody could answer to null.
    return place.isOptional ? undefined : reader.value(id.type, value, step);
  });
}

function nameOf(kind: ReadyKind, whole: unknown, reader: Reader): string | number | undefined {
  const place = kind.places.get("event");
  const type = kind.event;
  if (place === undefined || type === undefined) return undefined;
  return at(place.path, whole, reader, (value, step) =>
    value === undefined ? undefined : (reader.value(type, value, step) as string | number),
  );
}

/** The event of a name that the most fields of the frame distinguish. */
function eventOf(
  kind: ReadyKind,
  name: string | number | undefined,
  whole: unknown,
  reader: Reader,
): ReadyEvent | undefined {
  if (name === undefined) {
    if (kind.event !== undefined || kind.byName.size !== 1) return undefined;
    return [...kind.byName.values()].find((event) => isTold(kind, event, whole, reader));
  }
  return kind.byValue.get(name)?.find((event) => isTold(kind, event, whole, reader));
}

function isTold(kind: ReadyKind, { match }: ReadyEvent, whole: unknown, reader: Reader): boolean {
  return match.every(([field, constant]) => {
    const path = kind.places.get(field)?.path ?? [];
    return isConstant(path.reduce(inside, whole), constant, reader);
  });
}

/** Reads a member of a frame at its place; `undefined`: there is none. */
function member(
  kind: ReadyKind,
  name: string,
  declared: Modified,
  whole: unknown,
  reader: Reader,
): unknown {
  const place = kind.places.get(name);
  if (place === undefined) return undefined;
  if (place.among === undefined && place.from === undefined) {
    return at(place.path, whole, reader, (value, step) => {
      if (value === undefined && place.isOptional) return undefined;
      return present(declared, value, step, reader);
    });
  }
  const holder = place.path.reduce(inside, whole);
  for (const step of place.path) reader.enter(step);
  const read = standing(place, declared.type, holder, reader);
  reader.depth -= place.path.length;
  return read;
}

/** Reads a value whose members or items are in an object or array of the frame. */
export function standing(place: Place, type: Type, holder: unknown, reader: Reader): unknown {
  if (place.from !== undefined) return items(type, holder as unknown[], place.from, reader);
  const values: JsonObject = {};
  for (const [key, value] of Object.entries(holder as JsonObject)) {
    if (place.among?.has(key)) continue;
    put(values, key, type === any ? reader.value(any, value, key) : value);
  }
  return type === any ? values : reader.object(type, values);
}

function items(type: Type, holder: readonly unknown[], from: number, reader: Reader): unknown[] {
  const isFixed = type !== any && type.kind !== LIST;
  const count = Math.max(0, holder.length - from);
  if (type !== any) reader.count(count);
  if (isFixed && count < Number(type.min)) reader.fail(`expected ${type.min} items, found ${count}`);
  const values: unknown[] = [];
  for (let at = from; at < holder.length; at++) {
    const item = type === any ? any : isFixed ? type.items[at - from] : type.item;
    if (item !== undefined) {
      values.push(reader.value(item, holder[at], at));
    } else {
      const kept = reader.further(holder[at], at);
      if (kept !== undefined) values.push(kept);
    }
  }
  return values;
}

/** Reads a value that is there as a field is. */
export function present(
  { type, presence }: Modified,
  value: unknown,
  step: Step,
  reader: Reader,
): unknown {
  if (value !== undefined && value !== null) return reader.value(type, value, step);
  switch (presence) {
    case REQUIRED:
      return reader.missing(type, step);
    case NULLABLE:
      return null;
    case PATCH:
      return value;
    default:
      return undefined;
  }
}

/** Checks how deep the value of a place is that is not read. */
function skipPlace(kind: ReadyKind, name: string, whole: unknown, reader: Reader): void {
  const place = kind.places.get(name);
  if (place === undefined) return;
  if (place.path.length === 0 || place.among !== undefined || place.from !== undefined) {
    const holder = place.path.reduce(inside, whole) as JsonObject;
    for (const step of place.path) reader.enter(step);
    for (const key of Object.keys(holder)) reader.skip(holder[key], key);
    reader.depth -= place.path.length;
  } else {
    at(place.path, whole, reader, (value, step) => reader.skip(value, step));
  }
}

/** Reads the value at the end of a path of one step or more. */
export function at<T>(
  path: readonly Step[],
  whole: unknown,
  reader: Reader,
  read: (value: unknown, step: Step) => T,
): T {
  let value = whole;
  const last = path.length - 1;
  for (const step of path.slice(0, last)) {
    value = inside(value, step);
    reader.enter(step);
  }
  const step = path[last] as Step;
  const result = read(inside(value, step), step);
  reader.depth -= last;
  return result;
}
