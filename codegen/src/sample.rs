//! Sample values, made from the model alone: what a frame looks like when there is something to say.

use serde_json::{Map, Value, json};
use tdproto_schema::Model;
use tdproto_schema::decl::WireValue;
use tdproto_schema::model::{
    Entity, Enum, EnumBase, Event, Field, JsonScalar, Scalar, Type, TypeId, TypeKind,
};

use crate::views::View;

/// A date and time as it is on the wire.
pub(crate) const DATETIME: &str = "2019-09-18T00:00:07.435409Z";

/// How deep below the params fields are shown that may be left out.
const OPTIONAL_WITHIN: usize = 1;

/// A frame of an event that follows the schema strictly.
///
/// Fields that may be left out are shown at the outer levels only; a type that contains itself is
/// shown once.
#[must_use]
pub fn frame(model: &Model, event: &Event) -> Value {
    let envelope = &model.protocol.envelope;
    let mut frame = Map::new();
    frame.insert(envelope.event.clone(), event.name.as_str().into());
    if let Some(params) = event.params {
        let mut sampler = Sampler {
            model,
            view: View::of(event.direction),
            open: Vec::new(),
        };
        let value = sampler.named(params);
        frame.insert(envelope.params.clone(), value);
    }
    Value::Object(frame)
}

struct Sampler<'a> {
    model: &'a Model,
    view: View,
    /// The entities that the value being made is inside of.
    open: Vec<TypeId>,
}

impl Sampler<'_> {
    fn value(&mut self, ty: &Type) -> Value {
        match self.model.unaliased(ty) {
            Type::Any => json!("anything"),
            Type::Scalar(scalar) => of_scalar(*scalar),
            Type::List(item) if self.is_inside(item) => json!([]),
            Type::List(item) => json!([self.value(item)]),
            Type::Map(_, item) if self.is_inside(item) => json!({}),
            Type::Map(key, item) => {
                let key = match self.value(key) {
                    Value::String(key) => key,
                    other => other.to_string(),
                };
                let mut map = Map::new();
                map.insert(key, self.value(item));
                map.into()
            }
            Type::Named(id) => self.named(*id),
        }
    }

    fn named(&mut self, id: TypeId) -> Value {
        match &self.model.ty(id).kind {
            TypeKind::Entity(entity) => {
                self.open.push(id);
                let value = self.entity(entity);
                self.open.pop();
                value
            }
            TypeKind::Enum(found) => of_enum(found),
            TypeKind::Scalar(base) => of_scalar(*base),
            TypeKind::Alias(target) => self.value(target),
        }
    }

    fn entity(&mut self, entity: &Entity) -> Value {
        let mut object = Map::new();
        for (_, field) in self.view.fields(entity) {
            if self.is_inside(&field.ty) && field.presence.may_be_null() {
                if !field.presence.may_be_absent() {
                    object.insert(field.name.clone(), Value::Null);
                }
            } else if !field.presence.may_be_absent() || self.is_shown(entity, field) {
                object.insert(field.name.clone(), self.value(&field.ty));
            }
        }
        object.into()
    }

    /// Whether a field that may be left out is shown: near the top, and not where its condition
    /// does not hold.
    fn is_shown(&self, entity: &Entity, field: &Field) -> bool {
        let holds = field.when.as_ref().is_none_or(|when| {
            let sibling = self.model.unaliased(&entity.fields[when.field].ty);
            match sibling {
                Type::Named(id) => match &self.model.ty(*id).kind {
                    TypeKind::Enum(found) => {
                        let value = of_enum(found);
                        when.values
                            .iter()
                            .any(|wanted| value.as_str() == Some(wanted))
                    }
                    TypeKind::Entity(_) | TypeKind::Scalar(_) | TypeKind::Alias(_) => false,
                },
                Type::Scalar(_) | Type::List(_) | Type::Map(..) | Type::Any => false,
            }
        });
        holds && self.open.len() <= OPTIONAL_WITHIN && !self.is_inside(&field.ty)
    }

    /// Whether a value of this type would contain its own kind.
    fn is_inside(&self, ty: &Type) -> bool {
        match self.model.unaliased(ty) {
            Type::Named(id) => self.open.contains(id),
            Type::List(item) | Type::Map(_, item) => self.is_inside(item),
            Type::Scalar(_) | Type::Any => false,
        }
    }
}

fn of_enum(found: &Enum) -> Value {
    match found.values.first().map(|first| &first.value) {
        Some(WireValue::Text(text)) => text.as_str().into(),
        Some(WireValue::Int(number)) => (*number).into(),
        None => match found.base {
            EnumBase::Text => "value".into(),
            EnumBase::Int => 1.into(),
        },
    }
}

fn of_scalar(scalar: Scalar) -> Value {
    match scalar.json() {
        JsonScalar::Text if scalar == Scalar::Datetime => DATETIME.into(),
        JsonScalar::Text => "text".into(),
        JsonScalar::Bool => true.into(),
        JsonScalar::Integer { .. } => 1.into(),
        JsonScalar::Number => 1.5.into(),
    }
}
