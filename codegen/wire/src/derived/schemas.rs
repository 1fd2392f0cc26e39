//! The JSON Schemas of derived unions.

use schemars::{Schema, json_schema};

use super::ranges::{End, Measure, Range};
use super::type_schemas::integer_schema;

/// Adds a range to the schema of a value, as the back end for JSON Schema does.
#[doc(hidden)]
pub fn range_schema(schema: &mut Schema, measure: Measure, range: Range, is_nullable: bool) {
    // Strict checkers want the type beside the keywords that need it.
    if schema.get("type").is_none() {
        let name = type_name(measure);
        let value = match is_nullable {
            true => vec![name, "null"].into(),
            false => name.into(),
        };
        schema.insert("type".to_owned(), value);
    }
    let [least, most] = match measure {
        Measure::Integer { .. } | Measure::Number => ["minimum", "maximum"],
        Measure::Text => ["minLength", "maxLength"],
        Measure::Bytes => return bytes_schema(schema, range),
        Measure::Items => ["minItems", "maxItems"],
        Measure::Entries => ["minProperties", "maxProperties"],
    };
    for (key, end) in [(least, range.min), (most, range.max)] {
        let value = match end {
            Some(End::Int(end)) => end.into(),
            Some(End::Float(end)) => end.into(),
            None => continue,
        };
        schema.insert(key.to_owned(), value);
    }
}

fn type_name(measure: Measure) -> &'static str {
    match measure {
        Measure::Integer { .. } => "integer",
        Measure::Number => "number",
        Measure::Text | Measure::Bytes => "string",
        Measure::Items => "array",
        Measure::Entries => "object",
    }
}

/// Adds a range of bytes. Four characters of base64 are up to three bytes; at the ends of the range,
/// the padding says how many.
fn bytes_schema(schema: &mut Schema, range: Range) {
    let count = |end: Option<End>| match end {
        Some(End::Int(end)) => Some(end),
        Some(End::Float(_)) | None => None,
    };
    let characters = |bytes: i64| (bytes.saturating_add(2) / 3).saturating_mul(4);
    let mut both = Vec::new();
    let mut either = |key: &str, length: i64, pattern: &str| {
        let any = json_schema!({ "anyOf": [{ key: length }, { "pattern": pattern }] });
        both.push(any.to_value());
    };
    if let Some(min) = count(range.min) {
        let length = characters(min);
        schema.insert("minLength".to_owned(), length.into());
        match min % 3 {
            0 => either("minLength", length + 4, "[^=]$"),
            2 => either("minLength", length + 4, "[^=]=?$"),
            _ => {}
        }
    }
    if let Some(max) = count(range.max) {
        let length = characters(max);
        schema.insert("maxLength".to_owned(), length.into());
        match max % 3 {
            1 => either("maxLength", length - 4, "==$"),
            2 => either("maxLength", length - 4, "=$"),
            _ => {}
        }
    }
    if !both.is_empty() {
        schema.insert("allOf".to_owned(), both.into());
    }
}

/// The JSON Schema of a variant by its tag.
#[doc(hidden)]
#[derive(Debug)]
pub struct TaggedSchema {
    /// The schema of the tag, a `const`; `None`: the variant without a tag.
    pub tag: Option<Schema>,
    /// The title and the docs.
    pub head: Schema,
    /// The object besides the tag.
    pub members: Schema,
}

