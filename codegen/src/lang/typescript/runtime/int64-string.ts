/**
 * Integers of 64 bits as texts of decimal digits.
 *
 * @module
 */

import type { Int64 } from "../wire.js";

/** The value for an integer that a number holds exactly. */
export function ofNumber(value: number): Int64 {
  return BigInt(value).toString();
}

/** The value for any integer. */
export function ofBigint(value: bigint): Int64 {
  return value.toString();
}

/** The integer that a value stands for; `undefined` if it stands for none. */
export function toBigint(value: unknown, _max?: number | bigint): bigint | undefined {
  if (typeof value === "bigint") return value;
  if (typeof value === "string" && /^-?\d{1,20}$/.test(value)) return BigInt(value);
  return Number.isSafeInteger(value) ? BigInt(value as number) : undefined;
}
