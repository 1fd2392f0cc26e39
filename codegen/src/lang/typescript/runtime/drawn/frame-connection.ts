/// <reference lib="esnext.disposable" preserve="true" />
/**
 * A connection over the standard `WebSocket`: typed listeners, requests, reconnection.
 *
 * @module
 */

import { Backoff } from "./backoff.js";
import { encodeFrame } from "./frame-encode.js";
import { type AnyFrame, FrameInbox, type Listener, type UnhandledFrame } from "./frame-inbox.js";
import {
  type FrameConnectOptions,
  type FrameOptions,
  type RequestOptions,
  settledOptions,
} from "./frame-options.js";
import { FrameOutbox, type Pending } from "./frame-outbox.js";
import { decodeAnyReply, encodeReply, idOf, kindOfRequest, RequestError } from "./frame-reply.js";
import { kindsOf } from "./frame-table.js";
import type {
  FieldsOf,
  FrameProtocol,
  FrameTypes,
  Of,
  ReplyArguments,
  RequestArguments,
  RequestOf,
} from "./frame-types.js";
import { added, each } from "./listeners.js";
import type { Address, SocketClass } from "./options.js";
import { Attempt, type OpenSocket } from "./socket.js";
import { ConnectionError, type ConnectionState, type ConnectionStatus, type Loss } from "./status.js";
import { EventStream } from "./stream.js";
import { after, type Timer } from "./timers.js";
import { waitFor, type WaitOptions } from "./wait.js";

/** Gets the new state, and all that there is to know of it. */
export type StatusListener = (state: ConnectionState, status: ConnectionStatus) => unknown;

/** The method that a `using` declaration calls; not every browser has it. */
const dispose: typeof Symbol.dispose = Symbol.dispose ?? Symbol.for("Symbol.dispose");

/**
 * A connection to the server. It opens by itself, and again when it is lost.
 *
 * Methods that add a listener return a function that removes it. An error of a listener goes to
 * `onError`; it affects no other listener.
 */
export class FrameConnection<T extends FrameTypes> {
  readonly #protocol: FrameProtocol;
  readonly #address: Address;
  readonly #options: FrameOptions;
  readonly #Socket: SocketClass;
  readonly #inbox: FrameInbox;
  readonly #outbox = new FrameOutbox();
  readonly #backoff: Backoff;
  readonly #statusListeners = new Set<StatusListener>();
  readonly #closedListeners = new Set<(reason: string) => void>();
  readonly #abort = () => this.close();
  /** The sockets that requests of the server came from: a reply never goes to another one. */
  readonly #origins = new WeakMap<object, Attempt>();
  #state: ConnectionState = "connecting";
  /** The last loss, until there is a connection again. */
  #loss: Loss | undefined;
  #retryIn: number | undefined;
  #attempt: Attempt | undefined;
  #reconnectTimer: Timer | undefined;
  /** The number of the last request. */
  #lastId = 0;

