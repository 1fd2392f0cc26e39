import type { Holder, Request } from "fixtures/constants";

export const version: (request: Request) => "2.0" = (request) => request.jsonrpc;
export const low: (request: Request) => -7 = (request) => request.low;
export const flag: (request: Request) => true | undefined = (request) => request.urgent;
export const names = (holder: Holder): number =>
  holder.names.reduce((sum, name) => sum + (name === null ? 0 : name.length), 0);
