//! The findings of a checker: all are counted, the first ones are kept.

use super::{Deviation, Rule};

/// A deviation and where it is in the text that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The deviation.
    pub deviation: Deviation,
    /// The byte of the place: the value, the unexpected key, or the object that lacks a key.
    pub offset: usize,
}

/// The number of deviations of each rule, in the order of [`Rule::ALL`].
pub type Counts = [u64; Rule::ALL.len()];

/// The deviations of checked texts.
#[derive(Debug, Clone, Default)]
pub struct Deviations {
    /// The number of all deviations, by rule.
    pub counts: Counts,
    /// The first deviations, as many as there is room for.
    pub kept: Vec<Placed>,
    room: usize,
    total: u64,
    mark: Mark,
}

/// A point to go back to. Its counts are noted only once more deviations are added.
#[derive(Debug, Clone, Default)]
struct Mark {
    counts: Counts,
    kept: usize,
    total: u64,
}

/// The deviations up to some point.
#[derive(Debug, Clone)]
pub(super) struct Point {
    counts: Counts,
    kept: usize,
    total: u64,
}

impl Deviations {
    /// Returns an empty collection that keeps at most `room` deviations.
    #[must_use]
    pub(crate) fn with_room(room: usize) -> Self {
        Self {
            room,
            ..Self::default()
        }
    }

    /// Returns the deviations so far, and goes on with an empty collection that keeps at most
    /// `room`.
    pub fn take(&mut self, room: usize) -> Self {
        std::mem::replace(self, Self::with_room(room))
    }

    /// The number of deviations that are kept at most.
    #[must_use]
    pub(crate) fn room(&self) -> usize {
        self.room
    }

    /// The number of deviations of every rule.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.total
    }

    /// Adds the deviations of another check, which come behind these.
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

    /// Notes a point to go back to.
    #[inline]
    pub(super) fn mark(&mut self) {
        self.mark.total = self.total;
        self.mark.kept = self.kept.len();
    }

    /// Forgets the deviations since the mark.
    pub(super) fn back_to_mark(&mut self) {
        if self.total > self.mark.total {
            self.counts = self.mark.counts;
            self.total = self.mark.total;
            self.kept.truncate(self.mark.kept);
        }
    }

    /// The point that these deviations have reached.
    pub(super) fn point(&self) -> Point {
        Point {
            counts: self.counts,
            kept: self.kept.len(),
            total: self.total,
        }
    }

    /// Returns true if deviations were added since a point.
    pub(super) fn is_behind(&self, point: &Point) -> bool {
        self.total > point.total
    }

    /// Forgets the deviations since a point.
    pub(super) fn back_to(&mut self, point: Point) {
        self.counts = point.counts;
        self.total = point.total;
        self.kept.truncate(point.kept);
    }

    /// Counts a deviation, and keeps it if there is room.
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
