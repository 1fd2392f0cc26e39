/**
 * From text to values that are what their types say: a receiver is lenient where the protocol wants
 * it to be, and refuses everything else with the place.
 *
 * @module
 */

import { AMBIGUOUS } from "./exact.js";
import { Malformed } from "./json.js";
import { allLimits, type Limits } from "./limits.js";
import { Reader } from "./reader.js";
import type { EntitySchema, Type } from "./table.js";

/** A value, or where the text is not one and why. */
export type Decoded<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly path: string; readonly reason: string };

/**
 * Decodes the JSON of one entity, such as the body of an answer. Never throws.
 *
 * ```ts
 * const message = decode(MessageSchema, await response.text());
 * ```
 */
export function decode<T>(
  schema: EntitySchema<T, unknown>,
  text: string,
  limits?: Limits,
): Decoded<T> {
  return decodeEntity(schema, text, false, limits) as Decoded<T>;
}

/** Decodes the JSON of one entity in the view of a receiver, or of a client. */
export function decodeEntity(
  type: Type,
  text: string,
  input: boolean,
  limits?: Limits,
): Decoded<unknown> {
  return reading(text, input, limits, (reader) => {
    try {
      return { ok: true, value: reader.whole(type, reader.parsed()) };
    } catch (error) {
      return { ok: false, ...failure(error) };
    }
  });
}

/**
 * Reads a text; and again with its numbers marked, if some were ambiguous, as `failure` says by
 * throwing.
 */
export function reading<T>(
  text: string,
  input: boolean,
  limits: Limits | undefined,
  read: (reader: Reader) => T,
): T {
  const all = allLimits(limits);
  try {
    return read(new Reader(text, input, all, false));
  } catch (error) {
    if (error !== AMBIGUOUS) throw error;
    return read(new Reader(text, input, all, true));
  }
}

/**
 * The path and reason of a caught error: a refusal of the decoder, or one of `JSON.parse`.
 *
 * @throws AMBIGUOUS
 */
export function failure(error: unknown): { readonly path: string; readonly reason: string } {
  if (error instanceof Malformed) return { path: error.path(), reason: error.reason };
  if (error === AMBIGUOUS) throw error;
  return { path: "", reason: error instanceof Error ? error.message : String(error) };
}
