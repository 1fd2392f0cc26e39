// What the tests of the connection share: a server, and sockets without a network.
import assert from "node:assert/strict";
import { once } from "node:events";
import { WebSocket, WebSocketServer } from "ws";
import { FakeSocket } from "./fake-socket.mjs";
import { built } from "./package.mjs";

const { connect } = await built();

export { FakeSocket };

/** A server on 127.0.0.1, gone when the test is over. */
export async function listening(t, handle = () => {}) {
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

/** A connection to it, closed when the test is over. */
export function connected(t, url, options = {}) {
  const connection = connect(url, { WebSocket, reconnectDelay: 10, ...options });
  t.after(() => connection.close());
  return connection;
}

/** Answers of a server that confirms everything. */
export const confirms = (frame, socket) => {
  if (frame.event === "client.confirm") return;
  const params = { confirm_id: frame.confirm_id };
  socket.send(JSON.stringify({ event: "server.confirm", params }));
};

export const until = async (condition) => {
  for (let round = 0; !condition(); round++) {
    assert.ok(round < 500, "waited for too long");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

/** Some turns of the event loop. */
export const turns = async () => {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
};

/** An event that clients send. */
export const afk = { event: "client.activity", params: { afk: true } };

/** An event of the server. */
export const time = (text, confirm_id) => ({
  event: "server.time",
  ...(confirm_id !== undefined && { confirm_id }),
  params: { time: text },
});

/** A connection over such sockets, the timers of which the test runs. */
export function faked(t, options = {}, address = "ws://nowhere/") {
  FakeSocket.all = [];
  t.mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  const connection = connect(address, { WebSocket: FakeSocket, ...options });
  t.after(() => connection.close());
  const tick = (time) => t.mock.timers.tick(time);
  /** What is overdue waits for frames that may have arrived; this is longer than that. */
  const settled = async () => {
    tick(20);
    await turns();
  };
  return { connection, tick, settled, sockets: FakeSocket.all };
}

/** The same with an open socket. */
export function open(t, options = {}) {
  const { sockets, ...rest } = faked(t, options);
  sockets[0].happens("open");
  return { socket: sockets[0], sockets, ...rest };
}
