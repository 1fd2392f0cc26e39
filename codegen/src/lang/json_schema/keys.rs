//! Keys of maps that are integers: texts of decimal digits.

use tdproto_schema::model::{JsonScalar, Number, Openness, Type, WireValue};

use crate::lang::Input;
use crate::lang::node::Object;

/// The schema of the keys of a type that is an integer elsewhere.
pub(super) fn of_integers<'a>(input: &Input<'a>, key: &Type) -> Object<'a> {
    if let Some(listing) = input.model.enum_of(key)
        && listing.openness == Openness::Closed
    {
        let values = listing.values.iter().map(|value| match &value.value {
            WireValue::Text(text) => text.clone(),
            WireValue::Int(number) => number.to_string(),
        });
        return Object::new().with("enum", values.collect::<Vec<_>>());
    }
    match input.model.wire_scalar(key).map(|scalar| scalar.json()) {
        Some(JsonScalar::Integer { smallest, largest }) => {
            let bounds = input.model.constraints_of(key).bounds;
            let bound = |end: Option<Number>| end.and_then(Number::as_int).map(i128::from);
            let smallest = bound(bounds.min).unwrap_or(smallest);
            let largest = bound(bounds.max).unwrap_or(largest);
            Object::new().with("pattern", pattern(smallest, largest))
        }
        Some(JsonScalar::Text | JsonScalar::Base64 | JsonScalar::Bool | JsonScalar::Number)
        | None => Object::new(),
    }
}

/// A regular expression for the decimal texts of the integers in a range.
fn pattern(smallest: i128, largest: i128) -> String {
    let mut cases = Vec::new();
    if smallest <= 0 && largest >= 0 {
        cases.push("0".to_owned());
    }
    if largest > 0 {
        cases.extend(up_to(largest.unsigned_abs()));
    }
    if smallest < 0 {
        let below = up_to(smallest.unsigned_abs()).join("|");
        cases.push(format!("-(?:{below})"));
    }
    // What is too near to zero is excluded.
    let near = match (smallest, largest) {
        (2.., _) => format!("(?!(?:{})$)", up_to(smallest.unsigned_abs() - 1).join("|")),
        (_, ..=-2) => format!("(?!-(?:{})$)", up_to(largest.unsigned_abs() - 1).join("|")),
        _ => String::new(),
    };
    format!("^{near}(?:{})$", cases.join("|"))
}

/// Regular expressions for the texts of the integers from 1 to a number: first those of fewer
/// digits, then by the first digit that is lower, then the number.
fn up_to(number: u128) -> Vec<String> {
    let digits = number.to_string();
    let some = |count: usize| match count {
        0 => String::new(),
        1 => "[0-9]".to_owned(),
        count => format!("[0-9]{{{count}}}"),
    };
    let mut cases = Vec::new();
    match digits.len() {
        1 => {}
        2 => cases.push("[1-9]".to_owned()),
        length => cases.push(format!("[1-9][0-9]{{0,{}}}", length - 2)),
    }
    for (at, digit) in digits.char_indices() {
        let lowest = if at == 0 { '1' } else { '0' };
        let (before, after) = (&digits[..at], some(digits.len() - at - 1));
        match char::from_u32(u32::from(digit) - 1) {
            Some(below) if below > lowest => {
                cases.push(format!("{before}[{lowest}-{below}]{after}"));
            }
            Some(below) if below == lowest => cases.push(format!("{before}{below}{after}")),
            Some(_) | None => {}
        }
    }
    cases.push(digits);
    cases
}

#[cfg(test)]
mod tests {
    use super::pattern;

    #[test]
    fn patterns_have_an_alternative_for_each_digit_that_is_lower() {
        assert_eq!(
            pattern(-128, 127),
            "^(?:0|[1-9][0-9]{0,1}|1[0-1][0-9]|12[0-6]|127\
             |-(?:[1-9][0-9]{0,1}|1[0-1][0-9]|12[0-7]|128))$"
        );
        assert_eq!(
            pattern(0, 255),
            "^(?:0|[1-9][0-9]{0,1}|1[0-9]{2}|2[0-4][0-9]|25[0-4]|255)$"
        );
    }
}
