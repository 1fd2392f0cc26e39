//! Schemas from the descriptions that people have: JSON Schema, OpenAPI and AsyncAPI.

mod choices;
mod documents;
mod events;
mod json_schema;
mod losses;
mod lower;
mod node;
mod objects;
mod parts;
mod read;
mod reader;
mod texts;
mod topics;
pub mod update;

use std::collections::BTreeMap;

use tdproto_schema::Decls;
use tdproto_schema::model::Sender;

pub use documents::{Document, Documents, Place};
pub use events::{EventPattern, EventPatternError};
pub use json_schema::json_schema;
pub use losses::{Losses, Lost};

/// The choices of an import besides its documents.
#[derive(Debug, Clone)]
pub struct Options {
    /// The name of the protocol.
    pub name: Option<String>,
    /// The definitions that are events.
    pub events: Vec<EventPattern>,
    /// The side that sends the events whose pattern says nothing else.
    pub sender: Sender,
    /// The protocol and its kinds of frames; without it, frames are envelopes.
    pub frame: Option<Decls>,
    /// True if enums and unions have no values that are not listed.
    pub closed: bool,
    /// Keywords that say nothing of values.
    pub ignore: Vec<String>,
    /// The names of types by the places of their schemas, such as `#/$defs/chat/properties/kind`.
    pub renames: BTreeMap<String, String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            name: None,
            events: Vec::new(),
            sender: Sender::Server,
            frame: None,
            closed: false,
            ignore: Vec::new(),
            renames: BTreeMap::new(),
        }
    }
}

/// A description as declarations, and what they do not say.
#[derive(Debug, Clone)]
pub struct Imported {
    /// The declarations, each with its topic.
    pub decls: Decls,
    /// What was lost.
    pub losses: Losses,
}
