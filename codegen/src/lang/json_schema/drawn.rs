//! Frames that the schema draws.

use tdproto_schema::model::{
    Event, FrameKind, Hole, HoleKind, Member, Params, Part, Type, WireValue,
};

use super::documented::documented;
use super::items::{closed, present};
use super::naming::reference;
use super::params::{self, described, params_of};
use super::types::{View, key, of, typed};
use crate::lang::node::{Node, Object};
use crate::lang::{Input, lifecycle_notes};
use crate::options::UnknownFields;
use crate::sample;

/// What a frame of a kind carries.
#[derive(Clone, Copy)]
pub(super) struct Frame<'a, 'i> {
    pub(super) input: &'i Input<'a>,
    pub(super) kind: &'a FrameKind,
    /// The event; of a reply, that of its request. `None`: some event.
    pub(super) event: Option<&'a Event>,
    /// The views in which its values are written.
    pub(super) views: &'i [View],
}

impl<'a> Frame<'a, '_> {
    /// The schema of the frame, without its description.
    pub(super) fn schema(&self) -> Object<'a> {
        self.part(&self.kind.shape)
    }

    fn part(&self, part: &'a Part) -> Object<'a> {
        match part {
            Part::Object(members) => self.object(members),
            Part::Array(items) => self.array(items),
            Part::Constant(constant) => {
                Object::new().with("const", Node::from(sample::constant(constant)))
            }
            Part::Null => typed("null"),
            Part::Hole(hole) => self.hole(*hole),
            Part::Items(_) => Object::new(),
        }
    }

    fn object(&self, members: &'a [Member]) -> Object<'a> {
        let mut schema = typed("object");
        let (mut properties, mut required, mut flat) = (Object::new(), Vec::new(), None);
        for member in members {
            match member {
                Member::Key(key, part) => {
                    if !self.is_there(part) {
                        continue;
                    }
                    properties.set(key.as_str(), self.part(part));
                    if self.is_needed(part) {
                        required.push(key.as_str());
                    }
                }
                Member::Flat(hole) => flat = Some(*hole),
            }
        }
        if !properties.is_empty() {
            schema.set("properties", properties);
        }
        if !required.is_empty() {
            schema.set("required", required);
        }
        let Some(carried) = flat.map(|hole| self.carried(hole)) else {
            closed(&mut schema, self.input);
            return schema;
        };
        let object = carried.and_then(|carried| self.input.model.object_of(&carried.ty));
        if let (Some(id), Some(view)) = (object, self.views.first()) {
            schema.set("$ref", reference(key(self.input, id, *view)));
            match self.input.options.unknown_fields {
                UnknownFields::Ignore | UnknownFields::Deny => {
                    schema.set("unevaluatedProperties", false);
                }
                UnknownFields::Keep => {}
            }
        }
        schema
    }

    /// An array for each number of places that it may have: checkers want all of one to be there.
    fn array(&self, items: &'a [Part]) -> Object<'a> {
        if let Some((Part::Items(hole), first)) = items.split_last() {
            return self.spread(*hole, first);
        }
        let parts: Vec<Object<'a>> = items.iter().map(|item| self.part(item)).collect();
        let needed = items.iter().rposition(|item| self.is_needed(item));
        let counts = needed.map_or(0, |at| at + 1)..=items.len();
        let counts = counts.filter(|count| items[..*count].iter().all(|part| self.is_there(part)));
        full_tuples(&parts, counts)
    }

    /// An array that ends in the items of a value.
    fn spread(&self, hole: Hole, first: &'a [Part]) -> Object<'a> {
        let mut parts: Vec<Object<'a>> = first.iter().map(|item| self.part(item)).collect();
        let needed = first.iter().rposition(|item| self.is_needed(item));
        let needed = needed.map_or(0, |at| at + 1);
        let carried = self.carried(hole);
        let ty = carried
            .as_ref()
            .map(|carried| self.input.model.unaliased(&carried.ty));
        let view = self.views.first().copied().unwrap_or(View::Whole);
        match ty {
            Some(Type::Tuple(types)) => {
                let needed = match tdproto_schema::model::needed_items(types) {
                    0 => needed,
                    more => parts.len() + more,
                };
                parts.extend(types.iter().map(|ty| of(self.input, ty, view, false)));
                full_tuples(&parts, needed..=parts.len())
            }
            Some(Type::List(item)) => {
                open_tuples(&parts, needed, of(self.input, item, view, false).into())
            }
            Some(
                Type::Scalar(_)
                | Type::Named(_)
                | Type::Map(..)
                | Type::Nullable(_)
                | Type::Constant(_)
                | Type::Null
                | Type::Any,
            )
            | None => open_tuples(&parts, needed, true.into()),
        }
    }

    fn hole(&self, hole: Hole) -> Object<'a> {
        match hole.kind {
            HoleKind::Event => {
                let schema = described("Name of the event.");
                match self.event.map(Event::wire_name) {
                    Some(name) => schema.with("const", Node::from(sample::on_wire(&name))),
                    None => {
                        let mut schema = schema;
                        schema.extend(super::types::of_scalar(self.kind.event.scalar(), false));
                        schema
                    }
                }
            }
            HoleKind::Field(at) => self.field(at),
            HoleKind::Params => self.value(params::DATA, hole),
            HoleKind::Id => self.value("The id by which a reply finds its request.", hole),
            HoleKind::Result => self.value(params::RESULT, hole),
            HoleKind::Error => self.value(params::ERROR, hole),
        }
    }

    fn value(&self, text: &'static str, hole: Hole) -> Object<'a> {
        let mut schema = described(text);
        if let Some(carried) = self.carried(hole) {
            schema.extend(params_of(self.input, &carried, self.views));
        }
        schema
    }

    /// A field of the frame; where it decides the event, its value.
    fn field(&self, at: usize) -> Object<'a> {
        let field = &self.kind.fields[at];
        let since = self.kind.docs.since.as_deref();
        let mut schema = documented(&field.docs, lifecycle_notes(&field.docs, since));
        let matches = self.event.filter(|_| self.kind.replies.is_none());
        let mut matches = matches.into_iter().flat_map(|event| &event.matches);
        match matches.find(|(field, _)| *field == at) {
            Some((_, constant)) => {
                schema.set("const", Node::from(sample::constant(constant)));
            }
            None => {
                let view = self.views.first().copied().unwrap_or(View::Whole);
                let ty = (&field.ty, field.allow_empty);
                schema.extend(present(self.input, ty, field.presence, view));
            }
        }
        schema
    }

    /// The value of a hole; `None` if any value is accepted there.
    fn carried(&self, hole: Hole) -> Option<Params> {
        match hole.kind {
            HoleKind::Event | HoleKind::Field(_) => None,
            HoleKind::Params => self.event.and_then(|event| event.params.clone()),
            HoleKind::Id => self.kind.id.clone(),
            HoleKind::Result => self.event.and_then(|event| event.reply.clone()),
            HoleKind::Error => {
                let own = self.event.and_then(|event| event.error.clone());
                let own = own.map(Params::required);
                // Without the request, the kind decides the error only if it does for all requests.
                let has_own = self.event.is_none() && self.input.model.has_own_errors(self.kind);
                own.or_else(|| self.kind.error.clone().filter(|_| !has_own))
            }
        }
    }

    /// Returns true if a frame may have a part at all: an event without params has no place for any.
    fn is_there(&self, part: &Part) -> bool {
        match part {
            Part::Hole(hole) if hole.kind == HoleKind::Params => {
                self.event.is_some_and(|event| event.params.is_some())
            }
            Part::Object(_)
            | Part::Array(_)
            | Part::Constant(_)
            | Part::Null
            | Part::Hole(_)
            | Part::Items(_) => true,
        }
    }

    fn is_needed(&self, part: &Part) -> bool {
        let Part::Hole(hole) = part else { return true };
        match hole.kind {
            HoleKind::Params => {
                let params = self.event.and_then(|event| event.params.as_ref());
                params.is_some_and(|params| !params.presence.may_be_absent())
            }
            HoleKind::Result if !hole.may_be_missing => {
                let reply = self.event.and_then(|event| event.reply.as_ref());
                reply.is_none_or(|reply| !reply.presence.may_be_absent())
            }
            HoleKind::Event
            | HoleKind::Id
            | HoleKind::Result
            | HoleKind::Error
            | HoleKind::Field(_) => !self.kind.may_be_missing(*hole),
        }
    }
}

/// An array of the first parts, for each count of them.
pub(super) fn full_tuples<'a>(
    parts: &[Object<'a>],
    counts: impl Iterator<Item = usize>,
) -> Object<'a> {
    let tuple = |count: usize| {
        let schema = typed("array");
        if count == 0 {
            return schema.with("maxItems", i128::from(0));
        }
        let length = i128::try_from(count).unwrap_or_default();
        schema
            .with("prefixItems", parts[..count].to_vec())
            .with("minItems", length)
            .with("items", false)
    };
    let mut tuples: Vec<_> = counts.map(tuple).collect();
    match tuples.len() {
        1 => tuples.remove(0),
        _ => Object::new().with("anyOf", tuples),
    }
}

/// An array of parts, and any number of items behind them; or of fewer parts, if they are not needed.
fn open_tuples<'a>(parts: &[Object<'a>], needed: usize, items: Node<'a>) -> Object<'a> {
    let mut open = typed("array");
    if !parts.is_empty() {
        let count = i128::try_from(parts.len()).unwrap_or_default();
        open = open.with("prefixItems", parts.to_vec());
        open = open.with("minItems", count);
    }
    let open = open.with("items", items);
    match needed == parts.len() {
        true => open,
        false => {
            let fewer = full_tuples(parts, needed..=parts.len() - 1);
            Object::new().with("anyOf", vec![fewer, open])
        }
    }
}

