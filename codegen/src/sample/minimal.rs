//! The smallest values, which a sender writes when it has nothing to say. Also values at the edges
//! of a type, of which a reader of another version may refuse some.

use serde_json::{Map, Value, json};
use tdproto_schema::Model;
use tdproto_schema::model::{
    Bounds, Entity, Enum, EnumBase, Event, Field, FrameKind, HoleKind, JsonKind, JsonScalar,
    Number, Openness, Scalar, Type, TypeId, TypeKind, Union, UnionForm, needed_items,
};

use super::fitted::fitted;
pub(crate) use super::on_wire;
use super::{DATETIME, drawn, variant_at, whole};
use crate::sample;
use crate::views::View;

/// The depth at which values inside one another are left out: valid models do not nest as deep.
pub(super) const MAX_DEPTH: usize = 32;

/// The smallest object of an entity: the keys that are always there, in a view.
#[must_use]
pub fn entity(model: &Model, view: View, entity: &Entity) -> Map<String, Value> {
    object(model, view, entity, 0)
}

/// A value of a type that is not empty, as small as can be.
#[must_use]
pub fn value(model: &Model, view: View, ty: &Type) -> Value {
    at_depth(model, view, ty, 0)
}

fn object(model: &Model, view: View, entity: &Entity, depth: usize) -> Map<String, Value> {
    let fields = view.fields(entity);
    let there = fields.filter(|(_, field)| !field.presence.may_be_absent());
    there
        .map(|(_, field)| (field.name.clone(), smallest(model, view, field, depth)))
        .collect()
}

/// The smallest value of an event's params; `None`: a frame may go without them.
#[must_use]
pub(crate) fn params(model: &Model, view: View, event: &Event) -> Option<Value> {
    let field = event.params_field("")?;
    let is_there = !field.presence.may_be_absent();
    // An entity is the outermost one.
    is_there.then(
        || match model.params_entity(event).and_then(|id| model.entity(id)) {
            Some(found) => entity(model, view, found).into(),
            None => smallest(model, view, &field, 0),
        },
    )
}

/// The smallest frame of a kind with an event, or with the event that it answers; `given` are
/// values that are not the smallest ones: `Some(None)` leaves a place out.
#[must_use]
pub(crate) fn drawn_frame(
    model: &Model,
    view: View,
    (kind, event): (&FrameKind, &Event),
    given: &dyn Fn(HoleKind) -> Option<Option<Value>>,
) -> Value {
    let frame = drawn::filled(kind, &mut |hole| {
        if let Some(given) = given(hole) {
            return given;
        }
        match hole {
            HoleKind::Event => return Some(on_wire(&event.wire_name())),
            HoleKind::Params => return params(model, view, event),
            HoleKind::Field(at) if drawn::matched(event, kind, at).is_some() => {
                return drawn::matched(event, kind, at);
            }
            HoleKind::Id | HoleKind::Result | HoleKind::Error | HoleKind::Field(_) => {}
        }
        if drawn::may_go(kind, event, hole) {
            return None;
        }
        let ty = drawn::type_of(kind, event, hole)?;
        let mut smallest = || value(model, view, &ty);
        Some(match hole {
            HoleKind::Field(at) if kind.replies.is_none() => {
                drawn::of_no_other(model, (kind, event), at, &mut smallest)
            }
            HoleKind::Event
            | HoleKind::Params
            | HoleKind::Id
            | HoleKind::Result
            | HoleKind::Error
            | HoleKind::Field(_) => smallest(),
        })
    });
    frame.unwrap_or_default()
}

/// The smallest value of a field that is there and within its bounds.
fn smallest(model: &Model, view: View, field: &Field, depth: usize) -> Value {
    let value = unbounded(model, view, field, depth);
    let mut item = |ty: &Type| at_depth(model, view, ty, depth + 1);
    fitted(model, (&field.ty, field.bounds), value, &mut item)
}

fn unbounded(model: &Model, view: View, field: &Field, depth: usize) -> Value {
    match model.unaliased(&field.ty) {
        _ if field.presence.may_be_null() => Value::Null,
        Type::List(_) => json!([]),
        Type::Map(..) => json!({}),
        Type::Tuple(items) => tuple(model, view, items, depth),
        ty @ (Type::Scalar(_)
        | Type::Named(_)
        | Type::Nullable(_)
        | Type::Constant(_)
        | Type::Null
        | Type::Any) => at_depth(model, view, ty, depth + 1),
    }
}

