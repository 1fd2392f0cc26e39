//! The keys of entities, by which a union by key knows its variants.

/// An entity whose keys are known when code is compiled, so that it can be a variant of a union by
/// key.
///
/// Derived entities have it. Implement it for an existing type that is to be a variant.
#[diagnostic::on_unimplemented(
    message = "the keys of `{Self}` are not known",
    label = "no variant of a union by key",
    note = "a variant of a union by key is an entity"
)]
pub trait HasKeys {
    /// Each key, and whether each object has it, whichever side sends it.
    const KEYS: &'static [(&'static str, bool)];
}

/// Returns true if an entity has a key.
#[doc(hidden)]
#[must_use]
pub const fn has_key(keys: &[(&str, bool)], key: &str) -> bool {
    let mut at = 0;
    while at < keys.len() {
        if is_same(keys[at].0, key) {
            return true;
        }
        at += 1;
    }
    false
}

/// Returns true if each object of an entity has a key.
#[doc(hidden)]
#[must_use]
pub const fn always_has(keys: &[(&str, bool)], key: &str) -> bool {
    let mut at = 0;
    while at < keys.len() {
        if is_same(keys[at].0, key) {
            return keys[at].1;
        }
        at += 1;
    }
    false
}

/// Returns true if two texts are the same.
pub(super) const fn is_same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut at = 0;
    while at < a.len() {
        if a[at] != b[at] {
            return false;
        }
        at += 1;
    }
    true
}
