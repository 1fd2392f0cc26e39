//! Peers of frames that a schema draws: types with serde's derives, and a dispatch by hand over the
//! raw text of params, as one writes it for protocols whose frames no derive can say.
//!
//! They do the same as the generated types: null and missing keys are empty, optional entities are
//! boxed, other variants are kept as they came.

use serde::{Deserialize, Deserializer};

pub mod gateway;
pub mod lsp;

/// Null is the empty value.
fn lenient<'de, T, D>(from: D) -> Result<T, D::Error>
where
    T: Deserialize<'de> + Default,
    D: Deserializer<'de>,
{
    Ok(Option::deserialize(from)?.unwrap_or_default())
}
