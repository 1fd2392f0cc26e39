//! What a user may ask of the generated code.

use std::collections::BTreeMap;

use crate::naming::Renames;

/// Choices for all languages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// Names given by hand: `Type` or `Type.field` as in the schema, to the name in code.
    pub renames: Renames,
    /// What becomes of keys that the schema does not know.
    pub unknown_fields: UnknownFields,
    /// Choices for Rust alone.
    pub rust: RustOptions,
}

/// What a receiver does with keys that the schema does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum UnknownFields {
    /// They are skipped.
    #[default]
    Ignore,
    /// They are kept with their values and written back.
    Keep,
    /// They are errors.
    Deny,
}

/// Choices for Rust alone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RustOptions {
    /// How the code is laid out in files.
    pub layout: RustLayout,
    /// Attributes put above a type, by its name in the schema; `*` stands for every type.
    pub attributes: BTreeMap<String, Vec<String>>,
    /// Paths of existing types to use in place of generated ones, by the name in the schema.
    pub extern_types: BTreeMap<String, String>,
}

/// How generated Rust is laid out in files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RustLayout {
    /// A crate: `Cargo.toml`, `src/lib.rs`, a module per topic.
    #[default]
    Crate,
    /// One file to `include!`, called after the protocol, a nested module per topic.
    SingleFile,
}
