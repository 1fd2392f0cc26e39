//! Two schemas side by side, with everything that is needed to show their changes.

use std::collections::BTreeMap;

use tdproto_schema::{Schema, SourceMap, Span};

use super::change::Change;
use super::changes;
use super::group::Group;
use super::kinds::What;
use super::pairs::Pairs;
use super::part::Part;
use super::places::places;
use super::subject::topic;
use super::tombstones::revived;

/// Two schemas and their changes.
#[derive(Debug)]
pub struct Compared<'a> {
    /// The pairs of types and events.
    pub pairs: Pairs<'a>,
    /// The changes.
    pub changes: Vec<Change>,
    /// The old schema and its name.
    pub old: (&'a Schema, String),
    /// The new schema and its name.
    pub new: (&'a Schema, String),
}

impl<'a> Compared<'a> {
    /// Compares two schemas; the texts are their names in reports.
    #[must_use]
    pub fn new(old: (&'a Schema, String), new: (&'a Schema, String)) -> Self {
        let (pairs, changes) = changes::diff(&old.0.model, &new.0.model);
        Self {
            pairs,
            changes,
            old,
            new,
        }
    }

    /// The number of changes of each group that has any.
    #[must_use]
    pub fn counts(&self) -> BTreeMap<Group, usize> {
        let mut counts = BTreeMap::new();
        for change in &self.changes {
            *counts.entry(Group::of(change)).or_default() += 1;
        }
        counts
    }

    /// The changes by topic. Changes of the protocol as a whole have no topic and come first.
    #[must_use]
    pub(crate) fn by_topic(&self) -> BTreeMap<Option<&str>, Vec<&Change>> {
        let mut topics: BTreeMap<Option<&str>, Vec<&Change>> = BTreeMap::new();
        for change in &self.changes {
            let topic = topic(&self.pairs, &change.part);
            topics.entry(topic).or_default().push(change);
        }
        topics
    }

    /// The names of both schemas and the counts, in one line.
    #[must_use]
    pub fn summary(&self) -> String {
        let (old, new) = (&self.old.1, &self.new.1);
        if self.changes.is_empty() {
            return format!("no differences between {old} and {new}");
        }
        let counts = self.counts();
        let word = |group: Group| match group {
            Group::Added => "added",
            Group::Changed => "changed",
            Group::Deprecated => "deprecated",
            Group::Removed => "removed",
            Group::Docs => "in descriptions only",
        };
        let counts: Vec<String> = counts
            .into_iter()
            .map(|(group, count)| format!("{count} {}", word(group)))
            .collect();
        format!("{old} → {new}: {}", counts.join(", "))
    }

    /// The old and the new place of a change; of a name that came back, where it did.
    #[must_use]
    pub fn places(&self, change: &Change) -> (Span, Span) {
        let (old, new) = (&self.old.0.origins, &self.new.0.origins);
        let (before, now) = places(old, new, change);
        match &change.part {
            Part::Tombstone(side) => match revived(&self.pairs, *side) {
                Some(part) => {
                    let what = What::Added;
                    (before, places(old, new, &Change { part, what }).1)
                }
                None => (before, now),
            },
            Part::Protocol
            | Part::Type(_)
            | Part::Field { .. }
            | Part::Value { .. }
            | Part::Variant { .. }
            | Part::Frame(_)
            | Part::FrameField { .. }
            | Part::Carried(..)
            | Part::Event(_) => (before, now),
        }
    }
}

/// `path:line:column` of a span; `None` if it has no place.
pub(super) fn place_text(sources: &SourceMap, span: Span) -> Option<String> {
    let file = sources.file_of(span)?;
    let (line, column) = file.line_col(span.range().start);
    Some(format!("{}:{line}:{column}", file.path))
}
