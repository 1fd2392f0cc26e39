//! Constraints besides types: ranges, regular expressions and formats.

use tdproto_schema::Model;
use tdproto_schema::model::{
    Bounds, Constraints, Field, JsonScalar, Number, Presence, Scalar, TextFormat, Type,
};

use crate::lang::node::{Node, Object};

/// Adds the range of a field to the schema of its value.
pub(super) fn of_field(schema: &mut Object<'_>, model: &Model, field: &Field) {
    let Some(measure) = Measure::of(model, &field.ty).filter(|_| !field.bounds.is_empty()) else {
        return;
    };
    // Strict checkers want the type beside the keywords that need it.
    if !schema.has("type") {
        let name = measure.type_name();
        match field.presence {
            Presence::Required | Presence::OmitEmpty | Presence::Optional => {
                schema.set("type", name);
            }
            Presence::Nullable | Presence::OmitNull | Presence::Patch => {
                schema.set("type", vec![name, "null"]);
            }
        }
    }
    range(schema, measure, field.bounds);
}

/// Adds the constraints of a scalar to its definition.
pub(super) fn of_scalar<'a>(schema: &mut Object<'a>, base: Scalar, found: &'a Constraints) {
    if let Some(measure) = Measure::of_scalar(base) {
        range(schema, measure, found.bounds);
    }
    if let Some(pattern) = &found.pattern {
        schema.set("pattern", pattern.as_str());
    }
    match found.format {
        Some(format) if is_checked(format) => schema.set("format", format.name()),
        // Strict checkers refuse formats that they do not know.
        Some(format) => schema.set("$comment", format!("format: {}", format.name())),
        None => {}
    }
}

/// Returns true if common checkers know a format.
fn is_checked(format: TextFormat) -> bool {
    format == TextFormat::Regex || format.pattern().is_some()
}

/// What a range is about.
#[derive(Clone, Copy)]
enum Measure {
    Integer,
    Number,
    Text,
    Bytes,
    Items,
    Entries,
}

impl Measure {
    fn of(model: &Model, ty: &Type) -> Option<Self> {
        match model.unaliased(ty) {
            Type::List(_) => Some(Self::Items),
            Type::Map(..) => Some(Self::Entries),
            ty @ (Type::Scalar(_) | Type::Named(_)) => Self::of_scalar(model.wire_scalar(ty)?),
            Type::Tuple(_) | Type::Nullable(_) | Type::Constant(_) | Type::Null | Type::Any => None,
        }
    }

    fn of_scalar(scalar: Scalar) -> Option<Self> {
        match scalar.json() {
            JsonScalar::Text => Some(Self::Text),
            JsonScalar::Base64 => Some(Self::Bytes),
            JsonScalar::Integer { .. } => Some(Self::Integer),
            JsonScalar::Number => Some(Self::Number),
            JsonScalar::Bool => None,
        }
    }

    fn type_name(self) -> &'static str {
        match self {
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Text | Self::Bytes => "string",
            Self::Items => "array",
            Self::Entries => "object",
        }
    }

    /// The keywords of the two ends.
    fn keywords(self) -> [&'static str; 2] {
        match self {
            Self::Integer | Self::Number => ["minimum", "maximum"],
            Self::Text | Self::Bytes => ["minLength", "maxLength"],
            Self::Items => ["minItems", "maxItems"],
            Self::Entries => ["minProperties", "maxProperties"],
        }
    }
}

fn range(schema: &mut Object<'_>, measure: Measure, bounds: Bounds) {
    if let Measure::Bytes = measure {
        return bytes(schema, bounds);
    }
    let [min, max] = measure.keywords();
    for (key, bound) in [(min, bounds.min), (max, bounds.max)] {
        if let Some(bound) = bound {
            schema.replace(key, number(bound));
        }
    }
}

fn number<'a>(number: Number) -> Node<'a> {
    match number {
        Number::Int(number) => i128::from(number).into(),
        Number::Float(number) => number.get().into(),
    }
}

/// Adds a range of bytes. Four characters of base64 are up to three bytes; at the ends of the range,
/// the padding says how many.
fn bytes(schema: &mut Object<'_>, bounds: Bounds) {
    let mut both = Vec::new();
    let count = |bound: Option<Number>| bound.and_then(Number::as_int).map(i128::from);
    if let Some(min) = count(bounds.min) {
        let (length, rest) = characters(min);
        schema.set("minLength", length);
        let padding = match rest {
            0 => Some("[^=]$"),
            2 => Some("[^=]=?$"),
            _ => None,
        };
        both.extend(padding.map(|pattern| either("minLength", length + 4, pattern)));
    }
    if let Some(max) = count(bounds.max) {
        let (length, rest) = characters(max);
        schema.set("maxLength", length);
        let padding = match rest {
            1 => Some("==$"),
            2 => Some("=$"),
            _ => None,
        };
        both.extend(padding.map(|pattern| either("maxLength", length - 4, pattern)));
    }
    if !both.is_empty() {
        schema.set("allOf", both);
    }
}

/// The characters of base64 for a number of bytes, and the bytes in the last four of them if they
/// are not full.
fn characters(bytes: i128) -> (i128, i128) {
    ((bytes + 2) / 3 * 4, bytes % 3)
}

/// A text of another length, or one whose end has a form.
fn either<'a>(key: &'static str, length: i128, pattern: &'static str) -> Object<'a> {
    let branches = vec![
        Object::new().with(key, length),
        Object::new().with("pattern", pattern),
    ];
    Object::new().with("anyOf", branches)
}
