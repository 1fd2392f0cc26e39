//! The record of an import, a file beside the schema.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Map, Value};

use super::leaves::{Leaves, Path};

/// The number of this format.
const VERSION: u64 = 1;

/// The comment for readers of the file.
const COMMENT: &str = "What the last import said, by which the next one knows what a person changed. Keep it beside the schema.";

/// The text: a line a declaration.
pub(super) fn text(leaves: &Leaves) -> String {
    let mut declarations: BTreeMap<String, Value> = BTreeMap::new();
    for (path, leaf) in &leaves.0 {
        let (declaration, rest) = path.split_at(path.len().min(2));
        let entry = declarations.entry(declaration.join("/"));
        let value = entry.or_insert_with(|| Value::Object(Map::new()));
        insert(value, rest, &leaf.value);
    }
    let comment = Value::from(COMMENT);
    let mut text = format!("{{\n\"comment\": {comment},\n\"version\": {VERSION},\n\"keys\": {{");
    for (at, (name, value)) in declarations.iter().enumerate() {
        let comma = if at == 0 { "" } else { "," };
        let _ = write!(text, "{comma}\n{}: {value}", Value::from(name.as_str()));
    }
    text.push_str("\n}\n}\n");
    text
}

fn insert(into: &mut Value, path: &[String], leaf: &str) {
    match (path.split_first(), into) {
        (None, into) => *into = Value::from(leaf),
        (Some((key, rest)), Value::Object(members)) => {
            let entry = members.entry(key.as_str());
            insert(
                entry.or_insert_with(|| Value::Object(Map::new())),
                rest,
                leaf,
            );
        }
        (Some(_), _) => {}
    }
}

/// The keys of a record.
///
/// # Errors
/// The reason that a text is no record.
pub(super) fn read(text: &str) -> Result<BTreeMap<Path, String>, String> {
    let value: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    if value["version"] != VERSION {
        return Err(format!("it is not of version {VERSION}"));
    }
    let declarations = value["keys"].as_object().ok_or("it has no keys")?;
    let mut keys = BTreeMap::new();
    for (name, value) in declarations {
        let path = name.splitn(2, '/').map(str::to_owned).collect();
        collect(value, path, &mut keys);
    }
    Ok(keys)
}

fn collect(value: &Value, path: Path, keys: &mut BTreeMap<Path, String>) {
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                let mut path = path.clone();
                path.push(key.clone());
                collect(value, path, keys);
            }
        }
        Value::String(text) => {
            keys.insert(path, text.clone());
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => {}
    }
}
