/**
 * Numbers beyond ±(2^53 - 1), which `JSON.parse` rounds, got back from the text.
 *
 * A frame is parsed by `JSON.parse`, which nothing written in JavaScript comes near to. Only when a
 * rounded number turns up does a walk through the text collect the exact ones, by what they were
 * rounded to. If two different ones were rounded to the same number, all of them are replaced in the
 * text by numbers that are told apart, and it is parsed again.
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

/** Different numbers of the text were rounded to the same one, or there are {@link MANY}. */
export const AMBIGUOUS: unique symbol = Symbol("ambiguous");

/** How many characters a number beyond ±(2^53 - 1) has at least, if it has no exponent. */
const LONG = 16;

/** How many digits an exact integer has at most. */
const MAX_DIGITS = 1024;

/** How many rounded numbers are replaced faster than they are looked up. */
const MANY = 10_000;

/** Whether a number may be a rounded one. */
export function isRounded(value: number): boolean {
  return Math.abs(value) > Number.MAX_SAFE_INTEGER;
}

/**
 * Collects the exact numbers of a JSON text.
 *
 * @throws AMBIGUOUS
 */
export function exactNumbers(text: string): Exact {
  const exact = new Map<number, bigint | Spelled>();
  eachLong(text, (token, isPlain) => {
    const rounded = Number(token);
    if (!isRounded(rounded)) return;
    const value = read(token, isPlain, rounded);
    const other = exact.get(rounded);
    if (other === undefined) exact.set(rounded, value);
    else if (!isSame(value, other)) throw AMBIGUOUS;
    if (exact.size === MANY) throw AMBIGUOUS;
  });
  return exact;
}

/** The first of the numbers that stand for others; the next ones are 2 apart, so that each is exact. */
const FIRST_MARK = 2 ** 53;

/** Replaces each number of a JSON text that is rounded by one that stands for it alone. */
export function toldApart(text: string): { readonly text: string; readonly exact: Exact } {
  const found: (bigint | Spelled)[] = [];
  const pieces: string[] = [];
  let end = 0;
  eachLong(text, (token, isPlain, at) => {
    const rounded = Number(token);
    // Every number of this size is replaced, so that none is taken for a mark.
    if (!isRounded(rounded)) return;
    pieces.push(text.slice(end, at), `${FIRST_MARK + 2 * found.length}`);
    found.push(read(token, isPlain, rounded));
    end = at + token.length;
  });
  pieces.push(text.slice(end));
  return { text: pieces.join(""), exact: { get: (mark) => found[(mark - FIRST_MARK) / 2] } };
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
  // A fraction is rounded. An integer is a number if the same one is written again.
  return integer === undefined || integer === spelled(`${number}`) ? number : integer;
}

function isSame(one: bigint | Spelled, other: bigint | Spelled): boolean {
  if (typeof one === "bigint" || typeof other === "bigint") return one === other;
  return one.integer === other.integer;
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
