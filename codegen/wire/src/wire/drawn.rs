//! Frames that a schema draws: kinds of frames, each with places of its own.

use std::fmt;

use super::error::{Error, ErrorKind};
use super::json::Json;
use super::limits::Limits;
use super::places::{Place, Places, Test};
use super::reader::Reader;
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
}

/// The frames of one direction. `'de` is the life of what is read, for those that borrow from it.
pub trait DrawnFrame<'de>: Sized {
    /// The places of all kinds, the whole frame first.
    const PLACES: &'static [Place];

    /// The kinds, in the order in which they are tried.
    const KINDS: &'static [FrameKind];

    /// Reads a frame of a kind. `name` is the event's name in the schema, where something besides
    /// the frame says it. `None`: the schema does not have the event.
    ///
    /// # Errors
    /// If a value is not of its type.
    fn read_kind(
        kind: usize,
        name: Option<&str>,
        places: &Places<'de>,
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

/// Decodes a frame within limits. Bad input is returned as `Malformed`; decoding never fails. `name`
/// is the event's name in the schema, where something besides the frame says it.
#[must_use]
pub fn decode_frame<'de, F: DrawnFrame<'de>>(
    bytes: &'de [u8],
    name: Option<&str>,
    limits: Limits,
) -> DecodedFrame<F> {
    decode(bytes, name, Reader::with_limits(bytes, limits))
}

/// Decodes a frame that is a text, which need not be checked for UTF-8, within limits.
#[must_use]
pub fn decode_frame_str<'de, F: DrawnFrame<'de>>(
    text: &'de str,
    name: Option<&str>,
    limits: Limits,
) -> DecodedFrame<F> {
    let start = Reader::of_text_with_limits(text, limits);
    decode(text.as_bytes(), name, start)
}

/// The frame as JSON.
#[must_use]
pub fn encode_frame<'de>(frame: &impl DrawnFrame<'de>) -> String {
    let mut w = Writer::new();
    frame.write_frame(&mut w);
    w.finish()
}

fn decode<'de, F: DrawnFrame<'de>>(
    bytes: &'de [u8],
    name: Option<&str>,
    start: Result<Reader<'de>, Error>,
) -> DecodedFrame<F> {
    let places = match start.and_then(|r| Places::find(F::PLACES, r)) {
        Ok(places) => places,
        Err(error) => {
            return DecodedFrame::Malformed {
                kind: None,
                name: None,
                id: None,
                raw: bytes.to_vec(),
                error,
            };
        }
    };
    let mut kinds = F::KINDS.iter().enumerate();
    let found = kinds.find(|(_, kind)| {
        let mut tests = kind.tests.iter();
        tests.all(|(place, test)| places.passes(*place, *test))
    });
    let Some((at, kind)) = found else {
        return DecodedFrame::Malformed {
            kind: None,
            name: None,
            id: None,
            raw: bytes.to_vec(),
            error: Error::new(ErrorKind::NoKind, 0),
        };
    };
    match F::read_kind(at, name, &places) {
        Ok(Some(frame)) => DecodedFrame::Known(frame),
        Ok(None) => DecodedFrame::Unknown {
            kind: kind.name,
            name: name_of(kind, name, &places).unwrap_or_default(),
            id: id_of(kind, &places),
            raw: Json::known(&String::from_utf8_lossy(bytes)),
        },
        Err(error) => DecodedFrame::Malformed {
            kind: Some(kind.name),
            name: name_of(kind, name, &places),
            id: id_of(kind, &places),
            raw: bytes.to_vec(),
            error,
        },
    }
}

#[cold]
fn name_of(kind: &FrameKind, name: Option<&str>, places: &Places<'_>) -> Option<String> {
    let Some(place) = kind.event else {
        return name.map(str::to_owned);
    };
    let mut r = places.reader(place)?;
    match r.peek().ok()? {
        b'"' => r.string().ok().map(std::borrow::Cow::into_owned),
        b'-' | b'0'..=b'9' => r.raw().ok().map(str::to_owned),
        _ => None,
    }
}

#[cold]
fn id_of(kind: &FrameKind, places: &Places<'_>) -> Option<Json> {
    places.raw(kind.id?).map(Json::known)
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
