//! The names of Rust.

use crate::naming::{Case, Convention, file_name};

/// Keywords that may be written raw. Strict and reserved ones of every edition, from the Rust
/// Reference's chapter on keywords.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Keywords that cannot be written raw.
const NEVER_RAW: &[&str] = &["crate", "self", "super", "Self", "_"];

/// Crates that generated code names: a module with such a name would hide one.
const CRATES: &[&str] = &[
    "alloc", "chrono", "core", "jiff", "schemars", "serde", "std", "time",
];

pub(super) const CONVENTION: Convention = Convention {
    types: Case::UpperCamel,
    fields: Case::Snake,
    values: Case::UpperCamel,
    events: Case::UpperCamel,
    topics: Case::Snake,
    field_ident: ident,
    value_ident: ident,
    topic_ident: |name| match name {
        "lib" | "main" | "wire" | "events" => format!("{name}_"),
        _ if CRATES.contains(&name) => format!("{name}_"),
        _ => ident(&file_name(name)),
    },
    reserved_types: &[
        "BTreeMap",
        "Box",
        "ClientEvent",
        "ClientFrame",
        "Clone",
        "Copy",
        "Datetime",
        "Debug",
        "Decoded",
        "Default",
        "Drop",
        "Eq",
        "Err",
        "Fn",
        "FnOnce",
        "Frame",
        "From",
        "Into",
        "Iterator",
        "Json",
        "None",
        "Ok",
        "Option",
        "Ord",
        "PartialEq",
        "PartialOrd",
        "Result",
        "Self",
        "Send",
        "ServerEvent",
        "ServerFrame",
        "Sized",
        "Some",
        "String",
        "Sync",
        "ToOwned",
        "ToString",
        "TryFrom",
        "TryInto",
        "Vec",
    ],
    reserved_values: &["Self", "Unknown"],
    ..Convention::new("Rust")
};

/// Makes any text an identifier. Characters that are invalid in one become `_`, a digit at the
/// start gets one, keywords are written raw.
pub(super) fn ident(name: &str) -> String {
    let mut ident: String = name
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || c == '_' {
                c
            } else {
                '_'
            }
        })
        .collect();
    if ident.starts_with(|c: char| c.is_numeric()) || ident.is_empty() {
        ident.insert(0, '_');
    }
    if NEVER_RAW.contains(&ident.as_str()) {
        ident.push('_');
    } else if KEYWORDS.contains(&ident.as_str()) {
        ident.insert_str(0, "r#");
    }
    ident
}
