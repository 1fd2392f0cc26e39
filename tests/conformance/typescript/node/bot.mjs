// Runs the bot of the README, compiled in an empty project, against a server on 127.0.0.1.
import assert from "node:assert/strict";
import { once } from "node:events";
import { pathToFileURL } from "node:url";
import { WebSocket, WebSocketServer } from "ws";

const FRAMES = [
  '{"event":"server.from.the.future","confirm_id":"a"}',
  "not a frame",
  '{"event":"server.message.updated","params":{"messages":[{"content":{"text":7}}]}}',
  '{"event":"server.message.updated","confirm_id":"b","params":{"team_unread":null,"messages":[{"chat":"t-1","chat_type":"brand-new","content":{"text":"ping","newer":1}}]}}',
];

// Node.js 20 has none.
globalThis.WebSocket ??= WebSocket;
const { bot } = await import(pathToFileURL(process.argv[2]).href);
const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
await once(server, "listening");
const received = [];
const answered = new Promise((resolve) => {
  server.on("connection", (socket) => {
    socket.on("message", (data) => {
      received.push(JSON.parse(data));
      const { confirm_id } = received.at(-1);
      const params = { confirm_id };
      if (confirm_id !== undefined) socket.send(JSON.stringify({ event: "server.confirm", params }));
      if (received.length === 3) resolve();
    });
    for (const frame of FRAMES) socket.send(frame);
  });
});
const connection = bot(`ws://127.0.0.1:${server.address().port}`);
await answered;
const replies = received.filter(({ event }) => event === "client.message.updated");
const confirmed = received.filter(({ event }) => event === "client.confirm");
assert.deepEqual(confirmed.map(({ params }) => params.confirm_id), ["a", "b"]);
assert.deepEqual(replies.map(({ params }) => params), [{ to: "t-1", content: { text: "pong", type: "plain" } }]);
// What is still open must not keep the process alive.
connection.close();
server.close();
