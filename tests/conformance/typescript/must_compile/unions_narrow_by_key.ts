import type { Circle, Code, Edit, EditInput, Outer, Shape, ShapeInput, Target } from "fixtures/union_forms";
import { UNKNOWN } from "fixtures/union_forms";

const impossible = (value: never): never => value;

export function edit(edit: Edit): string {
  if ("snippet" in edit) return edit.snippet;
  if ("start" in edit) return edit.start.toFixed() + String(edit.end);
  if ("maybe" in edit) return edit.maybe === null ? "" : "more";
  if ("v" in edit) return String(edit.v satisfies 2);
  if (UNKNOWN in edit) return Object.keys(edit[UNKNOWN]).join();
  return impossible(edit);
}

export function circle(circle: Circle): number {
  return "circle" in circle ? circle.circle.x : circle.square.map(count).length;
}

const count = (one: Circle): number => circle(one);

// The variant without a key.
export function target(target: Target): number {
  if ("user" in target) return target.user.length;
  if ("chat" in target) return Number(target.chat);
  return target.x;
}

// A content beside the tag.
export function shape(shape: Shape): number {
  switch (shape.type) {
    case "text":
    case "when":
    case "name":
    case "key":
    case "color":
      return shape.value.length;
    case "count":
      return shape.value;
    case "wide":
      return Number(shape.value);
    case "flag":
      return shape.value ? 1 : 0;
    case "raw":
      return shape.value.byteLength;
    case "list":
      return shape.value.length;
    case "map":
      return Object.keys(shape.value).length;
    case "pair":
      return shape.value[1]?.type === "nothing" ? 0 : 1;
    case "point":
      return shape.value.x;
    case "again":
      return count_(shape.value);
    case "kinds":
      return typeof shape.value === "number" ? shape.value : 0;
    case "edit":
      return edit(shape.value).length;
    case "free":
      return shape.value === null ? 0 : 1;
    case "an other":
      return count_(shape.value.shape);
    case "nothing":
      return 0;
    case UNKNOWN:
      return Object.keys(shape[UNKNOWN]).length;
    default:
      return impossible(shape);
  }
}

const count_ = (one: Shape): number => shape(one);

export function code(code: Code): string {
  switch (code.op) {
    case 10:
      return code.d.x.toFixed();
    case 1:
      return code.d.toFixed();
    case 11:
      return "";
    case undefined:
      return code.d.trim();
    default:
      return impossible(code);
  }
}

export function outer(outer: Outer): number {
  switch (outer.kind) {
    case "target":
      return target(outer);
    case "shape":
      return shape(outer);
    case "edit":
      return edit(outer).length;
    case "point":
      return outer.x;
    default:
      return 0;
  }
}

export const sent: EditInput[] = [{ snippet: "a" }, { start: 1, end: 2n }, { maybe: null }, { v: 2 }];
export const shapes: ShapeInput[] = [{ type: "text", value: "a" }, { type: "nothing" }];
