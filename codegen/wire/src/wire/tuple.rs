//! Tuples: arrays of a fixed number of items, each of its own type.

use super::containers::check_item;
use super::convert::{Convert, convert};
use super::error::{Error, ErrorKind};
use super::json::Json;
use super::owned::IntoOwned;
use super::reader::Reader;
use super::reading::Reading;
use super::spread::{Spread, SpreadReading};
use super::value::Value;
use super::writer::Writer;

/// Further items of a tuple, which the schema does not know: its last member, where unknown keys are
/// kept.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Rest(pub Vec<Json>);

impl<'de> Value<'de> for Rest {
    const NULL_IS_VALUE: bool = true;
    const MAY_BE_MISSING: bool = true;
    const IS_REST: bool = true;

    fn read_new(r: &mut Reader<'de>) -> Result<Self, Error> {
        let mut rest = Self::default();
        if !r.null()? {
            rest.read(r)?;
        }
        Ok(rest)
    }

    /// Adds one item.
    fn read(&mut self, r: &mut Reader<'de>) -> Result<(), Error> {
        self.0.push(Json::read_new(r)?);
        Ok(())
    }

    fn write(&self, w: &mut Writer) {
        for (at, item) in self.0.iter().enumerate() {
            if at > 0 {
                w.comma();
            }
            item.write(w);
        }
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl IntoOwned for Rest {
    type Owned = Self;

    fn into_owned(self) -> Self {
        self
    }
}

impl Convert<Rest> for Rest {
    fn convert(self) -> Rest {
        self
    }
}

#[cfg(feature = "arbitrary")]
impl<'u> super::arbitrary::Sample<'u> for Rest {
    fn sample(_: &mut ::arbitrary::Unstructured<'u>, _: usize) -> ::arbitrary::Result<Self> {
        Ok(Self::default())
    }
}

/// Tuples, each item in one way; further items are skipped.
#[derive(Debug)]
pub struct Items<M>(M);

/// The same, but further items are refused.
#[derive(Debug)]
pub struct OnlyItems<M>(M);

/// The items of an array, one after the other.
struct Array<'r, 'de> {
    r: &'r mut Reader<'de>,
    is_first: bool,
    index: usize,
    /// The index behind the last item that must be there.
    needed: usize,
    /// True once the end was met.
    is_over: bool,
}

impl<'r, 'de> Array<'r, 'de> {
    fn begin(r: &'r mut Reader<'de>, needed: usize) -> Result<Self, Error> {
        r.begin_array()?;
        Ok(Self::within(r, 0, needed))
    }

    /// The items of an array that a reader is in, which is at the one of this index. So many must be
    /// there.
    fn within(r: &'r mut Reader<'de>, index: usize, needed: usize) -> Self {
        Self {
            r,
            is_first: true,
            index,
            needed: index + needed,
            is_over: false,
        }
    }

    /// Moves to the next item; returns false if there is none.
    fn next(&mut self) -> Result<bool, Error> {
        if self.is_over || !self.r.item(&mut self.is_first)? {
            self.is_over = true;
            return Ok(false);
        }
        self.r.begin_item()?;
        Ok(true)
    }

    /// Reads the next item, or the items that are left.
    fn item<T: Value<'de>>(
        &mut self,
        read: impl FnOnce(&mut Reader<'de>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        if T::IS_REST {
            let mut rest = empty::<T>(self.r)?;
            while self.next()? {
                let index = self.index;
                self.index += 1;
                rest.read(self.r).map_err(|error| error.at_index(index))?;
            }
            return Ok(rest);
        }
        if !self.next()? {
            return match T::MAY_BE_MISSING {
                true => empty(self.r),
                false => Err(too_short(self.r)),
            };
        }
        let (start, depth) = (self.r.offset(), self.r.depth());
        let item = check_item::<T>(self.r).and_then(|()| read(self.r));
        match item {
            Ok(item) => {
                self.index += 1;
                Ok(item)
            }
            Err(error) => Err(self.wrong(error, self.r.at(start, depth))),
        }
    }

    /// The error of an item that a reader is at. That there are too few is said first: it is of the
    /// whole array.
    #[cold]
    fn wrong(&self, error: Error, mut r: Reader<'de>) -> Error {
        let error = error.at_index(self.index);
        if let ErrorKind::TooManyItems(_) = error.kind() {
            return error;
        }
        let mut first = true;
        for _ in self.index..self.needed {
            match r.item(&mut first) {
                Ok(true) if r.skip().is_ok() => {}
                Ok(true) | Err(_) => return error,
                Ok(false) => return too_short(&r),
            }
        }
        error
    }

    /// Skips the items that are left, or refuses them.
    fn end(mut self, refuses: bool) -> Result<(), Error> {
        while self.next()? {
            if refuses {
                let kind = ErrorKind::Invalid("the schema has no such item".to_owned());
                return Err(Error::new(kind, self.r.offset()).at_index(self.index));
            }
            self.r.skip()?;
        }
        Ok(())
    }
}

/// The error of an array that has ended too early.
#[cold]
fn too_short(r: &Reader<'_>) -> Error {
    let kind = ErrorKind::WrongType {
        expected: "an array with more items",
        found: "its end",
    };
    Error::new(kind, r.offset())
}

/// The number of items that must be there, if those at the end that may be missing are.
const fn needed(may_be_missing: &[bool]) -> usize {
    let mut count = may_be_missing.len();
    while count > 0 && may_be_missing[count - 1] {
        count -= 1;
    }
    count
}

/// The empty value of a type, which it is read as from `null`, if it has one.
fn empty<'de, T: Value<'de>>(r: &Reader<'de>) -> Result<T, Error> {
    let read = T::read_new(&mut Reader::of_text("null"));
    read.map_err(|_| Error::new(ErrorKind::Missing, r.offset()))
}

macro_rules! tuples {
    ($([$($item:ident $to:ident $way:ident $at:tt)+];)*) => {$(
        impl<'de, $($item: Value<'de>),+> Value<'de> for ($($item,)+) {
            fn read_new(r: &mut Reader<'de>) -> Result<Self, Error> {
                tuples!(@read r false [$($item $item)+])
            }

            fn write(&self, w: &mut Writer) {
                w.begin_array();
                self.write_items(w);
                w.end_array();
            }

            /// A tuple is never empty.
            fn is_empty(&self) -> bool {
                false
            }
        }

        impl<'de, $($item: Value<'de>),+> Spread<'de> for ($($item,)+) {
            fn read_items(r: &mut Reader<'de>, from: usize) -> Result<Self, Error> {
                let array = Array::within(r, from, const { needed(&[$($item::MAY_BE_MISSING),+]) });
                tuples!(@items array false [$($item $item)+])
            }

