//! What a checker found: everything is counted, the first of it is kept.

use super::{Deviation, Rule};

/// A deviation and where it is in the text that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// What deviates.
    pub deviation: Deviation,
    /// The byte it is at: the value, the key that should not be there, or the object that lacks one.
    pub offset: usize,
}

/// How many deviations there are of each rule, in the order of [`Rule::ALL`].
pub type Counts = [u64; Rule::ALL.len()];

/// Deviations.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// All of them, counted.
    pub counts: Counts,
    /// The first of them, as many as there is room for.
    pub kept: Vec<Placed>,
    room: usize,
    total: u64,
    mark: Mark,
}

/// A point to go back to. Its counts are noted only once there are others.
#[derive(Debug, Clone, Default)]
struct Mark {
    counts: Counts,
    kept: usize,
    total: u64,
}

impl Found {
    /// Nothing yet, with room for so many.
    #[must_use]
    pub fn with_room(room: usize) -> Self {
        Self {
            room,
            ..Self::default()
        }
    }

    /// Hands over what there is, to go on with nothing and room for so many.
    pub fn take(&mut self, room: usize) -> Self {
        std::mem::replace(self, Self::with_room(room))
    }

    /// How many are kept.
    #[must_use]
    pub fn room(&self) -> usize {
        self.room
    }

    /// All deviations, of every rule.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.total
    }

    /// Adds what was found elsewhere, later.
    pub(super) fn extend(&mut self, later: Self) {
        if later.total == 0 {
            return;
        }
        if self.total == self.mark.total {
            self.mark.counts = self.counts;
        }
        self.total += later.total;
        for (sum, count) in self.counts.iter_mut().zip(later.counts) {
            *sum += count;
        }
        let room = self.room.saturating_sub(self.kept.len());
        self.kept.extend(later.kept.into_iter().take(room));
    }

    /// Notes where to go back to.
    #[inline]
    pub(super) fn mark(&mut self) {
        self.mark.total = self.total;
        self.mark.kept = self.kept.len();
    }

    /// Forgets what was found since the mark.
    pub(super) fn back_to_mark(&mut self) {
        if self.total > self.mark.total {
            self.counts = self.mark.counts;
            self.total = self.mark.total;
            self.kept.truncate(self.mark.kept);
        }
    }

    /// Counts one, and keeps it if there is room.
    #[cold]
    pub fn add(&mut self, rule: Rule, make: impl FnOnce() -> Placed) {
        if self.total == self.mark.total {
            self.mark.counts = self.counts;
        }
        self.total += 1;
        self.counts[rule as usize] += 1;
        if self.kept.len() < self.room {
            self.kept.push(make());
        }
    }
}
