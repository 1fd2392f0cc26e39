// Receiving: who gets a frame, how often, and when it is confirmed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { built } from "./package.mjs";
import { open, time, turns } from "./sockets.mjs";

const { decodeServerEvent, encodeServerEvent } = await built();
const malformed = { event: "server.time", confirm_id: "bad", params: { time: 5 } };

test("a listener of one event is called once", (t) => {
  const { connection, socket } = open(t);
  const got = [];
  connection.once("server.time", ({ time }, { event }) => got.push([event, time]));
  const end = connection.once("server.time", () => got.push("never"));
  end();
  socket.receives(time("one"));
  socket.receives(time("two"));
  assert.deepEqual(got, [["server.time", "one"]]);
});

test("a listener of all events gets each that the schema has", (t) => {
  const { connection, socket } = open(t);
  const got = [];
  const end = connection.onAny(({ event, params }) => got.push([event, params.time]));
  socket.receives(time("one"));
  socket.receives({ event: "server.later" });
  socket.receives(malformed);
  end();
  socket.receives(time("two"));
  assert.deepEqual(got, [["server.time", "one"]]);
});

test("an event is confirmed once the promises of its listeners have settled", async (t) => {
  const { connection, socket } = open(t);
  const running = [];
  const slow = () => new Promise((resolve, reject) => running.push({ resolve, reject }));
  connection.onError(() => {});
  connection.on("server.time", slow);
  connection.onAny(slow);
  connection.onUnhandled(slow);
  socket.receives(time("", "a"));
  socket.receives({ event: "server.later", confirm_id: "b" });
  await turns();
  assert.deepEqual(socket.confirmed, []);
  running[2].resolve();
  await turns();
  assert.deepEqual(socket.confirmed, ["b"]);
  running[0].resolve();
  await turns();
  assert.deepEqual(socket.confirmed, ["b"]);
  running[1].reject(new Error("no"));
  await turns();
  assert.deepEqual(socket.confirmed, ["b", "a"]);
});

test("errors of listeners go to those who want them, and stop nobody", async (t) => {
  const { connection, socket } = open(t);
  const shown = t.mock.method(console, "error", () => {});
  const got = [];
  connection.on("server.time", () => {
    throw new Error("thrown");
  });
  connection.on("server.time", async () => {
    throw new Error("rejected");
  });
  connection.on("server.time", () => got.push("called"));
  connection.onStatus(() => {
    throw new Error("status");
  });
  socket.receives(time("", "a"));
  await turns();
  assert.deepEqual(shown.mock.calls.map(({ arguments: [{ message }] }) => message), ["thrown", "rejected"]);
  assert.deepEqual([got, socket.confirmed], [["called"], ["a"]]);
  const errors = [];
  connection.onError(({ message }) => errors.push(message));
  connection.onError(() => {
    throw new Error("of the error listener");
  });
  socket.receives(time("", "b"));
  socket.happens("close");
  await turns();
  assert.deepEqual(errors, ["thrown", "status", "rejected"]);
  assert.equal(shown.mock.callCount(), 5);
});

test("an event that is sent again is delivered once, and confirmed again", async (t) => {
  const { connection, socket, sockets, tick } = open(t, { reconnectDelay: 10 });
  let finish;
  const got = [];
  connection.on("server.time", (params) => {
    got.push(params.time);
    if (params.time === "slow") return new Promise((resolve) => (finish = resolve));
  });
  socket.receives(time("quick", "a"));
  socket.receives(time("quick", "a"));
  socket.receives(time("slow", "b"));
  socket.receives(time("slow", "b"));
  await turns();
  assert.deepEqual(got, ["quick", "slow"]);
  assert.deepEqual(socket.confirmed, ["a", "a"]);
  // The listener takes longer than the connection lives.
  socket.happens("close");
  tick(10);
  sockets[1].happens("open");
  sockets[1].receives(time("slow", "b"));
  finish();
  await turns();
  assert.deepEqual(got, ["quick", "slow"]);
  assert.deepEqual(sockets[1].confirmed, ["b"]);
  // Without an id there is nothing to go by.
  sockets[1].receives(time("quick"));
  sockets[1].receives(time("quick"));
  assert.equal(got.length, 4);
});

test("as many ids are remembered as one wants", (t) => {
  const got = [];
  const counted = (rememberedIds, ids) => {
    const { connection, socket } = open(t, { rememberedIds });
    got.length = 0;
    connection.on("server.time", (_, { confirmId }) => got.push(confirmId));
    for (const id of ids) socket.receives(time("", id));
    assert.equal(socket.confirmed.length, ids.length);
    t.mock.timers.reset();
    return got.join("");
  };
  assert.equal(counted(0, "aab"), "aab");
  assert.equal(counted(2, "aabbcabbcc"), "abcabc");
  assert.equal(counted(3, "abcabcdabcd"), "abcdabcd");
  assert.equal(counted(undefined, "abcabc"), "abc");
});

test("a malformed frame has its id, and is confirmed if one wants that", (t) => {
  for (const confirmMalformed of [false, true]) {
    const { connection, socket } = open(t, { confirmMalformed });
    const got = [];
    connection.onUnhandled(({ kind, event, confirmId }) => got.push([kind, event, confirmId]));
    socket.receives(malformed);
    socket.receives({ event: 7, confirm_id: "odd" });
    socket.receives({ event: "server.time", confirm_id: 7 });
    assert.deepEqual(got, [
      ["malformed", "server.time", "bad"],
      ["malformed", undefined, "odd"],
      ["malformed", "server.time", undefined],
    ]);
    assert.deepEqual(socket.confirmed, confirmMalformed ? ["bad", "odd"] : []);
    t.mock.timers.reset();
  }
});

