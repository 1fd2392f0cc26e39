/**
 * Bytes, which are base64 on the wire: written with padding, and read with or without it, in the
 * alphabet for URLs, too. `atob` takes a text through a string of characters, and not this alphabet.
 *
 * @module
 */

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** No digit of base64. */
const NONE = 64;

/** The values of digits by their codes. */
const DIGITS: Uint8Array = /* @__PURE__ */ (() => {
  const digits = new Uint8Array(128).fill(NONE);
  for (let value = 0; value < ALPHABET.length; value++) digits[ALPHABET.charCodeAt(value)] = value;
  digits["-".charCodeAt(0)] = 62;
  digits["_".charCodeAt(0)] = 63;
  return digits;
})();

/** The bytes of a text in base64; `undefined` if it is not. */
export function ofBase64(text: string): Uint8Array | undefined {
  let length = text.length;
  if (length % 4 === 0 && text.endsWith("=")) length -= text.endsWith("==") ? 2 : 1;
  if (length % 4 === 1) return undefined;
  const bytes = new Uint8Array(Math.floor((length * 3) / 4));
  let bits = 0;
  let end = 0;
  for (let at = 0; at < length; at++) {
    const value = DIGITS[text.charCodeAt(at)] ?? NONE;
    if (value === NONE) return undefined;
    bits = (bits << 6) | value;
    const step = at & 3;
    if (step > 0) bytes[end++] = bits >> (6 - 2 * step);
  }
  return bytes;
}

/** The text of bytes in base64, with padding. */
export function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second, third] = [bytes[at], bytes[at + 1], bytes[at + 2]];
    const bits = (first << 16) | ((second ?? 0) << 8) | (third ?? 0);
    text += digit(bits >> 18) + digit(bits >> 12);
    text += second === undefined ? "=" : digit(bits >> 6);
    text += third === undefined ? "=" : digit(bits);
  }
  return text;
}

function digit(bits: number): string {
  return ALPHABET.charAt(bits & 63);
}

/** Whether a value is a `Uint8Array`, be it one of another window or test environment. */
export function isBytes(value: unknown): value is Uint8Array {
  return ArrayBuffer.isView(value) && Object.prototype.toString.call(value) === "[object Uint8Array]";
}
