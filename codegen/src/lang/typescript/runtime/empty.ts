/**
 * Empty values: what a missing required field is read as, and what is left out when written.
 *
 * @module
 */

import { ofNumber } from "./int64.js";
import { type JsonObject, MAX_DEPTH, put } from "./json.js";
import { planOf, type Type } from "./table.js";

/**
 * The empty value of a type, new each time. `undefined`: there is none, since the entity contains
 * itself by a required field.
 */
export function emptyOf(type: Type, input: boolean, depth = 0): unknown {
  switch (type.kind) {
    case "string":
      return "";
    case "boolean":
      return false;
    case "number":
    case "integer":
      return 0;
    case "wide":
      return ofNumber(0);
    case "closed":
      return type.values[0];
    case "any":
      return null;
    case "list":
      return [];
    case "map":
      return {};
    case "entity":
      return depth < MAX_DEPTH ? emptyEntity(type, input, depth) : undefined;
  }
}

function emptyEntity(type: Type, input: boolean, depth: number): JsonObject | undefined {
  const values: JsonObject = {};
  for (const field of planOf(type, input).fields) {
    if (field.presence === "Nullable") {
      put(values, field.name, null);
    } else if (field.presence === "Required") {
      const value = emptyOf(field.type, input, depth + 1);
      if (value === undefined) return undefined;
      put(values, field.name, value);
    }
  }
  return values;
}

/** Whether a value is empty: `false`, zero, `""`, no items. An entity never is. */
export function isEmpty(type: Type, value: unknown): boolean {
  switch (type.kind) {
    case "string":
    case "boolean":
    case "number":
    case "integer":
    case "closed":
      return value === "" || value === false || value === 0;
    case "wide":
      return value === ofNumber(0) || value === 0 || value === 0n;
    case "list":
      return Array.isArray(value) && value.length === 0;
    case "map":
      return typeof value === "object" && value !== null && Object.keys(value).length === 0;
    case "any":
    case "entity":
      return false;
  }
}
