import {
  type ClientEvent,
  decodeClientEvent,
  decodeServerEvent,
  encodeServerEvent,
  type KnownServerEvent,
  type ServerEvent,
} from "protocol";
import * as odd from "fixtures/odd_names";

function log(frame: ServerEvent): string {
  return frame.event;
}

/** A decoded event goes where one to send is wanted. */
export function forward(text: string): string {
  const frame = decodeServerEvent(text);
  if (frame.kind !== "known") return frame.raw;
  log(frame);
  const sent: ServerEvent = frame;
  const copy = { event: frame.event, confirm_id: frame.confirmId, params: frame.params };
  return encodeServerEvent(frame) + log(sent) + copy.confirm_id;
}

export function rewrite(frame: KnownServerEvent<"server.time">): ServerEvent {
  return { event: frame.event, confirm_id: frame.confirmId, params: frame.params };
}

export function client(text: string): ClientEvent | undefined {
  const frame = decodeClientEvent(text);
  return frame.kind === "known" ? frame : undefined;
}

/** Frames with other keys can be encoded, too. */
export function other(text: string): string | undefined {
  const frame = odd.decodeServerEvent(text);
  return frame.kind === "known" ? odd.encodeServerEvent(frame) : undefined;
}
