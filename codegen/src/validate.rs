//! Checks JSON against a model, strictly: receivers are lenient on their own, a checker tells every
//! deviation with its path.

mod mend;
mod path;
mod walk;

use std::fmt;

use serde_json::Value;
use tdproto_schema::Model;
use tdproto_schema::model::{Type, TypeId};

use crate::views::View;

pub use path::{Path, Segment};

/// In what way a value does not follow the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// A key that is always there is not.
    MissingKey,
    /// There is a `null` where the schema allows none.
    UnexpectedNull,
    /// There is a key that the schema does not know.
    UnknownKey,
    /// There is a key in what a client sends that only the server may set.
    ReadonlyKey,
    /// A value is of another type of JSON.
    WrongType,
    /// A number is beyond the range of its type.
    OutOfRange,
    /// A closed enum does not have the value.
    UnknownValue,
    /// A frame does not say which event it is.
    NoEnvelope,
    /// A frame is of an event that the schema does not know.
    UnknownEvent,
}

impl Rule {
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::MissingKey,
        Self::UnexpectedNull,
        Self::UnknownKey,
        Self::ReadonlyKey,
        Self::WrongType,
        Self::OutOfRange,
        Self::UnknownValue,
        Self::NoEnvelope,
        Self::UnknownEvent,
    ];

    /// The name in records and reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::MissingKey => "missing-key",
            Self::UnexpectedNull => "unexpected-null",
            Self::UnknownKey => "unknown-key",
            Self::ReadonlyKey => "readonly-key",
            Self::WrongType => "wrong-type",
            Self::OutOfRange => "out-of-range",
            Self::UnknownValue => "unknown-value",
            Self::NoEnvelope => "no-envelope",
            Self::UnknownEvent => "unknown-event",
        }
    }

    /// The rule of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.name() == name)
    }
}

/// One place where a value does not follow the schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deviation {
    /// The place; of a key that is missing, the place it should have.
    pub path: Path,
    /// In what way.
    pub rule: Rule,
    /// What should be there, in words.
    pub expected: String,
    /// What is there, in words.
    pub found: String,
}

impl fmt::Display for Deviation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            path,
            rule,
            expected,
            found,
        } = self;
        match rule {
            Rule::MissingKey => write!(f, "`{path}` is missing: expected {expected}"),
            Rule::UnknownKey => write!(f, "`{path}` is not a key of {expected}"),
            Rule::ReadonlyKey => write!(f, "`{path}` is set by the server only"),
            Rule::NoEnvelope => write!(f, "the frame has no {expected}"),
            Rule::UnknownEvent => write!(f, "the schema has no event {found}"),
            Rule::UnexpectedNull | Rule::WrongType | Rule::OutOfRange | Rule::UnknownValue => {
                write!(f, "`{path}` is {found}: expected {expected}")
            }
        }
    }
}

/// Checks values against one model.
///
/// ```
/// use serde_json::json;
/// use tdproto_codegen::validate::{Rule, Validator};
///
/// let (schema, _) = tdproto_schema::embedded::compiled();
/// let frame = json!({ "event": "client.activity", "params": { "afk": 1 } });
/// let found = Validator::new(&schema.model).frame(&frame);
/// assert_eq!(found[0].rule, Rule::WrongType);
/// assert_eq!(found[0].to_string(), "`params.afk` is the number 1: expected a boolean");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Validator<'a> {
    model: &'a Model,
    placeholders: bool,
}

impl<'a> Validator<'a> {
    /// A checker of values by this model.
    #[must_use]
    pub fn new(model: &'a Model) -> Self {
        Self {
            model,
            placeholders: false,
        }
    }

    /// Takes the protocol's placeholders in place of values, as in documented examples. They must
    /// agree with the types of the fields they stand in.
    #[must_use]
    pub fn with_placeholders(self) -> Self {
        Self {
            placeholders: true,
            ..self
        }
    }

    /// Every deviation of a frame. Of one without an envelope, nothing more can be said.
    #[must_use]
    pub fn frame(&self, frame: &Value) -> Vec<Deviation> {
        walk::frame(self, frame)
    }

    /// Every deviation of a value of a declared type, such as the body of an answer, in a view.
    #[must_use]
    pub fn of_type(&self, id: TypeId, view: View, value: &Value) -> Vec<Deviation> {
        walk::value(self, view, &Type::Named(id), value)
    }

    /// The frame with every deviation mended: missing keys are there with empty values, nulls and
    /// values of wrong types are empty, unknown keys are gone, placeholders are values. What has no
    /// envelope is taken for the params of `event`. A frame of an event that the model does not
    /// have is left as it is.
    #[must_use]
    pub fn mended(&self, frame: &Value, event: &str) -> Value {
        mend::frame(self, frame, event)
    }
}
