//! Keys that an object must not have, as `not` says it of the variants of a choice.

use serde_json::{Map, Value};

/// The keys that an object must not have: each of `not` with `required`, or with `anyOf` of such. Empty:
/// `not` says something else.
pub(super) fn excluded(schema: &Map<String, Value>) -> Vec<&str> {
    let not = schema.get("not").and_then(Value::as_object);
    let keys = not.and_then(|not| match not.get("anyOf").and_then(Value::as_array) {
        Some(parts) if not.len() == 1 => {
            let parts = parts.iter().map(|part| needed_alone(part.as_object()?));
            parts.collect::<Option<Vec<_>>>()
        }
        Some(_) => None,
        None => Some(vec![needed_alone(not)?]),
    });
    keys.unwrap_or_default()
}

/// The one key that a schema needs, if it says nothing else.
fn needed_alone(schema: &Map<String, Value>) -> Option<&str> {
    let keys = schema.get("required")?.as_array()?;
    match keys.as_slice() {
        [key] if schema.len() == 1 => key.as_str(),
        _ => None,
    }
}
