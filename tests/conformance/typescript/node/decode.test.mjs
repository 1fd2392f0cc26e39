import assert from "node:assert/strict";
import { test } from "node:test";
import { built, examples } from "./package.mjs";

const p = await built();
const { decode, decodeClientEvent, decodeServerEvent } = p;

const server = (params, event = "server.message.updated") =>
  decodeServerEvent(`{"event":"${event}","params":${params}}`);

test("every documented frame is known, and its integers are exact", () => {
  assert.equal(examples.length, 42);
  let exact = 0;
  for (const { event, client, text } of examples) {
    const frame = (client ? decodeClientEvent : decodeServerEvent)(text);
    assert.equal(frame.kind, "known", `${event}: ${frame.path} ${frame.reason}`);
    assert.equal(frame.event, event);
    const written = [...text.matchAll(/"gentime":\s*(\d{16,})/g)].map((match) => BigInt(match[1]));
    const found = [];
    const collect = (value) => {
      if (typeof value !== "object" || value === null) return;
      if (typeof value.gentime === "bigint" && value.gentime > 0n) found.push(value.gentime);
      Object.values(value).forEach(collect);
    };
    collect(frame.params);
    for (const gentime of written) assert.ok(found.includes(gentime), `${event}: ${gentime}`);
    exact += written.length;
  }
  assert.ok(exact > 20, `only ${exact} integers`);
});

test("null and missing fields become what the types say", () => {
  const frame = server('{"team_unread":null,"messages":null}');
  assert.equal(frame.kind, "known");
  assert.deepEqual(frame.params.messages, []);
  assert.equal(server("null").kind, "known");
  assert.deepEqual(decodeServerEvent('{"event":"server.message.updated"}').params.messages, []);

  const chat = decode(p.ChatSchema, '{"last_message":null,"draft":null,"jid":null,"icons":{}}').value;
  assert.equal(chat.jid, "");
  assert.equal(chat.gentime, 0n);
  assert.equal(chat.last_message, null);
  assert.ok(!("draft" in chat) && !("hidden" in chat));
  const message = decode(p.MessageSchema, "{}").value;
  assert.equal(message.content.text, "");
});

test("every field of many may be the only one there", () => {
  const empty = decode(p.FeaturesSchema, "{}").value;
  const keys = Object.keys(empty);
  assert.ok(keys.length > 64, `only ${keys.length} fields`);
  for (const key of keys) {
    const other = { string: "x", number: 1, bigint: 1, boolean: true }[typeof empty[key]] ?? empty[key];
    const { value } = decode(p.FeaturesSchema, JSON.stringify({ later: null, [key]: other }));
    const expected = typeof empty[key] === "bigint" ? 1n : other;
    assert.deepEqual(value, { ...empty, [key]: expected });
    assert.deepEqual(decode(p.FeaturesSchema, JSON.stringify({ [key]: other })).value, value);
  }
});

test("any number of unknown keys goes away", () => {
  const unknown = Array.from({ length: 200_000 }, (_, at) => `"x${at}":${at}`).join();
  const { value } = decode(p.UnreadSchema, `{${unknown},"messages":2}`);
  assert.deepEqual(value, { ...decode(p.UnreadSchema, "{}").value, messages: 2 });
});

test("what is not of its type is refused with its place", () => {
  const cases = [
    ['{"messages":{}}', "params.messages", "expected an array, found an object"],
    ['{"messages":[{},{"content":{"text":1}}]}', "params.messages[1].content.text", "expected a string, found the number 1"],
    ['{"messages":[null]}', "params.messages[0]", "expected an object, found null"],
    ['{"messages":[{"gentime":1.5}]}', "params.messages[0].gentime", "expected an integer of 64 bits, found the number 1.5"],
    ['{"messages":[{"gentime":9223372036854775808}]}', "params.messages[0].gentime", "expected an integer of 64 bits, found the number 9223372036854775808"],
    ['{"messages":[{"gentime":1e30}]}', "params.messages[0].gentime", "expected an integer of 64 bits, found the number 1e+30"],
    ['{"messages":[{"gentime":"1"}]}', "params.messages[0].gentime", "expected an integer of 64 bits, found a string"],
    ['{"messages":[{"important":0}]}', "params.messages[0].important", "expected a boolean, found the number 0"],
    ["[]", "params", "expected an object, found an array"],
  ];
  for (const [params, path, reason] of cases) {
    const frame = server(params);
    const { kind, event } = frame;
    assert.deepEqual(
      { kind, event, path: frame.path, reason: frame.reason },
      { kind: "malformed", event: "server.message.updated", path, reason },
    );
  }
  const counter = (value) => decode(p.UnreadSchema, `{"messages":${value}}`);
  assert.equal(counter("-1").reason, "expected an integer, 0 or more, found the number -1");
  assert.equal(counter("0.5").ok, false);
  assert.equal(counter("9007199254740992").ok, false);
  assert.equal(counter("9007199254740991").ok, true);
  const odd = decode(p.TeamCounterSchema, '{"unread":{"a b":1}}');
  assert.equal(odd.path, 'unread["a b"]');
});

