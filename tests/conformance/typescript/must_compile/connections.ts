import {
  connect,
  type Connection,
  ConnectionError,
  type ConnectionErrorCode,
  type ConnectOptions,
  type ConnectionState,
  type ConnectionStatus,
  type KnownServerEvent,
} from "protocol";

export const bot: Connection = connect("wss://localhost/", { headers: { token: "" }, pingInterval: 0 });

export const end: () => void = bot.on("server.message.updated", (params, frame) => {
  for (const message of params.messages) {
    if (message.is_first === true || frame.confirmId === undefined) continue;
    void bot.send({
      event: "client.message.updated",
      params: { to: message.chat, content: { text: message.content.text, type: "plain" } },
    });
  }
});

bot.on("server.time", ({ time }) => time.toUpperCase());
bot.once("server.time", async ({ time }) => void time);
bot.onAny((frame) => (frame.event === "server.time" ? frame.params.time : frame.confirmId));
bot.onUnhandled((frame) => (frame.kind === "unknown" ? frame.raw : frame.event));
bot.onUnhandled((frame) => frame.kind === "binary" && frame.raw.byteLength > 0);
bot.onStatus((state, { attempt }) => state === "open" && attempt > 1);
bot.onError((error) => error instanceof TypeError);

export const status: ConnectionStatus = bot.status;
export const state: ConnectionState = bot.status.state;

/** Addresses, headers and protocols in every form. */
export const options: ConnectOptions[] = [
  { headers: { token: "" }, protocols: "chat" },
  { headers: () => ({ token: "" }), protocols: ["chat.v2", "chat.v1"] },
  { headers: async () => ({ token: "" }), shouldReconnect: (code, reason) => code !== 4001 && reason !== "" },
  { limits: { frameBytes: 2 ** 20, items: 1_000 }, signal: undefined },
];
connect({ href: "wss://localhost/" });
connect(() => "wss://localhost/");
connect(async () => ({ href: "wss://localhost/" }), { maxBufferedAmount: 0, rememberedIds: 0 });

export async function ping(): Promise<string | undefined> {
  try {
    return (await bot.send({ event: "client.ping" }, { timeout: 5 })).confirmId;
  } catch (error) {
    const code: ConnectionErrorCode | undefined = error instanceof ConnectionError ? error.code : undefined;
    return code;
  }
}

export async function now(): Promise<string> {
  const frame = await bot.waitFor("server.time", { filter: ({ time }) => time !== "", timeout: 5 });
  return frame.params.time;
}

export async function all(): Promise<KnownServerEvent[]> {
  using connection = connect("wss://localhost/");
  const frames: KnownServerEvent[] = [];
  for await (const frame of connection) frames.push(frame);
  return frames;
}
