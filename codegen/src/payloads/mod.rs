//! Payload vectors: texts made from a model, each with the result that every reader of the protocol
//! must give. All languages are tested with the same vectors, ours and others'.
//!
//! The expected results come from the model alone, by an oracle of its own. `strict` is the report
//! of a checker. `lenient` is the result of a receiver, and the text that it writes again. Every
//! vector has both, since a receiver takes more than a checker.
//!
//! ```
//! use tdproto_codegen::payloads::{Decoded, vectors};
//!
//! let (schema, _) = tdproto_schema::embedded::compiled();
//! let vectors = vectors(&schema.model, 0);
//! let id = "server/Chat/gentime/beyond-2-53/int64-nanoseconds";
//! let vector = vectors.iter().find(|vector| vector.id == id).unwrap();
//! assert!(vector.text.contains("1626960084072284401"));
//! assert_eq!(vector.strict, Some(Vec::new()));
//! assert!(matches!(vector.lenient, Decoded::Known(_)));
//! ```

mod arbitrary;
mod base64;
mod client;
mod collections;
mod constraints;
mod drawn;
mod fields;
mod fit;
mod frames;
mod lenient;
mod lenient_unions;
mod line;
mod lookup;
mod pointer;
mod routes;
mod shown;
mod strict;
mod tree;
mod union_values;
mod unions;
mod values;

use std::fmt;
use std::ops::ControlFlow;

use tdproto_schema::Model;
use tdproto_schema::model::{Direction, Event, Type, TypeId};

use crate::views::{InputViews, View};
use lenient::Lenient;
use strict::Strict;
use tree::Tree;

pub use arbitrary::arbitrary;
pub use lenient::Decoded;
pub use pointer::pointer;
pub use strict::Wrong;

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

/// The vectors of a model, the same for the same seed. Receivers ignore unknown keys, which is what
/// generated code does by default.
#[must_use]
pub fn vectors(model: &Model, seed: u64) -> Vec<Vector> {
    let mut vectors = Vec::new();
    // Nothing breaks off.
    let _ = each_vector(model, seed, &[], &mut |vector| {
        vectors.push(vector);
        ControlFlow::Continue(())
    });
    vectors
}

/// Makes the same vectors, and hands each over before it makes the next one: together they may be
/// much larger than the model, since a vector of an entity holds all of its fields. Only those of
/// the classes given are made, or of all if there are none.
///
/// # Errors
/// Breaks off where `take` does.
pub fn each_vector(
    model: &Model,
    seed: u64,
    classes: &[Class],
    take: &mut dyn FnMut(Vector) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let mut maker = Maker {
        model,
        seed,
        classes,
        take,
    };
    let views = InputViews::new(model);
    for (id, def) in model.types_with_ids() {
        if let Some(entity) = def.entity() {
            fields::bodies(&mut maker, id, entity)?;
        } else if def.enumeration().is_some() || def.union().is_some() {
            fields::whole(&mut maker, id, &views)?;
        }
    }
    let is_drawn = !model.frames().is_empty();
    for event in model.events() {
        match is_drawn {
            true => drawn::event(&mut maker, event)?,
            false => frames::event(&mut maker, event)?,
        }
    }
    client::frames(&mut maker, Direction::ClientToServer)?;
    if is_drawn {
        client::frames(&mut maker, Direction::ServerToClient)?;
    }
    frames::broken(&mut maker)
}

/// Makes vectors, and asks the oracle.
struct Maker<'a, 's> {
    model: &'a Model,
    seed: u64,
    /// The classes that are wanted; all, if there are none.
    classes: &'s [Class],
    take: &'s mut dyn FnMut(Vector) -> ControlFlow<()>,
}

impl<'a> Maker<'a, '_> {
    fn is_wanted(&self, class: Class) -> bool {
        self.classes.is_empty() || self.classes.contains(&class)
    }

    /// Adds a value of a declared type.
    fn body(
        &mut self,
        id: TypeId,
        view: View,
        subject: &str,
        class: Class,
        what: &str,
        tree: &Tree,
    ) -> ControlFlow<()> {
        if !self.is_wanted(class) {
            return ControlFlow::Continue(());
        }
        let model = self.model;
        let from = sender(view);
        let name = &model.ty(id).name;
        let sends = view == View::Whole && model.object_of(&Type::Named(id)).is_some();
        (self.take)(Vector {
            id: format!("{}/{subject}/{class}/{what}", from.name()),
            class,
            of: Of::Type(name.clone()),
            from,
            kind: None,
            event: None,
            text: tree.to_json(),
            strict: Some(Strict::of_type(model, view, id, tree)),
            lenient: Lenient::of_type(model, view, id, tree),
            sent: if sends {
                Lenient::sent(model, id, tree)
            } else {
                None
            },
        })
    }

    /// Adds a frame.
    fn frame(
        &mut self,
        from: Direction,
        subject: &str,
        class: Class,
        what: &str,
        tree: &Tree,
    ) -> ControlFlow<()> {
        self.drawn(from, None, (subject, class, what), tree)
    }

    /// Adds a frame, whose event the reader may know without it.
    fn drawn(
        &mut self,
        from: Direction,
        event: Option<&'a Event>,
        (subject, class, what): (&str, Class, &str),
        tree: &Tree,
    ) -> ControlFlow<()> {
        if !self.is_wanted(class) {
            return ControlFlow::Continue(());
        }
        let model = self.model;
        let kind = drawn::kind_of(model, from, &tree.with_each_key_once());
        (self.take)(Vector {
            id: format!("{}/{subject}/{class}/{what}", from.name()),
            class,
            of: Of::Frame,
            from,
            kind: kind.map(|kind| model.frame(kind).name.clone()),
            event: event.map(|event| event.name.clone()),
            text: tree.to_json(),
            strict: Some(Strict::of_frame(model, from, tree, event)),
            lenient: Lenient::of_frame(model, from, tree, event),
            sent: None,
        })
    }

    /// Adds a text that is no JSON.
    fn text(&mut self, from: Direction, what: &str, text: &str) -> ControlFlow<()> {
        if !self.is_wanted(Class::Syntax) {
            return ControlFlow::Continue(());
        }
        (self.take)(Vector {
            id: format!("{}/frame/{}/{what}", from.name(), Class::Syntax),
            class: Class::Syntax,
            of: Of::Frame,
            from,
            kind: None,
            event: None,
            text: text.to_owned(),
            strict: None,
            lenient: Decoded::Malformed(None),
            sent: None,
        })
    }
}

/// The side whose view it is.
fn sender(view: View) -> Direction {
    match view {
        View::Whole => Direction::ServerToClient,
        View::Input => Direction::ClientToServer,
    }
}
