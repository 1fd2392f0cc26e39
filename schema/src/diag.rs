//! Diagnostics: errors and other findings, with their places and fixes.

use crate::{Code, Span};

/// The severity of a finding; the worst comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Severity {
    /// An error: nothing is generated until it is fixed.
    #[default]
    Error,
    /// A finding that is worth a look; the output is valid.
    Warning,
    /// A fact that is good to know.
    Info,
}

impl Severity {
    /// All severities, worst first.
    pub const ALL: &[Self] = &[Self::Error, Self::Warning, Self::Info];

    /// The word for it in reports and configuration.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }

    /// The severity of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let mut all = Self::ALL.iter().copied();
        all.find(|severity| severity.name() == name)
    }
}

/// A marked place with a few words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// The words beside the marker; may be empty.
    pub text: String,
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The broken rule; `tdproto explain` explains it.
    pub code: Code,
    /// The severity.
    pub severity: Severity,
    /// The message, one line without a full stop.
    pub message: String,
    /// The place it is about, first, and others that matter to it.
    pub labels: Vec<Label>,
    /// A fix, or facts to know, one line each.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// An error.
    #[must_use]
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            labels: Vec::new(),
            help: Vec::new(),
        }
    }

    /// A warning.
    #[must_use]
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, message)
        }
    }

    /// Marks a place; the first one marked is the place the diagnostic is about.
    #[must_use]
    pub fn at(mut self, span: Span, text: impl Into<String>) -> Self {
        if span != Span::NONE {
            self.labels.push(Label {
                span,
                text: text.into(),
            });
        }
        self
    }

    /// Adds a line of help.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }

    /// Adds a line of help if there is one.
    #[must_use]
    pub fn help_if(mut self, text: Option<String>) -> Self {
        self.help.extend(text);
        self
    }

    /// The place the diagnostic is about.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        self.labels.first().map(|label| label.span)
    }

    /// Returns true if it is an error.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// Sorts by file and place. Findings without a place are first; equal ones keep their order.
pub(crate) fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by_key(Diagnostic::span);
}

/// Collects the diagnostics of one stage. It must be [finished](Sink::finish). A sink that is
/// dropped with findings that were never taken is a bug of the stage, and panics in debug builds.
#[derive(Debug, Default)]
pub struct Sink {
    found: Vec<Diagnostic>,
}

impl Sink {
    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Hands the findings over.
    #[must_use]
    pub fn finish(mut self) -> Vec<Diagnostic> {
        std::mem::take(&mut self.found)
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        debug_assert!(
            self.found.is_empty() || std::thread::panicking(),
            "a sink was dropped with findings that nobody took"
        );
    }
}