fn at_depth(model: &Model, view: View, ty: &Type, depth: usize) -> Value {
    if depth > MAX_DEPTH {
        return Value::Null;
    }
    match model.unaliased(ty) {
        Type::Null => Value::Null,
        Type::Any => json!("anything"),
        Type::Nullable(item) => at_depth(model, view, item, depth + 1),
        Type::Constant(constant) => sample::constant(constant),
        Type::Scalar(scalar) => of_scalar(*scalar),
        Type::List(item) => json!([at_depth(model, view, item, depth + 1)]),
        Type::Tuple(items) => tuple(model, view, items, depth),
        Type::Map(key, item) => {
            let key = key_text(&at_depth(model, view, key, depth + 1));
            json!({ key: at_depth(model, view, item, depth + 1) })
        }
        Type::Named(id) => match &model.ty(*id).kind {
            TypeKind::Entity(found) => object(model, view, found, depth).into(),
            TypeKind::Enum(found) => of_enum(found),
            TypeKind::Union(found) => {
                let at = model.smallest_variant(*id).unwrap_or_default();
                variant(model, view, found, at, depth)
            }
            TypeKind::Scalar(base) => {
                let ty = (&Type::Named(*id), Bounds::default());
                fitted(model, ty, of_scalar(*base), &mut |_| Value::Null)
            }
            TypeKind::Alias(_) => Value::Null,
        },
    }
}

/// The items of a tuple that must be there, as small as can be.
fn tuple(model: &Model, view: View, items: &[Type], depth: usize) -> Value {
    let needed = items.iter().take(needed_items(items));
    needed
        .map(|item| match item {
            Type::Nullable(_) => Value::Null,
            Type::Scalar(_)
            | Type::Named(_)
            | Type::List(_)
            | Type::Map(..)
            | Type::Tuple(_)
            | Type::Constant(_)
            | Type::Null
            | Type::Any => at_depth(model, view, item, depth + 1),
        })
        .collect()
}

/// The smallest object of a variant of a union.
#[must_use]
pub(crate) fn of_variant(model: &Model, view: View, union: &Union, at: usize) -> Value {
    variant(model, view, union, at, 0)
}

fn variant(model: &Model, view: View, union: &Union, at: usize, depth: usize) -> Value {
    let Some(variant) = union.variants.get(at) else {
        return Value::Null;
    };
    let inner = match &variant.ty {
        Some(ty) => no_items(model, view, ty, depth),
        None => Value::Null,
    };
    whole(union, variant, inner)
}

/// The smallest value of a variant's type. Items may hold the union again, so that there are none.
fn no_items(model: &Model, view: View, ty: &Type, depth: usize) -> Value {
    match model.unaliased(ty) {
        Type::List(_) => json!([]),
        Type::Map(..) => json!({}),
        ty @ (Type::Scalar(_)
        | Type::Named(_)
        | Type::Tuple(_)
        | Type::Nullable(_)
        | Type::Constant(_)
        | Type::Null
        | Type::Any) => at_depth(model, view, ty, depth + 1),
    }
}

/// An object that is no variant of an open union. Other unions have none.
#[must_use]
pub(crate) fn unlisted_variant(union: &Union) -> Value {
    match &union.form {
        UnionForm::Tag(tag) => {
            let mut candidates = others(tag.base);
            let other = candidates.find(|value| variant_at(union, Some(value)).is_none());
            json!({ tag.key.clone(): other.unwrap_or_default() })
        }
        UnionForm::Key => json!({ "of_tomorrow": 1 }),
        UnionForm::Kind => Value::Null,
    }
}

/// Values of a variant: of a scalar its edges, of other types the smallest one.
fn of_edges(model: &Model, view: View, union: &Union, at: usize) -> Vec<Value> {
    let variant = union.variants.get(at);
    let known = variant.and_then(|variant| Some((variant, variant.ty.as_ref()?)));
    match known.map(|(variant, ty)| (variant, ty, model.json_kind(ty))) {
        Some((variant, ty, Some(JsonKind::String | JsonKind::Number | JsonKind::Boolean))) => {
            let edges = edges(model, view, ty).into_iter();
            edges.map(|edge| whole(union, variant, edge)).collect()
        }
        Some((_, _, Some(JsonKind::Array | JsonKind::Object) | None)) | None => {
            vec![of_variant(model, view, union, at)]
        }
    }
}

