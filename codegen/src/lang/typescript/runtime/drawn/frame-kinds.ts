/**
 * Finds the kind of a frame: by its constants and by the places that it needs.
 *
 * @module
 */

import type { Constant, Part, ReadyKind } from "./frame-table.js";
import { isObject, type JsonObject, own, type Step } from "./json.js";
import { integerOf } from "./number.js";
import type { Reader } from "./reader.js";
import { OMIT_EMPTY, OMIT_NULL, OPTIONAL, PATCH } from "./table.js";

/** What is under a key or at a position; `undefined`: nothing. */
export function inside(value: unknown, step: Step): unknown {
  if (typeof step === "number") return Array.isArray(value) ? (value[step] as unknown) : undefined;
  return isObject(value) ? own(value, step) : undefined;
}

/** Whether a value of JSON is a constant, however its number is written. */
export function isConstant(value: unknown, constant: Constant, reader: Reader): boolean {
  if (typeof value !== "number") return value === constant;
  const exact = reader.exactOf(value) ?? value;
  const number = typeof exact === "object" ? integerOf(exact) : exact;
  return number === constant;
}

/** Whether a frame is of a kind. */
export function isOfKind(frame: unknown, kind: ReadyKind, reader: Reader): boolean {
  return fits(kind.shape, frame, kind, reader);
}

function fits(part: Part, value: unknown, kind: ReadyKind, reader: Reader): boolean {
  switch (part.is) {
    case "constant":
      return isConstant(value, part.value, reader);
    case "null":
      return value === null;
    case "hole":
      if (part.isOptional || mayBeMissing(part.name, kind)) return true;
      return value !== undefined && (value !== null || part.name !== "error");
    case "object":
      return (
        isObject(value) &&
        part.members.every(([key, inner]) => fits(inner, own(value, key), kind, reader))
      );
    case "array":
      return (
        Array.isArray(value) && part.items.every((inner, at) => fits(inner, value[at], kind, reader))
      );
  }
}

/** Params never distinguish a kind: their event says if they must be there. */
function mayBeMissing(name: string, { fields }: ReadyKind): boolean {
  switch (fields.get(name)?.presence) {
    case OMIT_EMPTY:
    case OMIT_NULL:
    case OPTIONAL:
    case PATCH:
      return true;
    default:
      return name === "params";
  }
}

/** Checks how deep the values are that a frame has beside its places. */
export function skipOthers(part: Part, value: unknown, reader: Reader, step?: Step): void {
  if (part.is !== "object" && part.is !== "array") return;
  if (step !== undefined) reader.enter(step);
  if (part.is === "array") {
    const items = value as unknown[];
    part.items.forEach((inner, at) => skipOthers(inner, items[at], reader, at));
    if (part.rest === undefined) {
      for (let at = part.items.length; at < items.length; at++) reader.skip(items[at], at);
    }
  } else {
    const parts = new Map(part.members);
    for (const key of Object.keys(value as JsonObject)) {
      const inner = parts.get(key);
      const held = (value as JsonObject)[key];
      if (inner !== undefined) skipOthers(inner, held, reader, key);
      else if (part.rest === undefined) reader.skip(held, key);
    }
  }
  if (step !== undefined) reader.depth--;
}
