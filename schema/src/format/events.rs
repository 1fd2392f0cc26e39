//! The events of a schema file.

use schemars::JsonSchema;

use super::parts::{Deprecated, TypeExpression, Version};

/// The params of an event: a type that is always there, or a table.
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
    /// The value under the frame's params; an event may have none.
    params: Option<Params>,
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
enum Sender {
    /// A client sends it to the server.
    Client,
    /// The server sends it to clients.
    Server,
    /// Clients and the server send it to each other.
    Both,
}
