//! Checks JSON against a model, strictly. Receivers are lenient on their own; a checker reports
//! every deviation with its path.

pub(crate) mod around;
mod articles;
mod check;
mod constraints;
mod coverage;
mod deviations;
mod drawn;
mod frame;
mod halves;
mod limits;
mod message;
mod node;
mod numbers;
mod objects;
mod path;
mod repair;
mod repeated;
mod tables;
mod trail;
mod union_table;
mod unions;
mod values;
mod words;

use std::fmt;

use serde_json::Value;
use tdproto_schema::Model;
use tdproto_schema::model::{Direction, EventId, Scalar, Sender, Type, TypeId};

use crate::views::View;
use tables::Tables;

pub use check::{Checker, Options};
pub use coverage::{Coverage, PartCount, Shown, Start};
pub use deviations::{Counts, Deviations, Placed};
pub use message::Message;
pub(crate) use path::segments;
pub use path::{Path, Segment};

/// The kinds of deviations from the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// A key that is always there is not.
    MissingKey,
    /// A value is `null` where the schema allows none.
    UnexpectedNull,
    /// A key is not in the schema.
    UnknownKey,
    /// A key that only the server may set is in data of a client.
    ReadonlyKey,
    /// A key is in its object more than once.
    DuplicateKey,
    /// A value is of another type of JSON.
    WrongType,
    /// A text is no date and time, no base64, or not of the format of its scalar.
    WrongFormat,
    /// A number is beyond the range of its type.
    OutOfRange,
    /// A value or a count is beyond the bounds of the schema. Receivers take it.
    OutOfBounds,
    /// A text does not match the regular expression of its scalar. Receivers take it.
    WrongPattern,
    /// A closed enum does not have the value.
    UnknownValue,
    /// A key or a text holds half a surrogate pair, which no receiver can keep.
    HalfSurrogatePair,
    /// A frame does not say which event it is.
    NoEnvelope,
    /// A frame is of an event that the schema does not know.
    UnknownEvent,
    /// A frame is of an event that the other side sends.
    WrongDirection,
    /// A reply answers no request that waits for one.
    UnknownRequest,
    /// A value is not JSON.
    NotJson,
    /// Arrays and objects are nested deeper than any receiver goes.
    TooDeep,
    /// A frame is longer than any receiver takes.
    TooLong,
}

impl Rule {
    /// All rules, in the order of their numbers.
    pub const ALL: &[Self] = &[
        Self::MissingKey,
        Self::UnexpectedNull,
        Self::UnknownKey,
        Self::ReadonlyKey,
        Self::DuplicateKey,
        Self::WrongType,
        Self::WrongFormat,
        Self::OutOfRange,
        Self::OutOfBounds,
        Self::WrongPattern,
        Self::UnknownValue,
        Self::HalfSurrogatePair,
        Self::NoEnvelope,
        Self::UnknownEvent,
        Self::WrongDirection,
        Self::UnknownRequest,
        Self::NotJson,
        Self::TooDeep,
        Self::TooLong,
    ];

    /// The rule's name in records and reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::MissingKey => "missing-key",
            Self::UnexpectedNull => "unexpected-null",
            Self::UnknownKey => "unknown-key",
            Self::ReadonlyKey => "readonly-key",
            Self::DuplicateKey => "duplicate-key",
            Self::WrongType => "wrong-type",
            Self::WrongFormat => "wrong-format",
            Self::OutOfRange => "out-of-range",
            Self::OutOfBounds => "out-of-bounds",
            Self::WrongPattern => "wrong-pattern",
            Self::UnknownValue => "unknown-value",
            Self::HalfSurrogatePair => "half-surrogate-pair",
            Self::NoEnvelope => "no-envelope",
            Self::UnknownEvent => "unknown-event",
            Self::WrongDirection => "wrong-direction",
            Self::UnknownRequest => "unknown-request",
            Self::NotJson => "not-json",
            Self::TooDeep => "too-deep",
            Self::TooLong => "too-long",
        }
    }

    /// Returns the rule of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.name() == name)
    }
}

