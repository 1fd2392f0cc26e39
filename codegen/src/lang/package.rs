//! The name, version and other facts of a generated package, decided once for every language.

use tdproto_schema::model::Protocol;
use tdproto_schema::{Diagnostic, Model, names};

use super::{PackageNames, REGISTRY};
use crate::options::{Options, PackageOptions, Setting};

/// The name, version and other facts of a generated package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Package {
    /// The name in the language's registry.
    pub(crate) name: String,
    /// The three numbers, and the rest of a version given by hand.
    pub(crate) version: String,
    /// An SPDX expression; `None`: the package names no licence.
    pub(crate) license: Option<String>,
    /// The URL of its repository; `None`: the package names none.
    pub(crate) repository: Option<String>,
    /// The URL of a page about the protocol; `None`: the package names none.
    pub(crate) homepage: Option<String>,
    /// The words by which people find it.
    pub(crate) keywords: Vec<String>,
}

impl Package {
    /// The package of a protocol. What the options leave out follows from the model; `cased` brings
    /// the protocol's name into the form that the registry asks for.
    pub(crate) fn new(
        model: &Model,
        options: &PackageOptions,
        cased: impl Fn(&str) -> String,
    ) -> Self {
        let protocol = &model.protocol;
        let version = options.version.clone();
        Self {
            name: (options.name.clone()).unwrap_or_else(|| cased(&protocol.name)),
            version: version.unwrap_or_else(|| three_numbers(protocol.version.as_deref())),
            license: options.license.clone().or_else(|| protocol.license.clone()),
            repository: options.repository.clone(),
            homepage: protocol.url.clone(),
            keywords: options.keywords.clone(),
        }
    }
}

/// A protocol's version as package registries want it: three numbers without leading zeros.
pub(super) fn three_numbers(version: Option<&str>) -> String {
    let number = |part: &str| part.parse::<u64>().ok();
    let mut parts = version.unwrap_or_default().split('.').map_while(number);
    let [major, minor, patch] = std::array::from_fn(|_| parts.next().unwrap_or(0));
    format!("{major}.{minor}.{patch}")
}

/// Returns true if cargo takes a text for the name of a package.
pub(crate) fn is_cargo_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && (name.chars()).all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
}

/// Returns true if npm takes a text for the name of a package, with or without a scope.
pub(crate) fn is_npm_name(name: &str) -> bool {
    const LONGEST: usize = 214;
    let is_part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
            && part.bytes().all(|b| {
                b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'.' | b'_')
            })
    };
    let (scope, name_only) = match name.strip_prefix('@') {
        Some(scoped) => scoped.split_once('/').unwrap_or(("", "")),
        None => ("none", name),
    };
    name.len() <= LONGEST && is_part(scope) && is_part(name_only)
}

/// Returns true if a text is a semantic version: three numbers, then parts behind `-` and `+`.
pub(crate) fn is_version(text: &str) -> bool {
    let is_number = |part: &str| {
        part.bytes().all(|b| b.is_ascii_digit())
            && part.parse::<u64>().is_ok()
            && (part == "0" || !part.starts_with('0'))
    };
    let is_word = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let is_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let (text, build) = text.split_once('+').unwrap_or((text, "0"));
    let (numbers, pre) = text.split_once('-').unwrap_or((text, "0"));
    numbers.split('.').count() == 3
        && numbers.split('.').all(is_number)
        && build.split('.').all(is_word)
        && pre
            .split('.')
            .all(|part| is_word(part) && (!is_digits(part) || is_number(part)))
}

/// Returns true if registries take a text for a keyword: at most 20 letters, digits and `+-_`.
pub(crate) fn is_keyword(text: &str) -> bool {
    const LONGEST: usize = 20;
    let plain = |c: char| c.is_ascii_alphanumeric() || "+-_".contains(c);
    text.len() <= LONGEST
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.chars().all(plain)
}

