//! The schemas that `diff` and `breaking` compare.

use tdproto_schema::{Diagnostic, Schema, SourceMap};

use crate::load::{Alike, Reading, SchemaSource, alike};

/// The number of candidate schemas that are named.
const MAX_NAMED: usize = 5;

/// A schema of a comparison, an old one or the new one.
pub(super) struct Compare {
    /// The schema; if it did not exist yet, the sentence for that.
    pub(super) schema: Result<Box<Schema>, String>,
    /// The name in reports.
    pub(super) name: String,
    /// The note on the schema, in a line.
    pub(super) note: Option<String>,
}

/// The schemas that were read for a comparison.
pub(super) struct Comparison {
    /// The new schema.
    pub(super) new: Compare,
    /// The old ones.
    pub(super) olds: Vec<Compare>,
    /// The diagnostics of all schemas. Warnings are those of the new one only: the others cannot be
    /// fixed any more.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Reads the schemas of a comparison into the same sources: the new one first, then the old ones.
/// An old source without a path has that of the new one.
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
    let protocol = match &new_schema {
        Ok(schema) => schema.model.protocol.name.as_str(),
        Err(_) => "",
    };
    let olds = olds.iter().map(|old| {
        let old = old.clone().beside(new);
        match old.read(sources) {
            Reading::Schema(schema, found) => {
                diagnostics.extend(found.into_iter().filter(Diagnostic::is_error));
                Compare::new(Ok(schema), &old)
            }
            Reading::New(absent) => {
                let (compare, found) = moved(&old, absent.message, (new, protocol), sources);
                diagnostics.extend(found.into_iter().filter(Diagnostic::is_error));
                compare
            }
        }
    });
    let olds = olds.collect();
    Comparison {
        new: Compare::new(new_schema, new),
        olds,
        diagnostics,
    }
}

impl Compare {
    fn new(schema: Result<Box<Schema>, String>, source: &SchemaSource) -> Self {
        Self {
            schema,
            name: source.to_string(),
            note: None,
        }
    }
}

/// Returns the schema to compare with if the ref lacks the path of the new schema. That is the one
/// schema of the same protocol that was elsewhere and is gone from there.
fn moved(
    old: &SchemaSource,
    absent: String,
    (new, protocol): (&SchemaSource, &str),
    sources: &mut SourceMap,
) -> (Compare, Vec<Diagnostic>) {
    let alike = match old {
        SchemaSource::Git(git) => alike(git, protocol, new),
        SchemaSource::BuiltIn | SchemaSource::Path(_) => Ok(Vec::new()),
    };
    let alike = match alike {
        Ok(alike) => alike,
        Err(unreadable) => return (Compare::new(Err(absent), old), vec![unreadable]),
    };
    let gone: Vec<&Alike> = alike.iter().filter(|alike| alike.is_gone).collect();
    if let [one] = gone.as_slice() {
        let source = SchemaSource::Git(one.source.clone());
        if let Reading::Schema(schema, found) = source.read(sources) {
            let note = format!("{absent}: `{protocol}` has moved and was {source}");
            let compare = Compare {
                note: Some(note),
                ..Compare::new(Ok(schema), &source)
            };
            return (compare, found);
        }
    }
    let named = alike.iter().map(|alike| format!("git:{}", alike.source));
    let named: Vec<_> = named.take(MAX_NAMED).collect();
    let note = format!("of the same name, to compare with: {}", named.join(", "));
    let compare = Compare {
        note: (!named.is_empty()).then_some(note),
        ..Compare::new(Err(absent), old)
    };
    (compare, Vec::new())
}
