/**
 * Checks whether a connection is alive.
 *
 * @module
 */

import { every, type Timer } from "./timers.js";

/** Pings a server that has been silent for an interval. */
export class Heartbeat {
  #timer: Timer | undefined;
  /** The number of the connection, so that answers of an earlier one do not count. */
  #run = 0;
  #isHeard = false;
  #isChecking = false;

  constructor(
    private readonly interval: number,
    /** Sends a ping; resolves once it is answered. */
    private readonly ping: () => Promise<unknown>,
    /** Reports that the server does not answer. */
    private readonly dead: () => void,
  ) {}

  /** Starts to check a connection. */
  start(): void {
    this.#isHeard = false;
    this.#isChecking = false;
    this.#timer = every(this.interval, () => this.#check());
  }

  /** Ends that. */
  stop(): void {
    this.#run++;
    clearInterval(this.#timer);
  }

  /** Takes note that a frame came. */
  heard(): void {
    this.#isHeard = true;
  }

  #check(): void {
    if (this.#isChecking) return;
    if (this.#isHeard) {
      this.#isHeard = false;
      return;
    }
    const run = this.#run;
    this.#isChecking = true;
    const over = (isAlive: boolean): void => {
      if (run !== this.#run) return;
      // The answer to a ping does not replace the next one.
      this.#isHeard = false;
      this.#isChecking = false;
      if (!isAlive) this.dead();
    };
    this.ping().then(
      () => over(true),
      () => over(this.#isHeard),
    );
  }
}
