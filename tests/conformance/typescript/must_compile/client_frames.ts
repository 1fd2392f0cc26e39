import type { ClientEvent, ClientEventMap, ClientEventName } from "protocol";

export const ping: ClientEvent = { event: "client.ping" };
export const confirmed: ClientEvent<"client.activity"> = {
  event: "client.activity",
  confirm_id: "abcdefghijkl",
  params: { afk: true },
};
export const none: ClientEventMap["client.ping"] = undefined;
export const name: ClientEventName = "client.ping";
