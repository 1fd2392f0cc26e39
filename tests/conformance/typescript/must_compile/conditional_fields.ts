import { type Chat, type ChatOf, ChatSchema, decode, isChatOf, type MessageContentOf } from "protocol";
import type { ChatOf as Small } from "fixtures/conditional";

export function number(chat: Chat): number | undefined {
  return isChatOf(chat, "task") ? chat.num : undefined;
}

export function task(chat: ChatOf<"task">): string | undefined {
  const kind: "task" = chat.chat_type;
  return chat.public === true ? kind : chat.title;
}

/** A narrowed chat is a chat. */
export function whole(chat: ChatOf<"task"> | ChatOf<"direct">): Chat {
  return chat;
}

export const image: MessageContentOf<"image"> = { text: "", type: "image", previewWidth: 1 };
export const later: MessageContentOf<"of a later version"> = { text: "", type: "of a later version" };

/** What is always on the wire stays. */
export const small: Small<"group"> = { kind: "group", members: [] };

export function decoded(text: string): bigint | undefined {
  const result = decode(ChatSchema, text);
  return result.ok && isChatOf(result.value, "group") ? result.value.gentime : undefined;
}
