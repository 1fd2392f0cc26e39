/**
 * The types of a connection: what a protocol gives it, and what follows from that.
 *
 * @module
 */

import type { FrameTable } from "./frame-table.js";
import type { RequestOptions } from "./frame-options.js";
import type { RequestTable, RequestTypes } from "./frame-reply.js";

/** What a connection needs to know of the protocol. */
export interface FrameProtocol {
  readonly server: FrameTable;
  readonly client: FrameTable;
  /** The requests of the client, if there are some. */
  readonly requests: RequestTable | undefined;
  /** The requests of the server, if there are some. */
  readonly answers: RequestTable | undefined;
}

/** The types of a protocol. */
export interface FrameTypes {
  /** The params of the server's events. */
  params: object;
  /** The frames of the server's events. */
  frames: object;
  /** The replies of the server. */
  replies: object;
  /** All frames of the client. */
  sent: object;
  /** The frames of the client's events. */
  sentFrames: object;
  /** The requests of the client. */
  requests: object;
  /** The requests of the server. */
  answers: object;
  /** The replies of the client that have a result. */
  results: object;
  /** The replies of the client that have an error. */
  errors: object;
}

/** The type of a member, or that of any. */
export type Of<Types, Name> = Name extends keyof Types ? Types[Name] : never;

/** The types of a request. */
export type RequestOf<Types, Name> = Of<Types, Name> extends infer Request extends RequestTypes
  ? Request
  : never;

/** The fields of a frame: its members that have a meaning of their own in each protocol. */
export type FieldsOf<Frame> = {
  [K in keyof Frame as Exclude<K, "kind" | "event" | "params" | "id" | "result" | "error">]: Frame[K];
};

/** The arguments of a request after its name. */
export type RequestArguments<Params, Fields> = {} extends Fields
  ? undefined extends Params
    ? [params?: Params, options?: RequestOptions & Fields]
    : [params: Params, options?: RequestOptions & Fields]
  : [params: Params, options: RequestOptions & Fields];

/** The fields of a reply, and its kind, if there are several. */
export type ReplyFields<Frame> = Frame extends { kind: infer Kind }
  ? FieldsOf<Frame> & { kind?: Kind | undefined }
  : never;

/** The last argument of what answers a request: the fields of its frame. */
export type ReplyArguments<Frame> = {} extends ReplyFields<Frame>
  ? [fields?: ReplyFields<Frame>]
  : [fields: ReplyFields<Frame>];
