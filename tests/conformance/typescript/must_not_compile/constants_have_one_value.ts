import type { Holder, Marker } from "fixtures/constants";

export const marker: Marker = { op: 7 }; //~ TS2322
export const missing: Marker = {}; //~ TS2741

export function length(holder: Holder): number {
  let sum = 0;
  for (const name of holder.names) sum += name.length; //~ TS18047
  return sum;
}
