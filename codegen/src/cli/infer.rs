//! The command `tdproto infer`.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use clap::Args as ClapArgs;
use tdproto_schema::model::Sender;
use tdproto_schema::names::Name;
use tdproto_schema::{Code, Diagnostic, SourceMap, compile, read};

use super::captures::{at_least_one, files, input, progress};
use super::follow::interruption;
use super::{Exit, Io, schema};
use crate::capture::Layout;
use crate::files::{write_each, write_one};
use crate::infer::{self, Failed, Form, Guess, Guesses, Inferred, Options};
use crate::load;
use crate::paths::display;
use crate::schema_text;
use crate::text::counted;

/// The JSON Schema of the schema files, named by their `#:schema`.
const FORMAT: &str = "schema.json";

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  tdproto infer traffic.ndjson --out proto             a schema of what a capture holds
  tdproto infer session.har --out proto --name chat    the WebSocket messages of a browser
  tdproto infer *.ndjson.gz --out proto --event-key op --params-key d
  tdproto infer new.ndjson --out proto --update        add what is new to a schema

Captures have all forms that `tdproto validate` reads. Every guess is in a comment with its evidence,
such as `# in 41 of 57; null in 3`. Check the guesses: a capture shows what was sent, and not what
may be sent. Then remove the comments, and describe what the parts mean.

Exit codes: 0 clean, 1 findings, 2 wrong usage, 3 something could not be read or written.")]
pub(super) struct InferArgs {
    /// The captures; `-` or no file is standard input
    #[arg(value_name = "CAPTURE")]
    captures: Vec<PathBuf>,
    /// The directory of the schema
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Add what is new to the schema in DIR: events, fields, values, variants, and looser presence.
    /// Comments, docs, names and order stay. What contradicts the schema is reported
    #[arg(long, conflicts_with_all = ["name", "frame", "event_key", "params_key", "id_key"])]
    update: bool,
    /// The name of the protocol [default: the name of DIR]
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// A TOML file that draws the frames: tables `[frame.NAME]`, or `[protocol.envelope]`
    #[arg(long, value_name = "FILE", conflicts_with_all = ["event_key", "params_key", "id_key"])]
    frame: Option<PathBuf>,
    /// The key that names the event of a frame [default: found]
    #[arg(long, value_name = "KEY")]
    event_key: Option<String>,
    /// The key of the params; empty: all other keys of a frame are params [default: found]
    #[arg(long, value_name = "KEY")]
    params_key: Option<String>,
    /// The key of the id of a frame; empty: there is none [default: found]
    #[arg(long, value_name = "KEY")]
    id_key: Option<String>,
    /// The side that sends frames of which the capture does not say it: `client`, `server` or `both`
    #[arg(long, value_name = "SIDE", value_parser = side)]
    direction: Option<Sender>,
    /// Form of the captures
    #[arg(long, value_enum, value_name = "LAYOUT", default_value = "auto")]
    input: Layout,
    /// Largest number of values of an enum; 0 for no enums
    #[arg(long, value_name = "COUNT", default_value_t = 16)]
    enum_values: usize,
    /// How often each value of an enum comes on average, at least
    #[arg(long, value_name = "COUNT", default_value_t = 4)]
    enum_repeats: u64,
    /// Number of keys from which on objects are a map, if each key is in few of them. Objects whose
    /// keys look like ids are a map in any case
    #[arg(long, value_name = "COUNT", default_value_t = 24)]
    map_keys: usize,
    /// How often two variants of a union come, at least
    #[arg(long, value_name = "COUNT", default_value_t = 2)]
    union_repeats: u64,
    /// A key that may name the variant of an object, besides the usual ones; may be repeated
    #[arg(long, value_name = "KEY")]
    tag_key: Vec<String>,
    /// Number of threads [default: one for each core]
    #[arg(long, value_name = "COUNT", value_parser = at_least_one)]
    threads: Option<NonZero<usize>>,
}

/// Reads the name of a side, or of both.
fn side(text: &str) -> Result<Sender, String> {
    Sender::from_name(text).ok_or_else(|| "expected `client`, `server` or `both`".to_owned())
}

pub(super) fn run(args: &InferArgs, io: &mut Io<'_>) -> Exit {
    let ready = files(&args.captures).and_then(|files| Ok((files, options(args)?)));
    let (captures, options) = match ready {
        Ok(ready) => ready,
        Err(message) => {
            io.complain(&message);
            return Exit::Usage;
        }
    };
    if args.update {
        return update(args, &captures, &options, io);
    }
    if let Some(found) = taken(&args.out) {
        return io.report(&SourceMap::default(), &[found]);
    }
    let bar = progress(&captures, io.progress);
    let interrupted = interruption(io);
    let inputs = captures.iter().map(|file| input(file, &bar));
    let inferred = infer::infer(inputs, &options, &mut || {
        interrupted.load(Ordering::Relaxed)
    });
    bar.finish_and_clear();
    match inferred {
        Ok(inferred) => write(args, &inferred, io),
        Err(failed) => report_failed(&failed, io),
    }
}

