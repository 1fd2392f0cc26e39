//! Keys of members and string literals.

use tdproto_schema::model::Constant;

pub(super) use crate::lang::literal::double_quoted as string;

/// The key of a member: bare where it is an identifier, else as a string.
pub(super) fn key(name: &str) -> String {
    let mut chars = name.chars();
    let identifier = chars.next().is_some_and(starts_identifier)
        && chars.all(|c| starts_identifier(c) || c.is_ascii_digit());
    if identifier {
        name.to_owned()
    } else {
        string(name)
    }
}

/// Returns true if a character may start an identifier. Of the letters beyond ASCII, these are only
/// the blocks that every version of Unicode agrees on. A name with others is quoted, which is
/// always valid.
fn starts_identifier(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '_' | '$' => true,
        '\u{300}'..='\u{36f}' => false,
        '\u{c0}'..='\u{52f}' => c.is_alphabetic(),
        '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' => true,
        '\u{4e00}'..='\u{9fa5}' | '\u{ac00}'..='\u{d7a3}' => true,
        _ => false,
    }
}

/// The only value of a field.
pub(super) fn constant(constant: &Constant) -> String {
    match constant {
        Constant::Text(text) => string(text),
        Constant::Int(number) => number.to_string(),
        Constant::Bool(is_true) => is_true.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_quoted_where_they_must_be() {
        let plain = [
            "chat_type",
            "$ref",
            "_debug",
            "größe",
            "имя",
            "鍵",
            "class",
            "constructor",
        ];
        for name in plain {
            assert_eq!(key(name), name);
        }
        assert_eq!(key("last-tab"), "\"last-tab\"");
        assert_eq!(key("2fa"), "\"2fa\"");
        assert_eq!(key("a b"), "\"a b\"");
        assert_eq!(key("Ⓐ"), "\"Ⓐ\"");
        assert_eq!(key("quote\"back\\slash"), r#""quote\"back\\slash""#);
    }

    #[test]
    fn strings_hide_nothing() {
        assert_eq!(string("😀"), "\"😀\"");
        assert_eq!(
            string("\u{7}\u{2028}\u{202e}\n"),
            r#""\u0007\u2028\u202e\n""#
        );
    }
}
