//! Keys of components: letters, digits, `.`, `-` and `_`.

use std::collections::BTreeSet;

/// The place of the schemas in a document, as references begin with it.
pub(super) const COMPONENTS: &str = "#/components/schemas/";

/// The keys of a map that are in use.
#[derive(Debug, Default)]
pub(in crate::lang) struct Keys(BTreeSet<String>);

impl Keys {
    /// Keys of which some are in use.
    pub(in crate::lang) fn with(taken: impl IntoIterator<Item = String>) -> Self {
        Self(taken.into_iter().collect())
    }

    /// A free key for a name: other characters become `_`, and `_` is appended while it is in use.
    pub(in crate::lang) fn free(&mut self, name: &str) -> String {
        let mut key = plain(name);
        while !self.0.insert(key.clone()) {
            key.push('_');
        }
        key
    }
}

fn plain(name: &str) -> String {
    let safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let key: String = name
        .chars()
        .map(|c| if safe(c) { c } else { '_' })
        .collect();
    // `__proto__` is no key of its own in JavaScript, in which nearly all readers are written.
    match key.is_empty() || key.starts_with("__") {
        true => format!("x{key}"),
        false => key,
    }
}

#[cfg(test)]
mod tests {
    use super::Keys;

    #[test]
    fn keys_are_plain_and_differ() {
        let mut keys = Keys::default();
        assert_eq!(keys.free("textDocument/hover"), "textDocument_hover");
        assert_eq!(keys.free("textDocument_hover"), "textDocument_hover_");
        assert_eq!(keys.free("$/x"), "x__x");
        assert_eq!(keys.free("__proto__"), "x__proto__");
    }
}
