//! Messages: the frames of all events, and of the replies to requests.

use std::cell::RefCell;
use std::collections::BTreeMap;

use serde_json::Value;
use tdproto_schema::model::{Event, FrameId, FrameKind, HoleKind, Sender};

use super::{answers, reference};
use crate::lang::Input;
use crate::lang::apis::docs::{arrow, describe, described, direction, lifecycle};
use crate::lang::apis::examples::{Documented, Example};
use crate::lang::apis::keys::Keys;
use crate::lang::apis::schemas::Schemas;
use crate::lang::apis::{sorted, tag};
use crate::lang::node::{Node, Object};
use crate::naming::Case;
use crate::sample;

/// The keys of a message and of its payload among the schemas.
#[derive(Debug)]
struct Keyed {
    message: String,
    payload: String,
}

/// The keys that messages and schemas take.
#[derive(Debug)]
struct Taken<'k> {
    messages: Keys,
    schemas: &'k mut Keys,
}

impl Taken<'_> {
    /// Free keys for a name; that of the payload is the name of a type in code.
    fn free(&mut self, name: &str) -> Keyed {
        Keyed {
            message: self.messages.free(name),
            payload: self.schemas.free(&Case::UpperCamel.apply(name)),
        }
    }
}

/// The frames of a kind that answers a request.
#[derive(Debug)]
struct Reply<'a> {
    keys: Keyed,
    kind: &'a FrameKind,
    /// The request; `None`: the frames are alike for all requests of the side.
    event: Option<&'a Event>,
    /// The sides that send it.
    sender: Sender,
    payload: Object<'a>,
    example: Option<Value>,
}

/// The messages of a document.
#[derive(Debug)]
pub(super) struct Messages<'a, 'i> {
    schemas: Schemas<'a, 'i>,
    /// The keys of the events, by their positions.
    events: Vec<Keyed>,
    replies: Vec<Reply<'a>>,
    /// The positions in `replies` of those to an event, by its name.
    answers: BTreeMap<&'a str, Vec<usize>>,
}

impl<'a, 'i> Messages<'a, 'i> {
    /// Finds the messages of a model. `keys` are those of the schemas.
    pub(super) fn new(input: &Input<'a>, schemas: Schemas<'a, 'i>, keys: &mut Keys) -> Self {
        let model = input.model;
        let mut taken = Taken {
            messages: Keys::default(),
            schemas: keys,
        };
        let events = model.events().iter().map(|event| taken.free(&event.name));
        let mut messages = Self {
            schemas,
            events: events.collect(),
            replies: Vec::new(),
            answers: BTreeMap::new(),
        };
        for event in model.events() {
            if let Some(frame) = event.frame {
                messages.add_replies(input, event, frame, &mut taken);
            }
        }
        messages
    }

    /// Adds the replies to an event. Frames that do not depend on the request are one message.
    fn add_replies(
        &mut self,
        input: &Input<'a>,
        event: &'a Event,
        frame: FrameId,
        taken: &mut Taken<'_>,
    ) {
        let kinds: Vec<_> = input
            .model
            .replies_to(frame)
            .map(|(_, kind)| kind)
            .collect();
        if kinds.is_empty() {
            return;
        }
        let sender = event.sender.opposite();
        let mut samples = sample::frames(input.model, event, 0).into_iter().skip(1);
        for kind in kinds {
            let example = samples.next();
            let own = self.schemas.reply(kind, Some(event), sender);
            let some = self.schemas.reply(kind, None, sender);
            let is_shared = own == some;
            let known = self.replies.iter().position(|reply| {
                is_shared
                    && reply.event.is_none()
                    && reply.kind.name == kind.name
                    && reply.sender == sender
            });
            let at = known.unwrap_or_else(|| {
                let name = match is_shared {
                    true => format!("reply.{}", kind.name),
                    false => format!("{}.{}", event.name, kind.name),
                };
                self.replies.push(Reply {
                    keys: taken.free(&name),
                    kind,
                    event: (!is_shared).then_some(event),
                    sender,
                    payload: own,
                    example,
                });
                self.replies.len() - 1
            });
            self.answers
                .entry(event.name.as_str())
                .or_default()
                .push(at);
        }
    }

