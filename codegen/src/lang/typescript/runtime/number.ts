/**
 * Numbers of JSON, with their exact values.
 *
 * @module
 */

/** A number that neither a double nor plain digits of bearable length say. */
export interface Spelled {
  /** Its value, if that is an integer, and no longer than {@link MAX_DIGITS}. */
  readonly integer: bigint | undefined;
  /** What it is rounded to. */
  readonly number: number;
  /** How it is written. */
  readonly text: string;
}

/** A number: as a double if that loses nothing that matters, else as an integer or its text. */
export type Exact = number | bigint | Spelled;

/** How many digits an exact integer has at most. */
export const MAX_DIGITS = 1024;

/**
 * A number in a value of any type that neither a double nor a bigint holds: a fraction beyond
 * ±(2^53 - 1), or an integer of more than {@link MAX_DIGITS} digits.
 */
export class HugeNumber {
  /** `text` is how JSON writes it. */
  constructor(readonly text: string) {}

  /** The text, which is JSON. */
  toString(): string {
    return this.text;
  }
}

/** Whether a double may stand for another number than itself. */
export function isRounded(value: number): boolean {
  return Math.abs(value) > Number.MAX_SAFE_INTEGER;
}

/** Whether the character of this code is a digit. */
export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** The offset of the first character from `at` on that is no digit. */
export function endOfDigits(text: string, at: number): number {
  while (isDigit(text.charCodeAt(at))) at++;
  return at;
}

/** How long a number with plain digits is that may be beyond what a double holds exactly, ... */
const WIDE = 16;

/** ... and that is so in any case, with a minus or not. */
const WIDER = 18;

/** A number with plain digits only, a minus before them or not. */
export function plainNumber(text: string): Exact {
  const { length } = text;
  if (length >= WIDER && length <= MAX_DIGITS) return BigInt(text);
  const number = Number(text);
  if (length < WIDE || !isRounded(number)) return number;
  return length > MAX_DIGITS ? { integer: undefined, number, text } : BigInt(text);
}

/** A number that has a fraction or an exponent. */
export function spelledNumber(text: string): Exact {
  const number = Number(text);
  if (Number.isFinite(number) && !Number.isInteger(number)) return number;
  const integer = spelledInteger(text);
  if (!isRounded(number) && integer === BigInt(number)) return number;
  return { integer, number, text };
}

/** The value of a number with a fraction or an exponent, if that is an integer of bearable length. */
function spelledInteger(token: string): bigint | undefined {
  const [mantissa = "", exponent = "0"] = token.split(/e/i);
  const point = mantissa.indexOf(".");
  const [whole, fraction] =
    point < 0 ? [mantissa, ""] : [mantissa.slice(0, point), mantissa.slice(point + 1)];
  const digits = whole + fraction;
  let end = digits.length;
  while (digits.charAt(end - 1) === "0") end--;
  let start = digits.startsWith("-") ? 1 : 0;
  while (digits.charAt(start) === "0") start++;
  if (start >= end) return 0n;
  const zeros = Number(exponent) - fraction.length + digits.length - end;
  if (zeros < 0 || end - start + zeros > MAX_DIGITS) return undefined;
  const integer = BigInt(digits.slice(start, end) + "0".repeat(zeros));
  return token.startsWith("-") ? -integer : integer;
}

/** The integer that a number is, if it is one beyond what a double holds exactly. */
export function integerOf(exact: Exact | undefined): bigint | undefined {
  if (typeof exact === "bigint") return exact;
  return typeof exact === "object" ? exact.integer : undefined;
}

/** The double that a number is rounded to. */
export function roundedOf(exact: Exact): number {
  return typeof exact === "object" ? exact.number : Number(exact);
}

/** What keeps the value of a number of any kind. */
export function keptOf(exact: Exact): bigint | number | HugeNumber {
  if (typeof exact !== "object") return exact;
  const { integer, number, text } = exact;
  if (integer === undefined) return isRounded(number) ? new HugeNumber(text) : number;
  // A double if the same integer is written again, and not with plain digits, which would be read
  // as a bigint.
  const again = `${number}`;
  return again.includes("e") && integer === spelledInteger(again) ? number : integer;
}
