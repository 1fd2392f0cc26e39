// Integers of 64 bits, however they are written, beside others that doubles round to the same.
import assert from "node:assert/strict";
import { test } from "node:test";
import { built } from "./package.mjs";

const { decode, EdgesSchema } = await built("edges");
const FRAMES = 20_000;
const MOST = 2n ** 64n - 1n;

/** Numbers from 0 on, below `most`, the same in each run. */
function randomNumbers(seed) {
  let state = seed;
  return (most) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
}

/** The integer that a number of JSON is; `undefined`: it is none. */
function integerOf(token) {
  const [, whole, fraction = "", exponent = "0"] = /^(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(token);
  const digits = BigInt(whole + fraction);
  const power = Number(exponent) - fraction.length;
  if (digits === 0n) return 0n;
  if (power >= 0) return power > 400 ? undefined : digits * 10n ** BigInt(power);
  const divisor = 10n ** BigInt(-power);
  return digits % divisor === 0n ? digits / divisor : undefined;
}

/** One of the ways to write a number that has the digits of this integer, or nearly so. */
function spelled(integer, random) {
  if (integer === 0n) return ["0", "0.0", "0e7", "0.000e-400"][random(4)];
  const digits = `${integer}`;
  const zeros = /0*$/.exec(digits)[0].length;
  const at = 1 + random(digits.length);
  switch (random(8)) {
    case 0:
      return `${digits}.${"0".repeat(1 + random(20))}`;
    case 1:
      return `${digits.slice(0, digits.length - zeros)}${zeros > 0 || random(2) ? `e${zeros}` : ""}`;
    case 2:
      return `${digits}${"0".repeat(at)}e-${at}`;
    case 3:
      return at < digits.length ? `${digits.slice(0, at)}.${digits.slice(at)}E+${digits.length - at}` : digits;
    case 4:
      return `${digits}.${"0".repeat(random(30))}1`;
    case 5:
      return ["1e-400", "0.1e-330", `${digits}e-34${random(10)}`, `${digits}1e-1`, "0.0e9"][random(5)];
    default:
      return digits;
  }
}

/** Integers near each other, so that many are rounded to the same. */
function near(random) {
  const bits = BigInt(1 + random(64));
  const first = (BigInt(random(2 ** 32)) << 32n) | BigInt(random(2 ** 32));
  const short = 10n ** BigInt(random(12));
  const base = random(3) === 0 ? ((first >> (64n - bits)) / short) * short : first >> (64n - bits);
  return () => {
    const one = base + BigInt(random(7)) * (random(2) === 0 ? 1n : 10n);
    return one > MOST ? MOST : one;
  };
}

/** What a field makes of its integers, and the largest of them. */
const FIELDS = { wide: [(integer) => integer, 2n ** 64n - 1n], plain: [Number, 2n ** 53n - 1n] };

test(`${FRAMES} frames of integers in all spellings are exact`, () => {
  const random = randomNumbers(7);
  for (let frame = 0; frame < FRAMES; frame++) {
    const name = random(3) === 0 ? "plain" : "wide";
    const [made, most] = FIELDS[name];
    const next = near(random);
    const tokens = Array.from({ length: 1 + random(5) }, () => spelled(next(), random));
    const text = `{"${name}":[${tokens.join(random(2) === 0 ? "," : ", ")}]}`;
    const integers = tokens.map(integerOf);
    const wrong = integers.findIndex((one) => one === undefined || one > most);
    const { ok, path, value } = decode(EdgesSchema, text);
    if (wrong < 0) assert.deepEqual(value?.[name], integers.map(made), text);
    else assert.deepEqual([ok, path], [false, `${name}[${wrong}]`], text);
  }
});
