//! Examples of events as documented frames.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use tdproto_schema::Model;
use tdproto_schema::decl::{Decls, EventDecl, FrameDecl, PartDecl};
use tdproto_schema::model::{Constant, Sender, WireValue};

use super::documents::Place;
use super::losses::Losses;
use crate::examples::deviations;
use crate::load::Example;

/// The first example of each event.
#[derive(Debug, Clone, Default)]
pub(super) struct Samples(BTreeMap<String, Sample>);

#[derive(Debug, Clone)]
struct Sample {
    value: Value,
    place: Place,
    /// True if the value is a whole frame.
    is_whole: bool,
}

impl Samples {
    /// Keeps the first example of an event; others are losses.
    pub(super) fn add(
        &mut self,
        event: &str,
        examples: &[(Value, Place)],
        is_whole: bool,
        losses: &mut Losses,
    ) {
        for (at, (value, place)) in examples.iter().enumerate() {
            if at > 0 {
                losses.part(
                    "an event has one documented frame: other examples are left out",
                    place,
                );
                continue;
            }
            let sample = Sample {
                value: value.clone(),
                place: place.clone(),
                is_whole,
            };
            self.0.insert(event.to_owned(), sample);
        }
    }

    /// The files of examples by their names. Examples that do not follow the schema are losses.
    pub(super) fn files(
        &self,
        decls: &Decls,
        model: &Model,
        losses: &mut Losses,
    ) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        for event in &decls.events {
            let name = &event.name.value;
            let Some(sample) = self.0.get(name) else {
                continue;
            };
            let frame = match sample.is_whole {
                true => Some(sample.value.clone()),
                false => frame(decls, event, &sample.value),
            };
            let Some(frame) = frame else {
                let what = "an example of params lacks what its frame needs, and is left out";
                losses.part(what, &sample.place);
                continue;
            };
            let text = format!("{frame:#}\n");
            let file = Example::file_name(name);
            let example = Example {
                name: file.clone(),
                text: text.clone(),
                ..Example::default()
            };
            match deviations(model, &example) {
                Ok(found) if found.is_empty() => {
                    files.insert(format!("examples/{file}"), text);
                }
                Ok(_) | Err(_) => {
                    let what = "an example that its schema does not allow is left out";
                    losses.part(what, &sample.place);
                }
            }
        }
        files
    }
}

/// The frame of an event with params; `None`: it needs more than these.
fn frame(decls: &Decls, event: &EventDecl, params: &Value) -> Option<Value> {
    let wire = match event.value.as_ref().map(|value| &value.value) {
        Some(WireValue::Text(text)) => Value::from(text.as_str()),
        Some(WireValue::Int(number)) => Value::from(*number),
        None => Value::from(event.name.value.as_str()),
    };
    if decls.frames.is_empty() {
        let envelope = decls.protocols.first().map(|protocol| &protocol.envelope);
        let key = |own: Option<&String>, usual: &str| own.map_or(usual, String::as_str).to_owned();
        let event = key(
            envelope.and_then(|envelope| envelope.event.as_ref()),
            "event",
        );
        let holder = key(
            envelope.and_then(|envelope| envelope.params.as_ref()),
            "params",
        );
        let mut frame = Map::new();
        frame.insert(event, wire);
        frame.insert(holder, params.clone());
        return Some(Value::Object(frame));
    }
    let frame = decls.frames.iter().find(|frame| carries(frame, event))?;
    filled(frame.shape.as_ref()?, &wire, params)?
}

/// Returns true if an event travels in a kind of frame.
fn carries(frame: &FrameDecl, event: &EventDecl) -> bool {
    if let Some(own) = &event.frame {
        return own.value == frame.name.value;
    }
    let sides = frame.sender.map_or(Sender::Both, |side| side.value);
    frame.replies.is_none() && (sides == Sender::Both || sides == event.sender)
}

/// A part of a shape with its holes filled. `None`: a hole has no value; inside: it may be missing.
#[allow(
    clippy::option_option,
    reason = "a part that must not be missing is another thing than one that may"
)]
fn filled(part: &PartDecl, wire: &Value, params: &Value) -> Option<Option<Value>> {
    let value = match part {
        PartDecl::Object(parts, _) => {
            let mut members = Map::new();
            for (key, part) in parts {
                let value = filled(part, wire, params)?;
                match (key.value.as_str(), value) {
                    ("...", Some(Value::Object(inner))) => members.extend(inner),
                    ("...", _) => return None,
                    (key, Some(value)) => {
                        members.insert(key.to_owned(), value);
                    }
                    (_, None) => {}
                }
            }
            Value::Object(members)
        }
        PartDecl::Array(parts, _) => {
            let items = parts.iter().map(|part| filled(part, wire, params)?);
            Value::Array(items.collect::<Option<_>>()?)
        }
        PartDecl::Constant(constant) => match &constant.value {
            Constant::Text(text) => Value::from(text.as_str()),
            Constant::Bool(is_true) => Value::from(*is_true),
            Constant::Int(number) => Value::from(*number),
        },
        PartDecl::Text(text) => match text.value.as_str() {
            "$event" | "$event?" => wire.clone(),
            "$params" => params.clone(),
            "$null" => Value::Null,
            text if text.starts_with("$$") => Value::from(&text[1..]),
            text if text.starts_with('$') => return text.ends_with('?').then_some(None),
            text => Value::from(text),
        },
    };
    Some(Some(value))
}
