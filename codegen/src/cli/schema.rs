//! The schema that a command works on.

use std::path::Path;

use tdproto_schema::model::TypeKind;
use tdproto_schema::{Diagnostic, Model, Schema, SourceMap, json};

use super::{Exit, Io};
use crate::load::{self, Examples};

/// The word for the built-in schema.
const BUILT_IN: &str = "builtin";

/// Whether a command works on the built-in schema.
pub(super) fn is_built_in(path: &Path) -> bool {
    path == Path::new(BUILT_IN)
}

/// The documented examples of a schema.
pub(super) fn examples(path: &Path) -> Examples {
    if is_built_in(path) {
        load::built_in_examples()
    } else {
        load::load_examples(path)
    }
}

/// A schema without errors.
pub(super) struct Ready {
    pub(super) schema: Schema,
    pub(super) sources: SourceMap,
}

/// Reads and compiles a schema; says what is wrong with it.
pub(super) fn ready(path: &Path, io: &mut Io<'_>) -> Result<Ready, Exit> {
    let (sources, schema, diagnostics) = read(path);
    match io.report(&sources, &diagnostics) {
        Exit::Clean => Ok(Ready { schema, sources }),
        failed => Err(failed),
    }
}

/// Reads and compiles a schema, with what is wrong with it.
pub(super) fn read(path: &Path) -> (SourceMap, Schema, Vec<Diagnostic>) {
    let (sources, (schema, diagnostics)) = if is_built_in(path) {
        compiled(load::built_in())
    } else if path
        .extension()
        .is_some_and(|extension| extension == "json")
    {
        (SourceMap::default(), from_model(path))
    } else {
        compiled(load::load(path))
    };
    (sources, schema, diagnostics)
}

fn compiled(loaded: load::Loaded) -> (SourceMap, (Schema, Vec<Diagnostic>)) {
    let compiled = loaded.compile();
    (loaded.sources, compiled)
}

fn from_model(path: &Path) -> (Schema, Vec<Diagnostic>) {
    let text = match load::read_text(path) {
        Ok(text) => text,
        Err(found) => return (Schema::default(), vec![*found]),
    };
    match json::from_json(&text) {
        Ok(model) => (
            Schema {
                model,
                ..Schema::default()
            },
            Vec::new(),
        ),
        Err(mut found) => {
            for found in &mut found {
                found.message = format!("{}: {}", load::display(path), found.message);
            }
            (Schema::default(), found)
        }
    }
}

/// What a model holds, in words.
pub(super) fn counts(model: &Model) -> String {
    let (mut entities, mut fields, mut enums, mut others) = (0, 0, 0, 0);
    for def in model.types() {
        match &def.kind {
            TypeKind::Entity(entity) => {
                entities += 1;
                fields += entity
                    .fields
                    .iter()
                    .filter(|f| f.included_from.is_none())
                    .count();
            }
            TypeKind::Enum(_) => enums += 1,
            TypeKind::Scalar(_) | TypeKind::Alias(_) => others += 1,
        }
    }
    let events = model.events().len();
    format!(
        "{entities} entities, {fields} fields, {enums} enums, {others} scalars and aliases, {events} events"
    )
}
