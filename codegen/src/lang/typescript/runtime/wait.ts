/**
 * Waiting for one event.
 *
 * @module
 */

import type { SignalLike } from "./options.js";
import { ConnectionError } from "./status.js";
import { after, afterTurns } from "./timers.js";

/** Options of `waitFor`. */
export interface WaitOptions<Params> {
  /** Chooses the event to wait for by its params. Default: the first. */
  readonly filter?: ((params: Params) => boolean) | undefined;
  /** The longest time to wait, in milliseconds. Default: `Infinity`. */
  readonly timeout?: number | undefined;
  /** Ends the wait when it is aborted: `waitFor` rejects with the signal's reason. */
  readonly signal?: SignalLike | undefined;
}

/** The connection, as far as a wait needs it. Each function returns one that ends the listening. */
interface Source<Frame> {
  on(listener: (params: unknown, frame: Frame) => unknown): () => void;
  onClosed(listener: (reason: string) => void): () => void;
}

/** Waits for an event. */
export function waitFor<Frame>(
  event: string,
  source: Source<Frame>,
  { filter = () => true, timeout = Infinity, signal }: WaitOptions<unknown>,
): Promise<Frame> {
  return new Promise((resolve, reject) => {
    const abort = (): void => end(() => reject(signal?.reason));
    const fail = (reason: string, code: "timeout" | "closed"): void =>
      end(() => reject(new ConnectionError(`${event} did not come: ${reason}`, code)));
    const ends = [
      source.on((params, frame) => {
        try {
          if (filter(params)) end(() => resolve(frame));
        } catch (error) {
          end(() => reject(error));
        }
      }),
      source.onClosed((reason) => fail(reason, "closed")),
    ];
    // An event that has arrived counts, even if it is yet to be read.
    const timer = after(timeout, () =>
      afterTurns(() => fail(`it took more than ${timeout} ms`, "timeout")),
    );
    signal?.addEventListener("abort", abort);
    function end(settle: () => void): void {
      for (const stop of ends) stop();
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
      settle();
    }
  });
}
