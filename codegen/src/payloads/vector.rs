//! A vector: a text with its class, and the results that readers must give.

use std::fmt;

use tdproto_schema::model::Direction;

use super::lenient::Decoded;
use super::strict::Wrong;

macro_rules! classes {
    ($($variant:ident $name:literal $doc:literal,)*) => {
        /// The subject of a vector.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Class {
            $(#[doc = $doc] $variant,)*
        }

        impl Class {
            /// All classes.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name in vectors and reports.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

classes! {
    Absent "absent" "A field is not there.",
    Null "null" "A field is `null`.",
    Empty "empty" "A field is `false`, `0`, `\"\"` or has no items.",
    Smallest "smallest" "The smallest value of a type.",
    Largest "largest" "The largest value of a type, an entity with every key.",
    Typical "typical" "A value as it usually is.",
    WrongKind "wrong-kind" "A value is of another type of JSON.",
    NullItem "null-item" "An item of a list or map is `null`.",
    OutOfRange "out-of-range" "A number is beyond the range of its type.",
    Bounds "bounds" "A value at an end of its range, or just beyond: receivers take both.",
    Beyond53 "beyond-2-53" "An integer that a double does not hold exactly.",
    Spelling "spelling" "A number with a fraction, an exponent or a minus before zero.",
    Unicode "unicode" "Texts beyond plain letters, and escapes.",
    EnumValue "enum-value" "A value that an enum lists.",
    UnknownValue "unknown-value" "A value that an enum does not list, or the tag of no variant.",
    Variant "variant" "A variant of a union.",
    UnknownKey "unknown-key" "A key that the schema does not know.",
    MapKey "map-key" "An unusual key of a map.",
    RepeatedKey "repeated-key" "A key that an object has twice: the last value counts, as a whole.",
    Readonly "readonly" "A readonly field in what a client sends.",
    Condition "condition" "A conditional field, with and without its condition.",
    Recursion "recursion" "An entity in itself, three deep.",
    Order "order" "Keys in another order.",
    Envelope "envelope" "The keys of a frame.",
    UnknownEvent "unknown-event" "An event that the receiver does not know.",
    Syntax "syntax" "A text that is no JSON.",
    Arbitrary "arbitrary" "Anything that the schema allows.",
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// The kind of a vector's text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Of {
    /// A whole frame.
    Frame,
    /// A value of a declared type, an entity, a union or an enum, such as the body of an answer.
    Type(String),
}

/// A text, and the result that readers must give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vector {
    /// A name that no other vector of the model has: the view, the subject, the class, the variant,
    /// with `/` between them.
    pub id: String,
    /// The class: the subject of the vector.
    pub class: Class,
    /// The kind of the text.
    pub of: Of,
    /// The side that sends it.
    pub from: Direction,
    /// The kind of the frame, if the schema draws frames and it is of one.
    pub kind: Option<String>,
    /// The name of the event that the reader knows without the frame: of a reply the event of its
    /// request, and of a frame without a name its own.
    pub event: Option<String>,
    /// The text.
    pub text: String,
    /// The report of a strict checker, sorted by place; nothing: it accepts the text. `None`: the
    /// text is no JSON.
    pub strict: Option<Vec<Wrong>>,
    /// The result of a lenient receiver that reads it.
    pub lenient: Decoded,
    /// The text of an entity or a union as a client sends it, without what is readonly, if the vector
    /// is one as a server sends it.
    pub sent: Option<String>,
}
