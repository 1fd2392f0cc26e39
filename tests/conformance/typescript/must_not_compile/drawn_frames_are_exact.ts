import { type ClientFrame, decodeServerEvent, encodeClientEvent, type ServerFrame } from "protocols/discord";
import * as cdp from "protocols/cdp";
import * as dap from "protocols/dap";
import * as odd from "protocols/odd";
import * as phoenix from "protocols/phoenix";

// Frames have their own kind, params and fields.
export const frames: ServerFrame[] = [
  { kind: "dispatch", event: "HELLO", params: { v: 1 }, s: 1 }, //~ TS2322
  { kind: "dispatch", event: "READY", params: { v: 1 } }, //~ TS2322
  { kind: "control", event: "HELLO", params: { heartbeat_interval: "1" } }, //~ TS2322
];
export const sent: ClientFrame = frames[0]!; //~ TS2322
export const wrong = encodeClientEvent({ kind: "command", event: "READY", params: { v: 1 } }); //~ TS2322 TS2353
export const told: odd.ServerEvent<"drawn_first"> = { kind: "note", event: "drawn_first", version: "2", params: { radius: 1n } }; //~ TS2322
export const pushed: phoenix.ClientFrame = { kind: "push", event: "heartbeat", id: 1, params: {}, join_ref: null, topic: "t" }; //~ TS2322

// What was decoded must be narrowed.
const decoded = decodeServerEvent("");
export const frame = decoded.frame; //~ TS2339
export const params = (frame: ServerFrame) => frame.params.v; //~ TS2339

// Requests have their own params, options and replies.
const browser = cdp.connect("");
export async function asked(): Promise<void> {
  await browser.request("Page.loadEventFired"); //~ TS2345
  await browser.request("Runtime.evaluate"); //~ TS2554
  await browser.request("Runtime.evaluate", { expression: 1 }); //~ TS2322
  await browser.request("Page.enable", {}, { session: "s" }); //~ TS2561
  const { stream } = await browser.request("Page.enable"); //~ TS2339
  console.log(stream);
  const channel = phoenix.connect("");
  await channel.request("heartbeat", {}); //~ TS2554
}
export const reply = cdp.decodeReply("X.y", { kind: "result", id: 1, result: 1 }); //~ TS2345
export const encoded = cdp.encodeServerReply("Page.printToPDF", { kind: "result", id: 1, result: { data: "x" } }); //~ TS2322

// Only requests are answered, with results of their own.
const adapter = dap.connect("");
adapter.on("stopped", (_, frame) => adapter.reply(frame, {}, { seq: 1 })); //~ TS2345
adapter.on("runInTerminal", (_, frame) => adapter.reply(frame, { processId: "x" }, { seq: 1 })); //~ TS2322
adapter.on("runInTerminal", (_, frame) => adapter.reply(frame, {})); //~ TS2554

declare const console: { log(value: unknown): void };
