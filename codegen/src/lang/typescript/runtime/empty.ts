/**
 * Empty values: what a missing required field is read as, and what is left out when written.
 *
 * @module
 */

import { isBytes } from "./bytes.js";
import { type JsonObject, MAX_DEPTH, put } from "./json.js";
import {
  ANY,
  BYTES,
  CLOSED,
  ENTITY,
  KINDS,
  LIST,
  MAP,
  NULL,
  planOf,
  TUPLE,
  type Type,
  UNION,
} from "./table.js";

/**
 * The empty value of a type, new each time. `undefined`: there is none, since the entity contains
 * itself or a union by a required field, or since the enum has no values.
 */
export function emptyOf(type: Type, input: boolean, depth = 0): unknown {
  switch (type.kind) {
    case LIST:
      return [];
    case MAP:
      return {};
    case BYTES:
      return new Uint8Array();
    case TUPLE:
      return emptyTuple(type, input, depth);
    case ENTITY:
      return depth < MAX_DEPTH ? emptyEntity(type, input, depth) : undefined;
    default:
      return type.empty;
  }
}

/** The items that must be there, empty. */
function emptyTuple({ items, min }: Type, input: boolean, depth: number): unknown[] | undefined {
  const values: unknown[] = [];
  for (const item of items.slice(0, min as number)) {
    const value = emptyOf(item, input, depth + 1);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

function emptyEntity(type: Type, input: boolean, depth: number): JsonObject | undefined {
  const { blank, unset } = planOf(type, input);
  const values = blank();
  for (const field of unset) {
    const value = emptyOf(field.type, input, depth + 1);
    if (value === undefined) return undefined;
    put(values, field.name, value);
  }
  return values;
}

/** Whether a value is empty: `false`, zero, `""`, no items. Objects, tuples and closed enums never are. */
export function isEmpty(type: Type, value: unknown): boolean {
  switch (type.kind) {
    case LIST:
      return Array.isArray(value) && value.length === 0;
    case MAP:
      return typeof value === "object" && value !== null && Object.keys(value).length === 0;
    case BYTES:
      return isBytes(value) && value.length === 0;
    case ANY:
    case CLOSED:
    case ENTITY:
    case KINDS:
    case NULL:
    case TUPLE:
    case UNION:
      return false;
    default:
      return value === false || value === 0 || value === 0n || value === "" || value === type.empty;
  }
}
