//! Makes a value follow its type.

use serde_json::{Map, Value};
use tdproto_schema::Model;
use tdproto_schema::model::{
    Bounds, Entity, Enum, EnumBase, Field, HoleKind, JsonScalar, Openness, Scalar, Step, Tag, Type,
    TypeId, TypeKind, Union, UnionForm, WireValue, integer_key, needed_items,
};

use super::{Side, Validator};
use crate::sample::fitted::fitted;
use crate::sample::{self, DATETIME, drawn};
use crate::views::View;

pub(super) fn frame(validator: &Validator<'_>, frame: &Value, event: &str) -> Value {
    let model = validator.model;
    if !model.frames().is_empty() {
        return drawn_frame(validator, frame, event);
    }
    let envelope = &model.protocol.envelope;
    let name = frame.get(&envelope.event);
    let event = name
        .map_or(Some(event), Value::as_str)
        .and_then(|name| model.find_event(name));
    let Some(event) = event else {
        return frame.clone();
    };
    let repair = Repair {
        validator,
        view: View::of_sender(event.sender),
    };
    let mut repaired = Map::new();
    repaired.insert(envelope.event.clone(), event.name.as_str().into());
    if let (Some(_), Some(key)) = (name, &envelope.id)
        && let Some(id) = frame.get(key).filter(|id| id.is_string())
    {
        repaired.insert(key.clone(), id.clone());
    }
    if let Some(params) = event.params_field(&envelope.params) {
        // Without an envelope, the frame is the params.
        let found = match name {
            Some(_) => frame.get(&envelope.params),
            None => Some(frame),
        };
        if let Some(value) = repair.field(&params, found) {
            repaired.insert(envelope.params.clone(), value);
        }
    }
    Value::Object(repaired)
}

/// Makes a drawn frame follow the schema. Without its shape, it is taken for the params.
fn drawn_frame(validator: &Validator<'_>, frame: &Value, event: &str) -> Value {
    let model = validator.model;
    let own = validator.event_of(&frame.to_string());
    let Some(event) = own.or(model.event_id(event)) else {
        return frame.clone();
    };
    let event = &model.events()[event.index()];
    let Some(kind) = event.frame.map(|id| model.frame(id)) else {
        return frame.clone();
    };
    let repair = Repair {
        validator,
        view: View::of_sender(event.sender),
    };
    let is_frame = validator
        .frame_kind(Side::Any, &frame.to_string())
        .is_some_and(|found| found.name == kind.name);
    let repaired = drawn::filled(kind, &mut |hole| {
        if hole == HoleKind::Event {
            return Some(sample::on_wire(&event.wire_name()));
        }
        let path = kind.path_to(hole)?;
        let mut found = is_frame.then_some(frame);
        for step in &path {
            found = found.and_then(|found| match step {
                Step::Key(key) => found.get(key),
                Step::Index(index) => found.get(index),
            });
        }
        if hole == HoleKind::Params && !is_frame {
            found = Some(frame);
        }
        if let HoleKind::Field(at) = hole
            && let Some(constant) = drawn::matched(event, kind, at)
        {
            return Some(constant);
        }
        let ty = drawn::type_of(kind, event, hole)?;
        match found {
            None if drawn::may_go(kind, event, hole) => None,
            Some(Value::Null) if drawn::may_be_null(kind, event, hole) => Some(Value::Null),
            Some(found) => Some(repair.value(&ty, found)),
            None => Some(repair.empty(&ty)),
        }
    });
    repaired.unwrap_or_default()
}

struct Repair<'a> {
    validator: &'a Validator<'a>,
    view: View,
}

