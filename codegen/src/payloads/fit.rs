//! Tests if a value fits a type, by both readings.

use tdproto_schema::model::{Constant, Enum, Scalar, WireValue};

use super::tree::Tree;

/// Returns true if a number is finite where it is held.
pub(super) fn fits(scalar: Scalar, number: &str) -> bool {
    if scalar == Scalar::Float32 {
        number.parse().is_ok_and(f32::is_finite)
    } else {
        number.parse().is_ok_and(f64::is_finite)
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
