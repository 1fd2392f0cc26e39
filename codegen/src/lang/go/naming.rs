//! The names of Go.

use tdproto_schema::model::{TypeDef, TypeKind, UnionForm};

use crate::naming::{Case, Convention, file_name};

pub(super) const CONVENTION: Convention = Convention {
    types: Case::Initialisms,
    fields: Case::Initialisms,
    values: Case::Initialisms,
    events: Case::Initialisms,
    topics: Case::Snake,
    field_ident,
    value_ident: part,
    topic_ident,
    derived,
    reserved_types: RESERVED_TYPES,
    reserved_with_frames: RESERVED_WITH_FRAMES,
    types_of_frames: true,
    ..Convention::new("Go")
};

/// The methods that generated types have: no field is called so.
const METHODS: &[&str] = &[
    "AppendJSON",
    "Check",
    "EventName",
    "FrameKind",
    "Input",
    "MarshalJSON",
    "String",
    "UnknownFields",
    "UnmarshalJSON",
];

/// The stems of files that the package has besides those of topics.
const FILES: &[&str] = &[
    "checks", "doc", "events", "frames", "pools", "table", "tuples", "wire",
];

/// Operating systems and processors: a file is built for one alone if its name ends in it.
const PLATFORMS: &[&str] = &[
    "386",
    "aix",
    "amd64",
    "amd64p32",
    "android",
    "arm",
    "arm64",
    "arm64be",
    "armbe",
    "darwin",
    "dragonfly",
    "freebsd",
    "hurd",
    "illumos",
    "ios",
    "js",
    "linux",
    "loong64",
    "mips",
    "mips64",
    "mips64le",
    "mips64p32",
    "mips64p32le",
    "mipsle",
    "nacl",
    "netbsd",
    "openbsd",
    "plan9",
    "ppc",
    "ppc64",
    "ppc64le",
    "riscv",
    "riscv64",
    "s390",
    "s390x",
    "solaris",
    "sparc",
    "sparc64",
    "test",
    "unix",
    "wasip1",
    "wasm",
    "windows",
    "zos",
];

/// Names that the package declares itself.
const RESERVED_TYPES: &[&str] = &[
    "AckClientEvent",
    "AckServerEvent",
    "Breach",
    "ClientEvent",
    "ClientEvents",
    "Datetime",
    "DecodeClientEvent",
    "DecodeClientEventWithin",
    "DecodeError",
    "DecodeLimits",
    "DecodeServerEvent",
    "DecodeServerEventWithin",
    "DefaultLimits",
    "ErrorKind",
    "ErrorKindConstant",
    "ErrorKindEncoding",
    "ErrorKindLimit",
    "ErrorKindMissing",
    "ErrorKindNoEvent",
    "ErrorKindRange",
    "ErrorKindSyntax",
    "ErrorKindText",
    "ErrorKindType",
    "ErrorKindUnknownKey",
    "ErrorKindUnknownValue",
    "EventDirection",
    "EventInfo",
    "EventInfos",
    "FromBoth",
    "FromClient",
    "FromServer",
    "KnownClientEvent",
    "KnownServerEvent",
    "MalformedEvent",
    "NewConfirmID",
    "NewDatetime",
    "Null",
    "Optional",
    "ParseJSON",
    "Patch",
    "PatchNull",
    "PatchValue",
    "PathSegment",
    "ProtocolVersion",
    "RawJSON",
    "ServerEvent",
    "ServerEvents",
    "Some",
    "Tuple1",
    "Tuple10",
    "Tuple11",
    "Tuple2",
    "Tuple3",
    "Tuple4",
    "Tuple5",
    "Tuple6",
    "Tuple7",
    "Tuple8",
    "Tuple9",
    "UnknownEvent",
];

/// Names that the package declares itself where the schema draws its frames.
const RESERVED_WITH_FRAMES: &[&str] = &[
    "ClientFrame",
    "ClientFrames",
    "DecodeClientFrame",
    "DecodeClientFrameOf",
    "DecodeServerFrame",
    "DecodeServerFrameOf",
    "KnownClientFrame",
    "KnownServerFrame",
    "MalformedFrame",
    "ServerFrame",
    "ServerFrames",
    "UnknownFrame",
];

/// A part of an identifier: characters that no identifier has are written as their numbers.
fn part(name: &str) -> String {
    let mut ident = String::with_capacity(name.len());
    for c in name.chars() {
        match is_letter(c) || c.is_ascii_digit() {
            true => ident.push(c),
            false => ident.push_str(&format!("U{:X}", u32::from(c))),
        }
    }
    ident
}

/// Returns true if a character is a letter to every version of Go. Of those beyond ASCII, these are
/// only the blocks that every version of Unicode agrees on.
fn is_letter(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '_' => true,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' => false,
        '\u{c0}'..='\u{52f}' => c.is_alphabetic(),
        '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' => true,
        '\u{4e00}'..='\u{9fa5}' | '\u{ac00}'..='\u{d7a3}' => true,
        _ => false,
    }
}

/// Makes any text the name of a field: exported, and none of the methods.
fn field_ident(name: &str) -> String {
    let mut ident = part(name);
    if !ident.starts_with(char::is_uppercase) {
        ident.insert(0, 'X');
    }
    if METHODS.contains(&ident.as_str()) {
        ident.push('_');
    }
    ident
}

