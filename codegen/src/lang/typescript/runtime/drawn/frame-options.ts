/**
 * The options of a connection, and those of its requests.
 *
 * @module
 */

import { type ConnectOptions, type Options, settled, type SignalLike } from "./options.js";

/** The options that have no meaning for drawn frames. */
type OfEnvelopes = "confirmMalformed" | "confirmTimeout" | "pingInterval" | "rememberedIds";

/**
 * Options of a connection. All times are in milliseconds; `Infinity` is never, and `undefined`
 * leaves an option at its default.
 */
export interface FrameConnectOptions extends Omit<ConnectOptions, OfEnvelopes> {
  /** The longest time for a request to be answered. Default: 30,000. */
  readonly requestTimeout?: number | undefined;
}

/** The options of a connection with their defaults. */
export type FrameOptions = Options & { readonly requestTimeout: number };

/** Adds the defaults. */
export function settledOptions({ requestTimeout = 30_000, ...others }: FrameConnectOptions): FrameOptions {
  return { ...settled(others), requestTimeout };
}

/** Options of a single `request` or `send`. */
export interface RequestOptions {
  /**
   * The longest time until the reply, or until a frame without a reply is sent. Default:
   * `requestTimeout` of the connection.
   */
  readonly timeout?: number | undefined;
  /**
   * Ends the wait when it is aborted: the call rejects with the signal's reason. A frame that waits
   * for the connection is not sent then; one that was sent may still arrive.
   */
  readonly signal?: SignalLike | undefined;
}
