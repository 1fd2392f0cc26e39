// Drawn frames of real protocols: decoded as their kinds, and written back unchanged.
import assert from "node:assert/strict";
import { test } from "node:test";
import { names, of, recorded } from "./protocols.mjs";

const decode = (name, sender, text, options) => {
  const { decodeServerEvent, decodeClientEvent } = of(name);
  return (sender === "server" ? decodeServerEvent : decodeClientEvent)(text, options);
};
const encode = (name, sender, frame) => {
  const { encodeServerEvent, encodeClientEvent } = of(name);
  return (sender === "server" ? encodeServerEvent : encodeClientEvent)(frame);
};
const known = (name, sender, value, options) => {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const decoded = decode(name, sender, text, options);
  assert.equal(decoded.kind, "known", `${decoded.path}: ${decoded.reason}`);
  return decoded.frame;
};
const refused = (name, sender, value, options) => {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const { kind, raw, ...rest } = decode(name, sender, text, options);
  assert.equal(kind, "malformed");
  assert.equal(raw, text);
  return rest;
};

for (const name of names) {
  test(`frames of ${name} are of their kinds`, () => {
    for (const [sender, kind, frame] of recorded(name)) {
      if (kind === null) {
        refused(name, sender, frame);
        continue;
      }
      const read = known(name, sender, frame, name === "github" ? { event: "issues" } : undefined);
      assert.equal(read.kind, kind);
      assert.deepEqual(JSON.parse(encode(name, sender, read)), frame);
    }
  });
}

test("names are those of the schema, and places are written in the order drawn", () => {
  const hello = known("discord", "server", { t: null, s: null, op: 10, d: { heartbeat_interval: 1 } });
  assert.deepEqual(hello, { kind: "control", event: "HELLO", params: { heartbeat_interval: 1 } });
  assert.equal(encode("discord", "server", hello), '{"op":10,"d":{"heartbeat_interval":1},"s":null,"t":null}');
  const ready = { kind: "dispatch", event: "READY", params: { v: 10 }, s: 1 };
  assert.equal(encode("discord", "server", ready), '{"op":0,"t":"READY","s":1,"d":{"v":10}}');
  assert.equal(encode("phoenix", "client", { kind: "push", event: "heartbeat", id: "7", params: {}, topic: "phoenix" }), '[null,"7","phoenix","heartbeat",{}]');
  assert.throws(() => encode("discord", "server", { kind: "control", event: "READY" }), /^TypeError: the schema has no event "READY"/);
  assert.throws(() => encode("discord", "server", { kind: "push", event: "READY" }), /^TypeError: the schema has no frame of kind "push"/);
  assert.throws(() => encode("cdp", "client", { kind: "command", event: "Page.enable" }), /^TypeError: id: expected an integer, found nothing/);
});

test("the last of a repeated key counts, and numbers may be spelled", () => {
  const text = '{"op":5,"op":1e1,"op":10.0,"d":{"heartbeat_interval":1},"t":null,"s":null}';
  assert.equal(known("discord", "server", text).event, "HELLO");
  assert.equal(known("discord", "server", '{"op":0.0,"t":"READY","s":100e-2,"d":{"v":1}}').s, 1);
  assert.equal(known("discord", "server", '{"op":-0,"t":"READY","s":1,"d":{"v":1}}').kind, "dispatch");
  // Rounded to zero, but not zero.
  assert.equal(refused("discord", "server", '{"op":1e-400,"t":"READY","s":1,"d":{"v":1}}').frameKind, undefined);
  assert.equal(known("cdp", "client", '{"id":9007199254740991,"method":"Page.enable"}').id, 9007199254740991);
  assert.equal(refused("cdp", "client", '{"id":9007199254740993,"method":"Page.enable"}').path, "id");
  assert.equal(known("phoenix", "server", '[null,null,"t","new_msg",{"body":"b"},1,{}]').topic, "t");
});

test("events of later versions are kept whole", () => {
  const text = '{"op":7,"d":{"x":1},"s":null,"t":null}';
  assert.deepEqual(decode("discord", "server", text), { kind: "unknown", frameKind: "control", event: 7, raw: text });
  const request = '{"id":3,"method":"X.y","params":1}';
  assert.deepEqual(decode("cdp", "client", request), { kind: "unknown", frameKind: "command", event: "X.y", id: 3, raw: request });
});

test("what is wrong is told with its place, its name and its id", () => {
  assert.deepEqual(refused("discord", "server", { op: 10, d: { heartbeat_interval: "x" }, s: null, t: null }), {
    frameKind: "control",
    event: 10,
    path: "d.heartbeat_interval",
    reason: "expected an integer, found a string",
  });
  assert.deepEqual(refused("discord", "server", { op: 0, t: 5, s: 1, d: {} }), {
    frameKind: "dispatch",
    path: "t",
    reason: "expected a string, found the number 5",
  });
  assert.deepEqual(refused("obs", "client", { op: 6, d: { requestType: "SetCurrentProgramScene", requestId: 1, requestData: {} } }), {
    frameKind: "request",
    event: "SetCurrentProgramScene",
    path: "d.requestId",
    reason: "expected a string, found the number 1",
  });
  assert.equal(refused("discord", "server", { op: 0, t: "READY", s: "1", d: { v: 1 } }).path, "s");
  assert.deepEqual(refused("cdp", "client", { id: null, method: "Page.enable" }), {
    frameKind: "command",
    event: "Page.enable",
    path: "id",
    reason: "expected an integer, found null",
  });
  assert.equal(refused("phoenix", "server", [null, null, "t", "new_msg", { body: 1 }]).path, "[4].body");
  assert.equal(refused("phoenix", "server", []).reason, "is of no kind: ok, error, broadcast");
  assert.match(refused("cdp", "server", "{").reason, /JSON/);
  const deep = `{"method":"Page.loadEventFired","params":{"timestamp":1},"x":${"[".repeat(200)}${"]".repeat(200)}}`;
  assert.match(refused("cdp", "server", deep).reason, /nested more than 127 deep/);
  for (const text of ["null", "1", '"x"', "[]", "{}", "", "[[]]", '{"__proto__":{"op":1}}', '{"constructor":1}']) {
    for (const name of names) {
      for (const sender of ["server", "client"]) decode(name, sender, text);
    }
  }
});

