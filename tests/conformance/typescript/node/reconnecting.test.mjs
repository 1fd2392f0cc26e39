// Reconnecting: when, how long after, to which address, and what is sent along. Tests with a network
// are last: the class of `ws` has timers of its own, which must not be mocked in between.
import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { WebSocket } from "ws";
import { built } from "./package.mjs";
import { afk, confirms, connected, FakeSocket, faked, listening, open, time, turns, until } from "./sockets.mjs";

const { connect } = await built();

test("the longer there is no stable connection, the longer it waits between attempts", (t) => {
  t.mock.method(Math, "random", () => 0);
  const { connection, tick, sockets } = faked(t, { reconnectDelay: 100, reconnectDelayMax: 1000 });
  const lost = (time) => {
    const before = sockets.length;
    sockets.at(-1).happens("close");
    assert.equal(connection.status.retryIn, time);
    tick(time - 1);
    assert.equal(sockets.length, before, `before ${time} ms`);
    tick(1);
    assert.equal(sockets.length, before + 1, `after ${time} ms`);
  };
  lost(50);
  // Neither that it opened, nor a frame, shows that the server wants to talk.
  for (const time of [100, 200, 400, 500, 500]) {
    sockets.at(-1).happens("open");
    sockets.at(-1).receives({ event: "server.panic", params: { code: "BAD_TOKEN" } });
    sockets.at(-1).happens("message", { data: "junk" });
    tick(9_999);
    lost(time);
  }
  assert.equal(connection.status.attempt, 7);
  sockets.at(-1).happens("open");
  tick(10_000);
  assert.equal(connection.status.attempt, 1);
  lost(50);
  assert.equal(connection.status.attempt, 2);
  t.mock.method(Math, "random", () => 0.999_999);
  sockets.at(-1).happens("close");
  assert.equal(Math.round(connection.status.retryIn), 200);
});

test("the time until a connection is stable can be chosen", (t) => {
  const { connection, tick, sockets } = faked(t, { stableAfter: 5, reconnectDelay: 1 });
  sockets[0].happens("close");
  tick(1);
  sockets[1].happens("open");
  tick(4);
  assert.equal(connection.status.attempt, 2);
  tick(1);
  assert.equal(connection.status.attempt, 1);
});

test("the application decides whether to connect again", (t) => {
  const asked = [];
  const shouldReconnect = (code, reason) => {
    asked.push([code, reason]);
    return code !== 4001;
  };
  const { connection, tick, sockets } = faked(t, { reconnectDelay: 10, shouldReconnect });
  sockets[0].happens("close", { code: 1012, reason: "restart" });
  assert.equal(connection.status.state, "waiting");
  tick(10);
  sockets[1].happens("close", { code: 4001, reason: "bad token" });
  const { state, code, reason } = connection.status;
  assert.deepEqual([state, code, reason], ["closed", 4001, "bad token"]);
  assert.deepEqual(asked, [[1012, "restart"], [4001, "bad token"]]);
  tick(100_000);
  assert.equal(sockets.length, 2);
});

test("what the deciding function throws is reported, and it goes on", (t) => {
  const shouldReconnect = () => {
    throw new Error("oops");
  };
  const { connection, sockets } = faked(t, { shouldReconnect });
  const errors = [];
  connection.onError(({ message }) => errors.push(message));
  sockets[0].happens("close");
  assert.deepEqual(errors, ["oops"]);
  assert.equal(connection.status.state, "waiting");
});

test("address and headers are made anew for each attempt", async (t) => {
  let count = 0;
  const headers = () => ({ token: `t${count}` });
  const address = () => `ws://nowhere/${++count}`;
  const { tick, sockets } = faked(t, { headers, reconnectDelay: 10 }, address);
  sockets[0].happens("close");
  tick(10);
  assert.deepEqual(sockets.map(({ args }) => args), [
    ["ws://nowhere/1", { headers: { token: "t1" } }],
    ["ws://nowhere/2", { headers: { token: "t2" } }],
  ]);
});

test("address and headers may take time, which is part of the attempt", async (t) => {
  const waiting = [];
  const options = { headers: () => new Promise((resolve) => waiting.push(resolve)), connectTimeout: 50, reconnectDelay: 10 };
  const { connection, tick, settled, sockets } = faked(t, options, async () => new URL("ws://nowhere/"));
  tick(50);
  await settled();
  assert.equal(connection.status.reason, "the server did not answer within 50 ms");
  tick(10);
  // What comes too late is of no use.
  waiting[0]({ token: "late" });
  waiting[1]({ token: "fresh" });
  await turns();
  assert.deepEqual(sockets.map(({ args }) => args), [["ws://nowhere/", { headers: { token: "fresh" } }]]);
  sockets[0].happens("open");
  assert.equal(connection.status.state, "open");
});

