//! Reports in every format.

use tdproto_schema::Severity;

use super::text::{Style, count_severities, harmless, render_findings};
use super::{github, json, junit, markdown, sarif};
use crate::load::Places;
use crate::report::{Finding, Outcome, Position, Report};

/// How a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum Format {
    /// For people at a terminal.
    Text,
    /// For programs; one object, whose shape has a version.
    Json,
    /// Annotations of GitHub's pull requests; the table goes to the step's summary.
    Github,
    /// SARIF 2.1.0, for code scanning and editors.
    Sarif,
    /// JUnit's XML, for the test reports of CI services: what passed is in it, too.
    Junit,
    /// A comment of a pull request.
    Markdown,
}

impl Format {
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::Text,
        Self::Json,
        Self::Github,
        Self::Sarif,
        Self::Junit,
        Self::Markdown,
    ];

    /// The word for it in arguments.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
            Self::Github => "github",
            Self::Sarif => "sarif",
            Self::Junit => "junit",
            Self::Markdown => "markdown",
        }
    }
}

/// What a report is shown for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    /// Whether text may have colour.
    pub style: Style,
    /// How bad a finding has to be for the run to fail; `None`: none is bad enough.
    pub fail_on: Option<Severity>,
    /// What paths are relative to.
    pub places: Places,
}

/// The whole report in a format.
#[must_use]
pub fn report(report: &Report, format: Format, context: &Context) -> String {
    match format {
        Format::Text => text(report, context),
        Format::Json => json::report(report, context),
        Format::Github => github::report(report, context),
        Format::Sarif => sarif::report(report, context),
        Format::Junit => junit::report(report, context),
        Format::Markdown => markdown::report(report, context, markdown::MAX_COMMENT),
    }
}

/// The findings in full, then what was compared and counted.
fn text(report: &Report, context: &Context) -> String {
    let mut out = render_findings(&report.sources, &report.findings, context.style);
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
    let severities = report.findings.iter().map(|found| found.severity);
    let counts = match count_severities(severities) {
        counts if counts.is_empty() => "nothing found".to_owned(),
        counts => counts,
    };
    (word, counts)
}

/// The place to show a finding at beside the files of a work tree, its path from the top of the
/// repository: one on disk, if there is one.
pub(super) fn place(report: &Report, found: &Finding, context: &Context) -> Option<Position> {
    match found.position_on_disk(&report.sources) {
        Some(place) => Some(Position {
            path: context.places.from_top(&place.path),
            ..place
        }),
        None => found.position(&report.sources),
    }
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
