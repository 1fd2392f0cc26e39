/**
 * Frames of the server on their way to listeners.
 *
 * @module
 */

import { decodeEvent, type EventTable } from "./events.js";
import type { KnownEvent, MalformedEvent, UnknownEvent } from "./events.js";
import { RecentIds } from "./ids.js";
import { added, each } from "./listeners.js";
import type { Options } from "./options.js";

/** A binary message. Frames are texts. */
export interface BinaryFrame {
  readonly kind: "binary";
  /** The bytes, as they came. */
  readonly raw: Uint8Array;
  readonly event?: undefined;
  readonly confirmId?: undefined;
}

/** A frame that no listener of an event gets. */
export type UnhandledEvent = UnknownEvent | MalformedEvent | BinaryFrame;

/** A frame of any event, for code that does not know the protocol. */
export type AnyFrame = KnownEvent<string, unknown>;

/** A listener of an event. */
export type Listener = (params: unknown, frame: AnyFrame) => unknown;

/** The listeners, and the ids of the frames they got. */
export class Inbox {
  /** Listeners of one event each. */
  readonly #listeners = new Map<string, Set<Listener>>();
  /** Listeners of all events. */
  readonly every = new Set<(frame: AnyFrame) => unknown>();
  readonly unhandled = new Set<(frame: UnhandledEvent) => unknown>();
  readonly errors = new Set<(error: unknown) => unknown>();
  readonly #ids: RecentIds;

  constructor(
    private readonly table: EventTable,
    private readonly options: Pick<Options, "confirmMalformed" | "limits" | "rememberedIds">,
    /** Confirms a frame. */
    private readonly confirm: (id: string) => void,
  ) {
    this.#ids = new RecentIds(options.rememberedIds);
  }

  /** Adds a listener of one event; returns a function that removes it. */
  on(event: string, listener: Listener): () => void {
    let listeners = this.#listeners.get(event);
    if (listeners === undefined) this.#listeners.set(event, (listeners = new Set()));
    return added(listeners, listener);
  }

  /** Decodes a message. */
  decode(data: unknown): AnyFrame | UnhandledEvent {
    if (typeof data === "string") return decodeEvent(this.table, data, this.options.limits);
    const raw = ArrayBuffer.isView(data)
      ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
      : new Uint8Array(data as ArrayBuffer);
    return { kind: "binary", raw };
  }

  /** Hands a frame to its listeners, and confirms it once they have finished. */
  deliver(frame: AnyFrame | UnhandledEvent): void {
    const isConfirmed = frame.kind !== "malformed" || this.options.confirmMalformed;
    const id = isConfirmed ? frame.confirmId : undefined;
    if (id === undefined) {
      void this.#handOut(frame);
      return;
    }
    const handled = this.#ids.handled(id);
    // The confirmation may have been lost, or follows once the listeners have finished.
    if (handled === true) this.confirm(id);
    if (handled !== undefined) return;
    this.#ids.add(id);
    const finish = (): void => {
      this.#ids.finish(id);
      this.confirm(id);
    };
    const running = this.#handOut(frame);
    if (running === undefined) finish();
    else void running.then(finish);
  }

  /** Reports an error of a listener. */
  readonly report = (error: unknown): void => {
    if (this.errors.size === 0) console.error(error);
    else void each(this.errors, (listener) => listener(error), (error) => console.error(error));
  };

  #handOut(frame: AnyFrame | UnhandledEvent): Promise<unknown> | undefined {
    if (frame.kind !== "known") {
      return each(this.unhandled, (listener) => listener(frame), this.report);
    }
    const one = this.#listeners.get(frame.event);
    const first = one && each(one, (listener) => listener(frame.params, frame), this.report);
    const second = each(this.every, (listener) => listener(frame), this.report);
    return first === undefined || second === undefined ? (first ?? second) : Promise.all([first, second]);
  }
}
