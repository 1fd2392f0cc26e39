//! Parts that several tables of a schema file have.

use schemars::JsonSchema;

/// A version: one to three numbers with dots between them, such as "1.2.3".
#[derive(JsonSchema)]
pub(super) struct Version(#[schemars(regex(pattern = r"^[0-9]+(\.[0-9]+){0,2}$"))] String);

/// A type: a built-in one (string, bool, int, int32, int64, uint, datetime, any …), a declared one,
/// `list<T>`, `map<K, V>` or `tuple<A, B>`.
#[derive(JsonSchema)]
pub(super) struct TypeExpression(#[schemars(length(min = 1))] String);

/// The deprecation of a part.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Deprecated {
    /// Deprecated, or not.
    Flag(bool),
    /// The replacement.
    Note(String),
    /// The replacement, and the version of the deprecation.
    Long(DeprecatedTable),
}

/// The replacement of a deprecated part, and the version of the deprecation.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct DeprecatedTable {
    /// The version it was deprecated in.
    pub(super) since: Option<Version>,
    /// The replacement.
    pub(super) note: Option<String>,
}

/// The kind of the values of an enum on the wire.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub(super) enum EnumBase {
    /// Texts.
    String,
    /// Integers.
    Int,
}

/// A value on the wire.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum WireValue {
    /// A text.
    Text(String),
    /// An integer.
    Int(i64),
}

/// The side that sends it outside events, such as a body of HTTP.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub(super) enum Direction {
    /// A client sends it to the server.
    Client,
    /// The server sends it to clients.
    Server,
}

/// A value that never differs.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum ConstantValue {
    /// A text.
    Text(String),
    /// An integer.
    Int(i64),
    /// True or false.
    Bool(bool),
}
