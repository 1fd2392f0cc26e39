"use strict";

/**
 * Checks frames and captures of a JSON event protocol, as `tdproto validate` does, by tables of its
 * schema. The Rust module that makes the tables documents the options and the result.
 *
 * A value is read twice. `read` finds its tokens and proves that it is JSON; they keep what JSON.parse
 * loses: keys that come twice, digits, halves of surrogate pairs. Then the tokens are checked along
 * the types of the schema.
 */
function tdprotoCheck(tables, whole, options = {}) {
  /** How many arrays and objects may be nested; recursion goes no deeper. */
  const MAX_DEPTH = 127;
  /** The flags of a value in the tables. */
  const ABSENT = 1, NULL = 2, READONLY = 4;
  /** The integer types: the least and the greatest value. */
  const SAFE = (1n << 53n) - 1n, RANGES = { int: [-SAFE, SAFE], uint: [0n, SAFE] };
  for (const bits of [8n, 16n, 32n, 64n]) {
    RANGES["int" + bits] = [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n];
    RANGES["uint" + bits] = [0n, (1n << bits) - 1n];
  }
  const { types, envelope, frames: kinds } = tables;
  /** The key of the event's name, if frames are envelopes; how a frame in an object around it begins. */
  const eventKey = kinds.length ? null : envelope.event, starts = kinds.length ? '{["' : '{"';
  const sends = (from, side) => from === "both" || from === side;
  /** What is made of a table when it is needed first. */
  const made = new Map();
  const make = (table, how) => made.get(table) ?? (made.set(table, how()), made.get(table));

  // --- The value that is checked

  let tape, list, rounded, steps, place, side, named, around, begun, event, request, kindName, isFrame, nth;
  const max = options.max ?? 1000;
  let total = 0, room = max;

  /** Reports a finding; `@` at the start of its message stands for its place. */
  function report(code, at, message, where = place) {
    total++;
    if (list.length >= room) return;
    if (message[0] === "@") message = `\`${dotted(steps)}\`${message.slice(1)}`;
    list.push({ code, at, pointer: pointer(), ...where, message });
  }
  const wrong = (code, i, expected) => report(code, tape.from[i], `@ is ${shown(i)}: expected ${expected}`);
  const missing = (at, type, where) => report("missing-key", at, `@ is missing: expected ${words(type)}`, where);
  const partOf = (steps) => (typeof steps.at(-1) === "number" ? "an item" : "a key");
  const unknownKey = (i, owner, where) => report("unknown-key", tape.from[i], `@ is not ${partOf(steps)} of ${owner}`, where);
  const duplicate = (k, where) => report("duplicate-key", tape.from[k], "@ occurs more than once", where);

  /** Runs a check some steps further into the value. */
  function into(path, check) {
    const before = steps.length;
    steps.push(...[path].flat());
    check();
    steps.length = before;
  }
  /** Runs a check at another place of the schema. */
  function within(path, owner, check) {
    const before = place;
    place = { path, owner };
    check();
    place = before;
  }

  const pointer = () => steps.map((step) => "/" + String(step).replaceAll("~", "~0").replaceAll("/", "~1")).join("");
  function dotted(steps) {
    let path = "";
    for (const step of steps) {
      if (typeof step === "number") path += `[${step}]`;
      else if (/^[\p{Alphabetic}\p{N}_-]+$/u.test(step)) path += (path && ".") + step;
      else path += `[${JSON.stringify(step)}]`;
    }
    return path || "$";
  }

  // --- Tokens

  class Problem {
    constructor(code, at, message) {
      Object.assign(this, { code, at, message });
    }
  }

  /**
   * Reads the value that comes next in a text into `tape`. Its tokens are keys and values, in order:
   * `from` and `to` are their places, `next` is the token behind a value and everything in it. If
   * the frame may be in an object of a capture (`isAround`), its depth counts from the frame.
   */
  function read(text, start, isAround) {
    const from = [], to = [], next = [], open = [], plain = /[^"\\\u0000-\u001f]*/y;
    tape = { text, from, to, next, half: false, end: 0 };
    let at = start, deeper = -1;
    const fail = (found) => {
      throw new Problem("not-json", at, `not JSON: ${found}`);
    };
    const isDigit = () => text[at] >= "0" && text[at] <= "9";
    const peek = () => {
      while (" \n\r\t".includes(text[at] ?? "-")) at++;
      return text[at] ?? fail("the value ends too early");
    };
    const hex = (place) => {
      const digits = text.slice(place, place + 4);
      return /^[0-9a-fA-F]{4}$/.test(digits) ? parseInt(digits, 16) : fail("an escape has four hexadecimal digits");
    };
    /** Returns true if the tokens so far end in the frame of an object that a capture puts around it. */
    const isInFrame = () => {
      let k = 1;
      if (text[from[0]] !== "{") return false;
      for (; next[k + 1]; k = next[k + 1]) if ([eventKey, "frame"].includes(string(k))) return false;
      return string(k) === "frame" && starts.includes(text[from[k + 1]]);
    };
    const escape = () => {
      if (text[at + 1] === "u") {
        const unit = hex(at + 2), isHalf = unit >= 0xd800 && unit < 0xe000;
        if (isHalf && unit < 0xdc00 && text.startsWith("\\u", at + 6)) hex(at + 8);
        tape.half ||= isHalf;
        at += 6;
      } else if ('"\\/bfnrt'.includes(text[at + 1] ?? "-")) at += 2;
      else fail("not an escape");
    };
    const quote = () => {
      from.push(at++);
      for (;;) {
        plain.lastIndex = at;
        plain.test(text);
        at = plain.lastIndex;
        if (text[at] === '"') break;
        if (text[at] === "\\") escape();
        else fail(at < text.length ? "a control character in a string" : "the string does not end");
      }
      to.push(++at);
      next.push(from.length);
    };
    const digits = () => {
      if (!isDigit()) fail("a number has digits");
      while (isDigit()) at++;
    };
    const number = () => {
      if (text[at] === "-") at++;
      if (text[at] === "0") at++;
      else digits();
      if (text[at] === ".") at++, digits();
      if (text[at] === "e" || text[at] === "E") {
        at++;
        if (text[at] === "+" || text[at] === "-") at++;
        digits();
      }
      if (isDigit()) fail("a number does not start with a zero");
    };
    const scalar = (c) => {
      if (c === '"') return quote();
      from.push(at);
      const word = { t: "true", f: "false", n: "null" }[c];
      if (c === "-" || isDigit()) number();
      else if (word && text.startsWith(word, at)) at += word.length;
      else fail("not a value");
      to.push(at);
      next.push(from.length);
    };
    const key = () => {
      if (peek() !== '"') fail("a key is a string");
      quote();
      if (peek() !== ":") fail("a colon comes after a key");
      at++;
    };
    /** Past a bracket that opens; returns true if a value comes next. */
    const begin = (c) => {
      if (open.length === MAX_DEPTH && deeper !== open[1] && isAround && isInFrame()) deeper = open[1];
      if (open.length === MAX_DEPTH + (deeper === open[1])) {
        throw new Problem("too-deep", at, `nested too deeply: expected at most ${MAX_DEPTH} levels`);
      }
      open.push(from.length);
      from.push(at++);
      to.push(0);
      next.push(0);
      const isEmpty = peek() === (c === "{" ? "}" : "]");
      if (c === "{" && !isEmpty) key();
      return !isEmpty;
    };
    for (;;) {
      let c = peek();
      if (c !== "{" && c !== "[") scalar(c);
      else if (begin(c)) continue;
      // Behind a value: brackets close, until a comma comes.
      for (;;) {
        if (!open.length) return void (tape.end = at);
        const outer = open.at(-1), isObject = text[from[outer]] === "{", close = isObject ? "}" : "]";
        c = peek();
        if (c === close) {
          to[outer] = ++at;
          next[outer] = from.length;
          open.pop();
          continue;
        }
        if (c !== ",") fail("a comma comes between values");
        at++;
        if (peek() === close) fail("no value comes after the comma");
        if (isObject) key();
        break;
      }
    }
  }

  /** Ends the value: nothing may follow, but another object or array if there may be several. */
  function end(several) {
    const { text, end } = tape, at = end + /^[ \n\r\t]*/.exec(text.slice(end))[0].length;
    if (at === text.length || (several && "{[".includes(text[at]))) return at;
    throw new Problem("not-json", at, "not JSON: something comes after the value");
  }

  /** The members of an object, each as its key, the token of the key, and that of the value. */
  function* members(i) {
    for (let k = i + 1; k < tape.next[i]; k = tape.next[k + 1]) yield [string(k), k, k + 1];
  }
  /** The items of an array, each as its position and its token. */
  function* items(i) {
    for (let v = i + 1, at = 0; v < tape.next[i]; v = tape.next[v]) yield [at++, v];
  }
  const raw = (i) => tape.text.slice(tape.from[i], tape.to[i]);
  const first = (i) => tape.text[tape.from[i]];
  const kindOf = (i) =>
    ({ '"': "string", t: "boolean", f: "boolean", n: "null", "[": "array", "{": "object" })[first(i)] ?? "number";
  /** The text that a string stands for; half a surrogate pair is read as U+FFFD. */
  function string(i) {
    const token = raw(i);
    return token.includes("\\") ? JSON.parse(token).toWellFormed() : token.slice(1, -1);
  }

  /**
   * The integer that a number in JSON is, however it is written, or the code of a finding. Nothing is
   * rounded, and an exponent costs no more than its digits.
   */
  function integer(text) {
    if (/^-?\d{1,15}$/.test(text)) return BigInt(text);
    const [mantissa, exponent = "0"] = text.replace("-", text[0] === "-" ? "" : "-").toLowerCase().split("e");
    const [before, after = ""] = mantissa.split("."), all = before + after;
    let end = all.length;
    while (all[end - 1] === "0") end--;
    if (!end) return 0n;
    const scale = Number(exponent) - after.length + (all.length - end);
    const digits = all.slice(0, end).replace(/^0+/, "");
    if (scale < 0) return "wrong-type";
    if (digits.length + scale > 20) return "out-of-range";
    return BigInt((text[0] === "-" ? "-" : "") + digits + "0".repeat(scale));
  }

  /** Returns true if a text is a date and time by RFC 3339, a leap second only where one can be. */
  function isDatetime(text) {
    const form = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:[Zz]|([+-])(\d\d):(\d\d))$/.exec(text);
    if (!form) return false;
    const [year, month, day, hour, minute, second] = form.slice(1, 7).map(Number);
    const [hours, minutes] = form.slice(8).map((part) => Number(part ?? 0));
    const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
    const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
    if (!(day >= 1 && day <= days && hour < 24 && minute < 60 && hours < 24 && minutes < 60)) return false;
    const ahead = (hours * 60 + minutes) * (form[7] === "-" ? -1 : 1);
    return second < 60 || (second === 60 && (hour * 60 + minute - ahead + 2880) % 1440 === 1439);
  }
  const isDate = (name, text) => isDatetime(text) || (text === "" && name === "datetime?");

  /** Returns true if a text is base64 with padding, and no bit too many. */
  function isBase64(text) {
    const body = text.slice(0, text.endsWith("==") ? -2 : text.endsWith("=") ? -1 : undefined);
    const last = { 0: body, 1: "AEIMQUYcgkosw048", 2: "AQgw" }[text.length - body.length];
    return text.length % 4 === 0 && !/[^A-Za-z0-9+/]/.test(body) && last.includes(body.at(-1) ?? "");
  }

  const characters = (text) => text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, "_").length;

  /** Returns true if a number is within bounds. Integers are BigInts; in bounds they are texts. */
  function isWithin(number, [min, max]) {
    const isBelow = (low, high) =>
      [low, high].some((end) => typeof end === "number") ? Number(low) <= Number(high) : BigInt(low) <= BigInt(high);
    return (min === null || isBelow(min, number)) && (max === null || isBelow(number, max));
  }

  // --- Words

  const quoted = (text) => {
    const start = [...text.slice(0, 82)];
    return start.length > 40 ? start.slice(0, 40).join("") + "\u2026" : text;
  };
  /** A token in words. */
  function shown(i) {
    const kind = kindOf(i), token = raw(i);
    if (kind === "array") return `an array of ${[...items(i)].length}`;
    if (kind === "object") return "an object";
    if (kind === "null") return kind;
    if (kind !== "string") return `the ${kind} ${kind === "number" ? quoted(token) : token}`;
    return `the string ${characters(string(i)) > 40 ? JSON.stringify(quoted(string(i))) : token}`;
  }
  const constantWords = (value) => `the constant ${JSON.stringify(value)}`;
  function boundsWords([min, max], unit) {
    const [low, high] = [min, max].map((end) => (Number.isInteger(end) ? end + ".0" : end));
    let range = min === null ? `at most ${high}` : `at least ${low}`;
    if (min !== null && max !== null) range = min === max ? `exactly ${low}` : `${low} to ${high}`;
    return unit ? `${range} ${unitOf(max ?? min, unit)}` : `a number, ${range}`;
  }
  /** The unit of a number of things, which is given in the plural. */
  const unitOf = (number, unit) => (String(number) === "1" ? unit.replace(/ies$/, "ys").slice(0, -1) : unit);
  const article = (kind) => (/^[ao]/.test(kind) ? "an " : "a ") + kind;
  /** A type in words. */
  function words(type) {
    if (RANGES[type]) return `an integer from ${RANGES[type].join(" to ")}`;
    if (typeof type === "string") {
      const known = { bool: "a boolean", bytes: "a string of base64", any: "any value", null: "null" }[type];
      return known ?? { d: "a string with date and time", f: "a number", s: "a string" }[type[0]];
    }
    const { name, fields, enum: base, scalar, kinds, union } = tableOf(type) ?? {};
    if (scalar) return `${words(scalar)} (\`${name}\`)`;
    if (fields) return `an object \`${name}\``;
    if (base) return `a value of \`${name}\``;
    if (kinds) return `${Object.keys(kinds).map(article).join(", ").replace(/, ([^,]*)$/, " or $1")} (\`${name}\`)`;
    if (union) return `an object of the union \`${name}\``;
    if (type.constant !== undefined) return constantWords(type.constant);
    if (type.nullable !== undefined) return `${words(type.nullable)} or null`;
    if (!type.tuple) return type.list !== undefined ? "an array" : "an object";
    return arrayWords(type, 0);
  }
  /** An array that ends with the items of a tuple, which begin at a place, in words. */
  function arrayWords(type, from) {
    const least = from + needed(type), most = from + type.tuple.length;
    return `an array of ${least === most ? "" : `${least} to `}${most}`;
  }

  // --- Values

  const tableOf = (type) => types[type.empty ?? type];
  /** The built-in type that values of a type are on the wire. */
  function scalarOf(type) {
    if (typeof type === "string") return type;
    if (type.empty !== undefined) return "datetime?";
    return tableOf(type)?.scalar ?? tableOf(type)?.enum ?? scalarOfConstant(type.constant);
  }
  const scalarOfConstant = (value) => ({ string: "string", number: "int", boolean: "bool" })[typeof value];
  /** How many items a tuple must have: null may be in the place of the others. */
  const needed = ({ tuple }) => tuple.findLastIndex((item) => item.nullable === undefined) + 1;

  /** Checks a value by its type; then by the constraints of the type, and by the bounds of its field. */
  function value(type, i, bounds) {
    const { bounds: own, patterns } = tableOf(type) ?? {}, before = total;
    ofType(type, i);
    if (total > before || (options.placeholders && first(i) === '"' && meaning(string(i)) !== undefined)) return;
    if (own) bounded(type, own, i);
    if (patterns && first(i) === '"') matched(patterns, string(i), i, () => shown(i));
    if (bounds && total === before) bounded(type, bounds, i);
  }

  function ofType(type, i) {
    const kind = kindOf(i), table = tableOf(type), { nullable, constant, list, tuple, map } = type;
    if (options.placeholders && kind === "string" && isPlaceholder(type, string(i), i)) return;
    if (typeof type === "string" || table?.scalar) return builtIn(scalarOf(type), type, i, kind);
    if (nullable !== undefined) return kind === "null" ? undefined : value(nullable, i);
    if (kind === "null") return wrong("unexpected-null", i, words(type));
    if (table?.enum) return enumeration(table, i, kind);
    if (constant !== undefined) return ofConstant(type, i, kind);
    if (table?.kinds && kind in table.kinds) return value(table.variants[table.kinds[kind]][1], i);
    if (kind === "object" && table && !table.kinds) return object(table, i, []);
    if (kind === "object" && map) return ofMap(map, i);
    if (kind === "array" && list !== undefined) {
      for (const [at, v] of items(i)) into(at, () => value(list, v));
    } else if (kind === "array" && tuple) ofTuple(type, i);
    else wrong("wrong-type", i, words(type));
  }

  /** Checks a value of a built-in type, or of a declared scalar of it. */
  function builtIn(name, type, i, kind) {
    if (name === "any") return roundedIn(i);
    if (name === kind || (name === "bool" && kind === "boolean")) return;
    if (kind === "null") return wrong("unexpected-null", i, words(type));
    if (kind === "number" && RANGES[name]) return ofInteger(name, i);
    if (kind === "number" && name[0] === "f") {
      const number = Number(raw(i));
      if (!Number.isFinite(name === "float32" ? Math.fround(number) : number)) wrong("out-of-range", i, words(name));
    } else if (kind === "string" && name[0] === "d") {
      const form = 'in the form of RFC 3339, such as "2019-09-18T00:00:07.435409Z"';
      if (!isDate(name, string(i))) wrong("wrong-format", i, `${words(type)} ${form}`);
    } else if (kind === "string" && name === "bytes") {
      if (!isBase64(string(i))) wrong("wrong-format", i, "base64 with padding");
    } else wrong("wrong-type", i, words(/^(date|bytes)/.test(name) ? type : name));
  }

  /** Checks an integer, and returns it; `undefined` if it is none or out of range. */
  function ofInteger(name, i) {
    const number = integer(raw(i)), [least, greatest] = RANGES[name];
    if (typeof number === "string") return wrong(number, i, words(name));
    if (number < least || number > greatest) return wrong("out-of-range", i, words(name));
    round(number, i);
    return number;
  }

  /** Notes an integer that a double rounds. */
  function round(number, i) {
    if (typeof number === "string" || BigInt(Number(number)) === number || rounded.length >= max) return;
    rounded.push({ pointer: pointer(), ...place, text: raw(i), double: String(BigInt(Number(number))) });
  }
  function roundedIn(i) {
    const kind = kindOf(i);
    if (kind === "number") round(integer(raw(i)), i);
    if (kind === "array") for (const [at, v] of items(i)) into(at, () => roundedIn(v));
    if (kind === "object") for (const [key, , v] of members(i)) into(key, () => roundedIn(v));
  }

  const valuesOf = (table) => make(table, () => new Set(table.values.map(String)));
  function enumeration(table, i, kind) {
    if (kind !== { string: "string", int: "number" }[table.enum]) return wrong("wrong-type", i, words(table.enum));
    const found = kind === "string" ? string(i) : ofInteger("int", i);
    if (found === undefined || !table.closed || valuesOf(table).has(String(found))) return;
    wrong("unknown-value", i, `a value of \`${table.name}\``);
  }

  function ofConstant(type, i, kind) {
    const { constant } = type, before = total;
    if (typeof constant !== kind) return wrong("wrong-type", i, words(scalarOfConstant(constant)));
    if (kind === "number") ofInteger("int", i);
    if (total === before && !isConstant(i, constant)) wrong("unknown-value", i, words(type));
  }
  function isConstant(i, constant) {
    const kind = kindOf(i);
    if (kind !== typeof constant) return false;
    if (kind === "number") return integer(raw(i)) === BigInt(constant);
    return (kind === "string" ? string(i) : raw(i)) === String(constant);
  }

  /** Checks a tuple. Further items are like keys that the schema does not know. */
  function ofTuple(type, i) {
    let count = 0;
    for (const [at, v] of items(i)) {
      const item = type.tuple[at];
      into(at, () => (item === undefined ? unknownKey(v, words(type)) : value(item, v)));
      count++;
    }
    if (count < needed(type)) wrong("wrong-type", i, words(type));
  }

  function ofMap([keys, values], i) {
    const known = new Set(), again = [];
    for (const [key, k, v] of members(i)) {
      into(key, () => {
        mapKey(keys, key, k);
        value(values, v);
      });
      if (known.has(key)) again.push([key, k]);
      known.add(key);
    }
    for (const [key, k] of again) into(key, () => duplicate(k));
  }

  /** Checks a key of a map, which is a text for every type. */
  function mapKey(type, key, k) {
    if (options.placeholders && isPlaceholder(type, key, k)) return;
    const table = tableOf(type), name = type.constant === undefined ? scalarOf(type) : undefined;
    const is = () => `the key ${JSON.stringify(quoted(key))}`;
    const refuse = (code, expected) => report(code, tape.from[k], `@ is ${is()}: expected ${expected}`);
    let count = BigInt(characters(key)), unit = "characters";
    if (RANGES[name]) {
      const isInteger = /^(?:0|-?[1-9]\d{0,39})$/.test(key) && BigInt.asIntN(128, BigInt(key)) === BigInt(key);
      const expected = words(table?.enum ?? type), [least, greatest] = RANGES[name];
      if (!isInteger) return refuse("wrong-type", expected);
      [count, unit] = [BigInt(key), ""];
      if (count < least || count > greatest) return refuse("out-of-range", expected);
    } else if (name?.[0] === "d") return isDate(name, key) ? undefined : refuse("wrong-format", words(type));
    else if (name !== "any" && name !== "string") return refuse("wrong-type", words(type));
    if (table?.closed && !valuesOf(table).has(key)) refuse("unknown-value", words(type));
    if (table?.bounds && !isWithin(count, table.bounds)) refuse("out-of-bounds", boundsWords(table.bounds, unit));
    if (table?.patterns) matched(table.patterns, key, k, is);
  }

  /** Checks a text by the patterns of its scalar. */
  function matched(patterns, text, i, is) {
    const compiled = make(patterns, () => patterns.map(([, pattern]) => new RegExp(pattern, "u")));
    patterns.forEach(([code, , name], at) => {
      if (compiled[at].test(text)) return;
      const expected = code === "wrong-pattern" ? `that matches ${name}` : `of the format \`${name}\``;
      report(code, tape.from[i], `@ is ${is()}: expected a string ${expected}`);
    });
  }

  /** Checks the bounds of a value of the right type: those of a number, a length or a count. */
  function bounded(type, bounds, i) {
    const kind = kindOf(i), scalar = scalarOf(type);
    let number, unit = "";
    if (kind === "string" && scalar === "bytes") {
      [number, unit] = [Math.floor((string(i).replace(/=+$/, "").length * 3) / 4), "bytes"];
    } else if (kind === "string") [number, unit] = [characters(string(i)), "characters"];
    else if (kind === "array") [number, unit] = [[...items(i)].length, "items"];
    else if (kind === "object" && type.map) {
      [number, unit] = [new Set([...members(i)].map(([key]) => key)).size, "entries"];
    } else if (kind === "number") number = scalar?.[0] === "f" ? Number(raw(i)) : integer(raw(i));
    if (number === undefined || isWithin(unit ? BigInt(number) : number, bounds)) return;
    const count = unit && unit !== "items" ? ` of ${number} ${unitOf(number, unit)}` : "";
    report("out-of-bounds", tape.from[i], `@ is ${shown(i)}${count}: expected ${boundsWords(bounds, unit)}`);
  }

  // --- Entities and unions

  /** Checks an object; `tags` are those of its keys that belong to unions and shapes around it. */
  function object(table, i, tags) {
    if (table?.fields) entity(table, i, tags);
    else if (table?.union === "tag") tagged(table, i, tags);
    else if (table?.union === "key") keyed(table, i, tags);
  }

  function entity({ name, fields }, i, tags) {
    const known = make(fields, () => new Map(fields.map((field) => [field[0], field]))), seen = new Set();
    for (const [key, k, v] of members(i)) {
      const field = known.get(key);
      into(key, () => {
        if (!field && !tags.includes(key)) return unknownKey(k, `\`${name}\``, { path: name, owner: "type" });
        within(field ? `${name}.${key}` : place.path, field ? "type" : place.owner, () => {
          if (seen.has(key)) duplicate(k);
          if (field) ofField(field, k, v);
        });
        seen.add(key);
      });
    }
    for (const [key, type, flags] of fields) {
      const isLeft = flags & ABSENT || (flags & READONLY && side !== "server");
      if (isLeft || seen.has(key)) continue;
      into(key, () => missing(tape.from[i], type, { path: `${name}.${key}`, owner: "type" }));
    }
  }

  function ofField([, type, flags, min, max], k, v) {
    if (flags & READONLY && side === "client") {
      report("readonly-key", tape.from[k], "@ is set by the server only");
    } else if (!(flags & NULL && first(v) === "n")) value(type, v, min === undefined ? undefined : [min, max]);
  }

  /** Checks an object as the variant that its last tag names. */
  function tagged(table, i, tags) {
    const { name, tag, base, content, variants } = table;
    const last = [...members(i)].findLast(([key]) => key === tag);
    let variant = variants.find(([value]) => value === null);
    within(name, "type", () =>
      into(tag, () => {
        if (last) variant = ofTag(table, last[2]);
        else if (!variant) missing(tape.from[i], base);
      }),
    );
    if (!variant) return;
    const [, type] = variant;
    if (type !== null && content === undefined) object(types[type], i, [...tags, tag]);
    else within(name, "type", () => contained(table, i, [...tags, tag], type));
  }

  /** Checks a tag; returns its variant. */
  function ofTag({ name, base, closed, variants }, i) {
    const before = total;
    value(base, i);
    if (total > before) return undefined;
    const key = base === "string" ? string(i) : Number(integer(raw(i)));
    const variant = variants.find(([value]) => value === key);
    if (!variant && closed) wrong("unknown-value", i, `the tag of a variant of \`${name}\``);
    return variant;
  }

  /** Checks an object that has nothing but tags and the content of a variant. */
  function contained({ name, content }, i, tags, type) {
    const seen = new Set(), wanted = type === null ? undefined : content;
    for (const [key, k, v] of members(i)) {
      into(key, () => {
        const isTag = tags.includes(key);
        if (!isTag && key !== wanted) return unknownKey(k, `\`${name}\``);
        if (seen.has(key)) duplicate(k);
        seen.add(key);
        if (!isTag) value(type, v);
      });
    }
    if (wanted !== undefined && !seen.has(wanted)) into(wanted, () => missing(tape.from[i], type));
  }

  /** Checks an object as the first variant whose key it has. */
  function keyed({ name, variants, closed }, i, tags) {
    const keys = new Set([...members(i)].map(([key]) => key));
    const variant = variants.find(([key]) => keys.has(key)) ?? variants.find(([key]) => key === null);
    if (!variant && closed) wrong("wrong-type", i, `an object with a key of a variant of \`${name}\``);
    else if (variant && variant[1] !== null) object(types[variant[1]], i, tags);
  }

  // --- Placeholders of documented examples

  /** The type of the values that a text stands for. */
  const meaning = (text) => (Object.hasOwn(tables.placeholders, text) ? tables.placeholders[text] : undefined);
  /** Returns true if a text is a placeholder; reports one for another type. */
  function isPlaceholder(type, text, i) {
    const found = meaning(text), inner = type.nullable ?? type;
    if (found !== undefined && !agrees(inner, found)) {
      report("wrong-type", tape.from[i], `@ is a placeholder for ${words(found)}: expected ${words(inner)}`);
    }
    return found !== undefined;
  }
  /** Types that are built in agree if they are of one kind on the wire; the others, if they are equal. */
  function agrees(type, other) {
    const table = tableOf(type), name = (type) => JSON.stringify(type.empty ?? type);
    if (table?.kinds) return table.variants.some(([, type]) => agrees(type, other));
    if (other === "any") return true;
    if (typeof other !== "string" || other === "null") return name(type) === name(other);
    const kind = (name) => (RANGES[name] ? "int" : name?.replace(/^datetime.?/, "string").replace(/^float.*/, "float"));
    return kind(scalarOf(type)) === kind(other);
  }

  // --- Frames

  function frame(i) {
    if (kinds.length) drawn(i);
    else enveloped(i);
    halves(i);
  }
  /** Checks a value of the type of the options. */
  function typed() {
    within(options.type, "type", () => value(types[declared].alias ?? declared, 0));
    halves(0);
  }
  /** Checks a frame of a capture, which may have an object around it. */
  function line() {
    if (isWrapped()) wrapped();
    else frame(0);
  }

  /** Returns true if a value is an object that a capture puts around a frame. */
  function isWrapped() {
    if (!tables.wraps || first(0) !== "{") return false;
    for (const [key, , v] of members(0)) {
      if (key === eventKey) return false;
      if (key === "frame" && starts.includes(first(v))) return true;
    }
    // What else a frame may be, the direction beside it says that it should be one.
    const keys = [...members(0)].map(([key]) => key);
    return keys.includes("frame") && keys.includes("dir");
  }

  /** Checks the frame in an object around it, whose other texts are not checked. */
  function wrapped() {
    const sides = { in: "server", out: "client" }, all = [...members(0)];
    const [dir] = all.filter(([key]) => key === "dir"), last = all.findLast(([key]) => key === "dir");
    if (tables.both && dir) named = sideOf(dir[2], sides);
    const told = all.find(([key, , v]) => key === "event" && first(v) === '"');
    const name = told && hasNameless() ? string(told[2]) : undefined;
    around = tables.events.find((event) => event.name === name)?.name;
    let hasFrame = false;
    for (const [key, k, v] of all) {
      if (key !== "frame") continue;
      within("", "", () =>
        into(key, () => {
          if (hasFrame) duplicate(k);
          else if (first(v) === '"') textOfFrame(v);
          else frame(v);
        }),
      );
      hasFrame = true;
    }
    if (last) into("dir", () => sent(last[2], sides));
  }

  /** The sender that a word of a capture names. */
  const sideOf = (i, sides) => Object.entries(sides).find(([word]) => raw(i) === `"${word}"`)?.[1] ?? null;

  /** Reports a frame that was sent against the direction of its event. */
  function sent(i, sides) {
    const from = sideOf(i, sides), [server, client] = Object.keys(sides);
    if (!from) return wrong("wrong-type", i, `\`${server}\` or \`${client}\``);
    if (!event || sends(event.from, from)) return;
    const right = event.from === "server" ? server : client;
    within(event.name, "event", () =>
      wrong("wrong-direction", i, `\`${right}\`, since a ${event.from} sends ${event.name}`),
    );
  }

  /** Checks a frame that is the content of a string; findings get their places in the string. */
  function textOfFrame(i) {
    const outer = { tape, list, rounded, room, steps: [...steps], begun }, token = raw(i), at = tape.from[i];
    room -= list.length;
    begun = 0;
    checked(string(i), 0, () => frame(0));
    let inside = 1, content = 0;
    for (const finding of list.sort((a, b) => a.at - b.at)) {
      // The token of a string is as long as its content, but for escapes.
      while (content < finding.at && inside + 1 < token.length) {
        const slash = token.indexOf("\\", inside), plain = (slash < 0 ? token.length - 1 : slash) - inside;
        const escape = /^\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|u....|.)/.exec(token.slice(inside, inside + 12));
        const length = plain || (escape[0].length === 12 ? 2 : 1);
        if (!plain && content + length > finding.at) break;
        const step = Math.min(length, finding.at - content);
        content += step;
        inside += plain ? step : escape[0].length;
      }
      finding.at = at + inside;
    }
    const found = [...outer.list, ...list], all = [...outer.rounded, ...rounded];
    ({ tape, room, steps, begun } = outer);
    [list, rounded] = [found, all];
  }

  /** Checks a frame by its envelope. */
  function enveloped(i) {
    if (first(i) !== "{") return wrong("wrong-type", i, "an object");
    const found = [...members(i)].find(([key]) => key === eventKey);
    if (!found) return report("no-envelope", tape.from[i], `the frame has no \`${eventKey}\``);
    into(eventKey, () => (event = eventOfName(found[2])));
    if (!event) return;
    place = { path: event.name, owner: "event" };
    const seen = new Set(), [type, flags] = event.params ?? [];
    for (const [key, k, v] of members(i)) {
      const isParams = type !== undefined && key === envelope.params;
      into(key, () => {
        if (![eventKey, envelope.id].includes(key) && !isParams) return unknownKey(k, `a frame of ${event.name}`);
        if (key === envelope.id && first(v) !== '"') wrong("wrong-type", v, "a string");
        if (isParams && !(flags & NULL && first(v) === "n")) value(type, v);
        if (seen.has(key)) duplicate(k);
        seen.add(key);
      });
    }
    if (type === undefined || seen.has(envelope.params) || flags & ABSENT) return;
    into(envelope.params, () => missing(tape.from[i], type));
  }

  /** The event of a name; from here on the view of its sender counts. */
  function eventOfName(i) {
    if (first(i) !== '"') return void wrong("wrong-type", i, "the name of an event");
    const byName = make(tables, () => new Map(tables.events.map((event) => [event.name, event])));
    const name = string(i), found = byName.get(name);
    if (!found) return void report("unknown-event", tape.from[i], `the schema has no event \`${name}\``);
    if (side !== "any" && !sends(found.from, side)) {
      const message = `@ is \`${name}\`: expected an event that a ${side} sends`;
      report("wrong-direction", tape.from[i], message, { path: name, owner: "event" });
    }
    if (found.from !== "both") side = found.from;
    else if (side === "any") side = named ?? "any";
    return found;
  }

  /** Reports the keys and texts of a value that hold half a surrogate pair. */
  function halves(i) {
    if (!tape.half) return;
    const half = (i, holder) => {
      if (JSON.parse(raw(i)).isWellFormed()) return;
      const message = `@ has half a surrogate pair in ${holder}: expected whole characters`;
      report("half-surrogate-pair", tape.from[i], message);
    };
    if (first(i) === '"') half(i, shown(i));
    if (first(i) === "[") for (const [at, v] of items(i)) into(at, () => halves(v));
    if (first(i) !== "{") return;
    for (const [key, k, v] of members(i)) {
      into(key, () => {
        half(k, "the key");
        halves(v);
      });
    }
  }

  // --- Frames that the schema draws

  const direction = () => (side === "any" ? named : side);

  function drawn(i) {
    const kind = kindOfFrame(i);
    if (kind) asKind(bestFit(kind, i), i);
  }
  /** Checks a frame as one of a kind. */
  function asKind(kind, i) {
    kindName = kind.name;
    place = { path: kind.name, owner: "frame" };
    const isReply = kind.replies !== undefined;
    const frame = { kind, i, name: kind.event_path ? find(i, kind.event_path) : -1 };
    if (!isNamed(frame)) return part(kind.shape, i, frame);
    const found = isReply ? answered(frame) : (eventOf(kind, i) ?? given(kind));
    frame.event = found;
    if (found) place = { path: found.name, owner: "event" };
    if (!isReply && found) ofSender(found, frame);
    else if (!isReply && unknownEvent(frame)) return;
    const { from } = (!isReply && found) || kind;
    if (side === "any") side = from === "both" ? (named ?? "any") : from;
    if (isReply) request = found?.name ?? null;
    else event = found;
    const before = total;
    part(kind.shape, i, frame);
    if (!found && !isReply && !kind.event_path && total === before) ofNoEvent(kind, i);
  }

  /** Checks a frame as something else, and forgets that; returns how often it deviates, and how first. */
  function trial(kind, i, as) {
    const outer = { total, list, rounded, room, steps, place, side, named, around, event, request, kindName };
    [list, rounded, room, named, around] = [[], [], Infinity, as.named, as.event ?? around];
    // The words of a finding have no place among the values of a list.
    steps = steps.slice(nth);
    asKind(kind, i);
    const [count, [finding]] = [total - outer.total, list.sort((a, b) => a.at - b.at)];
    ({ total, list, rounded, room, steps, place, side, named, around, event, request, kindName } = outer);
    return { count, finding };
  }
  /** The kind that a frame fits best, if nothing says who sent it. Those without its event do not count. */
  function bestFit(first, i) {
    if (direction()) return first;
    const all = [];
    for (const kind of [first, ...kinds.filter((kind) => kind !== first && isOf(kind, i))]) {
      const found = eventOf(kind, i);
      if (kind.event_path && !found) continue;
      all.push({ kind, from: null });
      for (const from of ["client", "server"]) {
        named = from;
        const other = eventOf(kind, i);
        named = null;
        if (other && other !== found) all.push({ kind, from });
      }
    }
    if (all.length < 2) return first;
    let best = { kind: first, from: null, count: Infinity };
    for (const { kind, from } of all) {
      const { count } = trial(kind, i, { named: from });
      if (count < best.count) best = { kind, from, count };
      if (!count) break;
    }
    named = best.from;
    return best.kind;
  }
  /** Reports a frame that says no event and fits none of its kind. */
  function ofNoEvent(kind, i) {
    let nearest;
    for (const { name, frame, from } of tables.events) {
      if (kinds[frame] !== kind || (direction() && !sends(from, direction()))) continue;
      const tried = { ...trial(kind, i, { named, event: name }), name };
      if (!tried.count) return;
      if (!nearest || tried.count < nearest.count) nearest = tried;
    }
    if (!nearest) return;
    const why = `of kind \`${kind.name}\` that fits the frame; for ${nearest.name}, ${nearest.finding.message}`;
    report("unknown-event", tape.from[i], `the schema has no event ${why}`);
  }

  /** The token at a path in a frame, -1 if it is missing. Of a key that comes twice, the last counts. */
  function find(i, path) {
    for (const step of path) {
      const isKey = typeof step === "string";
      if (first(i) !== (isKey ? "{" : "[")) return -1;
      const inner = [...(isKey ? members(i) : items(i))].findLast(([key]) => key === step);
      if (!inner) return -1;
      i = inner.at(-1);
    }
    return i;
  }
  function meets(i, test) {
    if (i < 0) return false;
    if (test.is !== undefined) return isConstant(i, test.is);
    return test === "exists" || (test === "not null" ? kindOf(i) !== "null" : kindOf(i) === test);
  }

  const isOf = (kind, i) => kind.tests.every(([path, test]) => meets(find(i, path), test));
  /** Finds the kind of a frame; reports one of no kind, or of a kind that only the other side sends. */
  function kindOfFrame(i) {
    const of = kinds.filter((kind) => isOf(kind, i)), from = direction();
    if (!of.length) return void noKind(i, from);
    if (!from) {
      const known = of.find((kind) => kind.event_path && eventOf(kind, i));
      return known ?? of.find((kind) => !kind.event_path) ?? of[0];
    }
    const kind = of.find((kind) => sends(kind.from, from));
    if (kind) return kind;
    const isKnown = !of[0].event_path || of[0].replies !== undefined || eventOf(of[0], i);
    const isOwn = (kind) => sends(kind.from, from) && hasEvent(kind, i);
    if (!isKnown && kinds.some(isOwn)) return void noKind(i, from);
    const message = `@ is a frame of kind \`${of[0].name}\`: expected a frame that a ${from} sends`;
    report("wrong-direction", tape.from[i], message, { path: of[0].name, owner: "frame" });
  }

  /** The tests of a kind that a frame fails. */
  function faultsOf({ tests }, i) {
    const faults = tests.map(([path, test], at) => ({ path, test, at, v: find(i, path) }));
    return faults.filter(({ v, test }) => !meets(v, test));
  }
  /** Returns true if a frame is like one of a kind. The first test is whether it is an object or an array. */
  const isAlike = (faults) => faults.length <= 2 && faults[0]?.at !== 0;
  const hasEvent = (kind, i) =>
    !!kind.event_path && eventsOf(kind).byName.has(wireName(find(i, kind.event_path)));
  function faultWords({ path, test, v }) {
    const words = { object: "no object", array: "no array", "not null": "null", null: "not null" };
    const what = v < 0 ? "missing" : (words[test] ?? `${shown(v)}, expected ${JSON.stringify(test.is)}`);
    return `\`${dotted(path)}\` is ${what}`;
  }

  /** Reports a frame of no kind, and why it is not of the kind that it is most like. */
  function noKind(i, from) {
    const all = kinds.filter((kind) => !from || sends(kind.from, from)).map((kind) => {
      return { name: `\`${kind.name}\``, faults: faultsOf(kind, i), hasEvent: hasEvent(kind, i) };
    });
    // The name of an event of the kind says most, and what is missing least.
    const rank = ({ faults, hasEvent }) =>
      (hasEvent ? 0 : 100) + faults.length * 3 + faults.filter(({ v }) => v < 0).length;
    const alike = all.filter(({ faults }) => isAlike(faults));
    const [nearest] = alike.sort((a, b) => rank(a) - rank(b));
    let outer;
    const why = nearest?.faults.flatMap((fault) => {
      // What is in a missing place is missing, too.
      if (outer?.every((step, at) => step === fault.path[at])) return [];
      outer = fault.v < 0 ? fault.path : undefined;
      return faultWords(fault);
    });
    const names = all.map(({ name }) => name).join(", ");
    const form = "{[".includes(first(i)) ? "" : `; it is ${shown(i)}`;
    const end = nearest ? `; for ${nearest.name}, ${why.join(" and ")}` : form;
    report("no-envelope", tape.from[i], `the frame has no kind: it is none of ${names}${end}`);
  }

  /** The name of an event on the wire, a text behind a quote; `undefined` if a token is no name. */
  function wireName(i) {
    if (i < 0 || !["string", "number"].includes(kindOf(i))) return undefined;
    const name = first(i) === '"' ? `"${string(i)}` : integer(raw(i));
    return typeof name === "bigint" ? String(name) : name[0] === '"' ? name : undefined;
  }
  const nameOf = ({ wire }) => (typeof wire === "string" ? `"${wire}` : String(wire));
  /** Returns true if a kind has several events and no place for the name of one. */
  const hasNameless = () => kinds.some((kind) => !kind.event_path && eventsOf(kind).all.length > 1);
  /** The events of a kind, all and by their names, those that more fields decide first; and the only one. */
  const eventsOf = (kind) =>
    make(kind, () => {
      const all = tables.events.filter((event) => kinds[event.frame] === kind);
      const matches = ({ matches = [] }) => matches.length;
      const byName = new Map(all.map((event) => [nameOf(event), []]));
      for (const event of all.toSorted((a, b) => matches(b) - matches(a))) byName.get(nameOf(event)).push(event);
      return { all, byName, only: all.length === 1 ? all : [] };
    });

  /** The event of a frame by its name and its fields; of a reply, that of its request. */
  function eventOf(kind, i) {
    const isReply = kind.replies !== undefined, { byName, only } = eventsOf(isReply ? kinds[kind.replies] : kind);
    const alike = kind.event_path ? byName.get(wireName(find(i, kind.event_path))) : only;
    const isMatch = ([field, constant]) => {
      const path = kind.field_paths[field], v = path ? find(i, path) : -1;
      return v >= 0 && isConstant(v, constant);
    };
    const all = (alike ?? []).filter(({ matches = [] }) => isReply || matches.every(isMatch)), from = direction();
    if (!from) return all[0];
    // A side answers no requests of its own.
    if (isReply) return all.find((event) => sends(event.from, from === "client" ? "server" : "client"));
    return all.find((event) => sends(event.from, from)) ?? all[0];
  }

  /** The event of the options, if a frame of a kind does not say its own. */
  function given(kind) {
    const isReply = kind.replies !== undefined, of = isReply ? kinds[kind.replies] : kind;
    const found = tables.events.find(({ name }) => name === (around ?? options.event));
    return (isReply || !kind.event_path) && found && kinds[found.frame] === of ? found : undefined;
  }
  /** The event of the request that a reply answers; reports a reply that names another. */
  function answered({ kind, i, name }) {
    const found = given(kind);
    if (!found) return eventOf(kind, i);
    if (![undefined, nameOf(found)].includes(wireName(name))) {
      const wire = typeof found.wire === "string" ? `\`${found.wire}\`` : found.wire;
      into(kind.event_path, () => wrong("wrong-type", name, `${wire}, the event of the request`));
    }
    return found;
  }

  /** Reports an event that only the other side sends; it is checked as such. */
  function ofSender(found, { kind, name }) {
    if (!direction() || sends(found.from, direction())) return;
    // A capture that names the direction has a place of its own for it.
    const message = `@ is \`${found.name}\`: expected an event that a ${side} sends`;
    const at = name < 0 ? begun : tape.from[name];
    if (side !== "any") into(kind.event_path ?? [], () => report("wrong-direction", at, message));
    side = found.from;
  }

  /** Checks the type of the name of an event. */
  function isNamed({ kind, name }) {
    if (name < 0) return true;
    let code = first(name) === '"' ? undefined : "wrong-type", expected = "the name of an event";
    if (kind.base === "int") {
      expected = `the number of an event, ${words("int")}`;
      const number = kindOf(name) === "number" ? integer(raw(name)) : "wrong-type";
      code = typeof number === "string" ? number : number < -SAFE || number > SAFE ? "out-of-range" : undefined;
    }
    if (code) into(kind.event_path, () => wrong(code, name, expected));
    return !code;
  }

  /** Reports an event that the schema lacks; returns true if the frame is of another kind but for a constant. */
  function unknownEvent({ kind, i, name }) {
    // Without a name in the frame, something else says the event.
    if (name < 0) return false;
    const wire = wireName(name), others = kinds.filter((other) => other !== kind && eventsOf(other).byName.has(wire));
    const names = others.map(({ name }) => `\`${name}\``).join(", ");
    const other = names ? undefined : butForConstant(kind, i);
    const rest = names ? `, only of kind ${names}` : `; ${other}`;
    const where = (names || other) && ` in frames of kind \`${kind.name}\`${rest}`;
    const message = `the schema has no event \`${wire?.replace('"', "") ?? ""}\`${where ?? ""}`;
    into(kind.event_path, () => report("unknown-event", tape.from[name], message));
    return !!other;
  }
  /** The only other kind that a frame is of but for one constant; it has a constant for the event's name. */
  function butForConstant(kind, i) {
    const from = direction(), isName = (path) => String(path) === String(kind.event_path);
    const others = kinds.filter((other) => {
      const isConstant = other.tests.some(([path, test]) => test.is !== undefined && isName(path));
      const faults = faultsOf(other, i), [{ test, path, v } = {}] = faults;
      const isOne = faults.length === 1 && v >= 0 && test.is !== undefined && !isName(path);
      return isConstant && isOne && (!from || sends(other.from, from));
    });
    const tried = others.map((other) => ({ other, count: trial(other, i, { named }).count }));
    const [best, next] = tried.sort((a, b) => a.count - b.count);
    if (!best || best.count === next?.count) return undefined;
    return `for \`${best.other.name}\`, ${faultWords(faultsOf(best.other, i)[0])}`;
  }

  /** Checks a value against a part of a shape. */
  function part(part, i, frame) {
    const kind = kindOf(i);
    if (part === null) return kind === "null" || wrong("wrong-type", i, "null");
    if (part.hole !== undefined) return hole(part, i, frame);
    if (part.is !== undefined) return isConstant(i, part.is) || wrong("unknown-value", i, constantWords(part.is));
    const wanted = part.object ? "object" : "array";
    if (kind !== wanted) return wrong("wrong-type", i, article(wanted));
    return part.object ? ofMembers(part.object, i, frame) : ofItems(part.array, i, frame);
  }

  function ofMembers(parts, i, frame) {
    const flat = parts.find(([key]) => key === null)?.[1], seen = new Set();
    const carried = flat && carriedBy(flat, frame);
    for (const [key, k, v] of members(i)) {
      const found = parts.find(([known, part]) => known === key && isThere(part, frame));
      into(key, () => {
        if (!found) return flat ? undefined : unknownKey(k, ownerOf(frame));
        // A flat value is checked with all keys of the object.
        if (seen.has(key) && !carried) duplicate(k);
        seen.add(key);
        part(found[1], v, frame);
      });
    }
    const keys = parts.map(([key]) => key).filter((key) => key !== null);
    for (const [key, part] of parts) if (key !== null && !seen.has(key)) into(key, () => missingPart(part, i, frame));
    if (carried) object(tableOf(carried[0]), i, keys);
  }

  function ofItems(parts, i, frame) {
    const from = parts.findIndex((part) => part?.items !== undefined);
    const spread = from < 0 ? undefined : carriedBy({ hole: parts[from].items }, frame);
    const { list, tuple } = spread?.[0] ?? {};
    let count = 0;
    for (const [at, v] of items(i)) {
      count++;
      into(at, () => {
        if (from >= 0 && at >= from) {
          const type = tuple ? tuple[at - from] : list;
          if (type !== undefined) value(type, v);
          else if (tuple) unknownKey(v, arrayWords({ tuple }, from));
        } else if (at < parts.length && isThere(parts[at], frame)) part(parts[at], v, frame);
        else unknownKey(v, ownerOf(frame));
      });
    }
    for (let at = count; at < parts.length; at++) into(at, () => missingPart(parts[at], i, frame));
    if (!tuple || Math.max(count - from, 0) >= needed({ tuple })) return;
    report("wrong-type", tape.from[i], `@ is an array of ${count}: expected ${arrayWords({ tuple }, from)}`);
  }

  function hole(hole, i, frame) {
    const carried = carriedBy(hole, frame);
    if (!carried) roundedIn(i);
    else if (!(carried[1] & NULL && first(i) === "n")) value(carried[0], i);
  }

  /** Reports a place that a frame of the kind has, if this one must have it, too. */
  function missingPart(part, i, frame) {
    const carried = part?.hole !== undefined && carriedBy(part, frame);
    if (carried && !part.free && !(carried[1] & ABSENT)) missing(tape.from[i], carried[0]);
  }
  /** Returns true if a frame may have a part: one of an event without params has no place for any. */
  const isThere = (part, { event }) => part?.hole !== "params" || !event || event.params !== undefined;

  /** The type and the flags of the value of a hole; `undefined` if it is not checked. */
  function carriedBy({ hole }, { kind, event }) {
    if (hole === "event") return undefined;
    if (hole === "params") return event?.params;
    if (hole === "id") return kind.id;
    if (hole === "result") return event?.reply;
    if (hole !== "error") return kind.fields[hole];
    if (event?.error !== undefined) return [event.error, 0];
    // Nothing is known of the error of a request that is not known.
    return !event && kind.own_errors ? undefined : kind.error;
  }
  const ownerOf = ({ kind, event }) => (event ? `a frame of ${event.name}` : `a frame of kind \`${kind.name}\``);

  // --- Captures

  /** Checks a message of a HAR, whose `data` is the text of a frame. Others are no frames. */
  function message() {
    if (first(0) !== "{") return wrong("wrong-type", 0, "a WebSocket message");
    const sides = { receive: "server", send: "client" };
    const { type, opcode, data } = Object.fromEntries([...members(0)].map(([key, , v]) => [key, v]));
    isFrame = (opcode === undefined || raw(opcode) === "1") && (type === undefined || raw(type) !== '"error"');
    if (!isFrame) return;
    named = type === undefined ? null : sideOf(type, sides);
    within("", "", () =>
      into("data", () => {
        if (data === undefined) missing(tape.from[0], "string");
        else if (first(data) === '"') textOfFrame(data);
        else wrong("wrong-type", data, "a string");
      }),
    );
    if (type !== undefined) into("type", () => sent(type, sides));
  }

  /** The end of the value that begins at a place, by its brackets; -1 if the text ends before. */
  function valueEnd(text, at) {
    const search = (pattern) => {
      pattern.lastIndex = at;
      return pattern.exec(text)?.index ?? -1;
    };
    if (!'{["'.includes(text[at])) return search(/[ \t\r\n,[\]{}"\x1e]/g);
    for (let depth = 0, isString = false; ; ) {
      const found = search(isString ? /["\\\x1e]/g : /["{}[\]\x1e]/g), c = text[found];
      if (found < 0 || c === "\x1e") return found;
      at = found + 1;
      if (c === "\\" && text[at] === "\x1e") return at;
      if (c === "\\") at++;
      else if (c === '"') isString = !isString;
      else depth += c === "{" || c === "[" ? 1 : -1;
      if (depth <= 0 && !isString) return at;
    }
  }

  /** The values of a text line by line; several may be on a line. */
  function* linesOf(text) {
    for (let at = 0, end; at <= text.length; at = end + 1) {
      end = text.indexOf("\n", at);
      if (end < 0) end = text.length;
      const line = text.slice(at, end);
      for (let start = /^[ \t\r\x1e]*/.exec(line)[0].length; start < line.length; ) {
        start = yield { text: line, base: at, start, several: true };
      }
    }
  }

  const isSpace = (c) => " \t\r\n\x1e".includes(c);
  const unit = (text, at, end) => ({ text: text.slice(at, end < 0 ? text.length : end), base: at });

  /** The values of a document: one, several one after another, or those of an array. */
  function* documentsOf(text) {
    // An array may be a frame.
    const isValue = options.type === undefined && kinds.some(({ shape }) => shape?.array);
    let inArray = false, index = 0, after = "", at = 0;
    while (at < text.length) {
      const c = text[at];
      if (c === "[" && !inArray && index === 0 && !isValue) inArray = true;
      else if (c === "]" && inArray) {
        if (after === ",") yield { base: at, problem: "no value comes after the comma" };
        inArray = false;
        index++;
      } else if (c === "," && inArray && after === "value") after = c;
      else if (",]}:".includes(c)) yield { base: at, problem: "not a value" };
      else if (!isSpace(c)) {
        if (inArray && after === "value") yield { base: at, problem: "a comma comes between values" };
        const end = valueEnd(text, at);
        yield { ...unit(text, at, end), path: inArray ? [index] : [] };
        if (end < 0) return;
        index++;
        after = "value";
        at = end - 1;
      }
      at++;
    }
    if (inArray) yield { base: at, problem: "the array does not end" };
  }

  /** The WebSocket messages of a HAR: the items of `log.entries[]._webSocketMessages`. */
  function* messagesOf(text) {
    const way = ["{", "{log", "[entries", "{", "[_webSocketMessages"];
    let level = 0, key = "", hasKey = false, at = 0;
    while (at < text.length) {
      const c = text[at];
      if (c === ",") [hasKey, key] = [false, ""];
      else if (c === ":") hasKey = true;
      else if (c === "}" || c === "]") {
        const isOpen = level > 0 && (way[level - 1][0] === "{") === (c === "}");
        if (!isOpen) yield { base: at, problem: level > 0 ? "another bracket is open here" : "not a value" };
        if (level > 0) [level, hasKey] = [level - 1, false];
      } else if (c + (way[level]?.[1] && hasKey ? key : "") === way[level]) {
        [level, hasKey, key] = [level + 1, false, ""];
      } else if (!isSpace(c)) {
        if (level === 0) yield { base: at, problem: "an object comes here in a HAR" };
        const end = valueEnd(text, at);
        if (level === 5) yield { ...unit(text, at, end), run: message };
        if (end < 0) {
          if (level !== 5) yield { base: text.length, problem: "the HAR ends too early" };
          return;
        }
        if ([1, 2, 4].includes(level) && c === '"' && !hasKey) key = text.slice(at + 1, end - 1);
        at = end - 1;
      }
      at++;
    }
    if (level > 0) yield { base: at, problem: "the HAR ends too early" };
  }

  /** The layout of a capture by its start: lines, documents or a HAR. */
  function layoutOf(whole) {
    const text = whole.slice(0, 1 << 20).replace(/^[ \t\n\f\r]+/, "");
    if (text[0] === "[" || text[0] === "\x1e") return documentsOf;
    if (text[0] !== "{") return linesOf;
    const gap = "[ \\t\\n\\f\\r]*", key = "(?:version|creator|browser|pages|entries|comment)";
    if (new RegExp(`^\\{${gap}"log"${gap}:${gap}\\{${gap}"${key}"`).test(text)) return messagesOf;
    const [line] = text.split("\n", 1), end = valueEnd(line, 0);
    if (end >= 0 && /^[ \t\f\r]*[{[\x1e]/.test(line.slice(end))) return documentsOf;
    if (line === text) return linesOf;
    // The first line is whole, or the next line begins as a frame does.
    let last = line.length - 1;
    while (" \t\f\r".includes(line[last])) last--;
    const next = /[^ \t\n\f\r]/.exec(text.slice(line.length))?.[0];
    if (line[last] === "}") return linesOf;
    return last > 0 && line[last] !== ":" && next === "{" ? linesOf : documentsOf;
  }

  /** Runs a check of the value that begins at a place in a text; returns the end of the value. */
  function checked(text, start, run, several, problem) {
    const before = total, path = [...steps];
    [list, rounded] = [[], []];
    try {
      if (problem) throw new Problem("not-json", 0, `not JSON: ${problem}`);
      read(text, start, run === line && tables.wraps);
      run();
      return end(several);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      // Nothing else counts of a text that is not JSON.
      [total, steps, event, list, rounded] = [before, path, undefined, [], []];
      report(problem.code, problem.at, problem.message);
      return text.length;
    }
  }

  /** Turns places in a text, which only grow, into lines and columns. */
  let passed = 0, row = 1, column = 1;
  function position(text, place) {
    for (; passed < place && passed < text.length; passed++) {
      const code = text.charCodeAt(passed);
      if (code === 10) [row, column] = [row + 1, 1];
      else if (code < 0xdc00 || code > 0xdfff) column++;
    }
    return { line: row, column };
  }

  const declared = types.findIndex(({ name }) => name === options.type);
  if (options.type !== undefined && declared < 0) throw new Error(`the schema has no type ${options.type}`);
  const frames = [], text = !options.single && whole[0] === "\ufeff" ? whole.slice(1) : whole;
  const units = options.single ? [{ text, base: 0 }].values() : layoutOf(text)(text);
  let behind, listed = 0;
  for (let next = units.next(); !next.done; next = units.next(behind)) {
    const { base, start = 0, path = [], several, problem } = next.value;
    const run = options.type !== undefined ? typed : (next.value.run ?? (options.single ? () => frame(0) : line));
    [steps, place, begun, isFrame] = [[...path], { path: "", owner: "" }, start, true];
    [side, named, around, event] = [options.side ?? "any", null, undefined, undefined];
    [request, kindName, nth] = [null, null, path.length];
    behind = checked(next.value.text ?? "", start, run, several, problem);
    if (!isFrame) continue;
    room -= list.length;
    listed += list.length;
    const { line: begins } = position(text, base + start);
    frames.push({
      line: begins,
      event: event?.name ?? null,
      request,
      kind: kindName,
      direction: direction() ?? null,
      findings: list
        .sort((a, b) => a.at - b.at)
        .map(({ at, ...finding }) => ({ ...finding, ...position(text, base + at) })),
      rounded,
    });
  }
  return { frames, total, listed };
}

if (typeof module === "object") module.exports = tdprotoCheck;