/// A value as the key of an object.
#[must_use]
pub(crate) fn key_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            value.to_string()
        }
    }
}

/// Values of a type at the ends of its own range and just beyond those of another one, as far as its
/// own allows them.
#[must_use]
pub(crate) fn ends(model: &Model, view: View, ty: &Type, [own, other]: [Bounds; 2]) -> Vec<Value> {
    let beyond = |bound: Option<Number>, by: i64| match bound? {
        Number::Int(bound) => bound.checked_add(by).map(Number::Int),
        Number::Float(bound) => Number::of(bound.get() + by as f64),
    };
    let sizes = [
        beyond(other.max, 1),
        beyond(other.min, -1),
        own.min,
        own.max,
    ];
    let is_right = |size: &Number| own.allow(*size) && !other.allow(*size);
    let sizes = sizes.into_iter().flatten().filter(is_right);
    let whole = value(model, view, ty);
    let fitting = |size: Number| {
        let exactly = Bounds {
            min: Some(size),
            max: Some(size),
        };
        let mut item = |ty: &Type| value(model, view, ty);
        fitted(model, (ty, exactly), whole.clone(), &mut item)
    };
    let mut values: Vec<Value> = sizes.map(fitting).collect();
    values.push(fitted(model, (ty, own), whole.clone(), &mut |ty| {
        value(model, view, ty)
    }));
    values
}

/// Values of a type that other types are likely to refuse. They are the ends of ranges, every value
/// of an enum and one it does not list, and every kind of JSON for any.
#[must_use]
pub fn edges(model: &Model, view: View, ty: &Type) -> Vec<Value> {
    match model.unaliased(ty) {
        Type::Null => vec![Value::Null],
        Type::Any => vec![json!({}), json!([]), json!("text"), json!(1), json!(true)],
        Type::Scalar(scalar) => of_range(*scalar),
        Type::Constant(found) => vec![sample::constant(found)],
        Type::Nullable(item) => {
            let items = edges(model, view, item).into_iter();
            std::iter::once(Value::Null).chain(items).collect()
        }
        Type::List(item) => edges(model, view, item)
            .into_iter()
            .map(|item| json!([item]))
            .collect(),
        Type::Tuple(items) => {
            let sample = |item: &Type| value(model, view, item);
            let whole: Vec<Value> = items.iter().map(sample).collect();
            let mut all = vec![Value::Array(whole[..needed_items(items)].to_vec())];
            all.push(Value::Array(whole.clone()));
            for (at, item) in items.iter().enumerate() {
                for edge in edges(model, view, item) {
                    let mut items = whole.clone();
                    items[at] = edge;
                    all.push(Value::Array(items));
                }
            }
            all
        }
        Type::Map(key, item) => {
            let sample = value(model, view, item);
            let keys = edges(model, view, key).into_iter();
            let by_key = keys.map(|key| json!({ key_text(&key): sample }));
            let key = key_text(&value(model, view, key));
            let items = edges(model, view, item).into_iter();
            by_key
                .chain(items.map(|item| json!({ key.clone(): item })))
                .collect()
        }
        Type::Named(id) => named(model, view, *id),
    }
}

/// Values of a type with `""` in place of a date, one for each date of which the model allows that;
/// `allowed` states that the model allows it for all of them.
#[must_use]
pub(crate) fn empty_dates(model: &Model, view: View, ty: &Type, allowed: bool) -> Vec<Value> {
    let inside = |ty: &Type| empty_dates(model, view, ty, allowed).into_iter();
    let is_date = match model.unaliased(ty) {
        Type::List(item) => return inside(item).map(|item| json!([item])).collect(),
        Type::Tuple(items) => {
            let whole: Vec<Value> = items.iter().map(|item| value(model, view, item)).collect();
            let each = items.iter().enumerate().flat_map(|(at, item)| {
                let whole = whole.clone();
                inside(item).map(move |inner| {
                    let mut items = whole.clone();
                    items[at] = inner;
                    Value::Array(items)
                })
            });
            return each.collect();
        }
        Type::Map(key, item) => {
            let (a_key, an_item) = (value(model, view, key), value(model, view, item));
            let by_key = inside(key).map(|key| json!({ key_text(&key): an_item }));
            let items = inside(item).map(|item| json!({ key_text(&a_key): item }));
            return items.chain(by_key).collect();
        }
        Type::Scalar(scalar) => allowed && *scalar == Scalar::Datetime,
        Type::Named(id) => {
            let def = model.ty(*id);
            matches!(def.kind, TypeKind::Scalar(Scalar::Datetime)) && (allowed || def.allow_empty)
        }
        Type::Nullable(item) => return inside(item).collect(),
        Type::Constant(_) | Type::Null | Type::Any => false,
    };
    is_date.then(|| json!("")).into_iter().collect()
}

