/**
 * One attempt to connect, and the socket that comes from it.
 *
 * @module
 */

import { isPromise } from "./listeners.js";
import type { Address, HeadersLike, Options, SocketClass, SocketLike, UrlLike } from "./options.js";
import type { Loss } from "./status.js";
import { after, afterTurns, type Timer } from "./timers.js";

/** A socket that is open. */
export interface OpenSocket {
  /** The bytes that wait to be sent. */
  readonly bufferedAmount: number;
  /** Sends a text now. Returns why that failed, if it did. */
  send(text: string): string | undefined;
}

/** The receiver of what happens to a socket. After `lost` nothing happens any more. */
export interface SocketEvents {
  opened(socket: OpenSocket): void;
  received(data: unknown): void;
  lost(loss: Loss): void;
}

/** An attempt to connect. */
export class Attempt implements OpenSocket {
  #socket: SocketLike | undefined;
  #timer: Timer | undefined;
  #isOver = false;
  /** The last error of the socket. */
  #failure: object = {};

  constructor(
    private readonly Socket: SocketClass,
    private readonly address: Address,
    private readonly options: Options,
    private readonly events: SocketEvents,
  ) {}

  /**
   * Starts the attempt.
   *
   * @throws what the class of the socket throws, if it is the first attempt and others would be
   * the same.
   */
  start(isFirst: boolean): void {
    const { address, options } = this;
    const { connectTimeout, headers } = options;
    this.#timer = after(connectTimeout, () => afterTurns(() => this.#timeOut()));
    const isFinal = isFirst && typeof address !== "function" && typeof headers !== "function";
    try {
      const url = typeof address === "function" ? address() : address;
      const fields = typeof headers === "function" ? headers() : headers;
      if (isPromise(url) || isPromise(fields)) {
        const opened = Promise.all([url, fields]).then(([url, fields]) => this.#open(url, fields));
        opened.catch((error: unknown) => this.#failed(error));
      } else {
        this.#open(url, fields);
      }
    } catch (error) {
      if (isFinal) {
        this.close();
        throw error;
      }
      this.#failed(error);
    }
  }

  get bufferedAmount(): number {
    return this.#socket?.bufferedAmount ?? 0;
  }

  send(text: string): string | undefined {
    try {
      this.#socket?.send(text);
      return undefined;
    } catch (error) {
      return messageOf(error);
    }
  }

  /** Ends the attempt or closes its socket. Nothing is reported. */
  close(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#socket?.close();
  }

  /** Takes the socket for lost, and closes what is left of it. */
  abandon(reason: string): void {
    this.#lost({ code: undefined, reason });
    this.#socket?.close();
  }

  #open(url: UrlLike, headers: HeadersLike | undefined): void {
    if (this.#isOver) return;
    const text = typeof url === "string" ? url : url.href;
    const socket = created(this.Socket, text, this.options.protocols, headers);
    this.#socket = socket;
    socket.binaryType = "arraybuffer";
    socket.addEventListener("open", () => {
      if (this.#isOver) return;
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.events.opened(this);
    });
    socket.addEventListener("message", ({ data }) => {
      if (!this.#isOver) this.events.received(data);
    });
    // An error is followed by `close`, but must have a listener where it would else be thrown.
    socket.addEventListener("error", (event) => (this.#failure = event));
    socket.addEventListener("close", (event) => this.#lost(lossOf(this.#failure, event)));
  }

  #timeOut(): void {
    if (this.#timer === undefined) return;
    this.abandon(`the server did not answer within ${this.options.connectTimeout} ms`);
  }

  #failed(error: unknown): void {
    this.#lost({ code: undefined, reason: messageOf(error) });
  }

  #lost(loss: Loss): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.events.lost(loss);
  }
}

/** Makes a socket. Classes differ in where they take headers when there are protocols, too. */
function created(
  Socket: SocketClass,
  url: string,
  protocols: Options["protocols"],
  headers: HeadersLike | undefined,
): SocketLike {
  const offered = typeof protocols === "string" ? [protocols] : [...(protocols ?? [])];
  if (headers === undefined) {
    return offered.length === 0 ? new Socket(url) : new Socket(url, offered);
  }
  if (offered.length === 0) return new Socket(url, { headers });
  return hasThirdParameter(Socket)
    ? new Socket(url, offered, { headers })
    : new Socket(url, { protocols: offered, headers });
}

/** Whether a class or one that it extends takes options after the protocols, as `ws` does. */
function hasThirdParameter(Socket: SocketClass): boolean {
  for (let made: unknown = Socket; typeof made === "function"; made = Object.getPrototypeOf(made)) {
    if (made.length >= 3) return true;
  }
  return false;
}

/** Why a socket was closed, as far as its last events show. */
function lossOf(failure: object, close: object): Loss {
  const { message } = failure as { message?: unknown };
  const { code, reason } = close as { code?: unknown; reason?: unknown };
  const given = [reason, message].find((text) => typeof text === "string" && text !== "");
  return {
    code: typeof code === "number" ? code : undefined,
    reason: typeof given === "string" ? given : "the connection was lost",
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
