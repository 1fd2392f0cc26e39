import assert from "node:assert/strict";
import { test } from "node:test";
import { built } from "./package.mjs";

const p = await built("edges");
const { connect, decode, decodeClientEvent, decodeServerEvent, encode, encodeClientEvent, encodeServerEvent } = p;
const { EdgesSchema, EndlessSchema } = p;

const read = (text) => {
  const result = decode(EdgesSchema, text);
  assert.ok(result.ok, `${result.path}: ${result.reason}`);
  return result.value;
};
const refused = (text) => {
  const { ok, path, reason } = decode(EdgesSchema, text);
  assert.equal(ok, false);
  return `${path}: ${reason}`;
};

test("fields may be called as every object's properties are", () => {
  const empty = read("{}");
  assert.ok(Object.hasOwn(empty, "constructor") && Object.hasOwn(empty, "__proto__"));
  assert.equal(empty.constructor, "");
  assert.equal(Object.getOwnPropertyDescriptor(empty, "__proto__").value, false);
  assert.ok(!Object.hasOwn(empty, "toString"));
  assert.equal(Object.getPrototypeOf(empty), Object.prototype);
  const text = '{"constructor":"c","toString":1,"__proto__":true,"closed":"no","level":7}';
  assert.equal(encode(EdgesSchema, read(text)), text);
  assert.equal(
    encode(EdgesSchema, {}),
    '{"constructor":"","__proto__":false,"closed":"yes","level":0}',
  );
  assert.equal(refused('{"__proto__":1}'), "__proto__: expected a boolean, found the number 1");
});

test("closed enums have no other values, open ones do", () => {
  assert.equal(read("{}").closed, "yes");
  assert.ok(!("maybe" in read('{"maybe":null}')));
  // None of them is empty, and would be left out.
  assert.match(encode(EdgesSchema, { maybe: "yes" }), /"maybe":"yes"/);
  assert.equal(refused('{"closed":"maybe"}'), 'closed: expected one of "yes", "no", found a string');
  assert.equal(read('{"level":-5}').level, -5);
  assert.equal(refused('{"level":0.5}'), "level: expected an integer, found the number 0.5");
});

test("integers go to their limits and no further", () => {
  const wide = "[0,18446744073709551615,9007199254740993,18446744073709551614,1]";
  const value = read(`{"wide":${wide},"by_key":{"__proto__":-9223372036854775808,"a b":1},"small":-128,"ratio":1e300}`);
  assert.deepEqual(value.wide, [0n, 18446744073709551615n, 9007199254740993n, 18446744073709551614n, 1n]);
  assert.equal(Object.getOwnPropertyDescriptor(value.by_key, "__proto__").value, -9223372036854775808n);
  const text = encode(EdgesSchema, value);
  assert.ok(text.includes(`"wide":${wide},"by_key":{"__proto__":-9223372036854775808,"a b":1}`), text);
  assert.match(refused('{"wide":[1,-1]}'), /^wide\[1\]: expected an unsigned integer of 64 bits/);
  assert.match(refused('{"wide":[18446744073709551616]}'), /^wide\[0\]: /);
  assert.match(refused('{"by_key":{"a b":9223372036854775808}}'), /^by_key\["a b"\]: expected an integer of 64 bits, found the number 9223372036854775808/);
  assert.match(refused('{"small":128}'), /^small: expected an integer of 8 bits/);
  assert.equal(refused('{"ratio":1e400}'), "ratio: expected a number, found the number Infinity");
  assert.throws(() => encode(EdgesSchema, { ratio: Infinity }), /^TypeError: ratio: expected a number/);
});

test("what contains itself by a required field cannot be empty", () => {
  const { ok, path, reason } = decode(EndlessSchema, '{"next":{}}');
  assert.deepEqual({ ok, path, reason }, { ok: false, path: "next.next", reason: "is missing" });
  assert.equal(decode(EndlessSchema, "null").ok, false);
});

test("frames may have other keys and no ids", async () => {
  const text = '{"type":"edges","__proto__":{"constructor":"c"},"confirm_id":1}';
  const frame = decodeServerEvent(text);
  assert.equal(frame.kind, "known", frame.reason);
  assert.equal(frame.params.constructor, "c");
  assert.equal(frame.confirmId, undefined);
  assert.equal(decodeServerEvent('{"event":"edges"}').path, "type");
  const frameOf = { type: "edges", ["__proto__"]: frame.params };
  assert.equal(
    encodeServerEvent(frameOf),
    '{"type":"edges","__proto__":{"constructor":"c","__proto__":false,"closed":"yes","level":0}}',
  );
});

test("what only the server sets does not exist for a client, however deep", () => {
  const sealed = { text: "t", stamp: 1n };
  const params = { ...sealed, inner: [sealed, { ...sealed, by_key: { k: sealed } }] };
  const text = encodeClientEvent({ type: "sealed", ["__proto__"]: params });
  assert.equal(text, '{"type":"sealed","__proto__":{"text":"t","inner":[{"text":"t"},{"text":"t","by_key":{"k":{"text":"t"}}}]}}');
  const received = decodeClientEvent('{"type":"sealed","__proto__":{"stamp":1,"inner":[{"stamp":2}]}}');
  assert.deepEqual(received.params, { text: "", inner: [{ text: "" }] });
});

test("without ids, an event is confirmed by being sent", async () => {
  const sent = [];
  class Socket extends EventTarget {
    constructor() {
      super();
      queueMicrotask(() => this.dispatchEvent(new Event("open")));
    }
    send(text) {
      sent.push(text);
    }
    close() {}
  }
  const connection = connect("ws://nowhere/", { WebSocket: Socket });
  const confirmed = await connection.send({ type: "order", ["__proto__"]: {} });
  assert.deepEqual(confirmed, { confirmId: undefined });
  assert.equal(sent.length, 1);
  connection.close();
});

test("a scalar is checked alone, where no entity has it", () => {
  assert.deepEqual(p.checkFew("abc"), []);
  const [breach, ...others] = p.checkFew("abcd");
  assert.deepEqual(breach.path, []);
  assert.deepEqual(others, []);
});

test("half a surrogate pair is kept in memory, and written as what no text holds", () => {
  const value = read('{"constructor":"\\ud83d \\\\ud83d \\ud83d\\ude00","by_key":{"\\ude00":1}}');
  assert.equal(value.constructor, "\ud83d \\ud83d \ud83d\ude00");
  const text = encode(EdgesSchema, value);
  assert.ok(text.startsWith('{"constructor":"\ufffd \\\\ud83d \ud83d\ude00",'), text);
  assert.ok(text.includes('"by_key":{"\ufffd":1}'), text);
});