fn named(model: &Model, view: View, id: TypeId) -> Vec<Value> {
    match &model.ty(id).kind {
        TypeKind::Entity(found) => vec![entity(model, view, found).into()],
        TypeKind::Enum(found) => listed(found),
        TypeKind::Union(found) => {
            let variants = 0..found.variants.len();
            let known = variants.flat_map(|at| of_edges(model, view, found, at));
            let other = match found.openness {
                Openness::Open => Some(unlisted_variant(found)),
                Openness::Closed => None,
            };
            known.chain(other).collect()
        }
        TypeKind::Scalar(base) => of_range(*base),
        TypeKind::Alias(_) => Vec::new(),
    }
}

fn listed(found: &Enum) -> Vec<Value> {
    let mut values: Vec<Value> = found
        .values
        .iter()
        .map(|value| on_wire(&value.value))
        .collect();
    match found.openness {
        Openness::Open => values.push(unlisted(found)),
        Openness::Closed => {}
    }
    values
}

/// A value that an enum does not list.
#[must_use]
pub(crate) fn unlisted(found: &Enum) -> Value {
    let known = |value: &Value| {
        found
            .values
            .iter()
            .any(|listed| on_wire(&listed.value) == *value)
    };
    let mut new = others(found.base).filter(|value| !known(value));
    new.next().unwrap_or(Value::Null)
}

/// Values that are hardly ever listed.
fn others(base: EnumBase) -> impl Iterator<Item = Value> {
    (0_u32..).map(move |number| match (base, number) {
        (EnumBase::Text, 0) => json!("something_else"),
        (EnumBase::Text, number) => json!(format!("something_else_{number}")),
        (EnumBase::Int, number) => json!(1_000_000_u32.saturating_add(number)),
    })
}

fn of_range(scalar: Scalar) -> Vec<Value> {
    match scalar.json() {
        JsonScalar::Text if scalar == Scalar::Datetime => vec![json!(DATETIME)],
        JsonScalar::Text => vec![json!("text"), json!("other text")],
        JsonScalar::Base64 => vec![json!("dGV4dA==")],
        JsonScalar::Bool => vec![json!(true), json!(false)],
        JsonScalar::Number => vec![json!(1.5), json!(1e300)],
        JsonScalar::Integer { smallest, largest } => {
            // The number nearest to the ranges of other types comes first: 2³¹, not 2⁶³.
            let mut ends: Vec<i128> = Scalar::ALL
                .iter()
                .filter_map(|other| match other.json() {
                    JsonScalar::Integer { smallest, largest } => Some([smallest - 1, largest + 1]),
                    JsonScalar::Text
                    | JsonScalar::Base64
                    | JsonScalar::Bool
                    | JsonScalar::Number => None,
                })
                .flatten()
                .chain([1, smallest, largest])
                .filter(|number| (smallest..=largest).contains(number))
                .collect();
            ends.sort_unstable_by_key(|number| (number.unsigned_abs(), *number < 0));
            ends.dedup();
            ends.into_iter().filter_map(number).collect()
        }
    }
}

fn number(value: i128) -> Option<Value> {
    let signed = i64::try_from(value).ok().map(Value::from);
    signed.or_else(|| u64::try_from(value).ok().map(Value::from))
}

/// The first value of an enum.
fn of_enum(found: &Enum) -> Value {
    let first = found.values.first();
    first.map_or_else(|| unlisted(found), |value| on_wire(&value.value))
}

fn of_scalar(scalar: Scalar) -> Value {
    match scalar.json() {
        JsonScalar::Text if scalar == Scalar::Datetime => DATETIME.into(),
        JsonScalar::Text => "text".into(),
        JsonScalar::Base64 => "dGV4dA==".into(),
        JsonScalar::Bool => true.into(),
        JsonScalar::Integer { .. } => 1.into(),
        JsonScalar::Number => 1.5.into(),
    }
}
