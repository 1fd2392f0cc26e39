//! The names of Python, by PEP 8.

use super::standard::MODULES as STANDARD;
use crate::naming::{Case, Convention, file_name};

/// Keywords, also those of some places only.
const KEYWORDS: &[&str] = &[
    "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif",
    "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda",
    "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

/// Attributes that would hide what the class or its annotations need.
const ATTRIBUTES: &[&str] = &[
    "bool",
    "bytes",
    "cast",
    "check",
    "dataclass",
    "decode",
    "encode",
    "field",
    "float",
    "input_of",
    "int",
    "no_entries",
    "str",
    "to_input",
    "tuple",
    "unknown_fields",
];

/// Modules and functions of every package.
const MODULES: &[&str] = &["codec", "decode", "encode", "events"];

pub(super) const CONVENTION: Convention = Convention {
    types: Case::Keep,
    fields: Case::Snake,
    values: Case::Shouty,
    events: Case::UpperCamel,
    topics: Case::Snake,
    field_ident: attribute,
    value_ident: ident,
    topic_ident,
    reserved_types: &[
        "Any",
        "Breach",
        "ClassVar",
        "ClientEvent",
        "DEFAULT_LIMITS",
        "DecodeLimits",
        "EncodeError",
        "Entity",
        "Enum",
        "ExactNumber",
        "False",
        "Final",
        "KnownClientEvent",
        "KnownServerEvent",
        "Literal",
        "Malformed",
        "MalformedEvent",
        "Mapping",
        "NewType",
        "None",
        "ServerEvent",
        "True",
        "TYPE_CHECKING",
        "TypeAlias",
        "TypeVar",
        "UNSET",
        "Union",
        "UnknownEvent",
        "UnknownVariant",
        "Unset",
    ],
    reserved_with_frames: &[
        "ClientReply",
        "MalformedFrame",
        "MalformedReply",
        "ReplyFailure",
        "ReplyResult",
        "RequestEvent",
        "ServerReply",
        "UnknownFrame",
    ],
    reserved_values: &["VALUES"],
    ..Convention::new("Python")
};

/// The name of an attribute.
pub(super) fn attribute(name: &str) -> String {
    // A mark at the start would make it private.
    let ident = prefixed(name.trim_start_matches('_'), 'v');
    match KEYWORDS.contains(&ident.as_str()) || ATTRIBUTES.contains(&ident.as_str()) {
        true => format!("{ident}_"),
        false => ident,
    }
}

/// Makes any text an identifier: characters that are invalid in one become `_`, and one that cannot
/// be the first gets a letter before it.
pub(super) fn ident(name: &str) -> String {
    prefixed(name, 'V')
}

fn prefixed(name: &str, letter: char) -> String {
    let is_part = |c: char| unicode_ident::is_xid_continue(c) && (c.is_alphanumeric() || c == '_');
    let parts = name.chars().map(|c| if is_part(c) { c } else { '_' });
    let mut ident: String = parts.collect();
    if !ident.starts_with(unicode_ident::is_xid_start) {
        ident.insert(0, letter);
    }
    ident
}

/// The module of a topic, in ASCII.
fn topic_ident(name: &str) -> String {
    let name: String = name
        .chars()
        .map(|c| match c.is_ascii() {
            true => c.to_string(),
            false => format!("u{:x}", u32::from(c)),
        })
        .collect();
    let stem = file_name(&attribute(&name));
    match MODULES.contains(&stem.as_str()) {
        true => format!("{stem}_"),
        false => stem,
    }
}

/// The module of a package: its name in lower case, without what a module cannot have in its name,
/// and not that of a module of Python itself.
pub(super) fn module(package: &str) -> String {
    let name = attribute(&package.to_lowercase().replace(['-', '.'], "_"));
    match STANDARD.contains(&name.as_str()) {
        true => format!("{name}_protocol"),
        // It is the name of a folder, too.
        false => file_name(&name),
    }
}

/// Returns true if PyPI takes a text for the name of a package.
pub(super) fn is_package_name(name: &str) -> bool {
    let is_end = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    is_end(name.chars().next()) && is_end(name.chars().last()) && name.chars().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::{attribute, is_package_name, module, topic_ident};

    #[test]
    fn any_text_becomes_an_attribute() {
        for (name, expected) in [
            ("", "v"),
            ("a-b", "a_b"),
            ("1a", "v1a"),
            ("$", "v_"),
            ("class", "class_"),
            ("int", "int_"),
            ("_id", "id"),
            ("\u{e9}", "\u{e9}"),
        ] {
            assert_eq!(attribute(name), expected, "{name:?}");
        }
    }

    #[test]
    fn topics_keep_clear_of_the_other_modules() {
        assert_eq!(topic_ident("events"), "events_");
        assert_eq!(topic_ident("import"), "import_");
        assert_eq!(topic_ident("\u{e9}t\u{e9}"), "ue9tue9");
    }

    #[test]
    fn packages_have_names_of_pypi() {
        assert!(is_package_name("chat-protocol"));
        for name in ["", "-a", "a-", "a b", "@team/a"] {
            assert!(!is_package_name(name), "{name}");
        }
        assert_eq!(module("Chat-Protocol.v2"), "chat_protocol_v2");
        assert_eq!(module("socket"), "socket_protocol");
    }
}
