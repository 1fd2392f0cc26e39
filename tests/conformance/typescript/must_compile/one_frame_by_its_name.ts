import type { ServerEvent, ServerEventMap, ServerEventName } from "protocol";

type Handlers = { [N in ServerEventName]?: (frame: ServerEvent<N>) => void };

export const handlers: Handlers = {
  "server.time": (frame) => frame.params.time.toUpperCase(),
};

export function on<N extends ServerEventName>(
  name: N,
  handle: (params: ServerEventMap[N]) => void,
): [N, (params: ServerEventMap[N]) => void] {
  return [name, handle];
}

on("server.confirm", (params) => params.confirm_id.length);
