import type { Attachment, NothingInput, Scores } from "fixtures/values";

export const text = (attachment: Attachment): string => attachment.data; //~ TS2322
export const nothing: NothingInput = { closed: 1, nulls: [] }; //~ TS2322
export const byName = (scores: Scores): string | undefined => scores.wide["one"]; //~ TS7053
export const byShard: Scores["by_shard"] = { 2: "c" }; //~ TS2353
