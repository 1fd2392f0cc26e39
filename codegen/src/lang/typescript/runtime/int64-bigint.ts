/**
 * Integers of 64 bits as bigints.
 *
 * @module
 */

import type { Int64 } from "../wire.js";

/** The value for an integer that a number holds exactly. */
export function ofNumber(value: number): Int64 {
  return BigInt(value);
}

/** The value for any integer. */
export function ofBigint(value: bigint): Int64 {
  return value;
}

/** The integer that a value stands for; `undefined` if it stands for none. */
export function toBigint(value: unknown, _max?: number | bigint): bigint | undefined {
  if (typeof value === "bigint") return value;
  return Number.isSafeInteger(value) ? BigInt(value as number) : undefined;
}
