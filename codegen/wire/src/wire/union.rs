//! Unions: objects of one of several types, known by a tag or by their keys.
//!
//! Senders write the tag first. Where it comes first, an object is read in one go. Otherwise its
//! last tag is looked for, and the object is read from its start. So is one of which not the first key
//! decides. A tag that comes again makes the outermost object be read once more.

use std::borrow::Cow;
use std::cell::Cell;

use super::entity::{Fields, deny_of};
use super::error::{Error, ErrorKind};
use super::object::{Object, missing};
use super::reader::{Reader, Unions};
use super::reading::{Each, Reading};
use super::refusal::Refusals;
use super::value::{Value, read_int};

/// An object of one of several types.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no union by a tag",
    label = "no union by a tag",
    note = "in a variant of a union, an entity is in a box: `Box<{Self}>`"
)]
pub trait Union<'de>: Sized {
    /// The name in the schema.
    const NAME: &'static str;

    /// Reads the members of an object.
    ///
    /// # Errors
    /// If they do not say their variant, there is no such variant, or they are not those of the
    /// variant.
    fn read_members(members: Members<'_, 'de>) -> Result<Self, Error>;

    /// The whole value as it came, if the schema does not have its variant.
    fn raw(&self) -> Option<&str>;

    /// Writes the members of a variant that the schema has, the tag first.
    fn write_members<W: Fields>(&self, w: &mut W);
}

/// A union whose variants are known by a tag.
pub trait Tagged<'de>: Union<'de> {
    /// The key of the tag.
    const TAG: &'static str;

    /// What the values of the tag are.
    const BASE: Base;

    /// Reads the variant of a tag.
    ///
    /// # Errors
    /// If the members are not those of the variant, or there is no such variant.
    fn read_variant(tag: Tag<'de>, members: Members<'_, 'de>) -> Result<Self, Error>;
}

/// A union whose variants are known by their keys.
pub trait Keyed<'de>: Union<'de> {
    /// The keys, of which the first that is there decides.
    const KEYS: &'static [&'static str];

    /// Reads the variant of a key, by its number.
    ///
    /// # Errors
    /// If the members are not those of the variant, or there is no such variant.
    fn read_variant(key: Option<usize>, members: Members<'_, 'de>) -> Result<Self, Error>;
}

/// What the values of a tag are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    /// Texts.
    Text,
    /// Integers.
    Int,
}

/// The value of a tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tag<'de> {
    /// There is no tag, or `null`.
    Absent,
    /// A text.
    Text(Cow<'de, str>),
    /// An integer.
    Int(i64),
}

impl<'de> Tag<'de> {
    #[inline]
    fn read(base: Base, r: &mut Reader<'de>) -> Result<Self, Error> {
        if r.null()? {
            return Ok(Self::Absent);
        }
        match base {
            Base::Text => r.string().map(Self::Text),
            Base::Int => {
                let mut number = 0_i64;
                read_int(&mut number, r)?;
                Ok(Self::Int(number))
            }
        }
    }
}

/// A tag of an object whose other members are read.
#[derive(Debug)]
struct Known<'t> {
    key: &'static str,
    /// Where its value is; where the object is, if it has none.
    at: usize,
    /// Whether it is the last one of the object; otherwise there may be another one.
    is_last: bool,
    /// Set if the tag comes once more.
    comes_again: Cell<bool>,
    /// The tag of the union that has this one as a variant.
    outer: Option<&'t Known<'t>>,
}

/// The members of an object that have not been read yet.
#[derive(Debug)]
pub struct Members<'t, 'de> {
    r: &'t mut Reader<'de>,
    is_first: bool,
    /// Where the object starts.
    start: usize,
    known: Option<&'t Known<'t>>,
}

/// Reads a whole union.
///
/// # Errors
/// If the value is no object, the tag is missing or not known, or the members are not those of its
/// variant.
pub fn read_union<'de, U: Union<'de>>(r: &mut Reader<'de>) -> Result<U, Error> {
    r.peek()?;
    let start = r.offset();
    r.begin_object()?;
    let places = r.places();
    let union = Members {
        r: &mut *r,
        is_first: true,
        start,
        known: None,
    }
    .union();
    r.set_places(places);
    union
}

