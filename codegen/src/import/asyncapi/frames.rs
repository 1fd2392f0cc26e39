//! The kinds of frames that payloads show: in AsyncAPI, a payload is all that is sent.

use serde_json::Value;
use tdproto_schema::Span;
use tdproto_schema::decl::{DocsDecl, FieldDecl, FrameDecl, PartDecl, Spanned};
use tdproto_schema::model::Sender;

use super::Message;
use crate::import::lower::Lower;
use crate::import::node::{Member, Node, Shape};

/// Keys that usually hold the name of an event.
const EVENT_KEYS: [&str; 8] = [
    "event", "type", "action", "method", "op", "kind", "command", "name",
];

/// Keys that usually hold the params of an event.
const PARAMS_KEYS: [&str; 7] = [
    "params",
    "data",
    "payload",
    "body",
    "arguments",
    "args",
    "d",
];

/// A payload with its members.
#[derive(Debug)]
struct Frame<'a> {
    message: &'a Message,
    members: Vec<Member>,
}

impl Frame<'_> {
    fn member(&self, key: &str) -> Option<&Member> {
        self.members.iter().find(|member| member.key == key)
    }
}

impl Lower<'_> {
    /// The kinds of frames of messages. Empty if most payloads are no objects: frames are envelopes
    /// then. Otherwise, the others are left out.
    pub(super) fn frames_of(&mut self, messages: &mut Vec<Message>) -> Vec<FrameDecl> {
        if !self.keep_objects(messages) {
            return Vec::new();
        }
        let mut frames = Vec::new();
        for message in &*messages {
            let Some(payload) = &message.payload else {
                continue;
            };
            let node = (*self.node_at(payload)).clone();
            frames.push(Frame {
                message,
                members: self.common_members(&node),
            });
        }
        if frames.is_empty() {
            return Vec::new();
        }
        let all: Vec<_> = frames.iter().collect();
        if let Some(frame) = self.with_event(&all, "message") {
            return vec![frame];
        }
        // Messages without a payload travel in the frames of the others.
        let is_sent_by = |side: Sender| messages.iter().any(|message| message.sender == side);
        if is_sent_by(Sender::Both) {
            return vec![plain("message")];
        }
        let mut found = Vec::new();
        for sender in [Sender::Client, Sender::Server] {
            let of_sender = frames.iter().filter(|frame| frame.message.sender == sender);
            let of_sender: Vec<_> = of_sender.collect();
            if !is_sent_by(sender) {
                continue;
            }
            let frame = self.with_event(&of_sender, sender.name());
            let mut frame = frame.unwrap_or_else(|| plain(sender.name()));
            frame.sender = Some(Spanned::unplaced(sender));
            found.push(frame);
        }
        match found.as_slice() {
            // Neither shows its events.
            [a, b] if is_plain(a) && is_plain(b) => vec![plain("message")],
            _ => found,
        }
    }

    /// Leaves out the messages whose payloads are no objects with known keys, if they are the
    /// smaller part; returns false otherwise.
    fn keep_objects(&mut self, messages: &mut Vec<Message>) -> bool {
        let has_object: Vec<bool> = messages
            .iter()
            .map(|message| {
                message.payload.as_ref().is_none_or(|payload| {
                    let node = (*self.node_at(payload)).clone();
                    self.is_flat(&node, 8) && !self.target(&node).1
                })
            })
            .collect();
        let others = has_object.iter().filter(|has_object| !**has_object).count();
        let is_rest = others * 2 < messages.len();
        let what = match is_rest {
            true => "a message whose payload is no object with known keys is left out",
            false => "a payload that is no object with known keys: frames became envelopes",
        };
        for (message, _) in messages.iter().zip(&has_object).filter(|(_, has)| !**has) {
            self.losses.part(what, &message.place);
        }
        if is_rest {
            let mut keep = has_object.iter();
            messages.retain(|_| keep.next().copied().unwrap_or(true));
        }
        is_rest
    }

    /// The kind of frame in which a key names the event.
    fn with_event(&mut self, frames: &[&Frame<'_>], name: &str) -> Option<FrameDecl> {
        let first = frames.first()?;
        let usual = EVENT_KEYS.iter().copied();
        let own = first.members.iter().map(|member| member.key.as_str());
        let tag = usual
            .chain(own)
            .find(|key| self.names_events(frames, key))?
            .to_owned();
        for frame in frames {
            if frame.member(&tag).is_some_and(|member| !member.required) {
                let what = "a key that names the event is optional: it became needed";
                self.losses.part(what, &frame.message.place);
            }
        }
        let is_integer = first.member(&tag).is_some_and(|member| {
            matches!(
                &self.target(&member.node).0.shape,
                Shape::Constant(Value::Number(_))
            )
        });
        let mut parts = vec![(tag.clone(), "$event".to_owned())];
        let mut fields = Vec::new();
        if is_integer {
            fields.push(self.hole(frames, &tag, "event"));
            fields
                .iter_mut()
                .flatten()
                .for_each(|field| field.ty = crate::import::lower::named("int"));
        }
        let id = self.id(frames, &tag);
        if let Some(id) = &id {
            parts.push((id.clone(), "$id?".to_owned()));
            fields.push(self.hole(frames, id, "id"));
        }
        let named: Vec<String> = [Some(tag), id].into_iter().flatten().collect();
        match self.params_key(frames, &named) {
            Some((key, others)) => {
                for other in others {
                    parts.push((other.clone(), format!("${}", hole_name(&other))));
                    fields.push(self.hole(frames, &other, &hole_name(&other)));
                }
                parts.push((key, "$params".to_owned()));
            }
            None => parts.push(("...".to_owned(), "$params".to_owned())),
        }
        let doc = format!("A frame whose key `{}` names the event.", parts[0].0);
        let mut frame = kind(name, &doc, parts);
        frame.fields = fields.into_iter().flatten().collect();
        Some(frame)
    }

    /// The members of an object, of a choice of objects those that all of them have alike.
    fn common_members(&mut self, node: &Node) -> Vec<Member> {
        if let Some(members) = self.members(node) {
            return members;
        }
        let Shape::One(nodes) = self.target(node).0.shape else {
            return Vec::new();
        };
        let mut all = nodes
            .iter()
            .map(|node| self.members(node).unwrap_or_default());
        let mut common = all.next().unwrap_or_default();
        let others: Vec<_> = all.collect();
        common.retain_mut(|member| {
            others.iter().all(|members| {
                let other = members.iter().find(|other| other.key == member.key);
                let shape = |lower: &mut Self, node: &Node| lower.target(node).0.shape;
                other.is_some_and(|other| {
                    member.required &= other.required;
                    shape(self, &member.node) == shape(self, &other.node)
                })
            })
        });
        common
    }

    /// Returns true if every payload has a key with a constant, and nearly all have one of their
    /// own.
    fn names_events(&mut self, frames: &[&Frame<'_>], key: &str) -> bool {
        let mut values: Vec<Value> = Vec::new();
        let mut texts: Vec<(String, &str)> = Vec::new();
        for frame in frames {
            match self.event_of(frame, key) {
                Some(value) => {
                    texts.push((value.to_string(), frame.message.sender.name()));
                    values.push(value);
                }
                None => return false,
            }
        }
        let is_one_kind = values.iter().all(Value::is_string) || values.iter().all(Value::is_i64);
        texts.sort();
        texts.dedup();
        is_one_kind && texts.len() * 5 >= values.len() * 4
    }

    /// The constant of a key.
    fn event_of(&mut self, frame: &Frame<'_>, key: &str) -> Option<Value> {
        let member = frame.member(key)?;
        let (target, nullable) = self.target(&member.node);
        let Shape::Constant(value) = target.shape else {
            return None;
        };
        (!nullable && !value.is_boolean()).then_some(value)
    }

    /// The key of ids, if it is no other key in any payload.
    fn id(&mut self, frames: &[&Frame<'_>], tag: &str) -> Option<String> {
        let ids = frames
            .iter()
            .filter_map(|frame| Some((*frame, frame.message.id.as_ref()?)));
        let (first, key) = ids.into_iter().next()?;
        let Some(model) = first.member(key).filter(|_| key != tag) else {
            let what = "a correlation id that is no key of the payload is left out";
            self.losses.part(what, &first.message.place);
            return None;
        };
        let shape = self.target(&model.node).0.shape;
        let is_id = matches!(shape, Shape::Text(_) | Shape::Integer(_));
        let is_same = frames.iter().all(|frame| {
            frame
                .member(key)
                .is_none_or(|member| self.target(&member.node).0.shape == shape)
        });
        if !is_id || !is_same {
            let what =
                "a correlation id that is no text and no integer, or not the same in all payloads";
            self.losses.part(what, &model.node.place);
            return None;
        }
        Some(key.clone())
    }

    /// The key that holds the params, and the other keys, which are the same in every frame.
    /// `None`: the params are beside the name of the event.
    fn params_key(
        &mut self,
        frames: &[&Frame<'_>],
        named: &[String],
    ) -> Option<(String, Vec<String>)> {
        let mut keys: Vec<&String> = Vec::new();
        for member in frames.iter().flat_map(|frame| &frame.members) {
            if !named.contains(&member.key) && !keys.contains(&&member.key) {
                keys.push(&member.key);
            }
        }
        let mut varying = Vec::new();
        let mut fixed = Vec::new();
        for key in keys {
            let is_usual = PARAMS_KEYS.contains(&key.as_str());
            match !is_usual && frames.len() > 1 && self.is_fixed(frames, key) {
                true => fixed.push(key.clone()),
                false => varying.push(key.clone()),
            }
        }
        let [key] = varying.as_slice() else {
            return None;
        };
        let is_usual = PARAMS_KEYS.contains(&key.as_str());
        let has_holders = frames.iter().all(|frame| {
            frame
                .member(key)
                .is_none_or(|member| self.is_object(&member.node))
        });
        (is_usual || has_holders && frames.len() > 2).then(|| (key.clone(), fixed))
    }

    /// Returns true if a key has the same type in every payload.
    fn is_fixed(&mut self, frames: &[&Frame<'_>], key: &str) -> bool {
        let mut shape = None;
        frames.iter().all(|frame| {
            let Some(member) = frame.member(key) else {
                return false;
            };
            let (target, nullable) = self.target(&member.node);
            let is_scalar = matches!(
                target.shape,
                Shape::Bool | Shape::Integer(_) | Shape::Number(_) | Shape::Text(_)
            );
            let is_entity = matches!(target.shape, Shape::Object(_))
                && matches!(member.node.shape, Shape::Reference(_));
            let is_plain = is_scalar || is_entity;
            let own = (target.shape, member.required, nullable);
            is_plain && *shape.get_or_insert_with(|| own.clone()) == own
        })
    }

    /// The field of a hole, as the first payload has it.
    fn hole(&mut self, frames: &[&Frame<'_>], key: &str, name: &str) -> Option<FieldDecl> {
        let member = frames.iter().find_map(|frame| frame.member(key))?.clone();
        let mut field = self.field(&member);
        field.name = Spanned::unplaced(name.to_owned());
        field.readonly = false;
        if ["event", "id"].contains(&name) {
            (field.optional, field.nullable, field.default) = (false, false, None);
        }
        let is_text =
            matches!(&field.ty, tdproto_schema::TypeExpr::Name(name, _) if name == "string");
        let is_bare = field.bounds.min.is_none() && field.bounds.max.is_none();
        // That is what it is if nothing is said.
        let is_usual = name == "id" && is_text && is_bare && field.docs.doc.is_none();
        (!is_usual).then_some(field)
    }
}

/// The name of a hole, which is no other hole.
fn hole_name(key: &str) -> String {
    let plain: String = key
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect();
    let is_taken = ["event", "params", "id", "result", "error", "null"].contains(&plain.as_str());
    match is_taken || !plain.starts_with(|c: char| c.is_ascii_alphabetic()) {
        true => format!("field_{plain}"),
        false => plain,
    }
}

/// A kind of frame that does not name its event: a receiver knows it from elsewhere.
fn plain(name: &str) -> FrameDecl {
    let doc = "A frame that does not name its event: a receiver knows it from elsewhere.";
    kind(name, doc, vec![("...".to_owned(), "$params".to_owned())])
}

fn is_plain(frame: &FrameDecl) -> bool {
    matches!(&frame.shape, Some(PartDecl::Object(parts, _)) if parts.len() == 1)
}

fn kind(name: &str, doc: &str, parts: Vec<(String, String)>) -> FrameDecl {
    let parts = parts.into_iter().map(|(key, hole)| {
        let key = Spanned::unplaced(key);
        (key, PartDecl::Text(Spanned::unplaced(hole)))
    });
    FrameDecl {
        name: Spanned::unplaced(name.to_owned()),
        topic: "protocol".to_owned(),
        sender: None,
        replies: None,
        shape: Some(PartDecl::Object(parts.collect(), Span::NONE)),
        includes: Vec::new(),
        fields: Vec::new(),
        docs: DocsDecl {
            doc: Some(doc.to_owned()),
            ..DocsDecl::default()
        },
    }
}
