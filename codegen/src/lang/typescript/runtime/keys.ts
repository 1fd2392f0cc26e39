/**
 * Keys of maps: texts, or integers as their decimal digits.
 *
 * @module
 */

import { CLOSED, INTEGER, type Type, WIDE } from "./table.js";

/** Digits without zeros before them. */
const DECIMAL = /^(?:0|-?[1-9][0-9]*)$/;

/** How many characters an integer of 64 bits has at most. */
const LONGEST = 20;

/** Whether a text is a key of a type. */
export function isKey(type: Type, key: string): boolean {
  switch (type.kind) {
    case INTEGER:
      return DECIMAL.test(key) && Number(key) >= type.min && Number(key) <= type.max;
    case WIDE: {
      if (key.length > LONGEST || !DECIMAL.test(key)) return false;
      const integer = BigInt(key);
      return integer >= type.min && integer <= type.max;
    }
    case CLOSED:
      return type.values.some((value) => `${value}` === key);
    default:
      return true;
  }
}