impl<'t, 'de> Members<'t, 'de> {
    /// The members of an object without tags.
    pub(super) fn of_object(r: &'t mut Reader<'de>) -> Self {
        Self {
            start: r.offset(),
            r,
            is_first: true,
            known: None,
        }
    }

    /// Reads the members of an object that a reader is at, but for those of a frame's shape.
    pub(super) fn among<T>(
        r: &mut Reader<'de>,
        start: usize,
        own: &[&'static str],
        read: impl FnOnce(Members<'_, 'de>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        Self::hidden(r, start, own, None, read)
    }

    fn hidden<T>(
        r: &mut Reader<'de>,
        start: usize,
        own: &[&'static str],
        outer: Option<&Known<'_>>,
        read: impl FnOnce(Members<'_, 'de>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        if let Some((key, rest)) = own.split_first() {
            let known = Known {
                key,
                at: start,
                is_last: true,
                comes_again: Cell::new(false),
                outer,
            };
            return Self::hidden(r, start, rest, Some(&known), read);
        }
        read(Members {
            r,
            is_first: true,
            start,
            known: outer,
        })
    }

    /// Reads the members of a union.
    ///
    /// # Errors
    /// Those of `read_union`.
    pub fn union<U: Union<'de>>(self) -> Result<U, Error> {
        U::read_members(self)
    }

    /// Reads the members of a union by its keys.
    ///
    /// # Errors
    /// Those of `read_union`.
    pub fn keyed<U: Keyed<'de>>(self) -> Result<U, Error> {
        let (mut r, mut first, mut found) = (self.r.clone(), self.is_first, None);
        while let Some(key) = r.key(&mut first)? {
            let at = U::KEYS.iter().position(|known| *known == key);
            found = match (found, at) {
                (Some(found), Some(at)) => Some(at.min(found)),
                (found, at) => found.or(at),
            };
            // No other key comes before the first.
            if found == Some(0) {
                break;
            }
            r.skip()?;
        }
        U::read_variant(found, self)
    }

    /// Reads the members of a union by a tag.
    ///
    /// # Errors
    /// Those of `read_union`.
    pub fn tagged<U: Tagged<'de>>(self) -> Result<U, Error> {
        let Self {
            r,
            is_first,
            start,
            known: outer,
        } = self;
        let (mark, mut first) = (r.clone(), is_first);
        let mut known = Known {
            key: U::TAG,
            at: start,
            is_last: false,
            comes_again: Cell::new(false),
            outer,
        };
        let mut unions = r.unions;
        if unions != Unions::Searching && r.key(&mut first)?.is_some_and(|key| key == U::TAG) {
            r.peek()?;
            known.at = r.offset();
            r.unions = Unions::Inside;
            let read = trusting::<U>(r, start, &known);
            let is_inside = std::mem::replace(&mut r.unions, unions) == Unions::Inside;
            let Err(error) = read else { return read };
            let comes_again = known.comes_again.get() || !is_inside;
            if !comes_again && !comes_later::<U>(mark.clone(), is_first, known.at) {
                return Err(error);
            }
            if unions == Unions::Inside {
                r.unions = Unions::Again;
                return Err(error);
            }
            unions = Unions::Searching;
        }
        let before = mark.unions;
        *r = mark;
        r.unions = unions;
        let (tag, at) = last_tag::<U>(r.clone(), is_first)?;
        known.at = at.unwrap_or(start);
        known.is_last = true;
        let members = Members {
            r: &mut *r,
            is_first,
            start,
            known: Some(&known),
        };
        let read = U::read_variant(tag, members)?;
        r.unions = before;
        Ok(read)
    }

    /// Reads the members of an entity.
    ///
    /// # Errors
    /// If a value is not of its field's type, or one is missing.
    pub fn object<O: Object<'de>>(mut self) -> Result<Box<O>, Error> {
        let mut draft = Box::<O::Draft>::default();
        let places = self.r.places();
        self.r.set_places(0);
        let mut refusals = Refusals::of(self.r);
        while let Some(key) = self.next_key()? {
            let at = self.r.offset();
            if let Err(error) = O::read_field(&mut draft, &key, self.r) {
                refusals.pass(&key, at, error, self.r)?;
            }
        }
        self.r.set_places(places);
        O::finish(draft).map_err(|key| missing(key, self.r))
    }

