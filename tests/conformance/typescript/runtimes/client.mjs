// Uses the package as an application does. It runs in every runtime, so it needs nothing but what
// they all have. Who starts it gives the address of the server, and gets a text: "passed", or what
// went wrong.
import * as p from "tdproto";
import { bot } from "./bot.js";

const MESSAGE =
  '{"event":"server.message.updated","confirm_id":"m","params":{"team_unread":null,"messages":[{"gentime":1626960084072284401,"content":{"text":"\\u041f","type":"plain"}}]}}';

function assert(condition, what) {
  if (!condition) throw new Error(what);
}

const equal = (actual, expected, what) =>
  assert(actual === expected, `${what}: ${String(actual)} is not ${String(expected)}`);

/** Rejects after a time; what waits in vain should not wait for long. */
const within = (time, what, promise) =>
  Promise.race([
    promise,
    new Promise((_, reject) => setTimeout(() => reject(new Error(`${what} takes too long`)), time)),
  ]);

function decodesAndEncodes() {
  const frame = p.decodeServerEvent(MESSAGE);
  equal(frame.kind, "known", "the kind of a message");
  const [message] = frame.params.messages;
  equal(message.gentime, 1626960084072284401n, "an integer of 64 bits");
  equal(message.content.text, "П", "an escaped text");
  equal(p.encodeServerEvent(p.decodeServerEvent(p.encodeServerEvent(frame))), p.encodeServerEvent(frame), "a frame");
  equal(p.decodeServerEvent("{").kind, "malformed", "the kind of half a frame");
}

/** Events, confirmations in both directions, bytes, and a connection that is lost once. */
async function connects(url, hasHeaders) {
  const options = { protocols: ["tdproto"], reconnectDelay: 10, pingInterval: 0 };
  const headers = async () => ({ "x-token": "secret" });
  const connection = p.connect(async () => `${url}/echo`, hasHeaders ? { ...options, headers } : options);
  const bytes = new Promise((resolve) => {
    connection.onUnhandled((frame) => frame.kind === "binary" && resolve([...frame.raw].join()));
  });
  const hello = connection.waitFor("server.time");
  const lost = new Promise((resolve) => connection.onStatus((state, status) => state === "waiting" && resolve(status)));
  const { confirmId } = await connection.send({ event: "client.activity", params: { afk: true } });
  assert(/^[0-9A-Za-z]{12}$/.test(confirmId), `the id ${confirmId}`);
  equal((await hello).params.time, hasHeaders ? "tdproto secret" : "tdproto ", "protocol and header");
  equal(await bytes, "1,2,3", "bytes");
  // The server says goodbye once; the connection comes back by itself.
  const leave = connection.send({ event: "client.message.deleted", params: { message_id: "leave" } });
  const error = await leave.catch((error) => error);
  assert(error instanceof p.ConnectionError, String(error));
  equal(error.code, "lost", "the code of the error");
  const { code, reason } = await lost;
  equal(`${code} ${reason}`, "4000 leave", "why the connection was lost");
  const ping = connection.send({ event: "client.ping" });
  for await (const { event } of connection) {
    if (event === "server.confirm") continue;
    equal(event, "server.time", "the event of the loop");
    break;
  }
  await ping;
  connection.close();
  equal(connection.status.state, "closed", "the state");
}

/** Confirmations that come while nothing runs count, although their time is over by then. */
async function stalls(url) {
  const connection = p.connect(`${url}/echo`, { confirmTimeout: 1_000, pingInterval: 0 });
  await connection.send({ event: "client.ping" }, { timeout: 30_000 });
  const sent = Array.from({ length: 100 }, () => connection.send({ event: "client.ping" }));
  const settled = Promise.allSettled(sent);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const end = Date.now() + 1_500;
  while (Date.now() < end);
  const late = (await settled).filter(({ status }) => status === "rejected");
  equal(late.length, 0, "events that timed out");
  connection.close();
}

/** The bot of the examples answers; the server says so. */
async function answers(url) {
  const connection = bot(`${url}/bot`);
  const done = new Promise((resolve) => {
    connection.onStatus((state, { reason }) => state === "waiting" && resolve(reason));
  });
  equal(await done, "answered", "what the server says to the bot");
  connection.close();
}

export async function run(url, { hasHeaders }) {
  try {
    decodesAndEncodes();
    await within(60_000, "the connection", connects(url, hasHeaders));
    await within(60_000, "the stall", stalls(url));
    await within(60_000, "the bot", answers(url));
    return "passed";
  } catch (error) {
    return error instanceof Error ? `${error.message}\n${error.stack}` : String(error);
  }
}
