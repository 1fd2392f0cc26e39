//! Whole values into what a client sends of them.

use std::collections::BTreeMap;

use super::bytes::Bytes;
use super::json::Json;

/// A value that holds entities, and what it becomes in the client's view.
pub trait Convert<T> {
    /// Leaves out what only the server sets.
    fn convert(self) -> T;
}

/// Leaves out what only the server sets.
pub fn convert<A: Convert<B>, B>(value: A) -> B {
    value.convert()
}

impl<A: Convert<B>, B> Convert<Option<B>> for Option<A> {
    fn convert(self) -> Option<B> {
        self.map(convert)
    }
}

impl<A: Convert<B>, B> Convert<Box<B>> for Box<A> {
    fn convert(self) -> Box<B> {
        Box::new((*self).convert())
    }
}

impl<A: Convert<B>, B> Convert<Vec<B>> for Vec<A> {
    fn convert(self) -> Vec<B> {
        self.into_iter().map(convert).collect()
    }
}

impl<K: Ord, A: Convert<B>, B> Convert<BTreeMap<K, B>> for BTreeMap<K, A> {
    fn convert(self) -> BTreeMap<K, B> {
        let entries = self.into_iter();
        entries.map(|(key, value)| (key, convert(value))).collect()
    }
}

/// Values that are the same in both views.
macro_rules! same {
    ($($name:ty)*) => {$(
        impl Convert<Self> for $name {
            fn convert(self) -> Self {
                self
            }
        }
    )*};
}

same! { () Bytes Json String bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 }

impl Convert<Self> for std::borrow::Cow<'_, str> {
    fn convert(self) -> Self {
        self
    }
}
