//! What a report is shown for.

use tdproto_schema::Severity;

use super::text::Style;
use crate::load::Places;

/// What a report is shown for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    /// Whether text may have colour.
    pub style: Style,
    /// Lowest severity that fails the run; `None`: no finding does.
    pub fail_on: Option<Severity>,
    /// What paths are relative to.
    pub places: Places,
}
