//! The command `tdproto init`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use tdproto_schema::{Code, Diagnostic, SourceMap};

use super::args::{FrameForm, InitArgs};
use super::{Exit, Io, schema};
use crate::config::FILE_NAME;
use crate::files::write_one;
use crate::paths::display;

/// The files of a schema by their names, and the documented examples by theirs.
macro_rules! files {
    ($folder:literal: $($schema:literal)* ; $($example:literal)*) => {
        &[
            $(($schema, include_str!(concat!("init/", $folder, "/", $schema))),)*
            $((
                concat!("examples/", $example),
                include_str!(concat!("init/", $folder, "/", $example)),
            ),)*
        ]
    };
}

const ENVELOPE: &[(&str, &str)] = files! {
    "envelope": "protocol.toml" "chat.toml" ;
    "client.message.create.json" "server.message.created.json"
};

const FLAT: &[(&str, &str)] = files! {
    "flat": "protocol.toml" "chat.toml" ; "create_message.json" "message_created.json"
};

const JSON_RPC: &[(&str, &str)] = files! {
    "json_rpc": "protocol.toml" "chat.toml" ; "message.create.json" "message.created.json"
};

/// The attributes by which git checks out the files of the directory. An existing file is kept.
const ATTRIBUTES: (&str, &str) = (
    ".gitattributes",
    "# Schema files and examples have the same line ends on every machine.\n* text=auto eol=lf\n",
);

/// The JSON Schema of the schema files, named by their `#:schema`.
const FORMAT: &str = "schema.json";

pub(super) fn run(args: &InitArgs, io: &mut Io<'_>) -> Exit {
    let format = schema::file_format();
    let of_form = match args.frames {
        FrameForm::Envelope => ENVELOPE,
        FrameForm::Flat => FLAT,
        FrameForm::JsonRpc => JSON_RPC,
    };
    let mut files: Vec<_> = of_form
        .iter()
        .copied()
        .chain([(FORMAT, format.as_str())])
        .collect();
    let own = files.iter().map(|(name, _)| args.dir.join(name));
    let own = own.filter(|path| path.exists());
    let taken: BTreeSet<_> = own.chain(schema_files(&args.dir)).collect();
    let taken: Vec<_> = taken
        .into_iter()
        .map(|path| {
            let message = format!("{} is there already", display(&path));
            Diagnostic::error(Code::OutputForeign, message).help("nothing was written")
        })
        .collect();
    if !taken.is_empty() {
        return io.report(&SourceMap::default(), &taken);
    }
    if !args.dir.join(ATTRIBUTES.0).exists() {
        files.push(ATTRIBUTES);
    }
    for (name, text) in files {
        let path = args.dir.join(name);
        if let Err(found) = write_one(&path, text) {
            return io.report(&SourceMap::default(), &[*found]);
        }
        io.say(format!("wrote {}", display(&path)));
    }
    io.say(format!(
        "\nnow run: tdproto generate --schema {}",
        display(&args.dir)
    ));
    Exit::Clean
}

/// Returns the files of a schema that is in the directory already.
fn schema_files(dir: &Path) -> Vec<PathBuf> {
    let paths = fs::read_dir(dir).into_iter().flatten().flatten();
    let paths = paths.map(|entry| entry.path());
    let is_schema = |path: &PathBuf| {
        path.extension().is_some_and(|end| end == "toml")
            && path.file_name().is_some_and(|name| name != FILE_NAME)
    };
    paths.filter(is_schema).collect()
}