/// Reports facts of packages that a registry refuses, or that could be more than a text in the
/// package's manifest. A configuration file is checked while it is read, and has only valid ones.
pub(super) fn check(options: &Options) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for backend in REGISTRY {
        let Some(names) = backend.package_names() else {
            continue;
        };
        let language = backend.name();
        for (what, text, is_valid) in facts(options.package(language), names.is_name) {
            if !is_valid(text) {
                let message = format!("`{}` cannot be {}", text.escape_debug(), what.name());
                let expected = format!("expected {}", what.expected(&names));
                found.push(options.invalid(Setting::Package, language, &message, &expected));
            }
        }
    }
    found
}

/// A fact of a package.
#[derive(Clone, Copy)]
enum Fact {
    Name,
    Version,
    License,
    Repository,
    Keyword,
}

impl Fact {
    fn name(self) -> &'static str {
        match self {
            Self::Name => "the name",
            Self::Version => "the version",
            Self::License => "the licence",
            Self::Repository => "the repository",
            Self::Keyword => "a keyword",
        }
    }

    fn expected(self, names: &PackageNames) -> &'static str {
        match self {
            Self::Name => names.expected,
            Self::Version => "a semantic version such as `1.2.3` or `2.0.0-beta.1`",
            Self::License => "an SPDX expression such as `MIT OR Apache-2.0`",
            Self::Repository => "a URL such as `https://example.org/chat`",
            Self::Keyword => "at most 20 letters, digits and `+-_`",
        }
    }
}

/// Returns true if a text can be a fact.
type IsValid = fn(&str) -> bool;

/// The facts that options give a package, each with its check.
fn facts(package: &PackageOptions, is_name: IsValid) -> Vec<(Fact, &str, IsValid)> {
    let single = [
        (Fact::Name, package.name.as_deref(), is_name),
        (Fact::Version, package.version.as_deref(), is_version),
        (Fact::License, package.license.as_deref(), names::is_license),
        (
            Fact::Repository,
            package.repository.as_deref(),
            names::is_url,
        ),
    ];
    let given = single.into_iter();
    let mut facts: Vec<(Fact, &str, IsValid)> = given
        .filter_map(|(fact, text, is_valid)| Some((fact, text?, is_valid)))
        .collect();
    for keyword in &package.keywords {
        facts.push((Fact::Keyword, keyword, is_keyword));
    }
    facts
}

/// The title and the description of the protocol on one line, if it has any.
pub(super) fn description(protocol: &Protocol) -> Option<String> {
    let doc: Vec<&str> = protocol.doc.split_whitespace().collect();
    let title = protocol
        .title
        .iter()
        .flat_map(|title| title.split_whitespace());
    let title = title.collect::<Vec<_>>().join(" ");
    let is_open = !doc.is_empty() && title.ends_with(|c: char| !".!?…".contains(c));
    let title = format!("{title}{}", if is_open { "." } else { "" });
    let words: Vec<&str> = [title.as_str()].into_iter().chain(doc).collect();
    let text = words.join(" ").trim().to_owned();
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::{is_version, three_numbers};

    #[test]
    fn semantic_versions_have_three_numbers_and_words() {
        for text in [
            "0.0.0",
            "1.2.3",
            "1.2.3-beta.1",
            "1.2.3-x-y+b.01",
            "1.0.0+a",
        ] {
            assert!(is_version(text), "{text}");
        }
        for text in [
            "",
            "1.2",
            "1.2.3.4",
            "01.2.3",
            "1.2.3-",
            "1.2.3+",
            "1.2.3-a..b",
            "1.2.3-01",
            "1.2.x",
            "1.2.3\n",
            "1.2.3-\"",
            "1.2.99999999999999999999",
        ] {
            assert!(!is_version(text), "{text}");
        }
    }

    #[test]
    fn versions_have_three_numbers() {
        assert_eq!(three_numbers(None), "0.0.0");
        assert_eq!(three_numbers(Some("1.50")), "1.50.0");
        assert_eq!(three_numbers(Some("1.50.57")), "1.50.57");
        assert_eq!(three_numbers(Some("01.2.3.4")), "1.2.3");
        assert_eq!(three_numbers(Some("next")), "0.0.0");
    }
}
