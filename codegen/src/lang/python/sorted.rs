//! Names in the order in which `ruff` sorts them.

use std::cmp::Ordering;

/// Sorts the names of an import statement: constants, classes, the rest.
pub(super) fn imported(names: &mut [&str]) {
    names.sort_by(|a, b| {
        let by_kind = kind(a).cmp(&kind(b));
        let (lower_a, lower_b) = (a.to_lowercase(), b.to_lowercase());
        by_kind
            .then_with(|| natural(&lower_a, &lower_b))
            .then_with(|| natural(a, b))
    });
}

/// Sorts the names of `__all__`, which are different.
pub(super) fn exported(names: &mut [&str]) {
    names.sort_by(|a, b| kind(a).cmp(&kind(b)).then_with(|| natural(a, b)));
}

/// Compares the names of modules.
pub(super) fn module(a: &str, b: &str) -> Ordering {
    natural(&a.to_lowercase(), &b.to_lowercase()).then_with(|| natural(a, b))
}

fn kind(name: &str) -> u8 {
    let has_lower = name.chars().any(char::is_lowercase);
    let starts_upper = name.starts_with(char::is_uppercase);
    match (starts_upper, has_lower) {
        (true, false) if name.chars().count() > 1 => 0,
        (true, _) => 1,
        (false, _) => 2,
    }
}

/// Compares texts by their characters, and runs of digits in them by their values.
fn natural(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a, b);
    loop {
        let (digits_a, digits_b) = (digits(a), digits(b));
        if digits_a > 0 && digits_b > 0 {
            let (number_a, rest_a) = a.split_at(digits_a);
            let (number_b, rest_b) = b.split_at(digits_b);
            let (value_a, value_b) = (bare(number_a), bare(number_b));
            let by_value = value_a.len().cmp(&value_b.len());
            match by_value.then_with(|| value_a.cmp(value_b)) {
                Ordering::Equal => (a, b) = (rest_a, rest_b),
                other => return other,
            }
            continue;
        }
        let (mut chars_a, mut chars_b) = (a.chars(), b.chars());
        match (chars_a.next(), chars_b.next()) {
            (None, None) => return Ordering::Equal,
            (next_a, next_b) if next_a == next_b => {
                (a, b) = (chars_a.as_str(), chars_b.as_str());
            }
            (next_a, next_b) => return next_a.cmp(&next_b),
        }
    }
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

fn bare(number: &str) -> &str {
    number.trim_start_matches('0')
}

#[cfg(test)]
mod tests {
    use super::{exported, imported};

    #[test]
    fn names_are_sorted_as_ruff_does() {
        let mut names = ["decode", "BuzzParams", "UNSET", "Buzzcancel", "A10", "A9"];
        imported(&mut names);
        assert_eq!(
            names,
            ["A9", "A10", "UNSET", "Buzzcancel", "BuzzParams", "decode"]
        );
        exported(&mut names);
        assert_eq!(
            names,
            ["A9", "A10", "UNSET", "BuzzParams", "Buzzcancel", "decode"]
        );
    }
}
