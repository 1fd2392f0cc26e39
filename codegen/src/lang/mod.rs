//! The back ends: from a model to the files of a language, in memory.

#[cfg(any(feature = "asyncapi", feature = "openapi"))]
mod apis;
#[cfg(feature = "asyncapi")]
pub mod asyncapi;
pub(crate) mod backend;
mod bounded;
mod comment;
pub(crate) mod definitions;
pub(crate) mod direction;
pub(crate) mod docs;
mod frame_places;
mod frame_values;
mod frames;
#[cfg(feature = "go")]
pub mod go;
#[cfg(feature = "html")]
pub mod html;
pub mod json_schema;
#[cfg(feature = "kotlin")]
pub mod kotlin;
mod literal;
#[cfg(feature = "markdown")]
pub mod markdown;
#[cfg(feature = "gate")]
pub(crate) mod model;
mod node;
#[cfg(feature = "openapi")]
pub mod openapi;
mod package;
#[cfg(feature = "python")]
pub mod python;
mod readme;
mod runtime;
pub mod rust;
pub(crate) mod signatures;
pub mod typescript;
pub(crate) mod wrapping;

pub use backend::{Backend, Input, OutputFile, PackageNames, Snippet};
pub(crate) use docs::{
    bounds_note, default_note, deprecation_note, entity_notes, event_notes, field_notes,
    input_note, lifecycle_notes, scalar_notes, servers_list, topic_notes, type_notes,
};

#[cfg(feature = "gate")]
pub(crate) use package::{is_keyword, is_version};

use tdproto_schema::{Diagnostic, Model};

use crate::options::Options;
use package::{Package, is_cargo_name, is_npm_name};

/// Reports options whose output would not compile, in any language.
pub(crate) fn check_options(model: &Model, options: &Options) -> Vec<Diagnostic> {
    let mut found = package::check(options);
    found.extend(rust::check_options(model, options));
    found.extend(typescript::check_options(model, options));
    found
}

/// Every language, sorted by name.
pub const REGISTRY: &[&dyn Backend] = &[
    #[cfg(feature = "asyncapi")]
    &asyncapi::AsyncApi,
    #[cfg(feature = "go")]
    &go::Go,
    #[cfg(feature = "html")]
    &html::Html,
    &json_schema::JsonSchema,
    #[cfg(feature = "kotlin")]
    &kotlin::Kotlin,
    #[cfg(feature = "markdown")]
    &markdown::Markdown,
    #[cfg(feature = "openapi")]
    &openapi::OpenApi,
    #[cfg(feature = "python")]
    &python::Python,
    &rust::Rust,
    &typescript::TypeScript,
];

/// The language of this name.
#[must_use]
pub fn find(name: &str) -> Option<&'static dyn Backend> {
    REGISTRY
        .iter()
        .copied()
        .find(|backend| backend.name() == name)
}

/// The name of the published model among the languages.
pub const MODEL: &str = "model";

/// The names of all that can be generated: every language, and the model.
#[must_use]
pub fn names() -> Vec<&'static str> {
    let languages = REGISTRY.iter().map(|backend| backend.name());
    languages.chain([MODEL]).collect()
}