            fn write_items(&self, w: &mut Writer) {
                // Items at the end that may be missing and are none are left out.
                let mut count = 0;
                $(if !($item::MAY_BE_MISSING && self.$at.is_empty()) {
                    count = $at + 1;
                })+
                $(if $at < count {
                    self.$at.write(w);
                    w.comma();
                })+
            }
        }

        tuples!(@ways Items false [$($item $way $at)+]);
        tuples!(@ways OnlyItems true [$($item $way $at)+]);

        impl<$($item: IntoOwned),+> IntoOwned for ($($item,)+) {
            type Owned = ($($item::Owned,)+);

            fn into_owned(self) -> Self::Owned {
                ($(self.$at.into_owned(),)+)
            }
        }

        impl<$($item: Convert<$to>, $to),+> Convert<($($to,)+)> for ($($item,)+) {
            fn convert(self) -> ($($to,)+) {
                ($(convert(self.$at),)+)
            }
        }

        #[cfg(feature = "arbitrary")]
        impl<'u, $($item: super::arbitrary::Sample<'u>),+> super::arbitrary::Sample<'u>
            for ($($item,)+)
        {
            fn sample(
                u: &mut ::arbitrary::Unstructured<'u>,
                levels: usize,
            ) -> ::arbitrary::Result<Self> {
                Ok(($($item::sample(u, levels.saturating_sub(1))?,)+))
            }

            fn sample_int(
                u: &mut ::arbitrary::Unstructured<'u>,
                levels: usize,
            ) -> ::arbitrary::Result<Self> {
                Ok(($($item::sample_int(u, levels.saturating_sub(1))?,)+))
            }
        }
    )*};
    (@ways $ways:ident $refuses:literal [$($item:ident $way:ident $at:tt)+]) => {
        impl<'de, $($item: Value<'de>, $way: Reading<'de, $item>),+> Reading<'de, ($($item,)+)>
            for $ways<($($way,)+)>
        {
            fn read_new(r: &mut Reader<'de>) -> Result<($($item,)+), Error> {
                tuples!(@read r $refuses [$($item $way)+])
            }
        }

        impl<'de, $($item: Value<'de>, $way: Reading<'de, $item>),+>
            SpreadReading<'de, ($($item,)+)> for $ways<($($way,)+)>
        {
            fn read_items(r: &mut Reader<'de>, from: usize) -> Result<($($item,)+), Error> {
                let array = Array::within(r, from, const { needed(&[$($item::MAY_BE_MISSING),+]) });
                tuples!(@items array $refuses [$($item $way)+])
            }
        }
    };
    (@read $r:ident $refuses:literal [$($item:ident $way:ident)+]) => {{
        if $r.null()? {
            return Ok(($(empty::<$item>($r)?,)+));
        }
        let places = $r.places();
        let array = Array::begin($r, const { needed(&[$($item::MAY_BE_MISSING),+]) })?;
        let tuple = tuples!(@items array $refuses [$($item $way)+]);
        $r.set_places(places);
        tuple
    }};
    (@items $array:ident $refuses:literal [$($item:ident $way:ident)+]) => {{
        let mut array = $array;
        let tuple = ($(array.item::<$item>($way::read_new)?,)+);
        array.end($refuses)?;
        Ok(tuple)
    }};
}

