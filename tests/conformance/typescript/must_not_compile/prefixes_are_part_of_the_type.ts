import { type JID, type JIDOf, isJIDOf } from "protocol";

declare const jid: JID;
declare function openTask(task: JIDOf<"task">): void;

openTask(jid); //~ TS2345
if (isJIDOf(jid, "group")) {
  openTask(jid); //~ TS2345
}
isJIDOf(jid, "mail"); //~ TS2345
