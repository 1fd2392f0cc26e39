//! Frames that the schema draws.

pub(super) mod events;
pub(super) mod tables;
