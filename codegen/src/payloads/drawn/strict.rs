//! The report of a strict checker of drawn frames.

use tdproto_schema::Model;
use tdproto_schema::model::{
    Direction, Event, FrameId, FrameKind, Hole, HoleKind, Member, Part, Type, TypeKind,
    needed_items,
};
use tdproto_wire::Segment;

use super::heads::{Told, event_of, is_nameless, kind_of, names_another, names_own, request_of};
use super::parts::carried;
use super::places::{keys_of, path_to, value_of};
use crate::payloads::fit::is_constant;
use crate::payloads::pointer::key as step;
use crate::payloads::strict::Strict;
use crate::payloads::tree::{Kind, Tree};
use crate::validate::Rule;
use crate::views::View;

/// A frame whose kind is known.
#[derive(Clone, Copy)]
struct Frame<'a> {
    kind: &'a FrameKind,
    /// The event; of a reply, that of its request.
    event: Option<&'a Event>,
}

impl<'a> Strict<'a> {
    /// Checks a frame that the schema draws. `given` is the event that the reader knows of without
    /// the frame.
    pub(in crate::payloads) fn drawn(
        &mut self,
        model: &'a Model,
        from: Direction,
        tree: &Tree,
        given: Option<&'a Event>,
    ) {
        // A key that is there again counts as its last.
        let once = tree.with_each_key_once();
        let Some(id) = kind_of(model, from, &once) else {
            let other = kind_of(model, from.opposite(), &once);
            let other = other.filter(|id| !names_own(model, *id, from, &once, given));
            return self.wrong(match other {
                Some(_) => Rule::WrongDirection,
                None => Rule::NoEnvelope,
            });
        };
        let kind = model.frame(id);
        if !self.name(kind, &once) {
            return self.part(&kind.shape, tree, Frame { kind, event: None });
        }
        if kind.replies.is_some() {
            let event = request_of(model, kind, from, &once, given);
            if names_another(kind, &once, given) {
                self.at_name(kind, Rule::WrongType);
            }
            return self.part(&kind.shape, tree, Frame { kind, event });
        }
        let event = match event_of(model, (id, kind), from, &once, given) {
            Told::Known(event) => Some(event),
            Told::OfOtherSide(event) => {
                self.at_name(kind, Rule::WrongDirection);
                self.set_view(View::of_sender(event.sender));
                Some(event)
            }
            Told::Unknown => {
                if value_of(kind, HoleKind::Event, &once).is_some() {
                    self.at_name(kind, Rule::UnknownEvent);
                }
                None
            }
        };
        let before = self.count();
        self.part(&kind.shape, tree, Frame { kind, event });
        let is_unnamed = event.is_none() && is_nameless(kind);
        if is_unnamed && self.count() == before && !fits_some_event(model, from, id, tree) {
            self.wrong(Rule::UnknownEvent);
        }
    }

    /// Checks the type of the name.
    fn name(&mut self, kind: &FrameKind, once: &Tree) -> bool {
        let Some(name) = value_of(kind, HoleKind::Event, once) else {
            return true;
        };
        let before = self.count();
        match name.kind() {
            Kind::Null => self.at_name(kind, Rule::WrongType),
            Kind::Bool | Kind::Number | Kind::Text | Kind::List | Kind::Object => {
                let path = path_to(kind, HoleKind::Event).unwrap_or_default();
                let ty = Type::Scalar(kind.event.scalar());
                self.along(&path, |strict| strict.value(&ty, name));
            }
        }
        self.count() == before
    }

    fn at_name(&mut self, kind: &FrameKind, rule: Rule) {
        let path = path_to(kind, HoleKind::Event).unwrap_or_default();
        self.along(&path, |strict| strict.wrong(rule));
    }

    fn part(&mut self, part: &'a Part, tree: &Tree, frame: Frame<'a>) {
        match (part, tree) {
            (Part::Constant(constant), _) if is_constant(constant, tree) => {}
            (Part::Constant(_), _) => self.wrong(Rule::UnknownValue),
            (Part::Null, Tree::Null) | (Part::Items(_), _) => {}
            (Part::Hole(hole), _) => self.hole(*hole, tree, frame),
            (Part::Object(members), Tree::Object(_)) => self.drawn_object(members, tree, frame),
            (Part::Array(parts), Tree::List(items)) => self.drawn_array(parts, items, frame),
            (Part::Null | Part::Object(_) | Part::Array(_), _) => self.wrong(Rule::WrongType),
        }
    }

