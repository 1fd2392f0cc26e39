//! Generates code and schemas from the model of a JSON event protocol.
//!
//! The pipeline: [`load`] reads a schema directory, [`generate()`] makes the files of a language in
//! memory, [`files`] writes them or compares them with what is there.
#![cfg_attr(docsrs, feature(doc_cfg))]

mod banner;
mod below;
mod build;
#[cfg(feature = "gate")]
pub mod capture;
#[cfg(feature = "gate")]
pub mod changelog;
#[cfg(feature = "cli")]
mod cli;
#[cfg(feature = "gate")]
pub mod config;
mod datetime;
#[cfg(feature = "gate")]
pub mod diff;
#[cfg(feature = "gate")]
pub mod drift;
pub mod examples;
pub mod experimental;
pub mod files;
#[cfg(feature = "gate")]
pub mod fmt;
#[cfg(feature = "gate")]
pub mod import;
#[cfg(feature = "gate")]
pub mod infer;
pub mod lang;
pub mod load;
pub mod naming;
pub mod options;
mod paths;
#[cfg(feature = "cli")]
pub mod payloads;
#[cfg(feature = "cli")]
pub mod plugin;
#[cfg(feature = "gate")]
mod reach;
#[cfg(any(feature = "html", feature = "markdown"))]
#[cfg_attr(
    not(all(feature = "html", feature = "markdown")),
    allow(
        dead_code,
        unused_imports,
        reason = "each of both outputs uses some parts alone"
    )
)]
mod reference;
mod reference_options;
pub mod render;
pub mod report;
#[cfg(feature = "gate")]
pub mod rules;
pub mod sample;
#[cfg(feature = "gate")]
pub mod schema_text;
mod text;
#[cfg(feature = "gate")]
mod text_diff;
mod text_form;
mod toml_text;
#[cfg(feature = "gate")]
mod toml_values;
pub mod validate;
#[cfg(feature = "gate")]
mod version;
pub mod views;

mod from_types;
mod generate;

pub use build::{BuildError, Builder};
#[cfg(feature = "cli")]
#[doc(hidden)]
pub use cli::{Exit, Io, main, run};
pub use from_types::from_types;
pub use generate::{Generated, generate};
#[cfg(feature = "gate")]
pub use generate::{generate_all, generate_documented};
pub use lang::{Backend, OutputFile, REGISTRY};
pub use options::{
    DocumentFormat, DocumentOptions, EventSchemas, HtmlOptions, Int64, JsonSchemaOptions, Options,
    PackageOptions, ReferenceContent, RustLayout, RustOptions, TypeScriptOptions, UnknownFields,
    Version,
};
pub use text::Writer;