    /// Reads to the end of an object that has no members but the tag; `denies` is whether more of them are
    /// refused.
    ///
    /// # Errors
    /// If there is one, and they are refused.
    pub fn nothing<U: Union<'de>>(mut self, denies: bool) -> Result<(), Error> {
        while let Some(key) = self.next_key()? {
            self.other::<U>(&key, denies)?;
        }
        Ok(())
    }

    fn other<U: Union<'de>>(&mut self, key: &str, denies: bool) -> Result<(), Error> {
        match denies {
            true => deny_of(U::NAME, key, self.r).map_err(|error| error.in_key(key)),
            false => self.r.skip(),
        }
    }

    /// Reads a content beside the tag; none, and null, is the empty one.
    ///
    /// # Errors
    /// If it is not of its type, or there is another member, and those are refused.
    pub fn content<U, T, M>(self, key: &str, denies: bool) -> Result<T, Error>
    where
        U: Union<'de>,
        T: Default,
        M: Reading<'de, T>,
    {
        let (found, _) = self.some_content::<U, T, M>(key, denies)?;
        Ok(found.unwrap_or_default())
    }

    /// Reads a content beside the tag that has no empty value.
    ///
    /// # Errors
    /// If it is missing, null or not of its type, or there is another member, and those are refused.
    pub fn needed_content<U, T, M>(self, key: &str, denies: bool) -> Result<T, Error>
    where
        U: Union<'de>,
        M: Reading<'de, T>,
    {
        let (found, end) = self.some_content::<U, T, M>(key, denies)?;
        found.ok_or_else(|| Error::new(ErrorKind::Missing, end).in_key(key))
    }

    fn some_content<U, T, M>(mut self, key: &str, denies: bool) -> Result<(Option<T>, usize), Error>
    where
        U: Union<'de>,
        M: Reading<'de, T>,
    {
        let mut content = None;
        let mut refusals = Refusals::of(self.r);
        while let Some(name) = self.next_key()? {
            if name != key {
                self.other::<U>(&name, denies)?;
                continue;
            }
            let at = self.r.offset();
            match Each::<M>::read_new(self.r) {
                Ok(read) => content = read,
                Err(error) => refusals.pass(key, at, error, self.r)?,
            }
        }
        Ok((content, self.r.offset()))
    }

    /// Reads an object whose variant the schema does not have, as the text it came in.
    ///
    /// # Errors
    /// If it has no tag, or is not JSON.
    pub fn raw<T: Value<'de>>(mut self) -> Result<T, Error> {
        while self.next_key()?.is_some() {
            self.r.skip()?;
        }
        let mut again = self.r.clone();
        again.rewind(self.start);
        T::read_new(&mut again)
    }

    /// The error of a tag that the schema does not have, or of none.
    ///
    /// # Errors
    /// Always.
    #[cold]
    pub fn refuse<T, U: Tagged<'de>>(self, tag: &Tag<'de>) -> Result<T, Error> {
        let value = match tag {
            Tag::Absent => None,
            Tag::Text(text) => Some(text.to_string()),
            Tag::Int(number) => Some(number.to_string()),
        };
        let kind = value.map_or(ErrorKind::Missing, |value| ErrorKind::UnknownValue {
            name: U::NAME,
            value,
        });
        let at = self.known.map_or(self.start, |known| known.at);
        Err(Error::new(kind, at).in_key(U::TAG))
    }

    /// The error of an object that has none of the keys.
    ///
    /// # Errors
    /// Always.
    #[cold]
    pub fn refuse_keys<T, U: Keyed<'de>>(self) -> Result<T, Error> {
        let keys: Vec<_> = U::KEYS.iter().map(|key| format!("`{key}`")).collect();
        let message = format!("`{}` has none of the keys {}", U::NAME, keys.join(", "));
        Err(Error::new(ErrorKind::Invalid(message), self.start))
    }

    /// The key of the next member that is no tag.
    #[inline(always)]
    fn next_key(&mut self) -> Result<Option<Cow<'de, str>>, Error> {
        while let Some(key) = self.r.key(&mut self.is_first)? {
            if !self.is_tag(&key)? {
                return Ok(Some(key));
            }
            self.r.skip()?;
        }
        Ok(None)
    }

    /// Whether a key is that of a tag.
    #[inline(always)]
    fn is_tag(&self, key: &str) -> Result<bool, Error> {
        let mut at = self.known;
        while let Some(known) = at {
            if key == known.key {
                return self.comes_again(known);
            }
            at = known.outer;
        }
        Ok(false)
    }

    /// Notes that a tag has come again.
    #[cold]
    fn comes_again(&self, known: &Known<'_>) -> Result<bool, Error> {
        if known.is_last {
            return Ok(true);
        }
        known.comes_again.set(true);
        // The union of the tag reads again, and drops this error.
        Err(Error::new(ErrorKind::Missing, self.r.offset()))
    }
}

