//! Reports as GitLab's code quality. Merge requests show them as new and fixed problems, and beside
//! the lines of the diff.

use serde_json::{Value, json};
use tdproto_schema::Severity;

use super::context::Context;
use super::place::place_or_home;
use super::words::{cut, explained};
use crate::report::{Finding, Report};

/// The number of bytes of a text that are written.
const MAX_TEXT: usize = 20_000;

/// The whole report, ending in a line feed.
pub(super) fn report(report: &Report, context: &Context) -> String {
    let found = report.findings.iter().zip(report.fingerprints());
    let issues: Vec<_> = found
        .map(|(found, fingerprint)| issue(report, found, fingerprint, context))
        .collect();
    format!("{:#}\n", Value::Array(issues))
}

fn issue(report: &Report, found: &Finding, fingerprint: String, context: &Context) -> Value {
    let place = place_or_home(report, found, context);
    let (line, _) = place.start.unwrap_or((1, 1));
    let mut lines = json!({ "begin": line });
    if let Some((end, _)) = place.end {
        lines["end"] = end.into();
    }
    json!({
        "type": "issue",
        "check_name": format!("tdproto/{}", found.rule),
        "description": cut(&found.message, MAX_TEXT),
        "content": { "body": cut(&explained(found).join("\n"), MAX_TEXT) },
        "categories": ["Compatibility"],
        "severity": severity(found.severity),
        "fingerprint": fingerprint,
        "location": { "path": place.path, "lines": lines },
    })
}

/// Maps a severity to GitLab's word. GitLab has five words; the outer two are for others to use.
fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "critical",
        Severity::Warning => "minor",
        Severity::Info => "info",
    }
}
