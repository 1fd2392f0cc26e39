/**
 * Integers beyond ±(2^53 - 1), which `JSON.parse` rounds, got back from the text.
 *
 * A frame is parsed by `JSON.parse`, which nothing written in JavaScript comes near to. Only when a
 * rounded integer turns up is the text searched for long runs of digits, once. Two integers that
 * were rounded to the same number are the rare case that this cannot tell apart; then the text is
 * read again, with its long integers marked.
 *
 * @module
 */

import { randomText } from "./random.js";

/** Two numbers of the text may have been rounded to the same one. */
export const AMBIGUOUS: unique symbol = Symbol("ambiguous");

/** How many digits an integer beyond ±(2^53 - 1) has at least. */
const LONG = 16;

/** How many digits an integer of 64 bits has at most; what is longer is left as it is. */
const LONGEST = 20;

/** Beyond any integer of 64 bits, and the least that longer texts are rounded to. */
const BEYOND = 1e20;

/** Whole numbers and whole texts: digits in a text, or after a decimal point, are left alone. */
const NUMBER_OR_TEXT = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g;

/** An integer that may be beyond ±(2^53 - 1). */
const LONG_INTEGER = /^-?\d{16,20}$/;

/** The integers of a text that `JSON.parse` rounds, by what it rounds them to. */
export type Rounded = ReadonlyMap<number, bigint>;

/**
 * Finds them, by a look at every sixteenth character: a run of 16 digits cannot hide between two.
 * What stands in a text value or after a decimal point does no harm: it is only ever looked up by
 * the number that a whole integer was rounded to.
 *
 * @throws AMBIGUOUS
 */
export function roundedIntegers(text: string): Rounded {
  const found = new Map<number, bigint>();
  const { length } = text;
  let end = 0;
  for (let at = LONG - 1; at < length; at += LONG) {
    if (!isDigit(text.charCodeAt(at)) || at < end) continue;
    let start = at;
    while (start > end && isDigit(text.charCodeAt(start - 1))) start--;
    end = at + 1;
    while (end < length && isDigit(text.charCodeAt(end))) end++;
    if (end - start >= LONG && end - start <= LONGEST) note(found, text, start, end);
  }
  return found;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function note(found: Map<number, bigint>, text: string, start: number, end: number): void {
  const next = text.charAt(end);
  // No integer of the schema, though it may be rounded to what one is rounded to.
  if (next === "." || next === "e" || next === "E") throw AMBIGUOUS;
  const integer = BigInt(text.slice(text.charAt(start - 1) === "-" ? start - 1 : start, end));
  const rounded = Number(integer);
  if (Number.isSafeInteger(rounded) || Math.abs(rounded) >= BEYOND) return;
  const other = found.get(rounded);
  if (other === undefined) {
    found.set(rounded, integer);
  } else if (other !== integer) {
    throw AMBIGUOUS;
  }
}

/** Parses JSON slowly, with every integer beyond ±(2^53 - 1) as a bigint. */
export function parseExactly(text: string): unknown {
  // Nobody can have written a text that looks like a mark.
  const mark = randomText(24);
  const marked = text.replace(NUMBER_OR_TEXT, (token) => {
    if (!LONG_INTEGER.test(token)) return token;
    const rounded = Number(token);
    const plain = Number.isSafeInteger(rounded) || Math.abs(rounded) >= BEYOND;
    return plain ? token : `"${mark}${token}"`;
  });
  return JSON.parse(marked, (_, value: unknown) =>
    typeof value === "string" && value.startsWith(mark) ? BigInt(value.slice(mark.length)) : value,
  );
}
