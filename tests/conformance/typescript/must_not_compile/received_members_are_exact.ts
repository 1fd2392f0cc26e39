import type { Chat } from "fixtures/input_views";

export const chat: Chat = { id: "", title: "", last: undefined, tags: [] }; //~ TS2375