impl<'a> Repair<'a> {
    fn model(&self) -> &'a Model {
        self.validator.model
    }

    fn value(&self, ty: &Type, value: &Value) -> Value {
        let ty = self.model().unaliased(ty);
        match (ty, value) {
            (Type::Null, _) => Value::Null,
            (Type::Any, _) | (Type::Nullable(_), Value::Null) => value.clone(),
            (Type::Nullable(item), _) => self.value(item, value),
            (Type::List(item), Value::Array(items)) => {
                items.iter().map(|found| self.value(item, found)).collect()
            }
            (Type::Tuple(types), Value::Array(items)) if items.len() >= needed_items(types) => {
                let pairs = types.iter().zip(items);
                pairs.map(|(ty, found)| self.value(ty, found)).collect()
            }
            (Type::Map(key, item), Value::Object(entries)) => entries
                .iter()
                .filter(|(name, _)| self.fits_key(key, name))
                .map(|(name, found)| (name.clone(), self.value(item, found)))
                .collect(),
            (Type::Named(id), _) if self.model().union(*id).is_some() => {
                self.union_value(*id, Some(value))
            }
            (Type::Named(id), Value::Object(object)) => match self.model().entity(*id) {
                Some(entity) => self.entity(entity, object),
                None => self.empty(ty),
            },
            (Type::Scalar(_) | Type::Named(_) | Type::Constant(_), _) if self.fits(ty, value) => {
                value.clone()
            }
            (
                Type::List(_)
                | Type::Map(..)
                | Type::Tuple(_)
                | Type::Scalar(_)
                | Type::Named(_)
                | Type::Constant(_),
                _,
            ) => self.empty(ty),
        }
    }

    /// Returns true if a value follows a type and is no placeholder that must be replaced.
    fn fits(&self, ty: &Type, value: &Value) -> bool {
        self.validator.fits(Side::of_view(self.view), ty, value)
    }

    /// Returns true if a text is a key of a type.
    fn fits_key(&self, ty: &Type, key: &str) -> bool {
        let is_integer = self.model().wire_scalar(ty).is_some_and(Scalar::is_integer);
        match integer_key(key).and_then(|number| i64::try_from(number).ok()) {
            Some(number) if is_integer => self.fits(ty, &number.into()),
            Some(_) | None => !is_integer && self.fits(ty, &key.into()),
        }
    }

    fn entity(&self, entity: &Entity, object: &Map<String, Value>) -> Value {
        let mut repaired = Map::new();
        for (_, field) in self.view.fields(entity) {
            if let Some(value) = self.field(field, object.get(&field.name)) {
                repaired.insert(field.name.clone(), value);
            }
        }
        Value::Object(repaired)
    }

    /// The value of a field; `None`: it is left out.
    fn field(&self, field: &Field, found: Option<&Value>) -> Option<Value> {
        let presence = field.presence;
        match found {
            Some(Value::Null) if presence.may_be_null() => Some(Value::Null),
            Some(found) => Some(self.bounded(field, self.value(&field.ty, found))),
            None if presence.may_be_absent() => None,
            None if presence.may_be_null() => Some(Value::Null),
            None => Some(self.bounded(field, self.empty(&field.ty))),
        }
    }

    /// Returns a value of a field within its bounds.
    fn bounded(&self, field: &Field, value: Value) -> Value {
        let ty = (&field.ty, field.bounds);
        fitted(self.model(), ty, value, &mut |item| self.empty(item))
    }

    /// Returns a value of a union, if the id is of one: of the variant that a value is, or else of the
    /// smallest one. A variant that the schema does not have stays.
    fn union_value(&self, id: TypeId, value: Option<&Value>) -> Value {
        let Some(union) = self.model().union(id) else {
            return Value::Null;
        };
        match &union.form {
            UnionForm::Tag(tag) => {
                let none = Map::new();
                let object = value.and_then(Value::as_object).unwrap_or(&none);
                self.tagged(id, (union, tag), object)
            }
            UnionForm::Key => {
                let none = Map::new();
                let object = value.and_then(Value::as_object).unwrap_or(&none);
                self.keyed(id, union, object)
            }
            UnionForm::Kind => {
                let kind = value.and_then(sample::kind_of);
                let at = kind.and_then(|kind| self.model().variant_of_kind(union, kind));
                let found = value.filter(|_| at.is_some());
                let at = at.or_else(|| self.model().smallest_variant(id));
                let variant = union.variants.get(at.unwrap_or_default());
                match (variant.and_then(|variant| variant.ty.as_ref()), found) {
                    (Some(ty), Some(value)) => self.value(ty, value),
                    (Some(ty), None) => self.empty(ty),
                    (None, _) => Value::Null,
                }
            }
        }
    }

    /// Returns the variant that the tag names, or else the smallest one.
    fn tagged(
        &self,
        id: TypeId,
        (union, tag): (&Union, &Tag),
        object: &Map<String, Value>,
    ) -> Value {
        let found = object.get(&tag.key).filter(|tag| !tag.is_null());
        let named = sample::variant_at(union, found);
        let base = Type::Scalar(tag.base.scalar());
        let is_tag = found.is_some_and(|found| self.fits(&base, found));
        if named.is_none() && is_tag && union.openness == Openness::Open {
            return object.clone().into();
        }
        let at = named.or_else(|| self.model().smallest_variant(id));
        let Some(variant) = union.variants.get(at.unwrap_or_default()) else {
            return Value::Object(Map::new());
        };
        let mut object = object.clone();
        object.remove(&tag.key);
        let inner = match (&variant.ty, &tag.content) {
            (Some(ty), None) => self.value(ty, &object.into()),
            (Some(ty), Some(content)) => match object.get(content) {
                Some(content) => self.value(ty, content),
                None => self.empty(ty),
            },
            (None, _) => Value::Null,
        };
        sample::whole(union, variant, inner)
    }

    /// Returns the variant that the keys give, or else the smallest one.
    fn keyed(&self, id: TypeId, union: &Union, object: &Map<String, Value>) -> Value {
        let found = union.variant_by_key(|key| object.contains_key(key));
        if found.is_none() && !object.is_empty() && union.openness == Openness::Open {
            return object.clone().into();
        }
        let at = found.or_else(|| self.model().smallest_variant(id));
        let variant = union.variants.get(at.unwrap_or_default());
        match variant.and_then(|variant| variant.ty.as_ref()) {
            Some(ty) => self.value(ty, &object.clone().into()),
            None => Value::Object(Map::new()),
        }
    }

    /// Returns the smallest value of a type.
    fn empty(&self, ty: &Type) -> Value {
        match self.model().unaliased(ty) {
            Type::Null | Type::Any | Type::Nullable(_) => Value::Null,
            Type::Constant(constant) => sample::constant(constant),
            Type::List(_) => Value::Array(Vec::new()),
            Type::Tuple(items) => {
                let needed = items.iter().take(needed_items(items));
                needed.map(|item| self.empty(item)).collect()
            }
            Type::Map(..) => Value::Object(Map::new()),
            Type::Scalar(scalar) => empty_scalar(*scalar),
            Type::Named(id) => self.empty_named(*id),
        }
    }

    fn empty_named(&self, id: TypeId) -> Value {
        match &self.model().ty(id).kind {
            TypeKind::Entity(entity) => self.entity(entity, &Map::new()),
            TypeKind::Union(_) => self.union_value(id, None),
            TypeKind::Enum(found) => missing_value(found),
            TypeKind::Scalar(base) => {
                let ty = (&Type::Named(id), Bounds::default());
                fitted(self.model(), ty, empty_scalar(*base), &mut |_| Value::Null)
            }
            TypeKind::Alias(target) => self.empty(target),
        }
    }
}

fn missing_value(found: &Enum) -> Value {
    let value = found.empty_value().or(found.values.first());
    match value.map(|value| &value.value) {
        Some(WireValue::Text(text)) => text.as_str().into(),
        Some(WireValue::Int(number)) => (*number).into(),
        None => match found.base {
            EnumBase::Text => empty_scalar(Scalar::String),
            EnumBase::Int => empty_scalar(Scalar::Int),
        },
    }
}

fn empty_scalar(scalar: Scalar) -> Value {
    match scalar.json() {
        JsonScalar::Text if scalar == Scalar::Datetime => DATETIME.into(),
        JsonScalar::Text | JsonScalar::Base64 => "".into(),
        JsonScalar::Bool => false.into(),
        JsonScalar::Integer { .. } => 0.into(),
        JsonScalar::Number => 0.0.into(),
    }
}
