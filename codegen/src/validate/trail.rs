//! The path to the value that is being checked, on the stack.

use super::{Path, Segment};

/// A step, and the steps before it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Trail<'t> {
    parent: Option<&'t Trail<'t>>,
    step: Step<'t>,
}

#[derive(Debug, Clone, Copy)]
enum Step<'t> {
    Root,
    Key(&'t str),
    Index(usize),
}

impl<'t> Trail<'t> {
    /// The trail of the whole value.
    pub(super) const ROOT: Trail<'static> = Trail {
        parent: None,
        step: Step::Root,
    };

    #[inline]
    pub(super) fn key(&'t self, key: &'t str) -> Self {
        Self {
            parent: Some(self),
            step: Step::Key(key),
        }
    }

    #[inline]
    pub(super) fn index(&'t self, index: usize) -> Self {
        Self {
            parent: Some(self),
            step: Step::Index(index),
        }
    }

    /// Returns the steps as a path that can be kept.
    pub(super) fn path(&self) -> Path {
        let mut steps = Vec::new();
        let mut at = Some(self);
        while let Some(trail) = at {
            match trail.step {
                Step::Root => {}
                Step::Key(key) => steps.push(Segment::Key(key.to_owned())),
                Step::Index(index) => steps.push(Segment::Index(index)),
            }
            at = trail.parent;
        }
        steps.reverse();
        Path(steps)
    }
}
