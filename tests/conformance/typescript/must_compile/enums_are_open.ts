import type { ChatType, PushDeviceType } from "protocol";
import type { Closed, Level, Open } from "fixtures/enums";

export const known: ChatType = "direct";
export const unknown: ChatType = "of a later version";
export const level: Level = 77;
export const closed: Closed = "yes";

export function device(type: PushDeviceType): number {
  return type;
}

export function described(open: Open): string {
  switch (open) {
    case "one":
    case "unknown":
      return "known";
    default:
      return open.toUpperCase();
  }
}

/** The known values stay in the union, so that editors complete them. */
export const completed: Extract<ChatType, "direct" | "other"> = "direct";
