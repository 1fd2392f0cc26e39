import type { ByKindOf } from "fixtures/odd_names";

export const two: ByKindOf<"b"> = { "the kind": "b", x: 2 }; //~ TS2322
