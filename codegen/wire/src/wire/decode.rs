//! Decoding of frames.

use std::borrow::Cow;

use super::error::{Error, ErrorKind};
use super::event::{Event, Keys};
use super::frame::{Decoded, Frame};
use super::json::Json;
use super::limits::Limits;
use super::object::missing;
use super::reader::Reader;

impl<'de, E: Event<'de>> Frame<E> {
    /// Decodes a frame within the default limits. Bad input is returned as `Malformed`; decoding never
    /// fails.
    #[must_use]
    #[inline]
    pub fn decode(bytes: &'de [u8]) -> Decoded<E> {
        Self::decode_with(bytes, Limits::DEFAULT)
    }

    /// Decodes a frame within limits.
    #[must_use]
    #[inline]
    pub fn decode_with(bytes: &'de [u8], limits: Limits) -> Decoded<E> {
        decode(bytes, limits, Reader::with_limits(bytes, limits))
    }

    /// Decodes a frame that is a text, as libraries for WebSockets have it: its characters need no
    /// check.
    #[must_use]
    #[inline]
    pub fn decode_str(text: &'de str) -> Decoded<E> {
        Self::decode_str_with(text, Limits::DEFAULT)
    }

    /// Decodes a frame that is a text within limits.
    #[must_use]
    #[inline]
    pub fn decode_str_with(text: &'de str, limits: Limits) -> Decoded<E> {
        let start = Reader::of_text_with_limits(text, limits);
        decode(text.as_bytes(), limits, start)
    }

    /// Reads the bare params of an event whose name is known from elsewhere, within the default
    /// limits.
    #[must_use]
    pub fn decode_params(name: &str, bytes: &'de [u8]) -> Decoded<E> {
        let head = Head {
            name: Some(name.to_owned().into()),
            ..Head::default()
        };
        let mut decoded = head.empty();
        let read = Reader::with_limits(bytes, Limits::DEFAULT).and_then(|mut r| {
            read_params(&mut decoded, &mut r)?;
            r.end()
        });
        head.finish(bytes, read, &mut decoded);
        decoded
    }
}

/// Decodes the frame that a reader starts at.
fn decode<'de, E: Event<'de>>(
    bytes: &'de [u8],
    limits: Limits,
    start: Result<Reader<'de>, Error>,
) -> Decoded<E> {
    let mut head = Head::default();
    let named = start.and_then(|r| head.read_name(r, &E::KEYS));
    // It is filled where the caller wants it, too.
    let mut decoded = head.empty();
    let mut read = named.and_then(|members| head.read_rest(members, &mut decoded));
    if read.is_err()
        && let Some(last) = repeated(bytes, limits, &E::KEYS)
    {
        head = Head::default();
        read = head.read_last(last, &mut decoded);
    }
    head.finish(bytes, read, &mut decoded);
    decoded
}

/// Where the last values of the keys of a frame are, if a key comes twice: a value before the last one
/// may be refused, and does not count. `None` for a text that is no JSON, too.
#[cold]
#[inline(never)]
fn repeated<'de>(bytes: &'de [u8], limits: Limits, keys: &Keys) -> Option<Last<'de>> {
    let mut r = Reader::with_limits(bytes, limits).ok()?;
    let (mut last, mut first, mut is_repeated) = (Last::default(), true, false);
    r.begin_object().ok()?;
    while let Some(key) = r.key(&mut first).ok()? {
        let place = if key == keys.event {
            Some(&mut last.event)
        } else if key == keys.params {
            Some(&mut last.params)
        } else if key == keys.id && !keys.id.is_empty() {
            Some(&mut last.id)
        } else {
            None
        };
        if let Some(place) = place {
            is_repeated |= place.replace(r.clone()).is_some();
        }
        r.skip().ok()?;
    }
    r.end().ok()?;
    is_repeated.then_some(last)
}

/// The last values of the keys of a frame.
#[derive(Default)]
struct Last<'de> {
    event: Option<Reader<'de>>,
    params: Option<Reader<'de>>,
    id: Option<Reader<'de>>,
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
    fn read_name(&mut self, r: Reader<'de>, keys: &Keys) -> Result<Members<'de>, Error> {
        let mut members = Members { r, is_first: true };
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
        match &self.params {
            Some(_) => Ok(()),
            None => without_params(decoded, &r),
        }
    }

    /// Reads a frame by the last values of its keys.
    fn read_last<E: Event<'de>>(
        &mut self,
        mut last: Last<'de>,
        decoded: &mut Decoded<E>,
    ) -> Result<(), Error> {
        let Some(name) = &mut last.event else {
            return Err(Error::new(ErrorKind::NoEvent, 0));
        };
        let text = name.string();
        self.name = Some(text.map_err(|error| error.in_key(E::KEYS.event))?);
        if let Some(mut id) = last.id {
            let read = self.read_other(E::KEYS.id, &mut id, &E::KEYS);
            read.map_err(|error| error.in_key(E::KEYS.id))?;
        }
        *decoded = self.empty();
        match &mut last.params {
            Some(params) => {
                let read = read_params(decoded, params);
                read.map_err(|error| error.in_key(E::KEYS.params))
            }
            None => without_params(decoded, name),
        }
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

/// Reads an event that has no params. Some events cannot do without.
fn without_params<'de, E: Event<'de>>(
    decoded: &mut Decoded<E>,
    r: &Reader<'de>,
) -> Result<(), Error> {
    match decoded {
        Decoded::Unknown { .. } => {
            let read = read_params(decoded, &mut Reader::of_text("null"));
            read.map_err(|_| missing(E::KEYS.params, r))
        }
        Decoded::Known(_) | Decoded::Malformed { .. } => Ok(()),
    }
}

/// Reads the params of an event; those of one that is not known, or not yet, are skipped.
fn read_params<'de, E: Event<'de>>(
    decoded: &mut Decoded<E>,
    r: &mut Reader<'de>,
) -> Result<(), Error> {
    match decoded {
        Decoded::Known(frame) => frame.event.read_params(r),
        Decoded::Unknown { name, .. } => {
            let start = r.clone();
            match E::read_whole(name, r)? {
                Some(event) => {
                    *decoded = Decoded::Known(Frame::new(event));
                    Ok(())
                }
                None => {
                    *r = start;
                    r.skip()
                }
            }
        }
        Decoded::Malformed { .. } => r.skip(),
    }
}
