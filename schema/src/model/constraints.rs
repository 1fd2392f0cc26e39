//! Constraints on values besides their types. Receivers take every value of a type; checkers report
//! those that break a constraint.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use super::TextFormat;

/// A finite number with a fraction, or one beyond the integers that a double holds exactly.
#[derive(Debug, Clone, Copy)]
pub struct Float(f64);

impl Float {
    /// The number; `None` if it is infinite or none.
    #[must_use]
    pub fn new(number: f64) -> Option<Self> {
        number.is_finite().then_some(Self(number))
    }

    /// The number.
    #[must_use]
    pub fn get(self) -> f64 {
        self.0
    }
}

impl PartialEq for Float {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Float {}

impl PartialOrd for Float {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Float {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl Hash for Float {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.to_bits().hash(state);
    }
}

/// A number of a schema file: an end of a range, or a default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Number {
    /// An integer.
    Int(i64),
    /// Any other number.
    Float(Float),
}

impl Number {
    /// A number as a double holds it; integers that it holds exactly are integers. `None` if it is
    /// infinite or none.
    #[must_use]
    pub fn of(number: f64) -> Option<Self> {
        const EXACT: f64 = 9_007_199_254_740_992.0;
        if number.fract() == 0.0 && number.abs() < EXACT {
            #[allow(
                clippy::cast_possible_truncation,
                reason = "an integer of 53 bits is one of 64"
            )]
            return Some(Self::Int(number as i64));
        }
        Float::new(number).map(Self::Float)
    }

    /// The number as the nearest double.
    #[must_use]
    pub fn as_f64(self) -> f64 {
        match self {
            #[allow(
                clippy::cast_precision_loss,
                reason = "the nearest double is what is asked for"
            )]
            Self::Int(number) => number as f64,
            Self::Float(number) => number.get(),
        }
    }

    /// The integer, if it is one.
    #[must_use]
    pub fn as_int(self) -> Option<i64> {
        match self {
            Self::Int(number) => Some(number),
            Self::Float(_) => None,
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Int(a), Self::Int(b)) => a.cmp(b),
            (Self::Int(_) | Self::Float(_), Self::Int(_) | Self::Float(_)) => {
                self.as_f64().total_cmp(&other.as_f64())
            }
        }
    }
}

/// As TOML, JSON, Rust and TypeScript write it.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Int(number) => number.fmt(f),
            Self::Float(number) => write!(f, "{:?}", number.get()),
        }
    }
}

/// A range: of a number its value, of a text its code points, of bytes, a list or a map the count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Bounds {
    /// The least that is allowed.
    pub min: Option<Number>,
    /// The most that is allowed.
    pub max: Option<Number>,
}

impl Bounds {
    /// Returns true if they allow everything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.min.is_none() && self.max.is_none()
    }

    /// Returns true if they allow a number.
    #[must_use]
    pub fn allow(&self, number: Number) -> bool {
        self.min.is_none_or(|min| min <= number) && self.max.is_none_or(|max| number <= max)
    }

    /// Returns true if they allow a count.
    #[must_use]
    pub fn allow_count(&self, count: usize) -> bool {
        self.allow(Number::Int(i64::try_from(count).unwrap_or(i64::MAX)))
    }

    /// Returns true if they allow an integer of any width.
    #[must_use]
    pub fn allow_integer(&self, number: i128) -> bool {
        let holds = |bound: Number, above: bool| match bound.as_int() {
            Some(bound) if above => i128::from(bound) <= number,
            Some(bound) => number <= i128::from(bound),
            #[allow(
                clippy::cast_precision_loss,
                reason = "a bound with a fraction is no integer of so many digits"
            )]
            None if above => bound.as_f64() <= number as f64,
            #[allow(
                clippy::cast_precision_loss,
                reason = "a bound with a fraction is no integer of so many digits"
            )]
            None => number as f64 <= bound.as_f64(),
        };
        self.min.is_none_or(|min| holds(min, true)) && self.max.is_none_or(|max| holds(max, false))
    }

    /// The bounds that allow what both allow.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let both =
            |a: Option<Number>, b: Option<Number>, pick: fn(Number, Number) -> Number| match (a, b)
            {
                (Some(a), Some(b)) => Some(pick(a, b)),
                (a, b) => a.or(b),
            };
        Self {
            min: both(self.min, other.min, Number::max),
            max: both(self.max, other.max, Number::min),
        }
    }
}

/// As a range: `1 to 5`, `at least 1`, `at most 5`.
impl fmt::Display for Bounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.min, self.max) {
            (Some(min), Some(max)) if min == max => write!(f, "exactly {min}"),
            (Some(min), Some(max)) => write!(f, "{min} to {max}"),
            (Some(min), None) => write!(f, "at least {min}"),
            (None, Some(max)) => write!(f, "at most {max}"),
            (None, None) => f.write_str("any"),
        }
    }
}

/// The constraints of a scalar.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Constraints {
    /// The range of its values.
    pub bounds: Bounds,
    /// A regular expression, as ECMAScript has them, that matches somewhere in each of its texts.
    pub pattern: Option<String>,
    /// The format of its texts.
    pub format: Option<TextFormat>,
}

impl Constraints {
    /// Returns true if a value of the base type can break them. Some formats only document.
    #[must_use]
    pub fn are_checked(&self) -> bool {
        !self.bounds.is_empty() || self.patterns().next().is_some()
    }

    /// Returns true if they allow everything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The regular expressions that match each text: the pattern, and that of the format if it has
    /// one.
    pub fn patterns(&self) -> impl Iterator<Item = &str> {
        let of_format = self.format.and_then(TextFormat::pattern);
        self.pattern.as_deref().into_iter().chain(of_format)
    }
}
