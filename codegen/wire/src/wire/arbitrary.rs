//! Values of random bytes, for fuzzers and for tests with random values.
//!
//! A value is one that its type can have on the wire, so that it is the same once it was written
//! and read again. Conditions between fields are not followed.

use std::borrow::Cow;
use std::collections::BTreeMap;

use ::arbitrary::{Arbitrary, Result, Unstructured};

use super::bytes::Bytes;
use super::event::Event;
use super::frame::Frame;
use super::json::Json;
use super::text::Datetime;
use super::value::to_string;
use super::{self as wire, borrowed};

/// How many levels of entities, lists and maps a value has at most.
const LEVELS: usize = 24;

/// The largest integer that is exact in a double, as is every smaller one.
const LARGEST: u64 = (1 << 53) - 1;

/// A value that can be made of random bytes.
pub trait Sample<'u>: Sized {
    /// Makes one that has at most so many levels of entities, lists and maps. When no bytes are
    /// left, it is a small one.
    ///
    /// # Errors
    /// If the source of bytes has one.
    fn sample(u: &mut Unstructured<'u>, levels: usize) -> Result<Self>;

    /// Makes one whose integers are the schema's `int` and `uint`: 64 bits hold more than these
    /// are.
    ///
    /// # Errors
    /// If the source of bytes has one.
    fn sample_int(u: &mut Unstructured<'u>, levels: usize) -> Result<Self> {
        Self::sample(u, levels)
    }

    /// Whether it is written as `null`, though it is a value.
    fn is_null(&self) -> bool {
        false
    }
}

/// Makes a value of random bytes.
///
/// # Errors
/// If the source of bytes has one.
pub fn sample<'u, T: Sample<'u>>(u: &mut Unstructured<'u>) -> Result<T> {
    T::sample(u, LEVELS)
}

/// Gives types made by `Sample` the trait of the crate.
macro_rules! arbitrary_impl {
    ($name:ident $(<$life:lifetime>)?) => {
        impl<'u $(, $life)?> ::arbitrary::Arbitrary<'u> for $name $(<$life>)? {
            fn arbitrary(u: &mut ::arbitrary::Unstructured<'u>) -> ::arbitrary::Result<Self> {
                wire::sample(u)
            }
        }
    };
}

/// Implements `Sample` by an expression, and the trait of the crate.
macro_rules! sample_impl {
    ($name:ident $(<$life:lifetime>)?, $u:ident, $levels:ident => $value:expr) => {
        impl<'u $(, $life)?> wire::Sample<'u> for $name $(<$life>)? {
            #[allow(unused_mut, unused_variables)]
            fn sample(
                $u: &mut ::arbitrary::Unstructured<'u>,
                $levels: usize,
            ) -> ::arbitrary::Result<Self> {
                $value
            }
        }

        arbitrary_impl!($name $(<$life>)?);
    };
}