/// A place where a value does not follow the schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deviation {
    /// The place; for a missing key, the place it should have.
    pub path: Path,
    /// The rule that is broken.
    pub rule: Rule,
    /// The expected value, in words.
    pub expected: String,
    /// The value that is there, in words.
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
            Rule::UnknownKey => {
                let part = match path.0.last() {
                    Some(Segment::Index(_)) => "an item",
                    Some(Segment::Key(_)) | None => "a key",
                };
                write!(f, "`{path}` is not {part} of {expected}")
            }
            Rule::ReadonlyKey => write!(f, "`{path}` is set by the server only"),
            Rule::DuplicateKey => write!(f, "`{path}` occurs more than once"),
            Rule::HalfSurrogatePair => write!(f, "`{path}` has {found}: expected {expected}"),
            Rule::NotJson | Rule::TooLong => write!(f, "not {expected}: {found}"),
            Rule::TooDeep => write!(f, "{found}: expected {expected}"),
            Rule::NoEnvelope => write!(f, "the frame has no {expected}"),
            Rule::UnknownEvent => write!(f, "the schema has no event {found}"),
            Rule::UnexpectedNull
            | Rule::WrongType
            | Rule::WrongFormat
            | Rule::OutOfRange
            | Rule::OutOfBounds
            | Rule::WrongPattern
            | Rule::UnknownValue
            | Rule::UnknownRequest
            | Rule::WrongDirection => {
                write!(f, "`{path}` is {found}: expected {expected}")
            }
        }
    }
}

/// Checks values against one model.
///
/// ```
/// use tdproto_codegen::validate::{Rule, Validator};
///
/// let (schema, _) = tdproto_schema::embedded::compiled();
/// let frame = r#"{ "event": "client.activity", "params": { "afk": 1 } }"#;
/// let found = Validator::new(&schema.model).frame(frame);
/// assert_eq!(found[0].rule, Rule::WrongType);
/// assert_eq!(found[0].to_string(), "`params.afk` is the number 1: expected a boolean");
/// ```
#[derive(Debug, Clone)]
pub struct Validator<'a> {
    model: &'a Model,
    tables: Tables,
    placeholders: bool,
}

/// The sender of checked data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum Side {
    /// A client, which never sets readonly fields.
    Client,
    /// A server, which sets every field.
    Server,
    /// Either side: frames of both, and values with or without readonly fields.
    Any,
}

impl Side {
    /// All sides, in the order of their numbers.
    pub const ALL: [Self; 3] = [Self::Client, Self::Server, Self::Any];

    /// The side that sends the events of a direction.
    #[must_use]
    pub fn of(direction: Direction) -> Self {
        match direction {
            Direction::ClientToServer => Self::Client,
            Direction::ServerToClient => Self::Server,
        }
    }

    /// The side that sends an event, if only one does.
    #[must_use]
    pub fn of_sender(sender: Sender) -> Self {
        match sender {
            Sender::Client => Self::Client,
            Sender::Server => Self::Server,
            Sender::Both => Self::Any,
        }
    }

    fn of_view(view: View) -> Self {
        match view {
            View::Input => Self::Client,
            View::Whole => Self::Server,
        }
    }

    /// The side's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Server => "server",
            Self::Any => "any",
        }
    }
}

impl<'a> Validator<'a> {
    /// Compiles a model into a checker of values.
    #[must_use]
    pub fn new(model: &'a Model) -> Self {
        Self {
            model,
            tables: Tables::new(model),
            placeholders: false,
        }
    }

    /// Accepts the protocol's placeholders in place of values, as in documented examples. They must
    /// agree with the types of their fields.
    #[must_use]
    pub(crate) fn with_placeholders(self) -> Self {
        Self {
            placeholders: true,
            ..self
        }
    }

    /// Returns every deviation of a frame. A frame that is not JSON, or that has no envelope, has
    /// only that deviation.
    ///
    /// Texts are checked, because a `serde_json::Value` has lost repeated keys
    /// and the digits of numbers.
    #[must_use]
    pub fn frame(&self, frame: &str) -> Vec<Deviation> {
        self.frame_from(Side::Any, frame)
    }

    /// Returns every deviation of a frame that a side sent. An event of the other side
    /// is [`Rule::WrongDirection`].
    ///
    /// ```
    /// use tdproto_codegen::validate::{Rule, Side, Validator};
    ///
    /// let (schema, _) = tdproto_schema::embedded::compiled();
    /// let frame = r#"{ "event": "client.ping" }"#;
    /// let validator = Validator::new(&schema.model);
    /// let sent_by_server = validator.frame_from(Side::Server, frame);
    /// assert_eq!(sent_by_server[0].rule, Rule::WrongDirection);
    /// assert!(validator.frame_from(Side::Client, frame).is_empty());
    /// ```
    #[must_use]
    pub fn frame_from(&self, side: Side, frame: &str) -> Vec<Deviation> {
        let mut checker = self.checker(side, self.placeholders);
        checker.frame(frame);
        let found = checker.deviations.kept.into_iter();
        found.map(|placed| placed.deviation).collect()
    }

