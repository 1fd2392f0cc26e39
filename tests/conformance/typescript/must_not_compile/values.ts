import type { Attachment, NothingInput } from "fixtures/values";

export const text = (attachment: Attachment): string => attachment.data; //~ TS2322
export const nothing: NothingInput = { closed: 1, nulls: [] }; //~ TS2322
