//! The kinds of frames in a bundle: its root finds the kind, and then the event.

use std::collections::{BTreeMap, BTreeSet};

use tdproto_schema::model::{Direction, Event, FrameId, FrameKind, HoleKind, Sender, WireValue};

use super::documented::documented;
use super::drawn::{Condition, Frame};
use super::naming::reference;
use super::types::View;
use crate::lang::node::{Node, Object};
use crate::lang::{Input, lifecycle_notes};

/// The definitions of replies, each with its key: one for each kind of reply to each request, and
/// one for each kind of reply to some request.
pub(super) struct Replies<'a> {
    /// By the kind and the name of the event.
    of: BTreeMap<(FrameId, Option<&'a str>), Reply<'a>>,
}

struct Reply<'a> {
    key: String,
    kind: &'a FrameKind,
    /// The event that is answered.
    event: Option<&'a Event>,
}

impl<'a> Replies<'a> {
    /// The replies of a model; `taken` are the keys of all other definitions.
    pub(super) fn new(input: &Input<'a>, taken: impl IntoIterator<Item = String>) -> Self {
        let model = input.model;
        let mut taken: BTreeSet<String> = taken.into_iter().collect();
        let mut of = BTreeMap::new();
        for (id, kind) in model.frames_with_ids() {
            let Some(request) = kind.replies else {
                continue;
            };
            let events = model.events().iter();
            let events = events.filter(|event| event.frame == Some(request));
            for event in std::iter::once(None).chain(events.map(Some)) {
                let mut key = match event {
                    Some(event) => format!("{}.{}", event.name, kind.name),
                    None => format!("frame.{}", kind.name),
                };
                while !taken.insert(key.clone()) {
                    key.push('_');
                }
                let name = event.map(|event| event.name.as_str());
                of.insert((id, name), Reply { key, kind, event });
            }
        }
        Self { of }
    }

    /// The definitions in a bundle of a view.
    pub(super) fn definitions(
        &self,
        input: &Input<'a>,
        view: View,
    ) -> impl Iterator<Item = (&str, Object<'a>)> {
        let sent = self.of.values().filter(move |reply| match view {
            View::Whole | View::Input => true,
            View::Client => is_sent(reply, Direction::ClientToServer),
        });
        sent.map(move |reply| (reply.key.as_str(), definition(input, reply, view)))
    }

    fn key(&self, id: FrameId, event: Option<&'a Event>) -> &str {
        let name = event.map(|event| event.name.as_str());
        self.of.get(&(id, name)).map_or("", |reply| &reply.key)
    }
}

/// The side that sends a reply.
fn sender(reply: &Reply<'_>) -> Sender {
    match reply.event.map(|event| event.sender) {
        Some(sender) => sender.opposite(),
        None => reply.kind.sender,
    }
}

fn is_sent(reply: &Reply<'_>, direction: Direction) -> bool {
    sender(reply).sends(direction)
}

fn definition<'a>(input: &Input<'a>, reply: &Reply<'a>, view: View) -> Object<'a> {
    let notes = match reply.event {
        Some(event) => vec![format!("Answers `{}`.", event.name)],
        None => lifecycle_notes(&reply.kind.docs, None),
    };
    let mut schema = documented(&reply.kind.docs, notes);
    let frame = Frame {
        input,
        kind: reply.kind,
        event: reply.event,
        views: super::params::views_of(sender(reply), view),
    };
    schema.extend(frame.schema());
    schema
}

/// The root of a bundle: the rules by which it takes the frames of all kinds. `events` are those of
/// the bundle, each with its key.
pub(super) fn root<'a>(
    input: &Input<'a>,
    view: View,
    events: &[(&'a Event, &str)],
    replies: &Replies<'a>,
) -> Object<'a> {
    let kinds = input.model.frames();
    // One chain will do where no frame says other things from the other side.
    let one_chain = kinds.iter().all(|kind| kind.sender == Sender::Both) && !has_namesakes(input);
    let directions: &[Option<Direction>] = match view {
        View::Client => &[Some(Direction::ClientToServer)],
        View::Whole | View::Input if one_chain => &[None],
        View::Whole | View::Input => &[
            Some(Direction::ClientToServer),
            Some(Direction::ServerToClient),
        ],
    };
    let root = Root {
        input,
        events,
        replies,
    };
    let mut chains: Vec<Object<'a>> = directions
        .iter()
        .filter_map(|direction| root.chain(*direction))
        .collect();
    match chains.len() {
        // The side sends nothing.
        0 => Object::new().with("not", Object::new()),
        1 => chains.remove(0),
        _ => Object::new().with("anyOf", chains),
    }
}

/// Returns true if both sides send an event of one name in frames of one kind.
fn has_namesakes(input: &Input<'_>) -> bool {
    let mut senders = BTreeMap::new();
    input.model.events().iter().any(|event| {
        let key = (event.frame, event.wire_name());
        *senders.entry(key).or_insert(event.sender) != event.sender
    })
}

