//! Schemas from the descriptions that people have: JSON Schema, OpenAPI and AsyncAPI.

mod asyncapi;
mod carried;
mod choices;
mod definitions;
mod demands;
mod described;
mod discriminators;
mod documents;
mod event_names;
mod event_topics;
mod events;
mod examples;
mod format;
mod info;
mod input;
mod integers;
mod json_schema;
mod losses;
mod lower;
mod node;
mod objects;
mod openapi;
mod own;
mod parts;
mod read;
mod reader;
mod sent;
mod texts;
mod topics;
pub mod update;
mod within;
pub mod yaml;

use std::collections::BTreeMap;

use tdproto_schema::model::Sender;
use tdproto_schema::{Decls, Diagnostic, Model};

pub use asyncapi::asyncapi;
pub use documents::{Document, Documents, Place};
pub use events::{EventPattern, EventPatternError};
pub use input::parse;
pub use json_schema::{json_schema, other_formats};
pub use losses::{Losses, Lost};
pub use openapi::openapi;

/// The choices of an import besides its documents.
#[derive(Debug, Clone)]
pub struct Options {
    /// The name of the protocol.
    pub name: Option<String>,
    /// The definitions that are events.
    pub events: Vec<EventPattern>,
    /// The side that sends the events whose pattern says nothing else.
    pub sender: Sender,
    /// The side that the AsyncAPI document describes.
    pub perspective: Sender,
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
            perspective: Sender::Server,
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
    samples: examples::Samples,
    documents: Documents,
}

impl Imported {
    fn new(
        decls: Decls,
        losses: Losses,
        samples: examples::Samples,
        documents: &Documents,
    ) -> Self {
        Self {
            decls,
            losses,
            samples,
            documents: documents.clone(),
        }
    }

    /// A diagnostic for each kind of loss, an error if the import is to be exact.
    #[must_use]
    pub fn diagnostics(&self, is_strict: bool) -> Vec<Diagnostic> {
        self.losses.diagnostics(&self.documents, is_strict)
    }

    /// The files of examples, each a frame of an event, by their names. Those that do not follow the
    /// schema are losses.
    pub fn examples(&mut self, model: &Model) -> BTreeMap<String, String> {
        self.samples.files(&self.decls, model, &mut self.losses)
    }
}
