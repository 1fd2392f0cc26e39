//! The schemas that `diff` and `breaking` compare.

use tdproto_schema::{Diagnostic, Schema, SourceMap};

use crate::load::{Reading, SchemaSource};

/// A schema to compare with, or to compare.
pub(super) struct Compare {
    /// The schema; or, if it did not exist yet, the words that say so.
    pub(super) schema: Result<Box<Schema>, String>,
    /// What people are told it is called.
    pub(super) name: String,
}

/// What was read for a comparison.
pub(super) struct Comparison {
    /// The new schema.
    pub(super) new: Compare,
    /// The old ones.
    pub(super) olds: Vec<Compare>,
    /// What is wrong with any of them. Warnings are those of the new one only: the others cannot
    /// be mended any more.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Reads the schemas of a comparison into the same sources: the new one first, then the old ones,
/// as they lie beside it.
pub(super) fn read(
    new: &SchemaSource,
    olds: &[SchemaSource],
    sources: &mut SourceMap,
) -> Comparison {
    let mut diagnostics = Vec::new();
    let new_schema = match new.read(sources) {
        Reading::Schema(schema, found) => {
            diagnostics.extend(found);
            Ok(schema)
        }
        // A schema that does not exist cannot be compared with anything.
        Reading::New(absent) => {
            diagnostics.push(absent);
            Ok(Box::default())
        }
    };
    let olds = olds.iter().map(|old| {
        let old = old.clone().beside(new);
        let schema = match old.read(sources) {
            Reading::Schema(schema, found) => {
                diagnostics.extend(found.into_iter().filter(Diagnostic::is_error));
                Ok(schema)
            }
            Reading::New(absent) => Err(absent.message),
        };
        let name = old.to_string();
        Compare { schema, name }
    });
    let olds = olds.collect();
    Comparison {
        new: Compare {
            schema: new_schema,
            name: new.to_string(),
        },
        olds,
        diagnostics,
    }
}
