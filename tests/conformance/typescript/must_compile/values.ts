import type { Attachment, Digest, Upload } from "fixtures/values";

export const size = (attachment: Attachment): number =>
  attachment.data.length + (attachment.thumb?.length ?? 0);
export const digest: Digest = new Uint8Array([1, 2]);
export const joined = (upload: Upload): Uint8Array[] => [upload.digest, ...upload.attachment.parts];
