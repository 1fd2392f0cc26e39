import { type ChatType, ChatTypeValues, isChatType } from "protocol";
import { ClosedValues, isClosed, isLevel, type Level, LevelValues } from "fixtures/enums";

type Known = "direct" | "group" | "task" | "meeting";

export function known(type: ChatType): boolean {
  return isChatType(type) && ChatTypeValues.includes(type);
}

export function guarded(type: ChatType): string {
  if (!isChatType(type)) return "of a later version";
  const found: (typeof ChatTypeValues)[number] = type;
  return found;
}

export const first: Known | string = ChatTypeValues[0];
export const closed: "yes" | undefined = isClosed(ClosedValues[0]) ? ClosedValues[0] : undefined;
export const level: Level | undefined = isLevel(1) ? 1 : LevelValues[0];
