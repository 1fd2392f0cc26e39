//! What a command found, apart from how it is shown: the gate's commands fill a [`Report`], and
//! [`render`](crate::render) turns it into text, JSON, or what other tools read.

#[cfg(feature = "gate")]
pub(crate) mod subject;

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use tdproto_schema::{Code, Label, Severity, SourceMap, Span};

/// All that a run of one command has to say.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// The command, as the user calls it: `lint`.
    pub command: &'static str,
    /// The texts that the labels of findings point into.
    pub sources: SourceMap,
    /// What was found, in the order it is shown.
    pub findings: Vec<Finding>,
    /// The number of further findings, all errors, that were only counted.
    pub unlisted: usize,
    /// What was looked at, whether or not something was found in it.
    pub cases: Vec<Case>,
    /// What was compared and counted, a line each.
    pub facts: Vec<String>,
    /// The same and more, for programs.
    pub data: Map<String, Value>,
    /// What was looked at as a whole, as people name it: findings without a place are shown there.
    pub home: String,
    /// Whether something could not be read or parsed, so that what was found is not all there is.
    pub unreadable: bool,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing is bad enough.
    Clean,
    /// Something is.
    Findings,
    /// Something could not be read or parsed.
    Unreadable,
}

impl Outcome {
    /// The word for it in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Clean => "clean",
            Self::Findings => "findings",
            Self::Unreadable => "unreadable",
        }
    }
}

/// Whether a code says that something could not be read, so that it was not checked.
#[must_use]
pub fn is_unreadable(code: Code) -> bool {
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
            | Code::MergeConflict
            | Code::TomlSyntax
            | Code::ModelSyntax
            | Code::ModelFormat
            | Code::OutputOutside
            | Code::OutputUnwritable
    )
}

/// Something that was looked at: a rule, a file. It passes if no finding belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Case {
    /// Its name; [`Finding::case`] refers to it.
    pub name: String,
    /// What it is about, in one line; may be empty.
    pub about: String,
}

/// One finding.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Finding {
    /// The rule, or the code of a diagnostic.
    pub rule: String,
    /// The severity.
    pub severity: Severity,
    /// What is wrong, one line without a full stop.
    pub message: String,
    /// What it is about, as people name it: `Message.text`, `server.online`, a file. Together with
    /// the rule it identifies the finding, even when lines of files move.
    pub subject: String,
    /// Places in the sources of the report, the one it is about first.
    pub labels: Vec<Label>,
    /// The place, where the report does not hold the text: in a capture, in a generated file.
    pub position: Option<Position>,
    /// What explains it, a line each.
    pub notes: Vec<String>,
    /// What to do about it, a line each.
    pub help: Vec<String>,
    /// A text that is shown unchanged, such as a diff; may be empty.
    pub excerpt: String,
    /// The case it belongs to, if that is not called after the rule.
    pub case: Option<String>,
    /// More about it, for programs: the keys depend on the rule's command.
    pub details: Map<String, Value>,
}

/// A place that programs and people find without its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// The file, as people are shown it.
    pub path: String,
    /// Line and column, counted from 1, the column in characters; `None`: the whole file.
    pub start: Option<(usize, usize)>,
    /// Line and column behind the last character, if known.
    pub end: Option<(usize, usize)>,
}

impl Finding {
    /// A finding of a rule about a part of the protocol.
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

    /// Marks a place; the first one marked is the place the finding is about.
    #[must_use]
    pub fn at(mut self, span: Span, text: impl Into<String>) -> Self {
        if span != Span::NONE {
            let text = text.into();
            self.labels.push(Label { span, text });
        }
        self
    }

    /// Adds a line that explains it.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    /// Adds a line on what to do about it.
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

    /// The first place on disk, for what is shown beside the files of a work tree.
    #[must_use]
    pub fn position_on_disk(&self, sources: &SourceMap) -> Option<Position> {
        let on_disk = |label: &&Label| sources.file_of(label.span).is_some_and(|f| f.on_disk);
        let labelled = self.labels.iter().find(on_disk);
        let labelled = labelled.and_then(|label| position(sources, label));
        labelled.or_else(|| self.position.clone())
    }

    /// The place it is about, if it has one.
    #[must_use]
    pub fn position(&self, sources: &SourceMap) -> Option<Position> {
        let labelled = self
            .labels
            .first()
            .and_then(|first| position(sources, first));
        labelled.or_else(|| self.position.clone())
    }
}

/// Where a label points to.
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
    /// An empty report of a command.
    #[must_use]
    pub fn new(command: &'static str, sources: SourceMap) -> Self {
        Self {
            command,
            sources,
            ..Self::default()
        }
    }

    /// How many findings are of a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        let found = self.findings.iter();
        found.filter(|found| found.severity == severity).count()
    }

    /// How the run ended, if findings as bad as this or worse are bad enough.
    #[must_use]
    pub fn outcome(&self, fail_on: Option<Severity>) -> Outcome {
        match fail_on {
            _ if self.unreadable => Outcome::Unreadable,
            Some(threshold) if self.fails(threshold) => Outcome::Findings,
            Some(_) | None => Outcome::Clean,
        }
    }

    /// The fingerprints of all findings, in their order, each but once: the second of the same
    /// rule and subject ends in `#2`.
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

    /// The findings, the worst first, else in their order.
    #[must_use]
    pub fn worst_first(&self) -> Vec<&Finding> {
        let mut findings: Vec<_> = self.findings.iter().collect();
        findings.sort_by_key(|found| found.severity);
        findings
    }

    /// Whether a finding is as bad as this, or worse.
    #[must_use]
    pub fn fails(&self, threshold: Severity) -> bool {
        let mut severities = self.findings.iter().map(|finding| finding.severity);
        self.unlisted > 0 || severities.any(|severity| severity <= threshold)
    }
}
