import type { Presence } from "fixtures/presence";

export const missing: Presence = { required: "" }; //~ TS2741
export const null_required: Presence = { required: null, nullable: null }; //~ TS2322
export const null_omit_empty: Presence = { required: "", nullable: null, omit_empty: null }; //~ TS2322
export const undefined_required: Presence = { required: undefined, nullable: null }; //~ TS2322

export function read(presence: Presence): number {
  return presence.omit_empty.length; //~ TS18048
}
