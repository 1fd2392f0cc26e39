//! Values that are refused though they do not count: of a key that comes twice, the last one counts.

use std::borrow::Cow;
use std::collections::HashMap;

use super::error::Error;
use super::reader::{Reader, Unions};

/// What to go back to when the value of a member is refused and does not count.
#[derive(Debug, Clone, Copy)]
pub(super) struct Start {
    depth: usize,
    unions: Unions,
}

impl Start {
    /// That of the object whose members a reader is at.
    #[inline]
    pub(super) fn of(r: &Reader<'_>) -> Self {
        Self {
            depth: r.depth(),
            unions: r.unions,
        }
    }
}

/// The value of a member that was refused.
#[derive(Debug)]
pub(super) struct Refused<'de> {
    pub(super) key: Cow<'de, str>,
    /// The offset behind the key.
    pub(super) at: usize,
    pub(super) error: Error,
}

/// The refused values of an object.
#[derive(Debug)]
pub(super) struct Refusals<'de> {
    start: Start,
    behind: Option<Box<Behind<'de>>>,
}

/// The keys behind the first refused value, and the offset behind the last of each.
#[derive(Debug, Default)]
struct Behind<'de> {
    last: HashMap<Cow<'de, str>, usize>,
}

impl<'de> Refusals<'de> {
    /// Those of the object whose members a reader is at.
    #[inline]
    pub(super) fn of(r: &Reader<'de>) -> Self {
        Self::from(Start::of(r))
    }

    /// Those of an object that a reader was at the members of.
    pub(super) fn from(start: Start) -> Self {
        Self {
            start,
            behind: None,
        }
    }

    /// Skips a value that was refused, if its key comes again. `at` is the offset behind the key.
    ///
    /// # Errors
    /// The refusal, with the key, if the value is the last one of the key.
    #[cold]
    #[inline(never)]
    pub(super) fn pass(
        &mut self,
        key: &str,
        at: usize,
        error: Error,
        r: &mut Reader<'de>,
    ) -> Result<(), Error> {
        // A union around is to be read again: until then, nothing in it is refused for good.
        let is_again = self.start.unions != r.unions && r.unions == Unions::Again;
        let mut rest = r.at(at, self.start.depth);
        if is_again || rest.skip().is_err() {
            return Err(error.in_key(key));
        }
        let behind = || Box::new(Behind::of(rest.clone()).unwrap_or_default());
        let last = self.behind.get_or_insert_with(behind).last.get(key);
        if last.is_none_or(|last| *last <= at) {
            return Err(error.in_key(key));
        }
        rest.unions = self.start.unions;
        // What was read of the value is not known, but all of it may have been.
        rest.set_places(u64::MAX);
        *r = rest;
        Ok(())
    }
}

impl<'de> Behind<'de> {
    /// The keys behind a value; `None`: the object is no JSON, and is refused anyway.
    fn of(mut r: Reader<'de>) -> Option<Self> {
        let (mut behind, mut first) = (Self::default(), false);
        while let Some(key) = r.key(&mut first).ok()? {
            behind.last.insert(key, r.offset());
            r.skip().ok()?;
        }
        Some(behind)
    }
}
