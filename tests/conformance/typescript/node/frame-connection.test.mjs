// Connections over drawn frames: requests and their replies, by ids.
import assert from "node:assert/strict";
import { test } from "node:test";
import { FakeSocket } from "./fake-socket.mjs";
import { of } from "./protocols.mjs";

const turns = async () => {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
};

/** A connection of a protocol over a socket that the test controls. */
function connected(t, name, options = {}) {
  FakeSocket.all = [];
  t.mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  const connection = of(name).connect("ws://nowhere/", { WebSocket: FakeSocket, ...options });
  t.after(() => connection.close());
  const [socket] = FakeSocket.all;
  const tick = async (time) => {
    t.mock.timers.tick(time);
    t.mock.timers.tick(20);
    await turns();
  };
  return { connection, socket, sockets: FakeSocket.all, tick };
}

function open(t, name, options) {
  const all = connected(t, name, options);
  all.socket.happens("open");
  return all;
}

const evaluate = { expression: "1+1" };

test("requests wait for the connection, are numbered, and get their own replies", async (t) => {
  const { connection, socket } = connected(t, "cdp");
  const first = connection.request("Runtime.evaluate", evaluate);
  const second = connection.request("Page.enable", undefined, { sessionId: "A" });
  await turns();
  assert.ok(connection.bufferedAmount > 0);
  assert.deepEqual(socket.sent, []);
  socket.happens("open");
  assert.equal(connection.bufferedAmount, 0);
  assert.deepEqual(socket.sent, [
    { id: 1, method: "Runtime.evaluate", params: evaluate },
    { id: 2, method: "Page.enable", sessionId: "A" },
  ]);
  socket.receives({ id: 2, result: {}, sessionId: "A" });
  assert.deepEqual(await second, {});
  socket.receives({ id: 1, result: { result: { type: "number", value: 2 } } });
  assert.deepEqual(await first, { result: { type: "number", value: 2 } });
});

test("the errors of replies are typed, and those that are malformed are told", async (t) => {
  const { RequestError, isRequestError } = of("cdp");
  const { connection, socket } = open(t, "cdp");
  const failed = connection.request("Runtime.evaluate", evaluate);
  socket.receives({ id: 1, error: { code: -1, message: "no" } });
  const error = await failed.catch((error) => error);
  assert.ok(error instanceof RequestError && error instanceof Error);
  assert.ok(isRequestError(error, "Runtime.evaluate") && !isRequestError(error, "Page.enable"));
  assert.deepEqual([error.name, error.request, error.error.message], ["RequestError", "Runtime.evaluate", "no"]);

  const wrong = connection.request("Runtime.evaluate", evaluate);
  await turns();
  socket.receives({ id: 2, result: { result: 1 } });
  const malformed = await wrong.catch((error) => error);
  assert.ok(!isRequestError(malformed, "Runtime.evaluate"));
  assert.deepEqual(malformed.malformed, { path: "result.result", reason: "expected an object, found the number 1" });
  assert.match(malformed.message, /^the reply to Runtime.evaluate is malformed: result.result: expected/);

  const unhandled = [];
  connection.onUnhandled((frame) => unhandled.push(frame.kind));
  const worse = connection.request("Runtime.evaluate", evaluate);
  await turns();
  socket.receives({ id: 3, result: {}, sessionId: 1 });
  assert.equal((await worse.catch((error) => error)).malformed.path, "sessionId");
  assert.deepEqual(unhandled, ["malformed"]);
});

test("ids are of the type of the protocol, and 1 and its text differ", async (t) => {
  const { connection, socket } = open(t, "jsonrpc_lsp");
  const replies = [];
  connection.onReply((frame) => replies.push(frame));
  const hover = connection.request("textDocument/hover", {});
  await turns();
  assert.equal(socket.sent[0].id, 1);
  socket.receives({ jsonrpc: "2.0", id: null, error: { code: -32700, message: "Parse error" } });
  socket.receives({ jsonrpc: "2.0", id: "9", result: 1 });
  assert.deepEqual(replies, [
    { kind: "error", id: null, error: { code: -32700, message: "Parse error" } },
    { kind: "result", id: "9", result: 1 },
  ]);
  socket.receives({ jsonrpc: "2.0", id: "1", result: null });
  assert.equal(replies.length, 3);
  socket.receives({ jsonrpc: "2.0", id: 1, result: null });
  assert.equal(await hover, null);
});

test("ids may have 64 bits, and fields names of their own in code", async (t) => {
  const { connection, socket } = open(t, "odd");
  const sum = connection.request("sum", [1n], { kind_: "k", timeout_: 5 });
  await turns();
  assert.deepEqual(socket.sent, [[1, "call", "k", 5, "add up", 1]]);
  socket.receives([1, "answer", { text: "t", stamp: 1 }]);
  assert.deepEqual(await sum, [{ text: "t", stamp: 1n }]);
});

test("a reply to another request is malformed", async (t) => {
  const { connection, socket } = open(t, "dap");
  const next = connection.request("next", { threadId: 3 });
  await turns();
  assert.deepEqual(socket.sent, [{ seq: 1, type: "request", command: "next", arguments: { threadId: 3 } }]);
  socket.receives({ seq: 1, type: "response", request_seq: 1, success: true, command: "evaluate" });
  assert.match((await next.catch((error) => error)).message, /expected a reply to next, found one to evaluate/);
});

