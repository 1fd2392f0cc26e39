import type { ISODateTimeString, JID, Message } from "protocol";

export function mixed(message: Message): JID {
  return message.created; //~ TS2322
}

export function late(jid: JID): ISODateTimeString {
  return jid; //~ TS2322
}

export const wrong: JID = 1; //~ TS2322