test("binary messages come with their bytes", (t) => {
  const { connection, socket } = open(t);
  const got = [];
  connection.onUnhandled((frame) => got.push(frame));
  assert.equal(socket.binaryType, "arraybuffer");
  const bytes = new Uint8Array([1, 2, 3, 4]);
  socket.happens("message", { data: bytes.buffer });
  socket.happens("message", { data: bytes.subarray(1, 3) });
  assert.deepEqual(got, [
    { kind: "binary", raw: bytes },
    { kind: "binary", raw: new Uint8Array([2, 3]) },
  ]);
});

test("one event can be waited for", async (t) => {
  const { connection, socket, tick, settled } = open(t);
  const second = connection.waitFor("server.time", { filter: (params) => params.time === "two" });
  const first = connection.waitFor("server.time");
  socket.receives(time("one", "a"));
  socket.receives(time("two"));
  assert.deepEqual(await first, decodeServerEvent(JSON.stringify(time("one", "a"))));
  assert.equal((await second).params.time, "two");
  const late = connection.waitFor("server.time", { timeout: 50 }).catch((error) => error);
  tick(50);
  await settled();
  const { name, code, message } = await late;
  assert.deepEqual([name, code], ["ConnectionError", "timeout"]);
  assert.equal(message, "server.time did not come: it took more than 50 ms");
  const controller = new AbortController();
  const aborted = connection.waitFor("server.time", { signal: controller.signal });
  controller.abort();
  await assert.rejects(aborted, { name: "AbortError" });
  await assert.rejects(connection.waitFor("server.time", { signal: controller.signal }), { name: "AbortError" });
  const wrong = connection.waitFor("server.time", { filter: (params) => params.no.such });
  socket.receives(time("three"));
  await assert.rejects(wrong, TypeError);
  const forever = connection.waitFor("server.time");
  connection.close();
  await assert.rejects(forever, { code: "closed", message: "server.time did not come: the connection was closed" });
  await assert.rejects(connection.waitFor("server.time"), { code: "closed" });
});

test("a frame beyond the limits of the connection is malformed", (t) => {
  const { connection, socket } = open(t, { limits: { frameBytes: 80, depth: 2 } });
  const got = [];
  connection.on("server.time", ({ time }) => got.push(time));
  connection.onUnhandled(({ kind, reason }) => got.push(`${kind}: ${reason}`));
  socket.receives(time("now"));
  socket.receives(time("x".repeat(80)));
  socket.receives({ event: "server.time", params: { time: "", later: [] } });
  assert.deepEqual(got, [
    "now",
    "malformed: the frame has more than 80 bytes",
    "malformed: nested more than 2 deep",
  ]);
});

test("events can be iterated over, and are confirmed as the loop goes on", async (t) => {
  const { connection, socket } = open(t);
  const got = [];
  let go;
  const loop = (async () => {
    for await (const frame of connection) {
      got.push(frame.params.time);
      await new Promise((resolve) => (go = resolve));
    }
  })();
  for (const id of ["a", "b", "c"]) socket.receives(time(id, id));
  await turns();
  assert.deepEqual([got, socket.confirmed], [["a"], []]);
  go();
  await turns();
  assert.deepEqual([got, socket.confirmed], [["a", "b"], ["a"]]);
  connection.close();
  go();
  await turns();
  assert.deepEqual(got, ["a", "b", "c"]);
  go();
  await loop;
});

test("a loop that ends leaves nothing behind", async (t) => {
  const { connection, socket } = open(t);
  const loop = (async () => {
    for await (const frame of connection) if (frame.params.time === "b") return frame.confirmId;
  })();
  for (const id of ["a", "b", "c"]) socket.receives(time(id, id));
  assert.equal(await loop, "b");
  await turns();
  socket.receives(time("d", "d"));
  assert.deepEqual(socket.confirmed, ["a", "b", "c", "d"]);
  connection.close();
  for await (const _ of connection) assert.fail("it is closed");
});

test("a loop over many events takes as long for each", async (t) => {
  const { connection, socket } = open(t);
  const seen = new Promise((resolve) => {
    (async () => {
      let count = 0;
      for await (const _ of connection) if (++count === 50_000) resolve(count);
    })();
  });
  const data = JSON.stringify(time("now"));
  for (let count = 0; count < 50_000; count++) socket.happens("message", { data });
  assert.equal(await seen, 50_000);
});

test("asking for several events at once gets them in order", async (t) => {
  const { connection, socket } = open(t);
  const events = connection[Symbol.asyncIterator]();
  const asked = [events.next(), events.next(), events.next()];
  socket.receives(time("a"));
  socket.receives(time("b"));
  connection.close();
  const results = await Promise.all(asked);
  assert.deepEqual(results.map(({ done, value }) => [done, value?.params.time]), [
    [false, "a"],
    [false, "b"],
    [true, undefined],
  ]);
});

test("a decoded event is encoded with its id", () => {
  const text = JSON.stringify(time("now", "abc"));
  assert.equal(encodeServerEvent(decodeServerEvent(text)), text);
  const without = JSON.stringify(time("now"));
  assert.equal(encodeServerEvent(decodeServerEvent(without)), without);
  assert.equal(encodeServerEvent({ ...decodeServerEvent(text), confirm_id: "new" }), JSON.stringify(time("now", "new")));
});
