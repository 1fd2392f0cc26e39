//! `tdproto init`

use tdproto_schema::{Code, Diagnostic, SourceMap};

use super::args::InitArgs;
use super::{Exit, Io, model};
use crate::files::{unwritable, write_atomically};
use crate::load::display;

const FILES: [(&str, &str); 4] = [
    ("protocol.toml", include_str!("init/protocol.toml")),
    ("chat.toml", include_str!("init/chat.toml")),
    (
        "examples/client.message.create.json",
        include_str!("init/client.message.create.json"),
    ),
    (
        "examples/server.message.created.json",
        include_str!("init/server.message.created.json"),
    ),
];

/// The JSON Schema of the schema files, named by their `#:schema`.
const FORMAT: &str = "schema.json";

pub(super) fn run(args: &InitArgs, io: &mut Io<'_>) -> Exit {
    let format = model::file_format();
    let files: Vec<_> = FILES
        .into_iter()
        .chain([(FORMAT, format.as_str())])
        .collect();
    let taken: Vec<_> = files
        .iter()
        .map(|(name, _)| args.dir.join(name))
        .filter(|path| path.exists())
        .map(|path| {
            let message = format!("{} is there already", display(&path));
            Diagnostic::error(Code::OutputForeign, message).help("nothing was written")
        })
        .collect();
    if !taken.is_empty() {
        return io.report(&SourceMap::default(), &taken);
    }
    for (name, text) in files {
        let path = args.dir.join(name);
        if let Err(error) = write_atomically(&path, text) {
            return io.report(&SourceMap::default(), &[unwritable(&path, &error)]);
        }
        io.say(format!("wrote {}", display(&path)));
    }
    io.say(format!(
        "\nnow run: tdproto generate --schema {}",
        display(&args.dir)
    ));
    Exit::Clean
}
