//! The findings of a command, apart from their form. The gate's commands fill a [`Report`], and
//! [`render`](crate::render) turns it into text, JSON, or formats of other tools.

#[cfg(feature = "gate")]
pub(crate) mod subject;

use std::collections::BTreeMap;

use serde_json::{Map, Value};
#[cfg(feature = "gate")]
use tdproto_schema::Code;
use tdproto_schema::{Label, Severity, SourceMap, Span};

/// The result of a run of one command.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// The command, as the user calls it: `lint`.
    pub command: &'static str,
    /// The texts that the labels of findings point into.
    pub sources: SourceMap,
    /// The findings, in the order they are shown.
    pub findings: Vec<Finding>,
    /// The number of further findings, all errors, that were only counted.
    pub unlisted: usize,
    /// The cases that were checked, with or without findings.
    pub cases: Vec<Case>,
    /// The facts of the run, such as counts, a line each.
    pub facts: Vec<String>,
    /// The facts and more, for programs.
    pub data: Map<String, Value>,
    /// The name of the whole that was checked; findings without a place are shown there.
    pub home: String,
    /// True if something could not be read or parsed, so that findings may be missing.
    pub unreadable: bool,
}

/// The outcome of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// A run without findings that fail it.
    Clean,
    /// A run with findings that fail it.
    Findings,
    /// A run that could not read or parse something.
    Unreadable,
}

impl Outcome {
    /// The outcome's word in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Clean => "clean",
            Self::Findings => "findings",
            Self::Unreadable => "unreadable",
        }
    }
}

/// Returns true if a code says that something could not be read, so that it was not checked.
#[must_use]
#[cfg(feature = "gate")]
pub(crate) fn is_unreadable(code: Code) -> bool {
    matches!(
        code,
        Code::FileUnreadable
            | Code::FileNotUtf8
            | Code::FileTooLarge
            | Code::SchemaEmpty
            | Code::SymlinkLoop
            | Code::SchemaAbsent
            | Code::SchemaAmbiguous
            | Code::GitMissing
            | Code::GitPath
            | Code::GitRepository
            | Code::GitRef
            | Code::GitObject
            | Code::ImportInput
            | Code::MergeConflict
            | Code::TomlSyntax
            | Code::ModelSyntax
            | Code::ModelFormat
            | Code::PluginStart
            | Code::PluginFailed
            | Code::PluginAnswer
            | Code::OutputOutside
            | Code::OutputUnwritable
    )
}

/// A part that was checked: a rule, a file. It passes if no finding belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Case {
    /// The case's name; [`Finding::case`] refers to it.
    pub name: String,
    /// The description of the case in one line; may be empty.
    pub about: String,
}

/// A finding of a command.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Finding {
    /// The rule, or the code of a diagnostic.
    pub rule: String,
    /// The severity.
    pub severity: Severity,
    /// The problem, in one line without a full stop.
    pub message: String,
    /// The subject, as people name it: `Message.text`, `server.online`, a file. Together with the
    /// rule it identifies the finding, even when lines of files move.
    pub subject: String,
    /// The places in the sources of the report, the finding's own place first.
    pub labels: Vec<Label>,
    /// The place, if the report does not hold the text: in a capture, in a generated file.
    pub position: Option<Position>,
    /// The explanation, a line each.
    pub notes: Vec<String>,
    /// The advice on a fix, a line each.
    pub help: Vec<String>,
    /// A text that is shown unchanged, such as a diff; may be empty.
    pub excerpt: String,
    /// The case it belongs to, if that is not named after the rule.
    pub case: Option<String>,
    /// The details for programs: the keys depend on the rule's command.
    pub details: Map<String, Value>,
}

/// A place that programs and people find without its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// The file, as people are shown it.
    pub path: String,
    /// The line and the column, counted from 1, the column in characters; `None` for the whole
    /// file.
    pub start: Option<(usize, usize)>,
    /// The line and the column behind the last character, if known.
    pub end: Option<(usize, usize)>,
}

