//! Values that show a point for any field: numbers at their limits, dates, values of enums.

use tdproto_schema::model::{Constant, Enum, EnumBase, JsonScalar, Openness, Scalar, WireValue};

use super::class::Class;
use super::tree::Tree;

/// An integer beyond 2^53, whose neighbours a double cannot distinguish.
const BEYOND_DOUBLES: &str = "1626960084072284401";

/// A value, and the point that it shows.
pub(super) struct Shown {
    /// The class of vectors it is for.
    pub(super) class: Class,
    /// The name of the value within the class.
    pub(super) variant: String,
    /// The value.
    pub(super) tree: Tree,
}

pub(super) fn shown(class: Class, variant: impl Into<String>, tree: Tree) -> Shown {
    Shown {
        class,
        variant: variant.into(),
        tree,
    }
}

/// A text that holds half a surrogate pair.
pub(super) fn half_pair() -> Tree {
    Tree::Escaped {
        text: "a\u{fffd}b".to_owned(),
        written: "a\\ud83db",
        is_half: true,
    }
}

pub(super) fn integers(scalar: Scalar, smallest: i128, largest: i128, all: &mut Vec<Shown>) {
    for (class, what, number) in [
        (Class::Empty, "zero", "0".to_owned()),
        (Class::Smallest, "smallest", smallest.to_string()),
        (Class::Largest, "largest", largest.to_string()),
        (Class::OutOfRange, "below", (smallest - 1).to_string()),
        (Class::OutOfRange, "above", (largest + 1).to_string()),
        (Class::OutOfRange, "far", "9".repeat(23)),
        (Class::Beyond53, "above", "9007199254740993".to_owned()),
        (Class::Beyond53, "below", "-9007199254740993".to_owned()),
        (Class::Beyond53, "nanoseconds", BEYOND_DOUBLES.to_owned()),
        (Class::Spelling, "half", "1.5".to_owned()),
        (Class::Spelling, "whole", "1.0".to_owned()),
        (Class::Spelling, "exponent", "1e2".to_owned()),
        (Class::Spelling, "exponent-plus", "1E+2".to_owned()),
        (Class::Spelling, "exponent-minus", "10.00e-1".to_owned()),
        (Class::Spelling, "exponent-half", "15e-1".to_owned()),
        (Class::Spelling, "exponent-wide", "1e16".to_owned()),
        (Class::Spelling, "minus-zero", "-0".to_owned()),
        (Class::Spelling, "minus-zero-whole", "-0.0".to_owned()),
    ] {
        let variant = format!("{}-{what}", scalar.name());
        all.push(shown(class, variant, Tree::Number(number)));
    }
}

/// Keys that are integers, and others that only look so.
pub(super) fn integer_keys(smallest: i128, largest: i128) -> Vec<(&'static str, String)> {
    vec![
        ("integer-smallest", smallest.to_string()),
        ("integer-largest", largest.to_string()),
        ("integer-below", (smallest - 1).to_string()),
        ("integer-above", (largest + 1).to_string()),
        ("integer-far", "9".repeat(23)),
        ("integer-zero-before", "01".to_owned()),
        ("integer-minus-zero", "-0".to_owned()),
        ("integer-plus", "+1".to_owned()),
        ("integer-whole", "1.0".to_owned()),
        ("integer-exponent", "1e2".to_owned()),
        ("integer-space", " 1".to_owned()),
        ("integer-none", String::new()),
        ("integer-other-digits", "١".to_owned()),
    ]
}

/// Texts that are a date and time, and texts that only look so.
pub(super) fn datetimes() -> impl Iterator<Item = Shown> {
    let cases = [
        ("datetime-offset", "2019-09-18T00:00:07.435409+03:00"),
        ("datetime-lower-case", "2020-02-29t23:59:59z"),
        ("datetime-leap-second", "1990-12-31T15:59:60-08:00"),
        ("datetime-no-such-day", "2020-02-30T00:00:00Z"),
        ("datetime-no-such-leap-second", "2020-01-01T00:00:60Z"),
        ("datetime-no-seconds", "2020-01-01T00:00Z"),
        ("datetime-no-offset", "2020-01-01T00:00:00"),
    ];
    let cases = cases.into_iter();
    cases.map(|(variant, text)| shown(Class::Spelling, variant, Tree::text(text)))
}

/// Texts that stand for bytes, as senders write them and otherwise, and texts that do not.
pub(super) fn base64_texts() -> impl Iterator<Item = Shown> {
    let cases = [
        (Class::Empty, "bytes", ""),
        (Class::Smallest, "bytes-one", "AA=="),
        (Class::Smallest, "bytes-two", "/+8="),
        (
            Class::Largest,
            "bytes-each-digit",
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
        ),
        (Class::Spelling, "bytes-unpadded", "/+8"),
        (Class::Spelling, "bytes-of-urls", "_-8="),
        (Class::Spelling, "bytes-of-urls-unpadded", "_-9_-w"),
        (Class::Spelling, "bytes-both-alphabets", "_/+-"),
        (Class::Spelling, "bytes-spare-bits", "AB=="),
        (Class::Spelling, "bytes-spare-bits-of-two", "AAB="),
        (Class::Spelling, "bytes-half-padded", "AA="),
        (Class::Spelling, "bytes-padded-too-much", "AAA=="),
        (Class::Spelling, "bytes-padding-alone", "===="),
        (Class::Spelling, "bytes-padding-inside", "AA==AAAA"),
        (Class::Spelling, "bytes-one-digit", "AAAAA"),
        (Class::Spelling, "bytes-space", "AAAA AAAA"),
        (Class::Spelling, "bytes-line", "AAAA\n"),
        (Class::Unicode, "bytes-wide-digits", "ＡＡＡＡ"),
    ];
    let cases = cases.into_iter();
    cases.map(|(class, variant, text)| shown(class, variant, Tree::text(text)))
}