/// The condition that a frame is of a kind; or that one of the kind is of an event.
#[derive(Clone)]
pub(super) struct Condition<'a, 'n> {
    pub(super) kind: &'a FrameKind,
    /// The names that the event may have; `None`: the kind is not known yet.
    pub(super) names: Option<&'n [WireValue]>,
    /// The event that fields of the frame decide.
    pub(super) event: Option<&'a Event>,
}

impl<'a> Condition<'a, '_> {
    pub(super) fn schema(&self) -> Object<'a> {
        self.part(&self.kind.shape).unwrap_or_default()
    }

    /// The test of a part; `None` if it may be missing.
    fn part(&self, part: &'a Part) -> Option<Object<'a>> {
        match part {
            Part::Object(members) => {
                let mut schema = typed("object");
                let (mut properties, mut required) = (Object::new(), Vec::new());
                for member in members {
                    if let Member::Key(key, part) = member
                        && (self.names.is_none() || self.asks(part))
                        && let Some(test) = self.part(part)
                    {
                        properties.set(key.as_str(), anything_if_empty(test));
                        required.push(key.as_str());
                    }
                }
                if !required.is_empty() {
                    schema.set("properties", properties);
                    schema.set("required", required);
                }
                Some(schema)
            }
            Part::Array(items) => {
                let tests: Vec<_> = items.iter().map(|item| self.part(item)).collect();
                let needed = tests.iter().rposition(Option::is_some);
                let needed = needed.map_or(0, |at| at + 1);
                let parts: Vec<_> = tests.into_iter().map(Option::unwrap_or_default).collect();
                Some(match items.last() {
                    // `strictTuples` of Ajv has to be off: there is no other way to say it.
                    Some(Part::Items(_)) => open_tuples(&parts[..needed], needed, true.into()),
                    Some(_) | None => full_tuples(&parts, needed..=items.len()),
                })
            }
            Part::Constant(constant) => {
                Some(Object::new().with("const", Node::from(sample::constant(constant))))
            }
            Part::Null => Some(typed("null")),
            Part::Items(_) => None,
            Part::Hole(hole) => self.hole(*hole),
        }
    }

    /// Returns true if a part has the name, or a field that decides the event.
    fn asks(&self, part: &Part) -> bool {
        match part {
            Part::Object(members) => members.iter().any(|member| match member {
                Member::Key(_, part) => self.asks(part),
                Member::Flat(_) => false,
            }),
            Part::Array(items) => items.iter().any(|item| self.asks(item)),
            Part::Constant(_) | Part::Null | Part::Items(_) => false,
            Part::Hole(hole) => match hole.kind {
                HoleKind::Event => true,
                HoleKind::Field(at) => {
                    let matches = self.event.into_iter().flat_map(|event| &event.matches);
                    matches.into_iter().any(|(field, _)| *field == at)
                }
                HoleKind::Params | HoleKind::Id | HoleKind::Result | HoleKind::Error => false,
            },
        }
    }

    fn hole(&self, hole: Hole) -> Option<Object<'a>> {
        match hole.kind {
            HoleKind::Event => {
                if let Some(names) = self.names {
                    let names = names.iter().map(|name| Node::from(sample::on_wire(name)));
                    let names: Vec<_> = names.collect();
                    return Some(match names.as_slice() {
                        [name] => Object::new().with("const", name.clone()),
                        _ => Object::new().with("enum", names),
                    });
                }
            }
            HoleKind::Field(at) => {
                let matches = self.event.into_iter().flat_map(|event| &event.matches);
                let mut matches = matches.filter(|(field, _)| *field == at);
                if let Some((_, constant)) = matches.next() {
                    let constant = Node::from(sample::constant(constant));
                    return Some(Object::new().with("const", constant));
                }
            }
            HoleKind::Params | HoleKind::Id | HoleKind::Result | HoleKind::Error => {}
        }
        if self.kind.may_be_missing(hole) {
            return None;
        }
        Some(match hole.kind {
            HoleKind::Error => Object::new().with("not", typed("null")),
            HoleKind::Event
            | HoleKind::Params
            | HoleKind::Id
            | HoleKind::Result
            | HoleKind::Field(_) => Object::new(),
        })
    }
}

fn anything_if_empty(test: Object<'_>) -> Node<'_> {
    if test.is_empty() {
        Node::Bool(true)
    } else {
        test.into()
    }
}
