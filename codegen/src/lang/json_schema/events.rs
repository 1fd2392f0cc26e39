//! Frames.

use serde_json::{Value, json};
use tdproto_schema::model::{Direction, Event};

use super::items::{closed, documented};
use super::naming::reference;
use super::types::{View, key, typed};
use super::{Object, set};
use crate::lang::{Input, event_notes};

/// In whose view the params of an event are written, in a file of the given view.
pub(super) fn view_of(event: &Event, file: View) -> View {
    match (file, event.direction) {
        (View::Client, _) => View::Client,
        (View::Whole | View::Input, Direction::ClientToServer) => View::Input,
        (View::Whole | View::Input, Direction::ServerToClient) => View::Whole,
    }
}

/// The whole frame of an event.
pub(super) fn frame(input: &Input<'_>, event: &Event, view: View) -> Object {
    let envelope = &input.model.protocol.envelope;
    let mut properties = Object::new();
    let mut required = vec![Value::from(envelope.event.as_str())];
    let mut name = Object::new();
    set(&mut name, "description", "Name of the event.");
    set(&mut name, "const", event.name.as_str());
    set(&mut properties, &envelope.event, name);
    if let Some(id) = &envelope.id {
        let mut schema = Object::new();
        let text = "If present, who receives the frame confirms it by this id.";
        set(&mut schema, "description", text);
        schema.extend(typed("string"));
        set(&mut properties, id, schema);
    }
    if let Some(params) = event.params {
        let mut schema = Object::new();
        set(&mut schema, "description", "The data of the event.");
        set(&mut schema, "$ref", reference(key(input, params, view)));
        set(&mut properties, &envelope.params, schema);
        required.push(envelope.params.as_str().into());
    }
    let mut schema = documented(&event.docs, event_notes(event));
    set(&mut schema, "type", "object");
    set(&mut schema, "properties", properties);
    set(&mut schema, "required", required);
    closed(&mut schema, input);
    schema
}

/// What makes a bundle's root accept the frames of the events given, each under its key in
/// `$defs`: the event's name decides which definition holds, so that errors are about that one.
pub(super) fn any_of<'a>(
    input: &Input<'_>,
    events: impl Iterator<Item = (&'a Event, &'a str)>,
) -> Object {
    let name = &input.model.protocol.envelope.event;
    let mut names = Vec::new();
    let mut rules = Vec::new();
    for (event, key) in events {
        names.push(Value::from(event.name.as_str()));
        rules.push(json!({
            "if": { "properties": { name: { "const": event.name } }, "required": [name] },
            "then": { "$ref": reference(key) },
        }));
    }
    let mut schema = Object::new();
    if names.is_empty() {
        return schema;
    }
    set(&mut schema, "type", "object");
    set(
        &mut schema,
        "properties",
        json!({ name: { "enum": names } }),
    );
    set(&mut schema, "required", json!([name]));
    set(&mut schema, "allOf", rules);
    schema
}