struct Root<'a, 'i> {
    input: &'i Input<'a>,
    events: &'i [(&'a Event, &'i str)],
    replies: &'i Replies<'a>,
}

impl<'a> Root<'a, '_> {
    /// The kinds of a direction in the order in which receivers try them.
    fn chain(&self, direction: Option<Direction>) -> Option<Object<'a>> {
        let kinds = self.input.model.frames_with_ids();
        let kinds = kinds
            .filter(|(_, kind)| direction.is_none_or(|direction| kind.sender.sends(direction)));
        let mut rest: Option<Node<'a>> = None;
        let kinds: Vec<_> = kinds.collect();
        for (id, kind) in kinds.into_iter().rev() {
            let condition = Condition {
                kind,
                names: None,
                event: None,
            };
            let rule = Object::new()
                .with("title", kind.name.as_str())
                .with("if", condition.schema())
                .with("then", self.kind(id, kind, direction))
                .with("else", rest.unwrap_or(Node::Bool(false)));
            rest = Some(rule.into());
        }
        match rest {
            Some(Node::Object(chain)) => Some(chain),
            Some(_) | None => None,
        }
    }

    /// What a frame of a kind must be.
    fn kind(&self, id: FrameId, kind: &'a FrameKind, direction: Option<Direction>) -> Object<'a> {
        let is_sent = |event: &Event| direction.is_none_or(|direction| event.is_sent(direction));
        let refer = |key: &str| Object::new().with("$ref", reference(key));
        let Some(request) = kind.replies else {
            let events = self.events.iter();
            let events = events.filter(|(event, _)| event.frame == Some(id) && is_sent(event));
            let events = events.map(|(event, key)| (*event, refer(key)));
            return by_event(kind, events.collect(), None);
        };
        let events = self.input.model.events().iter();
        let events: Vec<_> = events
            .filter(|event| event.frame == Some(request))
            .collect();
        let is_asked =
            |event: &Event| direction.is_none_or(|direction| event.is_sent(direction.opposite()));
        if !kind.has(HoleKind::Event) {
            let only = match events.as_slice() {
                [only] => Some(*only).filter(|only| is_asked(only)),
                _ => None,
            };
            return refer(self.replies.key(id, only));
        }
        let events = events.into_iter().filter(|event| is_asked(event));
        let events = events.map(|event| (event, refer(self.replies.key(id, Some(event)))));
        let other = refer(self.replies.key(id, None));
        by_event(kind, events.collect(), Some(other))
    }
}

/// The rules by which the name, and fields of the frame, decide the event. Frames of other names
/// follow `other`; without it, there are none.
fn by_event<'a>(
    kind: &'a FrameKind,
    events: Vec<(&'a Event, Object<'a>)>,
    other: Option<Object<'a>>,
) -> Object<'a> {
    if !kind.has(HoleKind::Event) {
        let mut any: Vec<_> = events.into_iter().map(|(_, refer)| refer).collect();
        return match any.len() {
            1 => any.remove(0),
            // Nothing but the shape is known.
            0 => Object::new(),
            _ => Object::new().with("anyOf", any),
        };
    }
    let mut alike: BTreeMap<WireValue, Vec<&'a Event>> = BTreeMap::new();
    for (event, _) in &events {
        alike.entry(event.wire_name()).or_default().push(event);
    }
    let names: Vec<_> = alike.keys().cloned().collect();
    let known = Condition {
        kind,
        names: Some(&names),
        event: None,
    };
    let mut rules: Vec<Object<'a>> = Vec::new();
    for (event, refer) in &events {
        let alike = alike.get(&event.wire_name());
        let condition = condition(kind, event, alike.map_or(&[], Vec::as_slice));
        let rule = Object::new()
            .with("if", condition)
            .with("then", refer.clone());
        rules.push(rule);
    }
    let mut schema = match (names.is_empty(), other) {
        (_, None) => known.schema(),
        (true, Some(other)) => return other,
        (false, Some(other)) => {
            let rule = Object::new().with("if", known.schema()).with("else", other);
            rules.push(rule);
            Object::new()
        }
    };
    if !rules.is_empty() {
        schema.set("allOf", rules);
    }
    schema
}

/// The condition that a frame is of an event, and of none of its name that more fields decide.
fn condition<'a>(kind: &'a FrameKind, event: &'a Event, alike: &[&'a Event]) -> Object<'a> {
    let of = |event: &'a Event| {
        let condition = Condition {
            kind,
            names: Some(&[event.wire_name()]),
            event: Some(event).filter(|_| kind.replies.is_none()),
        };
        condition.schema()
    };
    let narrower = alike
        .iter()
        .filter(|other| kind.replies.is_none() && other.matches.len() > event.matches.len());
    let narrower: Vec<_> = narrower
        .map(|other| Object::new().with("not", of(other)))
        .collect();
    let own = of(event);
    match narrower.is_empty() {
        true => own,
        false => own.with("allOf", narrower),
    }
}
