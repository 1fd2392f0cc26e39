import type { ChatType } from "protocol";

export const other: Extract<ChatType, "direct" | "other"> = "other"; //~ TS2322
export const wrong: ChatType = 1; //~ TS2322
