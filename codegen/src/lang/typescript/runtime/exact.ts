/**
 * Integers that `JSON.parse` rounds, got back from the text.
 *
 * A frame is parsed by `JSON.parse`, which nothing written in JavaScript comes near to. It gets an
 * integer wrong only if that has more than 15 digits, or a fraction or an exponent. A look at every
 * sixteenth character finds the long numbers. Those with plain digits are looked up by what they are
 * rounded to. Where anything else in the text may be rounded to an integer, or two to the same one,
 * all numbers of the text are marked: see `marked.ts`.
 *
 * The ways to search are the fastest of those that benchmarks compared.
 *
 * @module
 */

import { endOfDigits, isRounded, MAX_DIGITS } from "./number.js";

/** Thrown where a look at the text does not show which number is meant. */
export const AMBIGUOUS: unique symbol = Symbol("ambiguous");

/** How many digits a rounded integer has at least. */
const LONG = 16;

/** How many long integers are looked up faster than marked. */
const MANY = 10_000;

/** The largest number whose digits are distinguished here. */
const MOST = 1e19;

/** How far what is rounded may be from what it is rounded to, in relation to that. */
const ROUNDING = 2 ** -53;

/** How many integers that may be written in a short way are faster looked for one by one. */
const FEW = 4;

/** What every number with an exponent that makes it larger has. */
const EXPONENT = /\d[eE]\+?\d+(?![\w"-])/;

/**
 * What a number has that is so near to zero that it is read as zero: an exponent of three digits,
 * unless it is a long number.
 */
const TINY = /\d[eE]-\d{3,}(?![\w"-])/;

/** Where the long integers of a text start and end, by turns. */
export type Places = readonly number[];

/**
 * Finds the long integers of a text that have plain digits, also in strings.
 *
 * @throws AMBIGUOUS if a number may be read as an integer that it is not: a fraction that was lost,
 *   or an integer with an exponent, which may be rounded to the same as a long integer
 */
export function longIntegers(text: string): Places {
  if (TINY.test(text)) throw AMBIGUOUS;
  const places: number[] = [];
  const { length } = text;
  // No run of 16 characters is between two looks.
  for (let at = LONG - 1; at < length; at += LONG) {
    if (!isOfRun(text.charCodeAt(at)) || !isLong(text, at)) continue;
    let start = at;
    while (start > 0 && isOfRun(text.charCodeAt(start - 1))) start--;
    const digits = endOfDigits(text, start);
    at = endOfRun(text, digits);
    if (at - start < LONG) continue;
    if (digits < at || isExponent(text.charCodeAt(at))) {
      if (isOdd(text, start, at)) throw AMBIGUOUS;
    } else if (places.length <= 2 * MANY) {
      places.push(start, at);
    } else if (isEnd(text.charCodeAt(at))) {
      // That is a number, and not the only one.
      throw AMBIGUOUS;
    }
  }
  return places;
}

/** Digits and the point. */
function isOfRun(code: number): boolean {
  return code <= 0x39 && code >= 0x2e && code !== 0x2f;
}

function endOfRun(text: string, start: number): number {
  let at = start;
  while (isOfRun(text.charCodeAt(at))) at++;
  return at;
}

/** Whether there may be a run of 16 around: then it goes on for 8 to one side. */
function isLong(text: string, at: number): boolean {
  return (
    (isOfRun(text.charCodeAt(at - 4)) && isOfRun(text.charCodeAt(at - 8))) ||
    (at + 8 < text.length && isOfRun(text.charCodeAt(at + 4)) && isOfRun(text.charCodeAt(at + 8)))
  );
}

/** Whether a number with a point or an exponent may be read as an integer that it is not. */
function isOdd(text: string, start: number, endOfMantissa: number): boolean {
  let end = endOfMantissa;
  while (end < text.length && isOfNumber(text.charCodeAt(end))) end++;
  // Two numbers without exponents and with at most 15 digits are never rounded to the same.
  if (end - start === LONG || !isEnd(text.charCodeAt(end))) return false;
  // What is not a number is a part of a string.
  const number = Number(text.slice(start, end));
  return Number.isInteger(number) || number === Infinity;
}

/** Whether this may follow a number: white space, a comma, a closing bracket, or no character. */
function isEnd(code: number): boolean {
  return !(code > 0x20) || code === 0x2c || code === 0x5d || code === 0x7d;
}

/** The long integers of a text, by what they are rounded to. */
export class LongIntegers {
  private readonly exact = new Map<number, bigint>();
  /** Those that are rounded to the same as a number of at most 15 digits. */
  private readonly short: number[] = [];

  /**
   * Those at these places. They may be in strings, which does no harm: only what a number was
   * rounded to is ever looked up.
   *
   * @throws AMBIGUOUS if two are rounded to the same, or one and a number with an exponent
   */
  constructor(text: string, places: Places) {
    if (places.length > 2 * MANY) throw AMBIGUOUS;
    for (let at = 0; at < places.length; at += 2) {
      this.add(text, places[at] as number, places[at + 1] as number);
    }
    const { short } = this;
    if (short.length === 0) return;
    const mayBeShort = short.length > FEW ? EXPONENT.test(text) : short.some((one) => isShort(text, one));
    if (mayBeShort || hasExponentAfterPoint(text)) throw AMBIGUOUS;
  }

  /** The exact integer that was rounded to this one; `undefined`: it is not among them. */
  get(rounded: number): bigint | undefined {
    return this.exact.get(rounded);
  }

  private add(text: string, digits: number, end: number): void {
    // Most of 16 digits are exact.
    if (end - digits === LONG && text.charCodeAt(digits) < 0x39) return;
    if (end - digits > MAX_DIGITS) throw AMBIGUOUS;
    const start = digits > 0 && text.charCodeAt(digits - 1) === 0x2d ? digits - 1 : digits;
    const integer = BigInt(text.slice(start, end));
    const rounded = Number(integer);
    if (!isRounded(rounded)) return;
    // Every longer one is infinite, too, and one with an exponent may be.
    if (!Number.isFinite(rounded)) throw AMBIGUOUS;
    const other = this.exact.get(rounded);
    if (other === undefined) {
      this.exact.set(rounded, integer);
      if (isNearShort(Math.abs(rounded))) this.short.push(rounded);
    } else if (other !== integer) {
      throw AMBIGUOUS;
    }
  }
}

/** Whether a number of at most 15 digits may be rounded to this one. */
function isNearShort(rounded: number): boolean {
  if (rounded > MOST) return true;
  const unit = rounded < 1e16 ? 10 : rounded < 1e17 ? 100 : rounded < 1e18 ? 1e3 : 1e4;
  const above = rounded % unit;
  return Math.min(above, unit - above) <= rounded * ROUNDING;
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

/** Whether a text may have a number with a point and an exponent. */
function hasExponentAfterPoint(text: string): boolean {
  for (let at = text.indexOf("."); at >= 0; at = text.indexOf(".", at + 1)) {
    const end = endOfDigits(text, at + 1);
    if (end > at + 1 && isExponent(text.charCodeAt(end))) return true;
  }
  return false;
}

/** Digits, signs, the point and the letter of the exponent. */
function isOfNumber(code: number): boolean {
  return (code <= 0x39 && code >= 0x2b && code !== 0x2c && code !== 0x2f) || isExponent(code);
}

function isExponent(code: number): boolean {
  return (code | 0x20) === 0x65;
}
