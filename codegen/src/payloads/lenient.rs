//! The result of a lenient receiver that reads a text, and the text that it writes then, by the
//! model alone.

use tdproto_schema::Model;
use tdproto_schema::model::{
    Direction, Entity, Enum, EnumBase, EnumValue, Event, Field, JsonScalar, Openness, Presence,
    Scalar, Type, TypeId, TypeKind, WireValue, needed_items,
};
use tdproto_wire::Segment;

use super::base64;
use super::fit::{fits, is_constant, lists, of_key};
use super::lookup::Lookup;
use super::pointer::{key as step, pointer};
use super::tree::{Kind, Tree};
use super::unions::is_unknown;
use crate::views::View;

/// The result of a receiver that reads a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decoded {
    /// The text is read. Written again, it is this text: the one that the protocol wants of a
    /// sender, in the order of the schema.
    Known(String),
    /// The text is kept though the schema does not know it: the name of an event, or the value of
    /// an enum.
    Unknown(String),
    /// The text is refused. The place is a JSON pointer. `None`: the text is no JSON, and each
    /// reader has its own place for the end of reading.
    Malformed(Option<String>),
}

/// The place of a value that is refused.
pub(super) struct Refused(String);

pub(super) type Read = Result<Tree, Refused>;

/// Reads as a receiver does, and keeps the text that it would write.
pub(super) struct Lenient<'a> {
    pub(super) model: &'a Model,
    view: View,
    place: Vec<Segment>,
}

impl<'a> Lenient<'a> {
    fn new(model: &'a Model, view: View) -> Self {
        Self {
            model,
            view,
            place: Vec::new(),
        }
    }

    /// Reads a value of a declared type. One of an enum is known only if it is listed.
    pub(super) fn of_type(model: &Model, view: View, id: TypeId, tree: &Tree) -> Decoded {
        let tree = &tree.with_each_key_once();
        let read = Lenient::new(model, view).value(&Type::Named(id), tree);
        let def = model.ty(id);
        let listing = def.enumeration();
        let is_unlisted = listing
            .is_some_and(|listing| listing.openness == Openness::Open && !lists(listing, tree));
        let kept = is_unlisted || def.union().is_some_and(|union| is_unknown(union, tree));
        match read {
            Ok(tree) if kept => Decoded::Unknown(tree.to_json()),
            Ok(tree) => Decoded::Known(tree.to_json()),
            Err(Refused(path)) => Decoded::Malformed(Some(path)),
        }
    }

    /// Reads an entity as a whole, and writes the part of it that a client sends; `None`: it is
    /// refused.
    pub(super) fn sent(model: &Model, id: TypeId, tree: &Tree) -> Option<String> {
        let tree = &tree.with_each_key_once();
        let whole = Lenient::new(model, View::Whole).value(&Type::Named(id), tree);
        let sent = Lenient::new(model, View::Input).value(&Type::Named(id), &whole.ok()?);
        sent.ok().map(|tree| tree.to_json())
    }

    /// Reads a frame as a receiver of the given side does.
    pub(super) fn of_frame(
        model: &Model,
        from: Direction,
        tree: &Tree,
        event: Option<&Event>,
    ) -> Decoded {
        let tree = &tree.with_each_key_once();
        let mut lenient = Lenient::new(model, View::of(from));
        let read = match model.frames().is_empty() {
            true => lenient.frame(from, tree),
            false => lenient.drawn(from, tree, event),
        };
        match read {
            Ok(decoded) => decoded,
            Err(Refused(path)) => Decoded::Malformed(Some(path)),
        }
    }

