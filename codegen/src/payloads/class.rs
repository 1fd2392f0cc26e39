//! The classes of vectors: their subjects.

use std::fmt;

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
