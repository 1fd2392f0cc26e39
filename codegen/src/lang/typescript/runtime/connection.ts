/// <reference lib="esnext.disposable" preserve="true" />
/**
 * A connection over the standard `WebSocket`: typed listeners, confirmed sending, reconnection.
 *
 * @module
 */

import { Backoff } from "./backoff.js";
import { encodeEvent, type EventTable, type KnownEvent, newConfirmId, wireFrame } from "./events.js";
import { Heartbeat } from "./heartbeat.js";
import { type AnyFrame, Inbox, type Listener, type UnhandledEvent } from "./inbox.js";
import { added, each } from "./listeners.js";
import { type Address, type ConnectOptions, type Options, settled } from "./options.js";
import type { SocketClass } from "./options.js";
import { type Confirmed, Outbox, type SendOptions } from "./outbox.js";
import { Attempt, type OpenSocket } from "./socket.js";
import { ConnectionError, type ConnectionState, type ConnectionStatus, type Loss } from "./status.js";
import { EventStream } from "./stream.js";
import { after, type Timer } from "./timers.js";
import { waitFor, type WaitOptions } from "./wait.js";

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

/** A frame of one of the events `Name`; narrows by `event`. */
export type FrameOf<EventMap extends object, Name extends keyof EventMap & string> = {
  [N in Name]: KnownEvent<N, EventMap[N]>;
}[Name];

/** Gets the new state, and all that there is to know of it. */
export type StatusListener = (state: ConnectionState, status: ConnectionStatus) => unknown;

/** The method that a `using` declaration calls; not every browser has it. */
const dispose: typeof Symbol.dispose = Symbol.dispose ?? Symbol.for("Symbol.dispose");

/**
 * A connection to the server. It opens by itself, and again when it is lost.
 *
 * Methods that add a listener return a function that removes it. An event that has an id is
 * confirmed once its listeners have finished, and the promises that they returned have settled. An
 * error of a listener goes to `onError`; it affects no other listener, nor the confirmation.
 */
export class Connection<ServerMap extends object, ClientFrame extends object> {
  readonly #protocol: Protocol;
  readonly #address: Address;
  readonly #options: Options;
  readonly #Socket: SocketClass;
  readonly #inbox: Inbox;
  readonly #outbox: Outbox;
  readonly #backoff: Backoff;
  readonly #heartbeat: Heartbeat;
  readonly #statusListeners = new Set<StatusListener>();
  readonly #closedListeners = new Set<(reason: string) => void>();
  readonly #abort = () => this.close();
  #state: ConnectionState = "connecting";
  /** The last loss, until there is a connection again. */
  #loss: Loss | undefined;
  #retryIn: number | undefined;
  #attempt: Attempt | undefined;
  #reconnectTimer: Timer | undefined;

  constructor(protocol: Protocol, address: Address, options: ConnectOptions) {
    const { WebSocket } = globalThis as { WebSocket?: SocketClass };
    const Socket = options.WebSocket ?? WebSocket;
    if (Socket === undefined) {
      throw new TypeError("there is no global WebSocket: pass one as an option");
    }
    options.signal?.throwIfAborted();
    this.#protocol = protocol;
    this.#address = address;
    this.#options = settled(options);
    this.#Socket = Socket;
    const { pingInterval } = this.#options;
    this.#inbox = new Inbox(protocol.server, this.#options, (id) => this.#confirm(id));
    const isConfirmed = protocol.client.id !== undefined && protocol.confirms !== undefined;
    this.#outbox = new Outbox(isConfirmed);
    this.#backoff = new Backoff(this.#options);
    this.#heartbeat = new Heartbeat(
      protocol.ping === undefined || pingInterval <= 0 ? Infinity : pingInterval,
      () => this.#enqueue({ [protocol.client.event]: protocol.ping }, {}),
      () => this.#attempt?.abandon("the server does not answer"),
    );
    this.#connect(true);
    options.signal?.addEventListener("abort", this.#abort);
  }

  /** The status at this time. */
  get status(): ConnectionStatus {
    return {
      state: this.#state,
      code: this.#loss?.code,
      reason: this.#loss?.reason,
      attempt: this.#backoff.attempt,
      retryIn: this.#retryIn,
    };
  }

