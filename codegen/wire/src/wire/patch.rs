//! Fields of which a missing key, `null` and a value have three meanings.

use super::convert::{Convert, convert};
use super::error::Error;
use super::owned::IntoOwned;
use super::reader::Reader;
use super::reading::{Each, Reading};
use super::value::Value;
use super::writer::Writer;

/// A field of which a missing key and `null` differ: nothing is said, or there is none.
///
/// A request to change something uses it: `Absent` leaves the value, `Null` removes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Patch<T> {
    /// The key is missing.
    #[default]
    Absent,
    /// The key is there, with `null`.
    Null,
    /// The key is there, with a value.
    Value(T),
}

impl<T> Patch<T> {
    /// Returns true if the key is missing.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Returns true if the value is `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The value, if there is one.
    #[must_use]
    pub fn value(self) -> Option<T> {
        match self {
            Self::Absent | Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }

    /// A reference to the value, if there is one.
    #[must_use]
    pub fn as_ref(&self) -> Patch<&T> {
        match self {
            Self::Absent => Patch::Absent,
            Self::Null => Patch::Null,
            Self::Value(value) => Patch::Value(value),
        }
    }

    /// `None` if the key is missing, `Some(None)` for `null`.
    #[must_use]
    pub fn into_nested(self) -> Option<Option<T>> {
        match self {
            Self::Absent => None,
            Self::Null => Some(None),
            Self::Value(value) => Some(Some(value)),
        }
    }

    /// Makes another value of the value.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Patch<U> {
        match self {
            Self::Absent => Patch::Absent,
            Self::Null => Patch::Null,
            Self::Value(value) => Patch::Value(make(value)),
        }
    }

    /// Sets a field: leaves it, clears it, or puts the value.
    pub fn apply(self, field: &mut Option<T>) {
        match self {
            Self::Absent => {}
            Self::Null => *field = None,
            Self::Value(value) => *field = Some(value),
        }
    }
}

impl<T> From<T> for Patch<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<'de, T, M: Reading<'de, T>> Reading<'de, Patch<T>> for Each<M> {
    fn read_new(r: &mut Reader<'de>) -> Result<Patch<T>, Error> {
        match r.null()? {
            true => Ok(Patch::Null),
            false => M::read_new(r).map(Patch::Value),
        }
    }
}

impl<'de, T: Value<'de>> Value<'de> for Patch<T> {
    const NULL_IS_VALUE: bool = true;

    fn read_new(r: &mut Reader<'de>) -> Result<Self, Error> {
        match r.null()? {
            true => Ok(Self::Null),
            false => T::read_new(r).map(Self::Value),
        }
    }

    fn write(&self, w: &mut Writer) {
        match self {
            Self::Value(value) => value.write(w),
            Self::Absent | Self::Null => w.raw("null"),
        }
    }

    #[cfg(feature = "serde")]
    fn to_serde<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Value(value) => value.to_serde(to),
            Self::Absent | Self::Null => to.serialize_unit(),
        }
    }

    fn is_empty(&self) -> bool {
        self.is_absent()
    }
}

impl<A: Convert<B>, B> Convert<Patch<B>> for Patch<A> {
    fn convert(self) -> Patch<B> {
        self.map(convert)
    }
}

impl<T: IntoOwned> IntoOwned for Patch<T> {
    type Owned = Patch<T::Owned>;

    fn into_owned(self) -> Self::Owned {
        self.map(T::into_owned)
    }
}
