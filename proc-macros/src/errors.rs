//! Errors of a declaration, which are reported together.

use syn::{Error, Result};

/// All errors as one, or none.
pub(crate) fn all(errors: Vec<Error>) -> Result<()> {
    let all = errors.into_iter().reduce(|mut all, error| {
        all.combine(error);
        all
    });
    all.map_or(Ok(()), Err)
}
