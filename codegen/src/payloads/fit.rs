//! Tests if a value fits a type, by both readings.

use tdproto_schema::model::{Enum, Scalar, WireValue};

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
