//! `tdproto generate`

use std::path::Path;

use tdproto_schema::{Diagnostic, Schema, Severity, parallel};

use super::args::GenerateArgs;
use super::reporting::ReportArgs;
use super::schema::{self, Ready};
use super::{Exit, Io, drift, exit_of, model, text_diff};
use crate::files::{self, State};
use crate::generate::{Generated, generate};
use crate::lang::REGISTRY;
use crate::load::{SchemaSource, display};
use crate::options::Options;
use crate::report::Report;

pub(super) fn run(args: &GenerateArgs, io: &mut Io<'_>) -> Exit {
    let ready = match schema::ready(&args.schema.schema, io) {
        Ok(ready) => ready,
        Err(exit) => return exit,
    };
    let generated = match all(&ready, &args.languages, io) {
        Ok(generated) => generated,
        Err(exit) => return exit,
    };
    if args.check {
        let comparison = files::compare(&args.out, generated, &args.replace);
        let mut report = Report::new("generate", ready.sources);
        report.home = args.schema.schema.to_string();
        let subject = drift::Subject {
            out: &args.out,
            command: command(args),
            takes_any_languages: false,
        };
        drift::add(&mut report, &subject, &comparison);
        report.facts.push(schema::counts(&ready.schema.model));
        return ReportArgs::text().write(&report, Some(Severity::Error), io);
    }
    let comparison = match files::update(&args.out, generated, &args.replace) {
        Ok(comparison) => comparison,
        Err(diagnostics) => return io.report(&ready.sources, &diagnostics),
    };
    for (language, entries) in &comparison.languages {
        io.say(format!("{language:<12} {}", written(entries)));
    }
    io.say(format!(
        "{} → {}",
        schema::counts(&ready.schema.model),
        display(&args.out)
    ));
    Exit::Clean
}

/// The files of the languages named, or of every one; says what is wrong with them.
fn all(ready: &Ready, languages: &[String], io: &mut Io<'_>) -> Result<Vec<Generated>, Exit> {
    let (generated, diagnostics) = generate_all(&ready.schema, languages);
    match exit_of(&diagnostics) {
        Exit::Clean => {
            io.report(&ready.sources, &diagnostics);
            Ok(generated)
        }
        Exit::Findings | Exit::Usage | Exit::Unreadable => {
            Err(io.report(&ready.sources, &diagnostics))
        }
    }
}

/// The files of the languages named, or of every one.
pub(super) fn generate_all(
    schema: &Schema,
    languages: &[String],
) -> (Vec<Generated>, Vec<Diagnostic>) {
    let wanted = |name: &str| languages.is_empty() || languages.iter().any(|found| found == name);
    let options = Options::default();
    // The model comes along as if it were one more language.
    let jobs = REGISTRY
        .iter()
        .map(|backend| (backend.name(), Some(*backend)));
    let jobs: Vec<_> = jobs
        .chain([(model::NAME, None)])
        .filter(|(name, _)| wanted(name))
        .collect();
    let results = parallel::map(&jobs, |(_, backend)| match backend {
        Some(backend) => generate(schema, *backend, &options),
        None => (model::generated(&schema.model), Vec::new()),
    });
    let (generated, found): (Vec<_>, Vec<_>) = results.into_iter().unzip();
    (generated, found.into_iter().flatten().collect())
}

fn written(entries: &[files::Entry]) -> String {
    let count = |wanted: fn(&State) -> bool| entries.iter().filter(|e| wanted(&e.state)).count();
    let same = count(|state| *state == State::Same);
    let deleted = count(|state| matches!(state, State::Orphaned { .. }));
    let wrote = count(|state| matches!(state, State::Missing | State::Changed { .. }));
    let mut text = format!("{} files: {wrote} written, {same} unchanged", wrote + same);
    if deleted > 0 {
        text.push_str(&format!(", {deleted} deleted"));
    }
    text
}

/// The command that mends what `--check` found.
fn command(args: &GenerateArgs) -> String {
    let mut command = String::from("tdproto generate");
    for language in &args.languages {
        command.push_str(&format!(" {language}"));
    }
    command.push_str(&where_to(&args.schema.schema, &args.out));
    command
}

/// The arguments that lead a mending command to the same schema and directory.
pub(super) fn where_to(schema: &SchemaSource, out: &Path) -> String {
    let mut text = String::new();
    if *schema != SchemaSource::BuiltIn {
        text.push_str(&format!(
            " --schema {}",
            text_diff::quoted(&schema.to_string())
        ));
    }
    text.push_str(&format!(" --out {}", text_diff::quoted(&display(out))));
    text
}
