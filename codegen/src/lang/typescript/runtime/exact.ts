/**
 * Numbers beyond ±(2^53 - 1), which `JSON.parse` rounds, got back from the text.
 *
 * A frame is parsed by `JSON.parse`, which nothing written in JavaScript comes near to. Only when a
 * rounded number turns up is the text searched for long runs of digits, by what they are rounded to.
 * If two different ones are rounded to the same number, or numbers are written with an exponent or a
 * long one with a fraction, a walk through the text replaces each by a number that stands for it
 * alone, and the text is parsed again.
 *
 * @module
 */

/** A number that is written with a fraction or an exponent. */
export interface Spelled {
  /** Its value, if that is an integer, and no longer than {@link MAX_DIGITS}. */
  readonly integer: bigint | undefined;
  /** What it is rounded to. */
  readonly number: number;
}

/** Exact numbers of a text, by the numbers that `JSON.parse` makes of them: plain digits are bigints. */
export interface Exact {
  get(rounded: number): bigint | Spelled | undefined;
}

/** Numbers of the text have to be told apart: runs of digits do not say what they are. */
export const AMBIGUOUS: unique symbol = Symbol("ambiguous");

/** How many characters a number beyond ±(2^53 - 1) has at least, if it has no exponent. */
const LONG = 16;

/** How many digits an exact integer has at most. */
const MAX_DIGITS = 1024;

/** How many rounded numbers are replaced faster than they are looked up. */
const MANY = 10_000;

/** What every number with an exponent contains. It is found five times faster than the next one. */
const EXPONENT_DIGITS = /\d[eE][+-]?\d/;

/** The end of a number with an exponent, or of a text that looks like one. */
const EXPONENT = /\d[eE][+-]?\d+\s*(?:[,\]}]|$)/;

/** Whether a number may be a rounded one. */
export function isRounded(value: number): boolean {
  return Math.abs(value) > Number.MAX_SAFE_INTEGER;
}

/**
 * Finds the exact numbers of a JSON text, by a look at every sixteenth character: a run of 16 digits
 * cannot hide between two. Runs in a string or after a decimal point are found too, which does no
 * harm: only what a number was rounded to is ever looked up.
 *
 * @throws AMBIGUOUS
 */
export function exactNumbers(text: string): Exact {
  if (EXPONENT_DIGITS.test(text) && EXPONENT.test(text)) throw AMBIGUOUS;
  const exact = new Map<number, bigint>();
  for (let at = LONG - 1; at < text.length; at += LONG) {
    if (!isDigit(text.charCodeAt(at))) continue;
    let start = at;
    while (isDigit(text.charCodeAt(start - 1))) start--;
    at = endOfDigits(text, at);
    if (at - start < LONG) continue;
    if (text.charCodeAt(start - 1) === 0x2d) start--;
    const hasFraction = text.charCodeAt(at) === 0x2e && isDigit(text.charCodeAt(at + 1));
    if (hasFraction || at - start > MAX_DIGITS || exact.size === MANY) throw AMBIGUOUS;
    const token = text.slice(start, at);
    const rounded = Number(token);
    const value = BigInt(token);
    if ((exact.get(rounded) ?? value) !== value) throw AMBIGUOUS;
    exact.set(rounded, value);
  }
  return exact;
}

/** The first of the numbers that stand for others; the next ones are 2 apart, so that each is exact. */
const FIRST_STAND_IN = 9_007_199_254_740_992;

/** Replaces each number of a JSON text that is rounded by one that stands for it alone. */
export function toldApart(text: string): { readonly text: string; readonly exact: Exact } {
  const found: (bigint | Spelled)[] = [];
  const pieces: string[] = [];
  let end = 0;
  eachLong(text, (token, isPlain, at) => {
    const rounded = Number(token);
    // Every number of this size is replaced, so that none is taken for a stand-in.
    if (!isRounded(rounded)) return;
    pieces.push(text.slice(end, at), `${FIRST_STAND_IN + 2 * found.length}`);
    found.push(read(token, isPlain, rounded));
    end = at + token.length;
  });
  pieces.push(text.slice(end));
  const get = (standIn: number) => found[(standIn - FIRST_STAND_IN) / 2];
  return { text: pieces.join(""), exact: { get } };
}

