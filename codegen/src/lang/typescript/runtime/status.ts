/**
 * The states of a connection, and the errors of events and requests.
 *
 * @module
 */

/**
 * - `connecting`: an attempt is under way.
 * - `open`: events can be sent and received.
 * - `waiting`: the connection was lost, and another attempt follows.
 * - `closed`: it is over for good.
 */
export type ConnectionState = "connecting" | "open" | "waiting" | "closed";

/** The status of a connection at one time. */
export interface ConnectionStatus {
  /** The state. */
  readonly state: ConnectionState;
  /** The code that the last socket was closed with, such as 4001; `undefined` if there is none. */
  readonly code: number | undefined;
  /** Why it is `waiting` or `closed`, or was before it was `connecting`. */
  readonly reason: string | undefined;
  /**
   * The number of the attempt to connect that is under way, led to this connection, or is waited
   * for. It is 1 for the first, and again once the connection was stable.
   */
  readonly attempt: number;
  /** While it is `waiting`: the time in milliseconds from the loss to the next attempt. */
  readonly retryIn: number | undefined;
}

/** The loss of a socket, or the failure to get one. */
export interface Loss {
  readonly code: number | undefined;
  readonly reason: string;
}

/** The reason of a loss with its code, for a message. */
export function lossText({ code, reason }: Loss): string {
  const text = reason.startsWith(OWN) ? reason : `${OWN} lost: ${reason}`;
  return code === undefined ? text : `${text} (${code})`;
}

/** The beginning of reasons that come from neither the server nor the network. */
const OWN = "the connection was";

/**
 * - `timeout`: there was no confirmation, no reply or no event in time.
 * - `lost`: the connection was lost before the confirmation or the reply.
 * - `not-sent`: the frame was not sent, and will not be.
 * - `full`: the frame was not sent, because too many bytes wait to be sent.
 * - `closed`: the connection was closed while an event was waited for.
 */
export type ConnectionErrorCode = "timeout" | "lost" | "not-sent" | "full" | "closed";

/**
 * The error of a frame that was not sent, confirmed or answered, or of an event that did not come.
 * After `timeout` and `lost` the server may have received the frame all the same.
 */
export class ConnectionError extends Error {
  override readonly name = "ConnectionError";

  constructor(
    message: string,
    /** The kind of the error. */
    readonly code: ConnectionErrorCode,
  ) {
    super(message);
  }
}
