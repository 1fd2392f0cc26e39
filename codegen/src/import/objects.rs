//! Objects and arrays.

use serde_json::{Map, Value};
use tdproto_schema::model::Number;
use tdproto_schema::names::Name;

use super::documents::Place;
use super::node::{Keys, Member, Node, Shape};
use super::parts::{all, needed};
use super::reader::Reader;
use super::texts::range;

/// The most items of a tuple in the schema language.
const MAX_ITEMS: usize = 10;

/// The members of an object, or the keys and values of a map.
pub(super) fn object(reader: &mut Reader<'_>, schema: &Map<String, Value>, place: &Place) -> Shape {
    let members = members(reader, schema, place);
    let mut rest = rest(reader, schema, place);
    let range = range(reader, schema, place, "minProperties", "maxProperties");
    let is_map = members.is_empty();
    if is_map && let Some((keys, value)) = rest.pop() {
        if !rest.is_empty() {
            reader
                .losses
                .part("keys of several patterns cannot be said", place);
        }
        return Shape::Map(keys, Box::new(value), range);
    }
    let is_open = !schema.contains_key("additionalProperties")
        && !schema.contains_key("unevaluatedProperties");
    if is_map && is_open && !schema.contains_key("properties") {
        return Shape::Map(Keys::Text, Box::new(all(Vec::new(), place)), range);
    }
    if rest.iter().any(|(_, value)| value.shape != Shape::Any) {
        let what = "keys beside those of an object cannot have a type";
        reader.losses.part(what, place);
    }
    if !range.is_empty() {
        let what = "an object with known keys cannot have a count of keys";
        reader.losses.part(what, place);
    }
    Shape::Object(members)
}

fn members(reader: &mut Reader<'_>, schema: &Map<String, Value>, place: &Place) -> Vec<Member> {
    let required = schema.get("required").and_then(Value::as_array);
    let required: Vec<_> = required
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let mut members: Vec<_> = Vec::new();
    if let Some(Value::Object(properties)) = schema.get("properties") {
        for (key, value) in properties {
            let node = reader.read(value, &place.at("properties").at(key));
            if node.shape == Shape::Nothing && !node.nullable {
                // The key must not be there.
                continue;
            }
            members.push(Member {
                key: key.clone(),
                required: required.contains(&key.as_str()),
                node,
            });
        }
    }
    for key in required {
        if !members.iter().any(|member| member.key == key) {
            members.push(needed(key, &place.at("required").at(key)));
        }
    }
    members.retain(|member| {
        let is_key = Name::Key.check(&member.key).is_ok();
        if !is_key {
            let what = "a key that is empty, or has control characters";
            reader.losses.part(what, &member.node.place);
        }
        is_key
    });
    members
}

/// The keys and values that no property names.
fn rest(reader: &mut Reader<'_>, schema: &Map<String, Value>, place: &Place) -> Vec<(Keys, Node)> {
    let mut rest = Vec::new();
    if let Some(Value::Object(patterns)) = schema.get("patternProperties") {
        for (pattern, value) in patterns {
            let place = place.at("patternProperties").at(pattern);
            let value = reader.read(value, &place);
            // Extensions of a description, not of what it describes.
            if pattern.starts_with("^x-") {
                continue;
            }
            let keys = match pattern.as_str() {
                r"^\d+$" | "^[0-9]+$" | r"^-?\d+$" | "^-?[0-9]+$" => Keys::Integer,
                "" | ".*" | "^.*$" | ".+" | "^.+$" | ".{1,}" | "^.{1,}$" => Keys::Text,
                _ => keys_of_pattern(reader, pattern, &place),
            };
            rest.push((keys, value));
        }
    }
    for keyword in ["additionalProperties", "unevaluatedProperties"] {
        let value = schema.get(keyword);
        let Some(value) = value.filter(|value| **value != Value::Bool(false)) else {
            continue;
        };
        let place = place.at(keyword);
        let value = reader.read(value, &place);
        let names = schema.get("propertyNames");
        let keys = names.map(|names| reader.read(names, &place.at("propertyNames")));
        let keys = keys.map_or(Keys::Text, |keys| {
            let is_any = matches!(&keys.shape, Shape::Text(text) if text.is_any());
            let is_key = matches!(
                keys.shape,
                Shape::Text(_) | Shape::Enum(_) | Shape::Reference(_)
            );
            if is_key && !is_any {
                return Keys::Of(Box::new(keys));
            }
            if !is_any {
                reader.losses.keyword("propertyNames", &place);
            }
            Keys::Text
        });
        rest.push((keys, value));
    }
    rest
}

fn keys_of_pattern(reader: &mut Reader<'_>, pattern: &str, place: &Place) -> Keys {
    let schema = serde_json::json!({ "type": "string", "pattern": pattern });
    Keys::Of(Box::new(reader.read(&schema, &place.at("key"))))
}

/// A list or a tuple.
pub(super) fn array(reader: &mut Reader<'_>, schema: &Map<String, Value>, place: &Place) -> Shape {
    let range = range(reader, schema, place, "minItems", "maxItems");
    let (first, rest) = match (schema.get("prefixItems"), schema.get("items")) {
        (Some(Value::Array(first)), rest) => ((first, "prefixItems"), rest),
        (_, Some(Value::Array(first))) => ((first, "items"), schema.get("additionalItems")),
        (_, items) => {
            let place = place.at("items");
            let item = match items {
                Some(items) => reader.read(items, &place),
                None => all(Vec::new(), &place),
            };
            return Shape::List(Box::new(item), range);
        }
    };
    let ((first, keyword), rest) = (first, rest.filter(|rest| **rest != Value::Bool(false)));
    let place_of = |at: usize| place.at(keyword).at(&at.to_string());
    let items: Vec<_> = first
        .iter()
        .enumerate()
        .map(|(at, item)| reader.read(item, &place_of(at)))
        .collect();
    let (min, max) = (range.min.and_then(Number::as_int), range.max);
    let needed = min.and_then(|min| usize::try_from(min).ok()).unwrap_or(0);
    let is_too_long = items.len() > MAX_ITEMS || needed > items.len();
    if is_too_long || items.is_empty() || rest.is_some_and(Value::is_object) {
        let what = "a tuple of more than 10 items, or with typed items behind them, cannot be said";
        reader.losses.wider(what, "`list<any>`", place);
        let item = all(Vec::new(), &place.at("items"));
        return Shape::List(Box::new(item), range);
    }
    let count = Number::of(count_as_f64(items.len()));
    if max.is_some() && max < count {
        reader.losses.keyword("maxItems", place);
    }
    Shape::Tuple(items, needed)
}

/// A small count as a number.
fn count_as_f64(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