test("a name that no frame has is given to the decoder", () => {
  const issue = { action: "opened", issue: { number: 1 }, repository: {} };
  assert.equal(known("github", "server", issue, { event: "issues" }).params.action, "opened");
  assert.equal(known("github", "server", { ref: "r", repository: {} }, { event: "push" }).params.ref, "r");
  assert.deepEqual(decode("github", "server", "{}", { event: "star" }), { kind: "unknown", frameKind: "delivery", event: "star", raw: "{}" });
  assert.equal(decode("github", "server", "{}").kind, "unknown");
  assert.equal(refused("github", "server", { ref: 1 }, { event: "push" }).path, "ref");
});

test("values may stand among the keys of a frame", () => {
  const hello = { type: "hello", num_connections: 1, connection_info: { app_id: "A" } };
  const frame = known("slack", "server", hello);
  assert.deepEqual(frame, { kind: "control", event: "hello", params: { num_connections: 1, connection_info: { app_id: "A" } } });
  // The keys of the shape stay those of the frame.
  assert.equal(encode("slack", "server", { ...frame, params: { ...frame.params, type: "x" } }), JSON.stringify(hello));
  const { decodeReply } = of("obs");
  const failure = { op: 7, d: { requestType: "GetSceneList", requestId: "g", requestStatus: { result: false, code: 608 } } };
  const reply = known("obs", "server", failure);
  assert.deepEqual(reply.error, { code: 608 });
  assert.deepEqual(decodeReply("GetSceneList", reply), { ok: false, error: { code: 608 } });
  // The error is the same for all requests, so that it is read with the frame.
  failure.d.requestStatus.code = "x";
  assert.deepEqual(refused("obs", "server", failure), {
    frameKind: "failure",
    event: "GetSceneList",
    id: "g",
    path: "d.requestStatus.code",
    reason: "expected an integer, found a string",
  });
});

test("of several faults, the first one drawn is told, and the name of an event last", () => {
  assert.equal(refused("discord", "server", { op: 0, t: 5, s: "1", d: {} }).path, "s");
  assert.equal(refused("phoenix", "client", [5, null, "t", "heartbeat", {}]).path, "[0]");
  assert.deepEqual(refused("cdp", "client", { id: "x", method: 5 }), {
    frameKind: "command",
    path: "id",
    reason: "expected an integer, found a string",
  });
  assert.equal(refused("obs", "server", { op: 7, d: { requestType: 1, requestId: 1, requestStatus: { result: true, code: 100 } } }).path, "d.requestType");
});

test("the request says what is in a reply", () => {
  const { decodeReply, encodeServerReply } = of("cdp");
  const read = (value) => decodeReply("Page.printToPDF", known("cdp", "server", value));
  assert.deepEqual(read({ id: 1, result: { data: "AQI=" } }), { ok: true, result: { data: Uint8Array.of(1, 2) } });
  assert.deepEqual(read({ id: 1, error: { code: 1, message: "m" } }), { ok: false, error: { code: 1, message: "m" } });
  assert.deepEqual(read({ id: 1, result: { data: 1 } }), {
    ok: false,
    malformed: { path: "result.data", reason: "expected a string of base64, found the number 1" },
  });
  assert.equal(encodeServerReply("Page.printToPDF", { kind: "result", id: 1, result: { data: Uint8Array.of(1, 2) } }), '{"id":1,"result":{"data":"AQI="}}');
  assert.match(decodeReply("X.y", { kind: "result", id: 1, result: 1 }).malformed.reason, /no request "X.y"/);

  const dap = of("dap");
  const next = known("dap", "server", { seq: 4, type: "response", request_seq: 153, success: true, command: "next" });
  assert.deepEqual(dap.decodeReply("next", next), { ok: true, result: undefined });
  assert.match(dap.decodeReply("initialize", next).malformed.reason, /expected a reply to initialize, found one to next/);
  // An error that may be missing.
  const failed = { seq: 6, type: "response", request_seq: 9, success: false, command: "evaluate" };
  assert.deepEqual(dap.decodeReply("evaluate", known("dap", "server", failed)), { ok: false, error: undefined });

  const lsp = of("jsonrpc_lsp");
  const hover = known("jsonrpc_lsp", "server", { jsonrpc: "2.0", id: "a", result: null });
  assert.deepEqual(lsp.decodeReply("textDocument/hover", hover), { ok: true, result: null });
  assert.equal(lsp.encodeClientReply("workspace/configuration", { kind: "result", id: "7", result: [1n] }), '{"jsonrpc":"2.0","id":"7","result":[1]}');
  assert.throws(() => lsp.encodeServerEvent({ kind: "error", id: null, error: null }), /^TypeError: error: expected an error/);
});
