import type {
  Content,
  ContentInput,
  Everything,
  Id,
  Label,
  Level,
  Provider,
  Term,
  Tree,
} from "fixtures/union_kinds";

const impossible = (value: never): never => value;

export function id(id: Id): string {
  switch (typeof id) {
    case "number":
      return id.toFixed();
    case "string":
      return id.trim();
    default:
      return impossible(id);
  }
}

export function provider(provider: Provider): boolean {
  if (typeof provider === "object") return provider.name === "";
  return provider;
}

// Recursion through lists, maps and tuples.
export function count(tree: Tree): number {
  if (Array.isArray(tree)) return tree.map(count).reduce((sum, one) => sum + one, 0);
  if (typeof tree !== "object") return 1;
  return Object.values(tree).length;
}

export function value(term: Term): number {
  if (typeof term === "number") return term;
  const [operator, left, right] = term;
  return operator === "add" ? value(left) + value(right ?? 0) : -value(left);
}

// A union by a tag in one by kind.
export function content(content: Content): number {
  if (typeof content === "boolean") return 0;
  if (content instanceof Uint8Array) return content.length;
  if (Array.isArray(content)) return content[0]?.set ?? 0;
  return content.type === "circle" ? content.radius : 1;
}

export const level: Level = "low";
export const other: Level = "of_tomorrow";
export const number: Level = 2;
export const label: Label = [1, 2];
export const sent: ContentInput[] = [[], { type: "point" }, new Uint8Array(), true];
export const states: Pick<Everything, "maybe" | "patch" | "holes"> = {
  maybe: null,
  patch: null,
  holes: [1, null, "a"],
};
export const tree: Tree = { a: [1n, { b: null }], c: "d" };
