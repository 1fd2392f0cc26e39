//! The names of Kotlin.

use tdproto_schema::model::TypeDef;
use tdproto_schema::model::TypeKind;

use crate::naming::{Case, Convention, file_name};

/// Words that are names only in backticks.
const KEYWORDS: &[&str] = &[
    "as",
    "break",
    "class",
    "continue",
    "do",
    "else",
    "false",
    "for",
    "fun",
    "if",
    "in",
    "interface",
    "is",
    "null",
    "object",
    "package",
    "return",
    "super",
    "this",
    "throw",
    "true",
    "try",
    "typealias",
    "typeof",
    "val",
    "var",
    "when",
    "while",
];

/// Names in types that have values, variants or events as nested names.
pub(super) const NESTED: &[&str] = &[
    "Companion",
    "Kind",
    "Known",
    "Malformed",
    "Reply",
    "Serializer",
    "Unknown",
];

pub(super) const CONVENTION: Convention = Convention {
    types: Case::UpperCamel,
    fields: Case::LowerCamel,
    values: Case::UpperCamel,
    events: Case::UpperCamel,
    field_ident,
    value_ident: nested_ident,
    topic_ident,
    derived,
    reserved_types: &[
        "ClientEvent",
        "ClientEventTable",
        "PROTOCOL_VERSION",
        "ServerEvent",
        "ServerEventTable",
    ],
    reserved_with_frames: &[
        "ClientReply",
        "ClientShapes",
        "Request",
        "Requests",
        "ServerReply",
        "ServerShapes",
    ],
    ..Convention::new("Kotlin")
};

/// The object that reads and writes the values of a type.
pub(super) fn codec(name: &str) -> String {
    format!("{name}Codec")
}

/// All names that are derived from a type's name.
fn derived(def: &TypeDef, name: &str) -> Vec<String> {
    match &def.kind {
        TypeKind::Entity(_) | TypeKind::Union(_) | TypeKind::Enum(_) | TypeKind::Scalar(_) => {
            vec![codec(name)]
        }
        TypeKind::Alias(_) => Vec::new(),
    }
}

/// The identifier of a property.
fn field_ident(name: &str) -> String {
    match ident(name).as_str() {
        // Its getter would be the one that every object has.
        "`class`" => "class_".to_owned(),
        // The property of keys that the schema does not have.
        "unknownKeys" => "unknownKeys_".to_owned(),
        ident => ident.to_owned(),
    }
}

/// The identifier of what is nested in a type.
pub(super) fn nested_ident(name: &str) -> String {
    let ident = ident(name);
    match NESTED.contains(&ident.as_str()) {
        true => format!("The{ident}"),
        false => ident,
    }
}

/// The identifier of a name: in backticks where Kotlin would not take it otherwise.
pub(super) fn ident(name: &str) -> String {
    let safe = |c: char| if c.is_alphanumeric() { c } else { '_' };
    let text: String = name.chars().map(safe).collect();
    let starts = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let is_plain = starts && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let is_blank = text.chars().all(|c| c == '_');
    match is_plain && !is_blank && !KEYWORDS.contains(&text.as_str()) {
        true => text,
        false => format!("`{text}`"),
    }
}

/// An identifier without its backticks.
pub(super) fn bare(ident: &str) -> &str {
    ident.trim_matches('`')
}

/// The stem of a topic's file: words begin with capitals where that loses nothing. Characters that a
/// file system could trip over become `_`.
fn topic_ident(name: &str) -> String {
    let mut stem = String::new();
    let mut before = '_';
    for (at, c) in name.chars().enumerate() {
        let c = if c.is_alphanumeric() { c } else { '_' };
        match before == '_' && c.is_ascii_lowercase() {
            true => {
                if at > 0 {
                    stem.pop();
                }
                stem.push(c.to_ascii_uppercase());
            }
            false => stem.push(c),
        }
        before = c;
    }
    match stem.as_str() {
        "Events" | "Protocol" | "Requests" => format!("{stem}_"),
        _ if stem.ends_with("Codecs") => format!("{stem}_"),
        _ => file_name(&stem),
    }
}

/// Returns true if a text is the name of a package: words in lower case with dots between them.
pub(super) fn is_package_name(name: &str) -> bool {
    let is_part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_lowercase())
            && (part.bytes()).all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
            && !KEYWORDS.contains(&part)
    };
    name.split('.').all(is_part)
}

/// The package that a protocol's name gives.
pub(super) fn package_name(protocol: &str) -> String {
    let kept = |c: &char| c.is_ascii_alphanumeric();
    let name: String = protocol.chars().filter(kept).collect();
    let name = name.to_ascii_lowercase();
    match is_package_name(&name) {
        true => name,
        false => format!("protocol{name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain_or_in_backticks() {
        assert_eq!(ident("chatId"), "chatId");
        assert_eq!(ident("object"), "`object`");
        assert_eq!(ident("größe"), "`größe`");
        assert_eq!(ident("1st"), "`1st`");
        assert_eq!(field_ident("class"), "class_");
        assert_eq!(field_ident("unknownKeys"), "unknownKeys_");
        assert_eq!(nested_ident("Unknown"), "TheUnknown");
    }

    #[test]
    fn topics_become_files_of_their_own() {
        assert_eq!(topic_ident("billing_account"), "BillingAccount");
        assert_eq!(topic_ident("zoo_2"), "Zoo_2");
        assert_eq!(topic_ident("zoo2"), "Zoo2");
        assert_eq!(topic_ident("events"), "Events_");
    }

    #[test]
    fn packages_are_words_with_dots() {
        assert!(is_package_name("org.example.chat2"));
        for name in ["", "Chat", "a..b", "a.in", "1a", "a-b"] {
            assert!(!is_package_name(name), "{name}");
        }
        assert_eq!(package_name("My Chat"), "mychat");
        assert_eq!(package_name("in"), "protocolin");
    }
}
