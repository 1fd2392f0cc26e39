//! Makes a value follow its type.

use serde_json::{Map, Value};
use tdproto_schema::Model;
use tdproto_schema::model::{
    Bounds, Entity, Enum, EnumBase, Field, JsonScalar, Openness, Scalar, Type, TypeId, TypeKind,
    Union, WireValue, integer_key, needed_items,
};

use super::{Side, Validator};
use crate::sample::fitted::fitted;
use crate::sample::{self, DATETIME};
use crate::views::View;

pub(super) fn frame(validator: &Validator<'_>, frame: &Value, event: &str) -> Value {
    let model = validator.model;
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
            (Type::Named(id), Value::Object(object)) => {
                match (self.model().entity(*id), self.model().union(*id)) {
                    (Some(entity), _) => self.entity(entity, object),
                    (None, Some(union)) => self.union(*id, union, object),
                    (None, None) => self.empty(ty),
                }
            }
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

    /// Returns the variant that the tag names, or else the smallest one. One that the schema does not
    /// have stays.
    fn union(&self, id: TypeId, union: &Union, object: &Map<String, Value>) -> Value {
        let key = &union.tag().key;
        let tag = object.get(key).filter(|tag| !tag.is_null());
        let named = sample::variant_at(union, tag);
        let base = Type::Scalar(union.tag().base.scalar());
        let is_tag = tag.is_some_and(|tag| self.fits(&base, tag));
        if named.is_none() && is_tag && union.openness == Openness::Open {
            return object.clone().into();
        }
        let at = named.or_else(|| self.model().smallest_variant(id));
        let Some(variant) = union.variants.get(at.unwrap_or_default()) else {
            return Value::Object(Map::new());
        };
        let mut object = object.clone();
        object.remove(key);
        let members = match &variant.ty {
            Some(ty) => self.value(ty, &object.into()),
            None => Value::Null,
        };
        let members = members.as_object().cloned().unwrap_or_default();
        sample::with_tag(union, variant.value.as_ref(), members)
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
            TypeKind::Union(union) => self.union(id, union, &Map::new()),
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
