//! The command `tdproto plugin`, and the plug-ins of the other commands.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use clap::{Args as ClapArgs, Subcommand, ValueEnum};
use serde_json::{Map, Value};
use tdproto_schema::decl::Spanned;
use tdproto_schema::{Code, Diagnostic, Schema, Span};

use super::quoted::quoted;
use super::target::Target;
use super::{Exit, Io};
use crate::config::Plugin;
use crate::generate::Generated;
use crate::plugin::{self, Checked, Feature, schemas};
use crate::text::counted;

#[derive(Debug, ClapArgs)]
pub(super) struct PluginArgs {
    #[command(subcommand)]
    command: PluginCommand,
}

#[derive(Debug, Subcommand)]
enum PluginCommand {
    /// Run a program as a plug-in on schemas that are built in, and report its errors
    Check(CheckPluginArgs),
    /// Print the JSON Schema of requests or answers
    #[command(after_help = "Example:\n  tdproto plugin schema answer > answer.schema.json")]
    Schema {
        /// The message
        message: Message,
    },
    /// Print a small plug-in to start from
    #[command(after_help = "Example:\n  tdproto plugin template python > plugins/types.py")]
    Template {
        /// The language of the plug-in
        language: Template,
    },
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  tdproto plugin check python3 plugins/csharp.py
  tdproto plugin check --options '{\"namespace\": \"Chat\"}' python3 plugins/csharp.py

The program runs twice on each schema: the built-in protocol, and small ones that have each
construct, and hostile names and texts. A plug-in may refuse a schema. Exit code 1 if an answer is
invalid, or differs between two runs.")]
struct CheckPluginArgs {
    /// The program, then its arguments
    #[arg(
        value_name = "COMMAND",
        required = true,
        trailing_var_arg = true,
        allow_hyphen_values = true
    )]
    words: Vec<String>,
    /// Options that the plug-in is given, a JSON object
    #[arg(long, value_name = "JSON", value_parser = options)]
    options: Option<Map<String, Value>>,
    /// The seconds that a run may take
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    timeout: u64,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Message {
    /// The text that a plug-in reads from standard input
    Request,
    /// The text that a plug-in writes to standard output
    Answer,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Template {
    /// Python, without dependencies
    Python,
    /// TypeScript for Node, without dependencies
    Typescript,
}

fn options(text: &str) -> Result<Map<String, Value>, String> {
    match serde_json::from_str(text) {
        Ok(Value::Object(options)) => Ok(options),
        Ok(_) => Err("expected a JSON object".to_owned()),
        Err(error) => Err(format!("expected a JSON object: {error}")),
    }
}

pub(super) fn run(args: &PluginArgs, io: &mut Io<'_>) -> Exit {
    match &args.command {
        PluginCommand::Check(args) => check(args, io),
        PluginCommand::Schema { message } => {
            let schema = match message {
                Message::Request => schemas::request(),
                Message::Answer => schemas::answer(),
            };
            io.print(&format!("{schema:#}\n"));
            Exit::Clean
        }
        PluginCommand::Template { language } => {
            io.print(match language {
                Template::Python => include_str!("../plugin/templates/python.py"),
                Template::Typescript => include_str!("../plugin/templates/typescript.ts"),
            });
            Exit::Clean
        }
    }
}

/// Runs the plug-ins of a target, unless there are errors already. What they write to standard error
/// is shown.
pub(super) fn generate(
    target: &Target,
    schema: &Schema,
    diagnostics: &mut Vec<Diagnostic>,
    io: &mut Io<'_>,
) -> Vec<Generated> {
    if diagnostics.iter().any(Diagnostic::is_error) {
        return Vec::new();
    }
    let mut generated = Vec::new();
    for plugin in &target.plugins {
        let ran = plugin::run(plugin, schema, &target.options, &target.folder);
        let _ = io.err.write_all(ran.said.as_bytes());
        // Options are the same for all, and so are the errors in them.
        let new = ran.diagnostics.into_iter();
        let new: Vec<_> = new.filter(|found| !diagnostics.contains(found)).collect();
        diagnostics.extend(new);
        generated.push(ran.generated);
    }
    generated
}

/// The line about plug-ins that a comparison did not start.
pub(super) fn not_compared(target: &Target) -> Option<String> {
    let names = target.plugins.iter();
    let names: Vec<_> = names.map(|plugin| plugin.name.value.as_str()).collect();
    (!names.is_empty()).then(|| {
        format!(
            "not compared: the files of plug-ins ({}); --allow-plugins starts them",
            names.join(", ")
        )
    })
}

fn check(args: &CheckPluginArgs, io: &mut Io<'_>) -> Exit {
    let name = Spanned::new("check".to_owned(), Span::NONE);
    let mut plugin = Plugin::new(name, args.words.clone());
    plugin.options = args.options.clone().unwrap_or_default();
    plugin.timeout = Duration::from_secs(args.timeout);
    let (mut understood, mut faulty, mut schemas) = (BTreeSet::new(), 0, 0);
    for checked in plugin::check(&plugin, Path::new("")) {
        let _ = io.err.write_all(checked.ran.said.as_bytes());
        io.say(format!("{:<10} {}", checked.name, outcome(&checked)));
        let found = &checked.faults;
        io.report(&checked.sources, found);
        schemas += 1;
        faulty += usize::from(!found.is_empty());
        understood.extend(checked.ran.understood);
    }
    let (known, refused): (Vec<_>, Vec<_>) = Feature::ALL
        .iter()
        .map(|feature| feature.name())
        .partition(|name| understood.contains(*name));
    for (word, names) in [("understands", known), ("refuses", refused)] {
        if !names.is_empty() {
            io.say(format!("{word}: {}", names.join(", ")));
        }
    }
    let command: Vec<_> = args.words.iter().map(|word| quoted(word)).collect();
    let command = command.join(" ");
    let counted = match schemas {
        1 => "1 schema".to_owned(),
        schemas => format!("{schemas} schemas"),
    };
    io.say(match faulty {
        0 => format!("{counted}, no errors: {command}"),
        faulty => format!("{counted}, {faulty} with errors: {command}"),
    });
    match faulty {
        0 => Exit::Clean,
        _ => Exit::Findings,
    }
}

/// The result for a schema in one line.
fn outcome(checked: &Checked) -> String {
    if !checked.faults.is_empty() {
        return "error".to_owned();
    }
    let constructs = checked.refusals.iter();
    let constructs = constructs.filter(|found| found.code == Code::PluginConstruct);
    let reasons: Vec<_> = match constructs.count() {
        0 => checked
            .refusals
            .iter()
            .map(|found| found.message.as_str())
            .collect(),
        _ => {
            let understood = &checked.ran.understood;
            let used = checked.ran.used.iter().map(|feature| feature.name());
            used.filter(|name| !understood.iter().any(|known| known == name))
                .collect()
        }
    };
    if !reasons.is_empty() {
        return format!("refused: {}", reasons.join(", "));
    }
    let files = counted(checked.ran.generated.files.len(), "file");
    format!("{files}, the same twice")
}
