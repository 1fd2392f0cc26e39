import { type ChatType, type JID, type JIDKind, type JIDOf, JIDPrefixes, isJIDOf, kindOfJID } from "protocol";

declare const jid: JID;
declare function openTask(task: JIDOf<"task">): void;

if (isJIDOf(jid, "task")) openTask(jid);
const kind: JIDKind | undefined = kindOfJID(jid);
// The kinds that are chats are called as their chat types.
if (kind === "direct" || kind === "group") {
  const chatType: ChatType = kind;
  void chatType;
}
const prefix: "t-" = JIDPrefixes.task;
void prefix;
