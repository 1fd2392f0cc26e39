import type { Circle, Code, Edit, ShapeInput } from "fixtures/union_forms";

export const bare: ShapeInput = { type: "text" }; //~ TS2322
export const other: ShapeInput = { type: "count", value: "1" }; //~ TS2322
export const more: ShapeInput = { type: "nothing", value: 1 }; //~ TS2353
export const code: Code = { op: 2 }; //~ TS2322
export const none: Circle = {}; //~ TS2322

export function edit(edit: Edit): string {
  return edit.snippet; //~ TS2339
}
