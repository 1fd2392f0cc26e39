//! Frames: an event each, in an envelope.

use std::fmt;

use super::error::Error;
use super::event::{Acknowledge, Event};
use super::id::new_id;
use super::json::Json;
use super::writer::Writer;

/// A frame: an event, and the id by which it is to be confirmed.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame<E> {
    /// The id, if the sender wants to know that the frame has come.
    pub confirm_id: Option<String>,
    /// The event.
    pub event: E,
}

impl<E> Frame<E> {
    /// A frame that need not be confirmed.
    pub fn new(event: impl Into<E>) -> Self {
        Self {
            confirm_id: None,
            event: event.into(),
        }
    }

    /// A frame with a new id, to be confirmed.
    pub fn confirmed(event: impl Into<E>) -> Self {
        Self {
            confirm_id: Some(new_id::<E>()),
            event: event.into(),
        }
    }
}

impl<'de, E: Event<'de>> Frame<E> {
    /// The frame as JSON.
    #[must_use]
    pub fn encode(&self) -> String {
        let mut w = Writer::new();
        self.write(&mut w);
        w.finish()
    }

    /// Appends the frame as JSON to a text, so that many frames need one buffer.
    pub fn encode_into(&self, out: &mut String) {
        let mut w = Writer::append(std::mem::take(out));
        self.write(&mut w);
        *out = w.finish();
    }

    /// Writes the frame.
    pub fn write(&self, w: &mut Writer) {
        w.begin_object();
        w.any_key(E::KEYS.event);
        w.string(self.event.name());
        w.comma();
        if let Some(id) = self.confirm_id.as_ref().filter(|id| !id.is_empty())
            && !E::KEYS.id.is_empty()
        {
            w.any_key(E::KEYS.id);
            w.string(id);
            w.comma();
        }
        self.event.write_params(E::KEYS.params, w);
        w.end_object();
    }
}

impl<E: Acknowledge> Frame<E> {
    /// The frame that confirms this one; `None` if it need not be.
    #[must_use]
    pub fn ack(&self) -> Option<Frame<E::Answer>> {
        let id = self.confirm_id.clone()?;
        Some(Frame::new(E::acknowledge(id)))
    }
}

/// What a frame turned out to be.
#[derive(Clone, PartialEq)]
pub enum Decoded<E> {
    /// An event that this version of the schema knows.
    Known(Frame<E>),
    /// An event that it does not know.
    Unknown {
        /// The name of the event.
        name: String,
        /// The id to be confirmed.
        confirm_id: Option<String>,
        /// The whole frame.
        raw: Json,
    },
    /// No frame that could be read.
    Malformed {
        /// The name of the event, if it came that far.
        name: Option<String>,
        /// The id to be confirmed, if it came that far.
        confirm_id: Option<String>,
        /// The whole frame.
        raw: Vec<u8>,
        /// What is wrong with it.
        error: Error,
    },
}

impl<E> Decoded<E> {
    /// The frame, if it is known.
    pub fn known(self) -> Option<Frame<E>> {
        match self {
            Self::Known(frame) => Some(frame),
            Self::Unknown { .. } | Self::Malformed { .. } => None,
        }
    }

    /// The id to be confirmed; even frames that are not understood have one.
    #[must_use]
    pub fn confirm_id(&self) -> Option<&str> {
        match self {
            Self::Known(frame) => frame.confirm_id.as_deref(),
            Self::Unknown { confirm_id, .. } | Self::Malformed { confirm_id, .. } => {
                confirm_id.as_deref()
            }
        }
    }
}

impl<E: Acknowledge> Decoded<E> {
    /// The frame that confirms this one, be it understood or not; `None` if it need not be.
    #[must_use]
    pub fn ack(&self) -> Option<Frame<E::Answer>> {
        let id = self.confirm_id()?;
        Some(Frame::new(E::acknowledge(id.to_owned())))
    }
}

/// Shows the bytes of a malformed frame as text.
impl<E: fmt::Debug> fmt::Debug for Decoded<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(frame) => f.debug_tuple("Known").field(frame).finish(),
            Self::Unknown {
                name,
                confirm_id,
                raw,
            } => f
                .debug_struct("Unknown")
                .field("name", name)
                .field("confirm_id", confirm_id)
                .field("raw", raw)
                .finish(),
            Self::Malformed {
                name,
                confirm_id,
                raw,
                error,
            } => f
                .debug_struct("Malformed")
                .field("name", name)
                .field("confirm_id", confirm_id)
                .field("raw", &String::from_utf8_lossy(raw))
                .field("error", error)
                .finish(),
        }
    }
}
