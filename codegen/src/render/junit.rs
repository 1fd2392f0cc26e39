//! Reports as JUnit's XML, in the form that CI services agree on. Each case that passed is a test
//! case, and so is each finding.

use std::fmt::Write as _;

use super::context::Context;
use super::harmless::harmless;
use super::place::{in_words, place, place_in_tree};
use super::words::{cut, explained, verdict};
use crate::report::{Case, Finding, Report};

/// The number of bytes of a text that are written.
const MAX_TEXT: usize = 64 << 10;

/// The number of bytes of a name or message that are written.
const MAX_ATTRIBUTE: usize = 2000;

/// The whole report, ending in a line feed.
pub(super) fn report(report: &Report, context: &Context) -> String {
    let suite = format!("tdproto {}", report.command);
    let passed: Vec<_> = report
        .cases
        .iter()
        .filter(|case| passes(report, case))
        .collect();
    let fingerprints = report.fingerprints();
    let failures = report.findings.iter().filter(|f| fails(f, context)).count();
    let counts = format!(
        "tests=\"{}\" failures=\"{failures}\" errors=\"0\"",
        passed.len() + report.findings.len()
    );
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let name = attribute(&suite);
    push(
        &mut out,
        format_args!("<testsuites name=\"{name}\" {counts}>\n"),
    );
    push(
        &mut out,
        format_args!("  <testsuite name=\"{name}\" {counts} skipped=\"0\">\n"),
    );
    for case in passed {
        let (name, class) = (attribute(&case.name), attribute(&suite));
        push(
            &mut out,
            format_args!("    <testcase name=\"{name}\" classname=\"{class}\"/>\n"),
        );
    }
    for (found, fingerprint) in report.findings.iter().zip(&fingerprints) {
        finding(&mut out, report, found, fingerprint, context);
    }
    let (verdict, counts) = verdict(report, context);
    let mut facts = report.facts.clone();
    facts.push(format!("{}: {verdict}: {counts}", report.command));
    let facts = content(&cut(&facts.join("\n"), MAX_TEXT));
    push(
        &mut out,
        format_args!("    <system-out>{facts}</system-out>\n"),
    );
    out.push_str("  </testsuite>\n</testsuites>\n");
    out
}

fn finding(
    out: &mut String,
    report: &Report,
    found: &Finding,
    fingerprint: &str,
    context: &Context,
) {
    let name = attribute(fingerprint);
    let class = attribute(&format!("tdproto {}.{}", report.command, found.case()));
    let mut file = String::new();
    let mut lines = Vec::new();
    if let Some(place) = place_in_tree(report, found, context) {
        file = format!(" file=\"{}\"", attribute(&place.path));
    }
    if let Some(place) = place(report, found, context) {
        lines.push(in_words(&place));
    }
    push(
        out,
        format_args!("    <testcase name=\"{name}\" classname=\"{class}\"{file}>\n"),
    );
    lines.push(found.message.clone());
    lines.extend(explained(found));
    let text = content(&cut(&lines.join("\n"), MAX_TEXT));
    if fails(found, context) {
        let message = attribute(&found.message);
        let kind = attribute(&format!("{} {}", found.severity.name(), found.rule));
        push(
            out,
            format_args!("      <failure message=\"{message}\" type=\"{kind}\">{text}</failure>\n"),
        );
    } else {
        push(out, format_args!("      <system-out>{text}</system-out>\n"));
    }
    out.push_str("    </testcase>\n");
}

/// Returns true if no finding belongs to a case.
fn passes(report: &Report, case: &Case) -> bool {
    !report
        .findings
        .iter()
        .any(|found| found.case() == case.name)
}

/// Returns true if the severity of a finding fails the run.
fn fails(found: &Finding, context: &Context) -> bool {
    let threshold = context.fail_on;
    threshold.is_some_and(|threshold| found.severity <= threshold)
}

fn push(out: &mut String, part: std::fmt::Arguments<'_>) {
    // Writing to a String does not fail.
    let _ = out.write_fmt(part);
}

/// Text between tags. Characters that XML cannot hold are harmful, or one of two noncharacters.
fn content(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for found in harmless(text).chars() {
        match found {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            found => out.push(found),
        }
    }
    out
}

/// The value of an attribute. White space in it is written as character references, which keep it.
fn attribute(text: &str) -> String {
    content(&cut(text, MAX_ATTRIBUTE))
        .replace('"', "&quot;")
        .replace('\n', "&#10;")
        .replace('\t', "&#9;")
}
