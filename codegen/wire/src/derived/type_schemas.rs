//! The JSON Schemas of types whose parts have constraints that Rust types do not have: tuples whose
//! last items may be missing, and integers of fewer bits.

use schemars::{Schema, json_schema};

/// The schema of an integer with its range.
#[doc(hidden)]
#[must_use]
pub fn integer_schema(mut schema: Schema, smallest: i64, largest: u64) -> Schema {
    schema.insert("minimum".to_owned(), smallest.into());
    schema.insert("maximum".to_owned(), largest.into());
    schema
}

/// The schema of a value, or null.
#[doc(hidden)]
#[must_use]
pub fn nullable_schema(mut schema: Schema) -> Schema {
    let name = schema.get("type").and_then(|name| name.as_str());
    let Some(name) = name.map(str::to_owned) else {
        return json_schema!({ "anyOf": [schema, { "type": "null" }] });
    };
    schema.insert("type".to_owned(), vec![name.as_str(), "null"].into());
    schema
}

/// The schema of a list.
#[doc(hidden)]
#[must_use]
pub fn list_schema(item: Schema) -> Schema {
    json_schema!({ "type": "array", "items": item })
}

/// The schema of a map with another schema of its values.
#[doc(hidden)]
#[must_use]
pub fn map_schema(mut map: Schema, value: &Schema) -> Schema {
    let object = map.ensure_object();
    if let Some(values) = object.get_mut("additionalProperties")
        && values.as_bool() != Some(false)
    {
        *values = value.clone().to_value();
    }
    let by_pattern = object.get_mut("patternProperties");
    let by_pattern = by_pattern.and_then(|by_pattern| by_pattern.as_object_mut());
    for (_, values) in by_pattern.into_iter().flatten() {
        *values = value.clone().to_value();
    }
    map
}

/// The schema of a tuple: one for each number of items that it may have, as the back end for JSON
/// Schema has it.
#[doc(hidden)]
#[must_use]
pub fn tuple_schema(needed: usize, items: &[Schema]) -> Schema {
    let of_count = |count: usize| match items.get(..count).unwrap_or(items) {
        [] => json_schema!({ "type": "array", "maxItems": 0 }),
        items => json_schema!({
            "type": "array",
            "prefixItems": items,
            "minItems": count,
            "items": false,
        }),
    };
    let mut counts: Vec<Schema> = (needed..=items.len()).map(of_count).collect();
    match counts.len() {
        1 => counts.remove(0),
        _ => {
            let counts: Vec<_> = counts.into_iter().map(Schema::to_value).collect();
            let mut any = json_schema!({});
            any.insert("anyOf".to_owned(), counts.into());
            any
        }
    }
}
