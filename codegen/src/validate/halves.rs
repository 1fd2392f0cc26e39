//! Halves of surrogate pairs, such as `"\ud83d"`: JSON allows the escape, but no text holds it, and
//! receivers read U+FFFD.

use tdproto_wire::{Error, Reader};

use super::Rule;
use super::check::Pass;
use super::trail::Trail;
use super::words::shown;

impl Pass<'_, '_, '_> {
    /// Reports each key and each text of the whole value that holds half a pair, if there are any.
    /// `trail` leads to the value.
    #[inline]
    pub(super) fn halves(&mut self, trail: &Trail<'_>) -> Result<(), Error> {
        if self.r.half_pairs() == 0 {
            return Ok(());
        }
        let mut r = Reader::of_text(self.text);
        self.halves_of_value(&mut r, trail)
    }

    #[cold]
    fn halves_of_value(&mut self, r: &mut Reader<'_>, trail: &Trail<'_>) -> Result<(), Error> {
        match r.peek()? {
            b'{' => {
                r.begin_object()?;
                let mut first = true;
                let (mut before, mut known) = (r.offset(), r.half_pairs());
                while let Some(key) = r.key(&mut first)? {
                    let trail = trail.key(&key);
                    if r.half_pairs() > known {
                        self.half(self.key_start(before), &trail, || "the key".to_owned());
                    }
                    self.halves_of_value(r, &trail)?;
                    (before, known) = (r.offset(), r.half_pairs());
                }
            }
            b'[' => {
                r.begin_array()?;
                let (mut first, mut index) = (true, 0);
                while r.item(&mut first)? {
                    self.halves_of_value(r, &trail.index(index))?;
                    index += 1;
                }
            }
            _ => {
                let (start, known) = (r.offset(), r.half_pairs());
                let text = r.raw()?;
                if r.half_pairs() > known {
                    self.half(start, trail, || shown(text));
                }
            }
        }
        Ok(())
    }

    fn half(&mut self, offset: usize, trail: &Trail<'_>, holder: impl FnOnce() -> String) {
        self.report(Rule::HalfSurrogatePair, false, offset, trail, |_| {
            let found = format!("half a surrogate pair in {}", holder());
            ("whole characters".to_owned(), found)
        });
    }
}