/// Makes values of a generated type. Fields that are not named, of types that are defined
/// elsewhere, are empty; so are unknown keys.
#[allow(unused_macros, unused_macro_rules)]
macro_rules! arbitrary {
    (entity $name:ident $(<$life:lifetime>)? read { $($any:ident)* } read_int { $($int:ident)* }) => {
        sample_impl!($name $(<$life>)?, u, levels => {
            let mut value = Self::default();
            if let Some(levels) = levels.checked_sub(1) {
                $(value.$any = wire::Sample::sample(u, levels)?;)*
                $(value.$int = wire::Sample::sample_int(u, levels)?;)*
            }
            Ok(value)
        });
    };
    (object $name:ident $(<$life:lifetime>)?
        read { $($any:ident)* } read_int { $($int:ident)* } empty { $($empty:ident)* }
    ) => {
        sample_impl!($name $(<$life>)?, u, levels => {
            let levels = levels.saturating_sub(1);
            Ok(Self {
                $($any: wire::Sample::sample(u, levels)?,)*
                $($int: wire::Sample::sample_int(u, levels)?,)*
                $($empty: Default::default(),)*
            })
        });
    };
    // The variants of the smallest values come first, and again among the others.
    (union $name:ident $(<$life:lifetime>)?
        small { $($small_bare:ident)* } held_small { $($small:ident)* }
        bare { $($bare:ident)* } held { $($held:ident)* }
        $(small_ints { $($small_int:ident)* } ints { $($int:ident)* })?
    ) => {
        sample_impl!($name $(<$life>)?, u, levels => {
            type Made<T> = ::arbitrary::Result<T>;
            if levels == 0 {
                $(return Ok(Self::$small_bare);)*
                $(return wire::Sample::sample(u, levels).map(Self::$small);)*
                $($(return wire::Sample::sample_int(u, levels).map(Self::$small_int);)*)?
            }
            // A variant may be the union again, without an entity between.
            let levels = levels.saturating_sub(1);
            let makers: &[fn(&mut ::arbitrary::Unstructured<'u>, usize) -> Made<Self>] = &[
                $(|_, _| Ok(Self::$bare),)*
                $(|u, levels| wire::Sample::sample(u, levels).map(Self::$held),)*
                $($(|u, levels| wire::Sample::sample_int(u, levels).map(Self::$int),)*)?
            ];
            u.choose(makers)?(u, levels)
        });
    };
    (closed $name:ident) => {
        sample_impl!($name, u, levels => u.choose(Self::ALL).cloned());
    };
    (open $held:ident $name:ident $(<$life:lifetime>)?) => {
        sample_impl!($name $(<$life>)?, u, levels => {
            if !Self::ALL.is_empty() && u.ratio(7_u8, 8)? {
                return u.choose(Self::ALL).cloned();
            }
            let other: $held = wire::Sample::sample_int(u, levels)?;
            Ok(Self::from(other))
        });
    };
    (text $name:ident $(<$life:lifetime>)?) => {
        sample_impl!($name $(<$life>)?, u, levels => {
            let text: String = wire::Sample::sample(u, levels)?;
            Ok(text.into())
        });
    };
    (datetime $name:ident $(<$life:lifetime>)?) => {
        sample_impl!($name $(<$life>)?, u, levels => Ok(wire::sample_datetime(u)?.into()));
    };
    (prefixes $name:ident $(<$life:lifetime>)? $($prefix:literal)*) => {
        sample_impl!($name $(<$life>)?, u, levels => {
            let prefix = *u.choose(&[$($prefix),*])?;
            let id: String = wire::Sample::sample(u, levels)?;
            let mut text = format!("{prefix}{id}");
            // Something comes after the prefix, be it one that starts with another.
            while Self::checked(&text).is_err() {
                text.push('0');
            }
            Ok(text.into())
        });
    };
    (read $name:ident) => {
        sample_impl!($name, u, levels => wire::Sample::sample(u, levels).map(Self));
    };
    (read_int $name:ident) => {
        sample_impl!($name, u, levels => wire::Sample::sample_int(u, levels).map(Self));
    };
    (
        events $name:ident $(<$life:lifetime>)?
        bare { $($bare:ident)* } params { $($params:ident)* }
        $(ints { $($int:ident)* })? empty { $($empty:ident)* }
    ) => {
        sample_impl!($name $(<$life>)?, u, levels => {
            type Made<T> = ::arbitrary::Result<T>;
            let makers: &[fn(&mut ::arbitrary::Unstructured<'u>, usize) -> Made<Self>] = &[
                $(|_, _| Ok(Self::$bare),)*
                $(|u, levels| wire::Sample::sample(u, levels).map(Self::$params),)*
                $($(|u, levels| wire::Sample::sample_int(u, levels).map(Self::$int),)*)?
                $(|_, _| Ok(Self::$empty(Default::default())),)*
            ];
            u.choose(makers)?(u, levels)
        });
    };
}

/// A date and time per RFC 3339.
///
/// # Errors
/// If the source of bytes has one.
pub fn sample_datetime(u: &mut Unstructured<'_>) -> Result<String> {
    let mut part = |from: u32, to: u32| u.int_in_range(from..=to);
    // Every month has these days, and not every minute a leap second.
    let (year, month, day) = (part(1, 9999)?, part(1, 12)?, part(1, 28)?);
    let (hour, minute, second) = (part(0, 23)?, part(0, 59)?, part(0, 59)?);
    let micros = part(0, 999_999)?;
    Ok(format!(
        "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{micros:06}Z"
    ))
}

arbitrary!(datetime Datetime);

macro_rules! as_it_comes {
    ($($ty:ty)*) => {$(
        impl<'u> Sample<'u> for $ty {
            fn sample(u: &mut Unstructured<'u>, _: usize) -> Result<Self> {
                u.arbitrary()
            }
        }
    )*};
}

as_it_comes!(bool String i8 i16 i32 u8 u16 u32);

impl<'u> Sample<'u> for i64 {
    fn sample(u: &mut Unstructured<'u>, _: usize) -> Result<Self> {
        u.arbitrary()
    }

    fn sample_int(u: &mut Unstructured<'u>, _: usize) -> Result<Self> {
        let value = u.int_in_range(0..=LARGEST)?.cast_signed();
        Ok(if u.arbitrary()? { -value } else { value })
    }
}

impl<'u> Sample<'u> for u64 {
    fn sample(u: &mut Unstructured<'u>, _: usize) -> Result<Self> {
        u.arbitrary()
    }

    fn sample_int(u: &mut Unstructured<'u>, _: usize) -> Result<Self> {
        u.int_in_range(0..=LARGEST)
    }
}

impl<'u> Sample<'u> for () {
    fn sample(_: &mut Unstructured<'u>, _: usize) -> Result<()> {
        Ok(())
    }

    fn is_null(&self) -> bool {
        true
    }
}

impl<'u> Sample<'u> for Bytes {
    fn sample(u: &mut Unstructured<'u>, _: usize) -> Result<Self> {
        u.arbitrary().map(Self)
    }
}

arbitrary_impl!(Bytes);

/// JSON has finite numbers only.
macro_rules! finite {
    ($($ty:ty)*) => {$(
        impl<'u> Sample<'u> for $ty {
            fn sample(u: &mut Unstructured<'u>, _: usize) -> Result<Self> {
                let value: $ty = u.arbitrary()?;
                Ok(if value.is_finite() { value } else { 0.0 })
            }
        }
    )*};
}

finite!(f32 f64);

impl<'u> Sample<'u> for Cow<'_, str> {
    fn sample(u: &mut Unstructured<'u>, _: usize) -> Result<Self> {
        Ok(Self::Owned(u.arbitrary()?))
    }
}

/// Any number of items.
pub(super) fn items<'u, T, C: Default + Extend<T>>(
    u: &mut Unstructured<'u>,
    levels: usize,
    make: impl Fn(&mut Unstructured<'u>, usize) -> Result<T>,
) -> Result<C> {
    let mut all = C::default();
    if let Some(levels) = levels.checked_sub(1) {
        while bool::arbitrary(u)? {
            all.extend([make(u, levels)?]);
        }
    }
    Ok(all)
}

/// The text of any JSON. No key of an object is there twice.
fn any(u: &mut Unstructured<'_>, levels: usize) -> Result<String> {
    let kinds: u8 = if levels > 0 { 6 } else { 4 };
    Ok(match u.int_in_range(0..=kinds - 1)? {
        0 => "null".to_owned(),
        1 => to_string(&bool::arbitrary(u)?),
        2 => to_string(&f64::sample(u, levels)?),
        3 => to_string(&String::arbitrary(u)?),
        4 => {
            let all: Vec<String> = items(u, levels, any)?;
            format!("[{}]", all.join(","))
        }
        _ => {
            let member = |u: &mut Unstructured<'_>, levels| {
                Ok((to_string(&String::arbitrary(u)?), any(u, levels)?))
            };
            let all: BTreeMap<String, String> = items(u, levels, member)?;
            let all: Vec<_> = all
                .iter()
                .map(|(key, value)| format!("{key}:{value}"))
                .collect();
            format!("{{{}}}", all.join(","))
        }
    })
}

