//! The arguments of the command.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

use super::breaking::BreakingArgs;
use super::diff::DiffArgs;
use super::fmt::FmtArgs;
use super::import::ImportArgs;
use super::infer::InferArgs;
use super::lint::LintArgs;
use super::plugin::PluginArgs;
use super::report_args::ReportArgs;
use super::source::SchemaArgs;
use super::target::{TargetArgs, TargetNames};
use super::validate::ValidateArgs;
use crate::payloads::Class;

const EXAMPLES: &str = "\
Examples:
  tdproto generate                          the built-in schema into ./generated
  tdproto generate rust --schema proto      one language of your own schema
  tdproto check --schema proto              schema, examples and generated files
  tdproto lint --schema proto               names, types, examples, descriptions
  tdproto init proto                        a small schema to start from

Exit codes: 0 clean, 1 findings, 2 wrong usage, 3 something could not be read, parsed or written.";

/// Generate code from the schema of a JSON event protocol, and check changes and traffic against it
#[derive(Debug, Parser)]
#[command(name = "tdproto", version, after_help = EXAMPLES, max_term_width = 100)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Command,
    /// When to use colour; `NO_COLOR` also disables it
    #[arg(
        long = "color",
        global = true,
        value_enum,
        default_value = "auto",
        value_name = "WHEN"
    )]
    pub(super) colour: ColourChoice,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum ColourChoice {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Write the generated files, or compare them with those on disk
    Generate(GenerateArgs),
    /// Check that the schema is valid, its examples conform to it, and generated files are up to date
    Check(CheckArgs),
    /// Lint the schema: naming, types, examples, documentation
    Lint(LintArgs),
    /// Format schema files
    Fmt(FmtArgs),
    /// Show the changes between two schemas
    Diff(DiffArgs),
    /// Report changes since an older schema that break clients or servers
    Breaking(BreakingArgs),
    /// Check recorded traffic against the schema
    Validate(ValidateArgs),
    /// Print the resolved model as JSON
    Model(ModelArgs),
    /// Print realistic samples of events and entities
    Example(ExampleArgs),
    /// Print test vectors: texts, and the result every reader must have
    Payloads(PayloadsArgs),
    /// Explain a diagnostic or a rule
    Explain(ExplainArgs),
    /// Infer a schema from recorded traffic, each guess with its evidence
    Infer(InferArgs),
    /// Make a schema from JSON Schema, OpenAPI or AsyncAPI documents
    Import(ImportArgs),
    /// Write a small commented schema to start from
    Init(InitArgs),
    /// Check programs that generate files of their own, print their formats and templates
    Plugin(PluginArgs),
    /// Print a completion script for a shell
    #[command(
        after_help = "Example:\n  tdproto completions bash > ~/.local/share/bash-completion/completions/tdproto"
    )]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  tdproto generate                        the built-in schema into ./generated
  tdproto generate typescript --out web   one language, into ./web/typescript
  tdproto generate --int64 number         64-bit integers are numbers in TypeScript
  tdproto generate csharp                 the files of the plug-in `[plugin.csharp]`
  tdproto generate --check                compare only; exit code 1 and a diff if anything differs

Put permanent options into `[generate]` of tdproto.toml, which `check` reads too. If no language is
named, the command generates the languages that DIR holds; for an empty DIR these are Rust,
TypeScript, JSON Schema and the model.

