//! Checks of the constraints of a schema, which receivers do not ask for.

use std::collections::BTreeMap;
use std::fmt;

use super::error::{Segment, path_text};
use super::patch::Patch;
use super::value::Key;

/// Gives an entity its checks: the key and the member of each field, and how to check it.
#[allow(unused_macros)]
macro_rules! checks {
    ($name:ty; $($key:literal $member:ident $check:expr;)*) => {
        impl wire::Check for $name {
            fn check_in(&self, c: &mut wire::Checker) {
                let _ = &c;
                $(c.at($key, &self.$member, $check);)*
            }
        }

        check_method!($name);
    };
}

/// Gives a union its checks: those of each variant that has some.
#[allow(unused_macros)]
macro_rules! check_variants {
    ($name:ty; $($variant:ident $check:expr;)*) => {
        impl wire::Check for $name {
            fn check_in(&self, c: &mut wire::Checker) {
                match self {
                    $(Self::$variant(held) => c.of(held, $check),)*
                    #[allow(unreachable_patterns)]
                    _ => {}
                }
            }
        }

        check_method!($name);
    };
}

/// Gives a scalar its checks.
#[allow(unused_macros)]
macro_rules! check_scalar {
    ($name:ty; $check:expr) => {
        impl wire::Check for $name {
            fn check_in(&self, c: &mut wire::Checker) {
                c.of(self, $check);
            }
        }

        check_method!($name);
    };
}

#[allow(unused_macros)]
macro_rules! check_method {
    ($name:ty) => {
        impl $name {
            /// Returns every place where a constraint of the schema does not hold.
            #[must_use]
            pub fn check(&self) -> Vec<wire::Breach> {
                wire::check(self)
            }
        }
    };
}

/// A place where a constraint of the schema does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breach {
    path: Vec<Segment>,
    expected: String,
}

impl Breach {
    /// The steps from the whole value to the place.
    #[must_use]
    pub fn segments(&self) -> &[Segment] {
        &self.path
    }

    /// The place as one writes it in code, such as `chats[3].title`; empty for the value itself.
    #[must_use]
    pub fn path(&self) -> String {
        path_text(&self.path)
    }

    /// What the constraint asks for, in words.
    #[must_use]
    pub fn expected(&self) -> &str {
        &self.expected
    }
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_slice() {
            [] => write!(f, "expected {}", self.expected),
            path => write!(f, "`{}`: expected {}", path_text(path), self.expected),
        }
    }
}

impl std::error::Error for Breach {}

/// A value that constraints of the schema are about, or that holds some.
pub trait Check {
    /// Reports every place where a constraint does not hold.
    fn check_in(&self, c: &mut Checker);
}

/// Returns every place in a value where a constraint of the schema does not hold.
#[must_use]
pub fn check<T: Check + ?Sized>(value: &T) -> Vec<Breach> {
    let mut checker = Checker::default();
    value.check_in(&mut checker);
    checker.found
}

impl<T: Check + ?Sized> Check for Box<T> {
    fn check_in(&self, c: &mut Checker) {
        (**self).check_in(c);
    }
}

/// The place in a value that is checked, and what was found so far.
#[derive(Debug, Default)]
pub struct Checker {
    path: Vec<Segment>,
    found: Vec<Breach>,
}

impl Checker {
    fn report(&mut self, expected: String) {
        let path = self.path.clone();
        self.found.push(Breach { path, expected });
    }

    fn inside<T: ?Sized>(&mut self, step: Segment, value: &T, check: impl FnOnce(&T, &mut Self)) {
        self.path.push(step);
        check(value, self);
        self.path.pop();
    }

    /// Checks the value itself.
    pub fn of<T: ?Sized>(&mut self, value: &T, check: impl FnOnce(&T, &mut Self)) {
        check(value, self);
    }

    /// Checks the value of a key.
    pub fn at<T: ?Sized>(&mut self, key: &str, value: &T, check: impl FnOnce(&T, &mut Self)) {
        self.inside(Segment::Key(key.to_owned()), value, check);
    }

    /// Checks an item of a tuple.
    pub fn item<T: ?Sized>(&mut self, at: usize, value: &T, check: impl FnOnce(&T, &mut Self)) {
        self.inside(Segment::Index(at), value, check);
    }

