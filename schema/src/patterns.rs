//! Regular expressions as ECMAScript has them, with the flag `u`, as JSON Schema asks for.
//!
//! The crate `regress` compiles them: its language is that of ECMAScript, look-around and
//! references included, which the crate `regex` does not have. It is behind the feature `patterns`,
//! so that build scripts do not compile it. Without the feature, every text is taken for a regular
//! expression, and every text matches.

/// A regular expression.
#[derive(Debug, Clone)]
pub struct Pattern {
    #[cfg(feature = "patterns")]
    regex: regress::Regex,
}

impl Pattern {
    /// Compiles a regular expression.
    ///
    /// # Errors
    /// The reason, if the text is none.
    #[cfg(feature = "patterns")]
    pub fn new(text: &str) -> Result<Self, String> {
        let regex = regress::Regex::with_flags(text, "u");
        let regex = regex.map_err(|error| error.to_string())?;
        Ok(Self { regex })
    }

    /// Takes every text for a regular expression.
    ///
    /// # Errors
    /// Never: the feature `patterns` is off.
    #[cfg(not(feature = "patterns"))]
    pub fn new(_: &str) -> Result<Self, String> {
        Ok(Self {})
    }

    /// Returns true if the expression matches somewhere in a text.
    #[must_use]
    #[cfg(feature = "patterns")]
    pub fn is_match(&self, text: &str) -> bool {
        self.regex.find(text).is_some()
    }

    /// Returns true: the feature `patterns` is off.
    #[must_use]
    #[cfg(not(feature = "patterns"))]
    pub fn is_match(&self, _: &str) -> bool {
        true
    }
}

#[cfg(all(test, feature = "patterns"))]
mod tests {
    use super::Pattern;
    use crate::model::TextFormat;

    fn is_match(pattern: &str, text: &str) -> bool {
        Pattern::new(pattern).is_ok_and(|pattern| pattern.is_match(text))
    }

    #[test]
    fn examples_of_formats_have_their_formats() {
        for format in TextFormat::ALL {
            let Some(pattern) = format.pattern() else {
                continue;
            };
            assert!(is_match(pattern, format.example()), "{}", format.name());
            assert!(!is_match(pattern, " "), "{}", format.name());
        }
    }

    #[test]
    fn patterns_are_those_of_ecmascript() {
        assert!(is_match(r"^(?=a)\p{Letter}+$", "a\u{e9}"));
        assert!(!is_match(r"^\d$", "\u{663}"));
        assert!(Pattern::new("(").is_err());
        assert!(Pattern::new(r"\_").is_err());
    }

    #[test]
    fn addresses_of_hosts() {
        let [v4, v6] = [TextFormat::Ipv4, TextFormat::Ipv6].map(|format| format.pattern());
        let (v4, v6) = (v4.unwrap_or_default(), v6.unwrap_or_default());
        for (text, is_v4, is_v6) in [
            ("0.0.0.0", true, false),
            ("255.1.20.199", true, false),
            ("256.1.1.1", false, false),
            ("1.1.1", false, false),
            ("1.1.1.1.", false, false),
            ("::", false, true),
            ("::1", false, true),
            ("1::", false, true),
            ("1:2:3:4:5:6:7:8", false, true),
            ("1:2:3:4:5:6:7", false, false),
            ("1::2::3", false, false),
            (":1", false, false),
            ("12345::", false, false),
        ] {
            assert_eq!(is_match(v4, text), is_v4, "{text}");
            assert_eq!(is_match(v6, text), is_v6, "{text}");
        }
    }
}
