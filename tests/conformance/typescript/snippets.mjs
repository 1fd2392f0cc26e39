// Runs the modules snippets/s0.js, s1.js and so on of a folder, each on a line of its file `frames`.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { FakeSocket } from "./node/fake-socket.mjs";

/** A socket that opens by itself, and keeps what is sent as text. */
class OpenSocket extends FakeSocket {
  constructor(...args) {
    super(...args);
    queueMicrotask(() => this.happens("open"));
  }
  send(text) {
    this.sent.push(text);
  }
}
globalThis.WebSocket = OpenSocket;

let printed = [];
console.log = (...values) => printed.push(...values.map(String));

const turns = async () => {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
};

const [, , top] = process.argv;
let output = "";
for (const [number, frame] of readFileSync(join(top, "frames"), "utf8").split("\n").entries()) {
  const path = join(top, `built/snippets/s${number}.js`);
  if (!existsSync(path)) continue;
  FakeSocket.all = [];
  printed = [];
  // A module that waits for a reply never ends.
  let module;
  import(pathToFileURL(path)).then((found) => (module = found));
  while (!module && !FakeSocket.all[0]?.sent.length) await turns();
  const [socket] = FakeSocket.all;
  if (frame && socket) socket.happens("message", { data: frame });
  if (frame && module?.receive) module.receive(frame);
  if (frame && module?.answer) printed.push(module.answer(frame));
  if (module?.send) printed.push(module.send());
  await turns();
  output += `\n=== ${number}\n${[...printed, ...(socket?.sent ?? [])].join("\n")}\n`;
}
process.stdout.write(output, () => process.exit());
