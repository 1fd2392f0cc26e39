//! The names of parts in pages.

use crate::naming::Convention;

/// Names are those of the schema.
pub(super) const CONVENTION: Convention = Convention::new("HTML");
