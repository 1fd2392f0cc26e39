//! Values that are refused though they do not count: of a key that comes twice, the last one counts.

use std::borrow::Cow;
use std::collections::HashMap;

use super::error::Error;
use super::reader::{Reader, Unions};

/// What to go back to when the value of a member is refused and does not count.
#[derive(Debug)]
pub(super) struct Refusals<'de> {
    depth: usize,
    unions: Unions,
    /// The keys behind the first refused value, and the offset behind the last of each.
    last: Option<Box<HashMap<Cow<'de, str>, usize>>>,
}

impl<'de> Refusals<'de> {
    /// Those of the object whose members a reader is at.
    #[inline]
    pub(super) fn of(r: &Reader<'de>) -> Self {
        Self {
            depth: r.depth(),
            unions: r.unions,
            last: None,
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
        let is_again = self.unions != r.unions && r.unions == Unions::Again;
        let mut behind = r.at(at, self.depth);
        if is_again || behind.skip().is_err() {
            return Err(error.in_key(key));
        }
        let last = self.last.get_or_insert_with(|| keys(behind.clone()));
        if last.get(key).is_none_or(|last| *last <= at) {
            return Err(error.in_key(key));
        }
        behind.unions = self.unions;
        // What was read of the value is not known, but all of it may have been.
        behind.set_places(u64::MAX);
        *r = behind;
        Ok(())
    }
}

/// The keys of the members behind a value, and the offset behind the last of each. An object that is
/// no JSON has none: it is refused anyway.
fn keys(mut r: Reader<'_>) -> Box<HashMap<Cow<'_, str>, usize>> {
    let mut last = Box::<HashMap<_, _>>::default();
    let mut first = false;
    loop {
        let key = match r.key(&mut first) {
            Ok(Some(key)) => key,
            Ok(None) => return last,
            Err(_) => break,
        };
        last.insert(key, r.offset());
        if r.skip().is_err() {
            break;
        }
    }
    Box::default()
}
