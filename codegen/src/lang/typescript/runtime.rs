//! The runtime: source files that are the same for every schema, but for two choices of the user.

use super::drawn::connection::has_connection;
use super::{checks, draws_frames};
use crate::banner::banner;
use crate::lang::runtime::copied;
use crate::lang::{Input, OutputFile};
use crate::options::{Int64, UnknownFields};

/// The files that are the same for every schema, by their stems.
const FIXED: &[(&str, &str)] = &[
    ("backoff", include_str!("runtime/backoff.ts")),
    ("bytes", include_str!("runtime/bytes.ts")),
    ("connection", include_str!("runtime/connection.ts")),
    ("decode", include_str!("runtime/decode.ts")),
    ("empty", include_str!("runtime/empty.ts")),
    ("encode", include_str!("runtime/encode.ts")),
    ("events", include_str!("runtime/events.ts")),
    ("exact", include_str!("runtime/exact.ts")),
    ("heartbeat", include_str!("runtime/heartbeat.ts")),
    ("ids", include_str!("runtime/ids.ts")),
    ("inbox", include_str!("runtime/inbox.ts")),
    ("json", include_str!("runtime/json.ts")),
    ("keys", include_str!("runtime/keys.ts")),
    ("limits", include_str!("runtime/limits.ts")),
    ("listeners", include_str!("runtime/listeners.ts")),
    ("marked", include_str!("runtime/marked.ts")),
    ("number", include_str!("runtime/number.ts")),
    ("options", include_str!("runtime/options.ts")),
    ("outbox", include_str!("runtime/outbox.ts")),
    ("random", include_str!("runtime/random.ts")),
    ("reader", include_str!("runtime/reader.ts")),
    ("socket", include_str!("runtime/socket.ts")),
    ("status", include_str!("runtime/status.ts")),
    ("stream", include_str!("runtime/stream.ts")),
    ("table", include_str!("runtime/table.ts")),
    ("timers", include_str!("runtime/timers.ts")),
    ("wait", include_str!("runtime/wait.ts")),
];

/// The files of a schema that draws its frames, by their stems.
const DRAWN: &[(&str, &str)] = &[
    (
        "frame-connection",
        include_str!("runtime/drawn/frame-connection.ts"),
    ),
    (
        "frame-decode",
        include_str!("runtime/drawn/frame-decode.ts"),
    ),
    (
        "frame-encode",
        include_str!("runtime/drawn/frame-encode.ts"),
    ),
    ("frame-inbox", include_str!("runtime/drawn/frame-inbox.ts")),
    ("frame-kinds", include_str!("runtime/drawn/frame-kinds.ts")),
    (
        "frame-options",
        include_str!("runtime/drawn/frame-options.ts"),
    ),
    (
        "frame-outbox",
        include_str!("runtime/drawn/frame-outbox.ts"),
    ),
    ("frame-reply", include_str!("runtime/drawn/frame-reply.ts")),
    ("frame-table", include_str!("runtime/drawn/frame-table.ts")),
    ("frame-types", include_str!("runtime/drawn/frame-types.ts")),
];

/// The stems of the files that a schema without an envelope does not need.
const OF_ENVELOPES: &[&str] = &[
    "connection",
    "events",
    "heartbeat",
    "ids",
    "inbox",
    "outbox",
    "random",
];

/// The stems of the files that only connections need.
const OF_CONNECTIONS: &[&str] = &[
    "backoff",
    "frame-connection",
    "frame-inbox",
    "frame-options",
    "frame-outbox",
    "frame-types",
    "listeners",
    "options",
    "socket",
    "status",
    "stream",
    "timers",
    "wait",
];

/// All files of the runtime.
pub(super) fn files(input: &Input<'_>) -> Vec<OutputFile> {
    let int64 = match input.options.typescript.int64 {
        Int64::Bigint => include_str!("runtime/int64-bigint.ts"),
        Int64::Number => include_str!("runtime/int64-number.ts"),
        Int64::String => include_str!("runtime/int64-string.ts"),
    };
    let config = config(input.options.unknown_fields);
    let is_drawn = draws_frames(input.model);
    let connects = !is_drawn || has_connection(input.model);
    let is_needed = |stem: &str| {
        let is_of_others = is_drawn && OF_ENVELOPES.contains(&stem);
        !is_of_others && (connects || !OF_CONNECTIONS.contains(&stem))
    };
    let drawn = DRAWN.iter().filter(|_| is_drawn);
    let check = checks::are_there(input).then_some(("check", include_str!("runtime/check.ts")));
    let fixed = FIXED.iter().chain(drawn).copied();
    fixed
        .filter(|(stem, _)| is_needed(stem))
        .chain(check)
        .chain([("int64", int64), ("config", config.as_str())])
        .map(|(stem, text)| copied(format!("src/runtime/{stem}.ts"), &banner(input.model), text))
        .collect()
}

/// The user's choices at generation, for the runtime to read.
fn config(unknown_fields: UnknownFields) -> String {
    let policy = match unknown_fields {
        UnknownFields::Ignore => "ignore",
        UnknownFields::Keep => "keep",
        UnknownFields::Deny => "deny",
    };
    format!(
        "/** What becomes of keys that the schema does not know. */\n\
         export const UNKNOWN_FIELDS = \"{policy}\" as \"ignore\" | \"keep\" | \"deny\";\n"
    )
}