    fn drawn_object(&mut self, members: &'a [Member], tree: &Tree, frame: Frame<'a>) {
        let flat = members.iter().find_map(|member| match member {
            Member::Flat(hole) => Some(*hole),
            Member::Key(..) => None,
        });
        let flat_type = flat.and_then(|hole| carried(self.model(), frame.kind, frame.event, hole));
        if flat_type.is_none() {
            // Of a value that is not known, no keys are looked at.
            let own = keys_of(members);
            let known = tree
                .members()
                .filter(|(key, _)| flat.is_none() || own.contains(key));
            let known = known.map(|(key, value)| (key.to_owned(), value.clone()));
            self.repeated_keys(&Tree::Object(known.collect()));
        }
        let part_of = |key: &str| {
            members.iter().find_map(|member| match member {
                Member::Key(known, part) if known == key && is_there(part, frame) => Some(part),
                Member::Key(..) | Member::Flat(_) => None,
            })
        };
        for (key, value) in tree.members() {
            match part_of(key) {
                Some(part) => self.at(step(key), |strict| strict.part(part, value, frame)),
                None if flat.is_some() => {}
                None => self.at(step(key), |strict| strict.wrong(Rule::UnknownKey)),
            }
        }
        for member in members {
            if let Member::Key(key, part) = member
                && tree.get(key).is_none()
                && is_missed(part, frame)
            {
                self.at(step(key), |strict| strict.wrong(Rule::MissingKey));
            }
        }
        let model = self.model();
        let id = flat_type.and_then(|field| model.object_of(&field.ty));
        match id.map(|id| &model.ty(id).kind) {
            Some(TypeKind::Entity(entity)) => self.entity(entity, tree, &keys_of(members)),
            Some(TypeKind::Union(union)) => self.union(union, tree, &keys_of(members)),
            Some(TypeKind::Enum(_) | TypeKind::Scalar(_) | TypeKind::Alias(_)) | None => {}
        }
    }

    fn drawn_array(&mut self, parts: &'a [Part], items: &[Tree], frame: Frame<'a>) {
        let (fixed, rest) = match parts.split_last() {
            Some((Part::Items(hole), fixed)) => (fixed, Some(*hole)),
            Some(_) | None => (parts, None),
        };
        for (index, item) in items.iter().enumerate() {
            let part = fixed.get(index).filter(|part| is_there(part, frame));
            match (part, rest) {
                (Some(part), _) => {
                    self.at(Segment::Index(index), |strict| {
                        strict.part(part, item, frame)
                    });
                }
                (None, Some(_)) => {}
                (None, None) => {
                    self.at(Segment::Index(index), |strict| {
                        strict.wrong(Rule::UnknownKey)
                    });
                }
            }
        }
        for (index, part) in fixed.iter().enumerate().skip(items.len()) {
            if is_missed(part, frame) {
                self.at(Segment::Index(index), |strict| {
                    strict.wrong(Rule::MissingKey)
                });
            }
        }
        if let Some(hole) = rest {
            self.further(hole, fixed.len(), items, frame);
        }
    }

    /// Checks the items of a value that are those of the array of a frame.
    fn further(&mut self, hole: Hole, from: usize, items: &[Tree], frame: Frame<'a>) {
        let model = self.model();
        let Some(field) = carried(model, frame.kind, frame.event, hole) else {
            return;
        };
        let types = model.unaliased(&field.ty);
        for (index, item) in items.iter().enumerate().skip(from) {
            let ty = match types {
                Type::List(item) => Some(&**item),
                Type::Tuple(types) => types.get(index - from),
                Type::Scalar(_)
                | Type::Named(_)
                | Type::Map(..)
                | Type::Nullable(_)
                | Type::Constant(_)
                | Type::Null
                | Type::Any => None,
            };
            self.at(Segment::Index(index), |strict| match ty {
                Some(ty) => strict.value(ty, item),
                None => strict.wrong(Rule::UnknownKey),
            });
        }
        if let Type::Tuple(types) = types
            && items.len().saturating_sub(from) < needed_items(types)
        {
            self.wrong(Rule::WrongType);
        }
    }

    fn hole(&mut self, hole: Hole, tree: &Tree, frame: Frame<'a>) {
        let Some(field) = carried(self.model(), frame.kind, frame.event, hole) else {
            if hole.kind != HoleKind::Event {
                self.value(&Type::Any, tree);
            }
            return;
        };
        // That an error may be missing does not make it null.
        if tree.kind() != Kind::Null || !field.presence.may_be_null() {
            self.value_of_field(&field, tree);
        }
    }
}

/// Returns true if a frame that says no event fits one of its kind, or if the kind has none.
fn fits_some_event(model: &Model, from: Direction, id: FrameId, tree: &Tree) -> bool {
    let kind = model.frame(id);
    let events = model.events().iter();
    let mut events = events
        .filter(|event| event.frame == Some(id) && event.is_sent(from))
        .peekable();
    events.peek().is_none()
        || events.any(|event| {
            let mut strict = Strict::new(model, View::of(from));
            let event = Some(event);
            strict.part(&kind.shape, tree, Frame { kind, event });
            strict.count() == 0
        })
}

/// Returns true if a frame may have a part at all: one of an event without params has no place for
/// any.
fn is_there(part: &Part, frame: Frame<'_>) -> bool {
    match part {
        Part::Hole(hole) if hole.kind == HoleKind::Params => {
            frame.event.is_none_or(|event| event.params.is_some())
        }
        Part::Hole(_)
        | Part::Object(_)
        | Part::Array(_)
        | Part::Constant(_)
        | Part::Null
        | Part::Items(_) => true,
    }
}

/// Returns true if a frame must have a part that it may lack by its kind: the params of its event.
fn is_missed(part: &Part, frame: Frame<'_>) -> bool {
    match part {
        Part::Hole(hole) if hole.kind == HoleKind::Params => {
            let params = frame.event.and_then(|event| event.params.as_ref());
            params.is_some_and(|params| !params.presence.may_be_absent())
        }
        Part::Hole(_)
        | Part::Object(_)
        | Part::Array(_)
        | Part::Constant(_)
        | Part::Null
        | Part::Items(_) => false,
    }
}
