/** Strings, which are left alone, and numbers. */
const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d[-+.\deE]*/g;

/**
 * What a JSON text holds, with its numbers marked by their exact values, so that comparing does not
 * round them. A fraction is what a double makes of it; so is half a surrogate pair U+FFFD.
 */
export const exactly = (text) =>
  JSON.parse(
    text.replace(TOKENS, (token) => (token[0] === '"' ? token : `"number:${exactNumber(token)}"`)),
    (_, value) => (typeof value === "string" ? value.toWellFormed() : value),
  );

/** A number as a text that is the same for every way to write it. */
function exactNumber(token) {
  const [, sign, whole, fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(token);
  const significant = (whole + fraction).replace(/^0+/, "");
  const digits = significant.replace(/0+$/, "");
  if (digits === "") return "0";
  const zeros = BigInt(exponent) - BigInt(fraction.length - (significant.length - digits.length));
  if (zeros >= 0n) return `${sign}${digits}e${zeros}`;
  const rounded = Number(token);
  if (Math.abs(rounded) === Infinity) return token;
  return Number.isInteger(rounded) ? exactNumber(BigInt(rounded).toString()) : String(rounded);
}