impl<'u> Sample<'u> for Json {
    fn sample(u: &mut Unstructured<'u>, levels: usize) -> Result<Self> {
        Ok(Self::known(&any(u, levels)?))
    }

    fn is_null(&self) -> bool {
        self.as_str() == "null"
    }
}

arbitrary_impl!(Json);

impl<'u> Sample<'u> for borrowed::Json<'_> {
    fn sample(u: &mut Unstructured<'u>, levels: usize) -> Result<Self> {
        Json::sample(u, levels).map(Into::into)
    }

    fn is_null(&self) -> bool {
        self.as_str() == "null"
    }
}

impl<'u> Sample<'u> for borrowed::Datetime<'_> {
    fn sample(u: &mut Unstructured<'u>, _: usize) -> Result<Self> {
        sample_datetime(u).map(Into::into)
    }
}

impl<'u> Arbitrary<'u> for borrowed::Json<'_> {
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        sample(u)
    }
}

impl<'u> Arbitrary<'u> for borrowed::Datetime<'_> {
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        sample(u)
    }
}

impl<'u, E: Event<'u> + Sample<'u>> Arbitrary<'u> for Frame<E> {
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        let id: Option<String> = u.arbitrary()?;
        Ok(Self {
            confirm_id: id.filter(|id| !id.is_empty() && !E::KEYS.id.is_empty()),
            event: sample(u)?,
        })
    }
}
