import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { exactly } from "../exactly.mjs";
import { built, examples } from "./package.mjs";

const p = await built();
const { decode, encode, encodeClientEvent, encodeInput, encodeServerEvent } = p;

const codec = (client) =>
  client ? [p.decodeClientEvent, encodeClientEvent] : [p.decodeServerEvent, encodeServerEvent];
const frameOf = ({ event, params }) => (params === undefined ? { event } : { event, params });

test("every documented frame is written as the generated Rust writes it", () => {
  for (const { event, client, text } of examples) {
    const [decodeEvent, encodeEvent] = codec(client);
    const encoded = encodeEvent(frameOf(decodeEvent(text)));
    const snapshot = readFileSync(join(process.env.SNAPSHOTS, `${event}.snap`), "utf8");
    const expected = exactly(snapshot.slice(snapshot.indexOf("---\n", 4) + 4));
    const frame = exactly(encoded);
    // Ids belong to the connection, so that the two sides may differ in them.
    delete frame.confirm_id;
    delete expected.confirm_id;
    assert.deepEqual(frame, expected, event);
    assert.equal(encodeEvent(frameOf(decodeEvent(encoded))), encoded, event);
  }
});

test("presence is as the protocol wants it", () => {
  const params = { messages: [], chat_counters: [], team_counters: undefined };
  const written = JSON.parse(encodeServerEvent({ event: "server.message.updated", params }));
  assert.deepEqual(written.params.messages, []);
  const message = JSON.parse(encodeInput(p.MessageContentSchema, { text: "", type: "plain", size: 0, old: null, phones: [] }));
  assert.deepEqual(message, { text: "", type: "plain" });
  // What is required, but missing by a cast, is empty; what may be null is null.
  const chat = JSON.parse(encode(p.ChatSchema, {}));
  assert.equal(chat.jid, "");
  assert.equal(chat.gentime, 0);
  assert.equal(chat.icons, null);
  assert.ok(!("draft" in chat));
});

test("integers are bare numbers, and exact", () => {
  const text = encode(p.MessageSchema, { ...decode(p.MessageSchema, "{}").value, gentime: 1626960084072284401n });
  assert.match(text, /"gentime":1626960084072284401[,}]/);
  const settings = { data: { a: [9007199254740993n, { b: 1 }], c: undefined, d: [undefined] } };
  assert.equal(
    encode(p.ServerUiSettingsParamsSchema, { namespace: "n", data: settings.data }).includes('{"a":[9007199254740993,{"b":1}],"d":[null]}'),
    true,
  );
});

test("what only the server sets is not written, not even by a cast", () => {
  const chat = decode(p.ChatSchema, '{"jid":"x","markup":[{"op":1}],"display_name":"n"}').value;
  assert.ok("markup" in chat);
  const input = JSON.parse(encodeInput(p.ChatSchema, chat));
  assert.ok(!("markup" in input));
  assert.ok("markup" in JSON.parse(encode(p.ChatSchema, chat)));
});

test("ids are written if given", () => {
  const frame = { event: "client.activity", params: { afk: true } };
  assert.equal(encodeClientEvent(frame), '{"event":"client.activity","params":{"afk":true}}');
  const id = p.newConfirmId();
  assert.match(id, /^[0-9A-Za-z]{12}$/);
  assert.notEqual(id, p.newConfirmId());
  assert.equal(
    encodeClientEvent({ ...frame, confirm_id: id }),
    `{"event":"client.activity","confirm_id":"${id}","params":{"afk":true}}`,
  );
  assert.equal(encodeClientEvent({ event: "client.ping" }), '{"event":"client.ping"}');
});

test("what is not of its type is refused with its place", () => {
  const refused = (frame, message) => assert.throws(() => encodeClientEvent(frame), { name: "TypeError", message });
  refused({ event: "server.time", params: { time: "" } }, 'the schema has no event "server.time" of this direction');
  refused({ event: "constructor" }, 'the schema has no event "constructor" of this direction');
  refused({ event: "client.activity", params: { afk: 1 } }, "params.afk: expected a boolean, found the number 1");
  const chat = (gentime) => encode(p.ChatSchema, { gentime });
  assert.throws(() => chat(2n ** 63n), /^TypeError: gentime: expected an integer of 64 bits/);
  assert.throws(() => chat(0.5), /^TypeError: gentime/);
  const circle = {};
  circle.a = circle;
  assert.throws(() => encode(p.ServerUiSettingsParamsSchema, { data: circle }), /nested too deep/);
});
