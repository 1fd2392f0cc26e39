import { connect } from "tdproto";

/** Answers every message that says "ping". */
export function bot(url: string) {
  const connection = connect(url);
  connection.on("server.message.updated", ({ messages }) => {
    for (const { chat, content } of messages) {
      if (content.text !== "ping") continue;
      const reply = { to: chat, content: { type: "plain", text: "pong" } };
      connection.send({ event: "client.message.updated", params: reply }).catch(console.error);
    }
  });
  // A newer server, or a broken frame: neither ends the stream.
  connection.onUnhandled((frame) => console.warn(frame.kind, frame.event));
  return connection;
}
