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
    /// `UpperCamelCase` with the initialisms of Go: `ChatID`, `BaseURL`
    Initialisms,
}

/// The words that Go writes in upper case: those of its linters, and `jid`.
const INITIALISMS: &[&str] = &[
    "acl", "amqp", "api", "ascii", "cpu", "css", "db", "dns", "eof", "gid", "guid", "html", "http",
    "https", "id", "ip", "jid", "json", "qps", "ram", "rpc", "rtp", "sip", "sla", "smtp", "sql",
    "ssh", "tcp", "tls", "ts", "ttl", "udp", "ui", "uid", "uri", "url", "utf8", "uuid", "vm",
    "xml", "xmpp", "xsrf", "xss",
];

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
            Self::Initialisms => initialisms(name),
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

/// A name of Go. In a name of both cases, words in upper case are initialisms, too.
fn initialisms(name: &str) -> String {
    let is_mixed = name.is_ascii() && name.contains(|c: char| c.is_ascii_lowercase());
    // Words are parts of the name without what separates them.
    let letters: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
    let mut rest = letters.as_str();
    let mut cased = String::with_capacity(name.len());
    for word in name.to_snake_case().split('_') {
        let (written, after) = rest.split_at_checked(word.len()).unwrap_or(("", ""));
        rest = after;
        let is_upper = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
        let is_initialism = is_mixed && written.len() > 1 && written.chars().all(is_upper);
        match is_initialism && written.eq_ignore_ascii_case(word) {
            true => cased.push_str(written),
            false => cased.push_str(&capitalized(word)),
        }
    }
    cased
}

/// A word in lower case as a part of a name of Go.
fn capitalized(word: &str) -> String {
    if INITIALISMS.binary_search(&word).is_ok() {
        return word.to_uppercase();
    }
    if let Some(one) = word.strip_suffix('s')
        && INITIALISMS.binary_search(&one).is_ok()
    {
        return one.to_uppercase() + "s";
    }
    let mut chars = word.chars();
    let first = chars.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(chars).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initialisms_are_in_upper_case() {
        assert!(INITIALISMS.is_sorted());
        let cases = [
            ("chat_id", "ChatID"),
            ("userIds", "UserIDs"),
            ("baseUrl", "BaseURL"),
            ("idle", "Idle"),
            ("HELLO", "Hello"),
            ("MESSAGE_CREATE", "MessageCreate"),
            ("ISODateTime", "ISODateTime"),
            ("ChatDTO", "ChatDTO"),
            ("a_B2", "AB2"),
            ("server.message.updated", "ServerMessageUpdated"),
            ("utf8_text", "UTF8Text"),
            ("+", "+"),
        ];
        for (name, expected) in cases {
            assert_eq!(Case::Initialisms.apply(name), expected, "{name}");
        }
    }
}
