//! Reports in every format.

use tdproto_schema::{Severity, SourceFile};

use super::harmless::{harmless, harmless_json};
use super::text::{Style, count_severities, render_findings};
use super::{github, gitlab, json, junit, markdown, sarif};
use crate::load::{Places, without_ref};
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
    /// GitLab's code quality, which merge requests show.
    Gitlab,
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
        Self::Gitlab,
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
            Self::Gitlab => "gitlab",
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
        Format::Json => harmless_json(json::report(report, context)),
        Format::Github => github::report(report, context),
        Format::Gitlab => harmless_json(gitlab::report(report, context)),
        Format::Sarif => harmless_json(sarif::report(report, context)),
        Format::Junit => junit::report(report, context),
        Format::Markdown => markdown::report(report, context, markdown::MAX_COMMENT),
    }
}

/// The findings in full, then what was compared and counted.
fn text(report: &Report, context: &Context) -> String {
    let findings = render_findings(&report.sources, &report.findings, context.style);
    findings + &conclusion(report, context)
}

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
    let severities = report.findings.iter().map(|found| found.severity);
    let counts = match count_severities(severities) {
        counts if counts.is_empty() => "nothing found".to_owned(),
        counts => counts,
    };
    (word, counts)
}

/// The place of a finding for people: one on disk if there is one, its path from the top of the
/// repository; else that in the old schema, `REF:PATH`.
pub(super) fn place(report: &Report, found: &Finding, context: &Context) -> Option<Position> {
    match found.position_on_disk(&report.sources) {
        Some(place) => Some(Position {
            path: context.places.from_top(&place.path),
            ..place
        }),
        None => found.position(&report.sources),
    }
}

/// The place of a finding in the work tree, for readers that open its file. What only an old schema
/// has is placed at the same file of the work tree, or at the schema as a whole.
pub(super) fn place_in_tree(
    report: &Report,
    found: &Finding,
    context: &Context,
) -> Option<Position> {
    let shown = place(report, found, context)?;
    if found.position_on_disk(&report.sources).is_some() {
        return Some(shown);
    }
    let now = file_now(report, &shown.path, context);
    Some(now.unwrap_or_else(|| home(report, context)))
}

/// The same for readers that want a place of everything.
pub(super) fn place_or_home(report: &Report, found: &Finding, context: &Context) -> Position {
    place_in_tree(report, found, context).unwrap_or_else(|| home(report, context))
}

/// The file of the work tree that has the path of a file in an old schema. Its lines are others, so
/// it is the whole file.
pub(super) fn file_now(report: &Report, shown: &str, context: &Context) -> Option<Position> {
    let path = without_ref(shown);
    let is_it = |file: &SourceFile| file.on_disk && context.places.from_top(&file.path) == path;
    let is_there = report.sources.files().iter().any(is_it) || context.places.has_file(path);
    is_there.then(|| Position {
        path: path.to_owned(),
        start: None,
        end: None,
    })
}

/// A place in a line, as people write it.
pub(super) fn in_words(place: &Position) -> String {
    let path = &place.path;
    match place.start {
        Some((line, column)) => format!("{path}:{line}:{column}"),
        None => path.clone(),
    }
}

/// The place of what has none: the schema as a whole, by its first file if that is known.
fn home(report: &Report, context: &Context) -> Position {
    let on_disk = report.sources.files().iter().find(|file| file.on_disk);
    let path = match (on_disk, report.home.as_str()) {
        (Some(file), _) => context.places.from_top(&file.path),
        (None, "") => ".".to_owned(),
        (None, home) => home.to_owned(),
    };
    Position {
        path,
        start: None,
        end: None,
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