test("texts that are no frames are malformed, and never throw", () => {
  const texts = ["", "{", "null", "1", '"x"', "[]", "{}", '{"event":1}', '{"event":null}', "\u0000", '{"event":"server.time","params":{}}x', '{"event":"server.time","confirm_id":1}'];
  for (const text of texts) {
    const frame = decodeServerEvent(text);
    assert.equal(frame.kind, "malformed", text);
    assert.equal(frame.raw, text);
    assert.equal(typeof frame.reason, "string");
  }
});

test("keys of prototypes do no harm", () => {
  for (const key of ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty"]) {
    assert.equal(decodeServerEvent(`{"event":"${key}"}`).kind, "unknown", key);
    const frame = server(`{"${key}":{"polluted":true},"messages":[]}`);
    assert.equal(frame.kind, "known", key);
    assert.ok(!Object.hasOwn(frame.params, key), key);
    assert.equal(Object.getPrototypeOf(frame.params), Object.prototype);
    const map = decode(p.ServerUiSettingsParamsSchema, `{"data":{"${key}":1}}`);
    assert.equal(map.ok, true);
    assert.equal(Object.getOwnPropertyDescriptor(map.value.data, key).value, 1);
  }
  assert.equal({}.polluted, undefined);
  assert.equal(decodeServerEvent('{"__proto__":{"event":"server.time"}}').kind, "malformed");
});

test("nesting of any depth does no harm", () => {
  const deep = (open, close, inner = "") => open.repeat(100_000) + inner + close.repeat(100_000);
  const texts = [
    deep("[", "]"),
    deep('{"a":', "}", "1"),
    `{"event":"server.message.updated","params":{"messages":[${deep('{"reply_to":', "}", "null")}]}}`,
    `{"event":"server.uisettings","params":{"data":{"x":${deep("[", "]")}}}}`,
    `{"event":"server.message.updated","params":{"messages":[{"markup":[${deep('{"childs":[', "]}")}]}]}}`,
  ];
  for (const text of texts) assert.equal(decodeServerEvent(text).kind, "malformed");
  assert.match(decodeServerEvent(texts[2]).reason, /^nested more than 127 deep$/);
  // What nobody reads is no exception: Rust refuses it, too.
  for (const text of ["server.time", "server.later"]) {
    const frame = decodeServerEvent(`{"event":"${text}","x":${deep("[", "]")}}`);
    assert.deepEqual([frame.kind, frame.reason], ["malformed", "nested more than 127 deep"]);
  }
  const unread = deep("[", "]", "9007199254740993,1e16");
  assert.equal(decode(p.MessageSchema, `{"gentime":9007199254740993,"x":${unread}}`).ok, false);
});

