//! The report of a strict checker, by the model alone.

use std::collections::HashSet;

use tdproto_schema::Model;
use tdproto_schema::model::{
    Direction, Entity, Event, Field, JsonScalar, Openness, Scalar, Tag, Type, TypeId, TypeKind,
    Union, UnionForm, Variant, needed_items,
};
use tdproto_wire::Segment;

use super::base64;
use super::constraints::{broken, broken_by_scalar};
use super::fit::{fits, is_constant, lists, of_key};
use super::lookup::Lookup;
use super::pointer::{key as step, pointer};
use super::tree::{Kind, Tree};
use super::unions::{self, is_value, of_kind};
use crate::datetime::is_rfc3339;
use crate::validate::Rule;
use crate::views::View;

/// A deviation: its place and the rule it breaks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wrong {
    /// The place, as a JSON pointer; of a key that is missing, the place it should have.
    pub path: String,
    /// The rule that it breaks.
    pub rule: Rule,
}

/// Checks as a checker does: every deviation, sorted by place.
pub(super) struct Strict<'a> {
    model: &'a Model,
    view: View,
    /// True if the field at hand allows empty texts in place of dates.
    allow_empty: bool,
    place: Vec<Segment>,
    found: Vec<Wrong>,
}

impl<'a> Strict<'a> {
    /// The deviations of a value of a declared type.
    pub(super) fn of_type(model: &'a Model, view: View, id: TypeId, tree: &Tree) -> Vec<Wrong> {
        let mut strict = Self::new(model, view);
        strict.value(&Type::Named(id), tree);
        strict.finished()
    }

    /// The deviations of a frame that travels in a direction.
    pub(super) fn of_frame(
        model: &'a Model,
        from: Direction,
        tree: &Tree,
        event: Option<&'a Event>,
    ) -> Vec<Wrong> {
        let mut strict = Self::new(model, View::of(from));
        match model.frames().is_empty() {
            true => strict.frame(from, tree),
            false => strict.drawn(model, from, tree, event),
        }
        strict.finished()
    }

    pub(super) fn new(model: &'a Model, view: View) -> Self {
        Self {
            model,
            view,
            allow_empty: model.protocol.allow_empty,
            place: Vec::new(),
            found: Vec::new(),
        }
    }

    fn finished(mut self) -> Vec<Wrong> {
        self.found.sort();
        self.found
    }