    fn frame(&mut self, from: Direction, tree: &Tree) -> Result<Decoded, Refused> {
        if tree.kind() != Kind::Object {
            return self.refuse();
        }
        let model = self.model;
        let envelope = &model.protocol.envelope;
        let name = tree.get(&envelope.event).and_then(Tree::as_text);
        let Some(name) = name else {
            return self.at(step(&envelope.event), Self::refuse);
        };
        let mut written = vec![(envelope.event.clone(), Tree::text(name))];
        if let Some(key) = &envelope.id {
            match tree.get(key) {
                None | Some(Tree::Null) => {}
                Some(id) => match id.as_text() {
                    Some("") => {}
                    Some(text) => written.push((key.clone(), Tree::text(text))),
                    None => return self.at(step(key), Self::refuse),
                },
            }
        }
        let event = model.find_event(name);
        let Some(event) = event.filter(|event| event.is_sent(from)) else {
            return Ok(Decoded::Unknown(name.to_owned()));
        };
        if let Some(params) = event.params_field(&envelope.params) {
            let found = tree.get(&envelope.params);
            let read = self.at(step(&envelope.params), |lenient| {
                lenient.field(&params, found)
            })?;
            written.extend(read.map(|read| (envelope.params.clone(), read)));
        }
        Ok(Decoded::Known(Tree::Object(written).to_json()))
    }

    pub(super) fn at<T>(&mut self, to: Segment, body: impl FnOnce(&mut Self) -> T) -> T {
        self.place.push(to);
        let result = body(self);
        self.place.pop();
        result
    }

    /// Does something at the end of a path.
    pub(super) fn along<T>(&mut self, path: &[Segment], body: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.place.len();
        self.place.extend(path.iter().cloned());
        let result = body(self);
        self.place.truncate(before);
        result
    }

    pub(super) fn refuse<T>(&mut self) -> Result<T, Refused> {
        Err(Refused(pointer(&self.place)))
    }

    /// A value for which `null` is the empty one.
    fn or_empty(&mut self, ty: &Type, tree: &Tree) -> Read {
        match tree.kind() {
            Kind::Null if self.is_never_empty(ty) => self.refuse(),
            Kind::Null => Ok(self.empty(ty)),
            Kind::Bool | Kind::Number | Kind::Text | Kind::List | Kind::Object => {
                self.value(ty, tree)
            }
        }
    }

    /// Returns true if a type has no empty value: it is a union, or always holds one.
    fn is_never_empty(&self, ty: &Type) -> bool {
        let mut held = self.model.required_objects(ty).into_iter();
        held.any(|id| {
            let def = self.model.ty(id);
            let fields = def.entity().into_iter();
            let mut fields = fields.flat_map(|entity| self.view.fields(entity));
            def.union().is_some()
                || fields.any(|(_, field)| {
                    field.presence == Presence::Required && self.is_never_empty(&field.ty)
                })
        })
    }

    pub(super) fn value(&mut self, ty: &Type, tree: &Tree) -> Read {
        let model = self.model;
        match (model.unaliased(ty), tree) {
            (Type::Any, _) | (Type::Nullable(_) | Type::Null, Tree::Null) => Ok(tree.clone()),
            (Type::Nullable(item), _) => self.value(item, tree),
            (Type::Constant(found), _) if is_constant(found, tree) => Ok(Tree::from(found)),
            (Type::Constant(_), _) => self.refuse(),
            (Type::Scalar(scalar), _) => self.scalar(*scalar, tree),
            (Type::Named(id), _) => self.named(*id, tree),
            (Type::List(_) | Type::Tuple(_), Tree::List(items)) => self.items(ty, items, 0),
            (Type::Map(key_type, item), Tree::Object(_)) => {
                let mut read = Vec::new();
                for (key, tree) in tree.members() {
                    let value = self.at(step(key), |lenient| {
                        lenient.value(key_type, &of_key(model, key_type, key))?;
                        lenient.value(item, tree)
                    });
                    read.push((key.to_owned(), value?));
                }
                read.sort_by_cached_key(|(key, _)| {
                    let number = of_key(model, key_type, key).as_integer();
                    (self.rank(key_type, key), number, key.clone())
                });
                Ok(Tree::Object(read))
            }
            (Type::List(_) | Type::Map(..) | Type::Tuple(_) | Type::Null, _) => self.refuse(),
        }
    }

