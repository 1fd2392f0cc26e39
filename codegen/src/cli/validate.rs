//! The command `tdproto validate`.

use std::num::NonZero;
use std::path::PathBuf;

use clap::Args as ClapArgs;
use tdproto_schema::{Model, Severity, did_you_mean};

use super::captures::{at_least_one, files, input, is_live, progress};
use super::follow::{Follower, interruption};
use super::report_args::ReportArgs;
use super::source::SchemaArgs;
use super::{Exit, Io, schema};
use crate::capture::{self, Findings, Layout, Settings, Subject};
use crate::validate::{Options, Side, Validator};

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  tdproto validate traffic.ndjson                      a frame a line
  tdproto validate captures/*.ndjson.gz --coverage     list what never occurs, too
  websocat wss://… | tdproto validate --view server    standard input; only a server's frames
  tail -f log.ndjson | tdproto validate -              findings as they come, a report on Ctrl-C
  tdproto validate session.har                         the WebSocket messages of a browser
  tdproto validate session.har --correlate             replies against their requests, too
  tdproto validate --entity Message message.json       a value in place of frames
  tdproto validate traffic.ndjson --format json --output report.json

Forms of captures, detected by their first bytes; plain, or compressed by gzip or zstd:
  lines       a frame a line, or several on one (NDJSON, JSON Lines)
  documents   a frame, several one after another, an array of frames, or JSON texts separated by RS
              (RFC 7464, application/json-seq), over any number of lines
  HAR         an HTTP archive as browsers export it: the text messages of its WebSocket connections
If the schema draws frames that are arrays, an array is a frame, and not a list of frames.
A frame may be wrapped in an object, as {\"dir\": \"in\", \"frame\": …}: `in` came to the client, `out` was
sent by it. `frame` may also be a string that holds the text of the frame. `event` beside it names
the event of a frame that does not say it, as {\"event\": \"push\", \"frame\": {…}}. Without a
direction, a frame is checked from the side that it fits best. Binary messages are skipped and
counted.

Pipes are checked while they are read. SIGINT and SIGTERM end the run with a report of what was
read; a second one ends it at once.

Exit codes: 0 clean, 1 findings, 2 wrong usage, 3 something could not be read, or nothing in a file
could be parsed; everything readable is still checked.")]
pub(super) struct ValidateArgs {
    /// The captures; `-` or no file is standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    schema: SchemaArgs,
    /// Check values of this type instead of frames
    #[arg(long, value_name = "NAME")]
    entity: Option<String>,
    /// The side that sent the data: `client` must not set readonly fields, `server` must set them;
    /// frames of the other side are errors
    #[arg(long, value_enum, value_name = "SIDE", default_value = "any")]
    view: Side,
    /// Form of the files
    #[arg(long, value_enum, value_name = "LAYOUT", default_value = "auto")]
    input: Layout,
    /// Report only deviations that a receiver rejects
    #[arg(long)]
    lenient: bool,
    /// Accept the schema's placeholders as values, as in documented examples
    #[arg(long)]
    placeholders: bool,
    /// List the events, fields and enum values that never occur; with --correlate, replies too
    #[arg(long)]
    coverage: bool,
    /// Check the body of each reply against its request: the one of the same id before it, sent by
    /// the other side. A reply to no request is reported. Runs on one thread
    #[arg(long, conflicts_with = "entity")]
    correlate: bool,
    /// Number of deviations reported in full; all are counted
    #[arg(long, value_name = "COUNT", default_value = "1000", value_parser = at_least_one)]
    max: NonZero<usize>,
    /// Number of threads [default: one for each core]
    #[arg(long, value_name = "COUNT", value_parser = at_least_one)]
    threads: Option<NonZero<usize>>,
    #[command(flatten)]
    report: ReportArgs,
}

pub(super) fn run(args: &ValidateArgs, io: &mut Io<'_>) -> Exit {
    let files = match files(&args.files) {
        Ok(files) => files,
        Err(message) => {
            io.complain(&message);
            return Exit::Usage;
        }
    };
    let ready = match schema::ready(&args.schema.schema, io) {
        Ok(ready) => ready,
        Err(exit) => return exit,
    };
    let model = &ready.schema.model;
    let settings = match settings(args, model) {
        Ok(settings) => settings,
        Err(message) => {
            io.complain(&message);
            return Exit::Usage;
        }
    };
    let validator = Validator::new(model);
    let progress = progress(&files, io.progress);
    let follows = args.report.prints_text() && files.iter().any(|file| is_live(file));
    let inputs = files.iter().map(|file| input(file, &progress));
    let mut follower = Follower {
        validator: &validator,
        settings: &settings,
        interrupted: interruption(io),
        progress: &progress,
        io: follows.then_some(&mut *io),
        findings: Findings::default(),
        unread: false,
    };
    let outcome = capture::follow(&validator, inputs, &settings, &mut follower);
    progress.finish_and_clear();
    let mut report = capture::report(&validator, &outcome, &settings, args.coverage);
    report.unreadable = outcome.is_incomplete();
    args.report
        .write_rest(&report, follows, Some(Severity::Error), io)
}

fn settings(args: &ValidateArgs, model: &Model) -> Result<Settings, String> {
    if args.correlate && !model.events().iter().any(|event| event.reply.is_some()) {
        return Err("--correlate needs a schema with requests: no event has `reply`".to_owned());
    }
    let subject = match &args.entity {
        None => Subject::Frames,
        Some(name) => Subject::Entity(model.find_type(name).ok_or_else(|| {
            let names = model.types().iter().map(|def| def.name.as_str());
            let help = did_you_mean(name, names).map(|help| format!("; {help}"));
            format!(
                "the schema has no type `{name}`{}",
                help.unwrap_or_default()
            )
        })?),
    };
    let cores = std::thread::available_parallelism();
    let threads = args.threads.or(cores.ok()).map_or(1, NonZero::get);
    Ok(Settings {
        subject,
        options: Options {
            lenient: args.lenient,
            placeholders: args.placeholders,
            side: args.view,
            correlate: args.correlate,
        },
        layout: args.input,
        threads,
        max: args.max.get(),
    })
}
