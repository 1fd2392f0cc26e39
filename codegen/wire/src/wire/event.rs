//! Frames: an event each, in an envelope.

use std::borrow::Cow;
use std::hash::{BuildHasher as _, Hasher as _, RandomState};

use super::error::{Error, ErrorKind};
use super::json::Json;
use super::reader::Reader;
use super::value::Value;
use super::writer::Writer;

/// Who sends an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Clients, to the server.
    ClientToServer,
    /// The server, to clients.
    ServerToClient,
}

/// What the schema says of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventInfo {
    /// The name on the wire.
    pub name: &'static str,
    /// Who sends it.
    pub direction: Direction,
    /// The description, as Markdown.
    pub doc: &'static str,
    /// The first version that has it; empty if nothing is known.
    pub since: &'static str,
    /// What to use instead, if it is deprecated.
    pub deprecated: Option<&'static str>,
}

/// The keys of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keys {
    /// Of the event's name.
    pub event: &'static str,
    /// Of the id to be confirmed; empty: frames have none.
    pub id: &'static str,
    /// Of the params.
    pub params: &'static str,
}

/// The events of one direction.
pub trait Event: Sized {
    /// The keys of their frames.
    const KEYS: Keys;

    /// The name on the wire.
    fn name(&self) -> &'static str;

    /// Reads the params of the event of this name; `None` if there is no such event. Without a
    /// reader, the frame has no params, and they are empty.
    ///
    /// # Errors
    /// If the params are not those of the event.
    fn read_params(name: &str, r: Option<&mut Reader<'_>>) -> Result<Option<Self>, Error>;

    /// Writes the params, if the event has any; says whether it has.
    fn write_params(&self, key: &str, w: &mut Writer);
}

/// Events that are answered by the id of their frame.
pub trait Acknowledge: Event {
    /// The events of the other direction.
    type Answer: Event;

    /// The event that confirms the frame of this id.
    fn acknowledge(id: String) -> Self::Answer;
}

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
            confirm_id: Some(confirm_id()),
            event: event.into(),
        }
    }
}

impl<E: Event> Frame<E> {
    /// Reads a frame. Nothing that comes is an error of the stream it came in.
    #[must_use]
    pub fn decode(bytes: &[u8]) -> Decoded<E> {
        let mut head = Head::default();
        // An event may be large: it is handed on once.
        let mut event = None;
        let result = decode(bytes, &mut head, &mut event);
        head.decoded(bytes, result, event)
    }

    /// Reads the bare params of an event whose name is known from elsewhere.
    #[must_use]
    pub fn decode_params(name: &str, bytes: &[u8]) -> Decoded<E> {
        let head = Head {
            name: Some(name.into()),
            confirm_id: None,
        };
        let mut event = None;
        let result = Reader::new(bytes).and_then(|mut r| {
            read_event(name, &mut r, &mut event)?;
            r.end()
        });
        head.decoded(bytes, result, event)
    }

    /// The frame as JSON.
    #[must_use]
    pub fn encode(&self) -> String {
        let mut w = Writer::new();
        self.write(&mut w);
        w.finish()
    }

    /// Writes the frame.
    pub fn write(&self, w: &mut Writer) {
        w.raw("{");
        w.any_key(E::KEYS.event);
        w.string(self.event.name());
        if let Some(id) = self.confirm_id.as_ref().filter(|id| !id.is_empty())
            && !E::KEYS.id.is_empty()
        {
            w.any_key(E::KEYS.id);
            w.string(id);
        }
        self.event.write_params(E::KEYS.params, w);
        w.raw("}");
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
#[derive(Debug, Clone, PartialEq)]
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

/// Reads every frame of a stream; one that cannot be read does not end it.
pub fn decode_all<E: Event>(
    frames: impl IntoIterator<Item: AsRef<[u8]>>,
) -> impl Iterator<Item = Decoded<E>> {
    frames
        .into_iter()
        .map(|frame| Frame::decode(frame.as_ref()))
}

/// What is known of a frame besides its event.
#[derive(Default)]
struct Head<'de> {
    name: Option<Cow<'de, str>>,
    confirm_id: Option<String>,
}

impl Head<'_> {
    fn decoded<E>(self, raw: &[u8], result: Result<(), Error>, event: Option<E>) -> Decoded<E> {
        match (result, event) {
            (Ok(()), Some(event)) => Decoded::Known(Frame {
                confirm_id: self.confirm_id,
                event,
            }),
            (Ok(()), None) => self.unknown(raw),
            (Err(error), _) => self.malformed(raw, error),
        }
    }

