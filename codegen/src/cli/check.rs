//! The command `tdproto check`.

use std::path::Path;

use tdproto_schema::{Diagnostic, Model, Schema, Severity, SourceMap};

use super::args::CheckArgs;
use super::{Exit, Io, plugin, reference, schema};
use crate::drift;
use crate::generate::generate_documented;
use crate::load::{EXAMPLES_FOLDER, RECORD, SchemaSource};
use crate::paths::display;
use crate::report::{Case, Finding, Report, is_unreadable};
use crate::{examples, files};

/// The case of findings about the schema itself.
const SOUND: &str = "schema";

/// The case of findings about the examples as a whole.
const EXAMPLES: &str = "examples";

pub(super) fn run(args: &CheckArgs, io: &mut Io<'_>) -> Exit {
    let source = &args.schema.schema;
    let dir = source.path().filter(|path| path.is_dir());
    if args.record_deviations && dir.is_none() {
        io.complain("--record-deviations needs a schema directory to write to: --schema DIR");
        return Exit::Usage;
    }
    let (sources, schema, diagnostics) = schema::read(source);
    let mut report = Report::new("check", sources);
    report.home = source.to_string();
    report.cases.push(Case {
        name: SOUND.to_owned(),
        about: "the schema is valid".to_owned(),
    });
    add(&mut report, &diagnostics, |_, _| SOUND.to_owned());
    if diagnostics.iter().any(Diagnostic::is_error) {
        let fact = "the schema is invalid: its examples and generated files were not checked";
        report.facts.push(fact.to_owned());
    } else {
        let valid = format!("valid: {}", schema::counts(&schema.model));
        report.facts.push(valid);
        match dir {
            Some(dir) if args.record_deviations => record(dir, &schema.model, &mut report),
            Some(_) | None => follow(source, &schema.model, &mut report),
        }
        if !args.no_generated
            && !report.unreadable
            && let Err(message) = generated(args, &schema, &mut report, io)
        {
            io.complain(&message);
            return Exit::Usage;
        }
    }
    args.report.write(&report, Some(Severity::Error), io)
}

/// Adds diagnostics, each to the case that `case` returns.
fn add(
    report: &mut Report,
    diagnostics: &[Diagnostic],
    case: impl Fn(&Finding, &SourceMap) -> String,
) {
    report.unreadable |= diagnostics.iter().any(|found| is_unreadable(found.code));
    let first = report.findings.len();
    report.add(diagnostics);
    for found in &mut report.findings[first..] {
        found.case = Some(case(found, &report.sources));
    }
}

/// Checks that the examples conform to the schema, except for recorded deviations.
fn follow(source: &SchemaSource, model: &Model, report: &mut Report) {
    let found = source.examples();
    let checked = examples::check(model, &found, &mut report.sources);
    let cases = found.files.iter().map(|example| Case {
        name: example.name.clone(),
        about: format!("the example of {} conforms to the schema", example.event()),
    });
    report.cases.extend(cases);
    add(report, &checked.diagnostics, |found, sources| {
        let place = found.position(sources);
        let name = place.and_then(|place| Some(place.path.rsplit('/').next()?.to_owned()));
        name.unwrap_or_else(|| EXAMPLES.to_owned())
    });
    let (examples, recorded) = (checked.examples, checked.recorded);
    report.data.insert(EXAMPLES.to_owned(), examples.into());
    report.data.insert("recorded".to_owned(), recorded.into());
    let deviating = &checked.diagnostics;
    if deviating.is_empty() && examples > 0 {
        report.facts.push(format!(
            "examples: {examples} conform to the schema, with {recorded} deviations recorded"
        ));
    }
}

/// Records the current deviations of the examples; if there are none, deletes the record.
fn record(dir: &Path, model: &Model, report: &mut Report) {
    let found = SchemaSource::Path(dir.to_owned()).examples();
    let path = dir.join(EXAMPLES_FOLDER).join(RECORD);
    let text = match examples::record(model, &found, &mut report.sources) {
        Ok(text) => text,
        Err(found) => return add(report, &found, |_, _| EXAMPLES.to_owned()),
    };
    report
        .facts
        .push(match files::write_or_remove(&path, text.as_deref()) {
            Ok(true) if text.is_some() => format!("recorded: {}", display(&path)),
            Ok(true) => format!("removed: {}", display(&path)),
            Ok(false) => "examples: all conform to the schema".to_owned(),
            Err(error) => {
                let found = files::unwritable(&path, &error);
                return add(report, &[found], |_, _| EXAMPLES.to_owned());
            }
        });
}

/// Compares the generated files with the schema.
fn generated(
    args: &CheckArgs,
    schema: &Schema,
    report: &mut Report,
    io: &mut Io<'_>,
) -> Result<(), String> {
    let source = &args.schema.schema;
    let (target, mut diagnostics) = args.target.target(source, &[], &mut report.sources)?;
    let examples = reference::examples(source, &target.languages);
    let (mut generated, found) =
        generate_documented(schema, &examples, &target.languages, &target.options);
    diagnostics.extend(found);
    if args.allow_plugins {
        generated.extend(plugin::generate(&target, schema, &mut diagnostics, io));
    } else {
        report.facts.extend(plugin::not_compared(&target));
    }
    add(report, &diagnostics, |_, _| SOUND.to_owned());
    if diagnostics.iter().any(Diagnostic::is_error) {
        return Ok(());
    }
    let comparison = files::compare(&target.out, generated, &[]);
    let subject = drift::Subject {
        out: &target.out,
        command: args.target.command(source, &[]),
        only_compares: false,
    };
    drift::add(report, &subject, &comparison);
    Ok(())
}
