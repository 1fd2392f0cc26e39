import type { Chat, ChatInput, ClientEvent, MessageInput, Tag } from "fixtures/input_views";
import { connect, type MessageContent } from "protocol";

/** What a client may leave out, it may set to `undefined`: with or without exact types. */
export function chat(last: MessageInput[] | undefined, confirm_id: string | undefined): ClientEvent {
  const params: ChatInput = { title: "", last, tags: [] };
  return { event: "client.chat.updated", confirm_id, params };
}

export function send(to: string, content: MessageContent, comment?: string): Promise<unknown> {
  const params = { to, content, comment, important: undefined };
  return connect("wss://localhost/").send({ event: "client.message.updated", params });
}

/** What only a server sends is exact: who reads it finds no member that is there and undefined. */
export function exact(chat: Chat): { last?: { num: bigint; text: string }[]; tags: Tag[] } {
  return chat;
}
