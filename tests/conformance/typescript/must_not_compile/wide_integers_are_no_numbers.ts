import type { Chat } from "protocol";

export function gentime(chat: Chat): number {
  return chat.gentime; //~ TS2322
}
