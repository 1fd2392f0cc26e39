import type { TeamUnread } from "protocol";

export function count(unread: TeamUnread): number {
  return unread.direct.messages; //~ TS18048
}

export function later(unread: TeamUnread): number {
  return unread["of a later version"].messages; //~ TS2532
}
