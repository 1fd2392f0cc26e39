import {
  type ClientFrame,
  connect,
  decodeServerEvent,
  encodeClientEvent,
  encodeServerEvent,
  type ServerEvent,
  type ServerFrame,
} from "protocols/discord";
import * as cdp from "protocols/cdp";
import * as dap from "protocols/dap";
import * as github from "protocols/github";
import * as odd from "protocols/odd";
import * as phoenix from "protocols/phoenix";
import * as slack from "protocols/slack";

const impossible = (value: never): never => value;

// The kind of a frame, then its event.
export function seen(frame: ServerFrame): number {
  switch (frame.kind) {
    case "dispatch":
      return frame.event === "READY" ? frame.params.v + frame.s : frame.params.components.length;
    case "control":
      switch (frame.event) {
        case "HELLO":
          return frame.params.heartbeat_interval;
        case "INVALID_SESSION":
          return frame.params ? 1 : 0;
        case "HEARTBEAT_ACK":
          return 0;
        default:
          return impossible(frame);
      }
    default:
      return impossible(frame);
  }
}

// The event alone says the kind.
export const ready = (frame: ServerFrame): number => (frame.event === "READY" ? frame.s : 0);

export function read(text: string): string {
  const decoded = decodeServerEvent(text, { depth: 10 });
  switch (decoded.kind) {
    case "known":
      return encodeServerEvent(decoded.frame);
    case "unknown":
      return `${decoded.frameKind} ${decoded.event ?? ""} ${decoded.raw}`;
    case "malformed":
      return `${decoded.frameKind ?? ""} ${decoded.path} ${decoded.reason}`;
    default:
      return impossible(decoded);
  }
}

export const hello: ServerEvent<"HELLO"> = { kind: "control", event: "HELLO", params: { heartbeat_interval: 1 } };
export const sent: ClientFrame = { kind: "command", event: "HEARTBEAT", params: null };
export const text: string = encodeClientEvent(sent);

// Optional params and fields, and replies.
export const enable: cdp.ClientFrame[] = [
  { kind: "command", event: "Page.enable", id: 1 },
  { kind: "command", event: "Page.enable", id: 1, params: undefined, sessionId: undefined },
];
export const pushed: phoenix.ClientFrame = { kind: "push", event: "heartbeat", id: "1", params: {}, join_ref: null, topic: "t" };
export const noted: odd.ServerEvent<"drawn_first"> = { kind: "note", event: "drawn_first", version: "1", params: { radius: 1n }, constructor: true };
export const now: odd.ClientFrame = { kind: "patch", event: "moved_now", time: 5n };
export const shape = (frame: odd.ServerFrame): bigint | undefined =>
  frame.kind === "note" && frame.event === "drawn" && frame.params.form === "circle" ? frame.params.radius : undefined;

export function printed(frame: cdp.ServerFrame): number | undefined {
  if (frame.kind === "event") return frame.params.timestamp;
  const reply = cdp.decodeReply("Page.printToPDF", frame);
  if (reply.ok) return reply.result.data.length;
  return reply.malformed === undefined ? reply.error.code : reply.malformed.path.length;
}
export const code = (frame: cdp.ServerReply): number | undefined =>
  frame.kind === "error" ? frame.error.code : undefined;
export const answer: string = slack.encodeClientReply("events_api", { kind: "ack", id: "e", result: { text: "t" } });
export const acknowledged: string = slack.encodeClientReply("events_api", { kind: "ack", id: "e" });

// What has no name takes it from elsewhere.
export const delivered = github.decodeServerEvent("{}", { event: "push" });

// Connections.
export async function used(url: string): Promise<void> {
  connect(url).on("HELLO", ({ heartbeat_interval }, { kind, event }) => {
    const words: ["control", "HELLO", number] = [kind, event, heartbeat_interval];
    return words;
  });
  const browser = cdp.connect(url, { requestTimeout: 1 });
  const { result } = await browser.request("Runtime.evaluate", { expression: "1" }, { timeout: 1, sessionId: "s" });
  await browser.request("Page.enable");
  const type: string = result.type;
  const pdf: Uint8Array = (await browser.request("Page.printToPDF")).data;
  await browser.request("Page.printToPDF", undefined, { signal: AbortSignal.timeout(1) }).catch((error: unknown) => {
    if (cdp.isRequestError(error, "Page.printToPDF")) return error.error.message.length + type.length + pdf.length;
    throw error;
  });
  browser.onReply((frame) => (frame.kind === "error" ? frame.error : frame.result));
  const adapter = dap.connect(url);
  adapter.on("runInTerminal", async ({ cwd }, frame) => {
    if (cwd === "") await adapter.fail(frame, {}, { seq: 1, message: "cancelled" });
    else await adapter.reply(frame, { processId: 1 }, { seq: 1 });
  });
  const gone: null | undefined = await adapter.request("next", { threadId: 1 });
  const socket = slack.connect(url);
  socket.on("events_api", (_, frame) => socket.reply(frame, { text: String(gone) }));
  socket.on("events_api", (_, frame) => socket.reply(frame, undefined));
  for await (const frame of socket) if (frame.event === "hello") console.log(frame.params.num_connections);
}

declare const AbortSignal: { timeout(time: number): import("protocols/cdp").SignalLike };
declare const console: { log(value: unknown): void };
