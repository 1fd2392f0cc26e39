//! A JSON text as a flat list of its parts, so that a frame can be looked at in any order.

use std::borrow::Cow;
use std::ops::Range;

use tdproto_wire::{Error, Reader};

/// The kind of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Null,
    Bool,
    Number,
    Text,
    Object,
    Array,
    /// A key; its value comes next.
    Key,
}

/// A part of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    pub(super) kind: Kind,
    /// True if a text or key holds escapes.
    escaped: bool,
    /// The bytes; of a text or key, those between its quotes.
    start: u32,
    end: u32,
    /// The position of the part behind it and all that is in it.
    pub(super) next: u32,
    /// Of an object, the position of the key that may name its variant; 0 if there is none.
    pub(super) tag: u32,
}

/// The names of keys that may name a variant, the best first.
#[derive(Debug, Clone)]
pub(super) struct Tags {
    names: Vec<Box<str>>,
    /// The lengths and first bytes of the names, since most keys have others.
    lengths: u64,
    firsts: [bool; 256],
}

impl Tags {
    pub(super) fn new(names: impl IntoIterator<Item = String>) -> Self {
        let names: Vec<Box<str>> = names.into_iter().map(String::into_boxed_str).collect();
        let mut firsts = [false; 256];
        for first in names.iter().filter_map(|name| name.bytes().next()) {
            firsts[usize::from(first)] = true;
        }
        let lengths = names.iter().fold(0, |set, name| set | bit(name.len()));
        Self {
            names,
            lengths,
            firsts,
        }
    }

    #[inline]
    fn rank(&self, key: &str) -> Option<usize> {
        let first = *key.as_bytes().first()?;
        if self.lengths & bit(key.len()) == 0 || !self.firsts[usize::from(first)] {
            return None;
        }
        self.names.iter().position(|name| **name == *key)
    }
}

fn bit(length: usize) -> u64 {
    1 << length.min(63)
}

/// The parts of one text.
#[derive(Debug, Default)]
pub(super) struct Tape {
    parts: Vec<Part>,
}

impl Tape {
    /// Reads the value that a text begins with; returns the offset of another object or array behind
    /// it, or the length of the text.
    ///
    /// # Errors
    /// If it is not JSON, or nested too deeply.
    pub(super) fn read(&mut self, text: &str, tags: &Tags) -> Result<usize, Error> {
        self.parts.clear();
        let mut reading = Reading {
            r: Reader::of_text(text),
            text,
            parts: &mut self.parts,
            tags,
        };
        reading.value()?;
        let Err(error) = reading.r.end() else {
            return Ok(text.len());
        };
        let behind = reading.r.offset();
        match text.as_bytes().get(behind) {
            Some(b'{' | b'[') => Ok(behind),
            Some(_) | None => Err(error),
        }
    }

    /// The parts of the text that was read last.
    pub(super) fn of<'t>(&'t self, text: &'t str) -> Parsed<'t> {
        Parsed {
            text,
            parts: &self.parts,
        }
    }
}

/// A text on its way onto a tape.
struct Reading<'p, 'de> {
    r: Reader<'de>,
    text: &'de str,
    parts: &'p mut Vec<Part>,
    tags: &'p Tags,
}

impl<'de> Reading<'_, 'de> {
    fn value(&mut self) -> Result<(), Error> {
        let kind = match self.r.peek()? {
            b'{' => return self.object(),
            b'[' => return self.array(),
            b'"' => {
                let start = self.r.offset();
                let escaped = matches!(self.r.string()?, Cow::Owned(_));
                let end = self.r.offset();
                self.push(Kind::Text, escaped, start + 1..end - 1);
                return Ok(());
            }
            b't' | b'f' => Kind::Bool,
            b'n' => Kind::Null,
            _ => Kind::Number,
        };
        let start = self.r.offset();
        self.r.skip()?;
        let end = self.r.offset();
        self.push(kind, false, start..end);
        Ok(())
    }

    fn object(&mut self) -> Result<(), Error> {
        let at = self.push(Kind::Object, false, self.r.offset()..0);
        self.r.begin_object()?;
        let (mut first, mut tag) = (true, None);
        loop {
            let before = self.r.offset();
            let Some(key) = self.r.key(&mut first)? else {
                break;
            };
            if let Some(rank) = self.tags.rank(&key)
                && tag.is_none_or(|(best, _)| rank < best)
            {
                tag = Some((rank, self.parts.len()));
            }
            match key {
                Cow::Borrowed(key) => {
                    let start = key.as_ptr() as usize - self.text.as_ptr() as usize;
                    self.push(Kind::Key, false, start..start + key.len());
                }
                Cow::Owned(_) => {
                    let range = self.escaped_key(before)?;
                    self.push(Kind::Key, true, range);
                }
            }
            self.value()?;
        }
        self.close(at);
        self.parts[at].tag = tag.map_or(0, |(_, at)| number(at));
        Ok(())
    }

    /// The content of the key that comes next behind an offset.
    #[cold]
    fn escaped_key(&self, before: usize) -> Result<Range<usize>, Error> {
        let quote = self.text[before..].find('"').unwrap_or_default();
        let mut r = Reader::of_text(self.text);
        r.rewind(before + quote);
        r.string()?;
        Ok(before + quote + 1..r.offset() - 1)
    }

    fn array(&mut self) -> Result<(), Error> {
        let at = self.push(Kind::Array, false, self.r.offset()..0);
        self.r.begin_array()?;
        let mut first = true;
        while self.r.item(&mut first)? {
            self.value()?;
        }
        self.close(at);
        Ok(())
    }

    fn close(&mut self, at: usize) {
        let (end, next) = (number(self.r.offset()), number(self.parts.len()));
        let part = &mut self.parts[at];
        (part.end, part.next) = (end, next);
    }

    #[inline]
    fn push(&mut self, kind: Kind, escaped: bool, range: Range<usize>) -> usize {
        let at = self.parts.len();
        self.parts.push(Part {
            kind,
            escaped,
            start: number(range.start),
            end: number(range.end),
            next: number(at + 1),
            tag: 0,
        });
        at
    }
}

