import {
  type ClientEvent,
  decodeServerEvent,
  encodeClientEvent,
  type Note,
  type Place,
} from "fixtures/params";

export const typing = encodeClientEvent({ event: "client.typing", params: true });
export const bare = encodeClientEvent({ event: "client.page" });
export const paged = encodeClientEvent({ event: "client.page", params: { text: "a" } });
export const undone: ClientEvent<"client.page"> = { event: "client.page", params: undefined };
export const unset = encodeClientEvent({ event: "client.mood", params: null });
export const notes = encodeClientEvent({ event: "client.notes", params: [{ text: "a" }] });

export function text(frame: string): string {
  const event = decodeServerEvent(frame);
  if (event.kind !== "known") return event.kind;
  switch (event.event) {
    case "server.note": {
      const note: Note = event.params;
      return note.text;
    }
    case "server.place": {
      const place: Place | null = event.params;
      return place === null ? "nowhere" : place.name;
    }
    case "server.moved": {
      const place: Place | null | undefined = event.params;
      return place === undefined ? "still" : place === null ? "nowhere" : place.name;
    }
    case "server.mood": {
      const mood: "calm" | "loud" = event.params;
      return mood;
    }
    default:
      return event.event;
  }
}
