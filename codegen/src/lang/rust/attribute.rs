//! Attributes as texts of options: their syntax, and the traits that they derive.

use super::naming::is_path;

/// An attribute of an option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Attribute<'a> {
    /// The paths of traits to derive.
    Derive(Vec<&'a str>),
    /// Any other attribute, as written.
    Other(&'a str),
}

/// Parses a text of one or more attributes. `None` if it has anything else, or an attribute does
/// not end: it would be part of the code that follows.
pub(super) fn parse(text: &str) -> Option<Vec<Attribute<'_>>> {
    let mut rest = text.trim();
    let mut attributes = Vec::new();
    while !rest.is_empty() {
        let inner = rest.strip_prefix('#')?.trim_start().strip_prefix('[')?;
        let length = closing(inner)?;
        let written = &rest[..rest.len() - inner.len() + length + 1];
        attributes.push(attribute(written, inner[..length].trim())?);
        rest = inner[length + 1..].trim_start();
    }
    (!attributes.is_empty()).then_some(attributes)
}

fn attribute<'a>(written: &'a str, content: &'a str) -> Option<Attribute<'a>> {
    if !content.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | ':')) {
        return None;
    }
    let derived = content.strip_prefix("derive").map(str::trim_start);
    let Some(list) = derived.and_then(|rest| rest.strip_prefix('(')) else {
        return Some(Attribute::Other(written));
    };
    let list = list.strip_suffix(')')?.trim();
    let paths = list.strip_suffix(',').unwrap_or(list).split(',');
    let paths: Vec<&str> = paths.map(str::trim).collect();
    paths
        .iter()
        .all(|path| is_path(path))
        .then_some(Attribute::Derive(paths))
}

/// The position of the bracket that closes an attribute, in the text after the opening one.
fn closing(text: &str) -> Option<usize> {
    let mut open = vec![']'];
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        match c {
            '[' => open.push(']'),
            '(' => open.push(')'),
            '{' => open.push('}'),
            ']' | ')' | '}' => {
                if open.pop() != Some(c) {
                    return None;
                }
                if open.is_empty() {
                    return Some(at);
                }
            }
            '/' if rest.starts_with("//") || rest.starts_with("/*") => return None,
            _ => {}
        }
        at += literal(text, at)?.unwrap_or(c.len_utf8());
    }
    None
}

/// The length of a literal at a position, if one starts there; `None` if it does not end.
fn literal(text: &str, at: usize) -> Option<Option<usize>> {
    let rest = &text[at..];
    let is_inside_word = text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
    if rest.starts_with('"') {
        return Some(Some(quoted(rest, '"')?));
    }
    if let Some(hashed) = rest.strip_prefix('r').filter(|_| !is_inside_word) {
        let hashes = hashed.len() - hashed.trim_start_matches('#').len();
        if hashed[hashes..].starts_with('"') {
            let end = format!("\"{}", "#".repeat(hashes));
            let start = hashes + 2;
            return Some(Some(start + rest[start..].find(&end)? + end.len()));
        }
    }
    if let Some(inner) = rest.strip_prefix('\'') {
        let is_char = inner.starts_with('\\') || inner.chars().nth(1) == Some('\'');
        // Otherwise it is a lifetime.
        return Some(if is_char {
            Some(quoted(rest, '\'')?)
        } else {
            None
        });
    }
    Some(None)
}

/// The length of a literal between two of the same quotes.
fn quoted(text: &str, quote: char) -> Option<usize> {
    let mut is_escaped = false;
    let mut ends = text.char_indices().skip(1).filter(|(_, c)| {
        let ends = *c == quote && !is_escaped;
        is_escaped = *c == '\\' && !is_escaped;
        ends
    });
    ends.next().map(|(at, _)| at + 1)
}

#[cfg(test)]
mod tests {
    use super::{Attribute, parse};

    #[test]
    fn attributes_are_distinguished_from_code() {
        for text in [
            "#[must_use]",
            " #[a] # [b(\"]\")]\n",
            "#[doc = r#\"] \"#]",
            "#[x('\\'', ']', 'a, b\"\\\"]\")]",
            "#[::a::b { [()] }]",
            "#[cfg_attr(feature = \"x\", derive(Hash))]",
        ] {
            assert!(parse(text).is_some(), "{text}");
        }
        for text in [
            "",
            "x",
            "#[derive(",
            "#[a",
            "#[]",
            "#![a]",
            "#[a)]",
            "#[a] struct B;",
            "#[a /* ] */]",
            "#[a // ]",
            "#[doc = \"]",
            "#[doc = r#\"]\"]",
            "#[derive()]",
            "#[derive(Eq, )a()]",
            "#[derive(Eq Hash)]",
            "/// A text.",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn derives_are_lists_of_paths() {
        let parsed = parse("#[derive(Eq, std::hash::Hash,)] #[x]");
        let derive = Attribute::Derive(vec!["Eq", "std::hash::Hash"]);
        assert_eq!(parsed, Some(vec![derive, Attribute::Other("#[x]")]));
    }
}
