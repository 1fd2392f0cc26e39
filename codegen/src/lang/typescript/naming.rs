//! The names of TypeScript: types as in the schema, members by their keys on the wire.

use tdproto_schema::model::{Entity, TypeDef, TypeKind};

use super::conditions::is_conditional;
use super::{CHECK, CONNECTION, EVENTS, WIRE};
use crate::naming::{Case, Convention, file_name};

pub(super) const CONVENTION: Convention = Convention {
    topics: Case::Kebab,
    topic_ident,
    derived,
    reserved_types: RESERVED_TYPES,
    reserved_with_frames: RESERVED_WITH_FRAMES,
    ..Convention::new("TypeScript")
};

/// The table of an entity or a union.
pub(super) fn table(name: &str) -> String {
    format!("{name}Schema")
}

/// The function that checks the constraints of an entity, a union or a scalar.
pub(super) fn check(name: &str) -> String {
    format!("check{name}")
}

/// The defaults of the fields of an entity.
pub(super) fn defaults(name: &str) -> String {
    format!("{name}Defaults")
}

/// The list of an enum's values.
pub(super) fn values(name: &str) -> String {
    format!("{name}Values")
}

/// The guard of an enum, or of a narrowed type.
pub(super) fn guard(name: &str) -> String {
    format!("is{name}")
}

/// An entity or a scalar of one kind.
pub(super) fn narrowed(name: &str) -> String {
    format!("{name}Of")
}

/// The name of the list of the prefixes of a scalar's kinds.
pub(super) fn prefixes(name: &str) -> String {
    format!("{name}Prefixes")
}

/// The kinds of a scalar.
pub(super) fn kind(name: &str) -> String {
    format!("{name}Kind")
}

/// The name of the function that returns the kind of a scalar.
pub(super) fn kind_of(name: &str) -> String {
    format!("kindOf{name}")
}

/// All names that are derived from a type's name.
fn derived(def: &TypeDef, name: &str) -> Vec<String> {
    let of = narrowed(name);
    let has_defaults = def.entity().is_some_and(has_some);
    let mut names = has_defaults
        .then(|| defaults(name))
        .into_iter()
        .collect::<Vec<_>>();
    names.extend(match &def.kind {
        TypeKind::Entity(entity) if is_conditional(entity) => {
            vec![table(name), check(name), guard(&of), of]
        }
        TypeKind::Entity(_) | TypeKind::Union(_) => vec![table(name), check(name)],
        TypeKind::Enum(_) => vec![values(name), guard(name)],
        TypeKind::Scalar(_) if def.prefixes.is_empty() => vec![check(name)],
        TypeKind::Scalar(_) => {
            let narrowed = [prefixes(name), kind(name), kind_of(name), guard(&of), of];
            narrowed.into_iter().chain([check(name)]).collect()
        }
        TypeKind::Alias(_) => Vec::new(),
    });
    names
}

/// Names that no declared type may have. They are names that the output declares or uses itself,
/// and built-in types. Others are words that cannot be declared as a type or cannot be used as one.
const RESERVED_TYPES: &[&str] = &[
    // Declared or used by the output.
    "BinaryFrame",
    "Branded",
    "Breach",
    "ClientEvent",
    "ClientEventMap",
    "ClientEventName",
    "Confirmed",
    "ConnectOptions",
    "Connection",
    "ConnectionError",
    "ConnectionErrorCode",
    "ConnectionState",
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
    "KnownClientEvent",
    "KnownEvent",
    "KnownServerEvent",
    "MalformedEvent",
    "Narrowed",
    "OptionalEventFrame",
    "Partial",
    "Record",
    "SendOptions",
    "ServerEvent",
    "ServerEventMap",
    "ServerEventName",
    "SignalLike",
    "SocketClass",
    "SocketLike",
    "UNKNOWN",
    "Uint64",
    "Uint8Array",
    "UnhandledEvent",
    "UnknownEvent",
    "UnknownKeys",
    "UnknownVariant",
    "WaitOptions",
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

/// Names that the output declares or uses itself where the schema draws its frames.
const RESERVED_WITH_FRAMES: &[&str] = &[
    "ClientEventFrames",
    "ClientFrame",
    "ClientFrameKinds",
    "ClientReply",
    "ClientRequests",
    "ConnectionTypes",
    "DecodeOptions",
    "DecodedReply",
    "FrameConnectOptions",
    "FrameConnection",
    "FrameProtocol",
    "FrameTable",
    "HugeNumber",
    "KnownFrame",
    "Limits",
    "MalformedFrame",
    "MalformedReply",
    "RequestError",
    "RequestOptions",
    "RequestTable",
    "RequestTypes",
    "ServerEventFrames",
    "ServerFrame",
    "ServerFrameKinds",
    "ServerReply",
    "ServerRequests",
    "UnhandledFrame",
    "UnknownFrame",
    "clientFrames",
    "clientRequests",
    "decodeAnyReply",
    "decodeFrame",
    "decodeReply",
    "encodeClientReply",
    "encodeFrame",
    "encodeReply",
    "encodeServerReply",
    "frameTable",
    "isRequestError",
    "part",
    "requestTable",
    "serverFrames",
    "serverRequests",
];

/// The stem of a topic's file. Characters that an import path or a file system could trip over
/// become `_`.
fn topic_ident(name: &str) -> String {
    let safe = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let stem: String = name
        .chars()
        .map(|c| if safe(c) { c } else { '_' })
        .collect();
    match stem.as_str() {
        "index" | CHECK | CONNECTION | EVENTS | WIRE => format!("{stem}_"),
        _ => file_name(&stem),
    }
}

/// Returns true if a field of an entity has a default.
pub(super) fn has_some(entity: &Entity) -> bool {
    entity.fields.iter().any(|field| field.default.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn topics_keep_clear_of_the_other_files() {
        assert_eq!(topic_ident("events"), "events_");
        assert_eq!(topic_ident("wire"), "wire_");
        assert_eq!(topic_ident("a/b.d"), "a_b_d");
        assert_eq!(topic_ident("aux"), "aux_");
    }
}
