import type { Chat, ChatInput, ClientEvent } from "fixtures/input_views";

export const input: ChatInput = { title: "t", last: [{ text: "x" }], tags: [{ name: "n" }] };
export const frame: ClientEvent = { event: "client.chat.updated", params: input };

/** What was received may be sent back: the encoder leaves out what only the server sets. */
export function back(chat: Chat): ChatInput {
  return chat;
}
