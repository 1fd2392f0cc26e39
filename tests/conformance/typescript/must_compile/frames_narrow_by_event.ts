import type { ServerEvent, ServerMessageUpdatedParams } from "protocol";

export function handle(frame: ServerEvent): string {
  switch (frame.event) {
    case "server.message.updated": {
      const params: ServerMessageUpdatedParams = frame.params;
      return params.messages[0]?.content.text ?? "";
    }
    case "server.time":
      return frame.params.time;
    default:
      return frame.confirm_id ?? frame.event;
  }
}