test("requests end by a timeout, a signal, a loss, and at the end", async (t) => {
  const { connection, socket, sockets, tick } = open(t, "cdp", { requestTimeout: 100, reconnectDelay: 10 });
  const code = (promise) => promise.then(() => assert.fail(), ({ code, message }) => `${code}: ${message}`);
  const late = code(connection.request("Runtime.evaluate", evaluate));
  const soon = code(connection.request("Runtime.evaluate", evaluate, { timeout: 50 }));
  const abort = new AbortController();
  const aborted = connection.request("Runtime.evaluate", evaluate, { signal: abort.signal }).catch((error) => error);
  await turns();
  abort.abort(new Error("enough"));
  assert.equal((await aborted).message, "enough");
  await tick(50);
  assert.equal(await soon, "timeout: Runtime.evaluate was not answered within 50 ms");
  await tick(50);
  assert.equal(await late, "timeout: Runtime.evaluate was not answered within 100 ms");
  const replies = [];
  connection.onReply(({ id }) => replies.push(id));
  socket.receives({ id: 1, result: {} });
  assert.deepEqual(replies, [1]);

  const lost = code(connection.request("Runtime.evaluate", evaluate));
  await turns();
  socket.happens("close", { code: 1006, reason: "" });
  assert.match(await lost, /^lost: Runtime.evaluate was not answered: the connection was lost/);
  const waiting = code(connection.request("Runtime.evaluate", evaluate, { timeout: Infinity }));
  await tick(20);
  assert.equal(sockets.length, 2);
  connection.close();
  assert.equal(await waiting, "not-sent: Runtime.evaluate was not sent: the connection was closed");
  assert.match(await code(connection.request("Runtime.evaluate", evaluate)), /^not-sent: /);
  await assert.rejects(connection.request("X.y"), /^TypeError: the schema has no request "X.y"/);
});

test("listeners get events, and answer those that are requests", async (t) => {
  const { connection, socket, sockets, tick } = open(t, "dap", { reconnectDelay: 10 });
  const seen = [];
  connection.on("stopped", ({ reason }, { kind, seq }) => seen.push([kind, seq, reason]));
  connection.onAny(({ event }) => seen.push(event));
  socket.receives({ seq: 7, type: "event", event: "stopped", body: { reason: "step" } });
  assert.deepEqual(seen, [["event", 7, "step"], "stopped"]);
  const answered = [];
  connection.on("runInTerminal", (params, frame) => {
    answered.push(connection.reply(frame, { processId: 5 }, { seq: 9 }));
    answered.push(connection.fail(frame, { error: undefined }, { seq: 10, message: "cancelled" }));
  });
  const request = { seq: 8, type: "request", command: "runInTerminal", arguments: { cwd: "/", args: ["ls"] } };
  const event = connection.waitFor("runInTerminal", { timeout: 100 });
  socket.receives(request);
  await Promise.all(answered);
  assert.deepEqual(socket.sent, [
    { seq: 9, type: "response", request_seq: 8, success: true, command: "runInTerminal", body: { processId: 5 } },
    { seq: 10, type: "response", request_seq: 8, success: false, command: "runInTerminal", message: "cancelled", body: {} },
  ]);
  const frame = await event;
  assert.equal(frame.params.cwd, "/");
  await assert.rejects(connection.reply(frame, { processId: "x" }, { seq: 1 }), /^TypeError: body.processId: expected an integer/);
  socket.happens("close", { code: 1006, reason: "" });
  await tick(20);
  sockets[1].happens("open");
  // The other connection never asked for this.
  await assert.rejects(connection.reply(frame, {}, { seq: 1 }), { name: "ConnectionError", code: "lost" });
  assert.deepEqual(sockets[1].sent, []);
});

test("frames without a reply are sent in order, and events can be iterated", async (t) => {
  const { connection, socket } = connected(t, "discord");
  const sent = [
    connection.send({ kind: "command", event: "IDENTIFY", params: { token: "x" } }),
    connection.send({ kind: "command", event: "HEARTBEAT", params: null }),
  ];
  await turns();
  socket.happens("open");
  await Promise.all(sent);
  assert.deepEqual(socket.sent, [{ op: 2, d: { token: "x" } }, { op: 1, d: null }]);
  await assert.rejects(connection.send({ kind: "command", event: "READY" }), /^TypeError: the schema has no event "READY"/);
  const events = connection[Symbol.asyncIterator]();
  socket.receives({ op: 11, s: null, t: null });
  assert.deepEqual((await events.next()).value, { kind: "control", event: "HEARTBEAT_ACK" });
  connection.close();
  assert.equal((await events.next()).done, true);
});

test("the only event of a kind needs no name in its frames", async (t) => {
  const { connection, socket } = open(t, "pulse");
  const ticks = [];
  connection.on("tick", (params) => void ticks.push(params));
  socket.receives({ type: "tick", data: 7 });
  await turns();
  assert.deepEqual(ticks, [7]);
  connection.send({ kind: "ping", event: "ping" });
  connection.send({ kind: "message", event: "hello", params: "you" });
  await turns();
  assert.deepEqual(socket.sent, [{ type: "ping" }, { type: "hello", data: "you" }]);
});