    /// Reads the items of a list or a tuple, of which the first one has the index `from`.
    pub(super) fn items(&mut self, ty: &Type, items: &[Tree], from: usize) -> Read {
        let mut read = Vec::new();
        let model = self.model;
        match model.unaliased(ty) {
            Type::List(item) => {
                for (index, tree) in items.iter().enumerate() {
                    let to = Segment::Index(from + index);
                    read.push(self.at(to, |lenient| lenient.value(item, tree))?);
                }
            }
            Type::Tuple(types) if items.len() >= needed_items(types) => {
                for (index, (item, tree)) in types.iter().zip(items).enumerate() {
                    let to = Segment::Index(from + index);
                    read.push(self.at(to, |lenient| lenient.value(item, tree))?);
                }
                // What is none at the end is left out.
                while read.len() > needed_items(types) && read.last() == Some(&Tree::Null) {
                    read.pop();
                }
            }
            Type::Tuple(_)
            | Type::Scalar(_)
            | Type::Named(_)
            | Type::Map(..)
            | Type::Nullable(_)
            | Type::Constant(_)
            | Type::Null
            | Type::Any => return self.refuse(),
        }
        Ok(Tree::List(read))
    }

    /// The position of a key among the values of its enum. An object has no order; this one is as
    /// good as any, and always the same.
    fn rank(&self, ty: &Type, key: &str) -> usize {
        let Some(found) = self.model.enum_of(ty) else {
            return 0;
        };
        let is_key = |value: &EnumValue| match &value.value {
            WireValue::Text(text) => text == key,
            WireValue::Int(number) => number.to_string() == key,
        };
        let listed = found.values.iter().position(is_key);
        listed.unwrap_or(found.values.len())
    }

    fn named(&mut self, id: TypeId, tree: &Tree) -> Read {
        let model = self.model;
        match &model.ty(id).kind {
            TypeKind::Entity(entity) if tree.kind() == Kind::Object => self.entity(entity, tree),
            TypeKind::Union(union) => self.union(union, tree),
            TypeKind::Entity(_) => self.refuse(),
            TypeKind::Enum(found) => {
                let value = self.scalar(found.base.scalar(), tree)?;
                match found.openness {
                    Openness::Closed if !lists(found, &value) => self.refuse(),
                    Openness::Closed | Openness::Open => Ok(value),
                }
            }
            TypeKind::Scalar(base) => self.scalar(*base, tree),
            TypeKind::Alias(target) => self.value(target, tree),
        }
    }

    /// Reads the fields of the view; everything else is ignored.
    pub(super) fn entity(&mut self, entity: &Entity, tree: &Tree) -> Read {
        let mut written = Vec::new();
        let mut members = Lookup::new(tree.as_members(), |(key, _)| key);
        for (_, field) in self.view.fields(entity) {
            let found = members.get(&field.name).map(|(_, tree)| tree);
            let value = self.at(step(&field.name), |lenient| lenient.field(field, found))?;
            written.extend(value.map(|value| (field.name.clone(), value)));
        }
        Ok(Tree::Object(written))
    }

    /// The value that is written of a field; `None`: it is left out.
    pub(super) fn field(
        &mut self,
        field: &Field,
        found: Option<&Tree>,
    ) -> Result<Option<Tree>, Refused> {
        let (is_there, tree) = (found.is_some(), found.unwrap_or(&Tree::Null));
        let is_none = tree.kind() == Kind::Null;
        Ok(match field.presence {
            Presence::Required => Some(self.or_empty(&field.ty, tree)?),
            Presence::Nullable if is_none => Some(Tree::Null),
            Presence::Nullable => Some(self.value(&field.ty, tree)?),
            Presence::OmitEmpty | Presence::OmitNull | Presence::Optional if is_none => None,
            Presence::OmitEmpty => {
                let value = self.value(&field.ty, tree)?;
                (!self.has_empty(&field.ty) || !is_empty(&value)).then_some(value)
            }
            Presence::Patch if is_none => is_there.then_some(Tree::Null),
            Presence::OmitNull | Presence::Optional | Presence::Patch => {
                Some(self.value(&field.ty, tree)?)
            }
        })
    }

