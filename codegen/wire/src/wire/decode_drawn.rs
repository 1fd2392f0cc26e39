//! Decoding of frames that a schema draws, in one pass where the usual order of keys allows it.
//!
//! The places of a frame are found in any order of keys. If everything that came before the params
//! says which event it is, they are read at once. What comes later may prove that wrong: then the
//! event is thrown away, and read again once the frame has ended.

use super::drawn::{DecodedFrame, DrawnFrame, FrameKind};
use super::error::{Error, ErrorKind};
use super::json::Json;
use super::limits::Limits;
use super::place::Place;
use super::places::Places;
use super::reader::Reader;

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

fn decode<'de, F: DrawnFrame<'de>>(
    bytes: &'de [u8],
    name: Option<&str>,
    start: Result<Reader<'de>, Error>,
) -> DecodedFrame<F> {
    let r = match start {
        Ok(r) => r,
        Err(error) => return no_kind(bytes, error),
    };
    let mut scan = Scan::<F> {
        places: Places::new(F::PLACES, &r),
        name,
        kind: None,
        is_certain: false,
        early: F::Early::default(),
    };
    if let Err(error) = scan.frame(r) {
        return no_kind(bytes, error);
    }
    let Some((kind, read)) = scan.read_kind() else {
        return no_kind(bytes, Error::new(ErrorKind::NoKind, 0));
    };
    let places = &scan.places;
    match read {
        Ok(Some(frame)) => DecodedFrame::Known(frame),
        Ok(None) => DecodedFrame::Unknown {
            kind: kind.name,
            name: name_of(kind, name, places).unwrap_or_default(),
            id: id_of(kind, places),
            raw: Json::known(&String::from_utf8_lossy(bytes)),
        },
        Err(error) => DecodedFrame::Malformed {
            kind: Some(kind.name),
            name: name_of(kind, name, places),
            id: id_of(kind, places),
            raw: bytes.to_vec(),
            error,
        },
    }
}

/// A frame whose places are looked up.
struct Scan<'n, 'de, F: DrawnFrame<'de>> {
    places: Places<'de>,
    /// The event's name in the schema, where something besides the frame says it.
    name: Option<&'n str>,
    /// The kind whose event was read early.
    kind: Option<usize>,
    /// Whether the frame is of that kind unless something else comes.
    is_certain: bool,
    early: F::Early,
}

impl<'de, F: DrawnFrame<'de>> Scan<'_, 'de, F> {
    /// Looks up the places of the whole frame. Of a key that comes twice, the last one counts.
    fn frame(&mut self, mut r: Reader<'de>) -> Result<(), Error> {
        self.look(0, &mut r)?;
        r.end()
    }

    fn look(&mut self, place: usize, r: &mut Reader<'de>) -> Result<(), Error> {
        let byte = r.peek()?;
        self.places.begin(place, r.offset());
        self.is_certain = false;
        let Place {
            keys, items, rest, ..
        } = F::PLACES[place];
        if byte == b'{' && !keys.is_empty() {
            r.begin_object()?;
            let mut first = true;
            while let Some(key) = r.key(&mut first)? {
                match keys.iter().find(|(known, _)| *known == key) {
                    Some((_, inner)) => self.look(*inner, r)?,
                    None => r.skip()?,
                }
            }
        } else if byte == b'[' && !(items.is_empty() && rest.is_empty()) {
            self.look_at_items(items, rest, r)?;
        } else if !F::PLACES[place].holds_params || !self.read_early(place, r) {
            r.skip()?;
        }
        self.places.end(place, r.offset());
        Ok(())
    }

    /// Looks up the places in an array.
    fn look_at_items(
        &mut self,
        items: &'static [(usize, usize)],
        rest: &'static [(usize, usize)],
        r: &mut Reader<'de>,
    ) -> Result<(), Error> {
        r.begin_array()?;
        let (mut first, mut index) = (true, 0);
        while r.item(&mut first)? {
            let further = rest.iter().find(|(from, _)| *from == index);
            if let Some((_, inner)) = further
                && self.look_at_rest(*inner, r)
            {
                continue;
            }
            match items.iter().find(|(known, _)| *known == index) {
                Some((_, inner)) => self.look(*inner, r)?,
                None => r.skip()?,
            }
            index += 1;
        }
        // An array that ends before has no such items, and yet a place for them.
        let end = r.offset() - 1;
        for (_, inner) in rest {
            if !self.places.has(*inner) {
                self.places.begin(*inner, end);
            }
            self.places.end(*inner, end);
        }
        Ok(())
    }

    /// Notes that the items of an array from the next one on start. Returns true if they were read as
    /// the params of an event, up to the end of the array.
    fn look_at_rest(&mut self, place: usize, r: &mut Reader<'de>) -> bool {
        self.places.begin(place, r.offset());
        self.is_certain = false;
        if !F::PLACES[place].holds_params || !self.read_early(place, r) {
            return false;
        }
        // The bracket that closes was read, too, by a reader of its own.
        r.rewind(r.offset() - 1);
        true
    }

    /// Reads an event at its params, if the kind of frame and the event seem to be known.
    fn read_early(&mut self, place: usize, r: &mut Reader<'de>) -> bool {
        self.kind = None;
        let mut is_other = false;
        for (at, kind) in F::KINDS.iter().enumerate() {
            let so_far = self.so_far(kind);
            let is_named = kind.event.is_none_or(|event| self.places.has(event));
            if so_far == SoFar::Differs || kind.params != Some(place) || !is_named {
                is_other |= so_far == SoFar::Is;
                continue;
            }
            // An error is found again once it is certain what the frame is.
            match F::read_early(at, self.name, &self.places, &mut self.early) {
                Ok(None) => is_other |= so_far == SoFar::Is,
                Err(_) => return false,
                Ok(Some(end)) => {
                    self.kind = Some(at);
                    self.is_certain = so_far == SoFar::Is && !is_other;
                    self.places.set_early(Some(place));
                    r.rewind(end);
                    return true;
                }
            }
        }
        false
    }

    /// Compares what came so far with a kind.
    fn so_far(&self, kind: &FrameKind) -> SoFar {
        let mut so_far = SoFar::Is;
        for (place, test) in kind.tests {
            if !self.places.has(*place) {
                so_far = SoFar::MayBe;
            } else if !self.places.passes(*place, *test) {
                return SoFar::Differs;
            }
        }
        so_far
    }

    /// Reads the frame as the first kind whose tests it passes.
    fn read_kind(&mut self) -> Option<(&'static FrameKind, Result<Option<F>, Error>)> {
        let mut kinds = F::KINDS.iter();
        let at = match self.kind.filter(|_| self.is_certain) {
            Some(at) => at,
            None => kinds.position(|kind| {
                let mut tests = kind.tests.iter();
                tests.all(|(place, test)| self.places.passes(*place, *test))
            })?,
        };
        if self.kind != Some(at) {
            self.places.set_early(None);
        }
        self.places.set_certain(self.is_certain);
        let read = F::read_kind(at, self.name, &self.places, &mut self.early);
        Some((&F::KINDS[at], read))
    }
}

/// A frame that has not ended, compared with a kind of frame.
#[derive(Clone, Copy, PartialEq, Eq)]
enum SoFar {
    /// It is of the kind.
    Is,
    /// It is, if places come that are missing.
    MayBe,
    /// It is not.
    Differs,
}

#[cold]
fn no_kind<F>(bytes: &[u8], error: Error) -> DecodedFrame<F> {
    DecodedFrame::Malformed {
        kind: None,
        name: None,
        id: None,
        raw: bytes.to_vec(),
        error,
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
