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

/// The events of one direction. `'de` is the life of what is read, for events that borrow from it.
pub trait Event<'de>: Sized {
    /// The keys of their frames.
    const KEYS: Keys;

    /// What `known` makes of the event of this name, with empty params; what `unknown` makes if there
    /// is no such event.
    ///
    /// An event may be large: it is made where the caller wants it, and not moved there.
    fn empty<T>(name: &str, known: impl FnOnce(Self) -> T, unknown: impl FnOnce() -> T) -> T;

    /// The name on the wire.
    fn name(&self) -> &'static str;

    /// Reads the params over what was there; what stands for those of an event without any is
    /// skipped.
    ///
    /// # Errors
    /// If they are not those of the event.
    fn read_params(&mut self, r: &mut Reader<'de>) -> Result<(), Error>;

    /// Writes the member of the params, if the event has any, with the comma after it.
    fn write_params(&self, key: &str, w: &mut Writer);
}

/// Events that are answered by the id of their frame.
pub trait Acknowledge {
    /// The events of the other direction.
    type Answer;

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

impl<'de, E: Event<'de>> Frame<E> {
    /// Decodes a frame. Bad input is returned as `Malformed`; decoding never fails.
    #[must_use]
    pub fn decode(bytes: &'de [u8]) -> Decoded<E> {
        let mut head = Head::default();
        let named = head.read_name(bytes, &E::KEYS);
        // It is filled where the caller wants it, too.
        let mut decoded = head.empty();
        let read = named.and_then(|members| head.read_rest(members, &mut decoded));
        head.finish(bytes, read, &mut decoded);
        decoded
    }

    /// Reads the bare params of an event whose name is known from elsewhere.
    #[must_use]
    pub fn decode_params(name: &str, bytes: &'de [u8]) -> Decoded<E> {
        let head = Head {
            name: Some(name.to_owned().into()),
            ..Head::default()
        };
        let mut decoded = head.empty();
        let read = Reader::new(bytes).and_then(|mut r| {
            read_params(&mut decoded, &mut r)?;
            r.end()
        });
        head.finish(bytes, read, &mut decoded);
        decoded
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
pub fn decode_all<E: for<'de> Event<'de>>(
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
    /// The text before the params.
    params: Option<Reader<'de>>,
    /// Whether the name came after them.
    is_late: bool,
}

impl Head<'_> {
    /// The frame of the event with this name, with nothing in it yet; of one that is not known, only
    /// what follows from the name.
    #[inline(never)]
    fn empty<'de, E: Event<'de>>(&self) -> Decoded<E> {
        let name = self.name.as_deref().unwrap_or_default();
        let known = |event| {
            Decoded::Known(Frame {
                confirm_id: None,
                event,
            })
        };
        E::empty(name, known, || Decoded::Unknown {
            name: name.to_owned(),
            confirm_id: None,
            raw: Json::default(),
        })
    }

    /// Fills in what is known at the end.
    #[inline]
    fn finish<E>(mut self, bytes: &[u8], read: Result<(), Error>, decoded: &mut Decoded<E>) {
        match (read, &mut *decoded) {
            (Ok(()), Decoded::Known(frame)) => frame.confirm_id = self.confirm_id,
            (
                Ok(()),
                Decoded::Unknown {
                    confirm_id, raw, ..
                },
            ) => {
                *confirm_id = self.confirm_id.take();
                *raw = Json::known(&String::from_utf8_lossy(bytes));
            }
            (Ok(()), Decoded::Malformed { .. }) => {}
            (Err(error), _) => *decoded = self.malformed(bytes, error),
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

/// The members of a frame that have not been read yet.
struct Members<'de> {
    r: Reader<'de>,
    is_first: bool,
}

/// Keys come in any order: params before the name of their event are skipped at first, and read once
/// the name is known. Of a key that comes twice, the last one counts.
impl<'de> Head<'de> {
    /// Reads up to the name of the event, or to the end.
    fn read_name(&mut self, bytes: &'de [u8], keys: &Keys) -> Result<Members<'de>, Error> {
        let mut members = Members {
            r: Reader::new(bytes)?,
            is_first: true,
        };
        let r = &mut members.r;
        r.begin_object()?;
        while let Some(key) = r.key(&mut members.is_first)? {
            let read = if key == keys.event {
                r.string().map(|name| self.name = Some(name))
            } else if key == keys.params {
                self.params = Some(r.clone());
                r.skip()
            } else {
                self.read_other(&key, r, keys)
            };
            read.map_err(|error| error.in_key(&key))?;
            if self.name.is_some() {
                self.is_late = self.params.is_some();
                return Ok(members);
            }
        }
        r.end()?;
        Err(Error::new(ErrorKind::NoEvent, 0))
    }

    /// Reads what comes after the name of the event.
    fn read_rest<E: Event<'de>>(
        &mut self,
        members: Members<'de>,
        decoded: &mut Decoded<E>,
    ) -> Result<(), Error> {
        let (mut r, mut is_first) = (members.r, members.is_first);
        while let Some(key) = r.key(&mut is_first)? {
            let read = if key == E::KEYS.params {
                if self.params.replace(r.clone()).is_some() {
                    *decoded = self.empty();
                }
                read_params(decoded, &mut r)
            } else if key == E::KEYS.event {
                self.is_late = self.params.is_some();
                r.string().map(|name| {
                    self.name = Some(name);
                    *decoded = self.empty();
                })
            } else {
                self.read_other(&key, &mut r, &E::KEYS)
            };
            read.map_err(|error| error.in_key(&key))?;
        }
        r.end()?;
        if let (true, Some(params)) = (self.is_late, &self.params) {
            *decoded = self.empty();
            let read = read_params(decoded, &mut params.clone());
            read.map_err(|error| error.in_key(E::KEYS.params))?;
        }
        Ok(())
    }

    fn read_other(&mut self, key: &str, r: &mut Reader<'de>, keys: &Keys) -> Result<(), Error> {
        if key == keys.id && !keys.id.is_empty() {
            self.confirm_id = optional_text(r)?;
            return Ok(());
        }
        r.skip()
    }
}

/// A text, or none if it is null or empty.
fn optional_text(r: &mut Reader<'_>) -> Result<Option<String>, Error> {
    if r.null()? {
        return Ok(None);
    }
    let text = r.string()?;
    Ok((!text.is_empty()).then(|| text.into_owned()))
}

/// Reads the params of an event; those of one that is not known, or not yet, are skipped.
fn read_params<'de, E: Event<'de>>(
    decoded: &mut Decoded<E>,
    r: &mut Reader<'de>,
) -> Result<(), Error> {
    match decoded {
        Decoded::Known(frame) => frame.event.read_params(r),
        Decoded::Unknown { .. } | Decoded::Malformed { .. } => r.skip(),
    }
}

/// How long an id is, and what it is made of.
const ID_LENGTH: usize = 12;
const ID_ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// A new id for a frame: 12 characters of `0-9`, `A-Z` and `a-z`, by chance.
///
/// It distinguishes the frames of one connection and is no secret.
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

/// Writes the params of an event under their key.
pub fn write_params<'de>(params: &impl Value<'de>, key: &str, w: &mut Writer) {
    w.any_key(key);
    params.write(w);
    w.comma();
}
