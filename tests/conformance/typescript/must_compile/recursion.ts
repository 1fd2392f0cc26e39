import type { Chat, Message } from "fixtures/recursion";

export function depth(message: Message | null | undefined): number {
  return message ? 1 + depth(message.reply_to) : 0;
}

export const chat: Chat = { last: { forwarded: [{ chat: { last: null } }] } };
