import type { Closed, Holder, Level } from "fixtures/enums";

export const closed: Closed = "no"; //~ TS2322
export const text: Level = "high"; //~ TS2322
export const holder: Holder = { by_open: { one: ["x"] }, closed: null }; //~ TS2322
