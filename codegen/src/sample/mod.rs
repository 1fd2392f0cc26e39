//! Sample values, made from the model alone: a frame or an entity with something to say.
//!
//! A sample follows the schema strictly, looks as the names of its fields promise, and is the same
//! for the same seed.

pub(crate) mod drawn;
pub(crate) mod fitted;
mod guess;
#[cfg(feature = "gate")]
pub mod minimal;
mod pattern;
#[cfg(feature = "gate")]
mod sizes;

#[cfg(feature = "gate")]
pub use sizes::Sizes;

use std::collections::BTreeMap;

use fastrand::Rng;
use serde_json::{Map, Value, json};
use tdproto_schema::Model;
use tdproto_schema::model::{
    Bounds, Constant, DefaultValue, Entity, Enum, EnumBase, Event, Field, JsonKind, JsonScalar,
    Scalar, Type, TypeDef, TypeId, TypeKind, Union, UnionForm, Variant, WireValue,
};

use crate::views::View;

/// A date and time as it is on the wire.
pub(crate) const DATETIME: &str = "2019-09-18T00:00:07.435409Z";

/// The depth below the top to which fields are shown that may be left out.
const OPTIONAL_WITHIN: usize = 1;

/// The number of entities that may nest before every value that may be null is null.
const NULL_BELOW: usize = 12;

/// The number of entities that a sample shows before every value that may be null is null.
const ENOUGH: usize = 500;

/// A frame of an event that follows the schema strictly. What both sides send is as the server
/// sends it.
///
/// Fields that may be left out are shown at the outer levels only; a type that contains itself is
/// shown once.
///
/// ```
/// use tdproto_codegen::{sample, validate::Validator};
///
/// let (schema, _) = tdproto_schema::embedded::compiled();
/// let event = schema.model.find_event("server.message.updated").unwrap();
/// let frame = sample::frame(&schema.model, event, 0);
/// assert_eq!(frame["event"], "server.message.updated");
/// assert_eq!(Validator::new(&schema.model).frame(&frame.to_string()), []);
/// assert_eq!(frame, sample::frame(&schema.model, event, 0));
/// ```
#[must_use]
pub fn frame(model: &Model, event: &Event, seed: u64) -> Value {
    frame_in(model, View::of_sender(event.sender), event, seed)
}

/// The frame of an event, as [`frame`] makes it, and for a request the frames that answer it: one of
/// each kind of reply. All have the same id.
///
/// ```
/// use tdproto_codegen::sample;
/// use tdproto_schema::{SourceMap, compile};
///
/// let mut sources = SourceMap::default();
/// sources.add("rpc.toml", r#"
/// [frame.call]
/// shape = { id = "$id", call = "$event" }
/// [frame.result]
/// replies = "call"
/// shape = { id = "$id", result = "$result" }
/// [event.now]
/// direction = "client"
/// reply = "datetime"
/// "#);
/// let model = compile(&sources).0.model;
/// let frames = sample::frames(&model, model.find_event("now").unwrap(), 0);
/// assert_eq!(frames[0]["call"], "now");
/// assert_eq!(frames[0]["id"], frames[1]["id"]);
/// assert!(frames[1]["result"].is_string());
/// ```
#[must_use]
pub fn frames(model: &Model, event: &Event, seed: u64) -> Vec<Value> {
    let view = View::of_sender(event.sender);
    match event.frame {
        Some(frame) => drawn::frames(model, frame, event, seed, view),
        None => vec![frame_in(model, view, event, seed)],
    }
}

/// A frame of an event as the side of a view sends it.
#[must_use]
pub(crate) fn frame_in(model: &Model, view: View, event: &Event, seed: u64) -> Value {
    if let Some(frame) = event.frame {
        let frames = drawn::frames(model, frame, event, seed, view);
        return frames.into_iter().next().unwrap_or_default();
    }
    let envelope = &model.protocol.envelope;
    let mut frame = Map::new();
    frame.insert(envelope.event.clone(), event.name.as_str().into());
    if let Some(params) = &event.params {
        let value = Sampler::new(model, view, &event.name, seed).value(&params.ty, "");
        frame.insert(envelope.params.clone(), value);
    }
    Value::Object(frame)
}

