//! Links in descriptions: those that can do no harm.

use std::borrow::Cow;

/// Returns true if a link of a description may be followed: `http`, `https`, `mailto`, and fragments
/// of the page. Browsers drop control characters and spaces from URLs before they look at the
/// scheme, so that a URL with one of them is refused.
pub(crate) fn is_safe_url(url: &str) -> bool {
    if url.contains(|c: char| c.is_control() || c.is_whitespace()) {
        return false;
    }
    let lower = url.to_ascii_lowercase();
    let is_web = lower.starts_with("http://") || lower.starts_with("https://");
    is_web || lower.starts_with("mailto:")
}

/// A description without characters that a reader does not see and that change how what follows is
/// shown: controls but for line ends and tabs, and marks that turn the direction of texts around.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    let steers = |c: char| {
        let is_control = c.is_control() && !matches!(c, '\n' | '\t' | '\r');
        is_control || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    match text.contains(steers) {
        true => Cow::Owned(text.replace(steers, "")),
        false => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::is_safe_url;

    #[test]
    fn only_links_to_the_web_and_to_mail_are_followed() {
        for url in ["https://a.b/c?d#e", "HTTP://a", "mailto:a@b.c"] {
            assert!(is_safe_url(url), "{url}");
        }
        for url in [
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "java\tscript:alert(1)",
            " javascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "//a.b",
            "../x",
            "file:///etc/passwd",
            "#x",
            "",
        ] {
            assert!(!is_safe_url(url), "{url}");
        }
    }
}
