//! The schema of a JSON event protocol: how it is written, read, resolved and checked.
//!
//! A schema is a directory of TOML files. Each file is a *topic* and holds entities, enums,
//! unions, scalars, aliases and events. Data flows one way:
//!
//! 1. [`read`](read()) turns one file into [`Decls`], as written, with a span for every part;
//! 2. [`resolve`](resolve()) turns all of them into a [`Model`] of ids, and [`Origins`] that lead
//!    back to the spans;
//! 3. [`check`](check()) reports what is invalid in the model.
//!
//! Every stage goes on after an error and returns what it found as [`Diagnostic`]s, so that one
//! run reports all that is wrong. [`embedded`] holds the protocol of the team messenger.
//!
//! ```
//! use tdproto_schema::{SourceMap, compile};
//!
//! let mut sources = SourceMap::default();
//! sources.add("chat.toml", "
//! [entity.Chat]
//! doc = \"A chat.\"
//! [entity.Chat.fields]
//! title = { type = \"string\", doc = \"What it is called.\" }
//! ");
//! let (schema, diagnostics) = compile(&sources);
//! assert!(diagnostics.is_empty());
//! assert_eq!(schema.model.types()[0].name, "Chat");
//! ```
#![cfg_attr(docsrs, feature(doc_cfg))]

mod source;

mod codes;
mod diag;
mod suggest;

pub mod decl;
mod type_expr;

pub mod keys;
pub mod names;
mod read;

pub mod model;
pub mod patterns;

mod resolve;

mod check;

pub mod describe;
pub mod embedded;
#[cfg(feature = "json")]
pub mod format;
#[cfg(feature = "json")]
pub mod json;
#[doc(hidden)]
pub mod parallel;

pub use check::check;
pub use codes::Code;
pub use decl::Decls;
pub use describe::Describe;
pub use diag::{Diagnostic, Label, Severity, Sink};
pub use model::Model;
#[doc(hidden)]
pub use read::cursor;
pub use read::read;
pub use resolve::{
    ConstraintsOrigin, EventOrigin, FieldOrigin, FrameOrigin, Origins, TypeOrigin, ValueOrigin,
    VariantOrigin, resolve,
};
pub use source::{FileId, SourceFile, SourceMap, Span};
pub use suggest::did_you_mean;
pub use type_expr::{TypeExpr, TypeExprError, parse_type};

/// A resolved schema: the model, and where each part of it was written.
#[derive(Debug, Clone, Default)]
pub struct Schema {
    /// The model; valid only if the diagnostics it came with hold no error.
    pub model: Model,
    /// The places of the parts of the model.
    pub origins: Origins,
}

/// Reads every file, resolves and checks: all stages up to the checked model.
///
/// Diagnostics come in the order of the files and of the places in them.
#[must_use]
pub fn compile(sources: &SourceMap) -> (Schema, Vec<Diagnostic>) {
    compile_files(sources, sources.files())
}

/// Runs [`compile`] with some of the files only: a map may hold the files of several schemas.
#[must_use]
pub fn compile_files(sources: &SourceMap, files: &[SourceFile]) -> (Schema, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut decls = Decls::default();
    for (found, errors) in parallel::map(files, |file| read(sources, file.id)) {
        decls.append(found);
        diagnostics.extend(errors);
    }
    let (schema, errors) = compile_decls(decls);
    // What is missing from a file that could not be parsed is not missing from the schema.
    if !diagnostics
        .iter()
        .any(|found| matches!(found.code, Code::TomlSyntax | Code::MergeConflict))
    {
        diagnostics.extend(errors);
    }
    diag::sort(&mut diagnostics);
    (schema, diagnostics)
}

/// The corridor from declarations on: resolves and checks.
#[must_use]
pub fn compile_decls(decls: Decls) -> (Schema, Vec<Diagnostic>) {
    let (model, origins, mut diagnostics) = resolve(decls);
    diagnostics.extend(check(&model, &origins));
    diag::sort(&mut diagnostics);
    (Schema { model, origins }, diagnostics)
}