/// Reads a union as its first tag says, which the reader is at.
#[inline]
fn trusting<'de, U: Tagged<'de>>(
    r: &mut Reader<'de>,
    start: usize,
    known: &Known<'_>,
) -> Result<U, Error> {
    let tag = Tag::read(U::BASE, r).map_err(|error| error.in_key(U::TAG))?;
    let members = Members {
        r,
        is_first: false,
        start,
        known: Some(known),
    };
    U::read_variant(tag, members)
}

/// Whether the tag of an object comes again behind an offset. An object that is no JSON has none.
#[cold]
fn comes_later<'de, U: Tagged<'de>>(mut r: Reader<'de>, is_first: bool, at: usize) -> bool {
    let mut first = is_first;
    while let Ok(Some(key)) = r.key(&mut first) {
        let is_tag = key == U::TAG;
        if r.peek().is_err() || is_tag && r.offset() > at {
            return is_tag;
        }
        if r.skip().is_err() {
            return false;
        }
    }
    false
}

/// The last tag of an object whose members a reader is at, and its offset.
fn last_tag<'de, U: Tagged<'de>>(
    mut r: Reader<'de>,
    is_first: bool,
) -> Result<(Tag<'de>, Option<usize>), Error> {
    let (mut first, mut last) = (is_first, None);
    while let Some(key) = r.key(&mut first)? {
        if key == U::TAG {
            r.peek()?;
            last = Some(r.clone());
        }
        r.skip()?;
    }
    match last {
        None => Ok((Tag::Absent, None)),
        Some(mut r) => {
            let at = r.offset();
            let tag = Tag::read(U::BASE, &mut r).map_err(|error| error.in_key(U::TAG))?;
            Ok((tag, Some(at)))
        }
    }
}

/// Takes the members of an object, but for one that is written already.
#[derive(Debug)]
pub struct Without<'w, W> {
    to: &'w mut W,
    /// The key as on the wire, `"key":`.
    key: &'static str,
}

impl<'w, W> Without<'w, W> {
    /// Leaves out the member with this key, given as on the wire.
    pub fn new(to: &'w mut W, key: &'static str) -> Self {
        Self { to, key }
    }
}

impl<W: Fields> Fields for Without<'_, W> {
    #[inline]
    fn field<'de>(&mut self, key: &str, value: &impl Value<'de>) {
        if key != self.key {
            self.to.field(key, value);
        }
    }

    fn any_field<'de>(&mut self, key: &str, value: &impl Value<'de>) {
        self.to.any_field(key, value);
    }
}

/// Reads a whole object that has no empty value.
///
/// # Errors
/// If a value is not of its field's type, or one is missing.
pub fn read_object<'de, O: Object<'de>>(r: &mut Reader<'de>) -> Result<Box<O>, Error> {
    r.begin_object()?;
    Members::of_object(r).object()
}
