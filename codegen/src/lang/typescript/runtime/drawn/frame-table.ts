/**
 * What the tables of frames are made of. A kind of frame is JSON with holes, which a frame fills.
 *
 * @module
 */

import type { Step } from "./json.js";
import { any, type Modified, modified, PATCH, type Type } from "./table.js";

/** A value that never differs. */
export type Constant = string | number | bigint | boolean;

/** A part of a frame. */
export type Part =
  | { readonly is: "constant"; readonly value: Constant }
  | { readonly is: "null" }
  | {
      readonly is: "hole";
      /** The member of a frame in this place. */
      readonly name: string;
      /** Whether the shape says that it may be missing. */
      readonly isOptional: boolean;
    }
  | {
      readonly is: "object";
      readonly members: readonly (readonly [key: string, part: Part])[];
      /** The member of a frame whose members are among these. */
      readonly rest: string | undefined;
    }
  | {
      readonly is: "array";
      readonly items: readonly Part[];
      /** The member of a frame whose items follow these. */
      readonly rest: string | undefined;
    };

/** The parts of shapes. */
export const part = {
  is: (value: Constant): Part => ({ is: "constant", value }),
  none: { is: "null" } as Part,
  hole: (name: string, isOptional = false): Part => ({ is: "hole", name, isOptional }),
  object: (members: readonly (readonly [string, Part])[], rest?: string): Part => ({
    is: "object",
    members,
    rest,
  }),
  array: (items: readonly Part[], rest?: string): Part => ({ is: "array", items, rest }),
};

/** An event: its params, its name on the wire if that differs, and the fields it must have. */
export type EventParts = readonly [
  params?: Type | Modified | undefined,
  value?: string | number | bigint | undefined,
  match?: Readonly<Record<string, Constant>>,
];

/** A kind of frame. */
export interface FrameKind {
  readonly name: string;
  readonly shape: Part;
  /** The type of the event's name, if the shape has a place for it. */
  readonly event?: Type;
  readonly id?: Type | Modified;
  /** The type of errors, if it is the same for all requests. */
  readonly error?: Type | Modified;
  /** The fields of the frame, by their names in code. */
  readonly fields?: Named<Type | Modified>;
  /** The kind of frame that it answers. */
  readonly replies?: string;
  /** The events of the kind; of a reply, requests that have another name on the wire. */
  readonly events?: Named<EventParts>;
}

/**
 * Values by name. Without `exactOptionalPropertyTypes`, the type of a list of tables says that one
 * may have no value for a name of another.
 */
type Named<Value> = Readonly<Record<string, Value | undefined>>;

/** The frames that one side sends. */
export interface Frames {
  /** Whether a client sends them: readonly fields do not exist. */
  readonly input: boolean;
  /** The kinds, in the order in which receivers try them. */
  readonly kinds: () => readonly FrameKind[];
}

/** The same with what decoders and encoders made of it, once they did. */
export interface FrameTable extends Frames {
  ready: readonly ReadyKind[] | undefined;
}

/** An event, ready for use. */
export interface ReadyEvent {
  readonly name: string;
  readonly params: Modified | undefined;
  readonly value: string | number | bigint;
  readonly match: readonly (readonly [field: string, value: Constant])[];
}

/** The place of a member in a frame. */
export interface Place {
  readonly path: readonly Step[];
  readonly isOptional: boolean;
  /** The other keys of the object that holds its members. */
  readonly among: ReadonlySet<string> | undefined;
  /** The position in an array of the first of its items. */
  readonly from: number | undefined;
}

/** A kind of frame, ready for use. */
export interface ReadyKind {
  readonly name: string;
  readonly shape: Part;
  readonly event: Type | undefined;
  readonly id: Modified | undefined;
  readonly error: Modified | undefined;
  readonly fields: ReadonlyMap<string, Modified>;
  /** What frames have besides an event, in the order drawn; no type: the id or the name. */
  readonly members: readonly (readonly [place: string, type: Modified | undefined])[];
  readonly replies: string | undefined;
  readonly places: ReadonlyMap<string, Place>;
  readonly byName: ReadonlyMap<string, ReadyEvent>;
  /** The events of a name on the wire; those that most fields distinguish come first. */
  readonly byValue: ReadonlyMap<unknown, readonly ReadyEvent[]>;
}

/** The table of the frames that one side sends. */
export function frameTable(frames: Frames): FrameTable {
  return { ...frames, ready: undefined };
}

/** The kinds of frames of a table. */
export function kindsOf(table: FrameTable): readonly ReadyKind[] {
  return (table.ready ??= table.kinds().map(readyKind));
}

/** Any value that may be missing, and may be `null`. */
const ANYTHING: Modified = { type: any, presence: PATCH, readonly: false };

function readyKind(kind: FrameKind): ReadyKind {
  const { name, shape, event, id, error, fields = {}, replies, events = {} } = kind;
  const places = new Map<string, Place>();
  collect(shape, [], places);
  const byName = new Map<string, ReadyEvent>();
  const byValue = new Map<unknown, ReadyEvent[]>();
  for (const [name, parts] of Object.entries(events)) {
    if (parts === undefined) continue;
    const [params, value = name, match = {}] = parts;
    const ready: ReadyEvent = {
      name,
      params: params && modified(params),
      value,
      match: Object.entries(match),
    };
    byName.set(name, ready);
    const alike = byValue.get(value);
    if (alike === undefined) byValue.set(value, [ready]);
    else alike.push(ready);
  }
  const types = new Map<string, Modified>();
  for (const [name, type] of Object.entries(fields)) {
    if (type !== undefined) types.set(name, modified(type));
  }
  for (const alike of byValue.values()) alike.sort((a, b) => b.match.length - a.match.length);
  const bodies = new Map<string, Modified>();
  if (replies !== undefined) {
    bodies.set("result", ANYTHING).set("error", error === undefined ? ANYTHING : modified(error));
  }
  const members = [...places.keys()]
    .filter((place) => place !== "params")
    .map((place) => [place, types.get(place) ?? bodies.get(place)] as const);
  return {
    name,
    shape,
    event,
    id: id && modified(id),
    error: error && modified(error),
    fields: types,
    members,
    replies,
    places,
    byName,
    byValue,
  };
}

function collect(part: Part, path: readonly Step[], places: Map<string, Place>): void {
  switch (part.is) {
    case "hole":
      places.set(part.name, { path, isOptional: part.isOptional, among: undefined, from: undefined });
      break;
    case "object":
      for (const [key, inner] of part.members) collect(inner, [...path, key], places);
      if (part.rest !== undefined) {
        const among = new Set(part.members.map(([key]) => key));
        places.set(part.rest, { path, isOptional: false, among, from: undefined });
      }
      break;
    case "array":
      part.items.forEach((inner, at) => collect(inner, [...path, at], places));
      if (part.rest !== undefined) {
        const from = part.items.length;
        places.set(part.rest, { path, isOptional: false, among: undefined, from });
      }
      break;
    case "constant":
    case "null":
      break;
  }
}
