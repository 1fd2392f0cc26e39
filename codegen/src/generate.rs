//! Makes the files of a language from a compiled schema.

use std::borrow::Cow;

use tdproto_schema::{Diagnostic, Model, Schema};

use crate::experimental::Experimental;
use crate::lang::definitions::Shared as Texts;
use crate::lang::{self, Backend, Input, OutputFile};
#[cfg(feature = "gate")]
use crate::lang::{MODEL, REGISTRY, model};
use crate::load::Example;
use crate::naming;
use crate::options::{Options, Setting};
use crate::views::InputViews;

/// The files of one language, or of one plug-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generated {
    /// The language, or the plug-in.
    pub language: Cow<'static, str>,
    /// The folder of its files below the output directory; empty: the directory itself.
    pub folder: Cow<'static, str>,
    /// The files, sorted by path.
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
    let shared = Shared::new(&schema.model, &[]);
    generate_with(schema, backend, options, &shared)
}

/// What all languages need of a model, found once.
struct Shared<'a> {
    examples: &'a [Example],
    views: InputViews,
    experimental: Experimental,
    texts: Texts,
}

impl<'a> Shared<'a> {
    fn new(model: &Model, examples: &'a [Example]) -> Self {
        Self {
            examples,
            views: InputViews::new(model),
            experimental: Experimental::new(model),
            texts: Texts::default(),
        }
    }
}

fn generate_with(
    schema: &Schema,
    backend: &dyn Backend,
    options: &Options,
    shared: &Shared<'_>,
) -> (Generated, Vec<Diagnostic>) {
    let mut diagnostics = options.check(&schema.model);
    diagnostics.extend(lang::check_options(&schema.model, options));
    let convention = backend.convention();
    let (names, found) = naming::plan_with(
        &schema.model,
        &schema.origins,
        &shared.views,
        convention,
        &naming::Chosen {
            renames: &options.renames,
            place: &|name| options.place(Setting::Rename, name),
            extra: None,
        },
    );
    diagnostics.extend(found);
    let mut files = Vec::new();
    let input = Input {
        model: &schema.model,
        names: &names,
        views: &shared.views,
        experimental: &shared.experimental,
        examples: shared.examples,
        options,
        #[cfg(any(feature = "html", feature = "markdown"))]
        backends: lang::REGISTRY,
        shared: &shared.texts,
    };
    if !diagnostics.iter().any(Diagnostic::is_error) {
        diagnostics.extend(backend.check_size(&input));
    }
    if !diagnostics.iter().any(Diagnostic::is_error) {
        files = backend.files(&input);
        files.sort_by(|a, b| a.path.cmp(&b.path));
    }
    (
        Generated {
            language: backend.name().into(),
            folder: backend.name().into(),
            files,
        },
        diagnostics,
    )
}

/// Generates several languages, by their names, from a schema that has no errors; the published
/// model counts as one of them.
#[cfg(feature = "gate")]
#[must_use]
pub fn generate_all(
    schema: &Schema,
    languages: &[&str],
    options: &Options,
) -> (Vec<Generated>, Vec<Diagnostic>) {
    generate_documented(schema, &[], languages, options)
}

/// Generates several languages, as [`generate_all`] does, with the documented examples of frames in
/// what shows frames to readers.
#[cfg(feature = "gate")]
#[must_use]
pub fn generate_documented(
    schema: &Schema,
    examples: &[Example],
    languages: &[&str],
    options: &Options,
) -> (Vec<Generated>, Vec<Diagnostic>) {
    let backends = REGISTRY
        .iter()
        .map(|backend| (backend.name(), Some(*backend)));
    let jobs: Vec<_> = backends
        .chain([(MODEL, None)])
        .filter(|(name, _)| languages.contains(name))
        .collect();
    let shared = Shared::new(&schema.model, examples);
    let results = tdproto_schema::parallel::map(&jobs, |(_, backend)| match backend {
        Some(backend) => generate_with(schema, *backend, options, &shared),
        None => (published(schema), Vec::new()),
    });
    let (generated, found): (Vec<_>, Vec<_>) = results.into_iter().unzip();
    // Errors in the options concern every language, and are reported once.
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    for diagnostic in found.into_iter().flatten() {
        if !diagnostics.contains(&diagnostic) {
            diagnostics.push(diagnostic);
        }
    }
    (generated, diagnostics)
}

/// The published model, as if it were one more language.
#[cfg(feature = "gate")]
fn published(schema: &Schema) -> Generated {
    Generated {
        language: MODEL.into(),
        folder: "".into(),
        files: model::files(&schema.model),
    }
}
