//! Frames.

use tdproto_schema::model::Event;

use super::documented::documented;
use super::drawn::Frame;
use super::items::closed;
use super::naming::reference;
use super::params::{self, described, params_of};
use super::types::{View, typed};
use crate::lang::node::Object;
use crate::lang::{Input, event_notes};

/// The whole frame of an event, with its docs.
pub(super) fn frame<'a>(input: &Input<'a>, event: &'a Event, views: &[View]) -> Object<'a> {
    let mut schema = documented(&event.docs, event_notes(event));
    schema.extend(undocumented(input, event, views));
    schema
}

/// The whole frame of an event, without its docs.
pub(super) fn undocumented<'a>(input: &Input<'a>, event: &'a Event, views: &[View]) -> Object<'a> {
    if let Some(frame) = event.frame {
        let frame = Frame {
            input,
            kind: input.model.frame(frame),
            event: Some(event),
            views,
        };
        return frame.schema();
    }
    let envelope = &input.model.protocol.envelope;
    let mut properties = Object::new();
    let mut required = vec![envelope.event.as_str()];
    let name = described("Name of the event.").with("const", event.name.as_str());
    properties.set(envelope.event.as_str(), name);
    if let Some(id) = &envelope.id {
        let text = "If present, who receives the frame confirms it by this id.";
        properties.set(id.as_str(), described(text).with("type", "string"));
    }
    if let Some(params) = &event.params {
        let mut schema = described(params::DATA);
        schema.extend(params_of(input, params, views));
        properties.set(envelope.params.as_str(), schema);
        if !params.presence.may_be_absent() {
            required.push(&envelope.params);
        }
    }
    let mut schema = typed("object");
    schema.set("properties", properties);
    schema.set("required", required);
    closed(&mut schema, input);
    schema
}

/// The rules by which a bundle's root accepts the frames of the events given, each under its key in
/// `$defs`. The event's name decides which definition holds, so that errors are about that one.
pub(super) fn any_of<'a>(
    input: &Input<'a>,
    events: impl Iterator<Item = (&'a Event, &'a str)>,
) -> Object<'a> {
    let name = input.model.protocol.envelope.event.as_str();
    let mut names = Vec::new();
    let mut rules = Vec::new();
    for (event, key) in events {
        names.push(event.name.as_str());
        let constant = Object::new().with("const", event.name.as_str());
        let condition = Object::new()
            .with("properties", Object::new().with(name, constant))
            .with("required", vec![name]);
        let rule = Object::new()
            .with("if", condition)
            .with("then", Object::new().with("$ref", reference(key)));
        rules.push(rule);
    }
    if names.is_empty() {
        return Object::new();
    }
    let known = Object::new().with(name, Object::new().with("enum", names));
    typed("object")
        .with("properties", known)
        .with("required", vec![name])
        .with("allOf", rules)
}
