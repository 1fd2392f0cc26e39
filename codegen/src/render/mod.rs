//! Diagnostics as people and programs read them.

mod text;

pub use text::{Style, render, summary};
