//! The names of Python, by PEP 8.

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
    "int",
    "str",
    "to_input",
    "tuple",
    "unknown_fields",
];

/// Modules and functions of every package.
const MODULES: &[&str] = &["codec", "decode", "encode", "events"];

/// Modules of the standard library, which a package of the same name would hide.
const STANDARD: &[&str] = &[
    "abc",
    "aifc",
    "antigravity",
    "argparse",
    "array",
    "ast",
    "asynchat",
    "asyncio",
    "asyncore",
    "atexit",
    "audioop",
    "base64",
    "bdb",
    "binascii",
    "bisect",
    "builtins",
    "bz2",
    "cProfile",
    "calendar",
    "cgi",
    "cgitb",
    "chunk",
    "cmath",
    "cmd",
    "code",
    "codecs",
    "codeop",
    "collections",
    "colorsys",
    "compileall",
    "concurrent",
    "configparser",
    "contextlib",
    "contextvars",
    "copy",
    "copyreg",
    "crypt",
    "csv",
    "ctypes",
    "curses",
    "dataclasses",
    "datetime",
    "dbm",
    "decimal",
    "difflib",
    "dis",
    "distutils",
    "doctest",
    "email",
    "encodings",
    "ensurepip",
    "enum",
    "errno",
    "faulthandler",
    "fcntl",
    "filecmp",
    "fileinput",
    "fnmatch",
    "fractions",
    "ftplib",
    "functools",
    "gc",
    "genericpath",
    "getopt",
    "getpass",
    "gettext",
    "glob",
    "graphlib",
    "grp",
    "gzip",
    "hashlib",
    "heapq",
    "hmac",
    "html",
    "http",
    "idlelib",
    "imaplib",
    "imghdr",
    "imp",
    "importlib",
    "inspect",
    "io",
    "ipaddress",
    "itertools",
    "json",
    "keyword",
    "lib2to3",
    "linecache",
    "locale",
    "logging",
    "lzma",
    "mailbox",
    "mailcap",
    "marshal",
    "math",
    "mimetypes",
    "mmap",
    "modulefinder",
    "msilib",
    "msvcrt",
    "multiprocessing",
    "netrc",
    "nis",
    "nntplib",
    "nt",
    "ntpath",
    "nturl2path",
    "numbers",
    "opcode",
    "operator",
    "optparse",
    "os",
    "ossaudiodev",
    "pathlib",
    "pdb",
    "pickle",
    "pickletools",
    "pipes",
    "pkgutil",
    "platform",
    "plistlib",
    "poplib",
    "posix",
    "posixpath",
    "pprint",
    "profile",
    "pstats",
    "pty",
    "pwd",
    "py_compile",
    "pyclbr",
    "pydoc",
    "pydoc_data",
    "pyexpat",
    "queue",
    "quopri",
    "random",
    "re",
    "readline",
    "reprlib",
    "resource",
    "rlcompleter",
    "runpy",
    "sched",
    "secrets",
    "select",
    "selectors",
    "shelve",
    "shlex",
    "shutil",
    "signal",
    "site",
    "smtpd",
    "smtplib",
    "sndhdr",
    "socket",
    "socketserver",
    "spwd",
    "sqlite3",
    "sre_compile",
    "sre_constants",
    "sre_parse",
    "ssl",
    "stat",
    "statistics",
    "string",
    "stringprep",
    "struct",
    "subprocess",
    "sunau",
    "symtable",
    "sys",
    "sysconfig",
    "syslog",
    "tabnanny",
    "tarfile",
    "telnetlib",
    "tempfile",
    "termios",
    "textwrap",
    "this",
    "threading",
    "time",
    "timeit",
    "tkinter",
    "token",
    "tokenize",
    "tomllib",
    "trace",
    "traceback",
    "tracemalloc",
    "tty",
    "turtle",
    "turtledemo",
    "types",
    "typing",
    "unicodedata",
    "unittest",
    "urllib",
    "uu",
    "uuid",
    "venv",
    "warnings",
    "wave",
    "weakref",
    "webbrowser",
    "winreg",
    "winsound",
    "wsgiref",
    "xdrlib",
    "xml",
    "xmlrpc",
    "zipapp",
    "zipfile",
    "zipimport",
    "zlib",
    "zoneinfo",
];

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
        "EncodeError",
        "Entity",
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
        "TypeAlias",
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
    let ident = ident(name);
    // A mark at the start would make it private.
    let ident = match ident.trim_start_matches('_') {
        "" => "field_".to_owned(),
        rest if rest.len() < ident.len() => rest.to_owned(),
        _ => ident,
    };
    let ident = match ident.starts_with(|c: char| unicode_ident::is_xid_start(c)) {
        true => ident,
        false => format!("field_{ident}"),
    };
    match KEYWORDS.contains(&ident.as_str()) || ATTRIBUTES.contains(&ident.as_str()) {
        true => format!("{ident}_"),
        false => ident,
    }
}

/// Makes any text an identifier: characters that are invalid in one become `_`, and a digit at the
/// start gets a letter.
pub(super) fn ident(name: &str) -> String {
    let is_part = |c: char| unicode_ident::is_xid_continue(c) && (c.is_alphanumeric() || c == '_');
    let mut ident: String = name
        .chars()
        .map(|c| if is_part(c) { c } else { '_' })
        .collect();
    if !ident.starts_with(unicode_ident::is_xid_start) {
        ident.insert(0, 'V');
    }
    ident
}

/// The module of a topic.
fn topic_ident(name: &str) -> String {
    let stem = file_name(&attribute(name));
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
        false => name,
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
            ("", "field_"),
            ("a-b", "a_b"),
            ("1a", "V1a"),
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
