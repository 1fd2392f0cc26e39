//! Walks a value along its type.

use serde_json::{Map, Value};
use tdproto_schema::Model;
use tdproto_schema::decl::WireValue;
use tdproto_schema::model::{
    Entity, Enum, Event, JsonScalar, Openness, Scalar, Type, TypeId, TypeKind,
};

use super::{Deviation, Path, Rule, Segment, Validator};
use crate::views::View;

/// How much of a text a deviation shows.
const SHOWN: usize = 40;

/// Every deviation of a frame.
pub(super) fn frame(validator: &Validator<'_>, frame: &Value) -> Vec<Deviation> {
    let mut walk = Walk {
        validator,
        view: View::Whole,
        path: Vec::new(),
        found: Vec::new(),
    };
    walk.frame(frame);
    walk.found
}

/// Every deviation of a value from a type.
pub(super) fn value(
    validator: &Validator<'_>,
    view: View,
    ty: &Type,
    value: &Value,
) -> Vec<Deviation> {
    let mut walk = Walk {
        validator,
        view,
        path: Vec::new(),
        found: Vec::new(),
    };
    walk.value(ty, value);
    walk.found
}

struct Walk<'a> {
    validator: &'a Validator<'a>,
    view: View,
    path: Vec<Segment>,
    found: Vec<Deviation>,
}

