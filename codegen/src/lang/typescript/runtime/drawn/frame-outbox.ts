/**
 * Frames on their way to the server: those that wait for a socket, and requests that wait for their
 * reply.
 *
 * @module
 */

import type { SignalLike } from "./options.js";
import type { OpenSocket } from "./socket.js";
import { ConnectionError, type ConnectionErrorCode, type Loss, lossText } from "./status.js";
import { after, afterTurns, type Timer } from "./timers.js";

/** A frame to send. */
export interface Outgoing {
  /** What errors call it. */
  readonly name: string;
  readonly text: string;
  /** The id of the reply, if there will be one. */
  readonly id: unknown;
  /** The kind of the request's frame. */
  readonly kind: string;
  readonly timeout: number;
  readonly signal: SignalLike | undefined;
}

/** A frame that was not sent yet, or not answered. */
export interface Pending extends Outgoing {
  readonly resolve: (reply: unknown) => void;
  readonly reject: (error: unknown) => void;
  /** Ends the timer and the listening to the signal. */
  readonly end: () => void;
  /** The bytes of the text, as long as it waits for a socket. */
  size: number;
}

/** The frames that are not sent or not answered. */
export class FrameOutbox {
  /** Frames that no socket got yet, in order. */
  readonly #waiting = new Set<Pending>();
  /** Requests that the current socket got, by their ids: 1 and "1" differ. */
  readonly #sent = new Map<unknown, Pending>();
  #socket: OpenSocket | undefined;
  #waitingSize = 0;

  /** The bytes that wait to be sent. */
  get bufferedAmount(): number {
    return this.#waitingSize + (this.#socket?.bufferedAmount ?? 0);
  }

  /** Sends a frame, now or once there is a socket. Resolves with the reply, if there is to be one. */
  add(outgoing: Outgoing): Promise<unknown> {
    const { text, timeout, signal } = outgoing;
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        this.#forget(pending);
        reject(signal?.reason);
      };
      // A reply that has arrived counts, even if it is yet to be read.
      const timer: Timer | undefined = after(timeout, () => afterTurns(() => this.#timeOut(pending)));
      const end = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", abort);
      };
      const size = this.#socket === undefined ? new TextEncoder().encode(text).length : 0;
      const pending: Pending = { ...outgoing, resolve, reject, end, size };
      signal?.addEventListener("abort", abort);
      this.#waiting.add(pending);
      this.#waitingSize += size;
      if (this.#socket !== undefined) this.#transmit(this.#socket, pending);
    });
  }

  /** Takes the request of an id out, if a reply to a frame of its kind is waited for. */
  answered(id: unknown, kind: string | undefined): Pending | undefined {
    const pending = this.#sent.get(id);
    if (pending === undefined || pending.kind !== kind) return undefined;
    this.#forget(pending);
    return pending;
  }

  /** Sends all that wait over a socket that has opened. */
  opened(socket: OpenSocket): void {
    this.#socket = socket;
    for (const pending of [...this.#waiting]) this.#transmit(socket, pending);
  }

  /** Gives up the socket, and the requests that were sent over it. */
  lost(loss: Loss): void {
    this.#socket = undefined;
    for (const pending of [...this.#sent.values()]) {
      this.#fail(pending, `was not answered: ${lossText(loss)}`, "lost");
    }
  }

  /** Gives up everything. */
  closed(loss: Loss): void {
    this.lost(loss);
    for (const pending of [...this.#waiting]) {
      this.#fail(pending, `was not sent: ${lossText(loss)}`, "not-sent");
    }
  }

  #transmit(socket: OpenSocket, pending: Pending): void {
    const failure = socket.send(pending.text);
    if (failure !== undefined) {
      this.#fail(pending, `was not sent: ${failure}`, "not-sent");
      return;
    }
    this.#unqueue(pending);
    if (pending.id === undefined) {
      pending.end();
      pending.resolve(undefined);
    } else {
      this.#sent.set(pending.id, pending);
    }
  }

  #timeOut(pending: Pending): void {
    const isSent = this.#sent.get(pending.id) === pending;
    if (!isSent && !this.#waiting.has(pending)) return;
    const what = isSent ? "was not answered" : "could not be sent";
    this.#fail(pending, `${what} within ${pending.timeout} ms`, isSent ? "timeout" : "not-sent");
  }

  #fail(pending: Pending, reason: string, code: ConnectionErrorCode): void {
    this.#forget(pending);
    pending.reject(new ConnectionError(`${pending.name} ${reason}`, code));
  }

  #forget(pending: Pending): void {
    this.#unqueue(pending);
    if (this.#sent.get(pending.id) === pending) this.#sent.delete(pending.id);
    pending.end();
  }

  #unqueue(pending: Pending): void {
    if (this.#waiting.delete(pending)) this.#waitingSize -= pending.size;
  }
}
