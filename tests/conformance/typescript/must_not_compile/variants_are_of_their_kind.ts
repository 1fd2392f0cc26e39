import type { ContentInput, Everything, Id, Label, Level } from "fixtures/union_kinds";

export const truth: Id = true; //~ TS2322
export const nothing: Id = null; //~ TS2322
export const level: Level = 3; //~ TS2322
export const label: Label = [1]; //~ TS2322
export const set: ContentInput = [{ name: "" as never, set: 1 }]; //~ TS2353
export const gone: Everything["gone"] = null; //~ TS2322

export function id(id: Id): string {
  if (typeof id === "number") return "";
  const rest: never = id; //~ TS2322
  return rest;
}
