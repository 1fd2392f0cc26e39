/**
 * Limits of what a decoder accepts.
 *
 * @module
 */

/** Limits of what a decoder accepts. A text beyond them is malformed. */
export interface Limits {
  /** How many bytes of UTF-8 a text may have; 64 MiB if not said. */
  readonly frameBytes?: number | undefined;
  /**
   * How many elements of lists and entries of maps a text may have, all together; 1,000,000 if not
   * said. Values of any type and unknown keys do not count.
   */
  readonly items?: number | undefined;
  /** How deep arrays and objects may be in one another; 127 if not said, and at most. */
  readonly depth?: number | undefined;
}

/** All limits, chosen or not. */
export type AllLimits = { readonly [Name in keyof Limits]-?: number };

const DEFAULTS: AllLimits = { frameBytes: 64 * 1024 * 1024, items: 1_000_000, depth: 127 };

/** The limits that were chosen, and the defaults of the rest. */
export function allLimits(limits: Limits | undefined): AllLimits {
  if (limits === undefined) return DEFAULTS;
  return {
    frameBytes: limits.frameBytes ?? DEFAULTS.frameBytes,
    items: limits.items ?? DEFAULTS.items,
    depth: Math.min(limits.depth ?? DEFAULTS.depth, DEFAULTS.depth),
  };
}

/** Whether a text has more bytes of UTF-8 than this. */
export function isLongerThan(text: string, bytes: number): boolean {
  const { length } = text;
  // A character has up to 3 bytes, those of two units have 4.
  if (length > bytes || length * 3 <= bytes) return length > bytes;
  let count = length;
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 0x80) count += code < 0x800 || isHalfOfPair(text, at) ? 1 : 2;
  }
  return count > bytes;
}

/** Whether a unit is one of two that are a character together. */
function isHalfOfPair(text: string, at: number): boolean {
  const code = text.charCodeAt(at) & 0xfc00;
  if (code === 0xd800) return (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00;
  return code === 0xdc00 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800;
}
