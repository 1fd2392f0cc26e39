/**
 * A connection over the standard `WebSocket`: typed listeners, confirmed sending, reconnection.
 *
 * @module
 */

import { decodeEvent, encodeEvent, type EventTable, newConfirmId } from "./events.js";
import type { KnownEvent, MalformedEvent, UnknownEvent } from "./events.js";
import { type ConnectOptions, type Options, settled } from "./options.js";
import type { SocketClass, SocketLike } from "./options.js";
import { after, every, type Timer } from "./timers.js";

/** `waiting`: the connection was lost, and there will be another attempt. */
export type ConnectionStatus = "connecting" | "open" | "waiting" | "closed";

/** A frame that no listener of an event can get. */
export type UnhandledEvent = UnknownEvent | MalformedEvent;

/** That a sent event arrived. */
export interface Confirmed {
  /** The id it was confirmed by; `undefined` if frames have none: then it was only sent. */
  readonly confirmId: string | undefined;
}

/** Why an event was not confirmed. It may have arrived all the same, but for `not-sent`. */
export class ConnectionError extends Error {
  override readonly name = "ConnectionError";

  constructor(
    message: string,
    readonly code: "timeout" | "lost" | "not-sent",
  ) {
    super(message);
  }
}

/** The event of each side that confirms others, and the key of their params that holds the id. */
export interface Confirms {
  readonly server: string;
  readonly client: string;
  readonly key: string;
}

/** What a connection needs to know of the protocol. */
export interface Protocol {
  readonly server: EventTable;
  readonly client: EventTable;
  /** How events are confirmed, if they are. */
  readonly confirms: Confirms | undefined;
  /** The event that checks the connection. */
  readonly ping: string | undefined;
}

interface Pending {
  readonly event: string;
  readonly text: string;
  sent: boolean;
  readonly timer: Timer | undefined;
  readonly resolve: (confirmed: Confirmed) => void;
  readonly reject: (error: ConnectionError) => void;
}

/** Gets the new status, and why the connection is `waiting` or `closed`. */
type StatusListener = (status: ConnectionStatus, reason?: string) => void;

type Listener = (params: unknown, frame: KnownEvent<string, unknown>) => void;

/** A connection to the server. It opens by itself, and again when it is lost. */
export class Connection<ServerMap extends object, ClientFrame extends object> {
  readonly #protocol: Protocol;
  readonly #url: string;
  readonly #options: Options;
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #statusListeners = new Set<StatusListener>();
  readonly #unhandledListeners = new Set<(frame: UnhandledEvent) => void>();
  readonly #pending = new Map<string, Pending>();
  readonly #abort = () => this.close();
  #status: ConnectionStatus = "connecting";
  #socket: SocketLike | undefined;
  /** How often it was lost since the last frame came. */
  #losses = 0;
  #connectTimer: Timer | undefined;
  #reconnectTimer: Timer | undefined;
  #pingTimer: Timer | undefined;

