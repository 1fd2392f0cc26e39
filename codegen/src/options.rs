//! What a user may ask of the generated code.

use std::collections::BTreeMap;

use tdproto_schema::{Code, Diagnostic, Model, did_you_mean};

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
    /// Choices for TypeScript alone.
    pub typescript: TypeScriptOptions,
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
    /// Whether code in one file has serde's traits; in a crate they are a feature of it.
    pub serde: bool,
    /// Whether types in one file have the derives of `tdproto-macros` in place of explicit code.
    pub derive: bool,
    /// Whether types borrow their texts from what they are read from. Derived ones own theirs in
    /// any case.
    pub borrowed: bool,
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

/// Choices for TypeScript alone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TypeScriptOptions {
    /// What integers of 64 bits are.
    pub int64: Int64,
}

/// What integers of 64 bits are in TypeScript. On the wire they are bare numbers in any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Int64 {
    /// `bigint`: exact.
    #[default]
    Bigint,
    /// `number`: rounded beyond ±(2⁵³ − 1).
    Number,
    /// `string`: exact, as decimal digits.
    String,
}

impl Options {
    /// Reports what names a type or field that the model does not have.
    #[must_use]
    pub fn check(&self, model: &Model) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for name in self.renames.keys() {
            found.extend(unknown_name(model, "rename", name));
        }
        for name in self
            .rust
            .attributes
            .keys()
            .filter(|name| *name != EVERY_TYPE)
        {
            found.extend(unknown_name(model, "attribute", name));
        }
        for name in self.rust.extern_types.keys() {
            found.extend(unknown_name(model, "extern type", name));
        }
        found
    }
}

/// Stands for every type where an option takes the name of one.
pub const EVERY_TYPE: &str = "*";

fn unknown_name(model: &Model, option: &str, name: &str) -> Option<Diagnostic> {
    let (ty, field) = name
        .split_once('.')
        .map_or((name, None), |(ty, field)| (ty, Some(field)));
    let unknown = |message: String, help: Option<String>| {
        Some(Diagnostic::error(Code::OptionUnknown, message).help_if(help))
    };
    let Some(id) = model.find_type(ty) else {
        let names = model.types().iter().map(|def| def.name.as_str());
        let message = format!("{option} of `{name}`: the schema has no type `{ty}`");
        return unknown(message, did_you_mean(ty, names));
    };
    let field = field?;
    let fields = model
        .entity(id)
        .map(|entity| entity.fields.as_slice())
        .unwrap_or_default();
    if fields.iter().any(|found| found.name == field) {
        return None;
    }
    let names = fields.iter().map(|found| found.name.as_str());
    let message = format!("{option} of `{name}`: `{ty}` has no field `{field}`");
    unknown(message, did_you_mean(field, names))
}