    /// Returns every deviation of a frame of an event that a side sent, or of a reply to it. The
    /// event counts where the frame does not say it: shapes without `$event`, and replies, which
    /// follow from their requests.
    ///
    /// ```
    /// use tdproto_codegen::validate::{Side, Validator};
    /// use tdproto_schema::{SourceMap, compile};
    ///
    /// let mut sources = SourceMap::default();
    /// sources.add("rpc.toml", r#"
    /// [frame.call]
    /// shape = { id = "$id", call = "$event" }
    /// [frame.result]
    /// replies = "call"
    /// shape = { id = "$id", result = "$result" }
    /// [event.now]
    /// direction = "client"
    /// reply = "datetime"
    /// [event.stop]
    /// direction = "client"
    /// reply = "null"
    /// "#);
    /// let model = compile(&sources).0.model;
    /// let (validator, now) = (Validator::new(&model), model.event_id("now").unwrap());
    /// let reply = r#"{"id":"1","result":5}"#;
    /// assert!(validator.frame_from(Side::Server, reply).is_empty());
    /// let found = validator.frame_of(now, Side::Server, reply);
    /// assert_eq!(found[0].path.to_string(), "result");
    /// ```
    #[must_use]
    pub fn frame_of(&self, event: EventId, side: Side, frame: &str) -> Vec<Deviation> {
        let mut checker = self.checker(side, self.placeholders);
        checker.given = Some(event);
        checker.frame(frame);
        let found = checker.deviations.kept.into_iter();
        found.map(|placed| placed.deviation).collect()
    }

    /// Returns the event of a frame, if the model knows it and the frame is no reply.
    #[must_use]
    pub fn event_of(&self, frame: &str) -> Option<EventId> {
        let at = self.checker(Side::Any, true).frame(frame)?;
        self.model.events_with_ids().nth(at).map(|(id, _)| id)
    }

    /// The model.
    #[must_use]
    pub fn model(&self) -> &'a Model {
        self.model
    }

    /// Returns every deviation of the text of a value of a declared type, such as the body of an
    /// answer, in a view. A text that is not JSON has only that deviation.
    #[must_use]
    pub fn of_type(&self, id: TypeId, view: View, text: &str) -> Vec<Deviation> {
        let mut checker = self.checker(Side::of_view(view), self.placeholders);
        checker.entity(text, id);
        let found = checker.deviations.kept.into_iter();
        found.map(|placed| placed.deviation).collect()
    }

    fn checker(&self, side: Side, placeholders: bool) -> Checker<'_> {
        let options = Options {
            lenient: false,
            placeholders,
            side,
            correlate: false,
        };
        Checker::new(self, options, usize::MAX)
    }

    /// Returns the frame with every deviation fixed. Missing keys are there with empty values;
    /// nulls and values of wrong types are empty. Unknown keys are gone, and placeholders are
    /// values. A frame without an envelope is taken for the params of `event`. A frame of an event
    /// that the model does not have is returned unchanged.
    #[must_use]
    pub fn repaired(&self, frame: &Value, event: &str) -> Value {
        repair::frame(self, frame, event)
    }

    /// Returns true if a value follows a type of the model and is no placeholder that must be
    /// replaced.
    fn fits(&self, side: Side, ty: &Type, value: &Value) -> bool {
        let Some(node) = self.tables.find_declared(self.model, ty) else {
            return false;
        };
        let mut checker = self.checker(side, false);
        checker.value(&value.to_string(), node);
        checker.deviations.total() == 0
    }

    /// Returns the type of the value that a text stands for, if it is a placeholder.
    fn placeholder(&self, text: &str) -> Option<&'a Type> {
        self.model.protocol.placeholders.get(text)
    }

    /// Returns true if a placeholder for `meaning` is allowed in a field of type `ty`. The
    /// declared types must be equal. If a built-in type was named, the same kind of value on the
    /// wire is enough.
    fn agrees(&self, ty: &Type, meaning: &Type) -> bool {
        let meaning = self.model.unaliased(meaning);
        if let Some(id) = self
            .model
            .union_of(ty)
            .filter(|_| !self.model.is_object(ty))
        {
            let mut variants = self.model.ty(id).variants().iter();
            return variants.any(|variant| {
                let ty = variant.ty.as_ref().map(|ty| self.model.unaliased(ty));
                ty.is_some_and(|ty| self.agrees(ty, meaning))
            });
        }
        match meaning {
            Type::Named(_) => ty == meaning,
            Type::Scalar(scalar) => {
                let kind = |scalar: Scalar| std::mem::discriminant(&scalar.json());
                let found = self.model.wire_scalar(ty);
                found.is_some_and(|found| kind(found) == kind(*scalar))
            }
            Type::Any => true,
            Type::List(_)
            | Type::Map(..)
            | Type::Tuple(_)
            | Type::Nullable(_)
            | Type::Constant(_)
            | Type::Null => ty == meaning,
        }
    }
}
