import type { Attachment } from "fixtures/values";

export const text = (attachment: Attachment): string => attachment.data; //~ TS2322
