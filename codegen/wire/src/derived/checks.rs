//! Checks of values whose types derives know by their names only.

use std::collections::BTreeMap;

use crate::wire::{Bytes, Check, Checker, Datetime, Json, Key, Patch};

/// A value that a derived type holds, to be checked if its type has checks.
#[doc(hidden)]
#[derive(Debug)]
pub struct CheckOf<'v, T: ?Sized>(pub &'v T);

/// The check of a value whose type has checks. The compiler tries this trait first, since it needs
/// fewer references.
#[doc(hidden)]
pub trait Checked {
    /// Checks the value.
    fn check_value(&self, c: &mut Checker);
}

impl<T: Check + ?Sized> Checked for CheckOf<'_, T> {
    fn check_value(&self, c: &mut Checker) {
        self.0.check_in(c);
    }
}

/// The check of any other value, such as one of an existing type: there is none.
#[doc(hidden)]
pub trait Unchecked {
    /// Does nothing.
    fn check_value(&self, c: &mut Checker);
}

impl<T: ?Sized> Unchecked for &CheckOf<'_, T> {
    fn check_value(&self, _: &mut Checker) {}
}

macro_rules! without_checks {
    ($($ty:ty)*) => {
        $(impl Check for $ty {
            fn check_in(&self, _: &mut Checker) {}
        })*
    };
}

without_checks! {
    () bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 String Bytes Datetime Json
}

impl<T: Check> Check for Vec<T> {
    fn check_in(&self, c: &mut Checker) {
        c.each(self, Check::check_in);
    }
}

impl<T: Check> Check for Option<T> {
    fn check_in(&self, c: &mut Checker) {
        c.some(self, Check::check_in);
    }
}

impl<T: Check> Check for Patch<T> {
    fn check_in(&self, c: &mut Checker) {
        c.patch(self, Check::check_in);
    }
}

impl<K: Check + for<'de> Key<'de>, V: Check> Check for BTreeMap<K, V> {
    fn check_in(&self, c: &mut Checker) {
        c.keys(self, Check::check_in);
        c.values(self, Check::check_in);
    }
}

macro_rules! tuples {
    ($(($($item:ident $at:tt)+))*) => {
        $(impl<$($item: Check),+> Check for ($($item,)+) {
            fn check_in(&self, c: &mut Checker) {
                $(c.item($at, &self.$at, Check::check_in);)+
            }
        })*
    };
}

tuples! {
    (A 0)
    (A 0 B 1)
    (A 0 B 1 C 2)
    (A 0 B 1 C 2 D 3)
    (A 0 B 1 C 2 D 3 E 4)
    (A 0 B 1 C 2 D 3 E 4 F 5)
    (A 0 B 1 C 2 D 3 E 4 F 5 G 6)
    (A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7)
    (A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8)
    (A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9)
}
