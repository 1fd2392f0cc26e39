//! The reader of schemas, to which the files of each type add their parts.

use std::collections::BTreeSet;

use super::documents::{Documents, Place};
use super::losses::Losses;

/// Reads schemas, and counts what they say and a [`Node`] cannot.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    pub(super) documents: &'a Documents,
    pub(super) losses: &'a mut Losses,
    /// The places whose examples are those of events.
    pub(super) payloads: &'a BTreeSet<Place>,
}