    pub(super) fn model(&self) -> &'a Model {
        self.model
    }

    pub(super) fn set_view(&mut self, view: View) {
        self.view = view;
    }

    /// The number of deviations so far.
    pub(super) fn count(&self) -> usize {
        self.found.len()
    }

    /// Does something at the end of a path.
    pub(super) fn along(&mut self, path: &[Segment], body: impl FnOnce(&mut Self)) {
        let before = self.place.len();
        self.place.extend(path.iter().cloned());
        body(self);
        self.place.truncate(before);
    }

    pub(super) fn wrong(&mut self, rule: Rule) {
        let path = pointer(&self.place);
        self.found.push(Wrong { path, rule });
    }

    pub(super) fn at(&mut self, to: Segment, body: impl FnOnce(&mut Self)) {
        self.place.push(to);
        body(self);
        self.place.pop();
    }

    fn frame(&mut self, from: Direction, tree: &Tree) {
        if tree.kind() != Kind::Object {
            return self.wrong(Rule::WrongType);
        }
        let model = self.model;
        let envelope = &model.protocol.envelope;
        let Some(name) = tree.get(&envelope.event) else {
            return self.wrong(Rule::NoEnvelope);
        };
        let Some(text) = name.as_text() else {
            return self.at(step(&envelope.event), |strict| {
                strict.wrong(Rule::WrongType)
            });
        };
        let Some(event) = model.find_event(text) else {
            return self.at(step(&envelope.event), |strict| {
                strict.wrong(Rule::UnknownEvent)
            });
        };
        if !event.is_sent(from) {
            self.at(step(&envelope.event), |strict| {
                strict.wrong(Rule::WrongDirection)
            });
        }
        // A frame of the other side is checked as its own.
        self.view = match event.is_sent(from) {
            true => View::of(from),
            false => View::of_sender(event.sender),
        };
        self.repeated_keys(tree);
        for (key, value) in tree.members() {
            self.at(step(key), |strict| strict.member(event, key, value));
        }
        let is_needed = event
            .params
            .as_ref()
            .is_some_and(|params| !params.presence.may_be_absent());
        if is_needed && tree.get(&envelope.params).is_none() {
            self.at(step(&envelope.params), |strict| {
                strict.wrong(Rule::MissingKey)
            });
        }
    }

    fn member(&mut self, event: &Event, key: &str, value: &Tree) {
        let envelope = &self.model.protocol.envelope;
        match &event.params {
            _ if key == envelope.event => {}
            _ if Some(key) == envelope.id.as_deref() => {
                if value.kind() != Kind::Text {
                    self.wrong(Rule::WrongType);
                }
            }
            Some(params) if key == envelope.params => {
                if value.kind() != Kind::Null || !params.presence.may_be_null() {
                    self.value(&params.ty, value);
                }
            }
            Some(_) | None => self.wrong(Rule::UnknownKey),
        }
    }

    /// Reports the keys that an object has again.
    pub(super) fn repeated_keys(&mut self, tree: &Tree) {
        let mut known = HashSet::new();
        for (key, _) in tree.members() {
            if !known.insert(key) {
                self.at(step(key), |strict| strict.wrong(Rule::DuplicateKey));
            }
        }
    }

    pub(super) fn value(&mut self, ty: &Type, tree: &Tree) {
        if matches!(tree, Tree::Escaped { is_half: true, .. }) {
            self.wrong(Rule::HalfSurrogatePair);
        }
        self.of(ty, tree);
    }

    /// Checks a value besides its spelling.
    fn of(&mut self, ty: &Type, tree: &Tree) {
        let model = self.model;
        match (model.unaliased(ty), tree.kind()) {
            (Type::Any, _) | (Type::Nullable(_) | Type::Null, Kind::Null) => {}
            (Type::Nullable(item), _) => self.value(item, tree),
            (_, Kind::Null) => self.wrong(Rule::UnexpectedNull),
            (Type::Scalar(scalar), _) => {
                self.scalar(*scalar, tree, self.allow_empty);
            }
            (Type::Constant(constant), _) => {
                let right = self.scalar(constant.scalar(), tree, false);
                if right && !is_constant(constant, tree) {
                    self.wrong(Rule::UnknownValue);
                }
            }
            (Type::Named(id), _) => self.named(*id, tree),
            (Type::List(item), Kind::List) => {
                let Tree::List(items) = tree else { return };
                for (index, tree) in items.iter().enumerate() {
                    self.at(Segment::Index(index), |strict| strict.value(item, tree));
                }
            }
            (Type::Tuple(types), Kind::List) => {
                let Tree::List(items) = tree else { return };
                for (index, tree) in items.iter().enumerate() {
                    self.at(Segment::Index(index), |strict| match types.get(index) {
                        Some(item) => strict.value(item, tree),
                        None => strict.wrong(Rule::UnknownKey),
                    });
                }
                if items.len() < needed_items(types) {
                    self.wrong(Rule::WrongType);
                }
            }
            (Type::Map(key_type, item), Kind::Object) => {
                self.repeated_keys(tree);
                for (key, tree) in tree.members() {
                    self.at(step(key), |strict| {
                        strict.value(key_type, &of_key(model, key_type, key));
                        strict.value(item, tree);
                    });
                }
            }
            (Type::List(_) | Type::Map(..) | Type::Tuple(_) | Type::Null, _) => {
                self.wrong(Rule::WrongType)
            }
        }
    }

    fn named(&mut self, id: TypeId, tree: &Tree) {
        let model = self.model;
        match &model.ty(id).kind {
            TypeKind::Entity(entity) if tree.kind() == Kind::Object => {
                self.entity(entity, tree, &[]);
            }
            TypeKind::Union(union) => self.union(union, tree, &[]),
            TypeKind::Entity(_) => self.wrong(Rule::WrongType),
            TypeKind::Enum(found) => {
                let right = self.scalar(found.base.scalar(), tree, false);
                if right && found.openness == Openness::Closed && !lists(found, tree) {
                    self.wrong(Rule::UnknownValue);
                }
            }
            TypeKind::Scalar(base) => {
                let allow_empty = self.allow_empty || model.ty(id).allow_empty;
                if self.scalar(*base, tree, allow_empty) {
                    for rule in broken_by_scalar(model, &Type::Named(id), tree) {
                        self.wrong(rule);
                    }
                }
            }
            TypeKind::Alias(target) => self.value(target, tree),
        }
    }

    /// Checks a value as the variant that its form gives; the keys of outer tags are known.
    pub(super) fn union(&mut self, union: &Union, tree: &Tree, outer: &[&str]) {
        match &union.form {
            UnionForm::Tag(tag) if tree.kind() == Kind::Object => {
                if let Some(found) = self.tag(union, tag, tree) {
                    let tags = [outer, &[tag.key.as_str()]].concat();
                    match &tag.content {
                        None => self.members(found, tree, &tags),
                        Some(content) => self.content(found, content, tree, &tags),
                    }
                }
            }
            UnionForm::Key if tree.kind() == Kind::Object => {
                let found = union.variant_by_key(|key| tree.get(key).is_some());
                match (found, union.openness) {
                    (Some(found), _) => self.members(&union.variants[found], tree, outer),
                    (None, Openness::Open) => {}
                    (None, Openness::Closed) => self.wrong(Rule::WrongType),
                }
            }
            UnionForm::Tag(_) | UnionForm::Key => self.wrong(Rule::WrongType),
            UnionForm::Kind => {
                let variant = of_kind(self.model, union, tree.kind());
                match variant.and_then(|variant| variant.ty.as_ref()) {
                    Some(ty) => self.of(ty, tree),
                    None => self.wrong(Rule::WrongType),
                }
            }
        }
    }

    /// Checks the content of a variant, which is as a field beside the tags.
    fn content(&mut self, found: &Variant, content: &str, tree: &Tree, tags: &[&str]) {
        let entity = unions::content(found, content);
        self.entity(&entity, tree, tags);
    }

    /// Checks the members of an object's variant besides some tags.
    fn members(&mut self, found: &Variant, tree: &Tree, tags: &[&str]) {
        let held = found.ty.as_ref().and_then(|ty| self.model.object_of(ty));
        let held = held.map(|id| self.model.ty(id));
        match held.map(|def| (def.entity(), def.union())) {
            Some((Some(entity), _)) => self.entity(entity, tree, tags),
            Some((None, Some(union))) => self.union(union, tree, tags),
            Some((None, None)) | None => self.entity(&Entity::default(), tree, tags),
        }
    }

    /// The variant of an object; reports a tag that is wrong.
    fn tag<'u>(&mut self, union: &'u Union, tag: &Tag, tree: &Tree) -> Option<&'u Variant> {
        let key = tag.key.as_str();
        let base = Type::Scalar(tag.base.scalar());
        let absent = union
            .variants
            .iter()
            .find(|variant| variant.value.is_none());
        let tags = tree.members().filter(|(name, _)| *name == key);
        let Some((_, tag)) = tags.last() else {
            if absent.is_none() {
                self.at(step(key), |strict| strict.wrong(Rule::MissingKey));
            }
            return absent;
        };
        let before = self.found.len();
        self.at(step(key), |strict| strict.value(&base, tag));
        if self.found.len() > before {
            return None;
        }
        let is_found = |variant: &&Variant| {
            let value = variant.value.as_ref();
            value.is_some_and(|value| is_value(value, tag))
        };
        let variant = union.variants.iter().find(is_found);
        if variant.is_none() && union.openness == Openness::Closed {
            self.at(step(key), |strict| strict.wrong(Rule::UnknownValue));
        }
        variant
    }

    /// Checks an object as an entity, whose keys besides some tags are its fields.
    pub(super) fn entity(&mut self, entity: &Entity, tree: &Tree, tags: &[&str]) {
        self.repeated_keys(tree);
        let mut fields = Lookup::new(&entity.fields, |field| &field.name);
        for (key, value) in tree.members() {
            let field = fields.get(key);
            self.at(step(key), |strict| match field {
                None if tags.contains(&key) => {}
                None => strict.wrong(Rule::UnknownKey),
                Some(field) if !strict.view.has(field) => strict.wrong(Rule::ReadonlyKey),
                Some(field) => {
                    if value.kind() != Kind::Null || !field.presence.may_be_null() {
                        strict.value_of_field(field, value);
                    }
                }
            });
        }
        let mut members = Lookup::new(tree.as_members(), |(key, _)| key);
        for (_, field) in self.view.fields(entity) {
            if !field.presence.may_be_absent() && members.get(&field.name).is_none() {
                self.at(step(&field.name), |strict| strict.wrong(Rule::MissingKey));
            }
        }
    }

    /// Checks the value of a field, and its bounds.
    pub(super) fn value_of_field(&mut self, field: &Field, value: &Tree) {
        let outer = self.allow_empty;
        self.allow_empty = field.allow_empty || self.model.protocol.allow_empty;
        let before = self.found.len();
        self.value(&field.ty, value);
        if self.found.len() == before {
            for rule in broken(self.model, &field.ty, field.bounds, value) {
                self.wrong(rule);
            }
        }
        self.allow_empty = outer;
    }

    /// Returns true if a value is one of a scalar; reports one that is not.
    fn scalar(&mut self, scalar: Scalar, tree: &Tree, allow_empty: bool) -> bool {
        let wrong = match (scalar.json(), tree.kind()) {
            (JsonScalar::Text, Kind::Text) if scalar == Scalar::Datetime => {
                let text = tree.as_text().unwrap_or_default();
                if is_rfc3339(text) || allow_empty && text.is_empty() {
                    return true;
                }
                Rule::WrongFormat
            }
            (JsonScalar::Base64, Kind::Text) => {
                let text = tree.as_text().unwrap_or_default();
                if base64::bytes(text).is_some_and(|bytes| base64::text(&bytes) == text) {
                    return true;
                }
                Rule::WrongFormat
            }
            (JsonScalar::Text, Kind::Text) | (JsonScalar::Bool, Kind::Bool) => return true,
            (JsonScalar::Number, Kind::Number) => {
                if matches!(tree, Tree::Number(number) if fits(scalar, number)) {
                    return true;
                }
                Rule::OutOfRange
            }
            (JsonScalar::Integer { smallest, largest }, Kind::Number) => match tree.as_integer() {
                Some(number) if (smallest..=largest).contains(&number) => return true,
                Some(_) => Rule::OutOfRange,
                None => Rule::WrongType,
            },
            (
                JsonScalar::Text
                | JsonScalar::Base64
                | JsonScalar::Bool
                | JsonScalar::Number
                | JsonScalar::Integer { .. },
                _,
            ) => Rule::WrongType,
        };
        self.wrong(wrong);
        false
    }
}
