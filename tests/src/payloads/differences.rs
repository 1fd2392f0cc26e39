//! Where a language is known to differ from the vectors, and why.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;

use serde::Deserialize;
use tdproto_codegen::payloads::Vector;

/// How much of a text is shown.
const SHOWN: usize = 400;

/// How a vector fared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// As it expects.
    Passed,
    /// Not so, for a reason.
    Difference,
    /// Not so, or against what was known.
    Unexplained,
}

/// Vectors that a language differs from.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Difference {
    /// The languages, as in the table.
    languages: Vec<String>,
    /// The vectors: their names, in which `*` stands for any text.
    vectors: Vec<String>,
    /// Those of them that agree.
    #[serde(default)]
    except: Vec<String>,
    /// Why.
    reason: String,
    /// How many there were.
    #[serde(skip)]
    found: usize,
}

impl Difference {
    fn is_of(&self, language: &str, id: &str) -> bool {
        self.languages.iter().any(|found| found == language)
            && self.vectors.iter().any(|pattern| matches(pattern, id))
            && !self.except.iter().any(|pattern| matches(pattern, id))
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    difference: Vec<Difference>,
}

/// The known differences, and what was found besides.
#[derive(Debug)]
pub(super) struct Differences {
    known: Vec<Difference>,
    /// By language, class and variant: how many there are, and the first of them.
    unexplained: BTreeMap<String, (usize, String)>,
}

impl Differences {
    /// Reads `payloads/known-differences.toml`: what it says of some languages.
    pub(super) fn read(languages: &[&str]) -> Self {
        let path = crate::root().join("tests/payloads/known-differences.toml");
        let text = fs::read_to_string(path).unwrap();
        let File { difference } = toml::from_str(&text).unwrap();
        let mut known = difference;
        assert!(known.iter().all(|found| !found.reason.is_empty()));
        known.retain(|found| {
            found
                .languages
                .iter()
                .any(|l| languages.contains(&l.as_str()))
        });
        Self {
            known,
            unexplained: BTreeMap::new(),
        }
    }

    /// Whether a language is known to differ from the vector of this name.
    pub(super) fn knows(&self, language: &str, id: &str) -> bool {
        self.known.iter().any(|known| known.is_of(language, id))
    }

    /// Whether what a language made of a vector is known.
    pub(super) fn check(
        &mut self,
        language: &str,
        id: &str,
        vector: &Vector,
        result: Result<(), String>,
    ) -> Known {
        let mut known = self.known.iter_mut();
        let known = known.find(|known| known.is_of(language, id));
        match (known, result) {
            (None, Ok(())) => Known::Passed,
            (Some(known), Err(_)) => {
                known.found += 1;
                Known::Difference
            }
            (Some(_), Ok(())) => {
                let text = "agrees, against known-differences.toml";
                self.unexplained(language, id, text, vector)
            }
            (None, Err(text)) => self.unexplained(language, id, &text, vector),
        }
    }

    fn unexplained(&mut self, language: &str, id: &str, text: &str, vector: &Vector) -> Known {
        let variant = id.rsplit('/').next().unwrap_or_default();
        let group = format!("{language}: {}/{variant}", vector.class);
        let first = || {
            let short = |text: &str| text.chars().take(SHOWN).collect::<String>();
            format!("{id}: {}\n    of {}", short(text), short(&vector.text))
        };
        self.unexplained
            .entry(group)
            .or_insert_with(|| (0, first()))
            .0 += 1;
        Known::Unexplained
    }

    /// Fails if anything is unexplained, or explained in vain.
    pub(super) fn finish(self) {
        let mut found: Vec<String> = self
            .unexplained
            .iter()
            .map(|(group, (count, first))| format!("{count} × {group}, such as\n  {first}"))
            .collect();
        for known in self.known.iter().filter(|known| known.found == 0) {
            found.push(format!("{:?}: no vector differs any more", known.vectors));
        }
        assert!(found.is_empty(), "unexplained:\n{}", found.join("\n"));
    }
}

impl fmt::Display for Differences {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unexplained: usize = self.unexplained.values().map(|(count, _)| count).sum();
        writeln!(f, "{unexplained} unexplained differences; known:")?;
        for known in &self.known {
            let languages = known.languages.join(", ");
            writeln!(f, "~{} {languages}: {}", known.found, known.reason)?;
        }
        Ok(())
    }
}

/// Whether a text is what a pattern says, in which `*` stands for any text.
fn matches(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else {
        return false;
    };
    let mut parts = parts.peekable();
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.is_empty()
}

#[test]
fn patterns() {
    assert!(matches("a/*/c", "a/b/c"));
    assert!(matches("*x*", "axb"));
    assert!(!matches("a/*/c", "a/b/d"));
    assert!(!matches("a", "ab"));
}
