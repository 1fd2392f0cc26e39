/**
 * Timers of any length, and turns of the event loop.
 *
 * @module
 */

/** A timer that runs. */
export type Timer = ReturnType<typeof setTimeout>;

/** The longest time that timers keep, 24 days; a longer one would be over at once. */
const LONGEST = 2 ** 31 - 1;

/** Calls once after a time; never, if that is `Infinity`. */
export function after(time: number, call: () => void): Timer | undefined {
  return time === Infinity ? undefined : setTimeout(call, Math.min(time, LONGEST));
}

/** Calls again and again, after a time each; never, if that is `Infinity`. */
export function every(time: number, call: () => void): Timer | undefined {
  return time === Infinity ? undefined : setInterval(call, Math.min(time, LONGEST));
}

/** Some turns of the event loop, in milliseconds. */
const TURNS = 20;

/**
 * Calls after turns of the event loop in which it hands out what has arrived from the network. It
 * runs timers before that, and some runtimes hand out one message a turn.
 */
export function afterTurns(call: () => void): void {
  setTimeout(() => {
    // A timer may run in the same turn as the timer that set it; `setImmediate` does not.
    const { setImmediate } = globalThis as { setImmediate?: (call: () => void) => unknown };
    if (setImmediate === undefined) call();
    else setImmediate(call);
  }, TURNS);
}