tuples! {
    [A A2 MA 0];
    [A A2 MA 0 B B2 MB 1];
    [A A2 MA 0 B B2 MB 1 C C2 MC 2];
    [A A2 MA 0 B B2 MB 1 C C2 MC 2 D D2 MD 3];
    [A A2 MA 0 B B2 MB 1 C C2 MC 2 D D2 MD 3 E E2 ME 4];
    [A A2 MA 0 B B2 MB 1 C C2 MC 2 D D2 MD 3 E E2 ME 4 F F2 MF 5];
    [A A2 MA 0 B B2 MB 1 C C2 MC 2 D D2 MD 3 E E2 ME 4 F F2 MF 5 G G2 MG 6];
    [A A2 MA 0 B B2 MB 1 C C2 MC 2 D D2 MD 3 E E2 ME 4 F F2 MF 5 G G2 MG 6 H H2 MH 7];
    [A A2 MA 0 B B2 MB 1 C C2 MC 2 D D2 MD 3 E E2 ME 4 F F2 MF 5 G G2 MG 6 H H2 MH 7 I I2 MI 8];
    [A A2 MA 0 B B2 MB 1 C C2 MC 2 D D2 MD 3 E E2 ME 4 F F2 MF 5 G G2 MG 6 H H2 MH 7 I I2 MI 8 J J2 MJ 9];
    [A A2 MA 0 B B2 MB 1 C C2 MC 2 D D2 MD 3 E E2 ME 4 F F2 MF 5 G G2 MG 6 H H2 MH 7 I I2 MI 8 J J2 MJ 9 K K2 MK 10];
}
