//! What a module of Rust types reads and writes.

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
        frames { $frames:ident }
    ) => {
        use tdproto_codegen::payloads::{Of, Vector, pointer};
        use tdproto_codegen::validate::Segment;
        use tdproto_schema::model::Direction;

        use crate::payloads::outcome::Outcome;

        /// What becomes of a text.
        #[allow(unused_variables, clippy::match_single_binding)]
        pub(crate) fn read(vector: &Vector) -> Outcome {
            let Vector { of, from, text, .. } = vector;
            match (of, from) {
                (Of::Frame, from) => read_frame!($frames vector, *from),
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

        /// A frame that the schema draws. `answered` reads what is in a reply, as its request says.
        #[allow(dead_code)]
        fn drawn<'t, F: wire::DrawnFrame<'t> + PartialEq>(
            vector: &'t Vector,
            kind: fn(&F) -> &'static str,
            answered: fn(&mut F, &str) -> Option<Result<(), wire::Error>>,
        ) -> Outcome {
            let (name, limits) = (vector.event.as_deref(), wire::Limits::DEFAULT);
            let (kind, outcome) = match wire::decode_frame(vector.text.as_bytes(), name, limits) {
                wire::DecodedFrame::Known(mut frame) => {
                    let read = name.and_then(|name| answered(&mut frame, name));
                    let outcome = match read {
                        Some(Err(error)) => malformed(&error),
                        Some(Ok(())) | None => {
                            let written = wire::encode_frame(&frame);
                            // A frame may borrow from it.
                            let kept: &'static str = Box::leak(written.clone().into_boxed_str());
                            let again = wire::decode_frame(kept.as_bytes(), name, limits);
                            match again.known().as_ref() == Some(&frame) {
                                true => Outcome::Known { written, sent: None },
                                false => Outcome::Unstable(written),
                            }
                        }
                    };
                    (Some(kind(&frame)), outcome)
                }
                wire::DecodedFrame::Unknown { kind, name, .. } => (Some(kind), Outcome::Unknown(name)),
                wire::DecodedFrame::Malformed { kind, error, .. } => (kind, malformed(&error)),
            };
            match kind {
                Some(kind) => Outcome::OfKind(kind.to_owned(), Box::new(outcome)),
                None => outcome,
            }
        }

        /// Writes a body that was read, in the place from which it was read.
        #[allow(dead_code)]
        fn body<J: From<wire::Json>>(
            written: Result<String, wire::Error>,
            body: &mut J,
        ) -> Result<(), wire::Error> {
            *body = wire::Json::new(written?)?.into();
            Ok(())
        }

        /// The same of a body that may be missing; `as_none` says that null is none, too.
        #[allow(dead_code)]
        fn optional_body<J: From<wire::Json>>(
            written: Result<String, wire::Error>,
            body: &mut Option<J>,
            as_none: bool,
        ) -> Result<(), wire::Error> {
            let text = written?;
            *body = match as_none && text == "null" {
                true => None,
                false => Some(wire::Json::new(text)?.into()),
            };
            Ok(())
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

/// Writes how frames are read: envelopes, or those that the schema draws.
macro_rules! read_frame {
    (envelopes $vector:ident, $from:expr) => {
        match $from {
            Direction::ServerToClient => frame::<types::ServerEvent>(&$vector.text),
            Direction::ClientToServer => frame::<types::ClientEvent>(&$vector.text),
        }
    };
    (drawn $vector:ident, $from:expr) => {
        match $from {
            Direction::ServerToClient => drawn($vector, types::ServerFrame::kind, replies::server),
            Direction::ClientToServer => drawn($vector, types::ClientFrame::kind, replies::client),
        }
    };
}
