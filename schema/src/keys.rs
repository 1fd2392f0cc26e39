//! Every key of the schema files. The reader refuses all others, and a test holds the
//! JSON Schema of the file format to the same lists. Their order is that of the canonical form.

/// At the top of a file.
pub const FILE: &[&str] = &[
    "protocol", "entity", "enum", "scalar", "alias", "event", "removed",
];
/// In `[protocol]`.
pub const PROTOCOL: &[&str] = &[
    "name",
    "version",
    "doc",
    "allow_empty",
    "envelope",
    "placeholders",
];
/// In `[protocol.envelope]`.
pub const ENVELOPE: &[&str] = &["event", "id", "params", "confirms"];
/// In `[entity.NAME]`.
pub const ENTITY: &[&str] = &[
    "doc",
    "since",
    "deprecated",
    "experimental",
    "includes",
    "fields",
    "removed",
];
/// In a field of `[entity.NAME.fields]`.
pub const FIELD: &[&str] = &[
    "type",
    "readonly",
    "nullable",
    "omitempty",
    "allow_empty",
    "when",
    "since",
    "deprecated",
    "experimental",
    "name",
    "doc",
];
/// In `[enum.NAME]`.
pub const ENUM: &[&str] = &[
    "doc",
    "since",
    "deprecated",
    "experimental",
    "base",
    "open",
    "empty",
    "values",
    "removed",
];
/// In a value of `[enum.NAME.values]`.
pub const ENUM_VALUE: &[&str] = &["value", "since", "deprecated", "experimental", "doc"];
/// In `[scalar.NAME]`.
pub const SCALAR: &[&str] = &[
    "base",
    "doc",
    "since",
    "deprecated",
    "experimental",
    "allow_empty",
    "prefixes",
];
/// In a prefix of `[scalar.NAME.prefixes]`.
pub const PREFIX: &[&str] = &["name", "doc"];
/// In `[alias.NAME]`.
pub const ALIAS: &[&str] = &["type", "doc", "since", "deprecated", "experimental"];
/// In `[event."NAME"]`.
pub const EVENT: &[&str] = &[
    "direction",
    "params",
    "name",
    "doc",
    "since",
    "deprecated",
    "experimental",
];
/// In `[removed]`.
pub const REMOVED: &[&str] = &["types", "events"];
/// In an entry of a table of what was removed.
pub const TOMBSTONE: &[&str] = &["since", "doc"];
/// In an entry of `[enum.NAME.removed]`.
pub const VALUE_TOMBSTONE: &[&str] = &["value", "since", "doc"];
/// In the long form of `deprecated`.
pub const DEPRECATED: &[&str] = &["since", "note"];
