import { decode, decodeServerEvent, encodeInput, ChatSchema, type ChatInput } from "protocol";

const frame = decodeServerEvent("");
export const params = frame.params; //~ TS2339
if (frame.kind === "known") {
  frame.params.messages; //~ TS2339
}
if (frame.kind === "unknown") {
  "server.time" satisfies typeof frame.kind; //~ TS1360
  frame.event satisfies "server.time"; //~ TS1360
}
export const value = decode(ChatSchema, "").value; //~ TS2339
export const input: ChatInput = { markup: [] }; //~ TS2353
encodeInput(ChatSchema, { jid: 1 }); //~ TS2322