    pub(super) fn scalar(&mut self, scalar: Scalar, tree: &Tree) -> Read {
        match (scalar.json(), tree) {
            (JsonScalar::Text, Tree::Text(text) | Tree::Escaped { text, .. }) => {
                Ok(Tree::text(text))
            }
            (JsonScalar::Base64, Tree::Text(text) | Tree::Escaped { text, .. }) => {
                match base64::bytes(text) {
                    Some(bytes) => Ok(Tree::text(base64::text(&bytes))),
                    None => self.refuse(),
                }
            }
            (JsonScalar::Bool, Tree::Bool(_)) => Ok(tree.clone()),
            (JsonScalar::Number, Tree::Number(number)) if fits(scalar, number) => Ok(tree.clone()),
            (JsonScalar::Integer { smallest, largest }, Tree::Number(_)) => {
                match tree.as_integer() {
                    Some(number) if (smallest..=largest).contains(&number) => {
                        Ok(Tree::number(number))
                    }
                    Some(_) | None => self.refuse(),
                }
            }
            (
                JsonScalar::Text
                | JsonScalar::Base64
                | JsonScalar::Bool
                | JsonScalar::Number
                | JsonScalar::Integer { .. },
                _,
            ) => self.refuse(),
        }
    }

    /// Returns true if a type has an empty value, other than none. An entity has none, nor has a
    /// closed enum; of any value only `null` is empty.
    fn has_empty(&self, ty: &Type) -> bool {
        match self.model.unaliased(ty) {
            Type::Tuple(_) | Type::Null | Type::Any | Type::Nullable(_) | Type::Constant(_) => {
                false
            }
            Type::Scalar(_) | Type::List(_) | Type::Map(..) => true,
            Type::Named(id) => match &self.model.ty(*id).kind {
                TypeKind::Entity(_) | TypeKind::Union(_) => false,
                TypeKind::Enum(found) => found.openness == Openness::Open,
                TypeKind::Scalar(_) => true,
                TypeKind::Alias(target) => self.has_empty(target),
            },
        }
    }

    /// The value that a missing one is read as.
    fn empty(&self, ty: &Type) -> Tree {
        match self.model.unaliased(ty) {
            Type::Null | Type::Any | Type::Nullable(_) => Tree::Null,
            Type::Constant(found) => Tree::from(found),
            Type::Scalar(scalar) => empty_scalar(*scalar),
            Type::List(_) => Tree::List(Vec::new()),
            Type::Tuple(items) => {
                let needed = items.iter().take(needed_items(items));
                Tree::List(needed.map(|item| self.empty(item)).collect())
            }
            Type::Map(..) => Tree::Object(Vec::new()),
            Type::Named(id) => match &self.model.ty(*id).kind {
                TypeKind::Entity(entity) => {
                    let fields = self.view.fields(entity).filter_map(|(_, field)| {
                        // What may be missing may lead back to the entity.
                        if field.presence.may_be_absent() {
                            return None;
                        }
                        let value = match field.presence.may_be_null() {
                            true => Tree::Null,
                            false => self.empty(&field.ty),
                        };
                        Some((field.name.clone(), value))
                    });
                    Tree::Object(fields.collect())
                }
                TypeKind::Enum(found) => empty_enum(found),
                // It has no empty value, so that nobody asks for it.
                TypeKind::Union(_) => Tree::Null,
                TypeKind::Scalar(base) => empty_scalar(*base),
                TypeKind::Alias(target) => self.empty(target),
            },
        }
    }
}

fn empty_scalar(scalar: Scalar) -> Tree {
    match scalar.json() {
        JsonScalar::Text | JsonScalar::Base64 => Tree::text(""),
        JsonScalar::Bool => Tree::Bool(false),
        JsonScalar::Integer { .. } | JsonScalar::Number => Tree::number(0),
    }
}

/// The value of a closed enum that stands for a missing one: none of its values is empty.
fn empty_enum(found: &Enum) -> Tree {
    match (
        found.openness,
        found.empty_value().map(|value| &value.value),
    ) {
        (Openness::Closed, Some(WireValue::Text(text))) => Tree::text(text),
        (Openness::Closed, Some(WireValue::Int(number))) => Tree::number(number),
        (Openness::Open, _) | (Openness::Closed, None) => match found.base {
            EnumBase::Text => Tree::text(""),
            EnumBase::Int => Tree::number(0),
        },
    }
}

/// Returns true if a sender leaves a value out.
fn is_empty(tree: &Tree) -> bool {
    match tree {
        Tree::Null => true,
        Tree::Bool(value) => !value,
        Tree::Number(number) => number.parse() == Ok(0.0),
        Tree::Text(text) | Tree::Escaped { text, .. } => text.is_empty(),
        Tree::List(items) => items.is_empty(),
        Tree::Object(members) => members.is_empty(),
    }
}
