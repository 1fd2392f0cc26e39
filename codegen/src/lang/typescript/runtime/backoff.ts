/**
 * The delays between attempts to connect.
 *
 * @module
 */

import type { Options } from "./options.js";
import { after, type Timer } from "./timers.js";

/** Counts attempts, and doubles the delay with each. */
export class Backoff {
  #attempt = 1;
  #timer: Timer | undefined;

  constructor(
    private readonly options: Pick<Options, "reconnectDelay" | "reconnectDelayMax" | "stableAfter">,
  ) {}

  /** The number of the attempt that is under way or comes next. */
  get attempt(): number {
    return this.#attempt;
  }

  /** A connection has opened; once it is stable, attempts are counted anew. */
  opened(): void {
    this.#timer = after(this.options.stableAfter, () => (this.#attempt = 1));
  }

  /** The connection was lost. Returns the delay until the next attempt. */
  lost(): number {
    this.stop();
    const { reconnectDelay, reconnectDelayMax } = this.options;
    const delay = reconnectDelay * 2 ** Math.min(this.#attempt++ - 1, 50);
    // At random within the second half, so that clients do not all come back at once.
    return Math.min(reconnectDelayMax, delay) * (0.5 + Math.random() / 2);
  }

  /** Ends the timer. */
  stop(): void {
    clearTimeout(this.#timer);
  }
}
