//! The formats of reports.

use super::context::Context;
use super::harmless::harmless_json;
use super::text::render_findings;
use super::words::conclusion;
use super::{github, gitlab, json, junit, markdown, sarif};
use crate::report::Report;

/// The format of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum Format {
    /// For people at a terminal.
    Text,
    /// For programs; one object, in a versioned form.
    Json,
    /// Annotations of GitHub's pull requests; the table goes to the step's summary.
    Github,
    /// GitLab's code quality, which merge requests show.
    Gitlab,
    /// SARIF 2.1.0, for code scanning and editors.
    Sarif,
    /// JUnit's XML, for the test reports of CI services; it also lists what passed.
    Junit,
    /// A comment of a pull request.
    Markdown,
}

impl Format {
    /// All formats, in the order of their declaration.
    pub const ALL: &[Self] = &[
        Self::Text,
        Self::Json,
        Self::Github,
        Self::Gitlab,
        Self::Sarif,
        Self::Junit,
        Self::Markdown,
    ];

    /// The format's word in arguments.
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

/// Renders the whole report in a format.
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

/// The findings in full, then the facts and the outcome.
fn text(report: &Report, context: &Context) -> String {
    let findings = render_findings(&report.sources, &report.findings, context.style);
    findings + &conclusion(report, context)
}
