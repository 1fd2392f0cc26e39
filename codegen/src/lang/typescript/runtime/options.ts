/**
 * What may be chosen of a connection, and what it is if nobody chose.
 *
 * @module
 */

/** The part of the standard `WebSocket` that is used. */
export interface SocketLike {
  send(text: string): void;
  close(): void;
  addEventListener(type: "open" | "close" | "error", listener: (event: object) => void): void;
  addEventListener(type: "message", listener: (event: { data: unknown }) => void): void;
}

/** A class such as the standard `WebSocket`. */
export type SocketClass = new (url: string, options?: any) => SocketLike;

/** The part of the standard `AbortSignal` that is used. */
export interface SignalLike {
  throwIfAborted(): void;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/**
 * What may be chosen of a connection. All times are in milliseconds; `Infinity` is never, and
 * `undefined` the same as not said.
 */
export interface ConnectOptions {
  /** The class to use; the global `WebSocket` if not said, which Node.js has since version 22. */
  readonly WebSocket?: SocketClass | undefined;
  /** HTTP headers of the request. Node.js and `ws` can send them, browsers cannot. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** How long an attempt to connect may take until it is given up; 10,000 if not said. */
  readonly connectTimeout?: number | undefined;
  /** How long a sent event may wait for its confirmation; 10,000 if not said. */
  readonly confirmTimeout?: number | undefined;
  /** How often to check the connection; 30,000 if not said, 0: never. */
  readonly pingInterval?: number | undefined;
  /** Whether to connect again when the connection is lost; `true` if not said. */
  readonly reconnect?: boolean | undefined;
  /** How long to wait before the first attempt, doubled with each; 500 if not said. */
  readonly reconnectDelay?: number | undefined;
  /** How long to wait at most; 30,000 if not said. */
  readonly reconnectDelayMax?: number | undefined;
  /** Closes the connection when it is aborted. */
  readonly signal?: SignalLike | undefined;
}

/** The options that have no default. */
type Undecided = "WebSocket" | "headers" | "signal";

/** What was chosen of a connection, and the defaults of the rest. */
export type Options = Pick<ConnectOptions, Undecided> & {
  readonly [Name in Exclude<keyof ConnectOptions, Undecided>]-?: NonNullable<ConnectOptions[Name]>;
};

/** Decides what was not said. */
export function settled(options: ConnectOptions): Options {
  const {
    connectTimeout = 10_000,
    confirmTimeout = 10_000,
    pingInterval = 30_000,
    reconnect = true,
    reconnectDelay = 500,
    reconnectDelayMax = 30_000,
    ...others
  } = options;
  return {
    ...others,
    connectTimeout,
    confirmTimeout,
    pingInterval,
    reconnect,
    reconnectDelay,
    reconnectDelayMax,
  };
}
