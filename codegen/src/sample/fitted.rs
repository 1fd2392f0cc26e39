//! Values made to fit constraints: numbers into their range, texts and containers into their length.

use serde_json::{Map, Value};
use tdproto_schema::Model;
use tdproto_schema::model::{
    Bounds, Constraints, JsonScalar, Number, Scalar, TextFormat, Type, WireValue,
};
use tdproto_wire::Bytes;

use super::pattern;

/// The value, changed where it breaks the bounds or the constraints of its type. `item` makes a
/// further value of a type, for lists and maps that are too short.
pub(crate) fn fitted(
    model: &Model,
    (ty, bounds): (&Type, Bounds),
    value: Value,
    item: &mut dyn FnMut(&Type) -> Value,
) -> Value {
    let ty = model.unaliased(ty);
    let constraints = model.constraints_of(ty);
    let all = constraints.bounds.and(bounds);
    if all.is_empty() && constraints.is_empty() {
        return value;
    }
    match (ty, value) {
        (_, Value::Number(number)) => self::number(&number, all),
        (_, Value::String(text)) if model.wire_scalar(ty).is_some_and(is_bytes) => {
            bytes(&text, all).into()
        }
        (_, Value::String(text)) => self::text(&text, &constraints, all).into(),
        (Type::List(of), Value::Array(mut items)) => {
            items.truncate(most(all));
            while items.len() < least(all) {
                items.push(item(of));
            }
            items.into()
        }
        (Type::Map(key, of), Value::Object(map)) => {
            let mut map: Map<String, Value> = map.into_iter().take(most(all)).collect();
            for index in 0..2 * least(all) {
                if map.len() < least(all) {
                    map.entry(key_of(model, key, index))
                        .or_insert_with(|| item(of));
                }
            }
            map.into()
        }
        (_, value @ (Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_))) => value,
    }
}

fn is_bytes(scalar: Scalar) -> bool {
    scalar.json() == JsonScalar::Base64
}

/// The longest list, text or map that is made to reach a bound.
const LONGEST: usize = 10_000;

/// The least count that is made.
fn least(bounds: Bounds) -> usize {
    count(bounds.min).unwrap_or(0).min(LONGEST)
}

fn most(bounds: Bounds) -> usize {
    count(bounds.max).unwrap_or(usize::MAX)
}

fn count(bound: Option<Number>) -> Option<usize> {
    bound
        .and_then(Number::as_int)
        .and_then(|bound| usize::try_from(bound).ok())
}

fn number(found: &serde_json::Number, bounds: Bounds) -> Value {
    let exact = found
        .as_i64()
        .map(i128::from)
        .or(found.as_u64().map(i128::from));
    let float = found.as_f64().and_then(Number::of);
    let is_allowed = match (exact, float) {
        (Some(number), _) => bounds.allow_integer(number),
        (None, Some(number)) => bounds.allow(number),
        (None, None) => true,
    };
    if is_allowed {
        return Value::Number(found.clone());
    }
    let is_low = |min: Number| match exact {
        Some(number) => !Bounds {
            min: Some(min),
            max: None,
        }
        .allow_integer(number),
        None => float.is_some_and(|number| number < min),
    };
    match (bounds.min.filter(|min| is_low(*min)), bounds.max) {
        (Some(end), _) | (None, Some(end)) => of_number(end),
        (None, None) => Value::Number(found.clone()),
    }
}

/// A bound as a value.
pub(crate) fn of_number(number: Number) -> Value {
    match number {
        Number::Int(number) => number.into(),
        Number::Float(number) => number.get().into(),
    }
}

fn bytes(text: &str, bounds: Bounds) -> String {
    let mut bytes = Bytes::from_base64(text).unwrap_or_default();
    bytes.0.truncate(most(bounds));
    bytes.0.resize(bytes.0.len().max(least(bounds)), b'x');
    bytes.to_base64()
}

/// A text that the constraints allow, as far as one can be made: the one that is there, if no
/// pattern asks for another.
pub(crate) fn text(found: &str, constraints: &Constraints, bounds: Bounds) -> String {
    let made = match (&constraints.pattern, constraints.format) {
        (Some(pattern), _) => pattern::text(pattern, least(bounds), most(bounds)),
        (None, Some(format)) => Some(of_format(format, found)),
        (None, None) => None,
    };
    if let Some(made) = made {
        return made;
    }
    let mut text: String = found.chars().take(most(bounds)).collect();
    let short = least(bounds).saturating_sub(text.chars().count());
    text.push_str(&"x".repeat(short));
    text
}

/// A text of a format. Texts that are guessed by the name of a field are URLs and UUIDs already.
fn of_format(format: TextFormat, found: &str) -> String {
    let is_uri = format == TextFormat::Uri && found.starts_with("https://");
    let is_uuid = found.len() == 36 && found.matches('-').count() == 4;
    match is_uri || format == TextFormat::Uuid && is_uuid {
        true => found.to_owned(),
        false => format.example().to_owned(),
    }
}

/// The key of a map at a position among others.
fn key_of(model: &Model, ty: &Type, index: usize) -> String {
    if let Some(listing) = model.enum_of(ty) {
        return match listing.values.get(index).map(|value| &value.value) {
            Some(WireValue::Text(text)) => text.clone(),
            Some(WireValue::Int(number)) => number.to_string(),
            None => format!("key{index}"),
        };
    }
    let constraints = model.constraints_of(ty);
    let is_integer = model.wire_scalar(ty).is_some_and(Scalar::is_integer);
    match is_integer {
        true => {
            let first = constraints.bounds.min.and_then(Number::as_int).unwrap_or(1);
            let at = i64::try_from(index).unwrap_or(i64::MAX);
            first.saturating_add(at).to_string()
        }
        false => text(&format!("key{index}"), &constraints, constraints.bounds),
    }
}
