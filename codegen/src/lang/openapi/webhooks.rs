//! Webhooks: what the server sends. What clients send has no place in the format, and is described
//! beside it.

use std::cell::RefCell;

use tdproto_schema::model::{Direction, Event, Sender};

use crate::lang::Input;
use crate::lang::apis::docs::{arrow, describe, direction, lifecycle};
use crate::lang::apis::examples::{Documented, Example};
use crate::lang::apis::keys::Keys;
use crate::lang::apis::schemas::Schemas;
use crate::lang::apis::{sorted, tag};
use crate::lang::node::{Node, Object};

/// The webhooks of what the server sends, and the events that only clients send.
pub(super) fn events<'a>(input: &Input<'a>, schemas: Schemas<'a, '_>) -> (Object<'a>, Object<'a>) {
    let documented = RefCell::new(Documented::new(input));
    let mut keys = Keys::default();
    let (mut webhooks, mut others) = (Vec::new(), Vec::new());
    for event in input.model.events() {
        let example = documented.borrow_mut().take(input, event);
        let body = body(schemas.frame(event), example);
        let name = event.name.clone();
        if event.is_sent(Direction::ServerToClient) {
            let id = keys.free(&event.name);
            let hook = webhook(input, schemas, event, body, id);
            webhooks.push((name, Object::new().with("post", hook).into()));
        } else {
            let mut made = Object::new();
            describe(&mut made, &event.docs, Vec::new());
            made.set("tags", vec![topic(event)]);
            made.set("content", body);
            made.set("responses", responses(input, schemas, event));
            lifecycle(&mut made, &event.docs);
            others.push((name, made.into()));
        }
    }
    (sorted(webhooks), sorted(others))
}

/// The name of the tag of an event.
fn topic(event: &Event) -> Node<'_> {
    let mut members = tag(&event.topic).into_members();
    members.remove(0).1
}

fn webhook<'a>(
    input: &Input<'a>,
    schemas: Schemas<'a, '_>,
    event: &'a Event,
    body: Object<'a>,
    id: String,
) -> Object<'a> {
    let mut made = Object::new().with("operationId", id);
    let both = (event.sender == Sender::Both).then(|| arrow(event.sender));
    describe(&mut made, &event.docs, both.into_iter().collect());
    made.set("tags", vec![topic(event)]);
    if event.docs.deprecated.is_some() {
        made.set("deprecated", true);
    }
    let request = Object::new().with("required", true).with("content", body);
    made.set("requestBody", request);
    made.set("responses", responses(input, schemas, event));
    made.set("x-direction", direction(event.sender));
    lifecycle(&mut made, &event.docs);
    made
}

/// The frame as JSON, with an example.
fn body<'a>(schema: Object<'a>, example: Example) -> Object<'a> {
    let shown = Object::new()
        .with("summary", example.summary)
        .with("value", Node::from(example.frame));
    let content = Object::new()
        .with("schema", schema)
        .with("examples", Object::new().with(example.name, shown));
    Object::new().with("application/json", content)
}

/// The event that confirms the frames of another, if there is one for what the server sends, or else
/// for what clients do.
fn confirming<'a>(input: &Input<'a>, event: &Event) -> Option<&'a str> {
    let envelope = &input.model.protocol.envelope;
    if event.frame.is_some() || envelope.id.is_none() || envelope.confirms.contains(&event.name) {
        return None;
    }
    let sent = [Direction::ServerToClient, Direction::ClientToServer];
    let mut sent = sent.into_iter().filter(|way| event.is_sent(*way));
    let (_, found) = sent.find_map(|way| input.model.confirming(way.opposite()))?;
    Some(&found.name)
}

/// The frames that answer an event: no event has an answer of HTTP.
fn responses<'a>(input: &Input<'a>, schemas: Schemas<'a, '_>, event: &'a Event) -> Object<'a> {
    let kinds = event.frame.map(|frame| input.model.replies_to(frame));
    let kinds: Vec<_> = kinds.into_iter().flatten().map(|(_, kind)| kind).collect();
    let mut response = Object::new();
    if kinds.is_empty() {
        let text = match confirming(input, event) {
            Some(name) => format!("The event `{name}` confirms the frame, if it has an id."),
            None => "Nothing answers the frame.".to_owned(),
        };
        response.set("description", text);
        return Object::new().with("default", response);
    }
    let sender: Sender = event.sender.opposite();
    let mut replies: Vec<Object<'a>> = Vec::new();
    for kind in kinds {
        let mut schema = Object::new().with("title", kind.name.as_str());
        schema.extend(schemas.reply(kind, Some(event), sender));
        replies.push(schema);
    }
    let schema = match replies.len() {
        1 => replies.remove(0),
        _ => Object::new().with("anyOf", replies),
    };
    response.set("description", "The frames that answer it.");
    let content = Object::new().with("schema", schema);
    response.set("content", Object::new().with("application/json", content));
    Object::new().with("default", response)
}
