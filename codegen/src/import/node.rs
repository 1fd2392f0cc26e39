//! A JSON Schema as import understands it: every part one of a few kinds.

use serde_json::Value;
use tdproto_schema::model::{Number, Scalar, TextFormat};

use super::documents::Place;

/// A schema of values.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node {
    /// Where it is written.
    pub(super) place: Place,
    /// What it says besides the values.
    pub(super) notes: Notes,
    /// The values, without null.
    pub(super) shape: Shape,
    /// True if a value may also be null.
    pub(super) nullable: bool,
}

/// What a schema says besides the values that it allows.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Notes {
    pub(super) title: Option<String>,
    pub(super) doc: Option<String>,
    pub(super) deprecated: bool,
    /// True if there are no values or variants but those that are listed, false if there may be;
    /// `None`: that is not said.
    pub(super) closed: Option<bool>,
    pub(super) readonly: bool,
    pub(super) writeonly: bool,
    pub(super) default: Option<Value>,
    pub(super) examples: Vec<Value>,
}

/// Values.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    /// Any value.
    Any,
    /// No value but null, or none at all.
    Nothing,
    /// One text, integer or boolean.
    Constant(Value),
    /// Some texts, or some integers.
    Enum(Choices),
    Bool,
    Integer(Numbers),
    Number(Numbers),
    Text(Text),
    List(Box<Node>, Range),
    /// Items at their places, the first of which are needed.
    Tuple(Vec<Node>, usize),
    /// An object whose keys are not known.
    Map(Keys, Box<Node>, Range),
    Object(Vec<Member>),
    /// What is written elsewhere.
    Reference(Place),
    /// All of these at once.
    All(Vec<Node>),
    /// One of these.
    One(Vec<Node>),
}

impl Shape {
    /// Returns true if it lists what is allowed.
    pub(super) fn is_choice(&self) -> bool {
        matches!(self, Self::One(_) | Self::Enum(_) | Self::Constant(_))
    }
}

/// The values of an enum.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Choices {
    /// The values, with what is said of each.
    pub(super) values: Vec<(Value, Option<String>)>,
    /// True if other values are allowed.
    pub(super) open: bool,
}

impl Choices {
    /// Adds the values of a constant or of an enum; returns false of anything else. `doc` is that of
    /// a constant.
    pub(super) fn add(&mut self, shape: &Shape, doc: Option<String>) -> bool {
        if let Shape::Constant(value) = shape {
            self.values.push((value.clone(), doc));
            return true;
        }
        let Shape::Enum(inner) = shape else {
            return false;
        };
        self.open |= inner.open;
        self.values.extend(inner.values.iter().cloned());
        true
    }
}

/// The range of a number, or of a count.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Range {
    pub(super) min: Option<Number>,
    pub(super) max: Option<Number>,
}

impl Range {
    /// Returns true if it allows everything.
    pub(super) fn is_empty(self) -> bool {
        self == Self::default()
    }
}

/// Numbers.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Numbers {
    pub(super) range: Range,
    /// The built-in type that a format names.
    pub(super) scalar: Option<Scalar>,
}

/// Texts.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Text {
    pub(super) format: Option<TextFormat>,
    pub(super) pattern: Option<String>,
    pub(super) length: Range,
    /// True if it is base64.
    pub(super) is_bytes: bool,
}

impl Text {
    /// Returns true if every text is allowed.
    pub(super) fn is_any(&self) -> bool {
        *self == Self::default()
    }
}

/// The keys of a map.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Keys {
    /// Any text.
    Text,
    /// Decimal integers.
    Integer,
    /// Texts that follow a schema.
    Of(Box<Node>),
}

/// A member of an object.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Member {
    pub(super) key: String,
    pub(super) required: bool,
    pub(super) node: Node,
}
