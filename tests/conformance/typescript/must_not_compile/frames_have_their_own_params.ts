import type { ClientEvent, ServerEvent } from "protocol";

export const wrong: ClientEvent = { event: "client.activity", params: { text: "" } }; //~ TS2353
export const missing: ClientEvent = { event: "client.activity" }; //~ TS2322
export const superfluous: ClientEvent = { event: "client.ping", params: {} }; //~ TS2353
export const id: ClientEvent = { event: "client.ping", confirm_id: 1 }; //~ TS2322

export function read(frame: ServerEvent): unknown {
  if (frame.event === "server.time") {
    return frame.params.messages; //~ TS2339
  }
  return undefined;
}
