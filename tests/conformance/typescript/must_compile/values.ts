import type { Attachment, Digest, Nothing, NothingInput, Upload } from "fixtures/values";

export const size = (attachment: Attachment): number =>
  attachment.data.length + (attachment.thumb?.length ?? 0);
export const digest: Digest = new Uint8Array([1, 2]);
export const joined = (upload: Upload): Uint8Array[] => [upload.digest, ...upload.attachment.parts];

export const closed = (nothing: Nothing): null => nothing.closed;
export const nothing: NothingInput = { closed: null, nulls: [null, null] };
