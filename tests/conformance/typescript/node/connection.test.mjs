import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { test } from "node:test";
import { WebSocket, WebSocketServer } from "ws";
import { built } from "./package.mjs";

const { connect, ConnectionError } = await built();

/** A server on 127.0.0.1, gone when the test is over. */
async function listening(t, handle = () => {}) {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  await once(server, "listening");
  t.after(() => {
    for (const client of server.clients) client.terminate();
    server.close();
  });
  const received = [];
  server.on("connection", (socket, request) => {
    socket.on("message", (data) => {
      const frame = JSON.parse(data);
      received.push(frame);
      handle(frame, socket);
    });
    server.emit("client", socket, request);
  });
  return { server, received, url: `ws://127.0.0.1:${server.address().port}` };
}

function connected(t, url, options = {}) {
  const connection = connect(url, { WebSocket, reconnectDelay: 10, ...options });
  t.after(() => connection.close());
  return connection;
}

const confirms = (frame, socket) => {
  if (frame.event === "client.confirm") return;
  const params = { confirm_id: frame.confirm_id };
  socket.send(JSON.stringify({ event: "server.confirm", params }));
};

const until = async (condition) => {
  for (let round = 0; !condition(); round++) {
    assert.ok(round < 500, "waited for too long");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

const afk = { event: "client.activity", params: { afk: true } };

test("events are sent and confirmed", async (t) => {
  const { url, received } = await listening(t, confirms);
  const connection = connected(t, url);
  assert.equal(connection.status, "connecting");
  const [first, second] = await Promise.all([
    connection.send(afk),
    connection.send({ ...afk, confirm_id: "abcdefghijkl" }),
  ]);
  assert.equal(connection.status, "open");
  assert.match(first.confirmId, /^[0-9A-Za-z]{12}$/);
  assert.equal(second.confirmId, "abcdefghijkl");
  assert.deepEqual(received[0], { ...afk, confirm_id: first.confirmId });
});

test("headers are sent", async (t) => {
  const { url, server } = await listening(t);
  const request = new Promise((resolve) => server.on("client", (_, request) => resolve(request)));
  connected(t, url, { headers: { token: "secret" } });
  assert.equal((await request).headers.token, "secret");
});

test("listeners get params and frame, and what they got is confirmed", async (t) => {
  const { url, server, received } = await listening(t);
  server.on("client", (socket) => {
    socket.send('{"event":"server.time","confirm_id":"first","params":{"time":"now"}}');
    socket.send('{"event":"server.later","confirm_id":"second"}');
    socket.send('{"event":"server.time","confirm_id":"third","params":{"time":1}}');
    socket.send(Buffer.from([1, 2, 3]));
  });
  const connection = connected(t, url);
  const got = [];
  const unhandled = [];
  const end = connection.on("server.time", (params, frame) => got.push([params.time, frame.confirmId]));
  connection.onUnhandled((frame) => unhandled.push(frame.kind));
  await until(() => received.length === 2 && unhandled.length === 3);
  assert.deepEqual(got, [["now", "first"]]);
  assert.deepEqual(unhandled, ["unknown", "malformed", "malformed"]);
  assert.deepEqual(
    received,
    ["first", "second"].map((confirm_id) => ({ event: "client.confirm", params: { confirm_id } })),
  );
  end();
  for (const socket of server.clients) socket.send('{"event":"server.time","confirm_id":"fourth","params":{"time":"then"}}');
  await until(() => received.length === 3);
  assert.equal(got.length, 1);
});

test("what is not confirmed in time is rejected", async (t) => {
  const { url } = await listening(t);
  const connection = connected(t, url, { confirmTimeout: 30 });
  const error = await connection.send(afk).catch((error) => error);
  assert.ok(error instanceof ConnectionError);
  assert.equal(error.code, "timeout");
  assert.equal(error.message, "client.activity was not confirmed within 30 ms");
});

test("a lost connection is opened again, and what was sent by it is rejected", async (t) => {
  let calls = 0;
  const { url } = await listening(t, (frame, socket) => {
    if (calls++ === 0) socket.terminate();
    else confirms(frame, socket);
  });
  const connection = connected(t, url);
  const statuses = [];
  connection.onStatus((status) => statuses.push(status));
  await assert.rejects(connection.send(afk), { name: "ConnectionError", code: "lost" });
  await connection.send(afk);
  assert.deepEqual(statuses, ["open", "waiting", "connecting", "open"]);
});

test("waits longer from attempt to attempt while there is no server", async (t) => {
  const { url, server } = await listening(t);
  server.close();
  await once(server, "close");
  const connection = connected(t, url, { reconnectDelay: 5, reconnectDelayMax: 20 });
  let attempts = 0;
  connection.onStatus((status) => (attempts += status === "waiting" ? 1 : 0));
  await until(() => attempts >= 4);
  const waiting = connection.send(afk);
  connection.close();
  await assert.rejects(waiting, {
    code: "not-sent",
    message: "client.activity was not sent: the connection was closed",
  });
});

test("after it was closed nothing is sent or received", async (t) => {
  const { url, server } = await listening(t);
  const connection = connected(t, url);
  const pending = connection.send(afk);
  await until(() => connection.status === "open");
  connection.close();
  await assert.rejects(pending, { code: "lost", message: /the connection was closed/ });
  assert.equal(connection.status, "closed");
  await assert.rejects(connection.send(afk), { code: "not-sent", message: /the connection is closed/ });
  await until(() => server.clients.size === 0);
});

test("does not come back if that is not wanted", async (t) => {
  const { url, server } = await listening(t);
  server.on("client", (socket) => socket.close());
  const connection = connected(t, url, { reconnect: false });
  await until(() => connection.status === "closed");
});

test("a connection without answers to pings is lost", async (t) => {
  let answers = true;
  const { url, received } = await listening(t, (frame, socket) => answers && confirms(frame, socket));
  const connection = connected(t, url, { pingInterval: 20, confirmTimeout: 50 });
  const statuses = [];
  connection.onStatus((status) => statuses.push(status));
  await until(() => received.filter(({ event }) => event === "client.ping").length >= 3);
  assert.deepEqual(statuses, ["open"]);
  answers = false;
  await until(() => statuses.includes("waiting"));
  answers = true;
  await until(() => connection.status === "open");
});

/** A socket without a network: the test says what happens to it. */
class FakeSocket extends EventTarget {
  static all = [];
  sent = [];
  isClosed = false;
  constructor() {
    super();
    FakeSocket.all.push(this);
  }
  /** Something happens, such as "open", with properties of its event. */
  happens(type, properties = {}) {
    this.dispatchEvent(Object.assign(new Event(type), properties));
  }
  receives(frame) {
    this.happens("message", { data: JSON.stringify(frame) });
  }
  send(text) {
    if (this.refuses) throw new Error("InvalidStateError");
    this.sent.push(JSON.parse(text));
  }
  close() {
    this.isClosed = true;
  }
}

/** A connection over such sockets, and the timers it has running. */
function faked(t, options = {}) {
  FakeSocket.all = [];
  t.mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  const connection = connect("ws://nowhere/", { WebSocket: FakeSocket, ...options });
  t.after(() => connection.close());
  return { connection, tick: (time) => t.mock.timers.tick(time), sockets: FakeSocket.all };
}

for (const status of ["open", "waiting", "connecting"]) {
  test(`who closes a connection when it is ${status} has closed it for good`, (t) => {
    const { connection, tick, sockets } = faked(t, { pingInterval: 10 });
    connection.onStatus((found) => found === status && connection.close());
    sockets[0].happens("open");
    sockets[0].happens("close", { code: 1006 });
    tick(100_000);
    assert.equal(connection.status, "closed");
    assert.equal(sockets.length, 1);
    assert.ok(sockets[0].sent.every(({ event }) => event !== "client.ping"));
  });
}

test("a signal closes the connection", async (t) => {
  const controller = new AbortController();
  const { connection, sockets } = faked(t, { signal: controller.signal });
  const pending = connection.send(afk);
  controller.abort();
  assert.equal(connection.status, "closed");
  assert.ok(sockets[0].isClosed);
  await assert.rejects(pending, { code: "not-sent" });
  assert.throws(() => connect("ws://nowhere/", { WebSocket: FakeSocket, signal: AbortSignal.abort() }), { name: "AbortError" });
});

test("what a socket refuses to send is rejected, and sent by no other", async (t) => {
  const { connection, tick, sockets } = faked(t);
  const waiting = connection.send(afk);
  sockets[0].refuses = true;
  sockets[0].happens("open");
  await assert.rejects(waiting, { code: "not-sent", message: "client.activity was not sent: InvalidStateError" });
  await assert.rejects(connection.send(afk), { name: "ConnectionError", code: "not-sent" });
  // Nor does a listener suffer from it.
  sockets[0].receives({ event: "server.time", confirm_id: "x", params: { time: "" } });
  sockets[0].happens("close");
  tick(1000);
  sockets[1].happens("open");
  assert.deepEqual(sockets[1].sent, []);
});

test("nothing is confirmed before it was sent, or twice", async (t) => {
  const { connection, tick, sockets } = faked(t, { reconnectDelay: 10 });
  const first = connection.send({ ...afk, confirm_id: "once" });
  sockets[0].happens("open");
  sockets[0].happens("close");
  await assert.rejects(first, { code: "lost" });
  const second = connection.send({ ...afk, confirm_id: "once" });
  tick(10);
  sockets[0].receives({ event: "server.confirm", params: { confirm_id: "once" } });
  sockets[1].receives({ event: "server.confirm", params: { confirm_id: "once" } });
  assert.equal(await Promise.race([second, "waits"]), "waits");
  sockets[1].happens("open");
  await assert.rejects(connection.send({ ...afk, confirm_id: "once" }), /once is waited for already/);
  sockets[1].receives({ event: "server.confirm", params: { confirm_id: "once" } });
  sockets[1].receives({ event: "server.confirm", params: { confirm_id: "once" } });
  assert.deepEqual(await second, { confirmId: "once" });
});

test("the longer there is no frame, the longer it waits between attempts, at random", (t) => {
  const { tick, sockets } = faked(t, { reconnectDelay: 100, reconnectDelayMax: 1000 });
  t.mock.method(Math, "random", () => 0);
  const lost = (time) => {
    const before = sockets.length;
    sockets.at(-1).happens("close");
    tick(time - 1);
    assert.equal(sockets.length, before, `before ${time} ms`);
    tick(1);
    assert.equal(sockets.length, before + 1, `after ${time} ms`);
  };
  lost(50);
  // That it opened does not mean that the server wants to talk.
  sockets.at(-1).happens("open");
  for (const time of [100, 200, 400, 500, 500]) lost(time);
  sockets.at(-1).happens("open");
  sockets.at(-1).receives({ event: "server.time", params: { time: "" } });
  lost(50);
  t.mock.method(Math, "random", () => 0.999_999);
  lost(200);
});

test("an attempt that nobody answers is given up, and followed by another", async (t) => {
  const silent = createServer().listen(0, "127.0.0.1");
  await once(silent, "listening");
  const taken = [];
  silent.on("connection", (socket) => taken.push(socket.on("error", () => {})));
  t.after(() => {
    for (const socket of taken) socket.destroy();
    silent.close();
  });
  const connection = connected(t, `ws://127.0.0.1:${silent.address().port}`, { connectTimeout: 30 });
  const reasons = [];
  connection.onStatus((status, reason) => status === "waiting" && reasons.push(reason));
  await until(() => reasons.length === 2);
  assert.deepEqual(new Set(reasons), new Set(["the server did not answer within 30 ms"]));
});

test("an attempt that is given up is over for good without another", (t) => {
  const { connection, tick, sockets } = faked(t, { connectTimeout: 50, reconnect: false });
  tick(50);
  assert.equal(connection.status, "closed");
  assert.ok(sockets[0].isClosed);
  sockets[0].happens("open");
  assert.equal(connection.status, "closed");
});

test("what opened in time stays open", (t) => {
  const { connection, tick, sockets } = faked(t, { connectTimeout: 50, pingInterval: 0 });
  tick(49);
  sockets[0].happens("open");
  tick(1_000);
  assert.equal(connection.status, "open");
});

test("an option that is undefined is one that was not said", async (t) => {
  const names = ["connectTimeout", "confirmTimeout", "pingInterval", "reconnect", "reconnectDelay", "reconnectDelayMax"];
  const { connection, tick, sockets } = faked(t, Object.fromEntries(names.map((name) => [name, undefined])));
  t.mock.method(Math, "random", () => 0);
  const sent = connection.send(afk).catch((error) => error.message);
  sockets[0].happens("open");
  tick(9_999);
  assert.equal(await Promise.race([sent, "waits"]), "waits");
  tick(1);
  assert.equal(await sent, "client.activity was not confirmed within 10000 ms");
  tick(20_000);
  assert.deepEqual(sockets[0].sent.map(({ event }) => event), ["client.activity", "client.ping"]);
  sockets[0].happens("close");
  assert.equal(connection.status, "waiting");
  tick(249);
  assert.equal(sockets.length, 1);
  tick(1);
  assert.equal(sockets.length, 2);
  tick(10_000);
  assert.equal(connection.status, "waiting");
});

for (const time of [Infinity, 2 ** 31, 1e300]) {
  test(`a time of ${time} is not over at once`, async (t) => {
    const options = { connectTimeout: time, confirmTimeout: time, pingInterval: time, reconnectDelay: time, reconnectDelayMax: time };
    const { connection, tick, sockets } = faked(t, options);
    const sent = connection.send(afk);
    tick(1e9);
    assert.equal(connection.status, "connecting");
    sockets[0].happens("open");
    tick(1e9);
    assert.equal(await Promise.race([sent, "waits"]), "waits");
    assert.deepEqual(sockets[0].sent.map(({ event }) => event), ["client.activity"]);
    sockets[0].happens("close");
    await assert.rejects(sent, { code: "lost" });
    tick(1e9);
    assert.equal(connection.status, "waiting");
    assert.equal(sockets.length, 1);
  });
}

test("the status tells why", (t) => {
  const { connection, tick, sockets } = faked(t, { reconnectDelay: 10 });
  const found = [];
  connection.onStatus((status, reason) => found.push([status, reason]));
  sockets[0].happens("error", { message: "connect ECONNREFUSED 127.0.0.1:1" });
  sockets[0].happens("close", { code: 1006, reason: "" });
  tick(10);
  sockets[1].happens("open");
  sockets[1].happens("close", { code: 4001, reason: "who are you?" });
  connection.close();
  assert.deepEqual(found, [
    ["waiting", "the connection was lost: connect ECONNREFUSED 127.0.0.1:1 (1006)"],
    ["connecting", undefined],
    ["open", undefined],
    ["waiting", "the connection was lost: who are you? (4001)"],
    ["closed", "the connection was closed"],
  ]);
});

test("no timer is left when it is closed", async (t) => {
  const { url } = await listening(t, confirms);
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
  const before = timers();
  const connection = connected(t, url, { pingInterval: 1_000_000, confirmTimeout: 1_000_000 });
  await connection.send(afk);
  const unconfirmed = connection.send({ event: "client.confirm", params: { confirm_id: "" } });
  assert.ok(timers() > before);
  connection.close();
  await assert.rejects(unconfirmed, { code: "lost" });
  await new Promise((resolve) => setTimeout(resolve, 50));
  // The closing handshake of `ws` has one of its own until it is over.
  await until(() => timers() <= before);
});

test("without a WebSocket it says so", { skip: globalThis.WebSocket !== undefined }, () => {
  assert.throws(() => connect("ws://127.0.0.1:1"), /pass one as an option/);
});

test("values of a wrong type are refused before they are sent", async (t) => {
  const { url, received } = await listening(t, confirms);
  const connection = connected(t, url);
  await assert.rejects(connection.send({ event: "client.activity", params: { afk: 1 } }), TypeError);
  await connection.send(afk);
  assert.equal(received.length, 1);
});
