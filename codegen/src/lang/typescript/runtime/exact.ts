/**
 * Integers that `JSON.parse` rounds, got back from the text.
 *
 * A frame is parsed by `JSON.parse`, which nothing written in JavaScript comes near to. It gets an
 * integer wrong only if that has more than 15 digits, or a fraction or an exponent. Those with plain
 * digits are found by a look at every sixteenth character, and looked up by what they are rounded
 * to. Where anything else in the text may be rounded to an integer, or two to the same one, all
 * numbers of the text are marked: see `marked.ts`.
 *
 * What is used to search is what engines do fast: a look for one character is many times as fast as
 * a regular expression.
 *
 * @module
 */

import { endOfDigits, isDigit, isRounded, MAX_DIGITS } from "./number.js";

/** Thrown where a look at the text does not show which number is meant. */
export const AMBIGUOUS: unique symbol = Symbol("ambiguous");

/** How many digits a rounded integer has at least. */
const LONG = 16;

/** How many long integers are looked up faster than marked. */
const MANY = 10_000;

/** The largest number whose digits are told apart here. */
const MOST = 1e19;

/** How far what is rounded may be from what it is rounded to, in relation to that. */
const ROUNDING = 2 ** -53;

/** How many integers that may be written in a short way are faster looked for one by one. */
const FEW = 4;

/** What every number with an exponent contains. */
const EXPONENTS = /\d[eE][-+]?\d/g;

/** The long integers of a text, by what they are rounded to. */
export class LongIntegers {
  private readonly exact = new Map<number, bigint>();
  /** Those that are rounded to the same as a number of at most 15 digits. */
  readonly short: number[] = [];

  /** The exact integer that was rounded to this one; `undefined`: it is not among them. */
  get(rounded: number): bigint | undefined {
    return this.exact.get(rounded);
  }

  /** @throws AMBIGUOUS if another one is rounded to the same */
  add(integer: bigint): void {
    const rounded = Number(integer);
    if (!isRounded(rounded)) return;
    // Every longer one is infinite, too, and one with an exponent may be.
    if (!Number.isFinite(rounded)) throw AMBIGUOUS;
    const other = this.exact.get(rounded);
    if (other === undefined) {
      if (this.exact.size === MANY) throw AMBIGUOUS;
      this.exact.set(rounded, integer);
      if (isNearShort(Math.abs(rounded))) this.short.push(rounded);
    } else if (other !== integer) {
      throw AMBIGUOUS;
    }
  }
}

/**
 * Finds the integers of a text that have plain digits and are long. Digits in strings are found,
 * too. They do no harm: only what a number was rounded to is ever looked up.
 *
 * @throws AMBIGUOUS if two are rounded to the same, or one and a number with an exponent
 */
export function longIntegers(text: string): LongIntegers {
  const found = new LongIntegers();
  const { length } = text;
  // No run of 16 digits is between two looks.
  for (let at = LONG - 1; at < length; at += LONG) {
    if (!isDigit(text.charCodeAt(at)) || !isLong(text, at)) continue;
    let start = at;
    while (start > 0 && isDigit(text.charCodeAt(start - 1))) start--;
    at = endOfDigits(text, at);
    const digits = at - start;
    // Most of 16 digits are exact.
    if (digits < LONG || (digits === LONG && text.charCodeAt(start) < 0x39)) continue;
    if (digits > MAX_DIGITS) throw AMBIGUOUS;
    if (start > 0 && text.charCodeAt(start - 1) === 0x2d) start--;
    found.add(BigInt(text.slice(start, at)));
  }
  const { short } = found;
  const mayBeShort = short.length > FEW ? hasExponent(text) : short.some((one) => isShort(text, one));
  if (mayBeShort) throw AMBIGUOUS;
  return found;
}

/** Whether a number of at most 15 digits may be rounded to this one. */
function isNearShort(rounded: number): boolean {
  if (rounded > MOST) return true;
  const unit = rounded < 1e16 ? 10 : rounded < 1e17 ? 100 : rounded < 1e18 ? 1e3 : 1e4;
  const above = rounded % unit;
  return Math.min(above, unit - above) <= rounded * ROUNDING;
}

/** Whether a text may have a number with an exponent. */
function hasExponent(text: string): boolean {
  EXPONENTS.lastIndex = 0;
  while (EXPONENTS.test(text)) {
    const end = endOfDigits(text, EXPONENTS.lastIndex);
    if (!isOfNumber(text.charCodeAt(end)) && text[end] !== '"') return true;
    EXPONENTS.lastIndex = end;
  }
  return false;
}

/** Whether a text may have a number without a point, but with an exponent, that is rounded to this. */
function isShort(text: string, rounded: number): boolean {
  const [digits = ""] = Math.abs(rounded).toPrecision(LONG - 1).split("e");
  const significant = digits.replace(".", "").replace(/0+$/, "");
  for (let at = text.indexOf(significant); at >= 0; at = text.indexOf(significant, at + 1)) {
    let end = at + significant.length;
    while (text.charCodeAt(end) === 0x30) end++;
    if (isExponent(text.charCodeAt(end))) return true;
  }
  return false;
}

/** Whether there may be a run of 16 around: then it goes on for 8 to one side. */
function isLong(text: string, at: number): boolean {
  return (
    (isDigit(text.charCodeAt(at - 4)) && isDigit(text.charCodeAt(at - 8))) ||
    (at + 8 < text.length && isDigit(text.charCodeAt(at + 4)) && isDigit(text.charCodeAt(at + 8)))
  );
}

/**
 * Whether a text may have a number with a point or a negative exponent that is read as an integer:
 * it may be a fraction that was lost, or rounded to the same as a long integer.
 */
export function hasOddInteger(text: string): boolean {
  return hasOddAround(text, ".") || hasOddAround(text, "-");
}

/** Whether a text may have such a number around one of these characters. */
function hasOddAround(text: string, character: "." | "-"): boolean {
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) {
    let end = at + 1;
    if (isInNumber(text, at)) {
      let start = at;
      while (start > 0 && isOfNumber(text.charCodeAt(start - 1))) start--;
      while (end < text.length && isOfNumber(text.charCodeAt(end))) end++;
      if (isOddInteger(text.slice(start, end))) return true;
    } else {
      // Of a row of them, none is a part of a number.
      while (end < text.length && text[end] === character) end++;
    }
    at = end - 1;
  }
  return false;
}

/** Whether there is a digit on both sides of a point, or of the start of a negative exponent. */
function isInNumber(text: string, at: number): boolean {
  if (at < 1 || !isDigit(text.charCodeAt(at + 1))) return false;
  const before = text.charCodeAt(at - 1);
  if (text.charCodeAt(at) === 0x2e) return isDigit(before);
  return isExponent(before) && at > 1 && isDigit(text.charCodeAt(at - 2));
}

/** Whether a number may be read as an integer, but is not so without rounding. */
function isOddInteger(token: string): boolean {
  // Two numbers without exponents and with at most 15 digits are never rounded to the same.
  if (token.length <= LONG && !token.includes("e") && !token.includes("E")) return false;
  // What is not a number is a part of a string.
  const number = Number(token);
  return Number.isInteger(number) || Math.abs(number) === Infinity;
}

/** Digits, signs, the point and the letter of the exponent. */
function isOfNumber(code: number): boolean {
  return (code <= 0x39 && code >= 0x2b && code !== 0x2c && code !== 0x2f) || isExponent(code);
}

function isExponent(code: number): boolean {
  return (code | 0x20) === 0x65;
}
