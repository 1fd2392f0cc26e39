//! The flagship schema, built in: the protocol of a team messenger.

use crate::{Diagnostic, Schema, SourceMap, compile};

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// The directory as diagnostics show it.
pub const ROOT: &str = "schema/protocol";

/// The files of the built-in schema.
#[must_use]
pub fn sources() -> SourceMap {
    let mut sources = SourceMap::default();
    for (name, text) in FILES {
        let topic = name.strip_suffix(".toml").unwrap_or(name);
        sources.add_virtual(format!("{ROOT}/{name}"), topic, *text);
    }
    sources
}

/// The built-in schema, compiled.
///
/// ```
/// let (schema, diagnostics) = tdproto_schema::embedded::compiled();
/// assert!(diagnostics.is_empty());
/// assert!(schema.model.find_event("server.message.updated").is_some());
/// ```
#[must_use]
pub fn compiled() -> (Schema, Vec<Diagnostic>) {
    compile(&sources())
}

/// The project's configuration file beside the schema: its path as diagnostics show it, and its
/// text.
#[must_use]
pub fn config() -> (&'static str, &'static str) {
    ("schema/tdproto.toml", include_str!("../tdproto.toml"))
}

/// The documented examples: the file's path below the schema directory, and its text.
pub fn examples() -> impl Iterator<Item = (&'static str, &'static str)> {
    EXAMPLES.iter().copied()
}

/// The recorded deviations of the documented examples, as TOML.
#[must_use]
pub fn deviations() -> &'static str {
    DEVIATIONS
}
