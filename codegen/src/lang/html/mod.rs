//! The reference of a protocol as pages.

pub mod checker;
