//! Sentences that several formats share.

use std::iter::repeat_n;

use tdproto_schema::Severity;

use super::context::Context;
use super::harmless::harmless;
use super::text::count_severities;
use crate::report::{Finding, Outcome, Report};

/// What text says behind the findings: what was compared and counted, and how the run ended.
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

/// How the run ended, and how much was found, in words.
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

/// Everything that explains a finding, a line each: notes, help, and the text as it stands.
pub(super) fn explained(found: &Finding) -> Vec<String> {
    let notes = found.notes.iter().cloned();
    let help = found.help.iter().map(|help| format!("help: {help}"));
    let excerpt = found.excerpt.lines().map(str::to_owned);
    notes.chain(help).chain(excerpt).collect()
}

/// A text of at most so many bytes.
pub(super) fn cut(text: &str, bytes: usize) -> String {
    match text.len() <= bytes {
        true => text.to_owned(),
        false => format!("{}…", &text[..text.floor_char_boundary(bytes)]),
    }
}
