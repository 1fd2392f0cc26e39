//! The parts of a schema that have names in code, in diagnostics.

use std::fmt;

/// The part of the schema that a name in code stands for.
#[derive(Clone, Copy)]
pub(super) enum Original<'a> {
    Type(&'a str),
    Input(&'a str),
    Derived(&'a str),
    Field(&'a str, &'a str),
    Value(&'a str, &'a str),
    Variant(&'a str, &'a str),
    Event(&'a str),
    Topic(&'a str),
}

impl Original<'_> {
    /// The name by which options rename it, if they can.
    pub(super) fn option_name(self) -> Option<String> {
        match self {
            Self::Type(name) | Self::Input(name) | Self::Derived(name) => Some(name.to_owned()),
            Self::Field(owner, name) => Some(format!("{owner}.{name}")),
            Self::Value(..) | Self::Variant(..) | Self::Event(_) | Self::Topic(_) => None,
        }
    }

    /// The help that shows a way to give it another name in code.
    pub(super) fn way_out(self) -> &'static str {
        match self {
            Self::Field(..) => "give a field another name in code with `name = \"…\"`",
            Self::Type(_) | Self::Input(_) | Self::Derived(_) => {
                "give one of the types another key"
            }
            Self::Variant(..) => {
                "give a variant another key; `value = \"…\"` leaves the wire unchanged"
            }
            Self::Value(..) => {
                "give a value another key; `value = \"…\"` leaves the wire unchanged"
            }
            Self::Event(_) => {
                "give an event another name in code with `name = \"…\"`; the wire does not change"
            }
            Self::Topic(_) => "a topic is named after its file: give one of the files another name",
        }
    }
}

impl fmt::Display for Original<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Type(name) => write!(f, "type `{name}`"),
            Self::Input(name) => write!(f, "the input view of type `{name}`"),
            Self::Derived(name) => write!(f, "a companion of type `{name}`"),
            Self::Field(owner, name) => write!(f, "field `{name}` of `{owner}`"),
            Self::Value(owner, name) => write!(f, "value `{name}` of `{owner}`"),
            Self::Variant(owner, name) => write!(f, "variant `{name}` of `{owner}`"),
            Self::Event(name) => write!(f, "event `{name}`"),
            Self::Topic(name) => write!(f, "topic `{name}`"),
        }
    }
}