for (const [how, fails] of [
  ["throws", () => { throw new Error("no token"); }],
  ["rejects", () => Promise.reject(new Error("no token"))],
]) {
  test(`an attempt whose address ${how} has failed, and another follows`, async (t) => {
    let count = 0;
    const { connection, tick, sockets } = faked(t, { reconnectDelay: 10 }, () => (count++ === 0 ? fails() : "ws://nowhere/"));
    await turns();
    assert.equal(connection.status.state, "waiting");
    assert.equal(connection.status.reason, "no token");
    tick(10);
    assert.equal(sockets.length, 1);
  });
}

test("who closes a connection before its address is known opens no socket", async (t) => {
  const { connection, sockets } = faked(t, {}, async () => "ws://nowhere/");
  connection.close();
  await turns();
  assert.equal(sockets.length, 0);
});

test("an address that no socket takes is reported at once", (t) => {
  class Picky extends FakeSocket {
    constructor(url) {
      super();
      if (url === "") throw new SyntaxError("an invalid URL");
    }
  }
  assert.throws(() => connect("", { WebSocket: Picky }), SyntaxError);
  const { connection } = faked(t, { WebSocket: Picky }, () => "");
  assert.equal(connection.status.reason, "an invalid URL");
});

test("a class without a third parameter gets protocols and headers together", (t) => {
  const { sockets } = faked(t, { protocols: ["a"], headers: { token: "x" } });
  assert.deepEqual(sockets[0].args, ["ws://nowhere/", { protocols: ["a"], headers: { token: "x" } }]);
});

test("a server that talks is not pinged", async (t) => {
  const { connection, tick, socket } = open(t, { pingInterval: 100 });
  const pings = () => socket.sent.filter(({ event }) => event === "client.ping").length;
  for (let round = 0; round < 5; round++) {
    tick(60);
    socket.receives(time("now"));
    tick(40);
  }
  assert.equal(pings(), 0);
  tick(100);
  assert.equal(pings(), 1);
  assert.equal(connection.status.state, "open");
});

test("an unanswered ping does not end a connection over which frames come", async (t) => {
  const { connection, tick, settled, socket } = open(t, { pingInterval: 100, confirmTimeout: 1_000 });
  tick(100);
  tick(900);
  socket.happens("message", { data: "junk" });
  tick(100);
  await settled();
  assert.equal(connection.status.state, "open");
  tick(100);
  tick(1_000);
  await settled();
  const { state, reason } = connection.status;
  assert.deepEqual([state, reason], ["waiting", "the server does not answer"]);
  assert.ok(socket.isClosed);
});

test("each interval of silence has its ping", async (t) => {
  const { tick, socket } = open(t, { pingInterval: 100 });
  for (let round = 1; round <= 3; round++) {
    tick(100);
    const pings = socket.sent.filter(({ event }) => event === "client.ping");
    assert.equal(pings.length, round);
    socket.receives({ event: "server.confirm", params: { confirm_id: pings.at(-1).confirm_id } });
    await turns();
  }
});

for (const [name, first] of [["a frame", '{"event":"server.panic","params":{"code":"BAD_TOKEN"}}'], ["junk", "junk"]]) {
  test(`a server that sends ${name} and closes is not stormed`, async (t) => {
    const { url, server } = await listening(t);
    let count = 0;
    server.on("client", (socket) => {
      count++;
      socket.send(first);
      socket.close(4001, "bad token");
    });
    connected(t, url, { reconnectDelay: 200 });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    // After 0, 100 to 200, and 300 to 600 ms, and perhaps 700 ms on.
    assert.ok(count >= 2 && count <= 4, `${count} connections`);
  });
}

test("protocols are offered, with and without headers", async (t) => {
  const { url, server } = await listening(t);
  server.options.handleProtocols = () => "chat.v2";
  const requests = [];
  server.on("client", (socket, { headers }) => requests.push([headers["sec-websocket-protocol"], headers.token]));
  connected(t, url, { protocols: "chat.v2" });
  connected(t, url, { protocols: ["chat.v2", "chat.v1"], headers: { token: "x" } });
  connected(t, url, { protocols: ["chat.v2"], headers: { token: "x" }, WebSocket: class extends WebSocket {} });
  await until(() => requests.length === 3);
  const seen = requests.map((request) => request.join(" "));
  assert.deepEqual(seen.sort(), ["chat.v2 ", "chat.v2 x", "chat.v2,chat.v1 x"]);
});

test("leaving the scope of a connection closes it", async (t) => {
  const { url, server } = await listening(t, confirms);
  const connection = connected(t, url);
  await connection.send(afk);
  connection[Symbol.dispose ?? Symbol.for("Symbol.dispose")]();
  assert.equal(connection.status.state, "closed");
  const [socket] = server.clients;
  if (socket !== undefined) await once(socket, "close");
});
