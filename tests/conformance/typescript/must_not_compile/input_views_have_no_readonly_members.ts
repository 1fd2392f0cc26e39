import type { ClientEvent, ChatInput, MessageInput } from "fixtures/input_views";

export const chat: ChatInput = { id: "", title: "", tags: [] }; //~ TS2353
export const nested: ChatInput = { title: "", last: [{ num: 1n, text: "" }], tags: [] }; //~ TS2353
export const frame: ClientEvent = { event: "client.chat.updated", params: { id: "", title: "", tags: [] } }; //~ TS2353

export function read(message: MessageInput): unknown {
  return message.num; //~ TS2339
}
