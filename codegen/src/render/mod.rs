//! Renders diagnostics and reports for people and programs.

#[cfg(feature = "gate")]
mod context;
#[cfg(feature = "gate")]
mod format;
#[cfg(feature = "gate")]
mod github;
#[cfg(feature = "gate")]
mod gitlab;
mod harmless;
#[cfg(feature = "gate")]
mod json;
#[cfg(feature = "gate")]
mod junit;
#[cfg(feature = "gate")]
mod markdown;
#[cfg(feature = "gate")]
mod place;
#[cfg(feature = "gate")]
mod sarif;
mod text;
#[cfg(feature = "gate")]
mod words;

#[cfg(feature = "gate")]
pub use context::Context;
#[cfg(feature = "gate")]
pub use format::{Format, report};
#[cfg(feature = "cli")]
pub(crate) use harmless::harmless_json;
#[cfg(feature = "gate")]
pub use json::{FORMAT, json_schema};
#[cfg(feature = "cli")]
pub(crate) use markdown::MAX_SUMMARY;
#[cfg(feature = "gate")]
pub use markdown::report as markdown;
#[cfg(feature = "cli")]
pub(crate) use text::render_coming;
pub use text::{Style, render, summary};
#[cfg(feature = "cli")]
pub(crate) use words::conclusion;
