// Frames as odd as a schema may draw them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { of } from "./protocols.mjs";

const odd = of("odd");
const known = (decode, text) => {
  const decoded = decode(text);
  assert.equal(decoded.kind, "known", `${decoded.path}: ${decoded.reason}`);
  return decoded.frame;
};
const refused = (decode, text) => {
  const { kind, path, reason } = decode(text);
  assert.equal(kind, "malformed");
  return `${path}: ${reason}`;
};
const { decodeServerEvent, decodeClientEvent, decodeReply, encodeServerEvent, encodeClientEvent } = odd;

test("items of params stand in the array of a frame", () => {
  const text = '[9007199254740993,"call","k",5,"add",18014398509481985,{"text":"t","stamp":1}]';
  const frame = known(decodeServerEvent, text);
  assert.deepEqual(frame, {
    kind: "call",
    event: "add",
    id: 9007199254740993n,
    kind_: "k",
    timeout_: 5,
    params: [18014398509481985n, { text: "t", stamp: 1n }],
  });
  assert.equal(encodeServerEvent(frame), text);
  // A client never sends what is readonly.
  assert.equal(encodeClientEvent(frame), text.replace(',"stamp":1', ""));
  assert.equal(known(decodeClientEvent, '[1,"call","k",5,"add up",1,2]').event, "sum");
  assert.equal(refused(decodeClientEvent, '[1,"call","k",5,"add up",1,"2"]'), "[6]: expected an integer of 64 bits, found a string");
  assert.equal(refused(decodeServerEvent, '[1,"call","k",5,"add",1]'), ": expected 2 items, found 1");
  const items = { kind: "call", event: "sum", id: 1n, kind_: "", timeout_: 0, params: [] };
  assert.equal(encodeClientEvent(items), '[1,"call","",0,"add up"]');
  assert.deepEqual(known(decodeClientEvent, '[1,"call","",0,"add up"]'), items);
  const many = `[1,"call","",0,"add up"${",1".repeat(10)}]`;
  assert.match(decodeClientEvent(many, { items: 9 }).reason, /more than 9 items/);
});

test("items of results stand in the array of a reply", () => {
  const reply = known(decodeServerEvent, '[1,"answer",9007199254740993,"AQI="]');
  assert.deepEqual(decodeReply("add", reply), { ok: true, result: [9007199254740993n, Uint8Array.of(1, 2)] });
  assert.equal(odd.encodeServerReply("add", { kind: "answer", id: 1n, result: [9007199254740993n, Uint8Array.of(1, 2)] }), '[1,"answer",9007199254740993,"AQI="]');
  assert.deepEqual(decodeReply("sum", known(decodeServerEvent, '[1,"answer",{"text":5}]')).malformed, {
    path: "[2].text",
    reason: "expected a string, found the number 5",
  });
  // The reply names the request as the wire does.
  const refusal = known(decodeServerEvent, '[1,"refusal","add up"]');
  assert.deepEqual(refusal, { kind: "refusal", event: "sum", id: 1n });
  assert.equal(encodeServerEvent(refusal), '[1,"refusal","add up"]');
  assert.deepEqual(decodeReply("sum", refusal), { ok: false, error: undefined });
  assert.match(decodeReply("add", refusal).malformed.reason, /expected a reply to add, found one to sum/);
  const later = known(decodeServerEvent, '[1,"refusal","later",{"text":1}]');
  assert.equal(encodeServerEvent(later), '[1,"refusal","later",{"text":1}]');
});

test("keys and fields may be called as properties of all objects", () => {
  const text = '{"meta":{"__proto__":1,"version":"1","big":9007199254740991,"price":"$5"},"body":{"fixed":true,"radius":9007199254740993},"a/b":false}';
  const frame = known(decodeServerEvent, text);
  assert.deepEqual(frame, { kind: "note", event: "drawn_first", version: "1", constructor: false, params: { radius: 9007199254740993n } });
  assert.equal(encodeServerEvent(frame), text);
  // Rounded, it would be another constant.
  assert.equal(decodeServerEvent(text.replace("740991", "740991.2")).kind, "malformed");
  const other = text.replace('"version":"1"', '"version":"2"').replace('"radius"', '"form":"circle","radius"');
  assert.equal(known(decodeServerEvent, other).event, "drawn");
  assert.equal(encodeServerEvent(known(decodeServerEvent, other)), other);
  const { constructor, version, ...bare } = frame;
  assert.ok(encodeServerEvent(bare).includes('"version":"1"') && !encodeServerEvent(bare).includes("a/b"));
  assert.throws(() => encodeServerEvent({ ...frame, version: "2" }), /^TypeError: meta.version: expected "1" for drawn_first/);
  // Unknown variants are kept whole, without the keys of the shape.
  const later = other.replace('"circle"', '"line"');
  assert.equal(encodeServerEvent(known(decodeServerEvent, later)), later);
  assert.equal(refused(decodeServerEvent, other.replace('"circle"', "1")), "body.form: expected a string, found the number 1");
  assert.equal(refused(decodeServerEvent, text.replace(":1,", ":true,")), 'meta["__proto__"]: expected an integer, found a boolean'.replace('["__proto__"]', ".__proto__"));
});

test("places at the end may be missing", () => {
  const frame = { kind: "tail", event: "tail", first: 1, second: null, id: undefined };
  assert.equal(encodeClientEvent({ kind: "tail", event: "tail" }), '{"tail":["tail"]}');
  assert.equal(encodeClientEvent(frame), '{"tail":["tail",1,null]}');
  assert.equal(encodeClientEvent({ ...frame, first: undefined }), '{"tail":["tail",null,null]}');
  assert.equal(encodeClientEvent({ ...frame, id: "x" }), '{"tail":["tail",1,null,"x"]}');
  assert.deepEqual(known(decodeClientEvent, '{"tail":["tail",1,null]}'), { kind: "tail", event: "tail", first: 1, second: null });
  assert.deepEqual(known(decodeClientEvent, '{"tail":["tail"]}'), { kind: "tail", event: "tail" });
  assert.equal(refused(decodeClientEvent, '{"tail":["tail",1,2,3]}'), "tail[3]: expected a string, found the number 3");
});

test("missing, null and a value differ where the schema says so", () => {
  for (const text of [
    '{"version":2,"type":"moved","time":null}',
    '{"version":2,"type":"moved","time":1,"value":null}',
    '{"version":2,"type":"moved","time":1,"value":{"text":"t"}}',
  ]) {
    assert.equal(encodeClientEvent(known(decodeClientEvent, text)), text);
  }
  assert.equal(known(decodeServerEvent, '{"version":2,"type":"moved","time":null,"value":{}}').params.stamp, 0n);
  // A field of 64 bits tells the event.
  const now = '{"version":2,"type":"moved","time":5}';
  assert.deepEqual(known(decodeServerEvent, now), { kind: "patch", event: "moved_now", time: 5n });
  assert.equal(encodeClientEvent({ kind: "patch", event: "moved_now", time: 5n }), now);
  assert.equal(encodeClientEvent({ kind: "patch", event: "moved_now" }), now);
  assert.throws(() => encodeClientEvent({ kind: "patch", event: "moved_now", time: 6n }), /^TypeError: time: expected 5 for moved_now/);
  assert.equal(decodeServerEvent('{"version":2,"type":"moved"}').reason, "is of no kind: call, answer, refusal, note, patch");
});
