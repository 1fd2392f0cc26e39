//! Changes of values in TOML that a person wrote.

use toml_edit::{Item, TableLike, Value};

/// Sets the value of a key. The comments above it and behind it stay.
pub(crate) fn replace(table: &mut dyn TableLike, key: &str, mut value: Value) {
    if let Some(Item::Value(old)) = table.get(key) {
        *value.decor_mut() = old.decor().clone();
    }
    match table.get_mut(key) {
        Some(item) => *item = Item::Value(value),
        None => drop(table.insert(key, Item::Value(value))),
    }
}
