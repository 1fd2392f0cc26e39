//! Diagnostics and reports as people and programs read them.

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
mod report;
#[cfg(feature = "gate")]
mod sarif;
mod text;

#[cfg(feature = "gate")]
pub use json::{FORMAT, json_schema};
#[cfg(feature = "gate")]
pub use markdown::{MAX_SUMMARY, report as markdown};
#[cfg(feature = "gate")]
pub(crate) use report::conclusion;
#[cfg(feature = "gate")]
pub use report::{Context, Format, report};
pub use text::{Style, render, render_coming, render_findings, summary};