pub(super) fn numbers(scalar: Scalar, all: &mut Vec<Shown>) {
    let (largest, beyond) = if scalar == Scalar::Float32 {
        ("3.4028235e38", "3.5e38")
    } else {
        ("1.7976931348623157e308", "1e400")
    };
    for (class, what, number) in [
        (Class::Empty, "zero", "0"),
        (Class::Smallest, "smallest", &format!("-{largest}")),
        (Class::Largest, "largest", largest),
        (Class::OutOfRange, "infinite", beyond),
        (Class::Spelling, "integer", "2"),
        (Class::Spelling, "whole", "2.0"),
        (Class::Spelling, "exponent", "25E-1"),
    ] {
        let variant = format!("{}-{what}", scalar.name());
        all.push(shown(class, variant, Tree::number(number)));
    }
}

/// Values like a constant: other ones, and other ways of writing it.
pub(super) fn constants(constant: &Constant) -> Vec<Shown> {
    let other = |variant: &str, tree| shown(Class::UnknownValue, variant, tree);
    match constant {
        Constant::Bool(is_true) => vec![other("the-other", Tree::Bool(!is_true))],
        Constant::Text(text) => vec![
            other("longer", Tree::text(format!("{text} "))),
            other("other-end", Tree::text(format!("{text}X"))),
            shown(Class::Empty, "text", Tree::text("")),
        ],
        Constant::Int(number) => vec![
            other("next", Tree::number(number + 1)),
            other("fraction", Tree::Number(format!("{number}.5"))),
            shown(
                Class::Spelling,
                "whole",
                Tree::Number(format!("{number}.0")),
            ),
            shown(
                Class::Spelling,
                "exponent",
                Tree::Number(match number {
                    0 => "0e3".to_owned(),
                    number => format!("{number}0e-1"),
                }),
            ),
        ],
    }
}

pub(super) fn enumeration(found: &Enum, all: &mut Vec<Shown>) {
    for value in &found.values {
        let tree = match &value.value {
            WireValue::Text(text) => Tree::text(text),
            WireValue::Int(number) => Tree::number(number),
        };
        all.push(shown(Class::EnumValue, &value.name, tree));
    }
    match found.base {
        EnumBase::Text => {
            all.push(shown(
                Class::UnknownValue,
                "text",
                Tree::text("of_tomorrow"),
            ));
            all.push(shown(Class::UnknownValue, "empty", Tree::text("")));
        }
        EnumBase::Int => {
            let listed = |number| {
                let mut values = found.values.iter();
                values.any(|value| value.value == WireValue::Int(number))
            };
            let other = (2..).find(|number| !listed(*number)).unwrap_or_default();
            all.push(shown(Class::UnknownValue, "number", Tree::number(other)));
            if found.openness == Openness::Open {
                all.push(shown(Class::Empty, "zero", Tree::number(0)));
                if let JsonScalar::Integer { smallest, largest } = found.base.scalar().json() {
                    for (what, number) in [("below", smallest - 1), ("above", largest + 1)] {
                        let variant = format!("{}-{what}", found.base.scalar().name());
                        all.push(shown(Class::OutOfRange, variant, Tree::number(number)));
                    }
                }
            }
            all.push(shown(Class::Spelling, "enum-half", Tree::number("1.5")));
        }
    }
}

/// Values of any kind: each is kept unchanged.
pub(super) fn anything() -> Vec<Shown> {
    let key = |key: &str, value| (key.to_owned(), value);
    let nested = Tree::Object(vec![
        key("a", Tree::List(vec![Tree::Null, Tree::Bool(false)])),
        key("z", Tree::Object(Vec::new())),
    ]);
    vec![
        shown(Class::Empty, "zero", Tree::number(0)),
        shown(Class::Empty, "text", Tree::text("")),
        shown(Class::Empty, "false", Tree::Bool(false)),
        shown(Class::Empty, "list", Tree::List(Vec::new())),
        shown(Class::Empty, "object", Tree::Object(Vec::new())),
        shown(Class::Largest, "nested", nested),
        shown(Class::Beyond53, "any", Tree::number(BEYOND_DOUBLES)),
        shown(Class::Spelling, "any-exponent", Tree::number("1e2")),
        shown(Class::Unicode, "astral", Tree::text("😀")),
        shown(Class::Unicode, "half-pair", half_pair()),
    ]
}
