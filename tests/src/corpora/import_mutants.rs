//! Documents in which one value is an odd one: import neither panics, nor makes a schema that is not
//! valid.

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
                let outcome = catch_unwind(AssertUnwindSafe(|| wrong(format, &path, &mutant)));
                let outcome = outcome.unwrap_or_else(|_| Some("a panic".to_owned()));
                found.extend(outcome.map(|what| format!("{path}#{place} = {odd}: {what}")));
            }
        }
    }
    assert!(found.is_empty(), "{count} mutants:\n{}", found.join("\n"));
    assert!(count * share > 2_000, "{count}");
}
