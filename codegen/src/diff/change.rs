//! A change between two models, as data. Old and new values are read from the models by the ids of
//! the part.

use super::group::Group;
use super::kinds::What;
use super::part::Part;

/// A change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The part that changed.
    pub part: Part,
    /// The kind of the change.
    pub what: What,
}

impl Group {
    /// The group of a change.
    #[must_use]
    pub fn of(change: &Change) -> Self {
        match change.part {
            Part::Tombstone(_) => Self::Docs,
            Part::Protocol
            | Part::Type(_)
            | Part::Field { .. }
            | Part::Value { .. }
            | Part::Variant { .. }
            | Part::Frame(_)
            | Part::FrameField { .. }
            | Part::Carried(..)
            | Part::Event(_) => change.what.row().group,
        }
    }
}

/// Records the changes of one part.
pub(super) struct Changes<'a> {
    pub(super) part: Part,
    pub(super) all: &'a mut Vec<Change>,
}

impl Changes<'_> {
    pub(super) fn add(&mut self, what: What) {
        let part = self.part.clone();
        self.all.push(Change { part, what });
    }

    pub(super) fn add_if(&mut self, changed: bool, what: What) {
        if changed {
            self.add(what);
        }
    }

    pub(super) fn extend(&mut self, whats: impl IntoIterator<Item = What>) {
        whats.into_iter().for_each(|what| self.add(what));
    }

    /// Records the changes of another part.
    pub(super) fn of(&mut self, part: Part) -> Changes<'_> {
        Changes {
            part,
            all: self.all,
        }
    }
}
