/**
 * The options of a connection, and their defaults.
 *
 * @module
 */

import type { Limits } from "./limits.js";

/** A value, or a promise of one. */
export type Awaitable<T> = T | PromiseLike<T>;

/** A URL: its text, or an object such as the standard `URL`. */
export type UrlLike = string | { readonly href: string };

/** The part of the standard `WebSocket` that is used. */
export interface SocketLike {
  /** Bytes that were given to `send` and are not on the network yet. */
  readonly bufferedAmount?: number;
  /** Set to `"arraybuffer"`: the form of binary messages. */
  binaryType?: string;
  send(text: string): void;
  close(): void;
  addEventListener(type: "open" | "close" | "error", listener: (event: object) => void): void;
  addEventListener(type: "message", listener: (event: { data: unknown }) => void): void;
}

/** A class such as the standard `WebSocket`. */
export type SocketClass = new (url: string, protocols?: any, options?: any) => SocketLike;

/** The part of the standard `AbortSignal` that is used. */
export interface SignalLike {
  readonly reason?: unknown;
  throwIfAborted(): void;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** HTTP headers by their names. */
export type HeadersLike = Readonly<Record<string, string>>;

/** The address of a server: a URL, or a function that is called for each attempt to connect. */
export type Address = UrlLike | (() => Awaitable<UrlLike>);

/**
 * Options of a connection. All times are in milliseconds; `Infinity` is never, and `undefined`
 * leaves an option at its default.
 */
export interface ConnectOptions {
  /** The class to use. Default: the global `WebSocket`, which Node.js has since version 22. */
  readonly WebSocket?: SocketClass | undefined;
  /**
   * HTTP headers of the request, or a function that is called for each attempt, such as one that
   * fetches a fresh token. Node.js, Bun, Deno and `ws` send headers, browsers cannot.
   */
  readonly headers?: HeadersLike | (() => Awaitable<HeadersLike>) | undefined;
  /** Subprotocols to offer to the server. Default: none. */
  readonly protocols?: string | readonly string[] | undefined;
  /** The longest time for an attempt to connect. Default: 10,000. */
  readonly connectTimeout?: number | undefined;
  /** The longest time for a sent event to be confirmed. Default: 10,000. */
  readonly confirmTimeout?: number | undefined;
  /**
   * The time without a received frame after which a ping checks the connection. Default: 30,000;
   * 0: never.
   */
  readonly pingInterval?: number | undefined;
  /** Whether to connect again when the connection is lost. Default: `true`. */
  readonly reconnect?: boolean | undefined;
  /**
   * Decides whether to connect again after a loss or a failed attempt. It gets the code and the
   * reason, as in {@link ConnectionStatus}. Default: always. It is not asked if `reconnect` is
   * `false`.
   */
  readonly shouldReconnect?: ((code: number | undefined, reason: string) => boolean) | undefined;
  /** The delay before the second attempt, doubled with each further one. Default: 500. */
  readonly reconnectDelay?: number | undefined;
  /** The longest delay between attempts. Default: 30,000. */
  readonly reconnectDelayMax?: number | undefined;
  /** How long a connection has to stay open until delays start small again. Default: 10,000. */
  readonly stableAfter?: number | undefined;
  /** `send` rejects while so many bytes or more wait to be sent. Default: 16 MiB. */
  readonly maxBufferedAmount?: number | undefined;
  /**
   * How many ids of the server's events are remembered: an event that is sent again is confirmed
   * again, but delivered once. Default: 1,000. Set 0 if the server uses an id for several events.
   */
  readonly rememberedIds?: number | undefined;
  /**
   * Whether malformed frames that have an id are confirmed, so that the server does not send them
   * again. Default: `false`.
   */
  readonly confirmMalformed?: boolean | undefined;
  /** Limits of received frames; a frame beyond them is malformed. Default: as in {@link Limits}. */
  readonly limits?: Limits | undefined;
  /** Closes the connection when it is aborted. */
  readonly signal?: SignalLike | undefined;
}

/** The options that have no default. */
type Undecided =
  | "WebSocket"
  | "headers"
  | "limits"
  | "protocols"
  | "shouldReconnect"
  | "signal";

/** The options of a connection with their defaults. */
export type Options = Pick<ConnectOptions, Undecided> & {
  readonly [Name in Exclude<keyof ConnectOptions, Undecided>]-?: NonNullable<ConnectOptions[Name]>;
};

/** Adds the defaults. */
export function settled(options: ConnectOptions): Options {
  const {
    connectTimeout = 10_000,
    confirmTimeout = 10_000,
    pingInterval = 30_000,
    reconnect = true,
    reconnectDelay = 500,
    reconnectDelayMax = 30_000,
    stableAfter = 10_000,
    maxBufferedAmount = 16 * 2 ** 20,
    rememberedIds = 1_000,
    confirmMalformed = false,
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
    stableAfter,
    maxBufferedAmount,
    rememberedIds,
    confirmMalformed,
  };
}
