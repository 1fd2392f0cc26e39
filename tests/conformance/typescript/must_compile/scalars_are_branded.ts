import type { ISODateTimeString, JID, Message } from "protocol";

/** A text may be given for an id, and an id for a text. */
export const jid: JID = "d-1";
export const text: string = jid;
export const created: ISODateTimeString = `${jid}`;

export function in_chat(message: Message, chats: Map<JID, number>): number | undefined {
  return chats.get(message.chat) ?? chats.get("other") ?? (message.chat === "t-1" ? 1 : undefined);
}
