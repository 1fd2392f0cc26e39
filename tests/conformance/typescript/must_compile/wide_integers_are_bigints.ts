import type { Chat, Int64, Uint64 } from "protocol";

export const most: Uint64 = 18446744073709551615n;

export function newer(a: Chat, b: Chat): Int64 {
  return a.gentime > b.gentime ? a.gentime : b.gentime;
}