    /// The events with the keys of their messages.
    pub(super) fn events<'m>(
        &'m self,
        input: &Input<'a>,
    ) -> impl Iterator<Item = (&'a Event, &'m str)> {
        let events = input.model.events().iter();
        events.zip(self.events.iter().map(|keys| keys.message.as_str()))
    }

    /// The keys of the messages that answer an event.
    pub(super) fn answers(&self, event: &Event) -> impl Iterator<Item = &str> {
        let found = self.answers.get(event.name.as_str()).into_iter().flatten();
        found.map(|at| self.replies[*at].keys.message.as_str())
    }

    /// The key of the message of an event.
    pub(super) fn key_of(&self, input: &Input<'_>, event: &Event) -> &str {
        let id = input.model.event_id(&event.name);
        id.and_then(|id| self.events.get(id.index()))
            .map_or("", |keys| keys.message.as_str())
    }

    /// The keys of all messages, sorted.
    pub(super) fn keys(&self) -> Vec<&str> {
        let replies = self.replies.iter().map(|reply| &reply.keys);
        let all = self.events.iter().chain(replies);
        let mut keys: Vec<&str> = all.map(|keys| keys.message.as_str()).collect();
        keys.sort_unstable();
        keys
    }

    /// The messages, sorted by their keys.
    pub(super) fn components(&self, input: &Input<'a>) -> Object<'a> {
        let documented = RefCell::new(Documented::new(input));
        let events = input.model.events().iter().zip(&self.events);
        let events = events.map(|(event, keys)| {
            let example = documented.borrow_mut().take(input, event);
            let message = event_message(input, (event, keys), example);
            (keys.message.clone(), message.into())
        });
        let replies = self.replies.iter();
        let replies = replies.map(|found| (found.keys.message.clone(), reply(found).into()));
        sorted(events.chain(replies).collect())
    }

    /// The whole frames, by their keys among the schemas.
    pub(super) fn payloads(&self, input: &Input<'a>) -> Vec<(String, Node<'a>)> {
        let events = input.model.events().iter().zip(&self.events);
        let events = events.map(|(event, keys)| {
            let mut schema = self.schemas.frame(event);
            if event.docs.deprecated.is_some() {
                schema.set("deprecated", true);
            }
            (keys.payload.clone(), schema.into())
        });
        let replies = self.replies.iter();
        let replies = replies.map(|reply| {
            let key = reply.keys.payload.clone();
            (key, reply.payload.clone().into())
        });
        events.chain(replies).collect()
    }
}

fn event_message<'a>(
    input: &Input<'a>,
    (event, keys): (&'a Event, &Keyed),
    example: Example,
) -> Object<'a> {
    let mut message = Object::new()
        .with("name", event.name.as_str())
        .with("title", event.name.as_str());
    describe(&mut message, &event.docs, Vec::new());
    message.set("tags", vec![tag(&event.topic)]);
    message.set("payload", payload(keys));
    if let Some(id) = answers::id_of(input.model, event) {
        message.set("correlationId", id);
    }
    message.extend(examples(example));
    message.set("x-direction", direction(event.sender));
    if let Some(frame) = event.frame {
        message.set("x-frame", input.model.frame(frame).name.as_str());
    }
    lifecycle(&mut message, &event.docs);
    message
}

fn reply<'a>(reply: &Reply<'a>) -> Object<'a> {
    let kind = reply.kind;
    let carried = match (kind.has(HoleKind::Result), kind.has(HoleKind::Error)) {
        (true, false) => "The result",
        (false, true) => "The error",
        (true, true) | (false, false) => "The reply",
    };
    let mut message = Object::new();
    message.set("name", reply.keys.message.clone());
    let to = match reply.event {
        Some(event) => event.name.as_str(),
        None => "a request",
    };
    message.set("title", format!("{} to {to}", kind.name));
    message.set("summary", format!("{carried} that answers {to}."));
    let text = described(&kind.docs.text, &kind.docs, vec![arrow(reply.sender)]);
    message.set("description", text);
    if let Some(event) = reply.event {
        message.set("tags", vec![tag(&event.topic)]);
    }
    message.set("payload", payload(&reply.keys));
    if let Some(id) = answers::id_of_kind(kind) {
        message.set("correlationId", id);
    }
    if let Some(frame) = &reply.example {
        message.extend(examples(Example::made(frame.clone())));
    }
    message.set("x-direction", direction(reply.sender));
    message.set("x-frame", kind.name.as_str());
    message
}

/// The example as all that there are. Readers take `$ref` in it for a reference, and those in JavaScript
/// trip over `__proto__`, so that there is none then.
fn examples<'a>(example: Example) -> Object<'a> {
    if has_key(&example.frame, &["$ref", "__proto__"]) {
        return Object::new();
    }
    let shown = Object::new()
        .with("name", example.name)
        .with("summary", example.summary)
        .with("payload", Node::from(example.frame));
    Object::new().with("examples", vec![shown])
}

/// Returns true if some object in a value has one of the keys.
fn has_key(value: &Value, keys: &[&str]) -> bool {
    match value {
        Value::Object(members) => members
            .iter()
            .any(|(key, value)| keys.contains(&key.as_str()) || has_key(value, keys)),
        Value::Array(items) => items.iter().any(|item| has_key(item, keys)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

/// A reference to the payload of a message.
fn payload<'a>(keys: &Keyed) -> Object<'a> {
    reference(&["components", "schemas", &keys.payload])
}
