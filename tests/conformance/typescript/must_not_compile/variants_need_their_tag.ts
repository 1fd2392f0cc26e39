import type { Block, BlockInput, PageInput } from "fixtures/unions";

export const none: BlockInput = { text: "a" }; //~ TS2322
export const other: BlockInput = { type: "picture", text: "a" }; //~ TS2353
export const unknown: BlockInput = { type: "of_tomorrow" }; //~ TS2322
export const set: PageInput["gone"] = { text: "a", note: "b" }; //~ TS2353

export function text(block: Block): string {
  switch (block.type) {
    case "text":
    case "heading":
    case "picture":
    case "group":
    case "divider":
    case "input":
      return "";
    default: {
      const rest: never = block; //~ TS2322
      return rest;
    }
  }
}
