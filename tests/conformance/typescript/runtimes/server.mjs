// The server that clients in every runtime talk to, and the files of the page for browsers.
import { EventEmitter, once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join, normalize } from "node:path";
import { WebSocketServer } from "ws";

const TYPES = { html: "text/html", js: "text/javascript", mjs: "text/javascript" };

/** What the bot gets: a ping among frames that are unknown, broken, or of a later version. */
const FRAMES = [
  '{"event":"server.from.the.future","confirm_id":"a"}',
  "not a frame",
  '{"event":"server.message.updated","params":{"messages":[{"content":{"text":7}}]}}',
  '{"event":"server.message.updated","confirm_id":"b","params":{"team_unread":null,"messages":[{"chat":"t-1","chat_type":"brand-new","content":{"text":"ping","newer":1}}]}}',
];

/** What the bot has to send, in any order. */
const ANSWERS = [
  '{"event":"client.confirm","params":{"confirm_id":"a"}}',
  '{"event":"client.confirm","params":{"confirm_id":"b"}}',
  '{"event":"client.message.updated","params":{"to":"t-1","content":{"text":"pong","type":"plain"}}}',
];

const confirm = (socket, confirm_id) =>
  socket.send(JSON.stringify({ event: "server.confirm", params: { confirm_id } }));

function echo(socket, request) {
  const seen = `${socket.protocol} ${request.headers["x-token"] ?? ""}`;
  const hello = JSON.stringify({ event: "server.time", params: { time: seen } });
  socket.send(Buffer.from([1, 2, 3]));
  socket.on("message", (data) => {
    const { event, confirm_id, params } = JSON.parse(data);
    if (event === "client.confirm") return;
    if (params?.message_id === "leave") return socket.close(4000, "leave");
    confirm(socket, confirm_id);
    socket.send(hello);
  });
}

function bot(socket) {
  const received = [];
  for (const frame of FRAMES) socket.send(frame);
  socket.on("message", (data) => {
    const { confirm_id, ...frame } = JSON.parse(data);
    received.push(JSON.stringify(frame));
    if (confirm_id !== undefined) confirm(socket, confirm_id);
    if (received.length < ANSWERS.length) return;
    const isRight = received.sort().join() === ANSWERS.join();
    socket.close(4000, isRight ? "answered" : received.join().slice(0, 100));
  });
}

/**
 * Listens on 127.0.0.1, and serves the files of a folder. `pages` has the events of pages: "asked" for
 * each file, and "reported" with a text.
 */
export async function serve(folder) {
  const pages = new EventEmitter();
  const server = createServer(async (request, response) => {
    if (request.method === "POST") {
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      pages.emit("reported", Buffer.concat(chunks).toString());
      response.end();
      return;
    }
    pages.emit("asked");
    try {
      const path = normalize(new URL(request.url, "http://localhost").pathname);
      response.setHeader("content-type", TYPES[path.split(".").at(-1)] ?? "application/octet-stream");
      response.end(readFileSync(join(folder, path)));
    } catch {
      response.writeHead(404).end();
    }
  });
  const sockets = new WebSocketServer({ server, handleProtocols: () => "tdproto" });
  sockets.on("connection", (socket, request) => {
    if (request.url === "/bot") bot(socket);
    else echo(socket, request);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { port: server.address().port, pages, close };
}