Only changed files are written, each in one step. Files that the schema no longer generates are
deleted if their banner names this protocol. If a file has no banner, belongs to another protocol or
is read-only, nothing is written.")]
pub(super) struct GenerateArgs {
    /// The languages, and plug-ins of tdproto.toml, to generate [default: `generate.languages` of
    /// tdproto.toml, or those that DIR holds]
    #[arg(value_name = "LANGUAGE", value_parser = TargetNames)]
    pub(super) languages: Vec<String>,
    #[command(flatten)]
    pub(super) schema: SchemaArgs,
    #[command(flatten)]
    pub(super) target: TargetArgs,
    /// Also replace files of this protocol, the old name of a renamed one; may be repeated
    #[arg(long, value_name = "PROTOCOL")]
    pub(super) replace: Vec<String>,
    /// Compare with the files on disk instead of writing
    #[arg(long)]
    pub(super) check: bool,
    /// Also start plug-ins for `--check`; they are programs that tdproto.toml names
    #[arg(long, requires = "check")]
    pub(super) allow_plugins: bool,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  tdproto check                                the built-in schema and ./generated
  tdproto check --schema proto --out generated
  tdproto check --schema proto --no-generated  the schema and its examples only
  tdproto check --schema proto --record-deviations
  tdproto check --schema proto --format github --format junit --output check.xml

Examples are the files DIR/examples/EVENT.json. If an old example has to stay, its deviations from
the schema are recorded in DIR/examples/deviations.toml.")]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub(super) schema: SchemaArgs,
    #[command(flatten)]
    pub(super) target: TargetArgs,
    /// Skip the generated files
    #[arg(long)]
    pub(super) no_generated: bool,
    /// Record the current deviations of the examples in examples/deviations.toml
    #[arg(long)]
    pub(super) record_deviations: bool,
    /// Also compare the files of plug-ins, which starts the programs that tdproto.toml names
    #[arg(long)]
    pub(super) allow_plugins: bool,
    #[command(flatten)]
    pub(super) report: ReportArgs,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  tdproto model --schema proto > model.json
  tdproto model --json-schema > model.schema.json
  tdproto model --file-format > proto/schema.json   for editors, named by #:schema
  tdproto model --config-format > tdproto.schema.json   the same for tdproto.toml")]
pub(super) struct ModelArgs {
    #[command(flatten)]
    pub(super) schema: SchemaArgs,
    /// Print the JSON Schema of model.json instead
    #[arg(long)]
    pub(super) json_schema: bool,
    /// Print the JSON Schema of the schema files themselves instead
    #[arg(long, conflicts_with = "json_schema")]
    pub(super) file_format: bool,
    /// Print the JSON Schema of tdproto.toml instead
    #[arg(long, conflicts_with_all = ["json_schema", "file_format"])]
    pub(super) config_format: bool,
    /// Print the JSON Schema of the reports that --format json writes instead
    #[arg(long, conflicts_with_all = ["json_schema", "file_format", "config_format"])]
    pub(super) report_format: bool,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  tdproto example server.message.updated           a frame
  tdproto example Chat --count 3 --seed 7          three chats, one a line
  tdproto example Chat --view client               a chat as a client sends it
  tdproto example --all --schema proto | tdproto validate --schema proto -
  tdproto example call --replies --schema proto    a request, and a frame of each kind of reply

A sample follows the schema strictly. The same seed gives the same samples. One sample is printed
with indents; several are NDJSON, one a line.")]
pub(super) struct ExampleArgs {
    /// An event or a type of the schema, by name
    #[arg(value_name = "EVENT|TYPE", required_unless_present = "all")]
    pub(super) names: Vec<String>,
    /// Print a frame of every event
    #[arg(long, conflicts_with = "names")]
    pub(super) all: bool,
    /// Print the frames that answer a request behind it, one of each kind of reply
    #[arg(long)]
    pub(super) replies: bool,
    #[command(flatten)]
    pub(super) schema: SchemaArgs,
    /// Number of samples of each name
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) count: u64,
    /// Seed of the random generator
    #[arg(long, value_name = "S", default_value_t = 0)]
    pub(super) seed: u64,
    /// Side that sends the entity; events have the view of their sender
    #[arg(long, value_enum, default_value = "server")]
    pub(super) view: ViewChoice,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ViewChoice {
    /// All fields
    Server,
    /// Without readonly fields
    Client,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  tdproto payloads > vectors.ndjson
  tdproto payloads --schema proto --class wrong-kind --class null
  tdproto payloads --schema proto --limit 5000 --max-bytes 10000000

One vector a line:
  id       a unique name
  class    what it is about
  from     who sends it: client or server
  type     the entity or enum that the text is a value of; missing: the text is a frame
  kind     the kind of the frame, if the schema draws frames and it is of one
  event    the event that a reader knows without the frame: of a reply that of its request, of a
           frame without a name its own
  text     the text
  strict   what a checker reports, each with its place (a JSON pointer) and rule; []: nothing;
           null: the text is no JSON
  lenient  what a receiver makes of it: {\"known\": the text it writes then}, {\"unknown\": the event
           or value it keeps} or {\"malformed\": the place; null: the text is no JSON}
  sent     an entity as a client sends it then, without what is readonly")]
pub(super) struct PayloadsArgs {
    #[command(flatten)]
    pub(super) schema: SchemaArgs,
    /// Only vectors of this class; may be repeated
    #[arg(long, value_name = "CLASS", value_parser = PossibleValuesParser::new(classes()))]
    pub(super) class: Vec<String>,
    /// Seed of the random generator
    #[arg(long, value_name = "S", default_value_t = 0)]
    pub(super) seed: u64,
    /// The most vectors, spread evenly over all
    #[arg(long, value_name = "COUNT")]
    pub(super) limit: Option<usize>,
    /// The most bytes, spread evenly over all vectors
    #[arg(long, value_name = "BYTES")]
    pub(super) max_bytes: Option<usize>,
}

#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  tdproto explain type-unresolved\n  tdproto explain type-unused\n  tdproto explain                   lists every code and rule"
)]
pub(super) struct ExplainArgs {
    /// The code or rule, as in the brackets of error[type-unresolved]
    pub(super) code: Option<String>,
}

#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  tdproto init proto && tdproto generate --schema proto\n  tdproto init proto --frames json-rpc"
)]
pub(super) struct InitArgs {
    /// The directory of the new schema
    pub(super) dir: PathBuf,
    /// Form of the frames; any other form can be drawn in `[frame.NAME]`
    #[arg(long, value_enum, value_name = "FORM", default_value_t)]
    pub(super) frames: FrameForm,
}

/// The forms of frames to start from.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(super) enum FrameForm {
    /// {"event": …, "confirm_id": …, "params": {…}}, with keys of your choice
    #[default]
    Envelope,
    /// {"type": …} with the params beside it
    Flat,
    /// JSON-RPC 2.0: requests with replies, and notifications
    JsonRpc,
}

/// Returns the names of the classes of payload vectors.
fn classes() -> Vec<&'static str> {
    Class::ALL.iter().map(|class| class.name()).collect()
}
