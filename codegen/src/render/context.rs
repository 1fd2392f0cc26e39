//! The settings that a report is shown with.

use tdproto_schema::Severity;

use super::text::Style;
use crate::load::Places;

/// The settings that a report is shown with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    /// The use of colour in text.
    pub style: Style,
    /// The lowest severity that fails the run; `None` if no finding does.
    pub fail_on: Option<Severity>,
    /// The directories that paths are relative to.
    pub places: Places,
}
