//! How much of a frame a decoder takes.

use super::error::{Error, ErrorKind};

/// How many arrays and objects may lie in one another.
pub const MAX_DEPTH: usize = 127;

/// The most that a decoder takes of one frame; anything beyond it is `Malformed`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Limits {
    /// Bytes of the frame: 64 MiB by default.
    pub frame_bytes: usize,
    /// Elements of lists and entries of maps that the schema declares, all together: a million by
    /// default.
    pub items: usize,
    /// Arrays and objects in one another: 127 by default. A larger number has no effect.
    pub depth: usize,
}

impl Limits {
    /// The limits that apply where none are given.
    pub const DEFAULT: Self = Self {
        frame_bytes: 64 << 20,
        items: 1_000_000,
        depth: MAX_DEPTH,
    };

    /// The limits of what is held in memory already: only the depth has one.
    pub(super) const NONE: Self = Self {
        frame_bytes: usize::MAX,
        items: usize::MAX,
        depth: MAX_DEPTH,
    };

    /// Checks the size of a frame.
    pub(super) fn check_size(&self, frame: &[u8]) -> Result<(), Error> {
        match frame.len() > self.frame_bytes {
            true => Err(Error::new(ErrorKind::TooLarge(self.frame_bytes), 0)),
            false => Ok(()),
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}
