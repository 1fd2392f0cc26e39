//! The runtime: source files that are the same for every schema, but for two choices of the user.

use super::checks;
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

/// All files of the runtime.
pub(super) fn files(input: &Input<'_>) -> Vec<OutputFile> {
    let int64 = match input.options.typescript.int64 {
        Int64::Bigint => include_str!("runtime/int64-bigint.ts"),
        Int64::Number => include_str!("runtime/int64-number.ts"),
        Int64::String => include_str!("runtime/int64-string.ts"),
    };
    let config = config(input.options.unknown_fields);
    let fixed = FIXED.iter().map(|(stem, text)| (*stem, *text));
    let check = checks::are_there(input).then_some(("check", include_str!("runtime/check.ts")));
    fixed
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