test("a text is read within limits", () => {
  const nested = (depth) => `{"event":"server.warning","params":{"orig":${"[".repeat(depth - 2)}${"]".repeat(depth - 2)}}}`;
  assert.equal(decodeServerEvent(nested(127)).kind, "known");
  assert.equal(decodeServerEvent(nested(128)).kind, "malformed");
  assert.equal(decodeServerEvent(nested(128), { depth: 1000 }).kind, "malformed");
  assert.equal(decodeServerEvent(nested(5), { depth: 5 }).kind, "known");
  const deep = decodeServerEvent(nested(6), { depth: 5 });
  assert.deepEqual([deep.path, deep.reason], ["params.orig[0][0][0]", "nested more than 5 deep"]);
  const unknown = '{"event":"server.later","params":{"a":[]}}';
  assert.equal(decodeServerEvent(unknown, { depth: 2 }).path, "params.a");

  const messages = (count) => `{"event":"server.message.updated","params":{"messages":[${Array(count).fill("{}")}]}}`;
  assert.equal(decodeServerEvent(messages(3), { items: 3 }).kind, "known");
  const many = decodeServerEvent(messages(4), { items: 3 });
  assert.deepEqual([many.path, many.reason], ["params.messages", "more than 3 items"]);
  // Of lists and maps together; what is of any type does not count.
  const team = '{"unread":{"a":{},"b":{}},"x":[1,2,3]}';
  assert.equal(decode(p.TeamCounterSchema, team, { items: 1_000 }).ok, decode(p.TeamCounterSchema, team).ok);
  assert.equal(decode(p.ServerWarningParamsSchema, '{"orig":[1,2,3,4]}', { items: 3 }).ok, true);
  const settings = (count) => `{"data":{${Array.from({ length: count }, (_, at) => `"k${at}":[1,2]`)}}}`;
  assert.equal(decode(p.ServerUiSettingsParamsSchema, settings(3), { items: 3 }).ok, true);
  assert.equal(decode(p.ServerUiSettingsParamsSchema, settings(4), { items: 3 }).reason, "more than 3 items");
  assert.equal(decodeServerEvent(messages(1_000_001)).reason, "more than 1000000 items");

  for (const [text, bytes] of [["x", 1], ["é", 2], ["€", 3], ["🙂", 4], ["\ud83d", 3], ["x🙂\ude42", 8]]) {
    const frame = JSON.stringify({ event: "server.time", params: { time: "" } }).replace('""', `"${text}"`);
    const size = Buffer.byteLength(frame);
    assert.equal(size, 44 + bytes, text);
    assert.equal(decodeServerEvent(frame, { frameBytes: size }).kind, "known", text);
    const long = decodeServerEvent(frame, { frameBytes: size - 1 });
    assert.deepEqual([long.kind, long.path, long.reason], ["malformed", "", `the frame has more than ${size - 1} bytes`]);
  }
  assert.equal(decodeServerEvent(" ".repeat(64 * 1024 * 1024 + 1)).reason, "the frame has more than 67108864 bytes");
});

test("no text takes long or fills the stack", () => {
  const texts = ['"', "\\\"", "\\n", "\\\\", "1", "1.", "1e1", "1-", "e-1", "-", ".", "9007199254740993,"];
  for (const piece of texts) {
    const string = `"${piece.replace(/^"$/, "x").repeat(500_000)}"`;
    const frame = decodeServerEvent(`{"event":"server.warning","params":{"message":${string},"orig":[1e16,9007199254740993]}}`);
    assert.deepEqual(frame.params?.orig, [10n ** 16n, 9007199254740993n], piece);
    assert.equal(JSON.stringify(frame.params.message), string, piece);
  }
  const digits = "1".repeat(1_000_000);
  for (const number of [digits, `0.${digits}`, `1e${digits}`, `1e-${digits}`, `${digits}e-999999`]) {
    decodeServerEvent(`{"event":"server.warning","params":{"orig":${number}}}`);
    assert.equal(decode(p.UnreadSchema, `{"messages":${number}}`).path, "messages");
  }
});

