import type { ClientEvent, ClientEventName, ServerEvent } from "protocol";

export const name: ClientEventName = "server.time"; //~ TS2322
export const frame: ClientEvent = { event: "server.time", params: { time: "" } }; //~ TS2322 TS2353

export function echo(frame: ServerEvent): ClientEvent {
  return frame; //~ TS2322
}
