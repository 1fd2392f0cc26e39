//! The protocol as a whole, and the topic of a schema file.

use std::collections::BTreeMap;

use schemars::JsonSchema;

use super::parts::{Deprecated, TypeExpression, Version};

/// A URL, such as "https://example.org/chat".
#[derive(JsonSchema)]
struct Url(
    #[schemars(regex(pattern = r"^[A-Za-z][A-Za-z0-9+.-]*://.+$"))]
    String,
);

/// The topic that a file is. Its lifecycle covers the types and events of the file that have none
/// of their own.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Topic {
    /// The name for people, on one line.
    #[schemars(length(min = 1))]
    title: Option<String>,
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

/// A server that speaks the protocol.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Server {
    /// The URL to connect to.
    url: Url,
    /// The description, as Markdown.
    doc: Option<String>,
}

/// The protocol as a whole.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Protocol {
    /// The name, which generated packages have, too.
    #[schemars(regex(pattern = "^[A-Za-z][A-Za-z0-9_-]*$"))]
    name: Option<String>,
    /// The name for people, on one line.
    #[schemars(length(min = 1))]
    title: Option<String>,
    /// Its version: one to three numbers with dots between them.
    version: Option<Version>,
    /// The description, as Markdown.
    doc: Option<String>,
    /// The license, an SPDX expression. Generated packages have it, if no option gives another.
    #[schemars(regex(pattern = r"^[A-Za-z0-9 .():+-]+$"))]
    license: Option<String>,
    /// The URL of a page about the protocol, the homepage of generated packages.
    url: Option<Url>,
    /// True if `""` may mean no date and time, in every `datetime`.
    #[schemars(default)]
    allow_empty: bool,
    /// The keys of a frame, where they differ from the usual ones.
    envelope: Option<Envelope>,
    /// The servers that speak the protocol, by name.
    #[schemars(default)]
    servers: BTreeMap<String, Server>,
    /// Texts that documented examples hold in place of a value, and the type of that value.
    #[schemars(default)]
    placeholders: BTreeMap<String, TypeExpression>,
}

/// The keys of a frame.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Envelope {
    /// Holds the event's name; default: `event`.
    #[schemars(length(min = 1))]
    event: Option<String>,
    /// Holds the id that the receiver confirms; default: `confirm_id`, empty for none.
    id: Option<String>,
    /// Holds the event's params; default: `params`.
    #[schemars(length(min = 1))]
    params: Option<String>,
    /// The events that confirm a frame by its id, one for each direction at most. Their params
    /// have a text under the key of the id.
    #[schemars(default)]
    confirms: Vec<String>,
}
