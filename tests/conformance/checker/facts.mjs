// What the payload checker says of frames besides the findings of `tdproto validate`:
// node facts.mjs checker.js FOLDER, where the folder holds the tables of the models.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { runInNewContext } from "node:vm";

const [script, folder] = process.argv.slice(2);
const check = createRequire(import.meta.url)(script);
const tables = (name) => JSON.parse(readFileSync(join(folder, `${name}.tables`), "utf8"));
const [chat, rpc, both, forms] = ["built-in", "jsonrpc_lsp", "both_ways", "union_forms"].map(tables);

/** The facts of the frames of a text, without findings. */
const facts = (of, text, options) =>
  check(of, text, options).frames.map(({ line, event, request, kind, direction }) => [line, event, request, kind, direction]);

// A page has one global more, and the script needs nothing of it.
const page = {};
runInNewContext(readFileSync(script, "utf8"), page);
assert.deepEqual(Object.keys(page), ["tdprotoCheck"]);

// Events, kinds of frames and senders.
assert.deepEqual(facts(chat, '\n{"event":"client.ping"}\n{"event":"server.time"}\n{"event":"x"}\n7'), [
  [2, "client.ping", null, null, "client"],
  [3, "server.time", null, null, "server"],
  [4, null, null, null, null],
  [5, null, null, null, null],
]);
assert.deepEqual(facts(both, '{"event":"ping"}\n{"frame":{"event":"ping"},"dir":"out"}'), [
  [1, "ping", null, null, null],
  [2, "ping", null, null, "client"],
]);
assert.deepEqual(facts(both, '{"event":"ping"}', { side: "server" }), [[1, "ping", null, null, "server"]]);
const hover = '{"jsonrpc":"2.0","id":1,"method":"textDocument/hover","params":{}}';
const reply = '{"jsonrpc":"2.0","id":1,"result":{"contents":5}}';
assert.deepEqual(facts(rpc, `[${hover},\n${reply}]`), [
  [1, "textDocument/hover", null, "request", "client"],
  [2, null, null, "result", null],
]);
assert.deepEqual(facts(rpc, reply, { side: "server", event: "textDocument/hover" }), [
  [1, null, "textDocument/hover", "result", "server"],
]);

// Findings lead to the schema, and their pointers to the value.
const [{ findings }] = check(rpc, reply, { side: "server", event: "textDocument/hover" }).frames;
const message = "`result.contents` is the number 5: expected a string";
const [code, pointer] = ["wrong-type", "/result/contents"];
assert.deepEqual(findings, [{ code, pointer, path: "Hover.contents", owner: "type", message, line: 1, column: 46 }]);
const places = (text, options) =>
  check(chat, text, options).frames.flatMap(({ findings }) => findings.map(({ owner, path }) => [owner, path]));
assert.deepEqual(places('{"event":"client.activity","params":{"afk":1,"x":2},"y":3}'), [
  ["type", "ClientActivityParams.afk"],
  ["type", "ClientActivityParams"],
  ["event", "client.activity"],
]);
assert.deepEqual(places("{}", { type: "ClientActivityParams" }), [["type", "ClientActivityParams.afk"]]);
assert.deepEqual(places("{"), [["", ""]]);
const [{ findings: ofAlias }] = check(forms, "5", { type: "Name" }).frames;
assert.deepEqual(ofAlias.map(({ code, path }) => [code, path]), [["wrong-type", "Name"]]);
assert.throws(() => check(chat, "{}", { type: "Nothing" }), /no type Nothing/);

// Integers that a double rounds.
const wide = '{"event":"server.chat.updated","params":{"chats":[{"gentime":1626960084072284401},{"gentime":16e17}]}}';
assert.deepEqual(check(chat, wide).frames[0].rounded, [
  {
    pointer: "/params/chats/0/gentime",
    path: "Chat.gentime",
    owner: "type",
    text: "1626960084072284401",
    double: "1626960084072284416",
  },
]);

// All findings are counted, and as many are listed as are asked for.
const many = '{"event":"client.ping","a":1,"b":2}\n{"event":"client.ping","c":3}\n{';
for (const [max, listed] of [[1, [1, 0, 0]], [3, [2, 1, 0]], [undefined, [2, 1, 1]]]) {
  const result = check(chat, many, { max });
  assert.equal(result.total, 4);
  assert.equal(result.listed, listed.reduce((a, b) => a + b));
  assert.deepEqual(result.frames.map(({ findings }) => findings.length), listed);
}

// Tables and options stay as they are.
const before = JSON.stringify(chat);
check(Object.freeze(chat), wide, Object.freeze({ placeholders: true }));
assert.equal(JSON.stringify(chat), before);