fn report_failed(failed: &Failed, io: &mut Io<'_>) -> Exit {
    let exit = unreadable(&failed.captures, io);
    io.complain(&failed.message);
    match exit {
        Exit::Clean => Exit::Findings,
        Exit::Findings | Exit::Usage | Exit::Unreadable => exit,
    }
}

/// Adds what is new to the schema of a directory.
fn update(args: &InferArgs, captures: &[PathBuf], options: &Options, io: &mut Io<'_>) -> Exit {
    let loaded = load::load(&args.out);
    let (_, found) = loaded.compile();
    if let Err(exit) = io.report(&loaded.sources, &found).passed() {
        return exit;
    }
    let bar = progress(captures, io.progress);
    let interrupted = interruption(io);
    let inputs = captures.iter().map(|file| input(file, &bar));
    let updated = infer::update(
        &loaded.sources,
        &display(&args.out),
        inputs,
        options,
        &mut || interrupted.load(Ordering::Relaxed),
    );
    bar.finish_and_clear();
    let updated = match updated {
        Ok(updated) => updated,
        Err(failed) => return report_failed(&failed, io),
    };
    let exit = unreadable(&updated.captures, io);
    let files = updated.files.iter();
    let files: Vec<_> = files
        .map(|(path, text)| (PathBuf::from(path), text.as_str()))
        .collect();
    if let Err(found) = write_each(&files) {
        return io.report(&SourceMap::default(), &[*found]);
    }
    for path in updated.files.keys() {
        io.say(format!("wrote {path}"));
    }
    say_read(&updated.captures, &updated.left_out, io);
    for change in &updated.changes {
        io.say(change);
    }
    for conflict in &updated.conflicts {
        io.say(format!("conflict: {conflict}"));
    }
    io.say(match (updated.changes.len(), updated.conflicts.len()) {
        (0, 0) => "nothing is new".to_owned(),
        (changes, 0) => format!("changes: {changes}"),
        (changes, conflicts) => format!(
            "changes: {changes}; conflicts: {conflicts}, which change nothing: correct the schema, \
             or find out why the traffic deviates with `tdproto validate`"
        ),
    });
    match (exit, updated.conflicts.is_empty()) {
        (Exit::Clean, false) => Exit::Findings,
        (exit, _) => exit,
    }
}

fn options(args: &InferArgs) -> Result<Options, String> {
    let cores = std::thread::available_parallelism();
    let threads = args.threads.or(cores.ok()).map_or(1, NonZero::get);
    let guess = |key: &Option<String>| match key {
        None => Guess::Found,
        Some(key) => Guess::Given(Some(key.clone()).filter(|key| !key.is_empty())),
    };
    let name = match &args.name {
        Some(name) => {
            Name::Protocol
                .check(name)
                .map_err(|refused| format!("--name: {}; {}", refused.message, refused.expected))?;
            name.clone()
        }
        None => {
            let dir = args.out.file_name().and_then(|name| name.to_str());
            let dir = dir.filter(|name| Name::Protocol.check(name).is_ok());
            dir.unwrap_or("protocol").to_owned()
        }
    };
    Ok(Options {
        name,
        layout: args.input,
        threads,
        form: form(args)?,
        event_key: args.event_key.clone(),
        params_key: guess(&args.params_key),
        id_key: guess(&args.id_key),
        sender: args.direction,
        tag_keys: args.tag_key.clone(),
        enum_values: args.enum_values,
        kept_texts: 0,
        enum_repeats: args.enum_repeats,
        map_keys: args.map_keys,
        union_repeats: args.union_repeats,
    })
}

/// The form of frames that a file declares.
fn form(args: &InferArgs) -> Result<Option<Form>, String> {
    let Some(path) = &args.frame else {
        return Ok(None);
    };
    let name = display(path);
    let text = std::fs::read_to_string(path)
        .map_err(|error| format!("--frame: cannot read {name}: {error}"))?;
    let mut sources = SourceMap::default();
    let file = sources.add(name.as_str(), text);
    let (decls, found) = read(&sources, file);
    let mut errors = found.iter().filter(|found| found.is_error());
    if let Some(error) = errors.next() {
        return Err(format!("--frame: {name}: {}", error.message));
    }
    let form = Form::of(&decls, &name);
    let message = || format!("--frame: {name} has no [frame.NAME] and no [protocol.envelope]");
    form.map(Some).ok_or_else(message)
}

