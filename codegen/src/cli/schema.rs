//! The schema that a command works on.

use tdproto_schema::{Code, Diagnostic, Model, Schema, SourceMap, Span};

use super::{Exit, Io};
use crate::load::{Reading, SchemaSource};

/// A schema without errors.
pub(super) struct Ready {
    pub(super) schema: Schema,
    pub(super) sources: SourceMap,
}

/// Reads and compiles a schema; reports its diagnostics.
pub(super) fn ready(source: &SchemaSource, io: &mut Io<'_>) -> Result<Ready, Exit> {
    let (sources, schema, diagnostics) = read(source);
    io.report(&sources, &diagnostics).passed()?;
    Ok(Ready { schema, sources })
}

/// Reads and compiles a schema; returns its diagnostics with it.
pub(super) fn read(source: &SchemaSource) -> (SourceMap, Schema, Vec<Diagnostic>) {
    let mut sources = SourceMap::default();
    let (schema, diagnostics) = match source.read(&mut sources) {
        Reading::Schema(schema, diagnostics) => (*schema, diagnostics),
        Reading::New(found) => (Schema::default(), vec![found]),
    };
    (sources, schema, diagnostics)
}

/// Reports an older schema that declares nothing: compared with that, every change would pass.
pub(super) fn baseline(name: &str, schema: &Schema) -> Option<Diagnostic> {
    let model = &schema.model;
    let is_empty = model.types().is_empty()
        && model.events().is_empty()
        && model.removed.is_empty()
        && schema.origins.protocol() == Span::NONE;
    let message =
        format!("the schema `{name}` declares nothing, so there is nothing to compare with");
    let found = Diagnostic::error(Code::SchemaEmpty, message);
    is_empty.then(|| found.help("name a version of the schema that has types or events"))
}

/// The number of parts of a model by kind, in words.
pub(super) fn counts(model: &Model) -> String {
    let (mut entities, mut fields, mut enums, mut others) = (0, 0, 0, 0);
    let mut unions = 0;
    for def in model.types() {
        let own = def.fields().iter().filter(|f| f.included_from.is_none());
        fields += own.count();
        if def.entity().is_some() {
            entities += 1;
        } else if def.enumeration().is_some() {
            enums += 1;
        } else if def.union().is_some() {
            unions += 1;
        } else {
            others += 1;
        }
    }
    let words = [
        (entities, "entity", "entities"),
        (fields, "field", "fields"),
        (enums, "enum", "enums"),
        (unions, "union", "unions"),
        (others, "scalar or alias", "scalars and aliases"),
        (model.frames().len(), "kind of frame", "kinds of frames"),
        (model.events().len(), "event", "events"),
    ];
    // Few schemas have unions, or draw frames.
    let counted = words
        .into_iter()
        .filter(|(count, one, _)| *count > 0 || !["union", "kind of frame"].contains(one));
    let counted = counted.map(|(count, one, many)| {
        let word = if count == 1 { one } else { many };
        format!("{count} {word}")
    });
    counted.collect::<Vec<_>>().join(", ")
}

/// The JSON Schema of the schema files.
pub(super) fn file_format() -> String {
    format!("{:#}\n", tdproto_schema::format::json_schema())
}