/// The JSON Schema of a union by a tag, as the back end for JSON Schema has it.
#[doc(hidden)]
#[must_use]
pub fn tagged_schema(
    (key, base): (&str, &str),
    is_open: bool,
    variants: Vec<TaggedSchema>,
) -> Schema {
    let tags = variants.iter().filter_map(|variant| variant.tag.as_ref());
    let known: Vec<_> = tags.filter_map(|tag| tag.get("const").cloned()).collect();
    let listed = json_schema!({ "enum": known });
    let tagged = |values: &Schema| json_schema!({ "type": "object", "properties": { key: values }, "required": [key] });
    let (mut absent, mut rules) = (None, Vec::new());
    for variant in variants {
        let members = opened(variant.members);
        let Some(tag) = &variant.tag else {
            absent = Some(members);
            continue;
        };
        let mut rule = variant.head;
        rule.insert("if".to_owned(), tagged(tag).to_value());
        rule.insert("then".to_owned(), members.to_value());
        rules.push(rule);
    }
    let values = tag_values(base, is_open, &listed);
    let unknown = is_open.then(|| match has_values(&listed) {
        true => json_schema!({ "if": tagged(&listed), "else": anything() }),
        false => anything(),
    });
    let mut schema = json_schema!({
        "type": "object",
        "properties": { key: values },
        "unevaluatedProperties": false,
    });
    match absent {
        Some(absent) => {
            let mut rule = json_schema!({ "if": tagged(&Schema::from(true)), "else": absent });
            if let Some(unknown) = unknown {
                rule.insert("then".to_owned(), unknown.to_value());
            }
            rules.push(rule);
        }
        None => {
            schema.insert("required".to_owned(), vec![key].into());
            rules.extend(unknown);
        }
    }
    let rules: Vec<_> = rules.into_iter().map(Schema::to_value).collect();
    schema.insert("allOf".to_owned(), rules.into());
    schema
}

/// The largest integer that is a tag: one that a double holds exactly.
const LARGEST: i64 = (1 << 53) - 1;

/// The schema of the tag. Of a closed union without tags, none is right, and `enum` must not be empty.
fn tag_values(base: &str, is_open: bool, listed: &Schema) -> Schema {
    let mut values = json_schema!({ "type": base });
    if base == "integer" {
        values = integer_schema(values, -LARGEST, LARGEST.unsigned_abs());
    }
    match listed.get("enum").filter(|_| has_values(listed)) {
        _ if is_open => values,
        Some(known) => {
            values.insert("enum".to_owned(), known.clone());
            values
        }
        None => Schema::from(false),
    }
}

/// Returns true if the list of an `enum` is not empty.
fn has_values(listed: &Schema) -> bool {
    let known = listed.get("enum").and_then(|known| known.as_array());
    known.is_some_and(|known| !known.is_empty())
}

/// Any object.
fn anything() -> Schema {
    json_schema!({ "type": "object", "additionalProperties": true })
}

/// The JSON Schema of what is beside a tag: a content under its key.
#[doc(hidden)]
#[must_use]
pub fn content_schema(key: &str, content: Schema) -> Schema {
    json_schema!({ "type": "object", "properties": { key: content }, "required": [key] })
}

/// The JSON Schema of a variant by its key.
#[doc(hidden)]
#[derive(Debug)]
pub struct KeyedSchema {
    /// The key; `None`: the variant without a key.
    pub key: Option<&'static str>,
    /// The title and the docs.
    pub head: Schema,
    /// The object.
    pub members: Schema,
}

/// The JSON Schema of a union by key, as the back end for JSON Schema has it: a chain of rules, since
/// the first key decides.
#[doc(hidden)]
#[must_use]
pub fn keyed_schema(is_open: bool, variants: Vec<KeyedSchema>) -> Schema {
    let (mut absent, mut known) = (None, Vec::new());
    for variant in variants {
        match variant.key {
            Some(key) => known.push((key, variant)),
            None => absent = Some(variant),
        }
    }
    let mut rest = match absent {
        Some(absent) => {
            let mut rule = absent.head;
            for (key, value) in opened(absent.members).as_object().into_iter().flatten() {
                let rule = rule.ensure_object();
                rule.entry(key.clone()).or_insert_with(|| value.clone());
            }
            rule
        }
        None if is_open => anything(),
        None => json_schema!({ "not": {} }),
    };
    for (key, variant) in known.into_iter().rev() {
        let has_key =
            json_schema!({ "type": "object", "properties": { key: true }, "required": [key] });
        let mut rule = variant.head;
        rule.insert("if".to_owned(), has_key.to_value());
        rule.insert("then".to_owned(), opened(variant.members).to_value());
        rule.insert("else".to_owned(), rest.to_value());
        rest = rule;
    }
    let mut schema = json_schema!({ "type": "object", "unevaluatedProperties": false });
    schema.insert("allOf".to_owned(), vec![rest.to_value()].into());
    schema
}

/// A schema of an object that takes other keys, too: the union around it refuses them.
fn opened(mut schema: Schema) -> Schema {
    schema.remove("additionalProperties");
    schema.remove("unevaluatedProperties");
    schema
}