  constructor(protocol: Protocol, url: string, options: ConnectOptions) {
    this.#protocol = protocol;
    this.#url = url;
    this.#options = settled(options);
    options.signal?.throwIfAborted();
    this.#open();
    options.signal?.addEventListener("abort", this.#abort);
  }

  /** Whether it is open, or what else. */
  get status(): ConnectionStatus {
    return this.#status;
  }

  /** Calls `listener` with each such event; returns a function that ends it. */
  on<Name extends keyof ServerMap & string>(
    event: Name,
    listener: (params: ServerMap[Name], frame: KnownEvent<Name, ServerMap[Name]>) => void,
  ): () => void {
    let listeners = this.#listeners.get(event);
    if (listeners === undefined) this.#listeners.set(event, (listeners = new Set()));
    return added(listeners, listener as Listener);
  }

  /**
   * Calls `listener` whenever the status changes, with the reason if it is `waiting` or `closed`;
   * returns a function that ends it.
   */
  onStatus(listener: StatusListener): () => void {
    return added(this.#statusListeners, listener);
  }

  /** Calls `listener` with unknown and malformed frames; returns a function that ends it. */
  onUnhandled(listener: (frame: UnhandledEvent) => void): () => void {
    return added(this.#unhandledListeners, listener);
  }

  /**
   * Sends an event as soon as the connection is open, and waits until the server confirms it. The
   * id is made up if the frame has none.
   *
   * @throws ConnectionError if it is not confirmed in time, or the connection is lost or closed.
   * @throws TypeError if a value is not what its type says.
   */
  async send(frame: ClientFrame): Promise<Confirmed> {
    const { client } = this.#protocol;
    const event = String((frame as Record<string, unknown>)[client.event]);
    if (this.#status === "closed") {
      throw new ConnectionError(`${event} was not sent: the connection is closed`, "not-sent");
    }
    const given = client.id === undefined ? "" : (frame as Record<string, unknown>)[client.id];
    const id = typeof given === "string" && given !== "" ? given : newConfirmId();
    const whole = client.id === undefined ? frame : { ...frame, [client.id]: id };
    const text = encodeEvent(client, whole);
    if (this.#pending.has(id)) {
      throw new ConnectionError(`${event} was not sent: ${id} is waited for already`, "not-sent");
    }
    return new Promise((resolve, reject) => {
      const timer = after(this.#options.confirmTimeout, () => this.#timeout(id));
      this.#pending.set(id, { event, text, sent: false, timer, resolve, reject });
      this.#flush();
    });
  }

  /** Closes the connection for good. What is not confirmed by then is rejected. */
  close(): void {
    this.#close("the connection was closed");
  }

  #close(reason: string): void {
    if (this.#status === "closed") return;
    clearTimeout(this.#reconnectTimer);
    this.#options.signal?.removeEventListener("abort", this.#abort);
    const socket = this.#socket;
    this.#lost(reason);
    for (const id of [...this.#pending.keys()]) {
      this.#reject(id, `was not sent: ${reason}`, "not-sent");
    }
    this.#setStatus("closed", reason);
    socket?.close();
  }

  #open(): void {
    const Socket = this.#options.WebSocket ?? (globalThis as { WebSocket?: SocketClass }).WebSocket;
    if (Socket === undefined) {
      throw new TypeError("there is no global WebSocket: pass one as an option");
    }
    this.#setStatus("connecting");
    // A listener may have closed the connection.
    if (this.#status !== "connecting") return;
    const { connectTimeout, headers } = this.#options;
    const url = this.#url;
    const socket = headers === undefined ? new Socket(url) : new Socket(url, { headers });
    this.#socket = socket;
    this.#connectTimer = after(connectTimeout, () => {
      this.#abandon(`the server did not answer within ${connectTimeout} ms`);
    });
    const isCurrent = () => this.#socket === socket;
    let failure: object = {};
    socket.addEventListener("open", () => isCurrent() && this.#opened());
    socket.addEventListener("message", ({ data }) => isCurrent() && this.#received(data));
    // An error is followed by `close`, but must have a listener where it would else be thrown.
    socket.addEventListener("error", (event) => (failure = event));
    socket.addEventListener("close", (event) => isCurrent() && this.#closed(lossOf(failure, event)));
  }

  #opened(): void {
    clearTimeout(this.#connectTimer);
    const { pingInterval } = this.#options;
    if (this.#protocol.ping !== undefined && pingInterval > 0) {
      this.#pingTimer = every(pingInterval, () => this.#ping());
    }
    this.#setStatus("open");
    this.#flush();
  }

  #closed(reason: string): void {
    this.#lost(reason);
    if (!this.#options.reconnect) {
      this.#close(reason);
      return;
    }
    const { reconnectDelay, reconnectDelayMax } = this.#options;
    const delay = Math.min(reconnectDelayMax, reconnectDelay * 2 ** this.#losses++);
    // At random within the second half, so that clients do not all come back at once.
    this.#reconnectTimer = after(delay * (0.5 + Math.random() / 2), () => this.#open());
    this.#setStatus("waiting", reason);
  }

  /** Lets go of the socket. What was sent by it will not be confirmed any more. */
  #lost(reason: string): void {
    this.#socket = undefined;
    clearTimeout(this.#connectTimer);
    clearInterval(this.#pingTimer);
    for (const [id, pending] of [...this.#pending]) {
      if (pending.sent) this.#reject(id, `was not confirmed: ${reason}`, "lost");
    }
  }

  /** Sends what waits for that. */
  #flush(): void {
    if (this.#status !== "open") return;
    for (const [id, pending] of [...this.#pending]) {
      if (pending.sent) continue;
      const failure = this.#transmit(pending.text);
      if (failure !== undefined) {
        this.#reject(id, `was not sent: ${failure}`, "not-sent");
        continue;
      }
      pending.sent = true;
      if (!this.#waits) this.#resolve(id, undefined);
    }
  }

  /** Whether sent events are confirmed. */
  get #waits(): boolean {
    return this.#protocol.client.id !== undefined && this.#protocol.confirms !== undefined;
  }

  /** Sends a text now. Returns why that failed, if it did. */
  #transmit(text: string): string | undefined {
    try {
      this.#socket?.send(text);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  #received(data: unknown): void {
    this.#losses = 0;
    const frame =
      typeof data === "string"
        ? decodeEvent(this.#protocol.server, data)
        : ({ kind: "malformed", raw: "", path: "", reason: "is not a text" } as const);
    if (frame.kind === "known") {
      if (frame.event === this.#protocol.confirms?.server) this.#confirmed(frame.params);
      const listeners = this.#listeners.get(frame.event);
      if (listeners !== undefined) each(listeners, (listener) => listener(frame.params, frame));
    } else {
      each(this.#unhandledListeners, (listener) => listener(frame));
    }
    if (frame.kind !== "malformed" && frame.confirmId !== undefined) this.#confirm(frame.confirmId);
  }

  /** The server confirmed an event. */
  #confirmed(params: unknown): void {
    const id = (params as Record<string, unknown>)[this.#protocol.confirms?.key ?? ""];
    if (typeof id === "string" && this.#pending.get(id)?.sent) this.#resolve(id, id);
  }

  /** Confirms an event of the server, unless a listener closed the connection. */
  #confirm(id: string): void {
    const { client, confirms } = this.#protocol;
    if (confirms === undefined || this.#status !== "open") return;
    const frame = { [client.event]: confirms.client, [client.params]: { [confirms.key]: id } };
    // If that fails, the connection is about to be lost, and the server sends its event again.
    this.#transmit(encodeEvent(client, frame));
  }

  /** Checks the connection; without an answer it is as good as lost. */
  #ping(): void {
    const socket = this.#socket;
    const frame = { [this.#protocol.client.event]: this.#protocol.ping };
    this.send(frame as ClientFrame).catch(() => {
      if (this.#socket === socket) this.#abandon("the server does not answer");
    });
  }

  /** Takes the connection for lost, and closes what is left of it. */
  #abandon(reason: string): void {
    const socket = this.#socket;
    if (socket === undefined) return;
    this.#closed(reason);
    socket.close();
  }

  #timeout(id: string): void {
    const { confirmTimeout } = this.#options;
    const sent = this.#pending.get(id)?.sent ?? false;
    const what = sent ? "was not confirmed" : "could not be sent";
    this.#reject(id, `${what} within ${confirmTimeout} ms`, sent ? "timeout" : "not-sent");
  }

  #resolve(id: string, confirmId: string | undefined): void {
    const pending = this.#pending.get(id);
    if (pending === undefined) return;
    this.#pending.delete(id);
    clearTimeout(pending.timer);
    pending.resolve({ confirmId });
  }

  #reject(id: string, reason: string, code: ConnectionError["code"]): void {
    const pending = this.#pending.get(id);
    if (pending === undefined) return;
    this.#pending.delete(id);
    clearTimeout(pending.timer);
    pending.reject(new ConnectionError(`${pending.event} ${reason}`, code));
  }

  #setStatus(status: ConnectionStatus, reason?: string): void {
    if (status === this.#status) return;
    this.#status = status;
    each(this.#statusListeners, (listener) => listener(status, reason));
  }
}

/** Why a connection was lost, as far as its last events show. */
function lossOf(failure: object, close: object): string {
  const { message } = failure as { message?: unknown };
  const { code, reason } = close as { code?: unknown; reason?: unknown };
  const said = [reason, message].find((text) => typeof text === "string" && text !== "");
  const why = [said, code === undefined ? undefined : `(${code})`].filter(Boolean).join(" ");
  return `the connection was lost${why === "" ? "" : `: ${why}`}`;
}

function added<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Calls each; what one throws is reported as uncaught and keeps nobody from being called. */
function each<T>(listeners: ReadonlySet<T>, call: (listener: T) => void): void {
  for (const listener of [...listeners]) {
    try {
      call(listener);
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  }
}
