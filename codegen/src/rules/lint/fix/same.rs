//! The check that a fix leaves the schema the same, except for the parts that the fix is about.

use std::collections::BTreeMap;

use serde_json::Value;
use tdproto_schema::{Diagnostic, FileId, Model, SourceMap, compile, json};

use super::Scene;
use crate::config;

/// Compiles the files with their new texts. Returns true if there are no errors and the model is
/// the same, except for tombstones and versions. The versions are those of parts and deprecations,
/// which fixes write.
pub(super) fn is_valid(scene: &Scene<'_>, changed: &BTreeMap<FileId, String>) -> bool {
    let text = |id: FileId, old: &str| {
        changed
            .get(&id)
            .map_or_else(|| old.to_owned(), Clone::clone)
    };
    let mut sources = SourceMap::default();
    for file in scene.files.schema() {
        sources.add_topic(&file.path, &file.topic, text(file.id, &file.text));
    }
    let (schema, diagnostics) = compile(&sources);
    let same = essence(&schema.model) == essence(scene.context.model());
    if diagnostics.iter().any(Diagnostic::is_error) || !same {
        return false;
    }
    let Some(file) = scene.files.config() else {
        return true;
    };
    let id = sources.add(&file.path, text(file.id, &file.text));
    let (_, diagnostics) = config::read(&sources, id, scene.files.rules);
    diagnostics.is_empty()
}

/// A model without the parts that fixes may add.
fn essence(model: &Model) -> Option<Value> {
    let mut value = serde_json::from_str(&json::to_json(model, "")).ok()?;
    strip(&mut value);
    Some(value)
}

fn strip(value: &mut Value) {
    match value {
        Value::Object(object) => {
            object.remove("removed");
            object.remove("since");
            object.values_mut().for_each(strip);
        }
        Value::Array(items) => items.iter_mut().for_each(strip),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
