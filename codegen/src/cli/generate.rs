//! The command `tdproto generate`.

use tdproto_schema::Severity;

use super::args::GenerateArgs;
use super::report_args::ReportArgs;
use super::{Exit, Io, exit_of};
use super::{plugin, reference, schema};
use crate::drift;
use crate::files::{self, State};
use crate::generate::generate_documented;
use crate::paths::display;
use crate::report::Report;
use crate::text::counted;

pub(super) fn run(args: &GenerateArgs, io: &mut Io<'_>) -> Exit {
    let source = &args.schema.schema;
    let mut ready = match schema::ready(source, io) {
        Ok(ready) => ready,
        Err(exit) => return exit,
    };
    let target = args
        .target
        .target(source, &args.languages, &mut ready.sources);
    let (target, mut diagnostics) = match target {
        Ok(found) => found,
        Err(message) => {
            io.complain(&message);
            return Exit::Usage;
        }
    };
    let examples = reference::examples(source, &target.languages);
    let (mut generated, found) =
        generate_documented(&ready.schema, &examples, &target.languages, &target.options);
    diagnostics.extend(found);
    if !args.check || args.allow_plugins {
        generated.extend(plugin::generate(
            &target,
            &ready.schema,
            &mut diagnostics,
            io,
        ));
    }
    io.report(&ready.sources, &diagnostics);
    if let Err(failed) = exit_of(&diagnostics).passed() {
        return failed;
    }
    if args.check {
        let comparison = files::compare(&target.out, generated, &args.replace);
        let mut report = Report::new("generate", ready.sources);
        report.home = source.to_string();
        let subject = drift::Subject {
            out: &target.out,
            command: args.target.command(source, &args.languages),
            only_compares: true,
        };
        drift::add(&mut report, &subject, &comparison);
        if !args.allow_plugins {
            report.facts.extend(plugin::not_compared(&target));
        }
        report.facts.push(schema::counts(&ready.schema.model));
        return ReportArgs::text().write(&report, Some(Severity::Error), io);
    }
    let comparison = match files::update(&target.out, generated, &args.replace) {
        Ok(comparison) => comparison,
        Err(diagnostics) => return io.report(&ready.sources, &diagnostics),
    };
    for (language, entries) in &comparison.languages {
        io.say(format!("{language:<12} {}", written(entries)));
    }
    io.say(format!(
        "{} → {}",
        schema::counts(&ready.schema.model),
        display(&target.out)
    ));
    Exit::Clean
}

fn written(entries: &[files::Entry]) -> String {
    let count = |wanted: fn(&State) -> bool| entries.iter().filter(|e| wanted(&e.state)).count();
    let same = count(|state| *state == State::Same);
    let deleted = count(|state| matches!(state, State::Orphaned { .. }));
    let wrote = count(|state| matches!(state, State::Missing | State::Changed { .. }));
    let mut text = format!(
        "{}: {wrote} written, {same} unchanged",
        counted(wrote + same, "file")
    );
    if deleted > 0 {
        text.push_str(&format!(", {deleted} deleted"));
    }
    text
}
