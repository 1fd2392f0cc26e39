/**
 * Texts whose numbers are exact: each is replaced by its place in a list, and the list says what it
 * is. One walk through the text finds them, however long or deep it is.
 *
 * @module
 */

import { endOfDigits, type Exact, isDigit, plainNumber, spelledNumber } from "./number.js";

/** A text with marks for its numbers. */
export class Marked {
  constructor(
    private readonly original: string,
    /** The text, in which each number is its place in ... */
    readonly text: string,
    /** ... the list of all of them: where each starts, and where its digits and itself end. */
    private readonly ends: readonly number[],
  ) {}

  /** The number of a place. */
  number(place: number): Exact {
    const start = this.ends[3 * place] as number;
    const digits = this.ends[3 * place + 1] as number;
    const end = this.ends[3 * place + 2] as number;
    const token = this.original.slice(start, end);
    return digits === end ? plainNumber(token) : spelledNumber(token);
  }
}

/** How many pieces of a text are joined at once: few enough to stay in fast memory. */
const PIECES = 8192;

/** Replaces each number of a text; what is not JSON is still not JSON then. */
export function marked(text: string): Marked {
  const { length } = text;
  // No number has the place 0: that would be taken for the value of `-0`.
  const ends: number[] = [0, 0, 0];
  const parts: string[] = [];
  const pieces: (string | number)[] = [];
  let taken = 0;
  let at = 0;
  while (at < length) {
    const code = text.charCodeAt(at);
    if (code === 0x22) {
      at = endOfString(text, at + 1);
    } else if (isDigit(code) || code === 0x2d) {
      const first = code === 0x2d ? at + 1 : at;
      const digits = endOfDigits(text, first);
      const end = endOfNumber(text, first, digits) ?? at;
      if (end > at) {
        pieces.push(text.slice(taken, at), ends.length / 3);
        ends.push(at, digits, end);
        if (pieces.length >= PIECES) {
          parts.push(pieces.join(""));
          pieces.length = 0;
        }
        taken = end;
      }
      // What follows here and is no number is no JSON, and stays unchanged.
      at = endOfWord(text, end);
    } else {
      at++;
    }
  }
  parts.push(pieces.join(""), text.slice(taken));
  return new Marked(text, parts.join(""), ends);
}

/** Behind the number of these digits, if there is one, and no more than that. */
function endOfNumber(text: string, first: number, digits: number): number | undefined {
  let at = digits;
  if (at === first || (text.charCodeAt(first) === 0x30 && at > first + 1)) return undefined;
  if (text.charCodeAt(at) === 0x2e) {
    const fraction = at + 1;
    at = endOfDigits(text, fraction);
    if (at === fraction) return undefined;
  }
  if ((text.charCodeAt(at) | 0x20) === 0x65) {
    const sign = text.charCodeAt(at + 1);
    const exponent = sign === 0x2b || sign === 0x2d ? at + 2 : at + 1;
    at = endOfDigits(text, exponent);
    if (at === exponent) return undefined;
  }
  return isWord(text.charCodeAt(at)) ? undefined : at;
}

/** Whether a character of this code may not follow a number. */
function isWord(code: number): boolean {
  // Digits and letters, signs, the point.
  return isDigit(code) || (code | 0x20) === 0x65 || code === 0x2b || code === 0x2d || code === 0x2e;
}

function endOfWord(text: string, start: number): number {
  let at = start;
  while (isWord(text.charCodeAt(at))) at++;
  return at;
}

/** Behind the quote that ends a string: the first one that is no escape. */
function endOfString(text: string, start: number): number {
  let from = start;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return text.length;
    let before = quote;
    while (before > from && text.charCodeAt(before - 1) === 0x5c) before--;
    if ((quote - before) % 2 === 0) return quote + 1;
    from = quote + 1;
  }
}
