//! Values that borrow their texts into values that own them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::bytes::Bytes;
use super::frame::{Decoded, Frame};

/// A value that borrows texts, and the type that it becomes with texts of its own.
pub trait IntoOwned {
    /// The type with texts of its own.
    type Owned;

    /// Copies the texts that are borrowed.
    fn into_owned(self) -> Self::Owned;
}

impl IntoOwned for Cow<'_, str> {
    type Owned = Cow<'static, str>;

    fn into_owned(self) -> Cow<'static, str> {
        Cow::Owned(self.into_owned())
    }
}

impl<T: IntoOwned> IntoOwned for Option<T> {
    type Owned = Option<T::Owned>;

    fn into_owned(self) -> Self::Owned {
        self.map(T::into_owned)
    }
}

impl<T: IntoOwned> IntoOwned for Box<T> {
    type Owned = Box<T::Owned>;

    fn into_owned(self) -> Self::Owned {
        Box::new((*self).into_owned())
    }
}

impl<T: IntoOwned> IntoOwned for Vec<T> {
    type Owned = Vec<T::Owned>;

    fn into_owned(self) -> Self::Owned {
        self.into_iter().map(T::into_owned).collect()
    }
}

impl<K: IntoOwned<Owned: Ord>, V: IntoOwned> IntoOwned for BTreeMap<K, V> {
    type Owned = BTreeMap<K::Owned, V::Owned>;

    fn into_owned(self) -> Self::Owned {
        let entries = self.into_iter();
        entries
            .map(|(key, value)| (key.into_owned(), value.into_owned()))
            .collect()
    }
}

macro_rules! kept {
    ($($name:ty)*) => {$(
        impl IntoOwned for $name {
            type Owned = Self;

            fn into_owned(self) -> Self {
                self
            }
        }
    )*};
}

kept! { () Bytes bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 }

impl<E: IntoOwned> Frame<E> {
    /// The same frame with texts of its own, so that it outlives the text that it was read from.
    #[must_use]
    pub fn into_owned(self) -> Frame<E::Owned> {
        Frame {
            confirm_id: self.confirm_id,
            event: self.event.into_owned(),
        }
    }
}

impl<E: IntoOwned> Decoded<E> {
    /// The same with texts of its own, so that it outlives the text that it was read from.
    #[must_use]
    pub fn into_owned(self) -> Decoded<E::Owned> {
        match self {
            Self::Known(frame) => Decoded::Known(frame.into_owned()),
            Self::Unknown {
                name,
                confirm_id,
                raw,
            } => Decoded::Unknown {
                name,
                confirm_id,
                raw,
            },
            Self::Malformed {
                name,
                confirm_id,
                raw,
                error,
            } => Decoded::Malformed {
                name,
                confirm_id,
                raw,
                error,
            },
        }
    }
}
