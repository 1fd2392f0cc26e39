//! What an import could not keep: a count for each kind, and the first place.

use std::collections::BTreeMap;

use tdproto_schema::{Code, Diagnostic};

use super::documents::{Documents, Place};

/// The kinds of what was not kept.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lost {
    /// A keyword that import does not know.
    Keyword(String),
    /// A keyword that it knows, in a place or of a value that the schema language has no form for.
    Part(String),
    /// A type that became a wider one: the reason, and what it became.
    Type {
        /// The reason.
        reason: String,
        /// The wider type.
        became: &'static str,
    },
}

/// The losses of an import.
#[derive(Debug, Clone, Default)]
pub struct Losses {
    counts: BTreeMap<Lost, (usize, Place)>,
    ignored: Vec<String>,
}

impl Losses {
    /// No losses. Keywords of these names have no meaning to receivers.
    #[must_use]
    pub fn ignoring(keywords: &[String]) -> Self {
        Self {
            counts: BTreeMap::new(),
            ignored: keywords.to_vec(),
        }
    }

    /// Counts a keyword, unless it is to be ignored.
    pub(super) fn keyword(&mut self, keyword: &str, place: &Place) {
        if !self.ignored.iter().any(|ignored| ignored == keyword) {
            self.add(Lost::Keyword(keyword.to_owned()), &place.at(keyword));
        }
    }

    /// Counts a part that cannot be said.
    pub(super) fn part(&mut self, what: impl Into<String>, place: &Place) {
        self.add(Lost::Part(what.into()), place);
    }

    /// Counts a type that became a wider one.
    pub(super) fn wider(&mut self, reason: impl Into<String>, became: &'static str, place: &Place) {
        let reason = reason.into();
        self.add(Lost::Type { reason, became }, place);
    }

    fn add(&mut self, lost: Lost, place: &Place) {
        let (count, _) = self
            .counts
            .entry(lost)
            .or_insert_with(|| (0, place.clone()));
        *count += 1;
    }

    /// The number of places at which something was lost.
    #[must_use]
    pub fn count(&self) -> usize {
        self.counts.values().map(|(count, _)| count).sum()
    }

    /// Each kind with its count and its first place.
    pub fn iter(&self) -> impl Iterator<Item = (&Lost, usize, &Place)> {
        let counts = self.counts.iter();
        counts.map(|(lost, (count, place))| (lost, *count, place))
    }

    /// A diagnostic for each kind, an error if the import is to be exact.
    #[must_use]
    pub fn diagnostics(&self, documents: &Documents, is_strict: bool) -> Vec<Diagnostic> {
        let found = self.iter().map(|(lost, count, place)| {
            let (code, message) = match lost {
                Lost::Keyword(keyword) => (
                    Code::ImportKeyword,
                    format!("keyword `{keyword}` is not understood"),
                ),
                Lost::Part(what) => (Code::ImportLoss, what.clone()),
                Lost::Type { reason, became } => {
                    (Code::ImportLoss, format!("{reason}: became {became}"))
                }
            };
            let times = match count {
                1 => format!("at {}", documents.show(place)),
                count => format!("{count} times, first at {}", documents.show(place)),
            };
            match is_strict {
                true => Diagnostic::error(code, message).help(times),
                false => Diagnostic::warning(code, message).help(times),
            }
        });
        found.collect()
    }
}
