//! Frames that a schema draws: kinds of frames, each with places of its own.

use std::fmt;

use super::error::Error;
use super::json::Json;
use super::place::{Place, Test};
use super::places::Places;
use super::writer::Writer;

/// A kind of frame.
#[derive(Debug, Clone, Copy)]
pub struct FrameKind {
    /// The name in the schema.
    pub name: &'static str,
    /// What a frame of the kind holds, by the numbers of the places.
    pub tests: &'static [(usize, Test)],
    /// The place of the event's name.
    pub event: Option<usize>,
    /// The place of the id.
    pub id: Option<usize>,
    /// The place of the params, if they have one of their own.
    pub params: Option<usize>,
}

/// The frames of one direction. `'de` is the life of what is read, for those that borrow from it.
pub trait DrawnFrame<'de>: Sized {
    /// The places of all kinds, the whole frame first.
    const PLACES: &'static [Place];

    /// The kinds, in the order in which they are tried.
    const KINDS: &'static [FrameKind];

    /// For each kind, an event that was read before its frame had ended.
    type Early: Default;

    /// Reads the event of a frame at its params, if what came before them is all that says which one
    /// it is. Returns the offset behind the params; `None`: the kind does not have the event.
    ///
    /// # Errors
    /// If a value is not of its type.
    fn read_early(
        kind: usize,
        name: Option<&str>,
        places: &Places<'de>,
        early: &mut Self::Early,
    ) -> Result<Option<usize>, Error>;

    /// Reads a frame of a kind. `name` is the event's name in the schema, where something besides
    /// the frame says it. `None`: the schema does not have the event.
    ///
    /// # Errors
    /// If a value is not of its type.
    fn read_kind(
        kind: usize,
        name: Option<&str>,
        places: &Places<'de>,
        early: &mut Self::Early,
    ) -> Result<Option<Self>, Error>;

    /// Writes the frame, its places in the order drawn.
    fn write_frame(&self, w: &mut Writer);
}

/// What a frame that the schema draws turned out to be.
#[derive(Clone, PartialEq)]
pub enum DecodedFrame<F> {
    /// A frame that this version of the schema knows.
    Known(F),
    /// A frame of an event that it does not know.
    Unknown {
        /// The kind of frame.
        kind: &'static str,
        /// The name of the event, or its number.
        name: String,
        /// The id, if the frame has one.
        id: Option<Json>,
        /// The whole frame.
        raw: Json,
    },
    /// No frame that could be read.
    Malformed {
        /// The kind of frame, if it is of one.
        kind: Option<&'static str>,
        /// The name of the event, or its number, if it has one.
        name: Option<String>,
        /// The id, if it has one.
        id: Option<Json>,
        /// The whole frame.
        raw: Vec<u8>,
        /// What is wrong with it.
        error: Error,
    },
}

impl<F> DecodedFrame<F> {
    /// The frame, if it is known.
    pub fn known(self) -> Option<F> {
        match self {
            Self::Known(frame) => Some(frame),
            Self::Unknown { .. } | Self::Malformed { .. } => None,
        }
    }
}

/// The frame as JSON.
#[must_use]
pub fn encode_frame<'de>(frame: &impl DrawnFrame<'de>) -> String {
    let mut w = Writer::new();
    frame.write_frame(&mut w);
    w.finish()
}

/// Shows the bytes of a malformed frame as text.
impl<F: fmt::Debug> fmt::Debug for DecodedFrame<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(frame) => f.debug_tuple("Known").field(frame).finish(),
            Self::Unknown {
                kind,
                name,
                id,
                raw,
            } => f
                .debug_struct("Unknown")
                .field("kind", kind)
                .field("name", name)
                .field("id", id)
                .field("raw", raw)
                .finish(),
            Self::Malformed {
                kind,
                name,
                id,
                raw,
                error,
            } => f
                .debug_struct("Malformed")
                .field("kind", kind)
                .field("name", name)
                .field("id", id)
                .field("raw", &String::from_utf8_lossy(raw))
                .field("error", error)
                .finish(),
        }
    }
}
