//! What a reference shows besides the schema: languages, earlier versions.

use tdproto_schema::{Diagnostic, SourceMap};

use crate::lang::REGISTRY;
use crate::load::{Example, Reading, SchemaSource};
use crate::options::{Options, Version};

/// Adds the languages of the project and the versions on record. The
/// diagnostics are those of versions that could not be read.
pub(super) fn fill(
    options: &mut Options,
    schema: &SchemaSource,
    languages: &[String],
    sources: &mut SourceMap,
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let is_package = |name: &&String| {
        let mut backends = REGISTRY.iter();
        backends.any(|backend| backend.name() == name.as_str() && backend.package_names().is_some())
    };
    options.reference.languages = languages.iter().filter(is_package).cloned().collect();
    for name in &options.html.history {
        // The text was parsed when the configuration was read.
        let Ok(source) = SchemaSource::parse(name.as_ref()) else {
            continue;
        };
        let source = source.beside(schema);
        match source.read(sources) {
            Reading::Schema(old, found) => {
                let is_valid = !found.iter().any(Diagnostic::is_error);
                diagnostics.extend(found.into_iter().filter(Diagnostic::is_error));
                if is_valid {
                    options.reference.versions.push(Version {
                        name: version_name(name),
                        date: source.date(),
                        model: old.model,
                    });
                }
            }
            Reading::New(absent) => diagnostics.push(absent),
        }
    }
    diagnostics
}

/// The documented examples of a schema, if a language shows them.
pub(super) fn examples(schema: &SchemaSource, languages: &[&str]) -> Vec<Example> {
    let shows = |name: &&str| matches!(*name, "asyncapi" | "html" | "markdown" | "openapi");
    match languages.iter().any(shows) {
        // One that cannot be read is reported by `check`.
        true => schema.examples().files,
        false => Vec::new(),
    }
}

/// The name of a version in pages: the ref alone.
fn version_name(source: &str) -> String {
    let name = source.strip_prefix("git:").unwrap_or(source);
    name.split(':').next().unwrap_or(name).to_owned()
}
