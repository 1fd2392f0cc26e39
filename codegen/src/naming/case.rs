//! Casing.

use heck::{ToKebabCase, ToLowerCamelCase, ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

/// The case of names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// The case of the schema.
    Keep,
    /// `snake_case`
    Snake,
    /// `kebab-case`
    Kebab,
    /// `lowerCamelCase`
    LowerCamel,
    /// `UpperCamelCase`
    UpperCamel,
    /// `SHOUTY_SNAKE_CASE`
    Shouty,
}

impl Case {
    /// The name in this case. A name of which the case would leave nothing is kept.
    #[must_use]
    pub fn apply(self, name: &str) -> String {
        if self == Self::Snake && is_snake(name) {
            return name.to_owned();
        }
        let cased = match self {
            Self::Keep => name.to_owned(),
            Self::Snake => name.to_snake_case(),
            Self::Kebab => name.to_kebab_case(),
            Self::LowerCamel => name.to_lower_camel_case(),
            Self::UpperCamel => name.to_upper_camel_case(),
            Self::Shouty => name.to_shouty_snake_case(),
        };
        if cased.is_empty() {
            name.to_owned()
        } else {
            cased
        }
    }

    /// Returns true if a name is in this case already.
    #[must_use]
    pub fn is(self, name: &str) -> bool {
        self.apply(name) == name
    }
}

/// Returns true if a name is `snake_case` for certain; most keys are.
fn is_snake(name: &str) -> bool {
    let plain = |word: &str| {
        !word.is_empty()
            && word
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    name.split('_').all(plain)
}
