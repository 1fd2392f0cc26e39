//! Drift: how the files on disk differ from what the schema gives.

use std::path::Path;

use tdproto_schema::{Code, Severity};

use super::{is_unreadable, text_diff};
use crate::files::{Comparison, Entry, State};
use crate::load::display;
use crate::report::{Case, Finding, Position, Report};

/// Adds what a comparison found, with the command that mends it; each language is a case.
pub(super) fn add(report: &mut Report, out: &Path, comparison: &Comparison, mend: &str) {
    report.add(&comparison.diagnostics);
    report.unreadable |= comparison.diagnostics.iter().any(|d| is_unreadable(d.code));
    let mut differing = 0;
    for (language, entries) in &comparison.languages {
        let case = Case {
            name: (*language).to_owned(),
            about: format!("the generated files of {language} are what the schema gives"),
        };
        report.cases.push(case);
        if let Some(found) = none_there(out, entries, language, mend) {
            differing += entries.len();
            report.findings.push(found);
            continue;
        }
        for entry in entries {
            if let Some(found) = finding(entry, language, mend) {
                differing += 1;
                report.findings.push(found);
            }
        }
    }
    let files = comparison.entries().count();
    let languages: Vec<_> = comparison.languages.iter().map(|(name, _)| *name).collect();
    report.data.insert("files".to_owned(), files.into());
    report.data.insert("drifted".to_owned(), differing.into());
    report.facts.push(match differing {
        0 => format!(
            "generated: {files} files in {} are what the schema gives ({})",
            display(out),
            languages.join(", ")
        ),
        differing => format!(
            "generated: {differing} of {files} files in {} are not what the schema gives; to mend:\n  {mend}",
            display(out)
        ),
    });
}

/// One finding for a language of which nothing was generated yet, in place of one for each file.
fn none_there(out: &Path, entries: &[Entry], language: &str, mend: &str) -> Option<Finding> {
    let is_missing = |entry: &Entry| matches!(entry.state, State::Missing);
    if entries.len() < 2 || !entries.iter().all(is_missing) {
        return None;
    }
    let (path, files) = (display(out), entries.len());
    let message = format!("nothing of {language} is in {path}: {files} files are missing");
    let mut found = drifted(language, path, "missing", message, format!("run `{mend}`"));
    language.clone_into(&mut found.subject);
    found.details.insert("files".to_owned(), files.into());
    Some(found)
}

/// A path that is not as the schema gives it.
fn finding(entry: &Entry, language: &str, mend: &str) -> Option<Finding> {
    let path = display(&entry.path);
    let run = || format!("run `{mend}`");
    let (state, message, help) = match &entry.state {
        State::Same => return None,
        State::Changed { .. } => {
            let message = format!("{path} is not what the schema gives");
            ("changed", message, run())
        }
        State::Missing => ("missing", format!("{path} is missing"), run()),
        State::Orphaned { .. } => {
            let message = format!("{path} is orphaned: the schema no longer gives it");
            ("orphaned", message, run())
        }
        State::Foreign => {
            let message = format!("{path} is in the way: it is not a generated file");
            let help = "move it away, or choose another directory with --out";
            ("in the way", message, help.to_owned())
        }
    };
    let mut found = drifted(language, path.clone(), state, message, help);
    if let State::Changed { old } = &entry.state {
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

/// The first line on disk that is not as the schema gives it.
fn first_difference(old: &str, new: &str) -> usize {
    let same = old.lines().zip(new.lines()).take_while(|(a, b)| a == b);
    same.count() + 1
}
