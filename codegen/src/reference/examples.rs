//! Examples of frames, each proven by the checker.

use std::collections::BTreeMap;

use serde_json::Value;
use tdproto_schema::Model;
use tdproto_schema::model::{Event, TypeId};

use crate::examples;
use crate::load::Example as Documented;
use crate::sample;
use crate::validate::{Side, Validator};
use crate::views::View;

/// An example of an event.
#[derive(Debug, Clone)]
pub(crate) struct Example {
    /// The source of the example, as a sentence.
    pub(crate) about: &'static str,
    /// The frames: of a request, with the replies to it.
    pub(crate) frames: Vec<String>,
}

/// The documented examples of a schema, by event.
pub(crate) struct Examples<'a> {
    model: &'a Model,
    validator: Validator<'a>,
    documented: BTreeMap<String, &'a Documented>,
}

impl<'a> Examples<'a> {
    /// Takes the documented examples.
    pub(crate) fn new(model: &'a Model, documented: &'a [Documented]) -> Self {
        let by_event = documented
            .iter()
            .map(|example| (example.event().into_owned(), example));
        Self {
            model,
            validator: Validator::new(model),
            documented: by_event.collect(),
        }
    }

    /// The example of an event: the documented one, corrected where it deviates from the schema, or
    /// else a made one. One with placeholders in place of values is no frame that a peer would take. None is shown that the checker would refuse.
    pub(crate) fn of_event(&self, event: &Event) -> Option<Example> {
        self.documented_of(event).or_else(|| self.made(event))
    }

    fn documented_of(&self, event: &Event) -> Option<Example> {
        let documented = self.documented.get(&event.name)?;
        let frame: Value = serde_json::from_str(&documented.text).ok()?;
        if self.has_placeholder(&frame) {
            return None;
        }
        let valid = examples::valid(&self.validator, documented)?;
        let about = match valid.is_repaired {
            false => "Recorded example; it conforms to the schema.",
            true => "Recorded example, corrected where it deviated from the schema.",
        };
        Some(Example {
            about,
            frames: vec![pretty(&valid.frame)],
        })
    }

    /// Returns true if a value holds a text that stands for another value.
    fn has_placeholder(&self, value: &Value) -> bool {
        match value {
            Value::String(text) => self.model.protocol.placeholders.contains_key(text),
            Value::Array(items) => items.iter().any(|item| self.has_placeholder(item)),
            Value::Object(members) => members.values().any(|item| self.has_placeholder(item)),
            Value::Null | Value::Bool(_) | Value::Number(_) => false,
        }
    }

    fn made(&self, event: &Event) -> Option<Example> {
        let frames = sample::frames(self.model, event, 0);
        let first = frames.first()?;
        self.is_valid(event, &first.to_string()).then(|| Example {
            about: "Generated example; it conforms to the schema.",
            frames: frames.iter().map(pretty).collect(),
        })
    }

    fn is_valid(&self, event: &Event, text: &str) -> bool {
        let id = self.model.event_id(&event.name);
        match id.filter(|_| event.frame.is_some()) {
            Some(id) => {
                let side = Side::of_sender(event.sender);
                self.validator.frame_of(id, side, text).is_empty()
            }
            None => self.validator.frame(text).is_empty(),
        }
    }

    /// A value of a type.
    pub(crate) fn of_type(&self, id: TypeId) -> String {
        pretty(&sample::of_type(self.model, id, View::Whole, 0))
    }
}

/// A value in lines, short lists and objects in one.
fn pretty(value: &Value) -> String {
    let mut out = String::new();
    write(value, 0, &mut out);
    out
}

/// The longest line of an example.
const WIDTH: usize = 72;

fn write(value: &Value, level: usize, out: &mut String) {
    let line = value.to_string();
    if line.len() + 2 * level <= WIDTH && level > 0 {
        out.push_str(&spaced(value));
        return;
    }
    let inner = "  ".repeat(level + 1);
    let outer = "  ".repeat(level);
    match value {
        Value::Array(items) if !items.is_empty() => {
            out.push_str("[\n");
            for (at, item) in items.iter().enumerate() {
                out.push_str(&inner);
                write(item, level + 1, out);
                out.push_str(if at + 1 < items.len() { ",\n" } else { "\n" });
            }
            out.push_str(&format!("{outer}]"));
        }
        Value::Object(members) if !members.is_empty() => {
            out.push_str("{\n");
            for (at, (key, item)) in members.iter().enumerate() {
                out.push_str(&format!("{inner}{}: ", Value::from(key.as_str())));
                write(item, level + 1, out);
                out.push_str(if at + 1 < members.len() { ",\n" } else { "\n" });
            }
            out.push_str(&format!("{outer}}}"));
        }
        Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Array(_)
        | Value::Object(_) => out.push_str(&line),
    }
}

/// A value in one line, with spaces as people write them.
fn spaced(value: &Value) -> String {
    match value {
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(spaced).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(members) if members.is_empty() => "{}".to_owned(),
        Value::Object(members) => {
            let members = members
                .iter()
                .map(|(key, item)| format!("{}: {}", Value::from(key.as_str()), spaced(item)));
            format!("{{ {} }}", members.collect::<Vec<_>>().join(", "))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.to_string(),
    }
}
