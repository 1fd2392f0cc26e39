// A bundle for browsers needs nothing that only Node.js has.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import vm from "node:vm";
import { build } from "esbuild";
import { folder } from "./package.mjs";

/** A WebSocket that confirms everything. */
class WebSocket extends EventTarget {
  constructor(url) {
    super();
    this.url = url;
    queueMicrotask(() => this.dispatchEvent(new Event("open")));
  }
  send(text) {
    const { confirm_id } = JSON.parse(text);
    const data = JSON.stringify({ event: "server.confirm", params: { confirm_id } });
    queueMicrotask(() => this.dispatchEvent(Object.assign(new Event("message"), { data })));
  }
  close() {}
}

test("the whole package works where there is only what browsers have", async () => {
  const { outputFiles } = await build({
    entryPoints: [join(folder, "dist/index.js")],
    bundle: true,
    format: "iife",
    globalName: "p",
    platform: "browser",
    target: "es2022",
    write: false,
  });
  const globals = { WebSocket, crypto, setTimeout, clearTimeout, setInterval, clearInterval, TextEncoder, performance, console };
  const context = vm.createContext({ ...globals });
  assert.equal(vm.runInContext("typeof process + typeof require + typeof Buffer", context), "undefined".repeat(3));
  vm.runInContext(outputFiles[0].text, context);
  const script = `(async () => {
    const frame = p.decodeServerEvent('{"event":"server.message.updated","params":{"team_unread":null,"messages":[{"gentime":1626960084072284401},{"gentime":1626960084072284402}]}}');
    const connection = p.connect("wss://nowhere/");
    const { confirmId } = await connection.send({ event: "client.activity", params: { afk: true } });
    connection.close();
    return [frame.params.messages.map(({ gentime }) => String(gentime)).join(), confirmId].join(" ");
  })()`;
  assert.match(await vm.runInContext(script, context), /^1626960084072284401,1626960084072284402 [0-9A-Za-z]{12}$/);
});
