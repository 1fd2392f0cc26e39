/**
 * JSON values, and the ways to them and through them.
 *
 * @module
 */

/** A JSON object as `JSON.parse` makes it: keys of any name are its own. */
export type JsonObject = Record<string, unknown>;

/** How deep values may be nested; what goes deeper is refused, and never exhausts the stack. */
export const MAX_DEPTH = 500;

/** A key of an object, or the position in an array. */
export type Step = string | number;

/** Where a value is not what it should be. It never leaves the package. */
export class Malformed {
  /** `reason` says what was expected, or what is wrong. */
  constructor(
    readonly steps: readonly Step[],
    readonly reason: string,
  ) {}

  /** The place, as in `params.chats[3].jid`. */
  path(): string {
    return pathText(this.steps);
  }
}

/** Keys that a path has without quotes. */
const PLAIN = /^[\p{Alphabetic}\p{N}_-]+$/u;

/** A path, as in `params.chats[3].jid`; keys that are no words are quoted. */
export function pathText(steps: readonly Step[]): string {
  let path = "";
  for (const step of steps) {
    if (typeof step === "number") {
      path += `[${step}]`;
    } else if (PLAIN.test(step)) {
      path += path === "" ? step : `.${step}`;
    } else {
      path += `[${JSON.stringify(step)}]`;
    }
  }
  return path;
}

/** Whether a value is an object with keys: no array, not `null`. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What a value is, for the reason of a failure. */
export function described(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  switch (typeof value) {
    case "object":
      return "an object";
    case "undefined":
      return "nothing";
    case "number":
    case "bigint":
      return `the number ${value}`;
    default:
      return `a ${typeof value}`;
  }
}

/** What a text with half a surrogate pair has in JSON; also all other escapes. */
const ESCAPES = /\\(?:(ud[89a-f]..)|.)/g;

/** A text as JSON. Half a surrogate pair is no text of UTF-8: it is written as U+FFFD. */
export function quoted(text: string): string {
  const json = JSON.stringify(text);
  // Without escapes, two quotes are all that was added.
  if (json.length === text.length + 2 || !json.includes("\\ud")) return json;
  return json.replace(ESCAPES, (escape, half) => (half === undefined ? escape : "\ufffd"));
}

/** Sets a property of the object's own, `__proto__` included. */
export function put(object: JsonObject, key: string, value: unknown): void {
  if (key === "__proto__") {
    const property = { value, writable: true, enumerable: true, configurable: true };
    Object.defineProperty(object, key, property);
  } else {
    object[key] = value;
  }
}

/** A property of the object's own: never one of `Object.prototype`. */
export function own(object: object, key: string): unknown {
  const value = (object as JsonObject)[key];
  // Most keys are no property of every object, which is faster to find out.
  return value === undefined || !(key in Object.prototype) || Object.hasOwn(object, key)
    ? value
    : undefined;
}
