//! Documents in which one value is an odd one, or of another place: import neither panics, nor makes
//! a schema that is not valid.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_json::{Value, json};
use tdproto_codegen::import::{self, Document, Documents, EventPattern, Imported, Options};
use tdproto_codegen::schema_text::{self, Comments};
use tdproto_schema::{Diagnostic, SourceMap, compile};

use crate::root;

/// The documents of the cases of a format.
fn documents(format: &str) -> Vec<(String, Value)> {
    let folder = root().join("tests/import").join(format);
    let mut found = Vec::new();
    for case in fs::read_dir(folder).unwrap() {
        let case = case.unwrap().path();
        for file in fs::read_dir(&case).into_iter().flatten() {
            let path = file.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            let is_document = [".json", ".yaml"].iter().any(|end| name.ends_with(end));
            let text = fs::read_to_string(&path).unwrap_or_default();
            if let Ok(value) = import::parse(&name, &text)
                && is_document
            {
                found.push((path.display().to_string(), value));
            }
        }
    }
    found.sort_by(|(a, _), (b, _)| a.cmp(b));
    found
}

/// The pointers of all values.
fn pointers(value: &Value, pointer: &str, found: &mut Vec<String>) {
    found.push(pointer.to_owned());
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                let key = key.replace('~', "~0").replace('/', "~1");
                pointers(member, &format!("{pointer}/{key}"), found);
            }
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                pointers(item, &format!("{pointer}/{at}"), found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// What is wrong with the import of a document; `None`: nothing.
fn wrong(format: &str, path: &str, value: &Value) -> Option<String> {
    let document = Document {
        path: path.to_owned(),
        value: value.clone(),
    };
    let documents = Documents::new(vec![document]);
    let pattern: EventPattern = "*Event".parse().unwrap();
    let options = Options {
        events: vec![pattern],
        ..Options::default()
    };
    let imported: Result<Imported, _> = match format {
        "asyncapi" => import::asyncapi(&documents, &options),
        "openapi" => import::openapi(&documents, &options),
        _ => Ok(import::json_schema(&documents, &options)),
    };
    let mut imported = imported.ok()?;
    let files = match schema_text::write(&imported.decls, &Comments::default()) {
        Ok(files) => files,
        Err((_, found)) => return Some(format!("{found:?}")),
    };
    let mut sources = SourceMap::default();
    for (name, text) in &files {
        sources.add(name.as_str(), text.as_str());
    }
    let (schema, found) = compile(&sources);
    let error = found.iter().find(|found| Diagnostic::is_error(found));
    if let Some(error) = error {
        return Some(error.message.clone());
    }
    imported.examples(&schema.model);
    None
}

/// What is wrong with the import of a document, which may panic.
fn outcome(format: &str, path: &str, value: &Value) -> Option<String> {
    let outcome = catch_unwind(AssertUnwindSafe(|| wrong(format, path, value)));
    outcome.unwrap_or_else(|_| Some("a panic".to_owned()))
}

#[test]
fn an_odd_value_in_some_places_is_imported_or_refused() {
    imports_with_odd_values(7, 0);
}

#[test]
#[ignore = "takes minutes"]
fn an_odd_value_anywhere_is_imported_or_refused() {
    for shift in 0..9 {
        imports_with_odd_values(1, shift);
    }
}

/// Imports documents with one odd value in one place of so many.
fn imports_with_odd_values(share: usize, shift: usize) {
    let odd = [
        Value::Null,
        json!(true),
        json!(-1.5),
        json!(""),
        json!("a b"),
        json!([]),
        json!({}),
        json!({ "$ref": "#" }),
        json!([{ "$ref": "#/components/schemas/Nothing" }]),
    ];
    let (mut count, mut found) = (0, Vec::new());
    for format in ["asyncapi", "openapi", "json-schema"] {
        for (path, value) in documents(format) {
            let mut places = Vec::new();
            pointers(&value, "", &mut places);
            for (at, place) in places.iter().enumerate() {
                // The other shifts have the other pairs of places and values.
                if !(at + shift).is_multiple_of(share) {
                    continue;
                }
                let odd = &odd[(at / share + shift) % odd.len()];
                let mut mutant = value.clone();
                if let Some(part) = mutant.pointer_mut(place) {
                    part.clone_from(odd);
                }
                count += 1;
                let outcome = outcome(format, &path, &mutant);
                found.extend(outcome.map(|what| format!("{path}#{place} = {odd}: {what}")));
            }
        }
    }
    assert!(found.is_empty(), "{count} mutants:\n{}", found.join("\n"));
    assert!(count * share > 2_000, "{count}");
}

#[test]
fn some_parts_in_other_places_are_imported_or_refused() {
    imports_with_moved_parts(1, 9);
}

#[test]
#[ignore = "takes minutes"]
fn parts_in_other_places_are_imported_or_refused() {
    imports_with_moved_parts(8, 1);
}

/// Imports documents of which one part is missing, or is that of another place. `share`: one of so
/// many places is changed.
fn imports_with_moved_parts(rounds: usize, share: usize) {
    let schemas = [
        json!({ "const": 3 }),
        json!({ "const": true }),
        json!({ "const": "" }),
        json!({ "type": ["string", "null"] }),
        json!({ "type": "string", "readOnly": true }),
        json!({ "type": "integer", "minimum": 5, "maximum": 1 }),
        json!({ "type": "array", "items": { "type": "integer" } }),
        json!({ "oneOf": [{ "type": "string" }, { "type": "integer" }] }),
    ];
    let (mut count, mut found) = (0, Vec::new());
    for format in ["asyncapi", "openapi", "json-schema"] {
        for (path, value) in documents(format) {
            let mut places = Vec::new();
            pointers(&value, "", &mut places);
            for (at, place) in places.iter().enumerate().step_by(share) {
                for round in 0..rounds {
                    let mut mutant = value.clone();
                    // Any numbers that lead to other places and schemas each time.
                    let chance = at * 7_919 + round * 104_729;
                    let part = match round % 4 {
                        0 | 1 => value.pointer(&places[chance % places.len()]).cloned(),
                        2 => Some(schemas[chance % schemas.len()].clone()),
                        _ => None,
                    };
                    match part.clone() {
                        Some(part) => *mutant.pointer_mut(place).unwrap() = part,
                        None => remove(&mut mutant, place),
                    }
                    count += 1;
                    let part = part.map_or("nothing".to_owned(), |part| part.to_string());
                    let outcome = outcome(format, &path, &mutant);
                    found.extend(outcome.map(|what| format!("{path}#{place} = {part}: {what}")));
                }
            }
        }
    }
    assert!(found.is_empty(), "{count} mutants:\n{}", found.join("\n"));
    assert!(count * share > 2_000 * rounds, "{count}");
}

/// Removes the value of a pointer from the object or the array around it.
fn remove(value: &mut Value, pointer: &str) {
    let Some((around, key)) = pointer.rsplit_once('/') else {
        return;
    };
    let key = key.replace("~1", "/").replace("~0", "~");
    match value.pointer_mut(around) {
        Some(Value::Object(members)) => {
            members.remove(&key);
        }
        Some(Value::Array(items)) => {
            items.remove(key.parse().unwrap());
        }
        Some(Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_)) | None => {}
    }
}
