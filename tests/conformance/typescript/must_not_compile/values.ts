import type { Attachment, NothingInput, Scores, Tuples } from "fixtures/values";

export const text = (attachment: Attachment): string => attachment.data; //~ TS2322
export const nothing: NothingInput = { closed: 1, nulls: [] }; //~ TS2322
export const byName = (scores: Scores): string | undefined => scores.wide["one"]; //~ TS7053
export const byShard: Scores["by_shard"] = { 2: "c" }; //~ TS2353
export const short: Tuples["pair"] = ["a"]; //~ TS2322
export const long: Tuples["pair"] = ["a", 1, 2]; //~ TS2322
