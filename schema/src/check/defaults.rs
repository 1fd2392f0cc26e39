//! Defaults of fields.

use crate::model::{
    Bounds, DefaultValue, EnumBase, Field, JsonScalar, Number, Openness, Presence, Scalar,
    TextFormat, Type, TypeKind, WireValue,
};
use crate::patterns::Pattern;
use crate::{Code, Diagnostic, Model, Origins, Sink};

/// Reports defaults that the type of their field does not have, and those that contradict
/// `omitempty`: there, a missing key means the empty value, even if a default is documented.
pub(super) fn check_all(model: &Model, origins: &Origins, sink: &mut Sink) {
    for (id, def) in model.types_with_ids() {
        for (index, field) in def.fields().iter().enumerate() {
            let Some(default) = field.default.as_ref() else {
                continue;
            };
            if field.included_from.is_some() {
                continue;
            }
            let origin = origins.field(id, index);
            let span = origin.and_then(|origin| origin.default);
            let span = span.unwrap_or(origins.field_name(id, index));
            let owner = format!("{}.{}", def.name, field.name);
            if let Some((message, label)) = wrong(model, field, default, &owner) {
                let found = Diagnostic::error(Code::DefaultInvalid, message).at(span, label);
                sink.push(found);
            }
        }
    }
}

/// The reason that a field cannot have its default, and the words at its place.
fn wrong(
    model: &Model,
    field: &Field,
    default: &DefaultValue,
    owner: &str,
) -> Option<(String, String)> {
    let ty = model.type_text(&field.ty);
    if !is_value(model, &field.ty, default) {
        let message = format!("the default {default} of `{owner}` is not a value of `{ty}`");
        return Some((message, expected(model, &field.ty)));
    }
    if !is_allowed(model, field, default) {
        let message =
            format!("the default {default} of `{owner}` breaks a constraint of the field");
        return Some((message, "expected a value that is allowed".to_owned()));
    }
    if field.presence == Presence::OmitEmpty && !default.is_empty() {
        let message = format!(
            "the default {default} of `{owner}` is not empty, but `omitempty` says that a missing \
             key is the empty value"
        );
        return Some((
            message,
            "expected the empty value, or `optional`".to_owned(),
        ));
    }
    None
}

fn expected(model: &Model, ty: &Type) -> String {
    match model.unaliased(ty) {
        Type::List(_) => "expected `[]`",
        Type::Map(..) => "expected `{}`",
        ty @ (Type::Scalar(_)
        | Type::Named(_)
        | Type::Tuple(_)
        | Type::Nullable(_)
        | Type::Constant(_)
        | Type::Null
        | Type::Any) => match model.wire_scalar(ty) {
            Some(_) => "expected a value of the type",
            None => "a field of this type has no default",
        },
    }
    .to_owned()
}

/// Returns true if a default is a value of a type.
pub(super) fn is_value(model: &Model, ty: &Type, default: &DefaultValue) -> bool {
    match (model.unaliased(ty), default) {
        (Type::Any, _)
        | (Type::List(_), DefaultValue::EmptyList)
        | (Type::Map(..), DefaultValue::EmptyMap) => true,
        (Type::Scalar(scalar), default) => is_of_scalar(*scalar, default),
        (Type::Named(id), default) => match &model.ty(*id).kind {
            TypeKind::Scalar(base) => is_of_scalar(*base, default),
            TypeKind::Enum(listing) => {
                let is_listed = listing
                    .values
                    .iter()
                    .any(|known| match (&known.value, default) {
                        (WireValue::Text(known), DefaultValue::Text(text)) => known == text,
                        (WireValue::Int(known), DefaultValue::Number(Number::Int(number))) => {
                            known == number
                        }
                        (
                            WireValue::Text(_) | WireValue::Int(_),
                            DefaultValue::Text(_)
                            | DefaultValue::Number(_)
                            | DefaultValue::Bool(_)
                            | DefaultValue::EmptyList
                            | DefaultValue::EmptyMap,
                        ) => false,
                    });
                let base = match listing.base {
                    EnumBase::Text => Scalar::String,
                    EnumBase::Int => Scalar::Int,
                };
                let is_empty = default.is_empty() && is_of_scalar(base, default);
                is_listed || listing.openness == Openness::Open && is_empty
            }
            TypeKind::Entity(_) | TypeKind::Union(_) | TypeKind::Alias(_) => false,
        },
        (
            Type::List(_)
            | Type::Map(..)
            | Type::Tuple(_)
            | Type::Nullable(_)
            | Type::Constant(_)
            | Type::Null,
            _,
        ) => false,
    }
}

fn is_of_scalar(scalar: Scalar, default: &DefaultValue) -> bool {
    match (scalar.json(), default) {
        (JsonScalar::Text, DefaultValue::Text(text)) => {
            scalar != Scalar::Datetime || is_datetime(text)
        }
        (JsonScalar::Base64, DefaultValue::Text(text)) => is_base64(text),
        (JsonScalar::Bool, DefaultValue::Bool(_))
        | (JsonScalar::Number, DefaultValue::Number(_)) => true,
        (JsonScalar::Integer { .. }, DefaultValue::Number(number)) => number
            .as_int()
            .is_some_and(|number| scalar.holds(number.into())),
        (
            JsonScalar::Text
            | JsonScalar::Base64
            | JsonScalar::Bool
            | JsonScalar::Number
            | JsonScalar::Integer { .. },
            DefaultValue::Text(_)
            | DefaultValue::Number(_)
            | DefaultValue::Bool(_)
            | DefaultValue::EmptyList
            | DefaultValue::EmptyMap,
        ) => false,
    }
}

fn is_datetime(text: &str) -> bool {
    let pattern = TextFormat::DateTime.pattern().map(Pattern::new);
    text.is_empty() || matches!(pattern, Some(Ok(pattern)) if pattern.is_match(text))
}

fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/');
    text.len().is_multiple_of(4) && text.len() - digits.len() <= 2 && digits.bytes().all(plain)
}

/// Returns true if the constraints of a field and of its scalar allow a default. A field that is
/// left out when it is empty breaks none.
pub(super) fn is_allowed(model: &Model, field: &Field, default: &DefaultValue) -> bool {
    let found = model.constraints_of(&field.ty);
    let bounds = found.bounds.and(field.bounds);
    let is_bytes = model.wire_scalar(&field.ty) == Some(Scalar::Bytes);
    match default {
        _ if field.presence == Presence::OmitEmpty => true,
        DefaultValue::Text(text) if is_bytes => {
            let padding = text.len() - text.trim_end_matches('=').len();
            bounds.allow_count((text.len() / 4 * 3).saturating_sub(padding))
        }
        DefaultValue::Text(text) => {
            let mut patterns = found.patterns().filter_map(|text| Pattern::new(text).ok());
            patterns.all(|pattern| pattern.is_match(text))
                && (bounds == Bounds::default() || bounds.allow_count(text.chars().count()))
        }
        DefaultValue::Number(number) => bounds.allow(*number),
        DefaultValue::EmptyList | DefaultValue::EmptyMap => bounds.allow_count(0),
        DefaultValue::Bool(_) => true,
    }
}
