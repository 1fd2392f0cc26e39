import type { Attachment, Digest, Nothing, NothingInput, Scores, Tuples, Upload, UserId } from "fixtures/values";

export const size = (attachment: Attachment): number =>
  attachment.data.length + (attachment.thumb?.length ?? 0);
export const digest: Digest = new Uint8Array([1, 2]);
export const joined = (upload: Upload): Uint8Array[] => [upload.digest, ...upload.attachment.parts];

export const closed = (nothing: Nothing): null => nothing.closed;
export const nothing: NothingInput = { closed: null, nulls: [null, null] };

export const exact = (scores: Scores): string | undefined => scores.exact[7];
export const wide = (scores: Scores, id: bigint): string | undefined => scores.wide[`${id}`];
export const byUser = (scores: Scores, id: UserId): number | undefined => scores.by_user?.[id];
export const byShard: Scores["by_shard"] = { 0: "a", 1: "b" };
export const byTime: Scores["by_time"] = { "1760000000000000000": "a" };

export const pair = ({ pair: [name, count] }: Tuples): string => `${name}${count}`;
export const early: Tuples["early"][] = [["a"], ["a", 1], ["a", null, new Uint8Array()]];
