//! Random values of what holds other values: options, patches, boxes, lists and maps.

use std::collections::BTreeMap;

use ::arbitrary::{Arbitrary, Result, Unstructured};

use super::arbitrary::{Sample, items};
use super::patch::Patch;

/// Some value, unless there are no levels left or it would be written like none.
fn optional<'u, T: Sample<'u>>(
    u: &mut Unstructured<'u>,
    levels: usize,
    make: fn(&mut Unstructured<'u>, usize) -> Result<T>,
) -> Result<Option<T>> {
    if levels == 0 || !bool::arbitrary(u)? {
        return Ok(None);
    }
    make(u, levels).map(|value| Some(value).filter(|value| !value.is_null()))
}

impl<'u, T: Sample<'u>> Sample<'u> for Option<T> {
    fn sample(u: &mut Unstructured<'u>, levels: usize) -> Result<Self> {
        optional(u, levels, T::sample)
    }

    fn sample_int(u: &mut Unstructured<'u>, levels: usize) -> Result<Self> {
        optional(u, levels, T::sample_int)
    }

    fn is_null(&self) -> bool {
        self.is_none()
    }
}

/// A value, or one of the two ways to have none.
fn patch<T>(u: &mut Unstructured<'_>, value: Option<T>) -> Result<Patch<T>> {
    Ok(match value {
        Some(value) => Patch::Value(value),
        None if bool::arbitrary(u)? => Patch::Null,
        None => Patch::Absent,
    })
}

impl<'u, T: Sample<'u>> Sample<'u> for Patch<T> {
    fn sample(u: &mut Unstructured<'u>, levels: usize) -> Result<Self> {
        let value = optional(u, levels, T::sample)?;
        patch(u, value)
    }

    fn sample_int(u: &mut Unstructured<'u>, levels: usize) -> Result<Self> {
        let value = optional(u, levels, T::sample_int)?;
        patch(u, value)
    }
}

impl<'u, T: Sample<'u>> Sample<'u> for Box<T> {
    fn sample(u: &mut Unstructured<'u>, levels: usize) -> Result<Self> {
        T::sample(u, levels).map(Self::new)
    }

    fn sample_int(u: &mut Unstructured<'u>, levels: usize) -> Result<Self> {
        T::sample_int(u, levels).map(Self::new)
    }
}

impl<'u, T: Sample<'u>> Sample<'u> for Vec<T> {
    fn sample(u: &mut Unstructured<'u>, levels: usize) -> Result<Self> {
        items(u, levels, T::sample)
    }

    fn sample_int(u: &mut Unstructured<'u>, levels: usize) -> Result<Self> {
        items(u, levels, T::sample_int)
    }
}

impl<'u, K: Sample<'u> + Ord, V: Sample<'u>> Sample<'u> for BTreeMap<K, V> {
    fn sample(u: &mut Unstructured<'u>, levels: usize) -> Result<Self> {
        items(u, levels, |u, levels| {
            Ok((K::sample(u, levels)?, V::sample(u, levels)?))
        })
    }

    fn sample_int(u: &mut Unstructured<'u>, levels: usize) -> Result<Self> {
        items(u, levels, |u, levels| {
            Ok((K::sample_int(u, levels)?, V::sample_int(u, levels)?))
        })
    }
}
