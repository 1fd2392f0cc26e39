//! Examples of frames, all of them valid.

use std::collections::BTreeMap;

use serde_json::Value;
use tdproto_schema::model::Event;
use tdproto_schema::parallel;

use crate::examples;
use crate::lang::Input;
use crate::sample;
use crate::validate::Validator;

/// An example of an event's frame.
#[derive(Debug)]
pub(in crate::lang) struct Example {
    /// The short name.
    pub(in crate::lang) name: &'static str,
    /// The source of the frame.
    pub(in crate::lang) summary: &'static str,
    /// The frame.
    pub(in crate::lang) frame: Value,
}

impl Example {
    /// A frame that was made.
    pub(in crate::lang) fn made(frame: Value) -> Self {
        Self {
            name: "made",
            summary: "Made from the schema.",
            frame,
        }
    }
}

/// The documented examples of a schema.
#[derive(Debug)]
pub(in crate::lang) struct Documented(BTreeMap<String, Example>);

impl Documented {
    /// The examples that are frames of their events, or can be repaired to be.
    pub(in crate::lang) fn new(input: &Input<'_>) -> Self {
        let validator = Validator::new(input.model);
        let found = parallel::map(input.examples, |example| {
            let valid = examples::valid(&validator, example)?;
            let summary = match valid.is_repaired {
                false => "From the documentation.",
                true => "From the documentation, changed where it deviated from the schema.",
            };
            let found = Example {
                name: "documented",
                summary,
                frame: valid.frame,
            };
            Some((example.event().into_owned(), found))
        });
        Self(found.into_iter().flatten().collect())
    }

    /// The example of an event: the documented one, or one that is made.
    pub(in crate::lang) fn take(&mut self, input: &Input<'_>, event: &Event) -> Example {
        let found = self.0.remove(&event.name);
        found.unwrap_or_else(|| Example::made(sample::frame(input.model, event, 0)))
    }
}