/// Refuses a directory that has files.
fn taken(dir: &Path) -> Option<Diagnostic> {
    let mut entries = std::fs::read_dir(dir).ok()?.flatten();
    let first = entries.next()?;
    let message = format!("{} is there already", display(&first.path()));
    let found = Diagnostic::error(Code::OutputForeign, message);
    Some(found.help("name a new directory, or add what is new to the schema in it by --update"))
}

/// Reports captures that could not be read.
fn unreadable(captures: &infer::Captures, io: &mut Io<'_>) -> Exit {
    let found = captures.files.iter().filter_map(|file| {
        let (reason, _) = file.unreadable.as_ref()?;
        let message = format!("cannot read {}: {reason}", file.name);
        Some(Diagnostic::error(Code::FileUnreadable, message))
    });
    let found: Vec<_> = found.collect();
    io.report(&SourceMap::default(), &found)
}

/// Writes the files of the schema, and a summary.
fn write(args: &InferArgs, inferred: &Inferred, io: &mut Io<'_>) -> Exit {
    let exit = unreadable(&inferred.captures, io);
    let files = match schema_text::write(&inferred.decls, &inferred.comments) {
        Ok(files) => files,
        Err((sources, found)) => return io.report(&sources, &found),
    };
    let count: u64 = inferred.captures.files.iter().map(|file| file.values).sum();
    let frames = counted(count, "frame");
    let head = format!(
        "#:schema {FORMAT}\n# Inferred from {frames}. Each comment shows the evidence of a guess.\n\n"
    );
    let files: BTreeMap<String, String> = files
        .into_iter()
        .map(|(name, text)| (name, format!("{head}{text}")))
        .collect();
    let mut sources = SourceMap::default();
    for (name, text) in &files {
        sources.add(display(&args.out.join(name)), text.as_str());
    }
    let (compiled, found) = compile(&sources);
    let found: Vec<_> = found.into_iter().filter(Diagnostic::is_error).collect();
    let format = schema::file_format();
    let all = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()));
    for (name, text) in all.chain([(FORMAT, format.as_str())]) {
        let path = args.out.join(name);
        if let Err(found) = write_one(&path, text) {
            return io.report(&SourceMap::default(), &[*found]);
        }
        io.say(format!("wrote {}", display(&path)));
    }
    summary(args, inferred, &schema::counts(&compiled.model), io);
    match io.report(&sources, &found) {
        Exit::Clean => exit,
        found @ (Exit::Findings | Exit::Usage | Exit::Unreadable) => found,
    }
}

/// Says what was read, and what of it was left out.
fn say_read(captures: &infer::Captures, left_out: &[String], io: &mut Io<'_>) {
    let files = &captures.files;
    let frames: u64 = files.iter().map(|file| file.values).sum();
    io.say(format!(
        "\nread: {} in {}",
        counted(frames, "frame"),
        counted(files.len(), "capture")
    ));
    for left_out in left_out {
        io.say(format!("left out: {left_out}"));
    }
    for file in files.iter().filter(|file| file.interrupted.is_some()) {
        io.say(format!(
            "interrupted: the rest of {} was not read",
            file.name
        ));
    }
    if captures.unread > 0 {
        io.say(format!(
            "interrupted: {} {} not read",
            counted(captures.unread, "capture"),
            if captures.unread == 1 { "was" } else { "were" }
        ));
    }
}

fn summary(args: &InferArgs, inferred: &Inferred, counts: &str, io: &mut Io<'_>) {
    say_read(&inferred.captures, &inferred.left_out, io);
    for reason in &inferred.form {
        io.say(format!("frames: {reason}"));
    }
    io.say(format!("inferred: {counts}"));
    io.say(format!("guesses: {}", guesses(&inferred.guesses)));
    io.say(format!(
        "\nread the comments, then run: tdproto check --no-generated --schema {}",
        display(&args.out)
    ));
}

/// The number of guesses by kind, in words.
fn guesses(guesses: &Guesses) -> String {
    let counts = [
        (guesses.optional, "absent at times", "absent at times"),
        (guesses.nullable, "null at times", "null at times"),
        (
            guesses.numbers,
            "wide or fractional number",
            "wide or fractional numbers",
        ),
        (guesses.formats, "format", "formats"),
        (guesses.maps, "map", "maps"),
        (guesses.enums, "enum", "enums"),
        (guesses.unions, "union", "unions"),
        (guesses.shared, "shared entity", "shared entities"),
        (guesses.any, "unknown type (`any`)", "unknown types (`any`)"),
    ];
    let counts = counts.into_iter().filter(|(count, ..)| *count > 0);
    let words: Vec<_> = counts
        .map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many }))
        .collect();
    match words.is_empty() {
        true => "none".to_owned(),
        false => words.join(", "),
    }
}
