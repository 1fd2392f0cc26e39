//! Checks numbers and their ranges.

use tdproto_schema::model::Scalar;
use tdproto_wire::{Error, ErrorKind};

use super::Rule;
use super::check::Pass;
use super::trail::Trail;
use super::words::scalar_words;

impl Pass<'_, '_, '_> {
    pub(super) fn number(&mut self, scalar: Scalar, trail: &Trail<'_>) -> Result<(), Error> {
        let start = self.r.offset();
        match self.r.float() {
            // A double beyond the range of 32 bits is rounded to infinity.
            Ok(value) if scalar == Scalar::Float32 && (value as f32).is_infinite() => {
                self.r.rewind(start);
                self.wrong(Rule::OutOfRange, true, trail, |_| scalar_words(scalar))
            }
            Ok(_) => Ok(()),
            Err(error) => self.bad_number(start, error, scalar, trail),
        }
    }

    /// Reads an integer; `None` if it is out of range or cannot be read as one.
    pub(super) fn integer(
        &mut self,
        scalar: Scalar,
        below: u64,
        above: u64,
        trail: &Trail<'_>,
    ) -> Result<Option<i64>, Error> {
        let start = self.r.offset();
        let (negative, digits) = match self.r.integer("an integer") {
            Ok(read) => read,
            Err(error) => return self.bad_number(start, error, scalar, trail).map(|()| None),
        };
        let fits = digits <= if negative { below } else { above };
        if !fits {
            self.r.rewind(start);
            self.wrong(Rule::OutOfRange, true, trail, |_| scalar_words(scalar))?;
            return Ok(None);
        }
        Ok(match negative {
            true => 0_i64.checked_sub_unsigned(digits),
            false => i64::try_from(digits).ok(),
        })
    }

    #[cold]
    fn bad_number(
        &mut self,
        start: usize,
        error: Error,
        scalar: Scalar,
        trail: &Trail<'_>,
    ) -> Result<(), Error> {
        let rule = if matches!(error.kind(), ErrorKind::OutOfRange(_)) {
            Rule::OutOfRange
        } else if matches!(error.kind(), ErrorKind::WrongType { .. }) {
            Rule::WrongType
        } else {
            return Err(error);
        };
        self.r.rewind(start);
        self.wrong(rule, true, trail, |_| scalar_words(scalar))
    }
}