impl<'a> Walk<'a> {
    fn model(&self) -> &'a Model {
        self.validator.model
    }

    fn frame(&mut self, frame: &Value) {
        let Some(object) = frame.as_object() else {
            self.push(Rule::WrongType, "an object", shown(frame));
            return;
        };
        let envelope = &self.model().protocol.envelope;
        let Some(name) = object.get(&envelope.event) else {
            let key = format!("`{}`", envelope.event);
            self.push(Rule::NoEnvelope, key, "nothing");
            return;
        };
        let Some(event) = name.as_str().and_then(|name| self.model().find_event(name)) else {
            let (rule, found) = match name {
                Value::String(text) => (Rule::UnknownEvent, format!("`{text}`")),
                Value::Null
                | Value::Bool(_)
                | Value::Number(_)
                | Value::Array(_)
                | Value::Object(_) => (Rule::WrongType, shown(name)),
            };
            self.inside(Segment::Key(envelope.event.clone()), |walk| {
                walk.push(rule, "the name of an event", found);
            });
            return;
        };
        self.view = View::of(event.direction);
        self.envelope(object, event);
    }

    fn envelope(&mut self, object: &Map<String, Value>, event: &Event) {
        let envelope = &self.model().protocol.envelope;
        for (key, value) in object {
            if *key == envelope.event {
                continue;
            }
            self.inside(Segment::Key(key.clone()), |walk| {
                if Some(key) == envelope.id.as_ref() {
                    walk.scalar(Scalar::String, value);
                } else if let Some(params) = event.params.filter(|_| *key == envelope.params) {
                    walk.value(&Type::Named(params), value);
                } else {
                    let owner = format!("a frame of {}", event.name);
                    walk.push(Rule::UnknownKey, owner, shown(value));
                }
            });
        }
        if let Some(params) = event.params
            && !object.contains_key(&envelope.params)
        {
            self.inside(Segment::Key(envelope.params.clone()), |walk| {
                let expected = described(walk.model(), &Type::Named(params));
                walk.push(Rule::MissingKey, expected, "nothing");
            });
        }
    }

    /// A value that is not null, unless the type says so.
    fn value(&mut self, ty: &Type, value: &Value) {
        let ty = self.model().unaliased(ty);
        if self.placeholder(ty, value) {
            return;
        }
        if value.is_null() && *ty != Type::Any {
            self.push(Rule::UnexpectedNull, described(self.model(), ty), "null");
            return;
        }
        match ty {
            Type::Any => {}
            Type::Scalar(scalar) => self.scalar(*scalar, value),
            Type::Named(id) => self.named(*id, value),
            Type::List(item) => match value.as_array() {
                Some(items) => {
                    for (index, found) in items.iter().enumerate() {
                        self.inside(Segment::Index(index), |walk| walk.value(item, found));
                    }
                }
                None => self.wrong_type(ty, value),
            },
            Type::Map(key_type, item) => match value.as_object() {
                Some(entries) => {
                    for (key, found) in entries {
                        self.inside(Segment::Key(key.clone()), |walk| {
                            walk.value(key_type, &Value::String(key.clone()));
                            walk.value(item, found);
                        });
                    }
                }
                None => self.wrong_type(ty, value),
            },
        }
    }

    fn named(&mut self, id: TypeId, value: &Value) {
        match &self.model().ty(id).kind {
            TypeKind::Entity(entity) => match value.as_object() {
                Some(object) => self.entity(id, entity, object),
                None => self.wrong_type(&Type::Named(id), value),
            },
            TypeKind::Enum(found) => self.enumeration(id, found, value),
            TypeKind::Scalar(base) => self.scalar(*base, value),
            TypeKind::Alias(target) => self.value(target, value),
        }
    }

    fn entity(&mut self, id: TypeId, entity: &Entity, object: &Map<String, Value>) {
        for (key, value) in object {
            let field = entity.fields.iter().find(|field| field.name == *key);
            self.inside(Segment::Key(key.clone()), |walk| match field {
                None => {
                    let owner = format!("`{}`", walk.model().ty(id).name);
                    walk.push(Rule::UnknownKey, owner, shown(value));
                }
                Some(field) if !walk.view.has(field) => {
                    walk.push(Rule::ReadonlyKey, "nothing", shown(value));
                }
                Some(field) if value.is_null() && field.presence.may_be_null() => {}
                Some(field) => walk.value(&field.ty, value),
            });
        }
        for field in &entity.fields {
            let absent = !object.contains_key(&field.name);
            if absent && !field.presence.may_be_absent() && self.view.has(field) {
                self.inside(Segment::Key(field.name.clone()), |walk| {
                    let expected = described(walk.model(), &field.ty);
                    walk.push(Rule::MissingKey, expected, "nothing");
                });
            }
        }
    }

    fn enumeration(&mut self, id: TypeId, found: &Enum, value: &Value) {
        let before = self.found.len();
        self.scalar(found.base.scalar(), value);
        let is_known = found.values.iter().any(|known| match &known.value {
            WireValue::Text(text) => value.as_str() == Some(text),
            WireValue::Int(number) => value.as_i64() == Some(*number),
        });
        match found.openness {
            Openness::Open => {}
            Openness::Closed if is_known || self.found.len() > before => {}
            Openness::Closed => {
                let expected = format!("a value of `{}`", self.model().ty(id).name);
                self.push(Rule::UnknownValue, expected, shown(value));
            }
        }
    }

    fn scalar(&mut self, scalar: Scalar, value: &Value) {
        let rule = match (scalar.json(), value) {
            (JsonScalar::Text, Value::String(_))
            | (JsonScalar::Bool, Value::Bool(_))
            | (JsonScalar::Number, Value::Number(_)) => return,
            (JsonScalar::Integer { smallest, largest }, _) => match integer(value) {
                Some(number) if (smallest..=largest).contains(&number) => return,
                Some(_) => Rule::OutOfRange,
                None => Rule::WrongType,
            },
            (JsonScalar::Text | JsonScalar::Bool | JsonScalar::Number, _) => Rule::WrongType,
        };
        self.push(rule, scalar_words(scalar), shown(value));
    }

    /// Whether the value is a placeholder that may stand here; one that may not is reported.
    fn placeholder(&mut self, ty: &Type, value: &Value) -> bool {
        let Some(stands_for) = self.validator.placeholder(value) else {
            return false;
        };
        if !self.validator.agrees(ty, stands_for) {
            let text = format!("a placeholder for {}", described(self.model(), stands_for));
            self.push(Rule::WrongType, described(self.model(), ty), text);
        }
        true
    }

    fn wrong_type(&mut self, ty: &Type, value: &Value) {
        self.push(Rule::WrongType, described(self.model(), ty), shown(value));
    }

    fn inside(&mut self, segment: Segment, body: impl FnOnce(&mut Self)) {
        self.path.push(segment);
        body(self);
        self.path.pop();
    }

    fn push(&mut self, rule: Rule, expected: impl Into<String>, found: impl Into<String>) {
        self.found.push(Deviation {
            path: Path(self.path.clone()),
            rule,
            expected: expected.into(),
            found: found.into(),
        });
    }
}