test("integers are exact wherever they stand, and digits in texts are left alone", () => {
  const gentimes = ["0", "-0", "9007199254740991", "9007199254740993", "-9007199254740993", "1626960084072284401", "9223372036854775807", "-9223372036854775808"];
  for (const digits of gentimes) {
    const { value } = decode(p.MessageSchema, `{"gentime": ${digits} }`);
    assert.equal(value.gentime, BigInt(digits), digits);
  }
  const text = ': 1626960084072284401, "gentime":1626960084072284402';
  const message = (gentime) => `{"gentime":${gentime},"content":{"text":${JSON.stringify(text)}}}`;
  const one = decode(p.MessageSchema, message("1626960084072284401"));
  assert.equal(one.value.gentime, 1626960084072284401n);
  assert.equal(one.value.content.text, text);
  // Both are rounded to the same number.
  const list = `{"messages":[${message("1626960084072284401")},${message("1626960084072284402")}]}`;
  const both = server(list).params.messages;
  assert.deepEqual(both.map((found) => found.gentime), [1626960084072284401n, 1626960084072284402n]);
  assert.deepEqual(both.map((found) => found.content.text), [text, text]);
  // The same with a long text and a long number, which no 64 bits hold.
  const long = JSON.stringify('"\\ 1626960084072284401'.repeat(200_000));
  const large = server(`{"messages":[${message("1626960084072284401")},{"gentime":1626960084072284402,"content":{"text":${long}}}]}`);
  assert.equal(large.params.messages[1].gentime, 1626960084072284402n);
  assert.equal(JSON.stringify(large.params.messages[1].content.text), long);
  assert.equal(decode(p.MessageSchema, `{"gentime":${"9".repeat(1_000_000)}}`).ok, false);
  const any = decode(p.ServerUiSettingsParamsSchema, '{"data":{"a":[1626960084072284401,1.5,1e300]}}');
  assert.deepEqual(any.value.data, { a: [1626960084072284401n, 1.5, 1e300] });
});

test("what is told apart by a second look may stand beside anything", () => {
  const look = (more) => server(`{"messages":[{"gentime":1626960084072284401},{"gentime":1626960084072284402},${more}]}`);
  const refused = look('{"gentime":1e19}');
  assert.equal(refused.kind, "malformed");
  assert.equal(refused.path, "params.messages[2].gentime");
  assert.match(refused.reason, /found the number 10000000000000000000$/);
  assert.equal(look('{"gentime":1626960084072284401.5}').kind, "malformed");
  for (const [text, expected] of [["1626960084072284401.0", 1626960084072284401n], ["1e18", 10n ** 18n]]) {
    assert.equal(look(`{"gentime":${text}}`).params.messages[2].gentime, expected);
  }
  const rest = '{"later":[0.1234567890123456789,-1.5e-10,12345678901234567890123]}';
  assert.deepEqual(look(rest).params.messages.map(({ gentime }) => gentime), [1626960084072284401n, 1626960084072284402n, 0n]);
  const any = decode(p.ServerUiSettingsParamsSchema, '{"data":{"a":1626960084072284401,"b":1626960084072284402,"c":[1e18,0.1234567890123456789]}}');
  assert.deepEqual(any.value.data, { a: 1626960084072284401n, b: 1626960084072284402n, c: [10n ** 18n, 0.1234567890123456789] });
});

test("an integer is one however it is written, and no other number lends it its digits", () => {
  const gentime = (text, more = "") => decode(p.MessageSchema, `{"gentime":${text}${more}}`);
  const whole = { "1.0": 1n, "1e3": 1000n, "1E+3": 1000n, "-0": 0n, "1e15": 10n ** 15n, "1e16": 10n ** 16n, "10.00e-1": 1n, "9223372036854775807.0": 2n ** 63n - 1n, "9007199254740992.0": 2n ** 53n };
  for (const [text, expected] of Object.entries(whole)) {
    assert.equal(gentime(text).value.gentime, expected, text);
    // Digits in a text or in another number, which are rounded to the same.
    for (const more of [',"later":"10000000000000001"', ',"later":10000000000000001', ',"message_id":"9007199254740993"', ',"later":9007199254740993']) {
      assert.equal(gentime(text, more).value.gentime, expected, text + more);
    }
  }
  for (const text of ["1.5", "1e-1", "9007199254740993.5", "9223372036854775808", "9223372036854775807.5", "1e19", "1E400", `1e${"9".repeat(30)}`, "9007199254740989.5", "1.00000000000000000001", "12345678.00000000001", "90071992547409895e-1", "1e-400"]) {
    const refused = gentime(text);
    assert.equal(refused.path, "gentime", text);
  }
});

