//! Reports in every format.

use tdproto_schema::Severity;

use super::json;
use super::text::{Style, count_severities, render_findings};
use crate::report::Report;

/// How a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum Format {
    /// For people at a terminal.
    Text,
    /// For programs; one object, whose shape has a version.
    Json,
}

/// The whole report in a format.
#[must_use]
pub fn report(report: &Report, format: Format, style: Style) -> String {
    match format {
        Format::Text => text(report, style),
        Format::Json => json::report(report),
    }
}

/// The findings in full, then what was compared and counted.
fn text(report: &Report, style: Style) -> String {
    let mut out = render_findings(&report.sources, &report.findings, style);
    for fact in &report.facts {
        out.push_str(fact);
        out.push('\n');
    }
    let severities = report.findings.iter().map(|found| found.severity);
    let counts = match count_severities(severities) {
        counts if counts.is_empty() => "nothing found".to_owned(),
        counts => counts,
    };
    let mark = if report.count(Severity::Error) > 0 {
        "failed"
    } else {
        "clean"
    };
    out.push_str(&format!("{}: {mark}: {counts}\n", report.command));
    out
}
