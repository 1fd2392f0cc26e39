//! The constructs of a model that a plug-in has to understand, each with a name.

use tdproto_schema::Span;

macro_rules! features {
    ($($variant:ident $name:literal $about:literal,)*) => {
        /// A construct of a model beyond entities, enums, scalars, lists, maps, and events in an
        /// envelope.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Feature {
            $(#[doc = $about] $variant,)*
        }

        impl Feature {
            /// All constructs.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name in requests and answers.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// The construct in one sentence.
            #[must_use]
            pub fn about(self) -> &'static str {
                match self {
                    $(Self::$variant => $about,)*
                }
            }
        }
    };
}

features! {
    Nullable "nullable" "A field that is always there and may be `null`.",
    OmitEmpty "omit-empty" "A field that is left out when its value is empty.",
    OmitNull "omit-null" "A field that is left out or `null` when there is no value.",
    Optional "optional" "A field that is left out when there is no value, and never `null`.",
    Patch "patch" "A field for which a missing key, `null` and a value have three meanings.",
    InputViews "input-views" "A readonly field: what clients send does not have it.",
    Defaults "defaults" "A default, which documents what a missing field means.",
    Constraints "constraints" "A range, a pattern or a format of values.",
    Conditions "conditions" "A field that has a meaning only with some values of a sibling.",
    Constants "constants" "A value that never differs, `const`.",
    Tuples "tuples" "A list of a fixed length, with a type for each place.",
    NullableItems "nullable-items" "An item or a value in a list, a map or a tuple that may be `null`.",
    Nulls "nulls" "A value that is always `null`.",
    AnyValues "any" "A value of any JSON.",
    Bytes "bytes" "Bytes, in base64.",
    IntegerKeys "integer-keys" "A map whose keys are integers, in decimal digits.",
    IntegerEnums "integer-enums" "An enum whose values are integers.",
    EmptyDatetimes "empty-datetimes" "A `datetime` that may be `\"\"`.",
    Prefixes "prefixes" "A scalar with texts that its values begin with.",
    UnionTag "union-tag" "A union in which a key of the same object distinguishes the variants.",
    UnionContent "union-content" "A union with a tag and its content under a key of its own.",
    UnionKey "union-key" "A union in which the key that is there distinguishes the variants.",
    UnionKind "union-kind" "A union whose variants are of different kinds of JSON.",
    UnionAbsent "union-absent" "A variant for objects without a tag or a key of another variant.",
    ParamsValues "params-values" "Params of an event that are no entity, or may be missing or `null`.",
    NoParams "no-params" "An event without params.",
    BothSenders "both-senders" "An event that clients and servers send.",
    EventValues "event-values" "An event whose name on the wire differs from its name.",
    Confirms "confirms" "An event that confirms a frame by its id.",
    Frames "frames" "A kind of frame that the schema draws.",
    EventMatches "event-matches" "Events of one name that fields of the frame distinguish.",
    Requests "requests" "An event with a reply.",
}

impl Feature {
    /// The construct of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let mut all = Self::ALL.iter().copied();
        all.find(|feature| feature.name() == name)
    }
}

/// The first place of a construct in a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstUse {
    /// The part of the model: `Message.text`, or the name of an event.
    pub part: String,
    /// The place in a schema file.
    pub span: Span,
}
