//! Constants of the defaults of fields. Decoders do not fill them in.

use tdproto_schema::model::{DefaultValue, Entity, Field, Number, Scalar, Type, TypeId};

use super::literal::string;
use super::scope::Scope;
use crate::text::Writer;
use crate::views::View;

/// Writes the defaults of an entity, if it has some.
pub(super) fn defaults(
    w: &mut Writer,
    scope: &mut Scope<'_>,
    id: TypeId,
    entity: &Entity,
    view: View,
) {
    let mut lines = Vec::new();
    for (at, field) in view.fields(entity) {
        if let Some(default) = &field.default {
            let ident = scope.input().names.field(id, at);
            let ty = scope.ty(&field.ty, view);
            let value = value(scope, field, default, view);
            lines.push(format!("public val {ident}: {ty} = {value}"));
        }
    }
    if lines.is_empty() {
        return;
    }
    w.blank();
    w.line("/** The defaults of fields. Decoders do not fill them in. */");
    w.block("public object Defaults {", "}", |w| {
        for (at, line) in lines.iter().enumerate() {
            if at > 0 {
                w.blank();
            }
            w.line("/** The default. */");
            w.line(line);
        }
    });
}

fn value(scope: &mut Scope<'_>, field: &Field, default: &DefaultValue, view: View) -> String {
    let model = scope.input().model;
    if *model.unaliased(&field.ty) == Type::Any {
        return of_any(scope, default);
    }
    let scalar = model.wire_scalar(&field.ty);
    let plain = match default {
        DefaultValue::Text(text) => string(text),
        DefaultValue::Bool(is_true) => is_true.to_string(),
        DefaultValue::EmptyList => return "emptyList()".to_owned(),
        DefaultValue::EmptyMap => return "emptyMap()".to_owned(),
        DefaultValue::Number(number) => self::number(*number, scalar),
    };
    let held = match scalar {
        Some(Scalar::Datetime) => format!("{}({plain})", scope.wire("Datetime")),
        Some(Scalar::Bytes) => {
            let bytes = scope.wire("Bytes");
            format!("{bytes}.ofBase64({plain}) ?: {bytes}.EMPTY")
        }
        Some(_) | None => plain,
    };
    let Type::Named(id) = model.unaliased(&field.ty) else {
        return held;
    };
    let name = scope.named(*id, view);
    let Some(listing) = model.ty(*id).enumeration() else {
        return format!("{name}({held})");
    };
    let is_it = |value: &tdproto_schema::model::WireValue| match (value, default) {
        (tdproto_schema::model::WireValue::Text(known), DefaultValue::Text(text)) => known == text,
        (
            tdproto_schema::model::WireValue::Int(known),
            DefaultValue::Number(Number::Int(number)),
        ) => known == number,
        (_, _) => false,
    };
    let at = listing.values.iter().position(|value| is_it(&value.value));
    match at {
        Some(at) => format!("{name}.{}", scope.input().names.value(*id, at)),
        None => format!("{name}({held})"),
    }
}

/// The default of a field of any type.
fn of_any(scope: &mut Scope<'_>, default: &DefaultValue) -> String {
    let (class, held) = match default {
        DefaultValue::Text(text) => ("JsonPrimitive", string(text)),
        DefaultValue::Bool(is_true) => ("JsonPrimitive", is_true.to_string()),
        DefaultValue::Number(found) => ("JsonPrimitive", number(*found, None)),
        DefaultValue::EmptyList => ("JsonArray", "emptyList()".to_owned()),
        DefaultValue::EmptyMap => ("JsonObject", "emptyMap()".to_owned()),
    };
    let class = scope.foreign(&format!("kotlinx.serialization.json.{class}"));
    format!("{class}({held})")
}

/// A number as Kotlin writes it, of the type of a scalar.
fn number(number: Number, scalar: Option<Scalar>) -> String {
    match scalar {
        Some(Scalar::Float32) => format!("{:?}f", number.as_f64()),
        Some(Scalar::Float64) => format!("{:?}", number.as_f64()),
        Some(Scalar::Uint8 | Scalar::Uint16 | Scalar::Uint32) => format!("{number}u"),
        Some(Scalar::Uint64) => format!("{number}uL"),
        Some(_) | None => match number {
            Number::Int(i64::MIN) => "Long.MIN_VALUE".to_owned(),
            Number::Int(_) | Number::Float(_) => number.to_string(),
        },
    }
}
