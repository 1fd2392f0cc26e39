//! The reader of schemas, to which the files of each type add their parts.

use super::documents::Documents;
use super::losses::Losses;

/// Reads schemas, and counts what they say and a [`Node`] cannot.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    pub(super) documents: &'a Documents,
    pub(super) losses: &'a mut Losses,
}
