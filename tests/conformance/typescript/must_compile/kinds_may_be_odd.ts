import { type ByKind, type ByKindOf, isByKindOf } from "fixtures/odd_names";

export const one: ByKindOf<'a "b"'> = { "the kind": 'a "b"', x: 2 };

export function x(value: ByKind): number | undefined {
  return isByKindOf(value, 'a "b"') ? value.x : undefined;
}
