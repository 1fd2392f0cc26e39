//! The formats of texts: those that every text of a place has.

use crate::datetime::is_rfc3339;

/// A set of formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Formats(u8);

/// A format of texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Format {
    Datetime,
    Date,
    Uuid,
    Uri,
    Email,
}

impl Format {
    /// All formats. No text has two of them.
    pub(super) const ALL: [Self; 5] = [
        Self::Datetime,
        Self::Date,
        Self::Uuid,
        Self::Uri,
        Self::Email,
    ];

    fn bit(self) -> u8 {
        1 << self as u8
    }

    /// The name that JSON Schema has for it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Datetime => "date-time",
            Self::Date => "date",
            Self::Uuid => "uuid",
            Self::Uri => "uri",
            Self::Email => "email",
        }
    }

    /// Returns true if a text has the format, and the pattern of the schema's format takes it.
    pub(super) fn admits(self, text: &str) -> bool {
        let bytes = text.as_bytes();
        match self {
            Self::Datetime => matches!(bytes, [_, _, _, _, b'-', ..]) && is_rfc3339(text),
            Self::Date => bytes.len() == 10 && is_rfc3339(&format!("{text}T00:00:00Z")),
            Self::Uuid => is_uuid(bytes),
            Self::Uri => is_uri(text),
            Self::Email => is_email(text),
        }
    }
}

impl Formats {
    /// Every format: of no text at all.
    pub(super) const ALL: Self = Self(0x1f);

    /// No format.
    pub(super) const NONE: Self = Self(0);

    /// Keeps the formats that a text has, too.
    #[inline]
    pub(super) fn keep(&mut self, text: &str) {
        if self.0 != 0 {
            self.keep_of(text);
        }
    }

    fn keep_of(&mut self, text: &str) {
        for format in Format::ALL {
            if self.0 & format.bit() != 0 && !format.admits(text) {
                self.0 &= !format.bit();
            }
        }
    }

    /// The formats that both sets have.
    pub(super) fn both(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The format, if there is one.
    pub(super) fn only(self) -> Option<Format> {
        let mut formats = Format::ALL.into_iter();
        let found = formats.find(|format| self.0 & format.bit() != 0);
        found.filter(|_| self != Self::ALL)
    }
}

/// Returns true if bytes are a UUID: five groups of hexadecimal digits.
pub(super) fn is_uuid(bytes: &[u8]) -> bool {
    let fits = |(at, byte): (usize, &u8)| match at {
        8 | 13 | 18 | 23 => *byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    };
    bytes.len() == 36 && bytes.iter().enumerate().all(fits)
}

/// Returns true if a text is a scheme, `://` and characters of a URI.
fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else {
        return false;
    };
    let in_scheme = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
    let starts = scheme.starts_with(|c: char| c.is_ascii_alphabetic());
    if !starts || !scheme.bytes().all(in_scheme) || rest.is_empty() {
        return false;
    }
    let bytes = rest.as_bytes();
    bytes.iter().enumerate().all(|(at, byte)| match byte {
        b'%' => {
            let digits = bytes.get(at + 1..at + 3);
            digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
        }
        byte => byte.is_ascii_alphanumeric() || b"._~:/?#[]@!$&'()*+,;=-".contains(byte),
    })
}

/// Returns true if a text is a plain address: words with dots, `@`, and the name of a host.
fn is_email(text: &str) -> bool {
    let Some((local, host)) = text.split_once('@') else {
        return false;
    };
    let in_local =
        |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+/=?^_`{|}~-".contains(&byte);
    let is_label = |label: &str| {
        let inner = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        let is_edge = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric());
        label.len() <= 63
            && is_edge(label.bytes().next())
            && is_edge(label.bytes().last())
            && label.bytes().all(inner)
    };
    local
        .split('.')
        .all(|word| !word.is_empty() && word.bytes().all(in_local))
        && host.contains('.')
        && host.split('.').all(is_label)
}

/// The kind of keys of an object that may be a map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KeyLook {
    /// Decimal digits of an integer.
    Integer,
    /// A text with a UUID, many digits, or a date: no name that a person gave.
    Id,
    /// Another text.
    Name,
}

/// Returns the kind that a key looks like.
pub(super) fn look_of(key: &str) -> KeyLook {
    let digits = key.strip_prefix('-').unwrap_or(key);
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_number {
        let is_canonical = key == "0" || !digits.starts_with('0');
        return match is_canonical && key.parse::<i64>().is_ok_and(|n| n.unsigned_abs() < 1 << 53) {
            true => KeyLook::Integer,
            false => KeyLook::Id,
        };
    }
    let ends_in_uuid = |at: usize| is_uuid(&key.as_bytes()[at..]);
    let has_uuid = key.len() >= 36 && ends_in_uuid(key.len() - 36);
    let digits = key.bytes().filter(u8::is_ascii_digit).count();
    let is_hex = key.len() >= 12 && key.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_date = Format::Date.admits(key) || Format::Datetime.admits(key);
    let many_digits = digits >= 6 || digits >= 3 && digits * 3 >= key.len() && key.len() >= 8;
    match has_uuid || is_hex && digits > 0 || is_date || many_digits {
        true => KeyLook::Id,
        false => KeyLook::Name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_of_texts() {
        let cases: [(&str, Option<Format>); 12] = [
            ("2019-09-18T00:00:07.435409Z", Some(Format::Datetime)),
            ("2019-09-18", Some(Format::Date)),
            ("2019-13-18", None),
            ("e0fca4c2-0d17-4317-96cd-703c2ca781e4", Some(Format::Uuid)),
            ("t-be962c01-14ae-4c59-aeb0-f0ff5cffab74", None),
            ("https://a.b/c?d=%20", Some(Format::Uri)),
            ("https://a b", None),
            ("https://é", None),
            ("x://%2", None),
            ("anna@example.com", Some(Format::Email)),
            ("@anna", None),
            ("", None),
        ];
        for (text, expected) in cases {
            let mut formats = Formats::ALL;
            formats.keep(text);
            assert_eq!(formats.only(), expected, "{text}");
        }
    }

    #[test]
    fn looks_of_keys() {
        let cases = [
            ("17", KeyLook::Integer),
            ("-1", KeyLook::Integer),
            ("007", KeyLook::Id),
            ("9007199254740993", KeyLook::Id),
            ("t-be962c01-14ae-4c59-aeb0-f0ff5cffab74", KeyLook::Id),
            ("8aad294579b8", KeyLook::Id),
            ("2019-09-18", KeyLook::Id),
            ("title", KeyLook::Name),
            ("address2", KeyLook::Name),
            ("x", KeyLook::Name),
            ("", KeyLook::Name),
        ];
        for (key, expected) in cases {
            assert_eq!(look_of(key), expected, "{key}");
        }
    }
}
