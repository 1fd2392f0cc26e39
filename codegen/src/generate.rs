//! From a compiled schema to the files of a language.

use tdproto_schema::{Diagnostic, Schema};

use crate::lang::{Backend, Input, OutputFile};
use crate::naming;
use crate::options::Options;
use crate::views::InputViews;

/// The files of one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generated {
    /// The language.
    pub language: &'static str,
    /// The folder of its files below the output directory; empty: the directory itself.
    pub folder: &'static str,
    /// Its files, sorted by path.
    pub files: Vec<OutputFile>,
}

/// Generates one language from a schema that has no errors.
///
/// Names that collide in the language are errors; then no files come back.
#[must_use]
pub fn generate(
    schema: &Schema,
    backend: &dyn Backend,
    options: &Options,
) -> (Generated, Vec<Diagnostic>) {
    let mut diagnostics = options.check(&schema.model);
    let views = InputViews::new(&schema.model);
    let convention = backend.convention();
    let (names, found) = naming::plan(
        &schema.model,
        &schema.origins,
        &views,
        convention,
        &options.renames,
    );
    diagnostics.extend(found);
    let mut files = Vec::new();
    if !diagnostics.iter().any(Diagnostic::is_error) {
        let input = Input {
            model: &schema.model,
            names: &names,
            views: &views,
            options,
        };
        files = backend.files(&input);
        files.sort_by(|a, b| a.path.cmp(&b.path));
    }
    (
        Generated {
            language: backend.name(),
            folder: backend.name(),
            files,
        },
        diagnostics,
    )
}
