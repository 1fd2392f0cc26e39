import assert from "node:assert/strict";
import { test } from "node:test";
import { built } from "./package.mjs";

const LATER =
  '{"event":"server.time","params":{"time":"t","__proto__":{"x":1},"later":{"n":[1626960084072284401]}}}';
const MESSAGE = '{"gentime":1626960084072284401}';

test("unknown keys are kept and written back", async () => {
  const p = await built("keep");
  const { event, params } = p.decodeServerEvent(LATER);
  assert.deepEqual(params.later, { n: [1626960084072284401n] });
  assert.equal(Object.getPrototypeOf(params), Object.prototype);
  assert.equal(p.encodeServerEvent({ event, params }), LATER);
  // But not by a client, where the server alone sets them.
  const { value } = p.decode(p.ChatSchema, '{"markup":[{"op":1}],"later":1}');
  const input = JSON.parse(p.encodeInput(p.ChatSchema, value));
  assert.ok(!("markup" in input));
  assert.equal(input.later, 1);
});

test("a frame of a later version comes back out equal", async () => {
  const p = await built("keep");
  const chat = p.decode(p.ChatSchema, '{"chat_type":"hologram","gentime":1626960084072284401}').value;
  const text = p.encode(p.ChatSchema, { ...chat, later: [{ deep: 9007199254740993n }] });
  const frame = `{"event":"server.chat.updated","confirm_id":"x","params":{"chats":[${text}],"team_unread":null,"badge":0,"section":{"a":null}}}`;
  const { kind, event, confirmId, params } = p.decodeServerEvent(frame);
  assert.equal(kind, "known");
  assert.equal(params.chats[0].chat_type, "hologram");
  assert.equal(p.encodeServerEvent({ event, confirm_id: confirmId, params }), frame);
  const unknown = '{"event":"server.hologram","params":{"n":9007199254740993}}';
  assert.equal(p.decodeServerEvent(unknown).raw, unknown);
});

test("unknown keys are refused", async () => {
  const p = await built("deny");
  const { kind, path, reason } = p.decodeServerEvent(LATER);
  assert.deepEqual({ kind, path, reason }, { kind: "malformed", path: "params.__proto__", reason: "the schema has no such key" });
});

test("integers of 64 bits are numbers", async () => {
  const p = await built("number");
  const { value } = p.decode(p.MessageSchema, MESSAGE);
  assert.equal(value.gentime, Number("1626960084072284401"));
  assert.equal(p.decode(p.MessageSchema, '{"gentime":9223372036854775808}').ok, false);
  assert.match(p.encode(p.MessageSchema, value), /"gentime":1626960084072284416,/);
  assert.equal(p.decode(p.MessageSchema, "{}").value.gentime, 0);
});

test("the limits of 64 bits are encoded again, rounded or not", async () => {
  const p = await built("number-edges");
  const limits = '"wide":[18446744073709551615,9223372036854775808],"by_key":{"a":9223372036854775807,"b":-9223372036854775808}';
  const { value } = p.decode(p.EdgesSchema, `{${limits}}`);
  assert.ok(p.encode(p.EdgesSchema, value).includes(limits));
  assert.throws(() => p.encode(p.EdgesSchema, { ...value, by_key: { a: 2 ** 63 + 2048 } }), TypeError);
  assert.throws(() => p.encode(p.EdgesSchema, { ...value, wide: [2 ** 64 + 4096] }), TypeError);
});

test("integers of 64 bits are texts", async () => {
  const p = await built("string");
  const { value } = p.decode(p.MessageSchema, MESSAGE);
  assert.equal(value.gentime, "1626960084072284401");
  assert.match(p.encode(p.MessageSchema, value), /"gentime":1626960084072284401,/);
  assert.equal(p.decode(p.MessageSchema, "{}").value.gentime, "0");
  assert.equal(p.decode(p.MessageSchema, '{"gentime":7}').value.gentime, "7");
  assert.throws(() => p.encode(p.MessageSchema, { ...value, gentime: "1,\"x\":2" }), TypeError);
});
