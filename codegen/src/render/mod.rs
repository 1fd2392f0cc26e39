//! Diagnostics and reports as people and programs read them.

#[cfg(feature = "gate")]
mod json;
#[cfg(feature = "gate")]
mod report;
mod text;

#[cfg(feature = "gate")]
pub use report::{Format, report};
pub use text::{Style, render, render_findings, summary};
