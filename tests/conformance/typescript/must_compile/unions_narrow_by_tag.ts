import {
  type Action,
  type Block,
  type BlockInput,
  type Edit,
  type Many,
  type Page,
  type PageInput,
  UNKNOWN,
} from "fixtures/unions";

const nothing = (value: null | undefined): string => String(value);
const impossible = (value: never): never => value;

// A nested union by another tag, an entity by two tags, only a tag, and all others.
export function text(block: Block): string {
  switch (block.type) {
    case "text":
    case "heading":
      return block.text;
    case "picture":
      return `${block.url} ${block.width ?? 0n}`;
    case "group":
      return block.blocks.map(text).join();
    case "divider":
      return "";
    case "input":
      switch (block.kind) {
        case 1:
          return block.name;
        case -2:
          return block.type;
        default:
          return impossible(block);
      }
    case UNKNOWN:
      return JSON.stringify(block[UNKNOWN]["type"]);
    default:
      return impossible(block);
  }
}

// A variant without a tag, in a closed and in an open union.
export function edit(edit: Edit): string {
  switch (edit.op) {
    case "snippet":
      return edit.snippet;
    case undefined:
      return edit.text;
    default:
      return impossible(edit);
  }
}

export function action(action: Action): string {
  switch (action.action) {
    case 0:
      return action.text;
    case undefined:
      return action.snippet;
    case UNKNOWN:
      return String(action[UNKNOWN]["action"]);
    default:
      return impossible(action);
  }
}

// Twelve variants, and all others; null, and no key.
export function many(many: Many | null | undefined): string {
  switch (many?.m) {
    case "a":
      return many.text;
    case "b":
      return many.snippet;
    case "c":
    case "d":
    case "e":
    case "f":
    case "g":
    case "h":
    case "i":
    case "j":
    case "k":
    case "l":
      return many.m;
    case UNKNOWN:
      return String(many[UNKNOWN]["m"]);
    case undefined:
      return nothing(many);
    default:
      return impossible(many);
  }
}

// Null, a missing key, and what is left is narrowed.
export function page(page: Page): string {
  const { maybe, left, patch, gone } = page;
  if (maybe === null) return "";
  if (left === undefined || left === null) return text(maybe);
  if (patch !== undefined && patch !== null) return action(patch);
  if (gone?.op === "snippet") return gone.snippet;
  return left.type === "divider" ? left.type : text(left);
}

export const sent: BlockInput[] = [
  { type: "text", text: "a" },
  { type: "picture", url: "u", width: null },
  { type: "input", kind: 1, name: "n", next: { kind: -2 } },
  { type: "group", blocks: [{ type: "divider" }] },
];

export const holder: PageInput["holder"] = { action: { snippet: "s" } };
