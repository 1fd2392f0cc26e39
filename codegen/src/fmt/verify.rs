//! Proof that a formatted file differs from the original in its form only.

use std::borrow::Cow;

use tdproto_schema::{SourceMap, compile};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Compares two files.
///
/// # Errors
/// The difference between the files.
pub(super) fn same(before: &str, after: &str) -> Result<(), &'static str> {
    if before == after {
        return Ok(());
    }
    let (old, _) = DeTable::parse_recoverable(before);
    let (new, errors) = DeTable::parse_recoverable(after);
    if !errors.is_empty() {
        return Err("the outcome is not TOML");
    }
    if !same_tables(old.get_ref(), new.get_ref()) {
        return Err("a value would change");
    }
    // The order of fields and values is part of the model.
    if model(before) != model(after) {
        return Err("the order of fields would change");
    }
    let (mut old, mut new) = (comments(before), comments(after));
    old.sort_unstable();
    new.sort_unstable();
    if old != new {
        return Err("a comment would be lost");
    }
    Ok(())
}

fn same_tables(old: &DeTable<'_>, new: &DeTable<'_>) -> bool {
    let same = |(key, value): (&Spanned<Cow<'_, str>>, &Spanned<DeValue<'_>>)| {
        let other = new.get(key.get_ref().as_ref());
        other.is_some_and(|other| same_values(value.get_ref(), other.get_ref()))
    };
    old.len() == new.len() && old.iter().all(same)
}

fn same_values(old: &DeValue<'_>, new: &DeValue<'_>) -> bool {
    match (old, new) {
        (DeValue::String(old), DeValue::String(new)) => old == new,
        (DeValue::Integer(old), DeValue::Integer(new)) => {
            (old.as_str(), old.radix()) == (new.as_str(), new.radix())
        }
        (DeValue::Float(old), DeValue::Float(new)) => old.as_str() == new.as_str(),
        (DeValue::Boolean(old), DeValue::Boolean(new)) => old == new,
        (DeValue::Datetime(old), DeValue::Datetime(new)) => old == new,
        (DeValue::Table(old), DeValue::Table(new)) => same_tables(old, new),
        (DeValue::Array(old), DeValue::Array(new)) => {
            let mut pairs = old.iter().zip(new.iter());
            old.len() == new.len()
                && pairs.all(|(old, new)| same_values(old.get_ref(), new.get_ref()))
        }
        _ => false,
    }
}

/// The model of a file on its own. Declarations of other files are unknown in both models.
fn model(text: &str) -> tdproto_schema::Model {
    let mut sources = SourceMap::default();
    sources.add("file.toml", text);
    compile(&sources).0.model
}

/// The comments of a file, found by its characters alone.
pub(super) fn comments(text: &str) -> Vec<&str> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        at = match byte {
            b'#' => {
                let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
                found.push(text[at..end].trim_end());
                end
            }
            b'"' | b'\'' => end_of_text(text, at),
            _ => at + 1,
        };
    }
    found
}

/// The end of the text that starts at a quote.
fn end_of_text(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let quote = bytes[start];
    let is = |at: usize, length: usize| {
        let found = bytes.get(at..at + length);
        found.is_some_and(|found| found.iter().all(|byte| *byte == quote))
    };
    let length = if is(start, 3) { 3 } else { 1 };
    let mut at = start + length;
    while at < bytes.len() {
        if bytes[at] == b'\\' && quote == b'"' {
            at += 2;
        } else if is(at, length) {
            at += length;
            // Up to two quotes may come right before the closing ones.
            while length == 3 && is(at, 1) {
                at += 1;
            }
            return at;
        } else {
            at += 1;
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_distinguished_from_texts() {
        let text = "# a\r\nb = \"# no \\\" # no\" # c\nd = '# no \\' # e\n\
                    f = \"\"\"\n# no \\\"\"\" # no\n\"\"\"\"\" # g\nh = '''# no''' # i";
        assert_eq!(comments(text), ["# a", "# c", "# e", "# g", "# i"]);
    }
}
