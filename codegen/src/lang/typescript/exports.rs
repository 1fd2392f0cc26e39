//! The names of the runtime that users get.

use tdproto_schema::Model;

use super::{drawn, draws_frames};

/// The lines that export the runtime.
pub(super) fn of_runtime(model: &Model) -> Vec<&'static str> {
    if !draws_frames(model) {
        return ENVELOPE.to_vec();
    }
    let mut lines = DRAWN.to_vec();
    if drawn::connection::has_connection(model) {
        lines.extend(DRAWN_CONNECTION);
    }
    lines
}

/// The exports of a protocol with an envelope.
const ENVELOPE: &[&str] = &[
    "export { decode, type Decoded } from \"./runtime/decode.js\";",
    "export { encode, encodeInput } from \"./runtime/encode.js\";",
    "export {",
    "  type KnownEvent,",
    "  type MalformedEvent,",
    "  newConfirmId,",
    "  type UnknownEvent,",
    "} from \"./runtime/events.js\";",
    "export type { BinaryFrame, UnhandledEvent } from \"./runtime/inbox.js\";",
    "export type { Limits } from \"./runtime/limits.js\";",
    "export { HugeNumber } from \"./runtime/number.js\";",
    "export type {",
    "  ConnectOptions,",
    "  SignalLike,",
    "  SocketClass,",
    "  SocketLike,",
    "} from \"./runtime/options.js\";",
    "export type { Confirmed, SendOptions } from \"./runtime/outbox.js\";",
    "export {",
    "  ConnectionError,",
    "  type ConnectionErrorCode,",
    "  type ConnectionState,",
    "  type ConnectionStatus,",
    "} from \"./runtime/status.js\";",
    "export type { EntitySchema } from \"./runtime/table.js\";",
    "export type { WaitOptions } from \"./runtime/wait.js\";",
];

/// The exports of a protocol with drawn frames.
const DRAWN: &[&str] = &[
    "export { decode, type Decoded } from \"./runtime/decode.js\";",
    "export { encode, encodeInput } from \"./runtime/encode.js\";",
    "export type {",
    "  DecodeOptions,",
    "  KnownFrame,",
    "  MalformedFrame,",
    "  UnknownFrame,",
    "} from \"./runtime/frame-decode.js\";",
    "export {",
    "  type DecodedReply,",
    "  type MalformedReply,",
    "  RequestError,",
    "  type RequestTypes,",
    "} from \"./runtime/frame-reply.js\";",
    "export type { Limits } from \"./runtime/limits.js\";",
    "export { HugeNumber } from \"./runtime/number.js\";",
    "export type { EntitySchema } from \"./runtime/table.js\";",
];

/// The exports of a protocol with drawn frames that are about connections.
const DRAWN_CONNECTION: &[&str] = &[
    "export type { BinaryFrame, UnhandledFrame } from \"./runtime/frame-inbox.js\";",
    "export type {",
    "  FrameConnectOptions as ConnectOptions,",
    "  RequestOptions,",
    "} from \"./runtime/frame-options.js\";",
    "export type { SignalLike, SocketClass, SocketLike } from \"./runtime/options.js\";",
    "export {",
    "  ConnectionError,",
    "  type ConnectionErrorCode,",
    "  type ConnectionState,",
    "  type ConnectionStatus,",
    "} from \"./runtime/status.js\";",
    "export type { WaitOptions } from \"./runtime/wait.js\";",
];
