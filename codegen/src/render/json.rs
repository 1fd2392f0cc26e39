//! Reports for programs: one JSON object.
//!
//! `format` is the version of its shape; it grows when a reader of the old shape could no longer
//! understand the new one. Keys may be added without that.

use serde_json::{Map, Value, json};
use tdproto_schema::{Severity, SourceMap};

use crate::report::{self, Finding, Position, Report};

/// The version of the shape.
pub(super) const FORMAT: u32 = 1;

/// The whole report, ending in a line feed.
pub(super) fn report(report: &Report) -> String {
    let findings = report.findings.iter();
    let findings: Vec<_> = findings.map(|found| finding(report, found)).collect();
    let counts = Severity::ALL
        .iter()
        .map(|severity| (severity.name().to_owned(), report.count(*severity).into()));
    let value = json!({
        "format": FORMAT,
        "tool": { "name": "tdproto", "version": env!("CARGO_PKG_VERSION") },
        "command": report.command,
        "counts": counts.collect::<Map<_, _>>(),
        "facts": report.facts,
        "data": report.data,
        "findings": findings,
    });
    format!("{value:#}\n")
}

fn finding(report: &Report, found: &Finding) -> Value {
    let place = found.position(&report.sources);
    json!({
        "rule": found.rule,
        "severity": found.severity.name(),
        "subject": found.subject,
        "message": found.message,
        "fingerprint": found.fingerprint(),
        "place": place.as_ref().map(position),
        "related": related(&report.sources, found),
        "notes": found.notes,
        "help": found.help,
        "details": found.details,
    })
}

fn related(sources: &SourceMap, found: &Finding) -> Vec<Value> {
    let places = found.labels.iter().skip(1).filter_map(|label| {
        let place = report::position(sources, label)?;
        Some(json!({ "place": position(&place), "text": label.text }))
    });
    places.collect()
}

fn position(place: &Position) -> Value {
    let (start, end) = (place.start, place.end);
    json!({
        "file": place.path,
        "line": start.map(|at| at.0),
        "column": start.map(|at| at.1),
        "end_line": end.map(|at| at.0),
        "end_column": end.map(|at| at.1),
    })
}
