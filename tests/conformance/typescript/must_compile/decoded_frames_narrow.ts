import {
  type DecodedServerEvent,
  decode,
  decodeServerEvent,
  encodeClientEvent,
  encodeInput,
  type Message,
  type MessageContent,
  MessageContentSchema,
  MessageSchema,
} from "protocol";

export function read(text: string): string | bigint | undefined {
  const frame: DecodedServerEvent = decodeServerEvent(text);
  switch (frame.kind) {
    case "known":
      if (frame.event === "server.message.updated") return frame.params.messages[0]?.gentime;
      return frame.confirmId ?? frame.event;
    case "unknown":
      return frame.raw + frame.event;
    case "malformed":
      return frame.event ?? frame.path + frame.reason;
  }
}

export function message(text: string): Message | undefined {
  const result = decode(MessageSchema, text);
  return result.ok ? result.value : undefined;
}

const content: MessageContent = { text: "", type: "plain" };
export const body: string = encodeInput(MessageContentSchema, content);
export const frame: string = encodeClientEvent({
  event: "client.message.updated",
  confirm_id: "abcdefghijkl",
  params: { to: "d-1", content },
});
