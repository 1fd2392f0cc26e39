//! The rules of names, versions and topics from any source: schema files, derives or `model.json`.

use crate::Code;
use crate::type_expr::is_built_in;

/// The purpose of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name {
    /// The name of a type.
    Type,
    /// The name of an event.
    Event,
    /// A key on the wire, the short name of an enum value, or the text or name of a prefix.
    Key,
    /// The name of a field in code.
    Code,
    /// The name of the protocol.
    Protocol,
    /// A version of the protocol.
    Version,
    /// The name of a topic.
    Topic,
    /// The name of a server.
    Server,
    /// The title of the protocol or of a topic.
    Title,
    /// The licence of the protocol.
    License,
    /// The URL of a page or of a server.
    Url,
}

/// The reason that a text cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The code of the diagnostic.
    pub code: Code,
    /// The error, with the text in it.
    pub message: String,
    /// The expected form.
    pub expected: &'static str,
}

const IDENTIFIER: &str = "expected a letter, then letters, digits and `_`";

impl Name {
    /// Checks a text.
    ///
    /// # Errors
    /// If the text cannot be used.
    pub fn check(self, text: &str) -> Result<(), Refused> {
        if self == Self::Type && is_built_in(text) {
            return Err(Refused {
                code: Code::NameInvalid,
                message: format!("`{text}` is the name of a built-in type"),
                expected: "",
            });
        }
        if self.admits(text) {
            return Ok(());
        }
        let shown = text.escape_debug();
        let (code, cannot, expected) = match self {
            Self::Type => (Code::NameInvalid, "be the name of a type", IDENTIFIER),
            Self::Event => (
                Code::EventName,
                "be the name of an event",
                "expected words with dots between them, such as \"server.message.updated\"; with `[frame]`, `value` takes any text",
            ),
            Self::Key => (
                Code::NameInvalid,
                "be a key on the wire",
                "expected at least one character, and no control characters",
            ),
            Self::Code => (Code::NameInvalid, "be a name in code", IDENTIFIER),
            Self::Protocol => (
                Code::NameInvalid,
                "be the name of a protocol",
                "packages are named after it: expected a letter, then letters, digits, `-` and `_`",
            ),
            Self::Version => {
                return Err(Refused {
                    code: Code::ValueInvalid,
                    message: format!("`{shown}` is not a version"),
                    expected: "expected numbers with dots between them, such as \"1.2\" or \"1.2.3\"",
                });
            }
            Self::Topic => (
                Code::NameInvalid,
                "be the name of a topic",
                "a topic is named after its file: expected no `/`, `\\` or control characters",
            ),
            Self::Server => (
                Code::NameInvalid,
                "be the name of a server",
                "expected a letter, then letters, digits, `-` and `_`",
            ),
            Self::Title => (
                Code::ValueInvalid,
                "be a title",
                "expected one line of text, without spaces around it",
            ),
            Self::License => (
                Code::ValueInvalid,
                "be a license",
                "expected an SPDX expression such as \"MIT OR Apache-2.0\"",
            ),
            Self::Url => (
                Code::ValueInvalid,
                "be a URL",
                "expected a scheme and an address, such as \"https://example.org/chat\"",
            ),
        };
        Err(Refused {
            code,
            message: format!("`{shown}` cannot {cannot}"),
            expected,
        })
    }

    fn admits(self, text: &str) -> bool {
        match self {
            Self::Type | Self::Code => is_identifier(text),
            Self::Event => is_event(text),
            Self::Key => !text.is_empty() && !text.contains(char::is_control),
            Self::Protocol | Self::Server => is_identifier(&text.replace('-', "_")),
            Self::Version => is_version(text),
            // Types that are derived need no topic.
            Self::Topic => !text.contains(|c: char| c.is_control() || matches!(c, '/' | '\\')),
            Self::Title => is_title(text),
            Self::License => is_license(text),
            Self::Url => is_url(text),
        }
    }
}