/// Returns true if two texts are equal. Most are short, or differ at their ends.
#[inline]
pub(super) fn same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let length = one.len();
    if length != other.len() {
        return false;
    }
    if length >= 8 {
        return one.first_chunk::<8>() == other.first_chunk::<8>()
            && one.last_chunk::<8>() == other.last_chunk::<8>()
            && (length <= 16 || one[8..length - 8] == other[8..length - 8]);
    }
    if length >= 4 {
        return one.first_chunk::<4>() == other.first_chunk::<4>()
            && one.last_chunk::<4>() == other.last_chunk::<4>();
    }
    one.iter().eq(other)
}

/// Frames are shorter than 64 MiB.
fn number(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

/// A text and its parts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Parsed<'t> {
    text: &'t str,
    parts: &'t [Part],
}

impl<'t> Parsed<'t> {
    #[inline]
    pub(super) fn part(&self, at: usize) -> Part {
        self.parts[at]
    }

    /// The kind of a part.
    #[inline]
    pub(super) fn kind(&self, at: usize) -> Kind {
        self.parts[at].kind
    }

    /// The bytes of a part; of a text, what is between its quotes.
    #[inline]
    pub(super) fn raw(&self, at: usize) -> &'t str {
        let Part { start, end, .. } = self.parts[at];
        &self.text[start as usize..end as usize]
    }

    /// The content of a text or a key.
    #[inline]
    pub(super) fn content(&self, at: usize) -> Cow<'t, str> {
        match self.parts[at].escaped {
            false => Cow::Borrowed(self.raw(at)),
            true => self.unescaped(at),
        }
    }

    #[cold]
    fn unescaped(&self, at: usize) -> Cow<'t, str> {
        let Part { start, end, .. } = self.parts[at];
        let quoted = &self.text[start as usize - 1..=end as usize];
        // It was read before.
        Reader::of_text(quoted).string().unwrap_or_default()
    }

    /// The keys of an object and the places of their values.
    pub(super) fn members(self, object: usize) -> impl Iterator<Item = (Cow<'t, str>, usize)> {
        let end = self.parts[object].next as usize;
        let mut at = object + 1;
        std::iter::from_fn(move || {
            if at >= end || self.parts[object].kind != Kind::Object {
                return None;
            }
            let key = at;
            at = self.parts[key + 1].next as usize;
            Some((self.content(key), key + 1))
        })
    }

    /// The last value of a key of an object.
    pub(super) fn member(self, object: usize, key: &str) -> Option<usize> {
        if self.parts[object].kind != Kind::Object {
            return None;
        }
        let end = self.parts[object].next as usize;
        let (mut at, mut found) = (object + 1, None);
        while at < end {
            let is_found = match self.parts[at].escaped {
                false => same(self.raw(at), key),
                true => self.content(at) == key,
            };
            if is_found {
                found = Some(at + 1);
            }
            at = self.parts[at + 1].next as usize;
        }
        found
    }

    /// The places of the items of an array.
    pub(super) fn items(self, array: usize) -> impl Iterator<Item = usize> {
        let end = self.parts[array].next as usize;
        let mut next = array + 1;
        std::iter::from_fn(move || {
            if next >= end || self.parts[array].kind != Kind::Array {
                return None;
            }
            let at = next;
            next = self.parts[at].next as usize;
            Some(at)
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn texts_are_equal_or_differ() {
        let text = "abcdefghijklmnopqrstuvwxyz";
        for length in 0..=text.len() {
            let one = &text[..length];
            assert!(same(one, &text.replace(&text[length..], "")), "{one}");
            for at in 0..length {
                let other = format!("{}X{}", &one[..at], &one[at + 1..]);
                assert!(!same(one, &other), "{one} {other}");
            }
            assert!(!same(one, &format!("{one}X")));
        }
    }

    #[test]
    fn parts_of_a_text() {
        let text = r#" {"a": [1, {"b":"x\n"}], "ty\u0070e" : "t", "c": null} {"#;
        let tags = Tags::new(["kind".to_owned(), "type".to_owned()]);
        let mut tape = Tape::default();
        assert_eq!(tape.read(text, &tags).unwrap(), text.len() - 1);
        let parsed = tape.of(text);
        let keys: Vec<_> = parsed.members(0).map(|(key, _)| key.into_owned()).collect();
        assert_eq!(keys, ["a", "type", "c"]);
        let tag = parsed.part(0).tag as usize;
        assert_eq!(parsed.content(tag), "type");
        assert_eq!(parsed.content(tag + 1), "t");
        let items: Vec<_> = parsed.items(parsed.member(0, "a").unwrap()).collect();
        assert_eq!(parsed.raw(items[0]), "1");
        let inner = parsed.member(items[1], "b").unwrap();
        assert_eq!(parsed.content(inner), "x\n");
        assert_eq!(parsed.kind(parsed.member(0, "c").unwrap()), Kind::Null);
        assert!(tape.read("{\"a\":1} x", &tags).is_err());
    }
}
