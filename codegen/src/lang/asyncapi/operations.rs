//! Operations: an event that the server sends or receives, with the frames that answer it.

use tdproto_schema::model::{Direction, Docs, Event};

use super::messages::Messages;
use super::{answers, channel};
use crate::lang::Input;
use crate::lang::apis::docs::{arrow, describe, direction, lifecycle};
use crate::lang::apis::keys::Keys;
use crate::lang::apis::{sorted, tag};
use crate::lang::node::Object;

/// The operations, sorted by their keys.
pub(super) fn operations<'a>(input: &Input<'a>, messages: &Messages<'a, '_>) -> Object<'a> {
    let mut keys = Keys::default();
    let mut all = Vec::new();
    for (event, message) in messages.events(input) {
        let directions = event.sender.directions();
        for direction in directions {
            let name = match directions.len() {
                1 => event.name.clone(),
                _ => format!("{}.{}", event.name, action(*direction)),
            };
            let made = operation(input, messages, (event, message), *direction);
            all.push((keys.free(&name), made.into()));
        }
    }
    sorted(all)
}

/// What the server does with the events of a direction.
fn action(direction: Direction) -> &'static str {
    match direction {
        Direction::ClientToServer => "receive",
        Direction::ServerToClient => "send",
    }
}

fn operation<'a>(
    input: &Input<'a>,
    messages: &Messages<'a, '_>,
    (event, message): (&'a Event, &str),
    way: Direction,
) -> Object<'a> {
    let mut made = Object::new()
        .with("action", action(way))
        .with("channel", channel::this())
        .with("title", event.name.as_str());
    let first = event.docs.text.split("\n\n").next().unwrap_or_default();
    let docs = Docs {
        text: first.to_owned(),
        ..Docs::default()
    };
    describe(&mut made, &docs, vec![arrow(way.into())]);
    made.set("tags", vec![tag(&event.topic)]);
    made.set("messages", vec![channel::message(message)]);
    let mut replies: Vec<Object<'a>> = messages.answers(event).map(channel::message).collect();
    if let Some(confirms) = answers::confirming(input.model, event, way) {
        replies.push(channel::message(messages.key_of(input, confirms)));
    }
    if !replies.is_empty() {
        let reply = Object::new()
            .with("channel", channel::this())
            .with("messages", replies);
        made.set("reply", reply);
    }
    made.set("x-direction", direction(way.into()));
    lifecycle(&mut made, &event.docs);
    made
}
