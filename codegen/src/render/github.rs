//! Reports as commands to the runner of GitHub Actions, which shows them beside the lines of the
//! pull request.

use tdproto_schema::Severity;

use super::context::Context;
use super::harmless::harmless;
use super::place::place;
use super::words::{cut, explained, verdict};
use crate::report::{Finding, Position, Report};

/// The number of annotations of a level that the runner shows for a step.
const MAX_ANNOTATIONS: usize = 10;

/// The number of bytes of a message that are shown.
const MAX_MESSAGE: usize = 4096;

/// The annotations, the most severe first, then plain lines for the log.
pub(super) fn report(report: &Report, context: &Context) -> String {
    let mut out = String::new();
    for severity in Severity::ALL {
        let of_level = report.findings.iter().filter(|f| f.severity == *severity);
        let count = of_level.clone().count();
        for found in of_level.take(MAX_ANNOTATIONS) {
            out.push_str(&annotation(report, found, context));
            out.push('\n');
        }
        if count > MAX_ANNOTATIONS {
            let more = count - MAX_ANNOTATIONS;
            out.push_str(&format!("{more} more of level {}\n", severity.name()));
        }
    }
    for line in report.facts.iter().flat_map(|fact| fact.lines()) {
        out.push_str(&plain(line));
        out.push('\n');
    }
    let (verdict, counts) = verdict(report, context);
    out.push_str(&format!("{}: {verdict}: {counts}\n", report.command));
    out
}

fn annotation(report: &Report, found: &Finding, context: &Context) -> String {
    let level = match found.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let mut properties = Vec::new();
    // A place that is not on disk is nowhere in the pull request.
    if found.position_on_disk(&report.sources).is_some()
        && let Some(place) = place(report, found, context)
    {
        properties = placed(place);
    }
    properties.push(("title", format!("{} [{}]", report.command, found.rule)));
    let properties: Vec<_> = properties
        .into_iter()
        .map(|(name, value)| format!("{name}={}", property(&value)))
        .collect();
    let mut lines = vec![found.message.clone()];
    lines.extend(explained(found));
    let message = data(&cut(&lines.join("\n"), MAX_MESSAGE));
    format!("::{level} {}::{message}", properties.join(","))
}

fn placed(place: Position) -> Vec<(&'static str, String)> {
    let mut properties = vec![("file", place.path)];
    if let Some((line, column)) = place.start {
        properties.push(("line", line.to_string()));
        // Columns are accepted only for a place on one line.
        match place.end {
            Some((end, end_column)) if end == line && end_column > column => {
                properties.push(("endLine", end.to_string()));
                properties.push(("col", column.to_string()));
                properties.push(("endColumn", end_column.to_string()));
            }
            Some((end, _)) if end > line => properties.push(("endLine", end.to_string())),
            Some(_) | None => properties.push(("col", column.to_string())),
        }
    }
    properties
}

/// The text of a command, in which line feeds would end it.
fn data(text: &str) -> String {
    harmless(text).replace('%', "%25").replace('\n', "%0A")
}

/// The value of a property, which ends at a colon or comma, too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// A line that the runner does not read as a command, with any content.
fn plain(line: &str) -> String {
    let line = harmless(line).replace("##[", "## [");
    match line.trim_start().starts_with("::") {
        true => format!("- {line}"),
        false => line,
    }
}
