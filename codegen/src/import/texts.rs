//! Texts and numbers.

use serde_json::{Map, Value};
use tdproto_schema::model::{JsonScalar, Number, Scalar, TextFormat};
use tdproto_schema::patterns::Pattern;

use super::documents::Place;
use super::node::{Numbers, Range, Text};
use super::parts::number;
use super::reader::Reader;
use crate::lang::json_schema::BEYOND_FLOAT32;

/// The formats of numbers that are called otherwise than the built-in types.
const OF_NUMBERS: [(&str, Scalar); 2] = [("float", Scalar::Float32), ("double", Scalar::Float64)];

/// Formats of texts that other tools have, by the names of JSON Schema.
const OTHER_NAMES: [(&str, &str); 5] = [
    ("guid", "uuid"),
    ("url", "uri"),
    ("host-name", "hostname"),
    ("ip-address", "ipv4"),
    ("datetime", "date-time"),
];

/// The formats that say nothing of the values.
const HINTS: [&str; 5] = ["password", "binary", "byte", "string", "text"];

/// What is said of a text.
pub(super) fn text(reader: &mut Reader<'_>, schema: &Map<String, Value>, place: &Place) -> Text {
    let word = |key: &str| schema.get(key).and_then(Value::as_str);
    let mut text = Text {
        length: range(reader, schema, place, "minLength", "maxLength"),
        is_bytes: word("contentEncoding") == Some("base64") || word("format") == Some("byte"),
        ..Text::default()
    };
    if let Some(format) = word("format") {
        let known = OTHER_NAMES.iter().find(|(other, _)| *other == format);
        let name = known.map_or(format, |(_, name)| *name);
        text.format = TextFormat::from_name(name);
        if text.format.is_none() && !HINTS.contains(&format) {
            let what = format!("format `{format}` is not known");
            reader.losses.part(what, &place.at("format"));
        }
    }
    if let Some(pattern) = word("pattern") {
        match Pattern::new(pattern) {
            Ok(_) => text.pattern = Some(pattern.to_owned()),
            Err(_) => {
                let what = "a pattern is no regular expression of ECMAScript with the flag `u`";
                reader.losses.part(what, &place.at("pattern"));
            }
        }
    }
    match word("contentEncoding") {
        None | Some("base64") => {}
        Some(_) => reader.losses.keyword("contentEncoding", place),
    }
    if schema.contains_key("contentMediaType") && !text.is_bytes {
        reader.losses.keyword("contentMediaType", place);
    }
    text
}

/// What is said of a number.
pub(super) fn numbers(
    reader: &mut Reader<'_>,
    schema: &Map<String, Value>,
    place: &Place,
    is_integer: bool,
) -> Numbers {
    let mut found = range(reader, schema, place, "minimum", "maximum");
    let format = schema.get("format").and_then(Value::as_str);
    if !is_integer && format.is_none() && is_float32(schema) {
        return Numbers {
            range: found,
            scalar: Some(Scalar::Float32),
        };
    }
    for (keyword, inclusive, step) in [
        ("exclusiveMinimum", "minimum", 1),
        ("exclusiveMaximum", "maximum", -1),
    ] {
        let end = match schema.get(keyword) {
            // As in draft 4.
            Some(Value::Bool(true)) => number(schema, inclusive),
            Some(Value::Bool(false)) | None => continue,
            Some(_) => number(schema, keyword),
        };
        let end = end.and_then(Number::as_int).filter(|_| is_integer);
        match end.and_then(|end| end.checked_add(step)).map(Number::Int) {
            Some(end) if step > 0 => found.min = found.min.max(Some(end)),
            Some(end) => {
                found.max = Some(found.max.map_or(end, |max| max.min(end)));
            }
            None => reader.losses.keyword(keyword, place),
        }
    }
    let scalar = format.and_then(|format| {
        let known = OF_NUMBERS.iter().find(|(other, _)| *other == format);
        let named = || Scalar::from_name(format);
        known.map(|(_, scalar)| *scalar).or_else(named)
    });
    let scalar = scalar.filter(|scalar| scalar.is_integer() == is_integer);
    let scalar = scalar.filter(|scalar| {
        !matches!(
            scalar.json(),
            JsonScalar::Text | JsonScalar::Base64 | JsonScalar::Bool
        )
    });
    if let Some(format) = format.filter(|_| scalar.is_none()) {
        let what = format!("format `{format}` of a number is not known");
        reader.losses.part(what, &place.at("format"));
    }
    Numbers {
        range: found,
        scalar,
    }
}

/// Returns true if a number is one that 32 bits do not round to the infinite.
fn is_float32(schema: &Map<String, Value>) -> bool {
    let is_end = |keyword: &str, end: f64| {
        let found = schema.get(keyword).and_then(Value::as_f64);
        // Readers of decimal texts may differ in the last bit.
        found.is_some_and(|found| (found / end - 1.0).abs() < 1e-12)
    };
    is_end("exclusiveMinimum", -BEYOND_FLOAT32) && is_end("exclusiveMaximum", BEYOND_FLOAT32)
}

/// The range of two keywords.
pub(super) fn range(
    reader: &mut Reader<'_>,
    schema: &Map<String, Value>,
    place: &Place,
    min: &str,
    max: &str,
) -> Range {
    // All but the ranges of numbers are counts.
    let is_count = min != "minimum";
    let end = |key: &str| {
        number(schema, key).filter(|end| {
            let count = end.as_int().filter(|count| *count >= 0);
            !is_count || count.is_some()
        })
    };
    let found = Range {
        min: end(min),
        max: end(max),
    };
    for (keyword, end) in [(min, found.min), (max, found.max)] {
        if schema.contains_key(keyword) && end.is_none() {
            match is_count {
                true => {
                    let what = "a count that is negative or no integer is left out";
                    reader.losses.part(what, &place.at(keyword));
                }
                false => reader.losses.keyword(keyword, place),
            }
        }
    }
    found
}
