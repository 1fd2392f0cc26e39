//! What the `README.md` of a package says whether its frames are drawn or not.

use super::literal::string;
use super::naming;
use super::package;
use super::scope::Scope;
use crate::options::UnknownFields;

/// The names by which examples import the package.
pub(super) struct Import {
    pub(super) module: String,
    pub(super) package: String,
    /// The line that imports it.
    pub(super) line: String,
}

impl Import {
    /// The names of a package.
    pub(super) fn new(scope: &Scope<'_>) -> Self {
        let module = package::facts(&scope.input).name;
        let package = naming::package(&module);
        let line = match module.rsplit('/').next() == Some(package.as_str()) {
            true => string(&module),
            false => format!("{package} {}", string(&module)),
        };
        Self {
            module,
            package,
            line,
        }
    }
}

/// The part about the use of the module: one whose path names no server is replaced by its folder.
pub(super) fn installing(import: &Import) -> String {
    let module = &import.module;
    let host = module.split('/').next().unwrap_or_default();
    match host.contains('.') {
        true => format!("## Install\n\n```sh\ngo get {module}\n```"),
        false => format!(
            "## Install\n\nThe path of the module names no server. Your module needs the folder of \
             this one, such as `../go`:\n\n```sh\n\
             go mod edit -require={module}@v0.0.0 -replace={module}=../go\n```"
        ),
    }
}

/// The start of a bot: its imports, and a function that connects.
pub(super) const BOT_HEAD: &str = "package main

import (
\t\"context\"
\t\"fmt\"
\t\"os\"

\t\"github.com/coder/websocket\"

\tIMPORT
)

func main() {
\tif err := bot(context.Background(), os.Args[1]); err != nil {
\t\tfmt.Fprintln(os.Stderr, err)
\t}
}

func bot(ctx context.Context, url string) error {
\tsocket, _, err := websocket.Dial(ctx, url, nil)
\tif err != nil {
\t\treturn err
\t}
\tdefer socket.CloseNow()";

fn unknown_keys(scope: &Scope<'_>) -> &'static str {
    match scope.options.unknown_fields {
        UnknownFields::Ignore => "Unknown keys are dropped",
        UnknownFields::Keep => "Unknown keys are kept in `UnknownFields`, and written back",
        UnknownFields::Deny => "Unknown keys are refused",
    }
}

/// The limits of decoders, and what becomes of missing and unknown parts.
pub(super) fn limits(scope: &Scope<'_>, import: &Import) -> String {
    let function = match scope.model().frames().is_empty() {
        true => "DecodeServerEventWithin",
        false => "DecodeServerFrameOf",
    };
    format!(
        "Missing fields and `null` become what the types say: the empty value of a required field, none \
         where that is allowed. {}, unknown values of open enums are kept. A frame is malformed if it has \
         more than 64 MiB, more than 1,000,000 items in lists and maps, or more than 127 levels of arrays \
         and objects; `{}.{function}` takes other limits.\n\n\
         The texts of an event share the memory of one copy of its frame. To keep one text for longer \
         than its event, use `strings.Clone`.",
        unknown_keys(scope),
        import.package
    )
}
