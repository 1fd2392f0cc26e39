//! `tdproto generate`

use std::path::Path;

use tdproto_schema::{Diagnostic, Schema, parallel};

use super::args::GenerateArgs;
use super::schema::{self, Ready};
use super::{Exit, Io, exit_of, model, text_diff};
use crate::files::{self, Comparison, State};
use crate::generate::{Generated, generate};
use crate::lang::REGISTRY;
use crate::load::{SchemaSource, display};
use crate::options::Options;

pub(super) fn run(args: &GenerateArgs, io: &mut Io<'_>) -> Exit {
    let ready = match schema::ready(&args.schema.schema, io) {
        Ok(ready) => ready,
        Err(exit) => return exit,
    };
    let generated = match all(&ready, &args.languages, io) {
        Ok(generated) => generated,
        Err(exit) => return exit,
    };
    let comparison = files::compare(&args.out, generated);
    if args.check {
        let command = command(args);
        return drift(&ready, &args.out, &comparison, &command, io);
    }
    if let Err(found) = files::write(&comparison) {
        return io.report(&ready.sources, &found);
    }
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

/// The files of the languages named, or of every one.
pub(super) fn all(
    ready: &Ready,
    languages: &[String],
    io: &mut Io<'_>,
) -> Result<Vec<Generated>, Exit> {
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

fn generate_all(schema: &Schema, languages: &[String]) -> (Vec<Generated>, Vec<Diagnostic>) {
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

/// Says how the files on disk differ from what the schema gives.
pub(super) fn drift(
    ready: &Ready,
    out: &Path,
    comparison: &Comparison,
    command: &str,
    io: &mut Io<'_>,
) -> Exit {
    if !comparison.diagnostics.is_empty() {
        return io.report(&ready.sources, &comparison.diagnostics);
    }
    if comparison.is_clean() {
        let files = comparison.entries().count();
        let languages: Vec<_> = comparison.languages.iter().map(|(name, _)| *name).collect();
        io.say(format!(
            "clean: {files} files in {} are what the schema gives",
            display(out)
        ));
        io.say(format!(
            "       {} ({})",
            schema::counts(&ready.schema.model),
            languages.join(", ")
        ));
        return Exit::Clean;
    }
    let mut differing = 0;
    for entry in comparison
        .entries()
        .filter(|entry| entry.state != State::Same)
    {
        differing += 1;
        let path = display(&entry.path);
        match &entry.state {
            State::Same => {}
            State::Changed { old } => {
                io.say(format!("changed: {path}"));
                io.print(&text_diff::unified(
                    &path,
                    old,
                    "(from the schema)",
                    &entry.new,
                ));
            }
            State::Missing => io.say(format!("missing: {path}")),
            State::Orphaned { .. } => {
                io.say(format!("orphaned: {path} (the schema no longer gives it)"));
            }
            State::Foreign => io.say(format!("in the way: {path} (not a generated file)")),
        }
    }
    io.say(format!(
        "\n{differing} files differ from what the schema gives; to mend:\n  {command}"
    ));
    Exit::Findings
}
