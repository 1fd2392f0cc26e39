/**
 * Events on their way to the server: those that wait for a socket, and those that wait for their
 * confirmation.
 *
 * @module
 */

import type { SignalLike } from "./options.js";
import type { OpenSocket } from "./socket.js";
import { ConnectionError, type ConnectionErrorCode, type Loss, lossText } from "./status.js";
import { after, afterTurns, type Timer } from "./timers.js";

/** A sent event that arrived. */
export interface Confirmed {
  /** The id it was confirmed by; `undefined` if frames have none: then it was only sent. */
  readonly confirmId: string | undefined;
}

/** Options of a single `send`. */
export interface SendOptions {
  /** The longest time until the confirmation. Default: `confirmTimeout` of the connection. */
  readonly timeout?: number | undefined;
  /**
   * Ends the wait when it is aborted: `send` rejects with the signal's reason. An event that waits
   * for the connection is not sent then; one that was sent may still arrive.
   */
  readonly signal?: SignalLike | undefined;
}

/** An event to send. */
export interface Outgoing {
  readonly id: string;
  readonly event: string;
  readonly text: string;
  readonly timeout: number;
  readonly signal: SignalLike | undefined;
}

interface Pending extends Outgoing {
  /** The bytes of the text, as long as it waits for a socket. */
  readonly size: number;
  readonly timer: Timer | undefined;
  /** When its time is over, by the clock `performance`. */
  readonly deadline: number;
  readonly abort: () => void;
  readonly resolve: (confirmed: Confirmed) => void;
  readonly reject: (error: unknown) => void;
}

/** How long overdue events wait at most while frames come, in milliseconds, stalls not counted. */
const PATIENCE = 1_000;

/** The events that are not confirmed. */
export class Outbox {
  /** Events that no socket got yet, by their ids, in order. */
  readonly #waiting = new Map<string, Pending>();
  /** Events that the current socket got. */
  readonly #sent = new Map<string, Pending>();
  /** Events whose time is over, unless their confirmation has arrived and is only to be read. */
  readonly #overdue = new Set<string>();
  #socket: OpenSocket | undefined;
  #waitingSize = 0;
  /** How many frames came. */
  #received = 0;

  constructor(
    /** Whether events are confirmed at all. */
    private readonly confirms: boolean,
  ) {}

  /** The bytes that wait to be sent. */
  get bufferedAmount(): number {
    return this.#waitingSize + (this.#socket?.bufferedAmount ?? 0);
  }

  /** Sends an event, now or once there is a socket. */
  add(outgoing: Outgoing): Promise<Confirmed> {
    const { id, event, text, timeout, signal } = outgoing;
    if (this.#waiting.has(id) || this.#sent.has(id)) {
      throw new ConnectionError(`${event} was not sent: ${id} is waited for already`, "not-sent");
    }
    return new Promise((resolve, reject) => {
      const size = this.#socket === undefined ? new TextEncoder().encode(text).length : 0;
      const abort = () => this.#take(id)?.reject(signal?.reason);
      const timer = after(timeout, () => this.#expired(id));
      const deadline = performance.now() + timeout;
      signal?.addEventListener("abort", abort);
      const pending = { ...outgoing, size, timer, deadline, abort, resolve, reject };
      this.#waiting.set(id, pending);
      this.#waitingSize += size;
      if (this.#socket !== undefined) this.#transmit(this.#socket, pending);
    });
  }

  /** Sends all that wait over a socket that has opened. */
  opened(socket: OpenSocket): void {
    this.#socket = socket;
    for (const pending of this.#waiting.values()) this.#transmit(socket, pending);
  }

  /** Gives up the socket, and what was sent over it. */
  lost(loss: Loss): void {
    this.#socket = undefined;
    for (const id of this.#sent.keys()) {
      this.#fail(id, `was not confirmed: ${lossText(loss)}`, "lost");
    }
  }

  /** Gives up everything. */
  closed(loss: Loss): void {
    this.lost(loss);
    for (const id of this.#waiting.keys()) {
      this.#fail(id, `was not sent: ${lossText(loss)}`, "not-sent");
    }
  }

  /** Takes note that a frame came, of any kind. */
  received(): void {
    this.#received++;
  }

  /** Resolves a sent event. */
  confirmed(id: string): void {
    if (this.#sent.has(id)) this.#take(id)?.resolve({ confirmId: id });
  }

  #transmit(socket: OpenSocket, { id, text, size }: Pending): void {
    const failure = socket.send(text);
    if (failure !== undefined) {
      this.#fail(id, `was not sent: ${failure}`, "not-sent");
    } else if (!this.confirms) {
      this.#take(id)?.resolve({ confirmId: undefined });
    } else {
      const pending = this.#waiting.get(id);
      if (pending === undefined) return;
      this.#waiting.delete(id);
      this.#waitingSize -= size;
      this.#sent.set(id, pending);
    }
  }

  #expired(id: string): void {
    const pending = this.#sent.get(id) ?? this.#waiting.get(id);
    if (pending === undefined) return;
    this.#overdue.add(id);
    if (this.#overdue.size > 1) return;
    const now = performance.now();
    const stall = Math.max(0, now - pending.deadline);
    this.#settle(now + stall + Math.min(pending.timeout, PATIENCE));
  }

  /**
   * Rejects what is overdue, once nothing comes any more or the time `limit` is over. After a stall,
   * confirmations that have arrived are still to be read.
   */
  #settle(limit: number): void {
    const before = this.#received;
    afterTurns(() => {
      if (this.#overdue.size === 0) return;
      if (this.#received !== before && performance.now() < limit) {
        this.#settle(limit);
        return;
      }
      for (const id of [...this.#overdue]) this.#timeOut(id);
    });
  }

  #timeOut(id: string): void {
    const pending = this.#sent.get(id) ?? this.#waiting.get(id);
    if (pending === undefined) return;
    const sent = this.#sent.has(id);
    const what = sent ? "was not confirmed" : "could not be sent";
    this.#fail(id, `${what} within ${pending.timeout} ms`, sent ? "timeout" : "not-sent");
  }

  #fail(id: string, reason: string, code: ConnectionErrorCode): void {
    const pending = this.#take(id);
    pending?.reject(new ConnectionError(`${pending.event} ${reason}`, code));
  }

  /** Takes an event out, wherever it is. */
  #take(id: string): Pending | undefined {
    const waiting = this.#waiting.get(id);
    const pending = waiting ?? this.#sent.get(id);
    if (pending === undefined) return undefined;
    this.#waiting.delete(id);
    this.#sent.delete(id);
    this.#overdue.delete(id);
    if (waiting !== undefined) this.#waitingSize -= waiting.size;
    clearTimeout(pending.timer);
    pending.signal?.removeEventListener("abort", pending.abort);
    return pending;
  }
}
