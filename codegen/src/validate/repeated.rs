//! Keys that come again: a receiver reads only the last value of each.

use std::borrow::Cow;
use std::collections::HashMap;

use tdproto_wire::{Error, Reader};

use super::check::Pass;
use super::deviations::Point;

/// The keys of an object behind one of its values, and the offset behind the last of each; empty
/// before they are needed.
pub(super) type Behind<'de> = Option<HashMap<Cow<'de, str>, usize>>;

impl<'de> Pass<'_, '_, 'de> {
    /// Checks the value of a key, which was just read. If only what receivers refuse is wanted, the
    /// deviations of a value that is not the last one of its key are forgotten.
    pub(super) fn counted(
        &mut self,
        key: &str,
        behind: &mut Behind<'de>,
        check: impl FnOnce(&mut Self) -> Result<(), Error>,
    ) -> Result<(), Error> {
        if !self.checker.options.lenient {
            return check(self);
        }
        let (at, before) = (self.r.offset(), self.checker.deviations.point());
        check(self)?;
        if self.checker.deviations.is_behind(&before) && self.comes_again(key, at, behind)? {
            self.forget(before);
        }
        Ok(())
    }

    /// Returns true if a key comes again behind its value, which was read.
    #[cold]
    fn comes_again(&self, key: &str, at: usize, behind: &mut Behind<'de>) -> Result<bool, Error> {
        let last = match behind {
            Some(last) => last,
            None => behind.insert(last_keys(self.r.clone())?),
        };
        Ok(last.get(key).is_some_and(|last| *last > at))
    }

    #[cold]
    fn forget(&mut self, point: Point) {
        self.checker.deviations.back_to(point);
    }
}

fn last_keys(mut r: Reader<'_>) -> Result<HashMap<Cow<'_, str>, usize>, Error> {
    let (mut last, mut first) = (HashMap::new(), false);
    while let Some(key) = r.key(&mut first)? {
        last.insert(key, r.offset());
        r.skip()?;
    }
    Ok(last)
}
