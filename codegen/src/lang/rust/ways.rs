//! How fields are read whose types have parts of different ranges. Rust holds some integers in more
//! bits than they may have.

use tdproto_schema::Model;
use tdproto_schema::model::{Field, Type};

use super::borrow::RustInput;
use super::types::{parenthesized, reader};
use crate::options::UnknownFields;

/// The way to read a field, if its type has parts of different ranges.
pub(super) fn field_way(input: &RustInput<'_>, field: &Field) -> Option<String> {
    if !has_parts(input.model, &field.ty) {
        return None;
    }
    let way = way(input, &field.ty);
    Some(match field.presence.may_be_none() {
        true => format!("wire::Each<{way}>"),
        false => way,
    })
}

/// The way to read a value of any type.
pub(super) fn value_way(input: &RustInput<'_>, ty: &Type) -> String {
    match (has_parts(input.model, ty), reader(input.model, ty)) {
        (true, _) => way(input, ty),
        (false, "read_int") => "wire::Int".to_owned(),
        (false, _) => "wire::Plain".to_owned(),
    }
}

/// Returns true if a type has parts that are read in different ways: a tuple, or a map whose keys
/// have fewer bits than those of the Rust type.
fn has_parts(model: &Model, ty: &Type) -> bool {
    match model.unaliased(ty) {
        Type::Map(key, item) => reader(model, key) == "read_int" || has_parts(model, item),
        Type::List(item) | Type::Nullable(item) => has_parts(model, item),
        Type::Tuple(_) => true,
        Type::Scalar(_) | Type::Named(_) | Type::Constant(_) | Type::Null | Type::Any => false,
    }
}

/// The way to read a type, of each of its parts.
fn way(input: &RustInput<'_>, ty: &Type) -> String {
    match input.model.unaliased(ty) {
        Type::Scalar(scalar) if scalar.fits_double() => "wire::Int".to_owned(),
        Type::Scalar(_) | Type::Named(_) | Type::Constant(_) | Type::Null | Type::Any => {
            "wire::Plain".to_owned()
        }
        Type::List(item) | Type::Nullable(item) => format!("wire::Each<{}>", way(input, item)),
        Type::Map(key, item) => {
            format!("wire::Entries<{}, {}>", way(input, key), way(input, item))
        }
        Type::Tuple(items) => {
            let items = items.iter().map(|item| way(input, item));
            let rest = || "wire::Plain".to_owned();
            match input.options.unknown_fields {
                UnknownFields::Ignore => format!("wire::Items<{}>", parenthesized(items)),
                UnknownFields::Deny => format!("wire::OnlyItems<{}>", parenthesized(items)),
                UnknownFields::Keep => {
                    let items = items.chain(std::iter::once_with(rest));
                    format!("wire::Items<{}>", parenthesized(items))
                }
            }
        }
    }
}

/// The name of the function that makes a random value of a type: one that fits where Rust holds
/// integers in more bits than they may have.
pub(super) fn sampler(model: &Model, ty: &Type) -> &'static str {
    match has_parts(model, ty) {
        true => "read_int",
        false => reader(model, ty),
    }
}
