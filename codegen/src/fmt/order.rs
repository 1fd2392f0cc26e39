//! The order of keys, and which tables have a header of their own.

use tdproto_schema::keys;

/// The form of a table, by the path to it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    /// The order of its keys; if empty, the order of the file.
    pub(super) keys: &'static [&'static str],
    /// The keys that are tables with a header of their own.
    pub(super) sections: &'static [&'static str],
}

const AS_WRITTEN: Shape = Shape {
    keys: &[],
    sections: &[],
};

/// The shape of a table.
pub(super) fn shape(path: &[&str]) -> Shape {
    let (keys, sections): (&[_], &[_]) = match path {
        ["protocol"] => (keys::PROTOCOL, &["envelope", "servers", "placeholders"]),
        ["protocol", "envelope"] => (keys::ENVELOPE, &[]),
        // Senders write the places of a frame as drawn.
        ["frame", _, "shape", ..] => return AS_WRITTEN,
        ["frame", _] => (keys::FRAME, &["fields"]),
        ["frame", _, "fields", _] => (keys::FRAME_FIELD, &[]),
        ["protocol", "servers", _] => (keys::SERVER, &[]),
        ["topic"] => (keys::TOPIC, &[]),
        ["entity", _] => (keys::ENTITY, &["fields", "removed"]),
        ["entity", _, "fields", _] => (keys::FIELD, &[]),
        ["enum", _] => (keys::ENUM, &["values", "removed"]),
        ["enum", _, "values", _] => (keys::ENUM_VALUE, &[]),
        ["union", _] => (keys::UNION, &["variants"]),
        ["union", _, "variants", _] => (keys::VARIANT, &[]),
        ["scalar", _] => (keys::SCALAR, &["prefixes"]),
        ["scalar", _, "prefixes", _] => (keys::PREFIX, &[]),
        ["alias", _] => (keys::ALIAS, &[]),
        ["event", _] => (keys::EVENT, &[]),
        ["event", _, "params" | "reply"] => (keys::PARAMS, &[]),
        ["removed"] => (keys::REMOVED, keys::REMOVED),
        ["removed", _, _] | ["entity", _, "removed", _] => (keys::TOMBSTONE, &[]),
        ["enum", _, "removed", _] => (keys::VALUE_TOMBSTONE, &[]),
        [.., "deprecated"] => (keys::DEPRECATED, &[]),
        _ => return AS_WRITTEN,
    };
    Shape { keys, sections }
}

/// The number of keys that lead to a declaration: one for `protocol`, `topic` and `removed`.
pub(super) fn depth(kind: &str) -> usize {
    match kind {
        "protocol" | "topic" | "removed" => 1,
        _ => 2,
    }
}
