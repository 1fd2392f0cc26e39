/**
 * Replies: the request says what is in them.
 *
 * @module
 */

import { failure, reading } from "./decode.js";
import { encodeValue } from "./encode.js";
import { present, standing } from "./frame-decode.js";
import { encodeFrame, type ReplyTypes } from "./frame-encode.js";
import { type FrameTable, kindsOf, type Place, type ReadyKind } from "./frame-table.js";
import { ofNumber } from "./int64.js";
import { isObject, own, pathText } from "./json.js";
import type { Limits } from "./limits.js";
import type { Reader } from "./reader.js";
import { any, type Modified, modified, STRING, type Type, WIDE } from "./table.js";

/** A request: the kind of its frame, and the types of its reply. */
export interface Request {
  readonly kind: string;
  readonly reply: Type | Modified;
  /** The type of errors; `undefined`: any value. */
  readonly error?: Type | Modified;
}

/** The requests of one side. */
export interface RequestTable {
  /** The frames of the requests. */
  readonly frames: FrameTable;
  /** The frames of the replies. */
  readonly replies: FrameTable;
  readonly requests: () => Readonly<Record<string, Request>>;
}

/** The table of the requests of one side. */
export function requestTable(table: RequestTable): RequestTable {
  return table;
}

/** The params, the reply and the error of a request. */
export interface RequestTypes {
  params: unknown;
  reply: unknown;
  error: unknown;
}

/** A reply that is not what its request says. */
export interface MalformedReply {
  /** Where in its frame it is wrong; empty: as a whole. */
  readonly path: string;
  /** What is wrong there. */
  readonly reason: string;
}

/** A reply, as its request says: a result, an error, or neither, since it is malformed. */
export type DecodedReply<Types extends RequestTypes> =
  | { readonly ok: true; readonly result: Types["reply"] }
  | { readonly ok: false; readonly error: Types["error"]; readonly malformed?: undefined }
  | { readonly ok: false; readonly error?: undefined; readonly malformed: MalformedReply };

/**
 * The failure of a request: the server replied with an error, or its reply is malformed.
 */
export class RequestError<Failure = unknown> extends Error {
  override readonly name = "RequestError";

  constructor(
    /** The name of the request. */
    readonly request: string,
    message: string,
    /** The error of the reply. */
    readonly error: Failure,
    /** What is wrong, if the reply is malformed; there is no error then. */
    readonly malformed?: MalformedReply,
  ) {
    super(message);
  }

  /** The failure of a request whose reply is malformed. */
  static ofMalformed(request: string, { path, reason }: MalformedReply): RequestError {
    const place = path === "" ? "" : `${path}: `;
    const message = `the reply to ${request} is malformed: ${place}${reason}`;
    return new RequestError(request, message, undefined, { path, reason });
  }
}

/** Decodes a reply to a request of one of the tables. Never throws. */
export function decodeAnyReply(
  tables: readonly RequestTable[],
  name: string,
  frame: object,
  limits?: Limits,
): DecodedReply<RequestTypes> {
  for (const table of tables) {
    const requests = table.requests();
    if (!Object.hasOwn(requests, name)) continue;
    return decodeReplyOf(table, name, requests[name] as Request, frame, limits);
  }
  return malformed(`the schema has no request ${JSON.stringify(name)}`);
}

function malformed(reason: string, path = ""): DecodedReply<RequestTypes> {
  return { ok: false, malformed: { path, reason } };
}

function decodeReplyOf(
  { replies }: RequestTable,
  name: string,
  request: Request,
  frame: object,
  limits?: Limits,
): DecodedReply<RequestTypes> {
  const kindName = own(frame, "kind");
  const kind = kindsOf(replies).find((kind) => kind.name === kindName);
  if (kind === undefined || kind.replies !== request.kind) {
    return malformed(`a frame of kind ${String(kindName)} is no reply to ${name}`);
  }
  const event = own(frame, "event");
  if (kind.event !== undefined && event !== undefined && event !== name) {
    const path = pathText(kind.places.get("event")?.path ?? []);
    return malformed(`expected a reply to ${name}, found one to ${String(event)}`, path);
  }
  const ok = kind.places.has("result");
  const member = ok ? "result" : "error";
  // It was read along with the frame.
  if (!ok && kind.error !== undefined) return { ok, error: own(frame, member) ?? undefined };
  const { result, error } = typesOf(request);
  const declared = ok ? result : error;
  try {
    const value = body(kind, member, declared, own(frame, member), replies.input, limits);
    return ok ? { ok, result: value } : { ok, error: value };
  } catch (error) {
    const { path, reason } = failure(error);
    return malformed(reason, path);
  }
}

/** The types of the reply to a request. */
function typesOf({ reply, error = any }: Request): ReplyTypes {
  return { result: modified(reply), error: modified(error) };
}

/** Reads a value that was read as one of any type: its text is the same but for spaces. */
function body(
  kind: ReadyKind,
  member: string,
  declared: Modified,
  value: unknown,
  input: boolean,
  limits: Limits | undefined,
): unknown {
  const place = kind.places.get(member);
  if (place === undefined) return undefined;
  // Where an error may be missing, null is none.
  const isNone = value === undefined || value === null;
  if (isNone && place.isOptional && member === "error") return undefined;
  const text = value === undefined ? "null" : encodeValue(any, value, input);
  return reading(text, input, limits, (reader) => {
    const parsed = reader.parsed();
    return inPlace(place, declared, value === undefined ? undefined : parsed, reader);
  });
}

function inPlace(place: Place, declared: Modified, value: unknown, reader: Reader): unknown {
  const { path } = place;
  const { among, from } = place;
  if (among !== undefined || from !== undefined) {
    for (const step of path) reader.enter(step);
    if (from === undefined && !isObject(value)) return reader.unexpected("an object", value);
    if (from === undefined) return standing(place, declared.type, value, reader);
    if (!Array.isArray(value)) return reader.unexpected("an array", value);
    return standing(place, declared.type, [...new Array<null>(from).fill(null), ...value], reader);
  }
  for (const step of path.slice(0, -1)) reader.enter(step);
  return present(declared, value, path[path.length - 1] ?? "", reader);
}

/**
 * Encodes a reply to a request.
 *
 * @throws TypeError if the schema has no such frame, or a value is not what its type says.
 */
export function encodeReply(table: RequestTable, name: string, frame: object): string {
  const requests = table.requests();
  if (!Object.hasOwn(requests, name)) {
    throw new TypeError(`the schema has no request ${JSON.stringify(name)} of this direction`);
  }
  return encodeFrame(table.replies, frame, typesOf(requests[name] as Request));
}

/** The kind of the frame of a request. */
export function kindOfRequest(table: RequestTable, name: string): ReadyKind | undefined {
  const requests = table.requests();
  const kind = Object.hasOwn(requests, name) ? requests[name]?.kind : undefined;
  return kindsOf(table.frames).find((known) => known.name === kind);
}

/** The id of a number, of the type that ids of the kind are of. */
export function idOf({ id }: ReadyKind, number: number): unknown {
  switch (id?.type.kind) {
    case STRING:
      return `${number}`;
    case WIDE:
      return ofNumber(number);
    default:
      return number;
  }
}