test("a number of any kind keeps its value", () => {
  const data = (text) => decode(p.ServerUiSettingsParamsSchema, `{"data":{"a":${text}}}`);
  const kept = { "1E400": 10n ** 400n, "-1e309": -(10n ** 309n), "9007199254740993e0": 2n ** 53n + 1n, "9007199254740992.0": 2n ** 53n, "1e18": 10n ** 18n, "1e300": 1e300, "123456789012345678901234567890": 123456789012345678901234567890n };
  for (const [text, expected] of Object.entries(kept)) {
    const { value } = data(text);
    assert.equal(value.data.a, expected, text);
    assert.deepEqual(decode(p.ServerUiSettingsParamsSchema, p.encode(p.ServerUiSettingsParamsSchema, value)).value, value);
  }
  // As doubles, both are infinite.
  const both = decode(p.ServerUiSettingsParamsSchema, `{"data":{"a":1${"0".repeat(399)}1,"b":1E400}}`);
  assert.deepEqual(both.value.data, { a: 10n ** 400n + 1n, b: 10n ** 400n });
  // Few characters of text must not make a number that fills the memory.
  for (const text of ["1e999999999", "-1.5E+4000", `${"9".repeat(2000)}`, `${"9".repeat(400)}.5`]) {
    const { value } = data(text);
    assert.ok(value.data.a instanceof p.HugeNumber, text);
    assert.ok(p.encode(p.ServerUiSettingsParamsSchema, value).endsWith(`"data":{"a":${text}}}`));
  }
});

test("numbers of random frames are those of the text", () => {
  let seed = 1;
  const below = (limit) => (seed = (seed * 48271) % 2147483647) % limit;
  const digits = [9007199254740993n, 9007199254740992n, 1626960084072284401n, 1626960084072284402n, 10n ** 16n, 10n ** 16n + 1n, 7n];
  const spellings = [(n) => `${n}`, (n) => `${n}.0`, (n) => `${n}0e-1`, (n) => `${n}E0`, (n) => `-${n}`];
  const texts = ['""', '"9007199254740993"', '"\\\\"', '"\\"10000000000000001"', '"\\u0022,9007199254740993"', '"é"'];
  for (let round = 0; round < 3000; round++) {
    const messages = Array.from({ length: 1 + below(4) }, () => {
      const [integer, how] = [digits[below(digits.length)], below(spellings.length)];
      const text = `{"message_id":${texts[below(texts.length)]}, "gentime" :${spellings[how](integer)},"x":[${texts[below(texts.length)]}]}`;
      return { text, expected: how === 4 ? -integer : integer };
    });
    const list = `{"messages":[${messages.map(({ text }) => text).join(" , ")}]}`;
    const read = server(list).params.messages.map(({ gentime }) => gentime);
    assert.deepEqual(read, messages.map(({ expected }) => expected), list);
  }
});

test("a frame of a later version passes through", () => {
  const raw = '{"event":"server.later","confirm_id":"abc","params":{"n":1626960084072284401}}';
  assert.deepEqual(decodeServerEvent(raw), { kind: "unknown", event: "server.later", raw, confirmId: "abc" });
  const frame = server('{"messages":[{"content":{"type":"hologram"},"later":1}],"later":{}}');
  assert.equal(frame.params.messages[0].content.type, "hologram");
  assert.ok(!("later" in frame.params) && !("later" in frame.params.messages[0]));
});

test("keys may come in any order, ids may be missing", () => {
  const frame = decodeServerEvent('{"params":{"time":"t"},"confirm_id":"x","event":"server.time"}');
  assert.deepEqual(frame, { kind: "known", event: "server.time", params: { time: "t" }, confirmId: "x" });
  assert.equal(decodeServerEvent('{"event":"server.time","confirm_id":""}').confirmId, undefined);
  const ping = decodeClientEvent('{"event":"client.ping","params":[]}');
  assert.deepEqual(ping, { kind: "known", event: "client.ping", params: undefined, confirmId: undefined });
});

test("mutilated frames never throw", () => {
  let seed = 7;
  const random = (below) => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
  for (const { client, text } of examples) {
    for (let round = 0; round < 60; round++) {
      const at = random(text.length);
      const piece = ["", "null", "{}", "[", '"', "1e999", "-", "\\", "18446744073709551616"][random(9)];
      const mutilated = text.slice(0, at) + piece + text.slice(at + random(4));
      const frame = (client ? decodeClientEvent : decodeServerEvent)(mutilated);
      assert.ok(["known", "unknown", "malformed"].includes(frame.kind));
    }
  }
});
