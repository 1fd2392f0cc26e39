import { decodeServerEvent, encodeClientEvent } from "fixtures/params";

encodeClientEvent({ event: "client.typing", params: 1 }); //~ TS2345
encodeClientEvent({ event: "client.typing" }); //~ TS2345
encodeClientEvent({ event: "client.page", params: null }); //~ TS2345
encodeClientEvent({ event: "client.notes", params: [{ text: "a", id: 1n }] }); //~ TS2353

export function name(frame: string): string {
  const event = decodeServerEvent(frame);
  if (event.kind !== "known" || event.event !== "server.place") return "";
  return event.params.name; //~ TS18047
}