/** The integer that is exactly this, if any. */
export function integerOf(exact: bigint | Spelled | undefined): bigint | undefined {
  return typeof exact === "object" ? exact.integer : exact;
}

/** The number that this is rounded to. */
export function roundedOf(exact: bigint | Spelled): number {
  return typeof exact === "object" ? exact.number : Number(exact);
}

/** What keeps the value of a number of any kind; `undefined`: nothing does. */
export function keptOf(exact: bigint | Spelled): bigint | number | undefined {
  if (typeof exact === "bigint") return exact;
  const { integer, number } = exact;
  if (!Number.isFinite(number)) return integer;
  // A fraction is rounded. An integer is a number if the same one is written again, and not with
  // plain digits, which would be read as a bigint.
  const again = `${number}`;
  const isSame = integer === undefined || (again.includes("e") && integer === spelled(again));
  return isSame ? number : integer;
}

function read(token: string, isPlain: boolean, number: number): bigint | Spelled {
  if (isPlain && token.length <= MAX_DIGITS) return BigInt(token);
  return { integer: spelled(token), number };
}

/** The value of a number with a fraction or an exponent, if that is an integer of bearable length. */
function spelled(token: string): bigint | undefined {
  const [mantissa = "", exponent = "0"] = token.split(/e/i);
  const point = mantissa.indexOf(".");
  const [whole, fraction] =
    point < 0 ? [mantissa, ""] : [mantissa.slice(0, point), mantissa.slice(point + 1)];
  const digits = whole + fraction;
  let end = digits.length;
  while (digits.charAt(end - 1) === "0") end--;
  const zeros = Number(exponent) - fraction.length + digits.length - end;
  let start = digits.startsWith("-") ? 1 : 0;
  while (digits.charAt(start) === "0") start++;
  if (zeros < 0 || end - start + zeros > MAX_DIGITS) return undefined;
  const integer = BigInt(digits.slice(start, end) + "0".repeat(zeros));
  return token.startsWith("-") ? -integer : integer;
}

/** Calls `each` with every number of a JSON text that is long or has an exponent, and its offset. */
function eachLong(
  text: string,
  each: (token: string, isPlain: boolean, at: number) => void,
): void {
  const { length } = text;
  let at = 0;
  while (at < length) {
    const code = text.charCodeAt(at);
    if (code === 0x22) {
      at = endOfString(text, at + 1);
    } else if (isDigit(code)) {
      const start = at - (text.charCodeAt(at - 1) === 0x2d ? 1 : 0);
      at = endOfDigits(text, at);
      let isPlain = true;
      let hasExponent = false;
      if (text.charCodeAt(at) === 0x2e) {
        isPlain = false;
        at = endOfDigits(text, at + 1);
      }
      if ((text.charCodeAt(at) | 0x20) === 0x65) {
        isPlain = false;
        hasExponent = true;
        // Behind the sign of the exponent, if it has one.
        at = endOfDigits(text, at + 2);
      }
      if (hasExponent || at - start >= LONG) each(text.slice(start, at), isPlain, start);
    } else {
      at++;
    }
  }
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function endOfDigits(text: string, at: number): number {
  while (isDigit(text.charCodeAt(at))) at++;
  return at;
}

/** Behind the quote that ends a string: the first one that is no escape. */
function endOfString(text: string, start: number): number {
  let from = start;
  for (;;) {
    const quote = text.indexOf('"', from);
    let before = quote;
    while (before > from && text.charCodeAt(before - 1) === 0x5c) before--;
    if ((quote - before) % 2 === 0) return quote + 1;
    from = quote + 1;
  }
}