    #[cold]
    fn unknown<E>(self, raw: &[u8]) -> Decoded<E> {
        match self.name {
            Some(name) => Decoded::Unknown {
                name: name.into_owned(),
                confirm_id: self.confirm_id,
                raw: Json::known(&String::from_utf8_lossy(raw)),
            },
            None => self.malformed(raw, Error::new(ErrorKind::NoEvent, 0)),
        }
    }

    #[cold]
    fn malformed<E>(self, raw: &[u8], error: Error) -> Decoded<E> {
        Decoded::Malformed {
            name: self.name.map(Cow::into_owned),
            confirm_id: self.confirm_id,
            raw: raw.to_vec(),
            error,
        }
    }
}

/// Reads the keys of a frame in any order: params that come before the event's name are skipped at
/// first, and read once the name is known.
fn decode<'de, E: Event>(
    bytes: &'de [u8],
    head: &mut Head<'de>,
    event: &mut Option<E>,
) -> Result<(), Error> {
    let mut r = Reader::new(bytes)?;
    let (mut skipped, mut has_params) = (None, false);
    r.begin_object()?;
    let mut first = true;
    while let Some(key) = r.key(&mut first)? {
        let read = if key == E::KEYS.event {
            r.string().map(|name| head.name = Some(name))
        } else if key == E::KEYS.id && !E::KEYS.id.is_empty() {
            optional_text(&mut r).map(|id| head.confirm_id = id)
        } else if key == E::KEYS.params {
            has_params = true;
            match &head.name {
                Some(name) => read_event(name, &mut r, event),
                None => {
                    skipped = Some(r.clone());
                    r.skip()
                }
            }
        } else {
            r.skip()
        };
        read.map_err(|error| error.in_key(&key))?;
    }
    r.end()?;
    let Some(name) = &head.name else {
        return Ok(());
    };
    if let Some(mut r) = skipped {
        return read_event(name, &mut r, event).map_err(|error| error.in_key(E::KEYS.params));
    }
    if !has_params {
        *event = E::read_params(name, None)?;
    }
    Ok(())
}

/// A text, or none if it is null or empty.
fn optional_text(r: &mut Reader<'_>) -> Result<Option<String>, Error> {
    if r.null()? {
        return Ok(None);
    }
    let text = r.string()?;
    Ok((!text.is_empty()).then(|| text.into_owned()))
}

/// Reads the params of an event; those of one that is not known are skipped.
fn read_event<E: Event>(
    name: &str,
    r: &mut Reader<'_>,
    event: &mut Option<E>,
) -> Result<(), Error> {
    *event = E::read_params(name, Some(r))?;
    if event.is_none() {
        r.skip()?;
    }
    Ok(())
}

/// How long an id is, and what it is made of.
const ID_LENGTH: usize = 12;
const ID_ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// A new id for a frame: 12 characters of `0-9`, `A-Z` and `a-z`, by chance.
///
/// It tells frames of one connection apart and is no secret.
#[must_use]
pub fn confirm_id() -> String {
    let mut id = String::with_capacity(ID_LENGTH);
    while id.len() < ID_LENGTH {
        // The hasher's keys are random, and new ones for every hasher.
        let mut random = RandomState::new().build_hasher().finish();
        // 64 bits are enough for 10 characters.
        for _ in 0..10.min(ID_LENGTH - id.len()) {
            let index = (random % ID_ALPHABET.len() as u64) as usize;
            id.push(char::from(ID_ALPHABET[index]));
            random /= ID_ALPHABET.len() as u64;
        }
    }
    id
}

/// Reads the params of an event; absent ones are empty.
///
/// # Errors
/// If they are not those of the event.
pub fn params<'de, T: Value<'de>>(r: Option<&mut Reader<'de>>) -> Result<T, Error> {
    let mut params = T::default();
    if let Some(r) = r {
        params.read(r)?;
    }
    Ok(params)
}

/// Skips what stands for the params of an event that has none.
///
/// # Errors
/// If it is not JSON.
pub fn no_params(r: Option<&mut Reader<'_>>) -> Result<(), Error> {
    r.map_or(Ok(()), Reader::skip)
}

/// Writes the params of an event under their key.
pub fn write_params<'de>(params: &impl Value<'de>, key: &str, w: &mut Writer) {
    w.any_key(key);
    params.write(w);
}