impl Validator<'_> {
    /// What a value stands for, if it is a placeholder and those are taken.
    pub(super) fn placeholder(&self, value: &Value) -> Option<&Type> {
        let text = value.as_str().filter(|_| self.placeholders)?;
        self.model.protocol.placeholders.get(text)
    }

    /// Whether a placeholder for `stands_for` may stand in a field of type `ty`: the same declared
    /// type, or the same kind of value on the wire where a built-in type was named.
    pub(super) fn agrees(&self, ty: &Type, stands_for: &Type) -> bool {
        let stands_for = self.model.unaliased(stands_for);
        match stands_for {
            Type::Named(_) => ty == stands_for,
            Type::Scalar(scalar) => {
                let kind = |scalar: Scalar| std::mem::discriminant(&scalar.json());
                let found = self.model.wire_scalar(ty);
                found.is_some_and(|found| kind(found) == kind(*scalar))
            }
            Type::Any => true,
            Type::List(_) | Type::Map(..) => ty == stands_for,
        }
    }
}

/// The integer that a value is; one that is written with a fraction or an exponent is none.
fn integer(value: &Value) -> Option<i128> {
    let signed = value.as_i64().map(i128::from);
    // `-0` is no integer to serde_json.
    let zero = || {
        value
            .as_f64()
            .filter(|float| *float == 0.0 && float.is_sign_negative())
    };
    let huge = || {
        // Digits alone that do not fit 64 bits: the exact number does not matter any more.
        let float = value
            .as_f64()
            .filter(|float| float.abs() >= 9.2e18 && float.fract() == 0.0)?;
        Some(if float > 0.0 { i128::MAX } else { i128::MIN })
    };
    signed
        .or_else(|| value.as_u64().map(i128::from))
        .or_else(|| zero().map(|_| 0))
        .or_else(huge)
}

/// A type in words, with an article.
pub(super) fn described(model: &Model, ty: &Type) -> String {
    match ty {
        Type::Scalar(scalar) => scalar_words(*scalar),
        Type::Named(id) => {
            let def = model.ty(*id);
            match &def.kind {
                TypeKind::Entity(_) => format!("an object `{}`", def.name),
                TypeKind::Enum(_) => format!("a value of `{}`", def.name),
                TypeKind::Scalar(base) => format!("{} (`{}`)", scalar_words(*base), def.name),
                TypeKind::Alias(target) => described(model, target),
            }
        }
        Type::List(_) => "an array".to_owned(),
        Type::Map(..) => "an object".to_owned(),
        Type::Any => "any value".to_owned(),
    }
}

fn scalar_words(scalar: Scalar) -> String {
    match scalar.json() {
        JsonScalar::Text if scalar == Scalar::Datetime => "a string with date and time".to_owned(),
        JsonScalar::Text => "a string".to_owned(),
        JsonScalar::Bool => "a boolean".to_owned(),
        JsonScalar::Number => "a number".to_owned(),
        JsonScalar::Integer { smallest, largest } => {
            format!("an integer from {smallest} to {largest}")
        }
    }
}

/// A value in words.
fn shown(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => format!("the boolean {value}"),
        Value::Number(number) => format!("the number {number}"),
        Value::String(text) if text.chars().count() > SHOWN => {
            let start: String = text.chars().take(SHOWN).collect();
            format!("the string {}", Value::String(start + "…"))
        }
        Value::String(_) => format!("the string {value}"),
        Value::Array(items) => format!("an array of {}", items.len()),
        Value::Object(_) => "an object".to_owned(),
    }
}
