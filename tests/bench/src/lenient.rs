use serde::{Deserialize, Deserializer, Serialize};

/// Null is the empty value.
fn lenient<'de, T, D>(from: D) -> Result<T, D::Error>
where
    T: Deserialize<'de> + Default,
    D: Deserializer<'de>,
{
    Ok(Option::deserialize(from)?.unwrap_or_default())
}

/// What a sender leaves out.
fn is_empty<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