impl Finding {
    /// Makes a finding of a rule about a part of the protocol.
    #[must_use]
    pub fn new(
        rule: impl Into<String>,
        severity: Severity,
        subject: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            rule: rule.into(),
            severity,
            subject: subject.into(),
            message: message.into(),
            ..Self::default()
        }
    }

    /// Marks a place; the first one marked is the finding's own place.
    #[must_use]
    pub fn at(mut self, span: Span, text: impl Into<String>) -> Self {
        if span != Span::NONE {
            let text = text.into();
            self.labels.push(Label { span, text });
        }
        self
    }

    /// Adds a line of explanation.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    /// Adds a line of advice on a fix.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }

    /// The identity of the finding from run to run: rule and subject.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        format!("{}/{}", self.rule, self.subject)
    }

    /// The case it belongs to.
    #[must_use]
    pub fn case(&self) -> &str {
        self.case.as_deref().unwrap_or(&self.rule)
    }

    /// Returns the first place on disk, for output beside the files of a work tree.
    #[must_use]
    #[cfg(feature = "gate")]
    pub(crate) fn position_on_disk(&self, sources: &SourceMap) -> Option<Position> {
        let on_disk = |label: &&Label| sources.file_of(label.span).is_some_and(|f| f.on_disk);
        let labelled = self.labels.iter().find(on_disk);
        let labelled = labelled.and_then(|label| position(sources, label));
        labelled.or_else(|| self.position.clone())
    }

    /// Returns the finding's own place, if it has one.
    #[must_use]
    pub fn position(&self, sources: &SourceMap) -> Option<Position> {
        let labelled = self
            .labels
            .first()
            .and_then(|first| position(sources, first));
        labelled.or_else(|| self.position.clone())
    }
}

/// Returns the place that a label points to.
#[must_use]
pub fn position(sources: &SourceMap, label: &Label) -> Option<Position> {
    let file = sources.file_of(label.span)?;
    let range = label.span.range();
    Some(Position {
        path: file.path.clone(),
        start: Some(file.line_col(range.start)),
        end: Some(file.line_col(range.end)),
    })
}

impl Report {
    /// Makes an empty report of a command.
    #[must_use]
    pub fn new(command: &'static str, sources: SourceMap) -> Self {
        Self {
            command,
            sources,
            ..Self::default()
        }
    }

    /// The number of findings of a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        let found = self.findings.iter();
        found.filter(|found| found.severity == severity).count()
    }

    /// The outcome of the run, if findings of at least severity `fail_on` fail it.
    #[must_use]
    pub fn outcome(&self, fail_on: Option<Severity>) -> Outcome {
        match fail_on {
            _ if self.unreadable => Outcome::Unreadable,
            Some(threshold) if self.fails(threshold) => Outcome::Findings,
            Some(_) | None => Outcome::Clean,
        }
    }

    /// The fingerprints of all findings, in their order, each but once. The second finding of the
    /// same rule and subject ends in `#2`.
    #[must_use]
    pub fn fingerprints(&self) -> Vec<String> {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let found = self.findings.iter().map(|found| {
            let fingerprint = found.fingerprint();
            let count = seen.entry(fingerprint.clone()).or_default();
            *count += 1;
            match *count {
                1 => fingerprint,
                count => format!("{fingerprint}#{count}"),
            }
        });
        found.collect()
    }

    /// Returns the findings, the most severe first; equal ones keep their order.
    #[must_use]
    pub fn worst_first(&self) -> Vec<&Finding> {
        let mut findings: Vec<_> = self.findings.iter().collect();
        findings.sort_by_key(|found| found.severity);
        findings
    }

    /// Returns true if a finding has at least this severity.
    #[must_use]
    pub fn fails(&self, threshold: Severity) -> bool {
        let mut severities = self.findings.iter().map(|finding| finding.severity);
        self.unlisted > 0 || severities.any(|severity| severity <= threshold)
    }
}