    /// Checks a value if it is there.
    pub fn some<T>(&mut self, value: &Option<T>, check: impl FnOnce(&T, &mut Self)) {
        if let Some(value) = value {
            check(value, self);
        }
    }

    /// Checks a value if it is there and not null.
    pub fn patch<T>(&mut self, value: &Patch<T>, check: impl FnOnce(&T, &mut Self)) {
        if let Patch::Value(value) = value {
            check(value, self);
        }
    }

    /// Checks each item of a list.
    pub fn each<T>(&mut self, items: &[T], check: impl Fn(&T, &mut Self)) {
        for (index, item) in items.iter().enumerate() {
            self.inside(Segment::Index(index), item, &check);
        }
    }

    /// Checks each value of a map.
    pub fn values<'de, K: Key<'de>, V>(
        &mut self,
        map: &BTreeMap<K, V>,
        check: impl Fn(&V, &mut Self),
    ) {
        for (key, value) in map {
            self.inside(Segment::Key(key.as_text().into_owned()), value, &check);
        }
    }

    /// Checks each key of a map.
    pub fn keys<'de, K: Key<'de>, V>(
        &mut self,
        map: &BTreeMap<K, V>,
        check: impl Fn(&K, &mut Self),
    ) {
        for key in map.keys() {
            self.inside(Segment::Key(key.as_text().into_owned()), key, &check);
        }
    }

    /// Checks a count: of bytes, items or entries, which `unit` says.
    pub fn count(&mut self, count: usize, unit: &str, min: Option<u64>, max: Option<u64>) {
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        if min.is_some_and(|min| count < min) || max.is_some_and(|max| count > max) {
            self.report(format!("{} {unit}, found {count}", range(min, max)));
        }
    }

    /// Checks the number of code points of a text.
    pub fn text(&mut self, text: &str, min: Option<u64>, max: Option<u64>) {
        self.count(text.chars().count(), "characters", min, max);
    }

    /// Checks an integer.
    pub fn integer(&mut self, number: i128, min: Option<i128>, max: Option<i128>) {
        if min.is_some_and(|min| number < min) || max.is_some_and(|max| number > max) {
            self.report(format!("{}, found {number}", range(min, max)));
        }
    }

    /// Checks a number.
    pub fn number(&mut self, number: f64, min: Option<f64>, max: Option<f64>) {
        if min.is_some_and(|min| number < min) || max.is_some_and(|max| number > max) {
            self.report(format!("{}, found {number}", range(min, max)));
        }
    }

    /// Checks that a regular expression matches in a text. Needs the feature `patterns`; without it,
    /// every text is taken.
    pub fn pattern(&mut self, text: &str, pattern: &'static str, words: &str) {
        if !is_match(pattern, text) {
            self.report(words.to_owned());
        }
    }
}

/// A range in words.
fn range<T: fmt::Display + PartialEq>(min: Option<T>, max: Option<T>) -> String {
    match (min, max) {
        (Some(min), Some(max)) if min == max => format!("exactly {min}"),
        (Some(min), Some(max)) => format!("{min} to {max}"),
        (Some(min), None) => format!("at least {min}"),
        (None, Some(max)) => format!("at most {max}"),
        (None, None) => "any".to_owned(),
    }
}

/// Returns true if a regular expression of ECMAScript matches in a text. One that is invalid, which
/// the checks of a schema refuse, matches everywhere.
#[cfg(feature = "patterns")]
fn is_match(pattern: &'static str, text: &str) -> bool {
    use std::sync::{Mutex, PoisonError};
    static COMPILED: Mutex<BTreeMap<&'static str, Option<regress::Regex>>> =
        Mutex::new(BTreeMap::new());
    let regex = {
        let mut compiled = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
        let compile = || regress::Regex::with_flags(pattern, "u").ok();
        compiled.entry(pattern).or_insert_with(compile).clone()
    };
    regex.is_none_or(|regex| regex.find(text).is_some())
}

#[cfg(not(feature = "patterns"))]
fn is_match(_: &'static str, _: &str) -> bool {
    true
}