/// A value of a declared type that follows the schema strictly in a view.
#[must_use]
pub fn of_type(model: &Model, id: TypeId, view: View, seed: u64) -> Value {
    let name = &model.ty(id).name;
    Sampler::new(model, view, name, seed).value(&Type::Named(id), name)
}

/// Makes samples, one after the other from one random generator.
#[derive(Debug)]
pub(crate) struct Sampler<'a> {
    model: &'a Model,
    view: View,
    rng: Rng,
    /// The entities that the value being made is inside of.
    open: Vec<TypeId>,
    /// The number of entities it has so far.
    shown: usize,
}

/// The only value of a field, as JSON.
pub(crate) fn constant(constant: &Constant) -> Value {
    match constant {
        Constant::Text(text) => text.as_str().into(),
        Constant::Int(number) => (*number).into(),
        Constant::Bool(is_true) => (*is_true).into(),
    }
}

/// The default of a field, as JSON.
pub(crate) fn default_value(default: &DefaultValue) -> Value {
    match default {
        DefaultValue::Text(text) => text.as_str().into(),
        DefaultValue::Number(number) => fitted::of_number(*number),
        DefaultValue::Bool(is_true) => (*is_true).into(),
        DefaultValue::EmptyList => json!([]),
        DefaultValue::EmptyMap => json!({}),
    }
}

/// The value of an enum or of a tag, as JSON.
#[must_use]
pub(crate) fn on_wire(value: &WireValue) -> Value {
    match value {
        WireValue::Text(text) => text.as_str().into(),
        WireValue::Int(number) => (*number).into(),
    }
}

/// The position of the variant with a tag; `None` as the tag: of the one without.
pub(crate) fn variant_at(union: &Union, tag: Option<&Value>) -> Option<usize> {
    union.variants.iter().position(|variant| {
        let value = variant.value.as_ref().map(on_wire);
        value.as_ref() == tag
    })
}

/// The position of the variant that a value is, by its tag, its keys or its kind.
pub(crate) fn variant_of(model: &Model, union: &Union, value: &Value) -> Option<usize> {
    match &union.form {
        UnionForm::Tag(tag) => variant_at(union, value.get(&tag.key)),
        UnionForm::Key => union.variant_by_key(|key| value.get(key).is_some()),
        UnionForm::Kind => model.variant_of_kind(union, kind_of(value)?),
    }
}

/// The whole value of a variant, whose type has this value: an object has its tag before its content,
/// or the other members.
pub(crate) fn whole(union: &Union, variant: &Variant, inner: Value) -> Value {
    match &union.form {
        UnionForm::Tag(tag) => {
            let mut object = Map::new();
            let value = variant.value.as_ref();
            object.extend(value.map(|value| (tag.key.clone(), on_wire(value))));
            match &tag.content {
                None => object.extend(inner.as_object().cloned().unwrap_or_default()),
                Some(content) if variant.ty.is_some() => {
                    object.insert(content.clone(), inner);
                }
                Some(_) => {}
            }
            object.into()
        }
        UnionForm::Key | UnionForm::Kind => inner,
    }
}

/// The kind of a value; `None`: null.
pub(crate) fn kind_of(value: &Value) -> Option<JsonKind> {
    match value {
        Value::Null => None,
        Value::Bool(_) => Some(JsonKind::Boolean),
        Value::Number(_) => Some(JsonKind::Number),
        Value::String(_) => Some(JsonKind::String),
        Value::Array(_) => Some(JsonKind::Array),
        Value::Object(_) => Some(JsonKind::Object),
    }
}

