//! The command `tdproto import`.

mod out;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::{Args as ClapArgs, ValueEnum};
use tdproto_schema::model::Sender;
use tdproto_schema::names::is_type_name_in_code;
use tdproto_schema::{Code, Decls, Diagnostic, SourceMap, compile_files, read};

use super::{Exit, Io, schema};
use crate::import::{self, Document, Documents, EventPattern, Imported, Options};
use crate::load::read_text;
use crate::paths::display;
use crate::schema_text::{self, Comments};

const EXAMPLES: &str = "\
Examples:
  tdproto import json-schema api.schema.json --out proto
  tdproto import json-schema schema.json --out proto --events '{*}_event' --frame frame.toml
  tdproto import json-schema types/*.json --out proto --renames names.toml --strict
  tdproto import asyncapi asyncapi.yaml --out proto
  tdproto import openapi openapi.yaml --out proto --ignore x-internal

The file of --frame is a schema file with [protocol] and the kinds of frames, as `tdproto` reads it:
  [frame.delivery]
  direction = \"server\"
  shape = { \"...\" = \"$params\" }

The file of --renames names types by the places of their schemas:
  \"#/$defs/chat/properties/kind\" = \"ChatKind\"";

#[derive(Debug, ClapArgs)]
#[command(after_help = EXAMPLES)]
pub(super) struct ImportArgs {
    /// The format of the description
    #[arg(value_enum)]
    format: Format,
    /// The files of the description
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// The directory of the new schema
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// The name of the protocol; that of the first file if left out
    #[arg(long)]
    name: Option<String>,
    /// Definitions that are events, such as `*Event`; braces are around the name of the event, and
    /// `client:`, `server:` or `both:` in front of it names the sender
    #[arg(long, value_name = "PATTERN")]
    events: Vec<EventPattern>,
    /// The sender of events whose pattern or document names none
    #[arg(long, value_enum, default_value = "server", value_name = "SIDE")]
    direction: SenderChoice,
    /// The side that the AsyncAPI document describes
    #[arg(long, value_enum, default_value = "server", value_name = "SIDE")]
    perspective: Side,
    /// A schema file with the protocol and its kinds of frames; without it, payloads of AsyncAPI and
    /// webhooks are whole frames, and other frames are envelopes
    #[arg(long, value_name = "FILE")]
    frame: Option<PathBuf>,
    /// Make closed enums and unions, for which receivers refuse values that are not listed
    #[arg(long)]
    closed: bool,
    /// A keyword that says nothing about values
    #[arg(long, value_name = "KEYWORD")]
    ignore: Vec<String>,
    /// A file with names of types by the places of their schemas
    #[arg(long, value_name = "FILE")]
    renames: Option<PathBuf>,
    /// Write nothing if something cannot be said in the schema language
    #[arg(long)]
    strict: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// JSON Schema, draft 4 to 2020-12
    JsonSchema,
    /// OpenAPI 3.0 or 3.1
    #[value(name = "openapi")]
    OpenApi,
    /// AsyncAPI 2 or 3
    #[value(name = "asyncapi")]
    AsyncApi,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Side {
    Client,
    Server,
}

impl Side {
    fn sender(self) -> Sender {
        match self {
            Self::Client => Sender::Client,
            Self::Server => Sender::Server,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum SenderChoice {
    Client,
    Server,
    Both,
}

impl SenderChoice {
    fn sender(self) -> Sender {
        match self {
            Self::Client => Sender::Client,
            Self::Server => Sender::Server,
            Self::Both => Sender::Both,
        }
    }
}

pub(super) fn run(args: &ImportArgs, io: &mut Io<'_>) -> Exit {
    match import(args, io) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn import(args: &ImportArgs, io: &mut Io<'_>) -> Result<Exit, Exit> {
    if !matches!(args.format, Format::JsonSchema) && !args.events.is_empty() {
        io.complain("`--events` is for `json-schema`: other documents say what their events are");
        return Err(Exit::Usage);
    }
    let documents = documents(args).map_err(|found| io.report(&SourceMap::default(), &found))?;
    let options = options(args).map_err(|(sources, found)| io.report(&sources, &found))?;
    let imported = match args.format {
        Format::JsonSchema => match import::other_formats(&documents) {
            others if others.is_empty() => Ok(import::json_schema(&documents, &options)),
            others => Err(others),
        },
        Format::OpenApi => import::openapi(&documents, &options),
        Format::AsyncApi => import::asyncapi(&documents, &options),
    };
    let mut imported = imported.map_err(|reasons| {
        let found = reasons.into_iter();
        let found: Vec<_> = found
            .map(|reason| Diagnostic::error(Code::ImportInput, reason))
            .collect();
        io.report(&SourceMap::default(), &found)
    })?;
    let is_lost = |imported: &Imported| args.strict && imported.losses.count() > 0;
    if is_lost(&imported) {
        let lost = imported.diagnostics(true);
        return Err(io.report(&SourceMap::default(), &lost));
    }
    let files = schema_text::write(&imported.decls, &Comments::default())
        .map_err(|(sources, found)| io.report(&sources, &found))?;
    let written = out::written(&args.out, files)
        .map_err(|found| io.report(&SourceMap::default(), &[*found]))?;
    let mut sources = SourceMap::default();
    for (name, text) in &written.files {
        sources.add(display(&args.out.join(name)), text.as_str());
    }
    let (compiled, found) = compile_files(&sources, sources.files());
    if found.iter().any(Diagnostic::is_error) {
        return Err(io.report(&sources, &found));
    }
    let examples = imported.examples(&compiled.model);
    let lost = imported.diagnostics(args.strict);
    if is_lost(&imported) {
        return Err(io.report(&SourceMap::default(), &lost));
    }
    out::write_new(&args.out, &examples)
        .map_err(|found| io.report(&SourceMap::default(), &[*found]))?;
    out::write(&args.out, &written).map_err(|found| io.report(&SourceMap::default(), &[*found]))?;
    let conflicts = out::conflicts(&written);
    io.report(&SourceMap::default(), &[lost, conflicts].concat());
    io.say(out::summary(&written));
    io.say(format!(
        "{} → {}",
        schema::counts(&compiled.model),
        display(&args.out)
    ));
    Ok(match written.updated() {
        Some((_, conflicts)) if !conflicts.is_empty() => Exit::Findings,
        Some(_) | None => Exit::Clean,
    })
}

/// The files as values.
fn documents(args: &ImportArgs) -> Result<Documents, Vec<Diagnostic>> {
    let (mut documents, mut found) = (Vec::new(), Vec::new());
    for input in &args.inputs {
        let path = display(input);
        match read_text(input) {
            Ok(text) => match import::parse(&path, &text) {
                Ok(value) => documents.push(Document { path, value }),
                Err(message) => found.push(Diagnostic::error(Code::ImportInput, message)),
            },
            Err(error) => found.push(*error),
        }
    }
    match found.is_empty() {
        true => Ok(Documents::new(documents)),
        false => Err(found),
    }
}

type Problems = (SourceMap, Vec<Diagnostic>);

fn options(args: &ImportArgs) -> Result<Options, Problems> {
    let bare = |found: Box<Diagnostic>| (SourceMap::default(), vec![*found]);
    let frame = match &args.frame {
        Some(path) => Some(frame(path, &read_text(path).map_err(bare)?)?),
        None => None,
    };
    let renames = match &args.renames {
        Some(path) => renames(path, &read_text(path).map_err(bare)?)?,
        None => BTreeMap::new(),
    };
    Ok(Options {
        name: args.name.clone(),
        events: args.events.clone(),
        sender: args.direction.sender(),
        perspective: args.perspective.sender(),
        frame,
        closed: args.closed,
        ignore: args.ignore.clone(),
        renames,
    })
}

fn frame(path: &Path, text: &str) -> Result<Decls, Problems> {
    let mut sources = SourceMap::default();
    let file = sources.add_topic(display(path), "protocol", text);
    let (decls, found) = read(&sources, file);
    match found.iter().any(Diagnostic::is_error) {
        true => Err((sources, found)),
        false => Ok(decls),
    }
}

fn renames(path: &Path, text: &str) -> Result<BTreeMap<String, String>, Problems> {
    let wrong = |reason: &str| {
        let message = format!("{} is no table of names: {reason}", display(path));
        let help = "expected lines such as \"#/$defs/chat/properties/kind\" = \"ChatKind\"";
        let found = Diagnostic::error(Code::ImportInput, message).help(help);
        (SourceMap::default(), vec![found])
    };
    let parsed: toml_edit::DocumentMut = text
        .parse()
        .map_err(|error: toml_edit::TomlError| wrong(error.message()))?;
    let names = parsed.iter().map(|(place, name)| match name.as_str() {
        Some(name) if is_type_name_in_code(name) => Ok((place.to_owned(), name.to_owned())),
        Some(name) => Err(wrong(&format!("`{name}` cannot be the name of a type"))),
        None => Err(wrong(&format!("the name of `{place}` is no text"))),
    });
    names.collect()
}
