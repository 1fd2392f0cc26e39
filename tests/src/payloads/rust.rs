//! Rust, generated and derived: what each module reads and writes, by the names of the types.

use tdproto_schema::model::Direction;

/// Writes the functions that read a text by a module's types. `types` is the module, `wire` its
/// runtime; the build script of the tests calls it.
macro_rules! rust_driver {
    (
        into { $($into:literal $whole:ident $input:ident)* }
        reread { $($reread:literal $told:ident $reads:ident)* }
        one { $($one:literal $entity:ident)* }
        enums { $($enum:literal $enumeration:ident)* }
        unions { $($union:literal $received:ident $sent:ident)* }
        reread_unions { $($again:literal $whole_union:ident $sent_union:ident)* }
    ) => {
        use tdproto_codegen::payloads::{Of, pointer};
        use tdproto_codegen::validate::Segment;
        use tdproto_schema::model::Direction;

        use crate::payloads::outcome::Outcome;

        /// What becomes of a text.
        pub(crate) fn read(of: &Of, from: Direction, text: &str) -> Outcome {
            match (of, from) {
                (Of::Frame, Direction::ServerToClient) => frame::<types::ServerEvent>(text),
                (Of::Frame, Direction::ClientToServer) => frame::<types::ClientEvent>(text),
                (Of::Type(name), Direction::ServerToClient) => match name.as_str() {
                    $($into => into::<types::$whole, types::$input>(text),)*
                    $($reread => reread::<types::$told, types::$reads>(text),)*
                    $($one => same::<types::$entity>(text),)*
                    $($enum => enumeration::<types::$enumeration>(text),)*
                    $($union => kept::<types::$received>(
                        text,
                        into::<types::$received, types::$sent>(text),
                    ),)*
                    $($again => kept::<types::$whole_union>(
                        text,
                        reread::<types::$whole_union, types::$sent_union>(text),
                    ),)*
                    _ => panic!("no type {name}"),
                },
                (Of::Type(name), Direction::ClientToServer) => match name.as_str() {
                    $($into => one::<types::$input>(text),)*
                    $($reread => one::<types::$reads>(text),)*
                    $($one => one::<types::$entity>(text),)*
                    $($union => kept::<types::$sent>(text, one::<types::$sent>(text)),)*
                    $($again => kept::<types::$sent_union>(
                        text,
                        one::<types::$sent_union>(text),
                    ),)*
                    _ => panic!("no type {name}"),
                },
            }
        }

        #[allow(dead_code)]
        fn frame<E: for<'de> wire::Event<'de> + PartialEq>(text: &str) -> Outcome {
            match wire::Frame::<E>::decode(text.as_bytes()) {
                wire::Decoded::Known(frame) => {
                    let written = frame.encode();
                    let again = wire::Frame::<E>::decode(written.as_bytes());
                    match again == wire::Decoded::Known(frame) {
                        true => Outcome::Known { written, sent: None },
                        false => Outcome::Unstable(written),
                    }
                }
                wire::Decoded::Unknown { name, .. } => Outcome::Unknown(name),
                wire::Decoded::Malformed { error, .. } => malformed(&error),
            }
        }

        /// A type that becomes the one that a client sends.
        #[allow(dead_code)]
        fn into<T, I>(text: &str) -> Outcome
        where
            T: for<'de> wire::Value<'de> + PartialEq + Into<I>,
            I: for<'de> wire::Value<'de>,
        {
            sent::<T>(text, |_, value| wire::to_string(&Into::<I>::into(value)))
        }

        /// A type that does not, since its derive knows nothing of the other: what the other reads
        /// of its text.
        #[allow(dead_code)]
        fn reread<T, I>(text: &str) -> Outcome
        where
            T: for<'de> wire::Value<'de> + PartialEq,
            I: for<'de> wire::Value<'de>,
        {
            sent::<T>(text, |written, _: T| match wire::from_str::<I>(written) {
                Ok(value) => wire::to_string(&value),
                Err(error) => error.to_string(),
            })
        }

        /// A type that a client sends as it is.
        #[allow(dead_code)]
        fn same<T>(text: &str) -> Outcome
        where
            T: for<'de> wire::Value<'de> + PartialEq,
        {
            sent::<T>(text, |_, value| wire::to_string(&value))
        }

        #[allow(dead_code)]
        fn sent<T>(text: &str, convert: impl FnOnce(&str, T) -> String) -> Outcome
        where
            T: for<'de> wire::Value<'de> + PartialEq,
        {
            match (one::<T>(text), wire::from_str::<T>(text)) {
                (Outcome::Known { written, .. }, Ok(value)) => {
                    let sent = Some(convert(&written, value));
                    Outcome::Known { written, sent }
                }
                (outcome, _) => outcome,
            }
        }

        #[allow(dead_code)]
        fn one<T: for<'de> wire::Value<'de> + PartialEq>(text: &str) -> Outcome {
            let value: T = match wire::from_str(text) {
                Ok(value) => value,
                Err(error) => return malformed(&error),
            };
            let written = wire::to_string(&value);
            match wire::from_str::<T>(&written) {
                Ok(again) if again == value => Outcome::Known { written, sent: None },
                Ok(_) | Err(_) => Outcome::Unstable(written),
            }
        }

        /// A union; an open one keeps a variant that the schema does not have.
        #[allow(dead_code)]
        fn kept<T>(text: &str, outcome: Outcome) -> Outcome
        where
            T: for<'de> wire::Value<'de> + std::fmt::Debug,
        {
            match (outcome, wire::from_str::<T>(text)) {
                (Outcome::Known { written, .. }, Ok(value))
                    if format!("{value:?}").starts_with("Unknown {") =>
                {
                    Outcome::Unknown(written)
                }
                (outcome, _) => outcome,
            }
        }

        #[allow(dead_code)]
        fn enumeration<T>(text: &str) -> Outcome
        where
            T: for<'de> wire::Value<'de> + PartialEq + std::fmt::Debug,
        {
            match (one::<T>(text), wire::from_str::<T>(text)) {
                (Outcome::Known { written, .. }, Ok(value))
                    if format!("{value:?}").starts_with("Unknown(") =>
                {
                    Outcome::Unknown(written)
                }
                (outcome, _) => outcome,
            }
        }

        fn malformed(error: &wire::Error) -> Outcome {
            let steps: Vec<Segment> = error
                .segments()
                .map(|step| match step {
                    wire::Segment::Key(key) => Segment::Key(key.clone()),
                    wire::Segment::Index(index) => Segment::Index(*index),
                })
                .collect();
            Outcome::Malformed(match error.kind() {
                wire::ErrorKind::Syntax(_) | wire::ErrorKind::Utf8 => None,
                _ => Some(pointer(&steps)),
            })
        }
    };
}

/// The name of the module of a fixture's derived types, if it has one.
pub(crate) fn derived(fixture: &str) -> Option<String> {
    let name = format!("derived_{fixture}");
    READS
        .iter()
        .any(|(known, _)| *known == name)
        .then_some(name)
}

// Every module, and `READS`, the list of them.
include!(concat!(env!("OUT_DIR"), "/drivers.rs"));

/// What reads a text by the types of a module.
pub(crate) type Read = fn(&tdproto_codegen::payloads::Of, Direction, &str) -> super::Outcome;

/// What reads a text by the types of this module.
pub(crate) fn of_module(name: &str) -> Read {
    let found = READS.iter().find(|(module, _)| *module == name);
    let (_, read) = found.unwrap_or_else(|| panic!("no module {name}"));
    *read
}
