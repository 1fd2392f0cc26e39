//! The constraints of scalars, ready for use.

use tdproto_schema::model::{Bounds, Constraints};
use tdproto_schema::patterns::Pattern;

use super::Rule;

/// The constraints of a scalar, ready for use.
#[derive(Debug, Clone)]
pub(super) struct Limits {
    pub(super) bounds: Bounds,
    pub(super) patterns: Vec<(Rule, String, Pattern)>,
}

impl Limits {
    /// The constraints, if there are some.
    pub(super) fn of(found: &Constraints) -> Option<Self> {
        if found.is_empty() {
            return None;
        }
        let pattern = found.pattern.as_deref();
        let pattern = pattern.map(|text| {
            let words = format!("a string that matches {text}");
            (Rule::WrongPattern, words, text)
        });
        let format = found.format.and_then(|format| {
            let words = format!("a string of the format `{}`", format.name());
            Some((Rule::WrongFormat, words, format.pattern()?))
        });
        let all = pattern.into_iter().chain(format);
        // The checks of a schema refuse what is no regular expression.
        let patterns = all.filter_map(|(rule, words, text)| {
            Pattern::new(text)
                .ok()
                .map(|pattern| (rule, words, pattern))
        });
        Some(Self {
            bounds: found.bounds,
            patterns: patterns.collect(),
        })
    }
}