  constructor(protocol: FrameProtocol, address: Address, options: FrameConnectOptions) {
    const { WebSocket } = globalThis as { WebSocket?: SocketClass };
    const Socket = options.WebSocket ?? WebSocket;
    if (Socket === undefined) {
      throw new TypeError("there is no global WebSocket: pass one as an option");
    }
    options.signal?.throwIfAborted();
    this.#protocol = protocol;
    this.#address = address;
    this.#options = settledOptions(options);
    this.#Socket = Socket;
    this.#inbox = new FrameInbox(protocol.server, this.#options.limits);
    this.#backoff = new Backoff(this.#options);
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

  /** The bytes of frames that wait to be sent, for a connection or in the current one. */
  get bufferedAmount(): number {
    return this.#outbox.bufferedAmount;
  }

  /** Calls `listener` with each such event. Those with a reply are answered by `reply` or `fail`. */
  on<Name extends keyof T["params"] & string>(
    event: Name,
    listener: (params: T["params"][Name], frame: Of<T["frames"], Name>) => unknown,
  ): () => void {
    return this.#inbox.on(event, listener as Listener);
  }

  /** Calls `listener` with the next such event. */
  once<Name extends keyof T["params"] & string>(
    event: Name,
    listener: (params: T["params"][Name], frame: Of<T["frames"], Name>) => unknown,
  ): () => void {
    const end = this.#inbox.on(event, (params, frame) => {
      end();
      return (listener as Listener)(params, frame);
    });
    return end;
  }

  /** Calls `listener` with each event that the schema has. */
  onAny(listener: (frame: T["frames"][keyof T["frames"]]) => unknown): () => void {
    return added(this.#inbox.every, listener as (frame: AnyFrame) => unknown);
  }

  /** Calls `listener` with replies to no request that waits: the id is unknown, or `null`. */
  onReply(listener: (frame: T["replies"]) => unknown): () => void {
    return added(this.#inbox.replies, listener as (frame: object) => unknown);
  }

  /** Calls `listener` with unknown and malformed frames, and with binary messages. */
  onUnhandled(listener: (frame: UnhandledFrame) => unknown): () => void {
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
  async waitFor<Name extends keyof T["params"] & string>(
    event: Name,
    options: WaitOptions<T["params"][Name]> = {},
  ): Promise<Of<T["frames"], Name>> {
    options.signal?.throwIfAborted();
    if (this.#state === "closed") {
      throw new ConnectionError(`${event} did not come: the connection is closed`, "closed");
    }
    const source = {
      on: (listener: Listener) => this.#inbox.on(event, listener),
      onClosed: (listener: (reason: string) => void) => added(this.#closedListeners, listener),
    };
    const frame: unknown = await waitFor(event, source, options as WaitOptions<unknown>);
    return frame as Of<T["frames"], Name>;
  }

  /** Iterates over each event that the schema has, from now until the connection is closed. */
  [Symbol.asyncIterator](): AsyncIterableIterator<T["frames"][keyof T["frames"]]> {
    const stream = new EventStream<unknown>(() => ends.forEach((end) => end()));
    const ends = [
      added(this.#inbox.every, (frame) => stream.push(frame)),
      added(this.#closedListeners, () => stream.close()),
    ];
    if (this.#state === "closed") stream.close();
    return stream as AsyncIterableIterator<T["frames"][keyof T["frames"]]>;
  }

  /**
   * Sends a request as soon as the connection is open, and waits for its reply. Its id is made up.
   *
   * A request that was not answered in time may have arrived all the same.
   *
   * @throws RequestError if the reply is an error, or is malformed.
   * @throws ConnectionError if there is no reply in time, the connection is lost or closed, or too
   * much waits to be sent.
   * @throws TypeError if a value is not what its type says.
   */
  async request<Name extends keyof T["requests"] & string>(
    name: Name,
    ...args: RequestArguments<
      RequestOf<T["requests"], Name>["params"],
      FieldsOf<Of<T["sentFrames"], Name>>
    >
  ): Promise<RequestOf<T["requests"], Name>["reply"]> {
    const [params, { timeout, signal, ...fields } = {}] = args as [unknown, RequestOptions?];
    const { requests } = this.#protocol;
    const kind = requests && kindOfRequest(requests, name);
    if (kind === undefined) throw new TypeError(`the schema has no request ${JSON.stringify(name)}`);
    const id = idOf(kind, ++this.#lastId);
    const frame = { ...fields, kind: kind.name, event: name, params, id };
    return this.#enqueue(name, frame, id, kind.name, { timeout, signal });
  }

  /**
   * Sends a frame as soon as the connection is open. A reply to it goes to `onReply`.
   *
   * @throws ConnectionError if it cannot be sent in time, the connection is closed, or too much
   * waits to be sent.
   * @throws TypeError if a value is not what its type says.
   */
  async send(frame: T["sent"], options: RequestOptions = {}): Promise<void> {
    const { event, kind } = frame as AnyFrame;
    await this.#enqueue(event ?? kind, frame, undefined, kind, options);
  }

  /**
   * Answers a request of the server with a result. The last argument has the fields of the frame.
   *
   * @throws ConnectionError if the connection that the request came from is lost.
   * @throws TypeError if a value is not what its type says.
   */
  async reply<Frame extends Of<T["frames"], keyof T["answers"]>>(
    request: Frame,
    result: RequestOf<T["answers"], Of<Frame, "event">>["reply"],
    ...[fields]: ReplyArguments<T["results"]>
  ): Promise<void> {
    this.#answer(request as AnyFrame, "result", result, fields);
  }

  /**
   * Answers a request of the server with an error. The last argument has the fields of the frame.
   *
   * @throws ConnectionError if the connection that the request came from is lost.
   * @throws TypeError if a value is not what its type says.
   */
  async fail<Frame extends Of<T["frames"], keyof T["answers"]>>(
    request: Frame,
    error: RequestOf<T["answers"], Of<Frame, "event">>["error"],
    ...[fields]: ReplyArguments<T["errors"]>
  ): Promise<void> {
    this.#answer(request as AnyFrame, "error", error, fields);
  }

  /** Closes the connection for good. Requests that are not answered by then are rejected. */
  close(): void {
    this.#close({ code: undefined, reason: "the connection was closed" });
  }

  /** Closes the connection at the end of the block of a `using` declaration. */
  [dispose](): void {
    this.close();
  }

  async #enqueue(
    name: string,
    frame: object,
    id: unknown,
    kind: string,
    { timeout = this.#options.requestTimeout, signal }: RequestOptions,
  ): Promise<unknown> {
    signal?.throwIfAborted();
    if (this.#state === "closed") {
      throw new ConnectionError(`${name} was not sent: the connection is closed`, "not-sent");
    }
    const { bufferedAmount } = this;
    if (bufferedAmount >= this.#options.maxBufferedAmount) {
      const reason = `${bufferedAmount} bytes wait to be sent already`;
      throw new ConnectionError(`${name} was not sent: ${reason}`, "full");
    }
    const text = encodeFrame(this.#protocol.client, frame);
    return this.#outbox.add({ name, text, id, kind, timeout, signal });
  }

  #answer(request: AnyFrame, member: "result" | "error", value: unknown, fields: object = {}): void {
    const { answers } = this.#protocol;
    const { kind, event, id } = request;
    if (answers === undefined) throw new TypeError(`${event} has no reply`);
    const replies = kindsOf(answers.replies);
    const reply = replies.find(({ replies, places }) => replies === kind && places.has(member));
    const frame = { kind: reply?.name, ...fields, event, id, [member]: value };
    const text = encodeReply(answers, event, frame);
    const origin = this.#origins.get(request) ?? this.#attempt;
    if (this.#state !== "open" || origin === undefined || origin !== this.#attempt) {
      throw new ConnectionError(`the reply to ${event} was not sent: the connection was lost`, "lost");
    }
    const failure = origin.send(text);
    if (failure !== undefined) {
      throw new ConnectionError(`the reply to ${event} was not sent: ${failure}`, "not-sent");
    }
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
    this.#setState("open");
    if (this.#attempt === socket) this.#outbox.opened(socket);
  }

  #lost(loss: Loss): void {
    this.#attempt = undefined;
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
    const incoming = this.#inbox.decode(data);
    switch (incoming.is) {
      case "event":
        if (this.#attempt !== undefined) this.#origins.set(incoming.frame, this.#attempt);
        this.#inbox.deliver(incoming.frame);
        break;
      case "reply": {
        const pending = this.#outbox.answered(incoming.id, incoming.request);
        if (pending === undefined) this.#inbox.deliverReply(incoming.frame);
        else this.#settle(pending, incoming.frame);
        break;
      }
      case "unhandled": {
        const { frame } = incoming;
        if (frame.kind === "malformed") {
          const pending = this.#outbox.answered(frame.id, this.#inbox.requestOf(frame.frameKind));
          pending?.reject(RequestError.ofMalformed(pending.name, frame));
        }
        this.#inbox.deliverUnhandled(frame);
        break;
      }
    }
  }

  /** Ends a request with its reply. */
  #settle({ name, resolve, reject }: Pending, frame: object): void {
    const { requests } = this.#protocol;
    const tables = requests === undefined ? [] : [requests];
    const reply = decodeAnyReply(tables, name, frame, this.#options.limits);
    if (reply.ok) resolve(reply.result);
    else if (reply.malformed !== undefined) reject(RequestError.ofMalformed(name, reply.malformed));
    else reject(new RequestError(name, `${name} failed`, reply.error));
  }

  #setState(state: ConnectionState): void {
    if (state === this.#state) return;
    this.#state = state;
    const { status } = this;
    void each(this.#statusListeners, (listener) => listener(state, status), this.#inbox.report);
  }
}
