//! Kinds of frames of a schema file.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde_json::Value;

use super::events::Sender;
use super::parts::{Deprecated, TypeExpression, Version};

/// A kind of frame: its JSON, with holes.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Frame {
    /// The sides that send it; default: both. A reply goes the other way than its request.
    direction: Option<Sender>,
    /// The kind of frame that it answers, which it finds by `$id`.
    replies: Option<String>,
    /// The frame as JSON. A text that begins with `$` is a hole: `$event` (the name), `$params`,
    /// `$id`, in replies `$result` or `$error`, `$null`, or a field of the frame. `$event?`, `$id?`,
    /// `$result?` and `$error?` may be missing. The keys of `"..." = "$params"` and the items of
    /// `"...$params"` are part of the frame itself. `$$` begins a text with `$`.
    shape: Shape,
    /// Entities whose fields type holes.
    #[schemars(default)]
    includes: Vec<String>,
    /// The description, as Markdown.
    doc: Option<String>,
    /// The first version that has it.
    since: Option<Version>,
    /// The deprecation.
    deprecated: Option<Deprecated>,
    /// True if it may change or go without notice.
    #[schemars(default)]
    experimental: bool,
    /// The types of its holes, by their names; `event` is `string` or `int`, `id` is `string` by
    /// default, `error` is `any`.
    #[schemars(default)]
    fields: BTreeMap<String, FrameField>,
}

/// A frame as JSON.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum Shape {
    /// An object.
    Object(BTreeMap<String, Value>),
    /// An array.
    Array(Vec<Value>),
}

/// The type of a hole.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct FrameField {
    /// Its type.
    #[schemars(rename = "type")]
    ty: TypeExpression,
    /// `null` means none.
    #[schemars(default)]
    nullable: bool,
    /// Left out when empty.
    #[schemars(default)]
    omitempty: bool,
    /// Left out when there is none. With `nullable`, a missing place and `null` differ.
    #[schemars(default)]
    optional: bool,
    /// True if `""` may mean no date and time, in a type with `datetime` in it.
    #[schemars(default)]
    allow_empty: bool,
    /// The first version that has it; default: that of its kind of frame.
    since: Option<Version>,
    /// The deprecation.
    deprecated: Option<Deprecated>,
    /// True if it may change or go without notice.
    #[schemars(default)]
    experimental: bool,
    /// The name in generated code; default: that of the hole.
    #[schemars(regex(pattern = "^[A-Za-z][A-Za-z0-9_]*$"))]
    name: Option<String>,
    /// The description, as Markdown.
    doc: Option<String>,
}
