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

/** Calls after the event loop has handed out what has arrived from the network. */
export function nextTurn(call: () => void): void {
  // A timer may run in the same turn as the timer that set it; `setImmediate` of Node.js does not.
  const { setImmediate } = globalThis as { setImmediate?: (call: () => void) => unknown };
  if (setImmediate === undefined) setTimeout(call, 0);
  else setImmediate(call);
}
