//! Sentences that several formats share.

use std::iter::repeat_n;

use tdproto_schema::Severity;

use super::context::Context;
use super::harmless::harmless;
use super::text::count_severities;
use crate::report::{Finding, Outcome, Report};

/// The lines behind the findings: the facts, and the outcome of the run.
pub(crate) fn conclusion(report: &Report, context: &Context) -> String {
    let mut out = String::new();
    for fact in &report.facts {
        out.push_str(&harmless(fact));
        out.push('\n');
    }
    let (verdict, counts) = verdict(report, context);
    out.push_str(&format!("{}: {verdict}: {counts}\n", report.command));
    out
}

/// The outcome of the run, and the number of findings by severity, in words.
pub(super) fn verdict(report: &Report, context: &Context) -> (&'static str, String) {
    let word = match report.outcome(context.fail_on) {
        Outcome::Clean if report.fails(Severity::Warning) => "passed",
        Outcome::Clean => "clean",
        Outcome::Findings => "failed",
        Outcome::Unreadable => "incomplete",
    };
    let listed = report.findings.iter().map(|finding| finding.severity);
    let severities = listed.chain(repeat_n(Severity::Error, report.unlisted));
    let counts = match count_severities(severities) {
        counts if counts.is_empty() => "nothing found".to_owned(),
        counts => counts,
    };
    (word, counts)
}

/// The explanation of a finding, line by line: notes, help, and the unchanged excerpt.
pub(super) fn explained(found: &Finding) -> Vec<String> {
    let notes = found.notes.iter().cloned();
    let help = found.help.iter().map(|help| format!("help: {help}"));
    let excerpt = found.excerpt.lines().map(str::to_owned);
    notes.chain(help).chain(excerpt).collect()
}

/// A text of at most this many bytes.
pub(super) fn cut(text: &str, bytes: usize) -> String {
    match text.len() <= bytes {
        true => text.to_owned(),
        false => format!("{}…", &text[..text.floor_char_boundary(bytes)]),
    }
}
