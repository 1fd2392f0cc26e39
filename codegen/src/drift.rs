//! Drift: the differences between files on disk and the generated ones, as a report.
//!
//! ```
//! use std::path::Path;
//!
//! use tdproto_codegen::report::Report;
//! use tdproto_codegen::{Options, drift, files, generate_all};
//! use tdproto_schema::{SourceMap, embedded};
//!
//! let (schema, _) = embedded::compiled();
//! let (generated, _) = generate_all(&schema, &["rust"], &Options::default());
//! let out = Path::new("does/not/exist");
//! let comparison = files::compare(out, generated, &[]);
//!
//! let mut report = Report::new("check", SourceMap::default());
//! let subject = drift::Subject {
//!     out,
//!     command: "cargo run --bin generate".to_owned(),
//!     only_compares: true,
//! };
//! drift::add(&mut report, &subject, &comparison);
//! assert_eq!(report.findings[0].rule, "not-generated");
//! ```

use std::path::Path;

use tdproto_schema::{Code, Severity};

use crate::files::{Comparison, Entry, State};
use crate::paths::display;
use crate::report::{Case, Finding, Position, Report, is_unreadable};
use crate::text::counted;
use crate::text_diff;

/// The generated files that are compared, and the command that brings them up to date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject<'a> {
    /// The directory of the files.
    pub out: &'a Path,
    /// The command, which findings show as the fix.
    pub command: String,
    /// True if there is nothing else to check than the generated files.
    pub only_compares: bool,
}

/// Adds the findings of a comparison to a report; each language is a case.
pub fn add(report: &mut Report, subject: &Subject<'_>, comparison: &Comparison) {
    report.add(&comparison.diagnostics);
    report.unreadable |= comparison.diagnostics.iter().any(|d| is_unreadable(d.code));
    let languages = &comparison.languages;
    if comparison.entries().all(is_missing) && comparison.diagnostics.is_empty() {
        return not_generated(report, subject, comparison);
    }
    let (mut differing, mut files) = (0, 0);
    for (language, entries) in languages {
        let is_absent = !entries.is_empty() && entries.iter().all(is_missing);
        files += entries.len();
        report.cases.push(case(language));
        if is_absent && entries.len() > 1 {
            differing += entries.len();
            let found = none_there(subject, language, entries.len());
            report.findings.push(found);
            continue;
        }
        for entry in entries {
            if let Some(found) = finding(entry, language, &subject.command) {
                differing += 1;
                report.findings.push(found);
            }
        }
    }
    let names: Vec<_> = languages.iter().map(|(name, _)| name.as_ref()).collect();
    report.data.insert("files".to_owned(), files.into());
    report.data.insert("drifted".to_owned(), differing.into());
    let (out, command) = (display(subject.out), &subject.command);
    report.facts.push(match differing {
        0 if files == 1 => format!(
            "generated: 1 file in {out} is up to date ({})",
            names.join(", ")
        ),
        0 => format!(
            "generated: {files} files in {out} are up to date ({})",
            names.join(", ")
        ),
        differing => format!(
            "generated: {differing} of {} in {out} {} out of date; run:\n  {command}",
            counted(files, "file"),
            if differing == 1 { "is" } else { "are" }
        ),
    });
}

fn is_missing(entry: &Entry) -> bool {
    matches!(entry.state, State::Missing)
}

fn case(language: &str) -> Case {
    Case {
        name: language.to_owned(),
        about: format!("the generated files of {language} are up to date"),
    }
}

/// Adds one finding where no file of any language is there, in place of one for each language.
fn not_generated(report: &mut Report, subject: &Subject<'_>, comparison: &Comparison) {
    let (path, files) = (display(subject.out), comparison.entries().count());
    report
        .cases
        .extend(comparison.languages.iter().map(|(name, _)| case(name)));
    report.data.insert("files".to_owned(), files.into());
    report.data.insert("drifted".to_owned(), files.into());
    let Some((language, _)) = comparison.languages.first() else {
        return;
    };
    let message = format!(
        "nothing has been generated into `{path}` yet ({})",
        counted(files, "file")
    );
    let mut found = absent(Code::NotGenerated, language, path.clone(), message, subject);
    if !subject.only_compares {
        found = found.help("`--no-generated` checks only the schema and its examples");
    }
    found.details.insert("files".to_owned(), files.into());
    report.findings.push(found);
    let command = &subject.command;
    report.facts.push(format!(
        "generated: nothing in {path} yet; run:\n  {command}"
    ));
}

/// A finding for a language without any file, in place of one for each file.
fn none_there(subject: &Subject<'_>, language: &str, files: usize) -> Finding {
    let path = display(&subject.out.join(language));
    let message = format!(
        "`{path}` has not been generated yet ({})",
        counted(files, "file")
    );
    let mut found = absent(Code::NotGenerated, language, path, message, subject);
    language.clone_into(&mut found.subject);
    found.details.insert("files".to_owned(), files.into());
    found
}

/// A finding about a folder that holds nothing.
fn absent(
    code: Code,
    language: &str,
    path: String,
    message: String,
    subject: &Subject<'_>,
) -> Finding {
    let help = format!("run `{}`", subject.command);
    let mut found = drifted(language, path, "missing", message, help);
    code.id().clone_into(&mut found.rule);
    found
}

/// A finding about a path that differs from the generated file; `None` if it is up to date.
fn finding(entry: &Entry, language: &str, command: &str) -> Option<Finding> {
    let path = display(&entry.path);
    let run = || format!("run `{command}`");
    let (state, message, help) = match &entry.state {
        State::Same => return None,
        State::Changed { .. } => {
            let message = format!("{path} is out of date");
            ("changed", message, run())
        }
        State::Missing => ("missing", format!("{path} is missing"), run()),
        State::Orphaned { .. } => {
            let message = format!("{path} is orphaned: the schema no longer generates it");
            ("orphaned", message, run())
        }
        State::Foreign { owner } => {
            let (is, help) = match owner {
                None => (
                    "it is not a generated file".to_owned(),
                    "move it away, or choose",
                ),
                Some(owner) => (format!("it belongs to the schema of `{owner}`"), "choose"),
            };
            let message = format!("{path} is in the way: {is}");
            let help = format!("{help} another directory with --out");
            ("in the way", message, help)
        }
    };
    let mut found = drifted(language, path.clone(), state, message, help);
    if let State::Changed { old, .. } = &entry.state {
        found.excerpt = text_diff::unified(&path, old, "(from the schema)", &entry.new);
        if let Some(position) = &mut found.position {
            position.start = Some((first_difference(old, &entry.new), 1));
        }
    }
    Some(found)
}

/// A finding about a path as a whole.
fn drifted(language: &str, path: String, state: &str, message: String, help: String) -> Finding {
    let mut found = Finding::new(Code::Drift.id(), Severity::Error, &path, message).help(help);
    found.position = Some(Position {
        path,
        start: None,
        end: None,
    });
    found.case = Some(language.to_owned());
    found.details.insert("state".to_owned(), state.into());
    found
}

/// The number of the first line on disk that differs from the generated file.
fn first_difference(old: &str, new: &str) -> usize {
    let same = old.lines().zip(new.lines()).take_while(|(a, b)| a == b);
    same.count() + 1
}
