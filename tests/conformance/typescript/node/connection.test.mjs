import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { test } from "node:test";
import { built } from "./package.mjs";
import { afk, confirms, connected, FakeSocket, faked, listening, until } from "./sockets.mjs";

const { connect, ConnectionError } = await built();

test("events are sent and confirmed", async (t) => {
  const { url, received } = await listening(t, confirms);
  const connection = connected(t, url);
  assert.equal(connection.status.state, "connecting");
  const [first, second] = await Promise.all([
    connection.send(afk),
    connection.send({ ...afk, confirm_id: "abcdefghijkl" }),
  ]);
  assert.equal(connection.status.state, "open");
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
  assert.deepEqual(unhandled, ["unknown", "malformed", "binary"]);
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
  await until(() => connection.status.state === "open");
  connection.close();
  await assert.rejects(pending, { code: "lost", message: /the connection was closed/ });
  assert.equal(connection.status.state, "closed");
  await assert.rejects(connection.send(afk), { code: "not-sent", message: /the connection is closed/ });
  await until(() => server.clients.size === 0);
});

test("does not come back if that is not wanted", async (t) => {
  const { url, server } = await listening(t);
  server.on("client", (socket) => socket.close());
  const connection = connected(t, url, { reconnect: false });
  await until(() => connection.status.state === "closed");
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
  await until(() => connection.status.state === "open");
});

for (const status of ["open", "waiting", "connecting"]) {
  test(`who closes a connection when it is ${status} has closed it for good`, (t) => {
    const { connection, tick, sockets } = faked(t, { pingInterval: 10 });
    connection.onStatus((found) => found === status && connection.close());
    sockets[0].happens("open");
    sockets[0].happens("close", { code: 1006 });
    tick(100_000);
    assert.equal(connection.status.state, "closed");
    assert.equal(sockets.length, 1);
    assert.ok(sockets[0].sent.every(({ event }) => event !== "client.ping"));
  });
}

test("a signal closes the connection", async (t) => {
  const controller = new AbortController();
  const { connection, sockets } = faked(t, { signal: controller.signal });
  const pending = connection.send(afk);
  controller.abort();
  assert.equal(connection.status.state, "closed");
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
  connection.onStatus((state, { reason }) => state === "waiting" && reasons.push(reason));
  await until(() => reasons.length === 2);
  assert.deepEqual(new Set(reasons), new Set(["the server did not answer within 30 ms"]));
});

test("an attempt that is given up is over for good without another", async (t) => {
  const { connection, tick, settled, sockets } = faked(t, { connectTimeout: 50, reconnect: false });
  tick(50);
  await settled();
  assert.equal(connection.status.state, "closed");
  assert.ok(sockets[0].isClosed);
  sockets[0].happens("open");
  assert.equal(connection.status.state, "closed");
});

test("what opened in time stays open", (t) => {
  const { connection, tick, sockets } = faked(t, { connectTimeout: 50, pingInterval: 0 });
  tick(49);
  sockets[0].happens("open");
  tick(1_000);
  assert.equal(connection.status.state, "open");
});

test("an option that is undefined is one that was not said", async (t) => {
  const names = ["connectTimeout", "confirmTimeout", "pingInterval", "reconnect", "reconnectDelay", "reconnectDelayMax"];
  const { connection, tick, settled, sockets } = faked(t, Object.fromEntries(names.map((name) => [name, undefined])));
  t.mock.method(Math, "random", () => 0);
  const sent = connection.send(afk).catch((error) => error.message);
  sockets[0].happens("open");
  tick(9_999);
  assert.equal(await Promise.race([sent, "waits"]), "waits");
  tick(1);
  await settled();
  assert.equal(await sent, "client.activity was not confirmed within 10000 ms");
  tick(20_000);
  assert.deepEqual(sockets[0].sent.map(({ event }) => event), ["client.activity", "client.ping"]);
  sockets[0].happens("close");
  assert.equal(connection.status.state, "waiting");
  tick(249);
  assert.equal(sockets.length, 1);
  tick(1);
  assert.equal(sockets.length, 2);
  tick(10_000);
  await settled();
  assert.equal(connection.status.state, "waiting");
});

for (const time of [Infinity, 2 ** 31, 1e300]) {
  test(`a time of ${time} is not over at once`, async (t) => {
    const options = { connectTimeout: time, confirmTimeout: time, pingInterval: time, reconnectDelay: time, reconnectDelayMax: time };
    const { connection, tick, sockets } = faked(t, options);
    const sent = connection.send(afk);
    tick(1e9);
    assert.equal(connection.status.state, "connecting");
    sockets[0].happens("open");
    tick(1e9);
    assert.equal(await Promise.race([sent, "waits"]), "waits");
    assert.deepEqual(sockets[0].sent.map(({ event }) => event), ["client.activity"]);
    sockets[0].happens("close");
    await assert.rejects(sent, { code: "lost" });
    tick(1e9);
    assert.equal(connection.status.state, "waiting");
    assert.equal(sockets.length, 1);
  });
}

test("the status tells why", async (t) => {
  t.mock.method(Math, "random", () => 0);
  const { connection, tick, sockets } = faked(t, { reconnectDelay: 10 });
  const seen = [];
  connection.onStatus((state, status) => {
    assert.equal(state, status.state);
    assert.deepEqual(status, connection.status);
    seen.push(Object.values(status));
  });
  assert.deepEqual(connection.status, {
    state: "connecting",
    code: undefined,
    reason: undefined,
    attempt: 1,
    retryIn: undefined,
  });
  sockets[0].happens("error", { message: "connect ECONNREFUSED 127.0.0.1:1" });
  sockets[0].happens("close", { code: 1006, reason: "" });
  tick(5);
  sockets[1].happens("open");
  const sent = connection.send(afk);
  sockets[1].happens("close", { code: 4001, reason: "bad token" });
  await assert.rejects(sent, {
    code: "lost",
    message: "client.activity was not confirmed: the connection was lost: bad token (4001)",
  });
  connection.close();
  const refused = [1006, "connect ECONNREFUSED 127.0.0.1:1"];
  assert.deepEqual(seen, [
    ["waiting", ...refused, 2, 5],
    ["connecting", ...refused, 2, undefined],
    ["open", undefined, undefined, 2, undefined],
    ["waiting", 4001, "bad token", 3, 10],
    ["closed", undefined, "the connection was closed", 3, undefined],
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
