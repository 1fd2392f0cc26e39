//! Tests if a value fits a type, by both readings.

use tdproto_schema::Model;
use tdproto_schema::model::{Constant, Enum, Scalar, Type, TypeId, WireValue};

use super::tree::Tree;

/// Returns true if a number is finite where it is held.
pub(super) fn fits(scalar: Scalar, number: &str) -> bool {
    if scalar == Scalar::Float32 {
        number.parse().is_ok_and(f32::is_finite)
    } else {
        number.parse().is_ok_and(f64::is_finite)
    }
}

/// The value that a key of a map stands for: the text, or an integer of which it has the digits.
pub(super) fn of_key(model: &Model, ty: &Type, key: &str) -> Tree {
    let is_integer = model.wire_scalar(ty).is_some_and(Scalar::is_integer);
    let digits = key.strip_prefix('-').unwrap_or(key);
    let is_decimal = match digits.as_bytes() {
        [b'0'] => digits == key,
        [first, rest @ ..] => (b'1'..=b'9').contains(first) && rest.iter().all(u8::is_ascii_digit),
        [] => false,
    };
    match is_integer && is_decimal {
        true => Tree::Number(key.to_owned()),
        false => Tree::text(key),
    }
}

/// Returns true if an enum lists a value.
pub(super) fn lists(found: &Enum, tree: &Tree) -> bool {
    found.values.iter().any(|known| match &known.value {
        WireValue::Text(text) => tree.as_text() == Some(text),
        WireValue::Int(number) => tree.as_integer() == Some(i128::from(*number)),
    })
}

/// Returns true if a value is a constant.
pub(super) fn is_constant(constant: &Constant, tree: &Tree) -> bool {
    match constant {
        Constant::Bool(is_true) => matches!(tree, Tree::Bool(found) if found == is_true),
        Constant::Text(text) => tree.as_text() == Some(text),
        Constant::Int(number) => tree.as_integer() == Some(i128::from(*number)),
    }
}

/// The entity that a type is, or that its items are.
pub(super) fn holds(model: &Model, ty: &Type) -> Option<TypeId> {
    match model.unaliased(ty) {
        Type::List(item) | Type::Map(_, item) | Type::Nullable(item) => holds(model, item),
        Type::Tuple(items) => items.iter().find_map(|item| holds(model, item)),
        Type::Named(id) => model.entity(*id).map(|_| *id),
        Type::Scalar(_) | Type::Constant(_) | Type::Null | Type::Any => None,
    }
}
