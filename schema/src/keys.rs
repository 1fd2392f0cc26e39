//! Every key of the schema files. The reader refuses all others, and a test holds the
//! JSON Schema of the file format to the same lists. Their order is that of the canonical form.

/// The keys at the top of a file.
pub const FILE: &[&str] = &[
    "protocol", "topic", "frame", "entity", "enum", "union", "scalar", "alias", "event", "removed",
];
/// The keys of `[protocol]`.
pub const PROTOCOL: &[&str] = &[
    "name",
    "title",
    "version",
    "doc",
    "license",
    "url",
    "allow_empty",
    "envelope",
    "servers",
    "placeholders",
];
/// The keys of `[protocol.servers.NAME]`.
pub const SERVER: &[&str] = &["url", "doc"];
/// The keys of `[topic]`.
pub const TOPIC: &[&str] = &["title", "doc", "since", "deprecated", "experimental"];
/// The keys of `[protocol.envelope]`.
pub const ENVELOPE: &[&str] = &["event", "id", "params", "confirms"];
/// The keys of `[frame.NAME]`.
pub const FRAME: &[&str] = &[
    "direction",
    "replies",
    "shape",
    "includes",
    "doc",
    "since",
    "deprecated",
    "experimental",
    "fields",
];
/// The keys of a field of `[frame.NAME.fields]`.
pub const FRAME_FIELD: &[&str] = &[
    "type",
    "nullable",
    "omitempty",
    "optional",
    "allow_empty",
    "since",
    "deprecated",
    "experimental",
    "name",
    "doc",
];
/// The keys of `[entity.NAME]`.
pub const ENTITY: &[&str] = &[
    "doc",
    "since",
    "deprecated",
    "experimental",
    "direction",
    "includes",
    "fields",
    "removed",
];
/// The keys of a field of `[entity.NAME.fields]`.
pub const FIELD: &[&str] = &[
    "type",
    "const",
    "override",
    "readonly",
    "nullable",
    "omitempty",
    "optional",
    "allow_empty",
    "min",
    "max",
    "default",
    "when",
    "since",
    "deprecated",
    "experimental",
    "name",
    "doc",
];
/// The keys of `[enum.NAME]`.
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
/// The keys of a value of `[enum.NAME.values]`.
pub const ENUM_VALUE: &[&str] = &["value", "since", "deprecated", "experimental", "doc"];
/// The keys of `[union.NAME]`.
pub const UNION: &[&str] = &[
    "doc",
    "since",
    "deprecated",
    "experimental",
    "direction",
    "form",
    "tag",
    "content",
    "base",
    "open",
    "variants",
];
/// The keys of a variant of `[union.NAME.variants]`.
pub const VARIANT: &[&str] = &[
    "value",
    "type",
    "absent",
    "since",
    "deprecated",
    "experimental",
    "doc",
];
/// The keys of `[scalar.NAME]`.
pub const SCALAR: &[&str] = &[
    "base",
    "doc",
    "since",
    "deprecated",
    "experimental",
    "allow_empty",
    "min",
    "max",
    "pattern",
    "format",
    "prefixes",
];
/// The keys of a prefix of `[scalar.NAME.prefixes]`.
pub const PREFIX: &[&str] = &["name", "doc"];
/// The keys of `[alias.NAME]`.
pub const ALIAS: &[&str] = &["type", "doc", "since", "deprecated", "experimental"];
/// The keys of `[event."NAME"]`.
pub const EVENT: &[&str] = &[
    "direction",
    "frame",
    "value",
    "match",
    "params",
    "reply",
    "error",
    "name",
    "doc",
    "since",
    "deprecated",
    "experimental",
];
/// The keys of the long form of `params` and `reply`.
pub const PARAMS: &[&str] = &["type", "optional", "nullable"];
/// The keys of `[removed]`.
pub const REMOVED: &[&str] = &["types", "events"];
/// The keys of an entry of a table of removed parts.
pub const TOMBSTONE: &[&str] = &["since", "doc"];
/// The keys of an entry of `[enum.NAME.removed]`.
pub const VALUE_TOMBSTONE: &[&str] = &["value", "since", "doc"];
/// The keys of the long form of `deprecated`.
pub const DEPRECATED: &[&str] = &["since", "note"];
