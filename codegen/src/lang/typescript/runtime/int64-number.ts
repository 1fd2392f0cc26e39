/**
 * Integers of 64 bits as numbers: rounded beyond ±(2^53 - 1).
 *
 * @module
 */

import type { Int64 } from "../wire.js";

/** The value for an integer that a number holds exactly. */
export function ofNumber(value: number): Int64 {
  return value;
}

/** The value for any integer. */
export function ofBigint(value: bigint): Int64 {
  return Number(value);
}

/**
 * The integer that a value stands for; `undefined` if it stands for none. What the largest one is
 * rounded to, which is beyond it, stands for that.
 */
export function toBigint(value: unknown, max?: number | bigint): bigint | undefined {
  if (typeof value === "bigint") return value;
  if (typeof max === "bigint" && value === Number(max)) return max;
  return Number.isInteger(value) ? BigInt(value as number) : undefined;
}