  /** The bytes of events that wait to be sent, for a connection or in the current one. */
  get bufferedAmount(): number {
    return this.#outbox.bufferedAmount;
  }

  /** Calls `listener` with each such event. */
  on<Name extends keyof ServerMap & string>(
    event: Name,
    listener: (params: ServerMap[Name], frame: KnownEvent<Name, ServerMap[Name]>) => unknown,
  ): () => void {
    return this.#inbox.on(event, listener as Listener);
  }

  /** Calls `listener` with the next such event. */
  once<Name extends keyof ServerMap & string>(
    event: Name,
    listener: (params: ServerMap[Name], frame: KnownEvent<Name, ServerMap[Name]>) => unknown,
  ): () => void {
    const end = this.#inbox.on(event, (params, frame) => {
      end();
      return (listener as Listener)(params, frame);
    });
    return end;
  }

  /** Calls `listener` with each event that the schema has. */
  onAny(listener: (frame: FrameOf<ServerMap, keyof ServerMap & string>) => unknown): () => void {
    return added(this.#inbox.every, listener as (frame: AnyFrame) => unknown);
  }

  /** Calls `listener` with unknown and malformed events, and with binary messages. */
  onUnhandled(listener: (frame: UnhandledEvent) => unknown): () => void {
    return added(this.#inbox.unhandled, listener);
  }

  /** Calls `listener` whenever the state changes. */
  onStatus(listener: StatusListener): () => void {
    return added(this.#statusListeners, listener);
  }

  /**
   * Calls `listener` with what other listeners throw, or their promises reject with. As long as
   * there is none, `console.error` is called.
   */
  onError(listener: (error: unknown) => unknown): () => void {
    return added(this.#inbox.errors, listener);
  }

  /**
   * Waits for the next such event that `filter` accepts.
   *
   * @throws ConnectionError if it does not come in time, or the connection is closed.
   */
  async waitFor<Name extends keyof ServerMap & string>(
    event: Name,
    options: WaitOptions<ServerMap[Name]> = {},
  ): Promise<KnownEvent<Name, ServerMap[Name]>> {
    options.signal?.throwIfAborted();
    if (this.#state === "closed") {
      throw new ConnectionError(`${event} did not come: the connection is closed`, "closed");
    }
    const source = {
      on: (listener: Listener) => this.#inbox.on(event, listener),
      onClosed: (listener: (reason: string) => void) => added(this.#closedListeners, listener),
    };
    const frame = await waitFor(event, source, options as WaitOptions<unknown>);
    return frame as KnownEvent<Name, ServerMap[Name]>;
  }

  /**
   * Iterates over each event that the schema has, from now until the connection is closed. An
   * event counts as handled, and is confirmed, when the loop asks for the next one or ends; until
   * then later ones are kept in memory.
   */
  [Symbol.asyncIterator](): AsyncIterableIterator<FrameOf<ServerMap, keyof ServerMap & string>> {
    const stream = new EventStream<AnyFrame>(() => ends.forEach((end) => end()));
    const ends = [
      added(this.#inbox.every, (frame) => stream.push(frame)),
      added(this.#closedListeners, () => stream.close()),
    ];
    if (this.#state === "closed") stream.close();
    return stream as AsyncIterableIterator<unknown> as AsyncIterableIterator<
      FrameOf<ServerMap, keyof ServerMap & string>
    >;
  }

  /**
   * Sends an event as soon as the connection is open, and waits until the server confirms it. The
   * id is made up if the frame has none.
   *
   * An event that was not confirmed in time may have arrived all the same. Send it again with the
   * same id, if the server recognises that.
   *
   * @throws ConnectionError if it is not confirmed in time, the connection is lost or closed, or
   * too much waits to be sent.
   * @throws TypeError if a value is not what its type says.
   */
  async send(frame: ClientFrame, options: SendOptions = {}): Promise<Confirmed> {
    options.signal?.throwIfAborted();
    const { bufferedAmount } = this;
    if (bufferedAmount >= this.#options.maxBufferedAmount) {
      const event = String((frame as Record<string, unknown>)[this.#protocol.client.event]);
      const reason = `${bufferedAmount} bytes wait to be sent already`;
      throw new ConnectionError(`${event} was not sent: ${reason}`, "full");
    }
    return this.#enqueue(frame, options);
  }

  /** Closes the connection for good. Events that are not confirmed by then are rejected. */
  close(): void {
    this.#close({ code: undefined, reason: "the connection was closed" });
  }

  /** Closes the connection at the end of the block of a `using` declaration. */
  [dispose](): void {
    this.close();
  }

  async #enqueue(given: object, { timeout, signal }: SendOptions): Promise<Confirmed> {
    const { client } = this.#protocol;
    const frame = wireFrame(client, given) as Record<string, unknown>;
    const event = String(frame[client.event]);
    if (this.#state === "closed") {
      throw new ConnectionError(`${event} was not sent: the connection is closed`, "not-sent");
    }
    const old = client.id === undefined ? undefined : frame[client.id];
    const id = typeof old === "string" && old !== "" ? old : newConfirmId();
    const whole = client.id === undefined ? frame : { ...frame, [client.id]: id };
    const text = encodeEvent(client, whole);
    const limit = timeout ?? this.#options.confirmTimeout;
    return this.#outbox.add({ id, event, text, timeout: limit, signal });
  }

  #connect(isFirst: boolean): void {
    this.#retryIn = undefined;
    this.#setState("connecting");
    // A listener may have closed the connection.
    if (this.#state !== "connecting") return;
    const attempt = new Attempt(this.#Socket, this.#address, this.#options, {
      opened: (socket) => this.#opened(socket),
      received: (data) => this.#received(data),
      lost: (loss) => this.#lost(loss),
    });
    this.#attempt = attempt;
    attempt.start(isFirst);
  }

  #opened(socket: OpenSocket): void {
    this.#loss = undefined;
    this.#backoff.opened();
    this.#heartbeat.start();
    this.#setState("open");
    if (this.#attempt === socket) this.#outbox.opened(socket);
  }

  #lost(loss: Loss): void {
    this.#attempt = undefined;
    this.#heartbeat.stop();
    this.#outbox.lost(loss);
    if (!this.#wantsAnother(loss)) {
      this.#close(loss);
      return;
    }
    // The listener that was asked may have closed the connection.
    if (this.#state === "closed") return;
    this.#loss = loss;
    this.#retryIn = this.#backoff.lost();
    this.#reconnectTimer = after(this.#retryIn, () => this.#connect(false));
    this.#setState("waiting");
  }

  #wantsAnother({ code, reason }: Loss): boolean {
    const { reconnect, shouldReconnect = () => true } = this.#options;
    try {
      return reconnect && shouldReconnect(code, reason);
    } catch (error) {
      this.#inbox.report(error);
      return true;
    }
  }

  #close(loss: Loss): void {
    if (this.#state === "closed") return;
    clearTimeout(this.#reconnectTimer);
    this.#options.signal?.removeEventListener("abort", this.#abort);
    this.#backoff.stop();
    this.#heartbeat.stop();
    const attempt = this.#attempt;
    this.#attempt = undefined;
    this.#loss = loss;
    this.#retryIn = undefined;
    this.#outbox.closed(loss);
    this.#setState("closed");
    for (const listener of [...this.#closedListeners]) listener(loss.reason);
    attempt?.close();
  }

  #received(data: unknown): void {
    this.#heartbeat.heard();
    this.#outbox.received();
    const frame = this.#inbox.decode(data);
    const { confirms } = this.#protocol;
    if (frame.kind === "known" && frame.event === confirms?.server) {
      const id = (frame.params as Record<string, unknown>)[confirms.key];
      if (typeof id === "string") this.#outbox.confirmed(id);
    }
    this.#inbox.deliver(frame);
  }

  /** Confirms an event of the server, if there is a connection. */
  #confirm(id: string): void {
    const { client, confirms } = this.#protocol;
    if (confirms === undefined || this.#state !== "open") return;
    const frame = { [client.event]: confirms.client, [client.params]: { [confirms.key]: id } };
    // If that fails, the connection is about to be lost, and the server sends its event again.
    this.#attempt?.send(encodeEvent(client, frame));
  }

  #setState(state: ConnectionState): void {
    if (state === this.#state) return;
    this.#state = state;
    const { status } = this;
    void each(this.#statusListeners, (listener) => listener(state, status), this.#inbox.report);
  }
}
