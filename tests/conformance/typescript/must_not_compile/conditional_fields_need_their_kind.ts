import type { ChatOf, MessageContentOf } from "protocol";

export const image: MessageContentOf<"image"> = { text: "", type: "image", phones: [] }; //~ TS2322
export const type: MessageContentOf<"image"> = { text: "", type: "video" }; //~ TS2322

export function number(chat: ChatOf<"direct">): number {
  return chat.num; //~ TS2322
}
