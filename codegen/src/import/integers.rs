//! Integers: the built-in types whose ranges they have.

use tdproto_schema::model::{JsonScalar, Number, Scalar};

use super::node::{Numbers, Range};

/// The largest integer that a double holds exactly.
const EXACT: f64 = 9_007_199_254_740_991.0;

/// The built-in type of an integer, and what its range says besides.
pub(super) fn integer(numbers: Numbers) -> (Scalar, Range) {
    let Numbers { mut range, scalar } = numbers;
    let least = range.min.map_or(f64::NEG_INFINITY, Number::as_f64);
    let most = range.max.map_or(f64::INFINITY, Number::as_f64);
    let is_wide = |end: f64| end.is_finite() && end.abs() > EXACT;
    let scalar = scalar.or_else(|| exactly(range)).unwrap_or(
        match (least >= 0.0, is_wide(least) || is_wide(most)) {
            (true, false) => Scalar::Uint,
            (false, false) => Scalar::Int,
            (true, true) => Scalar::Uint64,
            (false, true) => Scalar::Int64,
        },
    );
    let (smallest, largest) = ends(scalar).unwrap_or_default();
    // What the type says, the range need not say; an end that no double holds would not be exact.
    let says = |end: Number, of_type: i128| {
        let end = end.as_int().map(i128::from);
        end.is_some_and(|end| scalar.holds(end) && end != of_type)
    };
    range.min = range.min.filter(|end| says(*end, smallest));
    range.max = range.max.filter(|end| says(*end, largest));
    (scalar, range)
}

/// The built-in type of exactly the integers of a range.
fn exactly(range: Range) -> Option<Scalar> {
    let end = |end: Option<Number>| end?.as_int().map(i128::from);
    let range = (end(range.min)?, end(range.max)?);
    let mut all = Scalar::ALL.iter().copied();
    all.find(|scalar| ends(*scalar) == Some(range))
}

/// The smallest and the largest integer of a built-in type.
fn ends(scalar: Scalar) -> Option<(i128, i128)> {
    match scalar.json() {
        JsonScalar::Integer { smallest, largest } => Some((smallest, largest)),
        JsonScalar::Text | JsonScalar::Base64 | JsonScalar::Bool | JsonScalar::Number => None,
    }
}