/// The stem of a topic's file. Go ignores files that start with `_` or `.`, and builds some only for
/// tests or for a platform.
fn topic_ident(name: &str) -> String {
    let safe = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    let stem: String = name.to_lowercase().chars().map(safe).collect();
    let stem = match stem.starts_with('_') || stem.is_empty() {
        true => format!("topic{stem}"),
        false => stem,
    };
    let last = stem.rsplit('_').next().unwrap_or_default();
    match PLATFORMS.contains(&last) || FILES.contains(&stem.as_str()) {
        true => format!("{stem}_"),
        false => file_name(&stem),
    }
}

/// The constant of a value of an enum.
pub(super) fn of_value(name: &str, value: &str) -> String {
    format!("{name}{value}")
}

/// The type of a variant of a union.
pub(super) fn of_variant(name: &str, variant: &str) -> String {
    format!("{name}{variant}Variant")
}

/// The values of open unions that the schema does not have.
pub(super) fn unknown(name: &str) -> String {
    format!("Unknown{name}")
}

/// The function that reads a union.
pub(super) fn decode(name: &str) -> String {
    format!("Decode{name}")
}

/// The kinds of a scalar.
pub(super) fn kind(name: &str) -> String {
    format!("{name}Kind")
}

/// The constant of the default of a field.
pub(super) fn default(name: &str, field: &str) -> String {
    format!("{name}{field}Default")
}

/// All names that are derived from a type's name.
fn derived(def: &TypeDef, name: &str) -> Vec<String> {
    let ident = |name: &str| part(&Case::Initialisms.apply(name));
    match &def.kind {
        TypeKind::Entity(entity) => {
            let fields = entity.fields.iter().filter(|field| field.default.is_some());
            let names = fields.map(|field| {
                let code = field.code_name.as_deref().unwrap_or(&field.name);
                default(name, &field_ident(&Case::Initialisms.apply(code)))
            });
            names.collect()
        }
        TypeKind::Enum(found) => {
            let values = found.values.iter();
            values
                .map(|value| of_value(name, &ident(&value.name)))
                .collect()
        }
        TypeKind::Union(found) => {
            let variants = found.variants.iter();
            let mut names: Vec<String> = variants
                .map(|variant| of_variant(name, &ident(&variant.name)))
                .collect();
            names.push(decode(name));
            names.push(format!("Input{name}"));
            names.push(format!("Check{name}"));
            if found.form != UnionForm::Kind {
                names.push(unknown(name));
            }
            names
        }
        TypeKind::Scalar(_) if def.prefixes.is_empty() => Vec::new(),
        TypeKind::Scalar(_) => {
            let kind = kind(name);
            let prefixes = def.prefixes.iter();
            let mut names: Vec<String> = prefixes
                .map(|prefix| of_value(&kind, &ident(&prefix.name)))
                .collect();
            names.push(kind);
            names.push(format!("New{name}"));
            names
        }
        TypeKind::Alias(_) => Vec::new(),
    }
}

/// Keywords, and identifiers that a package had better not be called by.
const NO_PACKAGES: &[&str] = &[
    "break",
    "case",
    "chan",
    "const",
    "continue",
    "default",
    "defer",
    "else",
    "fallthrough",
    "for",
    "func",
    "go",
    "goto",
    "if",
    "import",
    "interface",
    "internal",
    "main",
    "map",
    "package",
    "range",
    "return",
    "select",
    "struct",
    "switch",
    "type",
    "var",
    "vendor",
];

/// The name of the package of a module: the last part of its path that is no version, without what no
/// name has.
pub(super) fn package(module: &str) -> String {
    let is_version = |part: &str| {
        let digits = part.strip_prefix('v').unwrap_or_default();
        !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
    };
    let mut parts = module.rsplit('/').filter(|part| !is_version(part));
    let last = parts.next().unwrap_or_default();
    let last = last.strip_prefix("go-").unwrap_or(last);
    let plain = last.chars().filter(char::is_ascii_alphanumeric);
    let name: String = plain.collect::<String>().to_ascii_lowercase();
    match name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        true if NO_PACKAGES.contains(&name.as_str()) => format!("{name}protocol"),
        true => name,
        false => format!("protocol{name}"),
    }
}

/// Returns true if a text can be the path of a module: parts with `/` between them.
pub(super) fn is_module(path: &str) -> bool {
    let is_part = |part: &str| {
        let plain = |c: char| c.is_ascii_alphanumeric() || "-._~".contains(c);
        !part.is_empty()
            && !part.starts_with('.')
            && !part.ends_with('.')
            && part.chars().all(plain)
    };
    !path.starts_with('-') && path.split('/').all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_becomes_a_field() {
        for (name, expected) in [
            ("ChatID", "ChatID"),
            ("2fa", "X2fa"),
            ("\u{d7}", "UD7"),
            ("Größe", "Größe"),
            ("鍵", "X鍵"),
            ("String", "String_"),
            ("+", "U2B"),
        ] {
            assert_eq!(field_ident(name), expected, "{name}");
        }
    }

    #[test]
    fn topics_are_files_of_every_platform() {
        for (name, expected) in [
            ("chat", "chat"),
            ("push_linux", "push_linux_"),
            ("a_test", "a_test_"),
            ("events", "events_"),
            ("aux", "aux_"),
            ("", "topic"),
        ] {
            assert_eq!(topic_ident(name), expected, "{name}");
        }
    }

    #[test]
    fn packages_are_called_after_modules() {
        for (module, expected) in [
            ("tdproto", "tdproto"),
            ("example.com/team/go-chat/v2", "chat"),
            ("example.com/Chat-Protocol", "chatprotocol"),
            ("type", "typeprotocol"),
            ("7", "protocol7"),
        ] {
            assert_eq!(package(module), expected, "{module}");
        }
        assert!(is_module("example.com/a/v2") && !is_module("a//b") && !is_module("a b"));
    }
}
