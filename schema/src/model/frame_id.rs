//! The numbers of kinds of frames.

/// The number of a kind of frame in its model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FrameId(u32);

impl FrameId {
    pub(crate) fn new(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// The position in [`Model::frames`](super::Model::frames).
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}
