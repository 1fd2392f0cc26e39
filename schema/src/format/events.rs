//! The events of a schema file.

use std::collections::BTreeMap;

use schemars::JsonSchema;

use super::parts::{ConstantValue, Deprecated, TypeExpression, Version, WireValue};

/// The params of an event or the result of a reply: a type that is always there, or a table.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum Params {
    /// The type of params that are always there.
    Always(TypeExpression),
    /// The type, and when a frame has a value of it.
    Table(LongParams),
}

/// The params of an event that a frame may go without, or that may be null.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct LongParams {
    /// The type.
    #[schemars(rename = "type")]
    ty: TypeExpression,
    /// True if a frame may go without them.
    #[schemars(default)]
    optional: bool,
    /// True if they may be null.
    #[schemars(default)]
    nullable: bool,
}

/// An event.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Event {
    /// The sides that send it.
    direction: Sender,
    /// The kind of frame it travels in, if more than one fits its direction and `reply`.
    frame: Option<String>,
    /// The name on the wire, if it is not the event's own.
    value: Option<WireValue>,
    /// The values of fields of the frame that distinguish it from others of its name.
    #[schemars(default, rename = "match")]
    matches: BTreeMap<String, ConstantValue>,
    /// The value under the frame's params; an event may have none.
    params: Option<Params>,
    /// The result of the reply, if it is a request; `"null"` for none.
    reply: Option<Params>,
    /// The error of the reply, if it is not the one of all frames of its kind.
    error: Option<TypeExpression>,
    /// The name in generated code; default: that on the wire.
    #[schemars(regex(pattern = "^[A-Za-z][A-Za-z0-9_]*$"))]
    name: Option<String>,
    /// The description, as Markdown.
    doc: Option<String>,
    /// The first version that has it.
    since: Option<Version>,
    /// The deprecation.
    deprecated: Option<Deprecated>,
    /// True if it may change or go without notice.
    #[schemars(default)]
    experimental: bool,
}

/// The sides that send an event.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub(super) enum Sender {
    /// A client sends it to the server.
    Client,
    /// The server sends it to clients.
    Server,
    /// Clients and the server send it to each other.
    Both,
}
