//! How TypeScript names things: types as in the schema, members by their keys on the wire.

use std::fmt::Write;

use tdproto_schema::model::{TypeDef, TypeKind};

use super::{CONNECTION, EVENTS, WIRE, conditional};
use crate::naming::{Case, Convention, file_name};

pub(super) const CONVENTION: Convention = Convention {
    language: "TypeScript",
    types: Case::Keep,
    fields: Case::Keep,
    values: Case::Keep,
    events: Case::Keep,
    topics: Case::Kebab,
    field_ident: str::to_owned,
    value_ident: str::to_owned,
    topic_ident,
    derived,
    reserved_types: RESERVED_TYPES,
    reserved_values: &[],
};

/// The table of an entity.
pub(super) fn table(name: &str) -> String {
    format!("{name}Schema")
}

/// The list of an enum's values.
pub(super) fn values(name: &str) -> String {
    format!("{name}Values")
}

/// The guard of an enum, or of what is narrowed.
pub(super) fn guard(name: &str) -> String {
    format!("is{name}")
}

/// An entity or a scalar of one kind.
pub(super) fn narrowed(name: &str) -> String {
    format!("{name}Of")
}

/// What the kinds of a scalar begin with.
pub(super) fn prefixes(name: &str) -> String {
    format!("{name}Prefixes")
}

/// The kinds of a scalar.
pub(super) fn kind(name: &str) -> String {
    format!("{name}Kind")
}

/// The function that tells the kind of a scalar.
pub(super) fn kind_of(name: &str) -> String {
    format!("kindOf{name}")
}

/// All that comes with a type.
fn derived(def: &TypeDef, name: &str) -> Vec<String> {
    let of = narrowed(name);
    match &def.kind {
        TypeKind::Entity(entity) if conditional::is_conditional(entity) => {
            vec![table(name), guard(&of), of]
        }
        TypeKind::Entity(_) => vec![table(name)],
        TypeKind::Enum(_) => vec![values(name), guard(name)],
        TypeKind::Scalar(_) if def.prefixes.is_empty() => Vec::new(),
        TypeKind::Scalar(_) => {
            vec![prefixes(name), kind(name), kind_of(name), guard(&of), of]
        }
        TypeKind::Alias(_) => Vec::new(),
    }
}

/// Names that no declared type may have: what the output declares or uses itself, built-in types,
/// and words that cannot be declared as a type or cannot be used as one.
const RESERVED_TYPES: &[&str] = &[
    // Declared or used by the output.
    "Branded",
    "ClientEvent",
    "ClientEventMap",
    "ClientEventName",
    "Confirmed",
    "ConnectOptions",
    "Connection",
    "ConnectionError",
    "ConnectionStatus",
    "Datetime",
    "Decoded",
    "DecodedClientEvent",
    "DecodedServerEvent",
    "EntitySchema",
    "EventFrame",
    "EventHead",
    "EventTable",
    "FrameOf",
    "Int64",
    "KnownEvent",
    "MalformedEvent",
    "Narrowed",
    "Partial",
    "Record",
    "ServerEvent",
    "ServerEventMap",
    "ServerEventName",
    "SignalLike",
    "SocketClass",
    "SocketLike",
    "Uint64",
    "UnhandledEvent",
    "UnknownEvent",
    "clientEvents",
    "connect",
    "decode",
    "decodeClientEvent",
    "decodeEvent",
    "decodeServerEvent",
    "encode",
    "encodeClientEvent",
    "encodeEvent",
    "encodeInput",
    "encodeServerEvent",
    "eventTable",
    "newConfirmId",
    "serverEvents",
    "t",
    // Built-in types.
    "any",
    "bigint",
    "boolean",
    "never",
    "number",
    "object",
    "string",
    "symbol",
    "undefined",
    "unknown",
    "void",
    // Operators in a type, and words with a meaning in an import.
    "abstract",
    "as",
    "asserts",
    "infer",
    "intrinsic",
    "keyof",
    "readonly",
    "type",
    "unique",
    // Reserved words of JavaScript in a module.
    "await",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "function",
    "if",
    "implements",
    "import",
    "in",
    "instanceof",
    "interface",
    "let",
    "new",
    "null",
    "package",
    "private",
    "protected",
    "public",
    "return",
    "static",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "var",
    "while",
    "with",
    "yield",
];

/// The stem of a topic's file. What an import path or a file system could trip over becomes `_`.
fn topic_ident(name: &str) -> String {
    let safe = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let stem: String = name
        .chars()
        .map(|c| if safe(c) { c } else { '_' })
        .collect();
    match stem.as_str() {
        "index" | CONNECTION | EVENTS | WIRE => format!("{stem}_"),
        _ => file_name(&stem),
    }
}

/// The key of a member: as it is where that is an identifier, else as a string.
pub(super) fn key(name: &str) -> String {
    let mut chars = name.chars();
    let identifier = chars.next().is_some_and(starts_identifier)
        && chars.all(|c| starts_identifier(c) || c.is_ascii_digit());
    if identifier {
        name.to_owned()
    } else {
        string(name)
    }
}

/// Whether a character may start an identifier. Of the letters beyond ASCII, only the blocks that
/// every version of Unicode agrees on; a name with others is quoted, which is always right.
fn starts_identifier(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '_' | '$' => true,
        '\u{300}'..='\u{36f}' => false,
        '\u{c0}'..='\u{52f}' => c.is_alphabetic(),
        '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' => true,
        '\u{4e00}'..='\u{9fa5}' | '\u{ac00}'..='\u{d7a3}' => true,
        _ => false,
    }
}

/// A string literal. What an editor would not show as it is, is escaped.
pub(super) fn string(text: &str) -> String {
    let mut literal = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => literal.push_str("\\\""),
            '\\' => literal.push_str("\\\\"),
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            '\t' => literal.push_str("\\t"),
            c if is_invisible(c) => {
                // Writing to a String cannot fail.
                let _ = write!(literal, "\\u{:04x}", u32::from(c));
            }
            c => literal.push(c),
        }
    }
    literal.push('"');
    literal
}

/// Control characters, line and paragraph separators, and marks that turn the direction of text:
/// in source they could show something else than what is there.
pub(super) fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{2028}' | '\u{2029}' | '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{feff}'
        )
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_quoted_where_they_must_be() {
        let plain = [
            "chat_type",
            "$ref",
            "_debug",
            "größe",
            "имя",
            "鍵",
            "class",
            "constructor",
        ];
        for name in plain {
            assert_eq!(key(name), name);
        }
        assert_eq!(key("last-tab"), "\"last-tab\"");
        assert_eq!(key("2fa"), "\"2fa\"");
        assert_eq!(key("a b"), "\"a b\"");
        assert_eq!(key("Ⓐ"), "\"Ⓐ\"");
        assert_eq!(key("quote\"back\\slash"), r#""quote\"back\\slash""#);
    }

    #[test]
    fn strings_hide_nothing() {
        assert_eq!(string("😀"), "\"😀\"");
        assert_eq!(
            string("\u{7}\u{2028}\u{202e}\n"),
            r#""\u0007\u2028\u202e\n""#
        );
    }

    #[test]
    fn topics_keep_clear_of_the_other_files() {
        assert_eq!(topic_ident("events"), "events_");
        assert_eq!(topic_ident("wire"), "wire_");
        assert_eq!(topic_ident("a/b.d"), "a_b_d");
        assert_eq!(topic_ident("aux"), "aux_");
    }
}
