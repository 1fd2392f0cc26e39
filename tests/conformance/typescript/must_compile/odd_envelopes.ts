import type { ClientEvent, ServerEvent, UserInput } from "fixtures/odd_names";

export function params(frame: ClientEvent): UserInput {
  return frame["*/"];
}

export const bare: ServerEvent = { "the event": "a/b" };
