/**
 * Keys of maps: texts, or integers as their decimal digits. And their order, which is the same in
 * every language.
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

/** The keys of a map in their order: the values of an enum, then the others. */
export function sortedKeys(values: object, { keys, values: first }: Type): string[] {
  const names = Object.keys(values);
  if (names.length < 2) return names;
  const others = keys?.kind === INTEGER || keys?.kind === WIDE ? byNumber : byText;
  if (first.length === 0) return names.sort(others);
  const ranks = new Map(first.map((value, rank) => [`${value}`, rank]));
  const rank = (key: string) => ranks.get(key) ?? first.length;
  return names.sort((a, b) => rank(a) - rank(b) || others(a, b));
}

/** Compares texts by their characters, not by the halves of pairs. */
export function byText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const [x, y] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (x !== y) return isHalf(x) === isHalf(y) ? x - y : isHalf(x) ? 1 : -1;
  }
  return a.length - b.length;
}

function isHalf(code: number): boolean {
  return code >= 0xd800 && code < 0xe000;
}

/** Compares integers by their digits. */
function byNumber(a: string, b: string): number {
  const isNegative = a.startsWith("-");
  if (isNegative !== b.startsWith("-")) return isNegative ? -1 : 1;
  const order = a.length - b.length || (a < b ? -1 : a === b ? 0 : 1);
  return isNegative ? -order : order;
}
