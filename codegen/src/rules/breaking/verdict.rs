//! What a rule says about a change: a verdict for each direction.

use serde_json::Value;
use tdproto_schema::Severity;

use super::Context;
pub use crate::config::Category;
use crate::diff::Change;

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// What reports and the configuration call it.
    pub id: &'static str,
    /// What it says, in one line.
    pub about: &'static str,
    /// The promise that the change breaks, or could break.
    pub category: Category,
    /// The severity in data that clients send.
    pub client: &'static str,
    /// The severity in data that the server sends.
    pub server: &'static str,
    /// Why it matters and what to do about it.
    pub explanation: &'static str,
    /// The rule of the opposite change in the opposite direction.
    pub mirror: Mirror,
    /// Assesses a change; `None` if the rule is not about it. A rule without it is checked after all
    /// changes.
    pub assess: Option<Assess>,
}

/// The function by which a rule assesses a change.
pub type Assess = fn(&Context<'_>, &Change) -> Option<Assessment>;

/// The mirror of a rule: the one that gives the same verdict if old and new are swapped, and the
/// directions. The writer is now the reader, so that both see the same payload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mirror {
    /// This one, with the same verdict.
    Rule(&'static str),
    /// There is none with the same verdict, for this reason.
    None(&'static str),
}

/// What a rule says about a change.
#[derive(Debug)]
pub struct Assessment {
    /// What is wrong, one line without a full stop.
    pub message: String,
    /// For what clients send: old clients write, new servers read.
    pub client: Option<Verdict>,
    /// For what the server sends: new servers write, old clients read.
    pub server: Option<Verdict>,
    /// The words beside the old place, and beside the new one.
    pub labels: [String; 2],
    /// What to do about it.
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

    /// What it means for what clients send.
    pub(super) fn client(self, verdict: Verdict) -> Self {
        let client = Some(verdict);
        Self { client, ..self }
    }

    /// What it means for what the server sends.
    pub(super) fn server(self, verdict: Verdict) -> Self {
        let server = Some(verdict);
        Self { server, ..self }
    }

    /// What it means, whoever sends.
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

    /// What to do about it.
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
    /// What the reader meets.
    pub effect: String,
    /// What shows it.
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

    /// It breaks.
    pub(super) fn error(effect: impl Into<String>) -> Self {
        Self::new(Severity::Error, effect)
    }

    /// It may break, or loses something.
    pub(super) fn warning(effect: impl Into<String>) -> Self {
        Self::new(Severity::Warning, effect)
    }

    /// It breaks nobody.
    pub(super) fn info(effect: impl Into<String>) -> Self {
        Self::new(Severity::Info, effect)
    }

    /// An error if a condition holds, of lesser severity otherwise.
    pub(super) fn error_if(is_error: bool, otherwise: Severity, effect: impl Into<String>) -> Self {
        Self::new(if is_error { Severity::Error } else { otherwise }, effect)
    }

    /// It breaks frames or, at the other end, code only.
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

/// How the smallest payload is made that shows a change: the value at the changed place.
#[derive(Debug, Clone, PartialEq)]
pub enum Mutation {
    /// What the writer's schema says: the frame of an event, a key left out if it can be.
    AsIs,
    /// A value that is not empty.
    Present,
    /// `null`.
    Null,
    /// This value.
    Put(Value),
    /// A value that the reader refuses, if the writer has one.
    Refused,
    /// `""` in place of a date.
    EmptyDate,
}
