/**
 * Frames: one JSON object each, with the name of an event and its params.
 *
 * @module
 */

import { failure, reading } from "./decode.js";
import { encodeMember } from "./encode.js";
import { isObject, type JsonObject, own, quoted } from "./json.js";
import type { Limits } from "./limits.js";
import { randomText } from "./random.js";
import type { Reader } from "./reader.js";
import {
  type Modified,
  modified,
  NULLABLE,
  PATCH,
  REQUIRED,
  type Type,
} from "./table.js";

/** The events that one side sends, and the keys of their frames. */
export interface Events {
  /** The key of the event's name. */
  readonly event: string;
  /** The key of the id to confirm, if frames have one. */
  readonly id: string | undefined;
  /** The key of the params. */
  readonly params: string;
  /** Whether a client sends them: readonly fields do not exist. */
  readonly input: boolean;
  /** The params of each event, a type alone being always there; `undefined`: it has none. */
  readonly types: () => Readonly<Record<string, Type | Modified | undefined>>;
}

/** The same with what decoders and encoders made of it, once they did. */
export interface EventTable extends Events {
  byName: ReadonlyMap<string, Modified | undefined> | undefined;
}

/** The table of the events that one side sends. */
export function eventTable(events: Events): EventTable {
  return { ...events, byName: undefined };
}

function typesOf(table: EventTable): ReadonlyMap<string, Modified | undefined> {
  if (table.byName !== undefined) return table.byName;
  const types = new Map<string, Modified | undefined>();
  for (const [name, type] of Object.entries(table.types())) {
    types.set(name, type === undefined ? undefined : modified(type));
  }
  return (table.byName = types);
}

/** A frame with an event that the schema has. */
export interface KnownEvent<Name extends string, Params> {
  readonly kind: "known";
  /** The name of the event. */
  readonly event: Name;
  /** Its data; `undefined` if the event has none. */
  readonly params: Params;
  /** If present, who received the frame confirms it by this id. */
  readonly confirmId: string | undefined;
}

/** A frame with an event that the schema does not have, perhaps of a later version. */
export interface UnknownEvent {
  readonly kind: "unknown";
  /** The name of the event. */
  readonly event: string;
  /** The frame, as it came. */
  readonly raw: string;
  /** If present, who received the frame confirms it by this id. */
  readonly confirmId: string | undefined;
}

/** A text that is no frame, or one whose params are not what the schema says. */
export interface MalformedEvent {
  readonly kind: "malformed";
  /** The name of the event, if that much could be read. */
  readonly event?: string;
  /** The id to confirm, if there is one that could be read. */
  readonly confirmId?: string;
  /** The text, as it came. */
  readonly raw: string;
  /** Where it is wrong, such as `params.chats[3].jid`; empty: as a whole. */
  readonly path: string;
  /** What is wrong there. */
  readonly reason: string;
}

type AnyEvent = KnownEvent<string, unknown> | UnknownEvent | MalformedEvent;

/** Decodes a frame. Never throws. */
export function decodeEvent(events: EventTable, raw: string, limits?: Limits): AnyEvent {
  return reading(raw, events.input, limits, (reader) => {
    let event: string | undefined;
    let confirmId: string | undefined;
    try {
      const frame = reader.parsed();
      if (!isObject(frame)) return reader.unexpected("an object", frame);
      // A frame that is malformed elsewhere can be confirmed all the same.
      confirmId = idOf(events, frame);
      event = nameOf(events, frame, reader);
      if (confirmId === undefined) noId(events, frame, reader);
      skipOthers(events, frame, reader);
      const types = typesOf(events);
      const type = types.get(event);
      if (type === undefined && !types.has(event)) {
        reader.skip(own(frame, events.params), events.params);
        return { kind: "unknown", event, raw, confirmId };
      }
      const params = paramsOf(events, type, frame, reader);
      return { kind: "known", event, params, confirmId };
    } catch (error) {
      const { path, reason } = failure(error);
      return {
        kind: "malformed",
        ...(event !== undefined && { event }),
        ...(confirmId !== undefined && { confirmId }),
        raw,
        path,
        reason,
      };
    }
  });
}

function nameOf({ event }: Events, frame: object, reader: Reader): string {
  const name = own(frame, event);
  if (typeof name === "string") return name;
  return reader.unexpected("a string", name, event);
}

/** Checks how deep the values of keys are that frames do not have. */
function skipOthers({ event, id, params }: Events, frame: JsonObject, reader: Reader): void {
  for (const key in frame) {
    if (key !== event && key !== id && key !== params) reader.skip(frame[key], key);
  }
}

function paramsOf(
  { params }: Events,
  declared: Modified | undefined,
  frame: object,
  reader: Reader,
): unknown {
  const value = own(frame, params);
  if (declared === undefined) {
    reader.skip(value, params);
    return undefined;
  }
  const { type, presence } = declared;
  if (value !== undefined && value !== null) return reader.value(type, value, params);
  switch (presence) {
    case REQUIRED:
      return reader.missing(type, params);
    case NULLABLE:
      return null;
    case PATCH:
      return value;
    default:
      return undefined;
  }
}

function idOf({ id }: Events, frame: object): string | undefined {
  const value = id === undefined ? undefined : own(frame, id);
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Fails if the value in the place of the id is neither a text nor nothing. */
function noId({ id }: Events, frame: object, reader: Reader): void {
  const value = id === undefined ? undefined : own(frame, id);
  if (id === undefined || value === undefined || value === null || value === "") return;
  reader.unexpected("a string", value, id);
}

/** A frame with the keys of the wire: a decoded one has keys of its own. */
export function wireFrame(events: Events, frame: object): object {
  const { kind, event, params, confirmId } = frame as Partial<KnownEvent<string, unknown>>;
  if (kind !== "known" || typeof event !== "string" || !("confirmId" in frame)) return frame;
  const id = events.id === undefined ? {} : { [events.id]: own(frame, events.id) ?? confirmId };
  return { [events.event]: event, ...id, [events.params]: params };
}

/**
 * Encodes a frame, which may be a decoded one.
 *
 * @throws TypeError if the schema has no such event, or a value is not what its type says.
 */
export function encodeEvent(events: EventTable, given: object): string {
  const frame = wireFrame(events, given);
  const name = own(frame, events.event);
  const types = typesOf(events);
  if (typeof name !== "string" || !types.has(name)) {
    throw new TypeError(`the schema has no event ${JSON.stringify(name)} of this direction`);
  }
  const members = [member(events.event, JSON.stringify(name))];
  const id = events.id === undefined ? undefined : own(frame, events.id);
  if (events.id !== undefined && id !== undefined && id !== "") {
    if (typeof id !== "string") throw new TypeError(`${events.id}: expected a string`);
    members.push(member(events.id, quoted(id)));
  }
  const declared = types.get(name);
  if (declared !== undefined) {
    const params = own(frame, events.params);
    const text = encodeMember(declared, params, events.input, events.params);
    if (text !== undefined) members.push(member(events.params, text));
  }
  return `{${members.join(",")}}`;
}

function member(key: string, text: string): string {
  return `${JSON.stringify(key)}:${text}`;
}

/** A new id for a frame: 12 random characters of 0-9, A-Z and a-z. */
export function newConfirmId(): string {
  return randomText(12);
}
