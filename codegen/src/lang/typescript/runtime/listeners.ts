/**
 * Sets of listeners.
 *
 * @module
 */

/** Adds a listener; returns a function that removes it. */
export function added<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/**
 * Calls each listener, and reports what it throws or its promise rejects with. Returns a promise
 * that all have finished, or `undefined` if all have.
 */
export function each<T>(
  listeners: ReadonlySet<T>,
  call: (listener: T) => unknown,
  report: (error: unknown) => void,
): Promise<unknown> | undefined {
  let running: PromiseLike<unknown>[] | undefined;
  for (const listener of [...listeners]) {
    try {
      const result = call(listener);
      if (isPromise(result)) (running ??= []).push(result.then(undefined, report));
    } catch (error) {
      report(error);
    }
  }
  return running && Promise.all(running);
}

/** Whether a value can be awaited. */
export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === "function";
}
