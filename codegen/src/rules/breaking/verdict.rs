//! The assessment of a change by a rule: a verdict for each direction.

use serde_json::Value;
use tdproto_schema::Severity;

use super::Context;
pub use crate::config::Category;
use crate::diff::Change;

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// The name in reports and in the configuration.
    pub id: &'static str,
    /// The change that it reports, in one line.
    pub about: &'static str,
    /// The promise that the change breaks, or could break.
    pub category: Category,
    /// The severity in data that clients send.
    pub client: &'static str,
    /// The severity in data that the server sends.
    pub server: &'static str,
    /// The reasons for the rule and the fix.
    pub explanation: &'static str,
    /// The rule of the opposite change in the opposite direction.
    pub mirror: Mirror,
    /// Assesses a change; `None` if the rule is not about it. A rule without it is checked after
    /// all changes.
    pub assess: Option<Assess>,
}

/// The function by which a rule assesses a change.
pub type Assess = fn(&Context<'_>, &Change) -> Option<Assessment>;

/// The mirror of a rule: the one that gives the same verdict if old and new are swapped, and the
/// directions. The writer is now the reader, so that both see the same payload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mirror {
    /// The id of the rule with the same verdict.
    Rule(&'static str),
    /// The reason that no rule has the same verdict.
    None(&'static str),
}

/// The assessment of a change by a rule.
#[derive(Debug)]
pub struct Assessment {
    /// The message, one line without a full stop.
    pub message: String,
    /// The verdict for what clients send: old clients write, new servers read.
    pub client: Option<Verdict>,
    /// The verdict for what the server sends: new servers write, old clients read.
    pub server: Option<Verdict>,
    /// The words beside the old place, and beside the new one.
    pub labels: [String; 2],
    /// The fix.
    pub help: &'static str,
}

impl Assessment {
    /// An assessment without verdicts.
    pub(super) fn new(message: String) -> Self {
        Self {
            message,
            client: None,
            server: None,
            labels: ["before".to_owned(), "now".to_owned()],
            help: "",
        }
    }

    /// Sets the verdict for what clients send.
    pub(super) fn client(self, verdict: Verdict) -> Self {
        let client = Some(verdict);
        Self { client, ..self }
    }

    /// Sets the verdict for what the server sends.
    pub(super) fn server(self, verdict: Verdict) -> Self {
        let server = Some(verdict);
        Self { server, ..self }
    }

    /// Sets the verdict for both senders.
    pub(super) fn both(self, verdict: Verdict) -> Self {
        Self {
            client: Some(verdict.clone()),
            server: Some(verdict),
            ..self
        }
    }

    /// The words beside the places.
    pub(super) fn labels(self, old: impl Into<String>, new: impl Into<String>) -> Self {
        let labels = [old.into(), new.into()];
        Self { labels, ..self }
    }

    /// Sets the fix.
    pub(super) fn help(self, help: &'static str) -> Self {
        Self { help, ..self }
    }
}

/// The severity of a change in one direction.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// The severity.
    pub severity: Severity,
    /// The severity if generated code is promised to compile.
    pub on_source: Severity,
    /// The promise that it breaks.
    pub category: Category,
    /// The effect on the reader.
    pub effect: String,
    /// The change of a payload that shows it.
    pub mutation: Option<Mutation>,
}

impl Verdict {
    fn new(severity: Severity, effect: impl Into<String>) -> Self {
        Self {
            severity,
            on_source: severity,
            category: Category::Json,
            effect: effect.into(),
            mutation: None,
        }
    }

    /// A verdict of a change that breaks.
    pub(super) fn error(effect: impl Into<String>) -> Self {
        Self::new(Severity::Error, effect)
    }

    /// A verdict of a change that may break, or that loses something.
    pub(super) fn warning(effect: impl Into<String>) -> Self {
        Self::new(Severity::Warning, effect)
    }

    /// A verdict of a change that breaks nobody.
    pub(super) fn info(effect: impl Into<String>) -> Self {
        Self::new(Severity::Info, effect)
    }

    /// An error if a condition holds, of lesser severity otherwise.
    pub(super) fn error_if(is_error: bool, otherwise: Severity, effect: impl Into<String>) -> Self {
        Self::new(if is_error { Severity::Error } else { otherwise }, effect)
    }

    /// Sets the promise that it breaks, such as that of frames or that of code only.
    pub(super) fn of(self, category: Category) -> Self {
        Self { category, ..self }
    }

    /// An error where generated code is promised to compile.
    pub(super) fn error_on_source(self) -> Self {
        let on_source = Severity::Error;
        Self { on_source, ..self }
    }

    /// A payload shows it.
    pub(super) fn shown_by(self, mutation: Mutation) -> Self {
        let mutation = Some(mutation);
        Self { mutation, ..self }
    }
}

/// The value at the changed place of the smallest payload that shows a change.
#[derive(Debug, Clone, PartialEq)]
pub enum Mutation {
    /// The value by the writer's schema: the frame of an event, a key left out if it can be.
    AsIs,
    /// No key, which the reader takes for something else.
    Absent,
    /// A value that is not empty.
    Present,
    /// `null`.
    Null,
    /// The value given.
    Put(Value),
    /// A value that the reader refuses, if the writer has one.
    Refused,
    /// `""` in place of a date.
    EmptyDate,
    /// A value that the writer's constraints allow, and the reader's do not.
    Beyond,
}
