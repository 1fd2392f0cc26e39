//! Text without hidden effects: nothing in it steers a terminal, a log or the direction of writing.

use std::borrow::Cow;

/// Returns true if a character is no text. These are control characters, line and paragraph
/// separators, marks that turn the direction of text, and tags, which nothing shows. Line feeds and
/// tabs are text.
fn is_harmful(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{feff}' => true,
        '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{e0000}'..='\u{e007f}' => true,
        c => c.is_control(),
    }
}

/// A text with U+FFFD in place of every harmful character.
pub(super) fn harmless(text: &str) -> Cow<'_, str> {
    match text.contains(is_harmful) {
        true => Cow::Owned(text.replace(is_harmful, "\u{fffd}")),
        false => Cow::Borrowed(text),
    }
}

/// The path of a file, on one line.
pub(super) fn harmless_path(path: &str) -> Cow<'_, str> {
    let is_harmful = |c: char| is_harmful(c) || matches!(c, '\n' | '\t');
    match path.contains(is_harmful) {
        true => Cow::Owned(path.replace(is_harmful, "\u{fffd}")),
        false => Cow::Borrowed(path),
    }
}

/// A text with harmful characters replaced by as many bytes, so that places in the text stay the
/// same. The renderer shows control characters of ASCII as pictures, so they are kept.
pub(super) fn harmless_in_place(text: &str) -> Cow<'_, str> {
    let is_harmful = |c: char| !c.is_ascii() && is_harmful(c);
    if !text.contains(is_harmful) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match (is_harmful(c), c.len_utf8()) {
            (false, _) => out.push(c),
            (true, 2) => out.push('\u{b7}'),
            (true, 4) => out.push_str("?\u{fffd}"),
            (true, _) => out.push('\u{fffd}'),
        }
    }
    Cow::Owned(out)
}

/// JSON with escapes in place of harmful characters, which does not change its meaning.
#[cfg(feature = "gate")]
pub(crate) fn harmless_json(json: String) -> String {
    if !json.contains(is_harmful) {
        return json;
    }
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if is_harmful(c) {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(all(test, feature = "gate"))]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    const HARMFUL: &str = "a\u{1b}[31m\u{7f}\u{9b}31m\r\u{202e}\u{2028}\u{feff}\u{e0041}é\tz";

    #[test]
    fn every_form() {
        let shown = "a\u{fffd}[31m\u{fffd}\u{fffd}31m\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}é\tz";
        assert_eq!(harmless(HARMFUL), shown);
        let in_place = harmless_in_place(HARMFUL);
        assert_eq!(in_place.len(), HARMFUL.len());
        assert_eq!(in_place.find('é'), HARMFUL.find('é'));
        assert!(!in_place.contains(|c: char| !c.is_ascii() && is_harmful(c)));
        let json = serde_json::to_string(HARMFUL).unwrap();
        let escaped = harmless_json(json);
        assert!(!escaped.contains(is_harmful), "{escaped}");
        let read: String = serde_json::from_str(&escaped).unwrap();
        assert_eq!(read, HARMFUL);
    }

    #[test]
    fn plain_text_is_not_copied() {
        assert!(matches!(harmless("plain\n\té"), Cow::Borrowed(_)));
    }
}