/// Returns true if a text can be the name of a type in code, as an option gives it. It starts with
/// an upper-case letter, unlike modules, built-in types and nearly all keywords.
#[must_use]
pub fn is_type_name_in_code(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_uppercase()) && is_identifier(text)
}

pub(crate) fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

fn is_event(name: &str) -> bool {
    let allowed = |c: char| {
        c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ':' | '/' | '$' | '@' | '#' | '+')
    };
    let is_word = |word: &str| !word.is_empty() && word.chars().all(allowed);
    name.split('.').all(is_word) && name.contains(|c: char| c.is_ascii_alphabetic())
}

/// Returns true if a text is one line that shows something.
fn is_title(text: &str) -> bool {
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    !text.is_empty() && text.trim() == text && !text.contains(breaks)
}

/// Returns true if a text can be an SPDX expression: identifiers, `AND`, `OR`, `WITH` and
/// parentheses.
#[must_use]
pub fn is_license(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || " .-+():".contains(c);
    !text.trim().is_empty() && text.chars().all(plain)
}

/// Returns true if a text can be a URL: a scheme, `://` and something behind it.
#[must_use]
pub fn is_url(text: &str) -> bool {
    let is_scheme = |scheme: &str| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && (scheme.chars()).all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    };
    let plain = |c: char| c.is_ascii_graphic() && !"\"\\<>`".contains(c);
    text.chars().all(plain)
        && (text.split_once("://"))
            .is_some_and(|(scheme, rest)| is_scheme(scheme) && !rest.is_empty())
}

fn is_version(text: &str) -> bool {
    // Registries of packages take numbers up to 2^53 − 1.
    let is_number =
        |part: &str| (1..=15).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    text.split('.').count() <= 3 && text.split('.').all(is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_admits_and_refuses() {
        let cases: [(Name, &[&str], &[&str]); 11] = [
            (Name::Server, &["a", "eu-west_1"], &["", "1", "a b", "a.b"]),
            (
                Name::Title,
                &["A chat", "\u{e9}"],
                &["", " a", "a ", "a\nb", "a\u{2028}b"],
            ),
            (
                Name::License,
                &["MIT", "(MIT OR Apache-2.0) AND BSD-3-Clause+"],
                &["", " ", "M\"T", "MIT\n"],
            ),
            (
                Name::Url,
                &["https://a.b/c?d={e}", "wss://a"],
                &[
                    "",
                    "a.b",
                    "https://",
                    "://a",
                    "https://a b",
                    "https://\u{e9}",
                    "x://\"",
                ],
            ),
            (
                Name::Type,
                &["A", "a_1"],
                &["", "1a", "a-b", "a\n", "string", "\u{e9}"],
            ),
            (
                Name::Event,
                &[
                    "ping",
                    "server.message.updated",
                    "a:b/c-d_e",
                    "1.a",
                    "$/progress",
                ],
                &["", ".", "a.", "a..b", "1", "a b", "a\n", "server.\u{e9}"],
            ),
            (
                Name::Key,
                &["a b", "$ref", "\u{e9}"],
                &["", "a\n", "\u{85}", "\0"],
            ),
            (Name::Code, &["a_1"], &["", "$a", "a b"]),
            (
                Name::Protocol,
                &["a-b"],
                &["", "-a", "../x", "a\n", "a/b", "a.b"],
            ),
            (
                Name::Version,
                &["1", "1.2.3", "01.2", "999999999999999"],
                &["", "1.2.3.4", "1.", "v1", "1\n", "1000000000000000.1"],
            ),
            (
                Name::Topic,
                &["", "chat", "a b", "\u{e9}"],
                &["a/b", "a\\b", "a\n"],
            ),
        ];
        for (kind, admitted, refused) in cases {
            for text in admitted {
                assert_eq!(kind.check(text), Ok(()), "{kind:?} {text:?}");
            }
            for text in refused {
                assert!(kind.check(text).is_err(), "{kind:?} {text:?}");
            }
        }
    }
}
