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
    "alloc",
    "arbitrary",
    "chrono",
    "core",
    "jiff",
    "schemars",
    "serde",
    "std",
    "time",
];

/// Modules that a crate has besides those of topics.
const MODULES: &[&str] = &[
    "lib",
    "main",
    "wire",
    "events",
    "arbitrary_impls",
    "schemars_impls",
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
        _ if MODULES.contains(&name) || CRATES.contains(&name) => format!("{name}_"),
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
    reserved_with_frames: &["DecodedFrame"],
    types_of_frames: true,
    reserved_values: &["Self", "Unknown"],
    ..Convention::new("Rust")
};

/// Makes any text an identifier. Characters that are invalid in one become `_`, a digit at the
/// start gets one, keywords are written raw.
pub(super) fn ident(name: &str) -> String {
    // Marks that combine with the letter before are left out: Rust composes identifiers, so that
    // two different names could be the same to it.
    let is_part = |c: char| unicode_ident::is_xid_continue(c) && (c.is_alphanumeric() || c == '_');
    let mut ident: String = name
        .chars()
        .map(|c| if is_part(c) { c } else { '_' })
        .collect();
    if !ident.starts_with(|c: char| unicode_ident::is_xid_start(c) || c == '_') {
        ident.insert(0, '_');
    }
    if NEVER_RAW.contains(&ident.as_str()) {
        ident.push('_');
    } else if KEYWORDS.contains(&ident.as_str()) {
        ident.insert_str(0, "r#");
    }
    ident
}

/// Returns true if a text is a path of names, such as `std::hash::Hash`.
pub(super) fn is_path(text: &str) -> bool {
    let mut names = text.strip_prefix("::").unwrap_or(text).split("::");
    let is_start = |name: &str| matches!(name, "crate" | "self" | "super");
    let first = names.next().unwrap_or_default();
    let is_first = is_name(first) || is_start(first) && !text.starts_with("::");
    is_first && names.all(|name| is_name(name) || name == "super")
}

/// Returns true if a text is an identifier, a raw one or one that is no keyword.
fn is_name(text: &str) -> bool {
    let bare = text.strip_prefix("r#").unwrap_or(text);
    let mut chars = bare.chars();
    let is_ident = chars
        .next()
        .is_some_and(|c| unicode_ident::is_xid_start(c) || c == '_')
        && chars.all(unicode_ident::is_xid_continue);
    let is_keyword = text == bare && KEYWORDS.contains(&bare);
    is_ident && !is_keyword && !NEVER_RAW.contains(&bare)
}

#[cfg(test)]
mod tests {
    use super::{ident, is_path};

    #[test]
    fn any_text_becomes_an_identifier() {
        let cases = [
            ("", "__"),
            ("a-b", "a_b"),
            ("1a", "_1a"),
            ("type", "r#type"),
            ("self", "self_"),
            ("\u{24d0}", "__"),
            ("x\u{b2}", "x_"),
            ("e\u{301}", "e_"),
            ("\u{e9}", "\u{e9}"),
            ("\u{967}a", "_\u{967}a"),
            ("\u{b7}a", "_a"),
        ];
        for (name, expected) in cases {
            assert_eq!(ident(name), expected, "{name:?}");
        }
    }

    #[test]
    fn paths_are_names_with_colons_between_them() {
        for text in [
            "Eq",
            "a::B",
            "::a::B",
            "crate::r#type::B",
            "super::super::A",
            "self::A",
        ] {
            assert!(is_path(text), "{text}");
        }
        for text in [
            "",
            "::",
            "a::",
            "a::type",
            "r#self::A",
            "::crate::A",
            "a b",
            "a::B<C>",
            "_::A",
            "a:B",
        ] {
            assert!(!is_path(text), "{text}");
        }
    }
}
