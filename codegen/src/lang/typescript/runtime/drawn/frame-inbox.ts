/**
 * Frames of the server on their way to listeners.
 *
 * @module
 */

import { decodeFrame, type MalformedFrame, type UnknownFrame } from "./frame-decode.js";
import { type FrameTable, kindsOf } from "./frame-table.js";
import type { Limits } from "./limits.js";
import { added, each } from "./listeners.js";

/** A binary message. Frames are texts. */
export interface BinaryFrame {
  readonly kind: "binary";
  /** The bytes, as they came. */
  readonly raw: Uint8Array;
}

/** A message that no listener of an event gets. */
export type UnhandledFrame = UnknownFrame | MalformedFrame | BinaryFrame;

/** A frame of any event, for code that does not know the protocol. */
export interface AnyFrame {
  readonly kind: string;
  readonly event: string;
  readonly id?: unknown;
  readonly params?: unknown;
}

/** A listener of an event. */
export type Listener = (params: unknown, frame: AnyFrame) => unknown;

/** A decoded message: an event, a reply, or neither. */
export type Incoming =
  | { readonly is: "event"; readonly frame: AnyFrame }
  | { readonly is: "reply"; readonly frame: object; readonly id: unknown; readonly request: string }
  | { readonly is: "unhandled"; readonly frame: UnhandledFrame };

/** The listeners of a connection. */
export class FrameInbox {
  /** Listeners of one event each. */
  readonly #listeners = new Map<string, Set<Listener>>();
  /** Listeners of all events. */
  readonly every = new Set<(frame: AnyFrame) => unknown>();
  readonly replies = new Set<(frame: object) => unknown>();
  readonly unhandled = new Set<(frame: UnhandledFrame) => unknown>();
  readonly errors = new Set<(error: unknown) => unknown>();

  constructor(
    private readonly table: FrameTable,
    private readonly limits: Limits | undefined,
  ) {}

  /** Adds a listener of one event; returns a function that removes it. */
  on(event: string, listener: Listener): () => void {
    let listeners = this.#listeners.get(event);
    if (listeners === undefined) this.#listeners.set(event, (listeners = new Set()));
    return added(listeners, listener);
  }

  /** Decodes a message. */
  decode(data: unknown): Incoming {
    if (typeof data !== "string") return { is: "unhandled", frame: { kind: "binary", raw: bytesOf(data) } };
    const decoded = decodeFrame(this.table, data, this.limits);
    if (decoded.kind !== "known") return { is: "unhandled", frame: decoded };
    const frame = decoded.frame as AnyFrame;
    const request = this.requestOf(frame.kind);
    if (request === undefined) return { is: "event", frame };
    return { is: "reply", frame, id: frame.id, request };
  }

  /** The kind of the requests that a kind of frame answers; `undefined` if it is no reply. */
  requestOf(kind: string | undefined): string | undefined {
    return kindsOf(this.table).find(({ name }) => name === kind)?.replies;
  }

  /** Hands an event to its listeners. */
  deliver(frame: AnyFrame): void {
    const one = this.#listeners.get(frame.event);
    if (one !== undefined) void each(one, (listener) => listener(frame.params, frame), this.report);
    void each(this.every, (listener) => listener(frame), this.report);
  }

  /** Hands out a reply to no request of the connection. */
  deliverReply(frame: object): void {
    void each(this.replies, (listener) => listener(frame), this.report);
  }

  /** Hands out what is neither an event nor a reply. */
  deliverUnhandled(frame: UnhandledFrame): void {
    void each(this.unhandled, (listener) => listener(frame), this.report);
  }

  /** Reports an error of a listener. */
  readonly report = (error: unknown): void => {
    if (this.errors.size === 0) console.error(error);
    else void each(this.errors, (listener) => listener(error), (error) => console.error(error));
  };
}

function bytesOf(data: unknown): Uint8Array {
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data as ArrayBuffer);
}
