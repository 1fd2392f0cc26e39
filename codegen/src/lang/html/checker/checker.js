// Checks frames and captures of a JSON event protocol, as `tdproto validate` does, by tables of its
// schema. One global function: tdprotoCheck(tables, text, options). The doc comment of the Rust
// module that makes the tables describes its options and its result.
//
// A text is read twice. First `read` finds the tokens of a value and proves that it is JSON; keys
// that come twice, all digits of numbers and halves of surrogate pairs are still there, which
// JSON.parse would lose. Then `Checker` walks the tokens along the types of the schema.
(() => {
  "use strict";

  /** How many arrays and objects may be nested: recursion goes no deeper. */
  const MAX_DEPTH = 127;
  /** The flags of a value in the tables. */
  const ABSENT = 1, NULL = 2, READONLY = 4;
  /** A capture that is longer than this is known by its start. */
  const CHUNK = 1 << 20;
  const U64_MAX = (1n << 64n) - 1n;
  const SAFE = BigInt(Number.MAX_SAFE_INTEGER);
  /** The integer types, with their least and their greatest value. */
  const RANGES = { int: [-SAFE, SAFE], uint: [0n, SAFE] };
  for (const bits of [8n, 16n, 32n, 64n]) {
    RANGES["int" + bits] = [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n];
    RANGES["uint" + bits] = [0n, (1n << bits) - 1n];
  }

  /** The kind of JSON that a value is, by its first character. */
  const kindOf = (c) =>
    ({ '"': "string", t: "boolean", f: "boolean", n: "null", "[": "array", "{": "object" })[c] ?? "number";
  const isDigit = (code) => code >= 48 && code <= 57;
  const opposite = (side) => (side === "client" ? "server" : "client");
  const sends = (from, side) => from === "both" || from === side;

  // ---------------------------------------------------------------------------------- tokens

  /** A text that is not JSON, or nested too deeply. */
  class Problem {
    constructor(code, at, found) {
      Object.assign(this, { code, at, found });
    }
  }

  /**
   * Reads the value that comes next in a text. Its tokens are keys and values in their order: `from`
   * and `to` are the places of each, `next` is the token behind a value and everything in it.
   * `around` describes the object that a capture may put around a frame: a frame in it may be
   * nested as deeply as one outside.
   */
  function read(text, start, around) {
    const from = [], to = [], next = [], open = [];
    const tape = { text, from, to, next, half: false, end: 0 };
    let at = start, deeper = -1;
    const fail = (found, where = at) => {
      throw new Problem("not-json", where, found);
    };
    /** The next character that is no white space. */
    const peek = () => {
      let code;
      while ((code = text.charCodeAt(at)) === 32 || code === 10 || code === 13 || code === 9) at++;
      return at < text.length ? text[at] : fail("the value ends too early");
    };
    const hex = (where) => {
      const digits = text.slice(where + 2, where + 6);
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) fail("an escape has four hexadecimal digits");
      return parseInt(digits, 16);
    };
    const escape = () => {
      if (text[at + 1] !== "u") {
        if (!text[at + 1] || !'"\\/bfnrt'.includes(text[at + 1])) fail("not an escape");
        at += 2;
        return;
      }
      const unit = hex(at);
      const isSurrogate = unit >= 0xd800 && unit < 0xe000;
      if (unit < 0xdc00 && isSurrogate && text.startsWith("\\u", at + 6)) hex(at + 6);
      tape.half ||= isSurrogate;
      at += 6;
    };
    const plain = /[^"\\\u0000-\u001f]*/y;
    const string = () => {
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
      if (!isDigit(text.charCodeAt(at))) fail("a number has digits");
      while (isDigit(text.charCodeAt(at))) at++;
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
      if (isDigit(text.charCodeAt(at))) fail("a number does not start with a zero");
    };
    const scalar = (c) => {
      if (c === '"') return string();
      from.push(at);
      const word = { t: "true", f: "false", n: "null" }[c];
      if (c === "-" || isDigit(c.charCodeAt(0))) number();
      else if (word && text.startsWith(word, at)) at += word.length;
      else fail("not a value");
      to.push(at);
      next.push(from.length);
    };
    const key = () => {
      if (peek() !== '"') fail("a key is a string");
      string();
      if (peek() !== ":") fail("a colon comes after a key");
      at++;
    };
    const begin = (c) => {
      // The depth of a frame with an object around it counts from the frame.
      if (open.length === MAX_DEPTH && deeper !== open[1] && around && isFrameAround(tape, around)) deeper = open[1];
      const limit = deeper === open[1] ? MAX_DEPTH + 1 : MAX_DEPTH;
      if (open.length === limit) throw new Problem("too-deep", at, "");
      open.push(from.length);
      from.push(at++);
      to.push(0);
      next.push(0);
      if (peek() === (c === "{" ? "}" : "]")) return false;
      if (c === "{") key();
      return true;
    };
    for (;;) {
      const c = peek();
      if (c === "{" || c === "[") {
        if (begin(c)) continue;
      } else scalar(c);
      // Behind a value: brackets close, or a comma comes.
      for (;;) {
        if (!open.length) {
          tape.end = at;
          return tape;
        }
        const outer = open.at(-1), isObject = text[from[outer]] === "{";
        const close = isObject ? "}" : "]";
        const c = peek();
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

  /** The members of an object, as tokens of keys and of values; of an array, its items. */
  function* members({ next }, i) {
    for (let k = i + 1; k < next[i]; k = next[k + 1]) yield [k, k + 1];
  }
  function* items({ next }, i) {
    for (let v = i + 1; v < next[i]; v = next[v]) yield v;
  }
  const raw = ({ text, from, to }, i) => text.slice(from[i], to[i]);
  const first = ({ text, from }, i) => text[from[i]];
  /** The text that a token of a string stands for; half a surrogate pair is read as U+FFFD. */
  const stringOf = (tape, i) => {
    const token = raw(tape, i);
    return token.includes("\\") ? JSON.parse(token).toWellFormed() : token.slice(1, -1);
  };

  /** Returns true if the tokens so far end inside of the frame in an object around it. */
  function isFrameAround(tape, { event, arrays }) {
    if (first(tape, 0) !== "{") return false;
    for (let k = 1; k + 1 < tape.from.length; k = tape.next[k + 1]) {
      const key = stringOf(tape, k), c = first(tape, k + 1);
      if (key === event) return false;
      if (key === "frame") return !tape.next[k + 1] && (c === "{" || (arrays && c === "["));
      if (!tape.next[k + 1]) return false;
    }
    return false;
  }

  /**
   * The integer that a number in JSON is, however it is written: a BigInt, or the code of a finding.
   * Nothing is rounded, and an exponent costs no more than its digits.
   */
  function integerOf(text) {
    if (/^-?\d{1,15}$/.test(text)) return BigInt(text);
    const [mantissa, exponent = "0"] = text.replace(/^-/, "").toLowerCase().split("e");
    const [before, after = ""] = mantissa.split(".");
    const all = before + after;
    let end = all.length;
    while (end > 0 && all[end - 1] === "0") end--;
    if (!end) return 0n;
    const scale = Number(exponent) - after.length + (all.length - end);
    if (scale < 0) return "wrong-type";
    const digits = all.slice(0, end).replace(/^0+/, "");
    if (digits.length + scale > 20) return "out-of-range";
    const value = BigInt(digits + "0".repeat(scale));
    if (value > U64_MAX) return "out-of-range";
    return text[0] === "-" ? -value : value;
  }
  /** The integer that the key of a map is: decimal, without zeros before it. */
  const integerKey = (key) => {
    const number = /^(?:0|-?[1-9]\d{0,38})$/.test(key) ? BigInt(key) : undefined;
    return number !== undefined && BigInt.asIntN(128, number) === number ? number : undefined;
  };

  /** Returns true if a text is a date and time by RFC 3339, a leap second only where one can be. */
  function isDatetime(text) {
    const parts =
      /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:[Zz]|([+-])(\d\d):(\d\d))$/.exec(text);
    if (!parts) return false;
    const [, year, month, day, hour, minute, second, sign, hours = 0, minutes = 0] = parts.map((part) =>
      /^\d/.test(part) ? Number(part) : part,
    );
    const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
    const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
    if (!(day >= 1 && day <= days && hour < 24 && minute < 60 && second <= 60)) return false;
    if (hours > 23 || minutes > 59) return false;
    const ahead = (hours * 60 + minutes) * (sign === "-" ? -1 : 1);
    return second < 60 || (hour * 60 + minute - ahead + 2880) % 1440 === 1439;
  }

  /** Returns true if a text is base64 as it is written: with padding, and no bit too many. */
  function isBase64(text) {
    const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
    const body = text.slice(0, text.length - padding);
    const last = body.at(-1) ?? "";
    const isWhole = padding === 0 || (padding === 1 ? "AEIMQUYcgkosw048" : "AQgw").includes(last);
    return text.length % 4 === 0 && !/[^A-Za-z0-9+/]/.test(body) && isWhole;
  }

  const characters = (text) => text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, "_").length;

  /** Returns true if a number, a BigInt if it is an integer, is within bounds. */
  const isWithin = (number, [min, max]) => {
    // An end that is an integer is a text, since a double might round it.
    const compared = (end) =>
      typeof end === "number" || typeof number === "number" ? [Number(number), Number(end)] : [number, BigInt(end)];
    const [low, min_] = min === null ? [0, 0] : compared(min);
    const [high, max_] = max === null ? [0, 0] : compared(max);
    return low >= min_ && high <= max_;
  };

  // ----------------------------------------------------------------------------------- words

  const boundsText = ([min, max]) => {
    const shown = (end) => (typeof end === "number" && Number.isInteger(end) ? end + ".0" : end);
    if (min !== null && max !== null) return min === max ? `exactly ${shown(min)}` : `${shown(min)} to ${shown(max)}`;
    return min !== null ? `at least ${shown(min)}` : `at most ${shown(max)}`;
  };
  const shortened = (text) => {
    const start = [...text.slice(0, 82)];
    return start.length > 40 ? start.slice(0, 40).join("") + "\u2026" : text;
  };
  const quoted = (text) => JSON.stringify(shortened(text));
  const constantText = (value) => (typeof value === "string" ? JSON.stringify(value) : String(value));

  /** A token in words. */
  function shown(tape, i) {
    const c = first(tape, i);
    if (c === '"') {
      const text = stringOf(tape, i);
      return "the string " + (characters(text) > 40 ? quoted(text) : raw(tape, i));
    }
    if (c === "[") return `an array of ${[...items(tape, i)].length}`;
    if (c === "{") return "an object";
    const token = raw(tape, i);
    return c === "n" ? token : kindOf(c) === "boolean" ? `the boolean ${token}` : `the number ${shortened(token)}`;
  }

  const SCALARS = {
    null: "null",
    any: "any value",
    string: "a string",
    bool: "a boolean",
    bytes: "a string of base64",
    float32: "a number",
    float64: "a number",
    datetime: "a string with date and time",
    "datetime?": "a string with date and time",
  };
  const scalarWords = (name) => SCALARS[name] ?? `an integer from ${RANGES[name][0]} to ${RANGES[name][1]}`;

  /** Steps as one writes them in code, such as `params.chats[3].jid`. */
  function dotted(steps) {
    let path = "";
    for (const step of steps) {
      if (typeof step === "number") path += `[${step}]`;
      else if (/^[\p{Alphabetic}\p{N}_-]+$/u.test(step)) path += (path && ".") + step;
      else path += `[${JSON.stringify(step)}]`;
    }
    return path || "$";
  }
  const pointer = (steps) =>
    steps.map((step) => "/" + String(step).replaceAll("~", "~0").replaceAll("/", "~1")).join("");

  // --------------------------------------------------------------------------------- checker

  /** Checks one value after another, and keeps the findings of the current one. */
  class Checker {
    constructor(tables, options) {
      Object.assign(this, { tables, options });
      this.types = tables.types;
      this.kinds = tables.frames;
      this.events = new Map(tables.events.map((event) => [event.name, event]));
      this.given = this.events.get(options.event);
      this.start = options.type === undefined ? undefined : this.types.findIndex((type) => type?.name === options.type);
      if (this.start === -1) throw new Error(`the schema has no type ${options.type}`);
      this.around = tables.wraps
        ? { event: this.kinds.length ? null : tables.envelope.event, arrays: this.kinds.length > 0 }
        : null;
      this.room = options.max ?? 1000;
      this.total = 0;
      /** What is made of the tables when it is needed: fields by key, patterns, events by name. */
      this.made = new Map();
    }

    make(table, how) {
      if (!this.made.has(table)) this.made.set(table, how(table));
      return this.made.get(table);
    }

    /** Checks the value that begins at `start`. Returns the facts of its frame, and where it ends. */
    unit(text, start, steps, run, several, problem) {
      Object.assign(this, { list: [], rounded: [], begun: start });
      Object.assign(this, { event: null, request: null, kind: null, named: null });
      this.side = this.options.side ?? "any";
      this.at("", "");
      const before = this.total;
      let rest = text.length;
      try {
        this.steps = [...steps];
        if (problem) throw new Problem("not-json", 0, problem);
        this.tape = read(text, start, run === this.line ? this.around : null);
        run.call(this);
        rest = this.end(several);
      } catch (problem) {
        this.problem(problem, before, steps);
        this.event = null;
      }
      this.room -= this.list.length;
      return rest;
    }

    /** Keeps only the problem of a text that is not JSON. */
    problem(problem, before, steps) {
      if (!(problem instanceof Problem)) throw problem;
      const { code, at, found } = problem;
      this.total = before;
      this.list = [];
      this.rounded = [];
      this.steps = [...steps];
      this.report(code, at, () =>
        code === "too-deep" ? `nested too deeply: expected at most ${MAX_DEPTH} levels` : `not JSON: ${found}`,
      );
    }

    /** Ends the value: nothing may follow, but another object or array if there may be several. */
    end(several) {
      const { text, end } = this.tape;
      let at = end;
      while (at < text.length && " \n\r\t".includes(text[at])) at++;
      if (at < text.length && !(several && "{[".includes(text[at]))) {
        throw new Problem("not-json", at, "something comes after the value");
      }
      return at;
    }

    /** Sets the place in the schema. Returns the one before. */
    at(path, owner) {
      const before = this.place;
      this.place = { path, owner };
      return before;
    }

    /** Runs a check one step further into the value. */
    into(step, check) {
      this.steps.push(step);
      check();
      this.steps.pop();
    }

    report(code, at, words, place = this.place) {
      this.total++;
      if (this.list.length >= this.room) return;
      const message = words(dotted(this.steps));
      this.list.push({ code, at, pointer: pointer(this.steps), ...place, message });
    }

    /** Reports a value that does not conform. */
    wrong(code, i, expected) {
      this.report(code, this.tape.from[i], (at) => `\`${at}\` is ${shown(this.tape, i)}: expected ${expected}`);
    }

    missing(at, type, place) {
      this.report("missing-key", at, (key) => `\`${key}\` is missing: expected ${this.words(type)}`, place);
    }

    unknownKey(k, owner, place) {
      this.report("unknown-key", this.tape.from[k], (key) => `\`${key}\` is not a key of ${owner}`, place);
    }

    duplicate(k, place) {
      this.report("duplicate-key", this.tape.from[k], (key) => `\`${key}\` occurs more than once`, place);
    }

    /** A type in words, with an article. */
    words(type) {
      if (typeof type === "string") return scalarWords(type);
      const table = this.types[type.empty ?? type];
      if (table?.fields) return `an object \`${table.name}\``;
      if (table?.enum) return `a value of \`${table.name}\``;
      if (table?.scalar) return `${scalarWords(table.scalar)} (\`${table.name}\`)`;
      if (table?.kinds) {
        const order = Object.entries(table.kinds).sort(([, a], [, b]) => a - b);
        const names = order.map(([kind]) => (/^[ao]/.test(kind) ? "an " : "a ") + kind);
        return `${names.join(", ").replace(/, ([^,]*)$/, " or $1")} (\`${table.name}\`)`;
      }
      if (table) return `an object of the union \`${table.name}\``;
      if (type.constant !== undefined) return `the constant ${constantText(type.constant)}`;
      if (type.nullable !== undefined) return `${this.words(type.nullable)} or null`;
      if (!type.tuple) return type.list !== undefined ? "an array" : "an object";
      const needed = this.needed(type), count = type.tuple.length;
      return needed === count ? `an array of ${count}` : `an array of ${needed} to ${count}`;
    }

    /** The number of items that a tuple must have: null may be in the place of the others. */
    needed({ tuple }) {
      return tuple.findLastIndex((item) => item.nullable === undefined) + 1;
    }

    // ------------------------------------------------------------------------------- values

    /** Checks a value, and the constraints of its type. */
    value(type, i) {
      const table = this.types[type.empty ?? type];
      if (!table?.bounds && !table?.patterns) return this.ofType(type, i);
      const before = this.total;
      this.ofType(type, i);
      if (this.total > before || this.isPlaceholder(i)) return;
      if (table.bounds) this.within(type, table.bounds, i);
      if (first(this.tape, i) !== '"') return;
      this.patterns(table, stringOf(this.tape, i), this.tape.from[i], () => shown(this.tape, i));
    }

    /** Checks a text by the patterns of its scalar. */
    patterns(table, text, at, words) {
      const compiled = this.make(table, () =>
        (table.patterns ?? []).map(([code, pattern, name]) => [code, new RegExp(pattern, "u"), name]),
      );
      for (const [code, pattern, name] of compiled) {
        if (pattern.test(text)) continue;
        const expected = code === "wrong-pattern" ? `that matches ${name}` : `of the format \`${name}\``;
        this.report(code, at, (place) => `\`${place}\` is ${words()}: expected a string ${expected}`);
      }
    }

    /** Checks a value by its type alone. */
    ofType(type, i) {
      const { tape } = this, c = first(tape, i), kind = kindOf(c);
      if (kind === "string" && this.placeholder(type, i)) return;
      if (typeof type === "string") return this.builtIn(type, i, kind);
      const table = this.types[type.empty ?? type];
      if (table?.scalar) return this.builtIn(type.empty === undefined ? table.scalar : "datetime?", i, kind, type);
      if (table?.fields && kind === "object") return this.entity(table, i, []);
      if (table?.union && this.isOfUnion(table, kind)) return this.union(table, i, []);
      if (table?.enum && kind !== "null") return this.enumeration(table, i, kind);
      if (type.nullable !== undefined) return kind === "null" ? undefined : this.value(type.nullable, i);
      if (type.constant !== undefined && kind !== "null") return this.constant(type, i, kind);
      if (type.list !== undefined && kind === "array") {
        let index = 0;
        for (const v of items(tape, i)) this.into(index++, () => this.value(type.list, v));
        return;
      }
      if (type.tuple && kind === "array") return this.tuple(type, i);
      if (type.map && kind === "object") return this.map(type, i);
      this.wrong(kind === "null" ? "unexpected-null" : "wrong-type", i, this.words(type));
    }

    /** Checks a value of a built-in type, or of a declared scalar of it. */
    builtIn(name, i, kind, type = name) {
      if (name === "any") return this.roundedIn(i);
      if (name === kind || (name === "bool" && kind === "boolean")) return;
      if (kind === "null") return this.wrong("unexpected-null", i, this.words(type));
      if (name.startsWith("datetime") && kind === "string") {
        const text = stringOf(this.tape, i);
        if (isDatetime(text) || (text === "" && name.endsWith("?"))) return;
        const form = `${this.words(type)} in the form of RFC 3339, such as "2019-09-18T00:00:07.435409Z"`;
        return this.wrong("wrong-format", i, form);
      }
      if (name === "bytes" && kind === "string") {
        if (!isBase64(stringOf(this.tape, i))) this.wrong("wrong-format", i, "base64 with padding");
        return;
      }
      if (name.startsWith("float") && kind === "number") {
        const number = Number(raw(this.tape, i));
        const isHeld = Number.isFinite(name === "float32" ? Math.fround(number) : number);
        if (!isHeld) this.wrong("out-of-range", i, scalarWords(name));
        return;
      }
      if (RANGES[name] && kind === "number") return void this.integer(name, i);
      // These names say what a value is; the others are those of types.
      const isPlain = !/^(datetime|bytes|null)/.test(name);
      this.wrong("wrong-type", i, isPlain ? scalarWords(name) : this.words(type));
    }

    /** Reads an integer; `undefined` if it is out of range or none, which is reported. */
    integer(name, i) {
      const number = integerOf(raw(this.tape, i)), [least, greatest] = RANGES[name];
      const code = typeof number === "string" ? number : "out-of-range";
      if (code === number || number < least || number > greatest) return this.wrong(code, i, scalarWords(name));
      this.round(number, i);
      return number;
    }

    /** Notes an integer that a double rounds. */
    round(number, i) {
      if (typeof number === "string" || BigInt(Number(number)) === number) return;
      const place = { pointer: pointer(this.steps), path: this.place.path };
      this.rounded.push({ ...place, text: raw(this.tape, i), double: String(BigInt(Number(number))) });
    }

    /** Notes the integers in a value of any type that a double rounds. */
    roundedIn(i) {
      const kind = kindOf(first(this.tape, i));
      let index = 0;
      if (kind === "number") this.round(integerOf(raw(this.tape, i)), i);
      if (kind === "array") for (const v of items(this.tape, i)) this.into(index++, () => this.roundedIn(v));
      if (kind === "object") {
        for (const [k, v] of members(this.tape, i)) this.into(stringOf(this.tape, k), () => this.roundedIn(v));
      }
    }

    /** The values of an enum. */
    values(table) {
      return this.make(table, () => new Set(table.values.map(String)));
    }

    enumeration(table, i, kind) {
      let value;
      if (table.enum === "string" && kind === "string") value = stringOf(this.tape, i);
      else if (table.enum === "int" && kind === "number") {
        value = this.integer("int", i);
        if (value === undefined) return;
      } else return this.wrong("wrong-type", i, scalarWords(table.enum));
      if (table.closed && !this.values(table).has(String(value))) {
        this.wrong("unknown-value", i, `a value of \`${table.name}\``);
      }
    }

    constant(type, i, kind) {
      const { constant } = type, name = { string: "string", number: "int", boolean: "bool" }[typeof constant];
      let value;
      if (typeof constant !== kind) return this.wrong("wrong-type", i, scalarWords(name));
      if (kind === "string") value = stringOf(this.tape, i);
      else if (kind === "boolean") value = raw(this.tape, i) === "true";
      else {
        value = this.integer("int", i);
        if (value === undefined) return;
        value = Number(value);
      }
      if (value !== constant) this.wrong("unknown-value", i, this.words(type));
    }

    /** Checks a tuple. Further items are like keys that the schema does not know. */
    tuple(type, i) {
      let index = 0;
      for (const v of items(this.tape, i)) {
        const item = type.tuple[index];
        this.into(index++, () => (item === undefined ? this.unknownItem(v, this.words(type)) : this.value(item, v)));
      }
      if (index < this.needed(type)) {
        const words = (at) => `\`${at}\` is an array of ${index}: expected ${this.words(type)}`;
        this.report("wrong-type", this.tape.from[i], words);
      }
    }

    unknownItem(v, owner) {
      this.unknownKey(v, owner);
    }

    map(type, i) {
      const [keys, values] = type.map, known = new Set(), again = [];
      for (const [k, v] of members(this.tape, i)) {
        const key = stringOf(this.tape, k);
        this.into(key, () => {
          this.mapKey(keys, key, k);
          this.value(values, v);
        });
        if (known.has(key)) again.push([k, key]);
        known.add(key);
      }
      for (const [k, key] of again) this.into(key, () => this.duplicate(k));
    }

    /** Checks a key of a map, which is a text for every type. */
    mapKey(type, key, k) {
      if (this.isKeyPlaceholder(type, key, k)) return;
      const table = this.types[type.empty ?? type];
      const name = type.empty === undefined ? (table?.scalar ?? table?.enum ?? type) : "datetime?";
      const refuse = (code, expected) => {
        const words = (at) => `\`${at}\` is the key ${quoted(key)}: expected ${expected}`;
        this.report(code, this.tape.from[k], words);
      };
      if (String(name).startsWith("datetime")) {
        const isRight = isDatetime(key) || (key === "" && name.endsWith("?"));
        return isRight ? undefined : refuse("wrong-format", this.words(type));
      }
      let number;
      if (RANGES[name]) {
        number = integerKey(key);
        const isHeld = number >= RANGES[name][0] && number <= RANGES[name][1];
        const words = table?.enum ? scalarWords(name) : this.words(type);
        if (!isHeld) return refuse(number === undefined ? "wrong-type" : "out-of-range", words);
      } else if (name !== "any" && name !== "string") return refuse("wrong-type", this.words(type));
      if (table?.closed && !this.values(table).has(key)) {
        refuse("unknown-value", `a value of \`${table.name}\``);
      }
      if (table?.bounds && !isWithin(number ?? BigInt(characters(key)), table.bounds)) {
        refuse("out-of-bounds", this.boundsWords(table.bounds, number === undefined ? "characters" : ""));
      }
      if (table?.patterns) this.patterns(table, key, this.tape.from[k], () => `the key ${quoted(key)}`);
    }

    boundsWords(bounds, unit) {
      return unit ? `${boundsText(bounds)} ${unit}` : `a number, ${boundsText(bounds)}`;
    }

    /** Checks the bounds of a value of the right type: those of a number, a length or a count. */
    within(type, bounds, i) {
      const { tape } = this, kind = kindOf(first(tape, i)), token = raw(tape, i);
      const table = this.types[type.empty ?? type], scalar = table?.scalar ?? table?.enum ?? type;
      let number, unit = "";
      if (kind === "string") {
        unit = scalar === "bytes" ? "bytes" : "characters";
        const text = stringOf(tape, i);
        number = scalar === "bytes" ? Math.floor((text.replace(/=+$/, "").length * 3) / 4) : characters(text);
      } else if (kind === "array") {
        unit = "items";
        number = [...items(tape, i)].length;
      } else if (kind === "object" && type.map) {
        unit = "entries";
        number = new Set([...members(tape, i)].map(([k]) => stringOf(tape, k))).size;
      } else if (kind === "number") {
        number = String(scalar).startsWith("float") ? Number(token) : integerOf(token);
      }
      if (number === undefined || typeof number === "string") return;
      if (isWithin(unit ? BigInt(number) : number, bounds)) return;
      const count = unit && unit !== "items" ? ` of ${number} ${unit}` : "";
      const expected = this.boundsWords(bounds, unit);
      const words = (at) => `\`${at}\` is ${shown(tape, i)}${count}: expected ${expected}`;
      this.report("out-of-bounds", tape.from[i], words);
    }

    // ------------------------------------------------------------------ entities and unions

    /** Checks an object of an entity; `tags` are the keys in it that are tags of unions around. */
    entity(table, i, tags) {
      const fields = this.make(table, () => new Map(table.fields.map((field) => [field[0], field])));
      const seen = new Set();
      const outer = this.place;
      for (const [k, v] of members(this.tape, i)) {
        const key = stringOf(this.tape, k), field = fields.get(key);
        this.steps.push(key);
        if (field) {
          this.at(`${table.name}.${key}`, "type");
          if (seen.has(field)) this.duplicate(k);
          seen.add(field);
          this.field(field, k, v);
          this.place = outer;
        } else if (tags.includes(key)) this.repeatedTag(seen, key, k);
        else this.unknownKey(k, `\`${table.name}\``, { path: table.name, owner: "type" });
        this.steps.pop();
      }
      for (const field of table.fields) {
        const [key, type, flags] = field;
        const isLeft = flags & ABSENT || (flags & READONLY && this.side !== "server");
        if (isLeft || seen.has(field)) continue;
        const place = { path: `${table.name}.${key}`, owner: "type" };
        this.into(key, () => this.missing(this.tape.from[i], type, place));
      }
    }

    field([, type, flags, min, max], k, v) {
      if (flags & READONLY && this.side === "client") {
        this.report("readonly-key", this.tape.from[k], (key) => `\`${key}\` is set by the server only`);
        return;
      }
      if (flags & NULL && first(this.tape, v) === "n") return;
      const before = this.total;
      this.value(type, v);
      if (min === undefined || this.total > before || this.isPlaceholder(v)) return;
      this.within(type, [min, max], v);
    }

    /** A tag was checked by its union; one that came before is reported. */
    repeatedTag(seen, key, k) {
      if (seen.has(key)) this.duplicate(k);
      seen.add(key);
    }

    isOfUnion(table, kind) {
      return table.kinds ? table.kinds[kind] !== undefined : kind === "object";
    }

    union(table, i, tags) {
      if (table.union === "tag") return this.tagged(table, i, tags);
      if (table.union === "key") return this.keyed(table, i, tags);
      this.value(table.variants[table.kinds[kindOf(first(this.tape, i))]][1], i);
    }

    /** Checks an object as the variant that its last tag names. */
    tagged(table, i, tags) {
      let tag = -1;
      for (const [k, v] of members(this.tape, i)) if (stringOf(this.tape, k) === table.tag) tag = v;
      const place = { path: table.name, owner: "type" };
      const absent = table.variants.find(([value]) => value === null);
      let variant = absent;
      this.into(table.tag, () => {
        if (tag >= 0) variant = this.tag(table, tag, place);
        else if (!absent) this.missing(this.tape.from[i], table.base, place);
      });
      if (!variant) return;
      const inner = [...tags, table.tag], type = variant[1];
      if (type !== null && table.content === undefined) return this.variant(type, i, inner);
      this.content(table, i, inner, type);
    }

    /** Checks a tag; returns its variant. */
    tag(table, i, place) {
      const outer = this.place, before = this.total;
      this.place = place;
      let variant;
      if (first(this.tape, i) === "n") this.wrong("unexpected-null", i, scalarWords(table.base));
      else this.value(table.base, i);
      if (this.total === before) {
        const key = table.base === "string" ? stringOf(this.tape, i) : Number(integerOf(raw(this.tape, i)));
        variant = table.variants.find(([value]) => value === key);
        if (!variant && table.closed) {
          this.wrong("unknown-value", i, `the tag of a variant of \`${table.name}\``);
        }
      }
      this.place = outer;
      return variant;
    }

    /** Checks an object as the first variant whose key it has. */
    keyed(table, i, tags) {
      const keys = new Set([...members(this.tape, i)].map(([k]) => stringOf(this.tape, k)));
      const variant =
        table.variants.find(([key]) => key !== null && keys.has(key)) ?? table.variants.find(([key]) => key === null);
      if (variant) return variant[1] === null ? undefined : this.variant(variant[1], i, tags);
      if (table.closed) this.wrong("wrong-type", i, `an object with a key of a variant of \`${table.name}\``);
    }

    /** Checks the members of an object besides its tags. */
    variant(type, i, tags) {
      const table = this.types[type];
      if (table?.fields) this.entity(table, i, tags);
      else if (table?.union) this.union(table, i, tags);
    }

    /** Checks an object that has nothing but tags and the content of a variant. */
    content(table, i, tags, type) {
      const seen = new Set(), key = type === null ? undefined : table.content;
      const outer = this.at(table.name, "type");
      let hasContent = false;
      for (const [k, v] of members(this.tape, i)) {
        const name = stringOf(this.tape, k);
        this.into(name, () => {
          if (tags.includes(name)) return this.repeatedTag(seen, name, k);
          if (name !== key) return this.unknownKey(k, `\`${table.name}\``);
          if (hasContent) this.duplicate(k);
          hasContent = true;
          this.value(type, v);
        });
      }
      if (key !== undefined && !hasContent) this.into(key, () => this.missing(this.tape.from[i], type));
      this.place = outer;
    }

    // ------------------------------------------------------------------------- placeholders

    /** The type of the value that a text stands for in documented examples. */
    meaning(text) {
      const { placeholders } = this.tables;
      return this.options.placeholders && Object.hasOwn(placeholders, text) ? placeholders[text] : undefined;
    }

    isPlaceholder(i) {
      return first(this.tape, i) === '"' && this.meaning(stringOf(this.tape, i)) !== undefined;
    }

    /** Returns true if a string is a placeholder; reports one that is not allowed here. */
    placeholder(type, i) {
      if (!this.options.placeholders) return false;
      const meaning = this.meaning(stringOf(this.tape, i));
      if (meaning === undefined) return false;
      const inner = type.nullable ?? type;
      if (!this.agrees(inner, meaning)) this.misplaced(inner, meaning, this.tape.from[i]);
      return true;
    }

    isKeyPlaceholder(type, key, k) {
      const meaning = this.meaning(key);
      if (meaning !== undefined && !this.agrees(type, meaning)) this.misplaced(type, meaning, this.tape.from[k]);
      return meaning !== undefined;
    }

    misplaced(type, meaning, at) {
      const words = `a placeholder for ${this.words(meaning)}: expected ${this.words(type)}`;
      this.report("wrong-type", at, (place) => `\`${place}\` is ${words}`);
    }

    /** Returns true if a placeholder for `meaning` is allowed in the place of a type. */
    agrees(type, meaning) {
      const table = this.types[type.empty ?? type];
      if (table?.kinds) return table.variants.some(([, type]) => type !== null && this.agrees(type, meaning));
      if (meaning === "any") return true;
      if (typeof meaning !== "string" || meaning === "null") {
        return JSON.stringify(type.empty ?? type) === JSON.stringify(meaning.empty ?? meaning);
      }
      const constant = { string: "string", number: "int", boolean: "bool" }[typeof type.constant];
      const scalar = table?.scalar ?? table?.enum ?? constant ?? (type.empty === undefined ? type : "datetime");
      const kind = (name) => (RANGES[name] ? "integer" : String(name).replace(/^datetime.?$/, "string").replace(/^float.*/, "float"));
      return typeof scalar === "string" && kind(scalar) === kind(meaning);
    }

    // -------------------------------------------------------------------------------- frames

    /** Checks a value of the type of the options. */
    typed() {
      const { name } = this.types[this.start];
      this.at(name, "type");
      this.value(this.start, 0);
      this.halves(0);
    }

    /** Checks a frame; one of a capture may have an object around it. */
    line() {
      if (!this.frame(0, this.around)) this.halves(0);
    }
    single() {
      this.frame(0, null);
      this.halves(0);
    }

    /** Checks a frame. Returns true if it was in an object, whose other texts are not checked. */
    frame(i, around) {
      if (around && this.isWrapped(i, around)) {
        this.wrapped(i);
        return true;
      }
      if (this.kinds.length) this.drawn(i);
      else this.enveloped(i);
    }

    /** Returns true if a value is an object that a capture puts around a frame. */
    isWrapped(i, { event, arrays }) {
      if (first(this.tape, i) !== "{") return false;
      for (const [k, v] of members(this.tape, i)) {
        const key = stringOf(this.tape, k), c = first(this.tape, v);
        if (key === event) return false;
        if (key === "frame" && (c === "{" || c === '"' || (arrays && c === "["))) return true;
      }
      return false;
    }

    enveloped(i) {
      const { tape } = this, { envelope } = this.tables;
      if (first(tape, i) !== "{") return this.wrong("wrong-type", i, "an object");
      const name = [...members(tape, i)].find(([k]) => stringOf(tape, k) === envelope.event);
      if (!name) {
        return this.report("no-envelope", tape.from[i], () => `the frame has no \`${envelope.event}\``);
      }
      let event;
      this.into(envelope.event, () => (event = this.eventName(name[1])));
      if (!event) return;
      this.event = event;
      this.at(event.name, "event");
      const seen = new Set(), { params } = event;
      for (const [k, v] of members(tape, i)) {
        const key = stringOf(tape, k);
        this.into(key, () => {
          if (key === envelope.id) {
            if (first(tape, v) !== '"') this.wrong("wrong-type", v, "a string");
          } else if (params && key === envelope.params) {
            if (!(params[1] & NULL && first(tape, v) === "n")) this.value(params[0], v);
          } else if (key !== envelope.event) return this.unknownKey(k, `a frame of ${event.name}`);
          if (seen.has(key)) this.duplicate(k);
          seen.add(key);
        });
      }
      if (params && !seen.has(envelope.params) && !(params[1] & ABSENT)) {
        this.into(envelope.params, () => this.missing(tape.from[i], params[0]));
      }
    }

    /** Checks the name of the event of an envelope; from here on the view of its sender counts. */
    eventName(i) {
      if (first(this.tape, i) !== '"') return this.wrong("wrong-type", i, "the name of an event");
      const name = stringOf(this.tape, i), event = this.events.get(name), at = this.tape.from[i];
      if (!event) return this.report("unknown-event", at, () => `the schema has no event \`${name}\``);
      const { from } = event;
      if (this.side !== "any" && !sends(from, this.side)) {
        const expected = `an event that a ${this.side} sends`;
        const words = (place) => `\`${place}\` is \`${name}\`: expected ${expected}`;
        this.report("wrong-direction", at, words, { path: name, owner: "event" });
      }
      if (from !== "both") this.side = from;
      else if (this.side === "any") this.side = this.named ?? "any";
      return event;
    }

    /** Checks the object that a capture puts around a frame. */
    wrapped(i) {
      const { tape } = this, words = { in: "server", out: "client" };
      const all = [...members(tape, i)].map(([k, v]) => [k, v, stringOf(tape, k)]);
      const sent = all.findLast(([, , key]) => key === "dir")?.[1];
      const named = all.find(([, , key]) => key === "dir")?.[1];
      if (this.tables.both && named) this.named = this.sideOf(named, words) ?? null;
      let hasFrame = false;
      for (const [k, v, key] of all) {
        if (key !== "frame") continue;
        this.into(key, () => {
          if (hasFrame) return this.duplicate(k, { path: "", owner: "" });
          hasFrame = true;
          if (first(tape, v) === '"') return this.textOfFrame(v);
          this.frame(v, null);
          this.halves(v);
        });
      }
      if (sent) this.into("dir", () => this.sent(sent, words));
    }

    /** The sender that a word of a capture names. */
    sideOf(i, words) {
      const word = Object.keys(words).find((word) => raw(this.tape, i) === `"${word}"`);
      return word && words[word];
    }

    /** Reports a frame that was sent against the direction of its event. */
    sent(i, words) {
      const side = this.sideOf(i, words), at = this.tape.from[i];
      const [server, client] = ["server", "client"].map((side) => Object.keys(words).find((word) => words[word] === side));
      if (!side) {
        const expected = `\`${server}\` or \`${client}\``;
        const text = (place) => `\`${place}\` is ${shown(this.tape, i)}: expected ${expected}`;
        return this.report("wrong-type", at, text, { path: "", owner: "" });
      }
      const { event } = this;
      if (!event || sends(event.from, side)) return;
      const right = event.from === "server" ? server : client;
      const expected = `\`${right}\`, since a ${event.from} sends ${event.name}`;
      const text = (place) => `\`${place}\` is ${shown(this.tape, i)}: expected ${expected}`;
      this.report("wrong-direction", at, text, { path: event.name, owner: "event" });
    }

    /** Checks a frame that is the content of a string; findings get their places in the string. */
    textOfFrame(i) {
      const { tape, list, rounded, total, steps } = this;
      const outer = [...steps];
      this.list = [];
      this.rounded = [];
      this.room -= list.length;
      const begun = this.begun;
      this.begun = 0;
      try {
        this.tape = read(stringOf(tape, i), 0, null);
        this.frame(0, null);
        this.halves(0);
        this.end(false);
      } catch (problem) {
        this.problem(problem, total, outer);
        this.event = null;
      }
      const found = this.list.sort((a, b) => a.at - b.at);
      const places = unescaped(raw(tape, i));
      for (const finding of found) finding.at = tape.from[i] + places(finding.at);
      this.room += list.length;
      Object.assign(this, { tape, begun, steps: outer, list: [...list, ...found], rounded: [...rounded, ...this.rounded] });
    }

    /** Reports the keys and texts of a value that hold half a surrogate pair. */
    halves(i) {
      if (!this.tape.half) return;
      const { tape } = this, c = first(tape, i);
      const half = (i, holder) => {
        if (JSON.parse(raw(tape, i)).isWellFormed()) return;
        const words = (at) => `\`${at}\` has half a surrogate pair in ${holder()}: expected whole characters`;
        this.report("half-surrogate-pair", tape.from[i], words);
      };
      if (c === '"') half(i, () => shown(tape, i));
      let index = 0;
      if (c === "[") for (const v of items(tape, i)) this.into(index++, () => this.halves(v));
      if (c !== "{") return;
      for (const [k, v] of members(tape, i)) {
        this.into(stringOf(tape, k), () => {
          half(k, () => "the key");
          this.halves(v);
        });
      }
    }

    // -------------------------------------------------------------------------- drawn frames

    /** Checks a frame of a kind that the schema draws. */
    drawn(i) {
      const kind = this.frameKind(i);
      if (!kind) return;
      this.kind = kind.name;
      this.at(kind.name, "frame");
      if (!this.numberOrName(kind, i)) return this.part(kind.shape, i, { kind });
      const isReply = kind.replies !== undefined;
      const event = isReply ? this.answered(kind, i) : (this.eventOf(kind, i) ?? this.givenTo(kind));
      if (event) this.at(event.name, "event");
      if (!isReply && event) this.ofSender(event, kind, i);
      else if (!isReply) this.unknownEvent(kind, i);
      if (this.side === "any") {
        const { from } = (!isReply && event) || kind;
        this.side = from === "both" ? (this.named ?? "any") : from;
      }
      this.part(kind.shape, i, { kind, event });
      if (isReply) this.request = event?.name ?? null;
      else this.event = event ?? null;
    }

    /** The token at a place in a frame, -1 if it is missing. Of a key that comes twice, the last counts. */
    find(i, path) {
      for (const step of path) {
        let found = -1, index = 0;
        const c = first(this.tape, i);
        if (c === "{" && typeof step === "string") {
          for (const [k, v] of members(this.tape, i)) if (stringOf(this.tape, k) === step) found = v;
        } else if (c === "[" && typeof step === "number") {
          for (const v of items(this.tape, i)) if (index++ === step) found = v;
        }
        if (found < 0) return -1;
        i = found;
      }
      return i;
    }

    /** Returns true if a token is a constant. */
    is(i, constant) {
      const kind = kindOf(first(this.tape, i));
      if (kind !== typeof constant) return false;
      if (kind === "string") return stringOf(this.tape, i) === constant;
      const token = raw(this.tape, i);
      return kind === "number" ? integerOf(token) === BigInt(constant) : token === String(constant);
    }

    meets(i, test) {
      if (i < 0) return false;
      const kind = kindOf(first(this.tape, i));
      if (test.is !== undefined) return this.is(i, test.is);
      return test === "exists" || (test === "not null" ? kind !== "null" : kind === test);
    }

    /** The sender, if the options or the capture say it. */
    direction() {
      return this.side === "any" ? this.named : this.side;
    }

    /** Finds the kind of a frame; reports one of no kind, or of a kind of the other side. */
    frameKind(i) {
      const of = this.kinds.filter((kind) => kind.tests.every(([path, test]) => this.meets(this.find(i, path), test)));
      const direction = this.direction(), at = this.tape.from[i];
      if (!of.length) return this.noKind(i, direction);
      if (!direction) {
        const known = of.find((kind) => kind.event_path && this.eventOf(kind, i));
        return known ?? of.find((kind) => !kind.event_path) ?? of[0];
      }
      const kind = of.find((kind) => sends(kind.from, direction));
      if (kind) return kind;
      const found = `a frame of kind \`${of[0].name}\`: expected a frame that a ${direction} sends`;
      this.report("wrong-direction", at, (place) => `\`${place}\` is ${found}`, { path: of[0].name, owner: "frame" });
    }

    /** Reports a frame of no kind, and why it is not of the kind that it is most like. */
    noKind(i, direction) {
      const kinds = this.kinds.filter((kind) => !direction || sends(kind.from, direction));
      const faults = (kind) =>
        kind.tests
          .map(([path, test], at) => ({ path, test, at, v: this.find(i, path) }))
          .filter(({ v, test }) => !this.meets(v, test));
      const worse = (kind) => kind.faults.length * 10 + kind.faults.filter(({ v }) => v < 0).length;
      const [nearest] = kinds
        .map((kind) => ({ name: kind.name, faults: faults(kind) }))
        .filter(({ faults }) => faults.length <= 2 && faults[0]?.at !== 0)
        .sort((a, b) => worse(a) - worse(b));
      const words = ({ path, test, v }) => {
        if (v < 0) return `\`${dotted(path)}\` is missing`;
        const what = { object: "no object", array: "no array", "not null": "null", null: "not null" }[test];
        return `\`${dotted(path)}\` is ${what ?? "not " + constantText(test.is)}`;
      };
      let why = "", outer;
      if (nearest) {
        // What is in a missing place is missing, too.
        const told = nearest.faults.filter(({ path, v }) => {
          const isInside = outer && outer.every((step, at) => step === path[at]);
          if (!isInside) outer = v < 0 ? path : undefined;
          return !isInside;
        });
        why = `; for \`${nearest.name}\`, ${told.map(words).join(" and ")}`;
      }
      const names = kinds.map(({ name }) => `\`${name}\``).join(", ");
      this.report("no-envelope", this.tape.from[i], () => `the frame has no kind: it is none of ${names}${why}`);
    }

    /** The name of an event on the wire as a key of a map; `undefined` if a token is none. */
    wireKey(i) {
      if (first(this.tape, i) === '"') return `"${stringOf(this.tape, i)}`;
      const isNumber = kindOf(first(this.tape, i)) === "number";
      const number = isNumber ? integerOf(raw(this.tape, i)) : "";
      return typeof number === "string" ? undefined : String(number);
    }

    /** The events of a kind by their names on the wire, those that more fields decide first. */
    eventsOf(kind) {
      return this.make(kind, () => {
        const byName = new Map(), at = this.kinds.indexOf(kind);
        const all = this.tables.events.filter((event) => event.frame === at);
        for (const event of [...all].sort((a, b) => (b.matches?.length ?? 0) - (a.matches?.length ?? 0))) {
          const key = typeof event.wire === "string" ? `"${event.wire}` : String(event.wire);
          byName.set(key, [...(byName.get(key) ?? []), event]);
        }
        return { byName, only: all.length === 1 ? all : [] };
      });
    }

    /** The event of a frame by its name and its fields; of a reply, that of its request. */
    eventOf(kind, i) {
      const isReply = kind.replies !== undefined, asked = isReply ? this.kinds[kind.replies] : kind;
      const { byName, only } = this.eventsOf(asked);
      let alike = only;
      if (kind.event_path) {
        const v = this.find(i, kind.event_path);
        alike = v < 0 ? [] : (byName.get(this.wireKey(v)) ?? []);
      }
      const isMatch = ([field, constant]) => {
        const path = kind.field_paths[field], v = path ? this.find(i, path) : -1;
        return v >= 0 && this.is(v, constant);
      };
      const matching = alike.filter((event) => isReply || (event.matches ?? []).every(isMatch));
      const direction = this.direction();
      if (!direction) return matching[0];
      // A side answers no requests of its own.
      if (isReply) return matching.find((event) => sends(event.from, opposite(direction)));
      return matching.find((event) => sends(event.from, direction)) ?? matching[0];
    }

    /** The event of the options, if a frame of a kind does not say its own. */
    givenTo(kind) {
      const isReply = kind.replies !== undefined, of = isReply ? kind.replies : this.kinds.indexOf(kind);
      const isSaid = kind.event_path && !isReply;
      return !isSaid && this.given?.frame === of ? this.given : undefined;
    }

    /** The event of the request that a reply answers; reports a reply that names another. */
    answered(kind, i) {
      const given = this.givenTo(kind);
      if (!given) return this.eventOf(kind, i);
      const v = kind.event_path ? this.find(i, kind.event_path) : -1;
      const key = v < 0 ? undefined : this.wireKey(v), isText = typeof given.wire === "string";
      if (key !== undefined && key !== (isText ? `"${given.wire}` : String(given.wire))) {
        const expected = `${isText ? `\`${given.wire}\`` : given.wire}, the event of the request`;
        const words = (at) => `\`${at}\` is ${shown(this.tape, v)}: expected ${expected}`;
        this.atPath(kind.event_path, () => this.report("wrong-type", this.tape.from[v], words));
      }
      return given;
    }

    atPath(path, check) {
      const { steps } = this;
      this.steps = [...steps, ...(path ?? [])];
      check();
      this.steps = steps;
    }

    /** Reports an event that only the other side sends; it is checked as such. */
    ofSender(event, kind, i) {
      const direction = this.direction();
      if (!direction || sends(event.from, direction)) return;
      // A capture that names the direction has a place of its own for it.
      if (this.side !== "any") {
        const v = kind.event_path ? this.find(i, kind.event_path) : -1;
        const expected = `an event that a ${this.side} sends`;
        const words = (at) => `\`${at}\` is \`${event.name}\`: expected ${expected}`;
        this.atPath(kind.event_path, () => this.report("wrong-direction", v < 0 ? this.begun : this.tape.from[v], words));
      }
      this.side = event.from;
    }

    /** Checks the type of the name of an event. */
    numberOrName(kind, i) {
      const v = kind.event_path ? this.find(i, kind.event_path) : -1;
      if (v < 0) return true;
      const isText = first(this.tape, v) === '"', isNumber = kindOf(first(this.tape, v)) === "number";
      let code = "wrong-type", expected = "the name of an event";
      if (kind.base === "int") {
        expected = `the number of an event, ${scalarWords("int")}`;
        const number = isNumber ? integerOf(raw(this.tape, v)) : code;
        if (typeof number === "string") code = number;
        else if (number < -SAFE || number > SAFE) code = "out-of-range";
        else return true;
      } else if (isText) return true;
      this.atPath(kind.event_path, () => this.wrong(code, v, expected));
      return false;
    }

    unknownEvent(kind, i) {
      const v = kind.event_path ? this.find(i, kind.event_path) : -1;
      // Without a name in the frame, something else says the event.
      if (v < 0) return;
      const key = this.wireKey(v);
      const others = this.kinds.filter((other) => other !== kind && this.eventsOf(other).byName.has(key));
      const names = others.map(({ name }) => `\`${name}\``).join(", ");
      const only = names && ` in frames of kind \`${kind.name}\`, only of kind ${names}`;
      const name = (key ?? "").replace(/^"/, "");
      this.atPath(kind.event_path, () =>
        this.report("unknown-event", this.tape.from[v], () => `the schema has no event \`${name}\`${only}`),
      );
    }

    /** Checks a value against a part of a shape. */
    part(part, i, frame) {
      const kind = kindOf(first(this.tape, i));
      if (part?.hole !== undefined) return this.hole(part, i, frame);
      if (part?.is !== undefined) {
        if (!this.is(i, part.is)) this.wrong("unknown-value", i, `the constant ${constantText(part.is)}`);
      } else if (part === null) {
        if (kind !== "null") this.wrong("wrong-type", i, "null");
      } else if (part.object) {
        if (kind === "object") this.object(part.object, i, frame);
        else this.wrong("wrong-type", i, "an object");
      } else if (kind === "array" && part.array) this.array(part.array, i, frame);
      else this.wrong("wrong-type", i, "an array");
    }

    object(parts, i, frame) {
      const flat = parts.find(([key]) => key === null)?.[1];
      const carried = flat && this.carried(flat, frame), seen = new Set();
      for (const [k, v] of members(this.tape, i)) {
        const key = stringOf(this.tape, k);
        const found = parts.find(([known, part]) => known === key && this.isThere(part, frame));
        this.into(key, () => {
          if (!found) return flat ? undefined : this.unknownKey(k, this.owner(frame));
          // A flat value is checked with all keys of the object.
          if (seen.has(found) && !carried) this.duplicate(k);
          seen.add(found);
          this.part(found[1], v, frame);
        });
      }
      for (const found of parts) {
        const [key, part] = found;
        if (key !== null && !seen.has(found)) this.into(key, () => this.missingPart(part, i, frame));
      }
      const keys = parts.map(([key]) => key).filter((key) => key !== null);
      if (carried) this.variant(carried[0], i, keys);
    }

    array(parts, i, frame) {
      const from = parts.findIndex((part) => part?.items !== undefined);
      const spread = from >= 0 ? this.carried({ hole: parts[from].items }, frame) : undefined;
      const { list, tuple } = spread?.[0] ?? {};
      let index = 0;
      for (const v of items(this.tape, i)) {
        const at = index++, part = parts[at];
        this.into(at, () => {
          if (from >= 0 && at >= from) {
            const type = tuple ? tuple[at - from] : list;
            if (type !== undefined) this.value(type, v);
            else if (tuple) this.unknownItem(v, this.words({ tuple }));
          } else if (at < parts.length && this.isThere(part, frame)) this.part(part, v, frame);
          else this.unknownItem(v, this.owner(frame));
        });
      }
      for (let at = index; at < parts.length; at++) this.into(at, () => this.missingPart(parts[at], i, frame));
      const count = Math.max(index - from, 0);
      if (!tuple || count >= this.needed({ tuple })) return;
      const words = (at) => `\`${at}\` is ${count} items of it: expected ${this.words({ tuple })}`;
      this.report("wrong-type", this.tape.from[i], words);
    }

    hole(hole, i, frame) {
      const carried = this.carried(hole, frame);
      if (!carried) return this.roundedIn(i);
      const [type, flags] = carried, isNull = first(this.tape, i) === "n";
      if (isNull && flags & NULL) return;
      // Nobody could answer to null.
      if (isNull && hole.hole === "id") return this.wrong("unexpected-null", i, this.words(type));
      this.value(type, i);
    }

    /** Reports a place that a frame of the kind has, if this one must have it, too. */
    missingPart(part, i, frame) {
      const carried = part?.hole !== undefined && this.carried(part, frame);
      if (!carried || part.free || carried[1] & ABSENT) return;
      this.missing(this.tape.from[i], carried[0]);
    }

    /** Returns true if a frame may have a part: one of an event without params has no place for any. */
    isThere(part, { event }) {
      return part?.hole !== "params" || !event || event.params !== undefined;
    }

    /** The type and the flags of the value of a hole; `undefined` if it is not checked. */
    carried({ hole }, { kind, event }) {
      if (hole === "event") return undefined;
      if (hole === "params") return event?.params;
      if (hole === "id") return kind.id;
      if (hole === "result") return event?.reply;
      if (hole !== "error") return kind.fields[hole];
      if (event?.error !== undefined) return [event.error, 0];
      // Nothing is known of the error of a request that is not known.
      return !event && kind.own_errors ? undefined : kind.error;
    }

    owner({ kind, event }) {
      return event ? `a frame of ${event.name}` : `a frame of kind \`${kind.name}\``;
    }

    // ----------------------------------------------------------------------------- archives

    /** Checks a message of a HAR, whose `data` is the text of a frame. Other messages are no frames. */
    message() {
      const { tape } = this, words = { receive: "server", send: "client" };
      if (first(tape, 0) !== "{") return this.wrong("wrong-type", 0, "a WebSocket message");
      const found = new Map([...members(tape, 0)].map(([k, v]) => [stringOf(tape, k), v]));
      const type = found.get("type"), opcode = found.get("opcode"), data = found.get("data");
      const isControl = type !== undefined && raw(tape, type) === '"error"';
      this.isFrame = !isControl && (opcode === undefined || raw(tape, opcode) === "1");
      if (!this.isFrame) return;
      this.into("data", () => {
        if (data === undefined) return this.missing(tape.from[0], "string");
        if (first(tape, data) !== '"') return this.wrong("wrong-type", data, "a string");
        this.named = (type !== undefined && this.sideOf(type, words)) || null;
        this.textOfFrame(data);
      });
      if (type !== undefined) this.into("type", () => this.sent(type, words));
    }
  }

  /** Maps places in the content of a string to places in its token. Places may only grow. */
  function unescaped(token) {
    let at = 1, content = 0;
    return (place) => {
      while (content < place && at + 1 < token.length) {
        const isPair = /^\\u[dD][89abAB]..\\u[dD][c-fC-F]/.test(token.slice(at, at + 9));
        const length = token[at] !== "\\" ? 1 : token[at + 1] !== "u" ? 2 : isPair ? 12 : 6;
        if (content + (isPair ? 2 : 1) > place) break;
        content += isPair ? 2 : 1;
        at += length;
      }
      return at;
    };
  }

  // -------------------------------------------------------------------------------- captures

  /** The end of the value that begins at a place, by its brackets; -1 if the text ends before. */
  function valueEnd(text, at) {
    const search = (pattern) => {
      pattern.lastIndex = at;
      return pattern.exec(text)?.index ?? -1;
    };
    if (!'{["'.includes(text[at])) return search(/[ \t\r\n,[\]{}"\x1e]/g);
    let depth = 0, isString = false;
    for (;;) {
      const found = search(isString ? /["\\\x1e]/g : /["{}[\]\x1e]/g), c = text[found];
      if (found < 0 || c === "\x1e") return found;
      at = found + 1;
      if (c === "\\") {
        if (text[at] === "\x1e") return at;
        at++;
      } else if (c === '"') {
        isString = !isString;
        if (!isString && depth === 0) return at;
      } else if (c === "{" || c === "[") depth++;
      else if (--depth <= 0) return at;
    }
  }

  /** The values of a text line by line; several may be on a line. */
  function* linesOf(text) {
    for (let at = 0; at <= text.length; ) {
      const newline = text.indexOf("\n", at), end = newline < 0 ? text.length : newline;
      const line = text.slice(at, end), start = /^[ \t\r\x1e]*/.exec(line)[0].length;
      for (let rest = start; rest < line.length; ) rest = yield { line, base: at, start: rest, several: true };
      at = end + 1;
    }
  }

  /** The values of a document: one, several one after another, or those of an array. */
  function* documentsOf(text, arraysAreValues) {
    let inArray = false, index = 0, after = "", at = 0;
    while (at < text.length) {
      const c = text[at];
      if (" \t\r\n\x1e".includes(c)) at++;
      else if (c === "[" && !inArray && index === 0 && !arraysAreValues) {
        inArray = true;
        at++;
      } else if (c === "]" && inArray) {
        if (after === ",") yield { base: at, problem: "no value comes after the comma" };
        inArray = false;
        after = "";
        index++;
        at++;
      } else if (c === "," && inArray && after === "value") {
        after = ",";
        at++;
      } else if (",]}:".includes(c)) yield { base: at++, problem: "not a value" };
      else {
        if (inArray && after === "value") yield { base: at, problem: "a comma comes between values" };
        const found = valueEnd(text, at), end = found < 0 ? text.length : found;
        yield { line: text.slice(at, end), base: at, start: 0, steps: inArray ? [index] : [] };
        if (found < 0) return;
        index++;
        after = "value";
        at = end;
      }
    }
    if (inArray) yield { base: at, problem: "the array does not end" };
  }

  /** The WebSocket messages of a HAR: the items of `log.entries[]._webSocketMessages`. */
  function* messagesOf(text) {
    const way = [["{"], ["{", '"log"'], ["[", '"entries"'], ["{"], ["[", '"_webSocketMessages"']];
    let level = 0, key = "", valueComes = false, at = 0;
    while (at < text.length) {
      const c = text[at], [bracket, wanted] = way[level] ?? [];
      if (" \t\r\n\x1e".includes(c)) at++;
      else if (c === "," || c === ":") {
        valueComes = c === ":";
        if (c === ",") key = "";
        at++;
      } else if (c === "}" || c === "]") {
        const isOpen = level > 0, closes = way[level - 1]?.[0] === "[" ? "]" : "}";
        if (!isOpen) yield { base: at, problem: "not a value" };
        else if (c !== closes) yield { base: at, problem: "another bracket is open here" };
        if (isOpen) {
          level--;
          valueComes = false;
        }
        at++;
      } else if (c === bracket && (!wanted || (valueComes && key === wanted))) {
        level++;
        valueComes = false;
        key = "";
        at++;
      } else {
        if (level === 0) yield { base: at, problem: "an object comes here in a HAR" };
        const found = valueEnd(text, at), end = found < 0 ? text.length : found;
        if (level === 5) yield { line: text.slice(at, end), base: at, start: 0, isMessage: true };
        if (found < 0) {
          if (level !== 5) yield { base: end, problem: "the HAR ends too early" };
          return;
        }
        if (level > 0 && level !== 3 && level !== 5 && c === '"' && !valueComes) key = text.slice(at, end);
        at = end;
      }
    }
    if (level > 0) yield { base: at, problem: "the HAR ends too early" };
  }

  /** The layout of a capture by its start: lines, documents or a HAR. */
  function layoutOf(whole) {
    const text = whole.slice(0, CHUNK).replace(/^[ \t\n\f\r]+/, "");
    if (text[0] === "[" || text[0] === "\x1e") return documentsOf;
    if (text[0] !== "{") return linesOf;
    const har = /^\{[ \t\n\f\r]*"log"[ \t\n\f\r]*:[ \t\n\f\r]*\{[ \t\n\f\r]*"(?:version|creator|browser|pages|entries|comment)"/;
    if (har.test(text)) return messagesOf;
    const newline = text.indexOf("\n"), line = newline < 0 ? text : text.slice(0, newline);
    const end = valueEnd(line, 0);
    if (end >= 0 && /^[ \t\n\f\r]*[{[\x1e]/.test(line.slice(end))) return documentsOf;
    if (newline < 0) return linesOf;
    const lines = text.split("\n").map((line) => line.replace(/^[ \t\f\r]+|[ \t\f\r]+$/g, ""));
    const [one, two] = lines.filter((line) => line !== "");
    if (one.endsWith("}")) return linesOf;
    if (one.endsWith(":") || one === "{") return documentsOf;
    return two?.startsWith("{") ? linesOf : documentsOf;
  }

  /** Turns places in a text, which may only grow, into lines and columns, both from 1. */
  function positions(text) {
    let at = 0, line = 1, column = 1;
    return (place) => {
      for (; at < place && at < text.length; at++) {
        const code = text.charCodeAt(at);
        if (code === 10) {
          line++;
          column = 1;
        } else if (code < 0xdc00 || code > 0xdfff) column++;
      }
      return { line, column };
    };
  }

  function tdprotoCheck(tables, whole, options = {}) {
    const text = !options.single && whole.startsWith("\ufeff") ? whole.slice(1) : whole;
    const checker = new Checker(tables, options), frames = [];
    const place = positions(text), isTyped = options.type !== undefined;
    const arraysAreValues = !isTyped && tables.frames.some(({ shape }) => shape?.array);
    const units = options.single
      ? [{ line: text, base: 0, start: 0 }][Symbol.iterator]()
      : layoutOf(text)(text, arraysAreValues);
    let listed = 0, behind;
    for (let unit = units.next(); !unit.done; unit = units.next(behind)) {
      const { line, base, start = 0, steps = [], several, problem, isMessage } = unit.value;
      const run = isMessage ? checker.message : isTyped ? checker.typed : options.single ? checker.single : checker.line;
      checker.isFrame = true;
      behind = checker.unit(line ?? "", start, steps, run, several, problem);
      if (!checker.isFrame) continue;
      const found = checker.list.sort((a, b) => a.at - b.at);
      listed += found.length;
      const { line: row } = place(base + start);
      const direction = checker.direction();
      frames.push({
        line: row,
        event: checker.event?.name ?? null,
        request: checker.request,
        kind: checker.kind,
        direction: direction === "any" ? null : direction,
        findings: found.map(({ at, ...finding }) => ({ ...finding, ...place(base + at) })),
        rounded: checker.rounded,
      });
    }
    return { frames, total: checker.total, listed };
  }

  globalThis.tdprotoCheck = tdprotoCheck;
  if (typeof module === "object" && module.exports) module.exports = tdprotoCheck;
})();
