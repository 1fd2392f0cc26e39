import { connect, type Connection, ConnectionError } from "protocol";

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
bot.onUnhandled((frame) => (frame.kind === "unknown" ? frame.raw : frame.reason));
bot.onStatus((status) => status === "open");

export async function ping(): Promise<string | undefined> {
  try {
    return (await bot.send({ event: "client.ping" })).confirmId;
  } catch (error) {
    return error instanceof ConnectionError ? error.code : undefined;
  }
}
