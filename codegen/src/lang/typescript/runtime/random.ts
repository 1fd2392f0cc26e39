/**
 * Texts that nobody can guess.
 *
 * @module
 */

const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** So many random characters of 0-9, A-Z and a-z. */
export function randomText(length: number): string {
  let text = "";
  while (text.length < length) {
    for (const byte of crypto.getRandomValues(new Uint8Array(length))) {
      // Of the 64 numbers that 6 bits make, two stand for no letter, and add nothing.
      text += LETTERS.charAt(byte & 63);
    }
  }
  return text.slice(0, length);
}