impl<'a> Sampler<'a> {
    /// Creates a sampler for a subject. The name makes random numbers differ from one subject to
    /// the other, and stay when others come and go.
    pub(crate) fn new(model: &'a Model, view: View, name: &str, seed: u64) -> Self {
        let mixed = name.bytes().fold(seed, |mixed, byte| {
            (mixed ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self {
            model,
            view,
            rng: Rng::with_seed(mixed),
            open: Vec::new(),
            shown: 0,
        }
    }

    /// A value of a type within bounds, for a field of this name.
    pub(crate) fn bounded(&mut self, (ty, bounds): (&Type, Bounds), field: &str) -> Value {
        let value = self.value(ty, field);
        if bounds.is_empty() {
            return value;
        }
        let model = self.model;
        fitted::fitted(model, (ty, bounds), value, &mut |item| {
            self.value(item, field)
        })
    }

    /// A value of a type, for a field of this name.
    pub(crate) fn value(&mut self, ty: &Type, field: &str) -> Value {
        match self.model.unaliased(ty) {
            Type::Null => Value::Null,
            Type::Any => json!("anything"),
            Type::Constant(found) => constant(found),
            Type::Nullable(item) if self.is_inside(item) || self.is_cut(item) => Value::Null,
            Type::Nullable(item) => self.value(item, field),
            Type::Scalar(scalar) => self.scalar(*scalar, None, field),
            Type::List(item) if self.is_inside(item) || self.is_cut(item) => json!([]),
            Type::List(item) => json!([self.value(item, field)]),
            Type::Tuple(items) => {
                let items = items.iter().map(|item| self.value(item, field));
                Value::Array(items.collect())
            }
            Type::Map(_, item) if self.is_inside(item) || self.is_cut(item) => json!({}),
            Type::Map(key, item) => {
                let key = match self.value(key, "key") {
                    Value::String(key) => key,
                    other @ (Value::Null
                    | Value::Bool(_)
                    | Value::Number(_)
                    | Value::Array(_)
                    | Value::Object(_)) => other.to_string(),
                };
                let mut map = Map::new();
                map.insert(key, self.value(item, field));
                map.into()
            }
            Type::Named(id) => self.named(*id, field),
        }
    }

    fn named(&mut self, id: TypeId, field: &str) -> Value {
        let def = self.model.ty(id);
        match &def.kind {
            TypeKind::Entity(entity) => {
                if self.open.is_empty() {
                    self.shown = 0;
                }
                self.shown += 1;
                self.open.push(id);
                let value = self.entity(entity);
                self.open.pop();
                value
            }
            TypeKind::Enum(found) => self.enumeration(found),
            TypeKind::Union(union) => {
                self.open.push(id);
                let value = self.union(id, union, field);
                self.open.pop();
                value
            }
            TypeKind::Scalar(base) => {
                let value = self.scalar(*base, Some(def), field);
                let ty = (&Type::Named(id), Bounds::default());
                fitted::fitted(self.model, ty, value, &mut |_| Value::Null)
            }
            TypeKind::Alias(target) => self.value(target, field),
        }
    }

    /// A variant at random, but a deprecated one only if all are; where a value is deep or large
    /// enough, the smallest one.
    fn union(&mut self, id: TypeId, union: &Union, field: &str) -> Value {
        let smallest = self.model.smallest_variant(id).unwrap_or_default();
        let all = 0..union.variants.len();
        let is_nested = |at: &usize| {
            let ty = union.variants[*at].ty.as_ref();
            ty.is_some_and(|ty| self.is_inside(ty))
        };
        let mut outside: Vec<usize> = all.filter(|at| !is_nested(at)).collect();
        let is_current = |at: &usize| union.variants[*at].docs.deprecated.is_none();
        if outside.iter().any(is_current) {
            outside.retain(is_current);
        }
        let at = match outside.len() {
            count if count > 0 && !self.is_enough() => outside[self.rng.usize(..count)],
            _ => smallest,
        };
        let Some(variant) = union.variants.get(at) else {
            return json!({});
        };
        let name = match union.form {
            UnionForm::Tag(_) | UnionForm::Key => &variant.name,
            UnionForm::Kind => field,
        };
        let inner = match &variant.ty {
            Some(ty) => self.value(ty, name),
            None => json!({}),
        };
        whole(union, variant, inner)
    }

    fn entity(&mut self, entity: &Entity) -> Value {
        let deciding = self.deciding(entity);
        let mut object = Map::new();
        for (at, field) in self.view.fields(entity) {
            let is_left_out = self.is_cut(&field.ty);
            if field.presence.may_be_none() && (is_left_out || self.is_inside(&field.ty)) {
                if !field.presence.may_be_absent() {
                    object.insert(field.name.clone(), Value::Null);
                }
            } else if !field.presence.may_be_absent() || self.is_shown(&deciding, field) {
                let value = match deciding.get(&at) {
                    Some(value) => value.clone(),
                    None => self.bounded((&field.ty, field.bounds), &field.name),
                };
                object.insert(field.name.clone(), value);
            }
        }
        object.into()
    }

    /// The values of the fields that conditions of others ask for, by position: they are decided
    /// first.
    fn deciding(&mut self, entity: &Entity) -> BTreeMap<usize, Value> {
        let conditions = entity.fields.iter().filter_map(|field| field.when.as_ref());
        let mut deciding = BTreeMap::new();
        for at in conditions.map(|when| when.field) {
            let field = &entity.fields[at];
            deciding
                .entry(at)
                .or_insert_with(|| self.value(&field.ty, &field.name));
        }
        deciding
    }

    /// Returns true if a field that may be left out is shown: near the top, and not where its
    /// condition does not hold.
    fn is_shown(&self, deciding: &BTreeMap<usize, Value>, field: &Field) -> bool {
        let holds = field.when.as_ref().is_none_or(|when| {
            let sibling = deciding.get(&when.field).and_then(Value::as_str);
            sibling.is_some_and(|value| when.values.iter().any(|wanted| wanted == value))
        });
        holds && self.open.len() <= OPTIONAL_WITHIN && !self.is_inside(&field.ty)
    }

    /// Returns true if the value being made is deep or large enough for any reader.
    fn is_enough(&self) -> bool {
        self.open.len() >= NULL_BELOW || self.shown >= ENOUGH
    }

    /// Returns true if the items of a list are left out.
    fn is_cut(&self, item: &Type) -> bool {
        self.is_enough() && self.holds_object(item)
    }

    fn holds_object(&self, ty: &Type) -> bool {
        match self.model.unaliased(ty) {
            Type::Named(_) => self.model.object_of(ty).is_some(),
            Type::List(item) | Type::Map(_, item) | Type::Nullable(item) => self.holds_object(item),
            Type::Tuple(items) => items.iter().any(|item| self.holds_object(item)),
            Type::Scalar(_) | Type::Constant(_) | Type::Null | Type::Any => false,
        }
    }

    /// Returns true if a value of this type would contain its own kind.
    fn is_inside(&self, ty: &Type) -> bool {
        match self.model.unaliased(ty) {
            Type::Named(id) => self.open.contains(id),
            Type::List(item) | Type::Map(_, item) | Type::Nullable(item) => self.is_inside(item),
            Type::Tuple(items) => items.iter().any(|item| self.is_inside(item)),
            Type::Scalar(_) | Type::Constant(_) | Type::Null | Type::Any => false,
        }
    }

    fn enumeration(&mut self, found: &Enum) -> Value {
        let value = match found.values.len() {
            0 => None,
            count => Some(&found.values[self.rng.usize(..count)].value),
        };
        match value {
            Some(WireValue::Text(text)) => text.as_str().into(),
            Some(WireValue::Int(number)) => (*number).into(),
            None => match found.base {
                EnumBase::Text => "value".into(),
                EnumBase::Int => 1.into(),
            },
        }
    }

    fn scalar(&mut self, scalar: Scalar, def: Option<&TypeDef>, field: &str) -> Value {
        match scalar.json() {
            JsonScalar::Text if scalar == Scalar::Datetime => guess::datetime(&mut self.rng).into(),
            JsonScalar::Text => match def {
                Some(def) => guess::declared_text(&mut self.rng, def, field).into(),
                None => guess::text(&mut self.rng, field).into(),
            },
            JsonScalar::Base64 => guess::bytes(&mut self.rng).into(),
            JsonScalar::Bool => self.rng.bool().into(),
            JsonScalar::Integer { .. } => {
                let number = guess::integer(&mut self.rng, scalar, field);
                i64::try_from(number).unwrap_or(1).into()
            }
            JsonScalar::Number => (f64::from(self.rng.u8(1..100)) / 4.0).into(),
        }
    }
}
