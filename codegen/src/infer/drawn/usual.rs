//! Usual protocols that are known by their first frames.

use tdproto_schema::{SourceMap, read};

use super::Drawn;

/// JSON-RPC 2.0.
const JSON_RPC: &str = r#"
[frame.request]
shape = { jsonrpc = "2.0", id = "$id", method = "$event", params = "$params" }
[frame.notification]
shape = { jsonrpc = "2.0", method = "$event", params = "$params" }
[frame.error]
replies = "request"
shape = { jsonrpc = "2.0", id = "$id", error = "$error" }
[frame.result]
replies = "request"
shape = { jsonrpc = "2.0", id = "$id", result = "$result" }
"#;

/// The number of frames that have certain keys.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Seen {
    pub(in super::super) all: u64,
    pub(in super::super) version: u64,
    pub(in super::super) method: u64,
    pub(in super::super) answers: u64,
    pub(in super::super) ids: u64,
}

/// The kinds of frames of a usual protocol.
pub(in super::super) fn usual(seen: Seen) -> Option<Drawn> {
    let Seen {
        all,
        version,
        method,
        answers,
        ids,
    } = seen;
    let is_whole = method > 0 && (method + answers) * 20 >= all * 19;
    let (text, why) = if is_whole && version * 10 >= all * 9 {
        let why = format!("JSON-RPC: `jsonrpc` is in {version} of {all}; --frame");
        (JSON_RPC.to_owned(), why)
    } else if is_whole && answers > 0 && ids >= answers {
        let why = format!(
            "like JSON-RPC: `method` in {method}, `result` or `error` in {answers} of {all}; --frame"
        );
        (JSON_RPC.replace("jsonrpc = \"2.0\", ", ""), why)
    } else {
        return None;
    };
    let mut sources = SourceMap::default();
    let file = sources.add("frames.toml", text);
    let (mut decls, _) = read(&sources, file);
    for frame in &mut decls.frames {
        frame.topic = "protocol".to_owned();
    }
    let drawn = Drawn::of(&decls, vec![why])?;
    Some(Drawn {
        may_grow: true,
        ..drawn
    })
}
