//! A version that did not move as far as the changes need.

use std::fmt;

use tdproto_schema::Severity;

use super::finding::accept;
use super::verdict::{Category, Mirror, Rule};
use crate::config::{VersionPart, Versions};
use crate::diff::{Compared, Group, What};
use crate::report::Finding;

/// The id of the rule.
pub const VERSION: &str = "version-not-bumped";

pub(super) const RULE: Rule = Rule {
    id: VERSION,
    about: "The version did not move as far as the changes need.",
    category: Category::Json,
    client: "error, with --check-version",
    server: "error, with --check-version",
    explanation: "\
Who uses the protocol goes by its version: a change that breaks somebody needs another major version,
one that breaks nobody another minor version, and one of descriptions another patch version. What
needs what is set by `[breaking.version]` in tdproto.toml. Changes that are accepted there do not
count as breaking. The version is `version` in `[protocol]`.",
    mirror: Mirror::None("a version moves forward only"),
    judge: None,
};

/// Judges how far the version moved; `findings` are those of the comparison that nothing accepts.
#[must_use]
pub fn judge_version(
    compared: &Compared<'_>,
    findings: &[&Finding],
    versions: &Versions,
) -> Option<Finding> {
    let (needed, because) = needed(compared, findings, versions);
    let (old, new) = (
        &compared.pairs.old.protocol.version,
        &compared.pairs.new.protocol.version,
    );
    let message = match (old, new) {
        _ if needed == VersionPart::None => return None,
        // The first version is as far as can be.
        (None, Some(_)) => return None,
        (_, None) => "the protocol does not say its version".to_owned(),
        (Some(old), Some(new)) => {
            let (before, now) = (Version::parse(old), Version::parse(new));
            let moved = before.moved(&now);
            if moved >= needed {
                return None;
            }
            let far = match moved {
                VersionPart::None if now < before => {
                    format!("version went back from {old} to {new}")
                }
                VersionPart::None => format!("version {new} has not moved"),
                VersionPart::Patch | VersionPart::Minor | VersionPart::Major => {
                    format!("version moved from {old} to {new}, {}", words(moved))
                }
            };
            format!("{far}: the changes need {}", words(needed))
        }
    };
    let next = old.as_ref().map(|old| Version::parse(old).next(needed));
    let mut found = Finding::new(RULE.id, Severity::Error, "protocol", message)
        .at(compared.new.0.origins.protocol(), "says its version")
        .note(because);
    if let Some(next) = next {
        found = found.help(format!(
            "the next version is {next}: `version = \"{next}\"` in `[protocol]`"
        ));
    }
    accept(&mut found);
    Some(found)
}

/// The part that has to move, and what needs it.
fn needed(
    compared: &Compared<'_>,
    findings: &[&Finding],
    versions: &Versions,
) -> (VersionPart, String) {
    let broken: Vec<String> = findings
        .iter()
        .filter(|found| found.severity == Severity::Error)
        .map(|found| found.fingerprint())
        .collect();
    let changes = compared
        .changes
        .iter()
        .filter(|change| change.what != What::Version);
    let (docs, others): (Vec<_>, Vec<_>) =
        changes.partition(|change| Group::of(change) == Group::Docs);
    let free = match others.len() {
        1 => "1 change that breaks nobody".to_owned(),
        more => format!("{more} changes that break nobody"),
    };
    let said = match docs.len() {
        1 => "1 change of descriptions only".to_owned(),
        more => format!("{more} changes of descriptions only"),
    };
    let broken_by = format!("breaking: {}", listed(&broken));
    let needs = [
        (versions.breaking, broken.len(), broken_by),
        (versions.compatible, others.len(), free),
        (versions.docs, docs.len(), said),
    ];
    let counted = needs.into_iter().filter(|(_, count, _)| *count > 0);
    let mut most = (VersionPart::None, String::new());
    for (part, _, because) in counted {
        if part > most.0 {
            most = (part, because);
        }
    }
    most
}

/// How many findings are named that need a version.
const NAMED: usize = 3;

fn listed(all: &[String]) -> String {
    let named = all
        .iter()
        .take(NAMED)
        .cloned()
        .collect::<Vec<_>>()
        .join(", ");
    match all.len().saturating_sub(NAMED) {
        0 => named,
        more => format!("{named} and {more} more"),
    }
}

fn words(part: VersionPart) -> &'static str {
    match part {
        VersionPart::None => "the same version",
        VersionPart::Patch => "another patch version",
        VersionPart::Minor => "another minor version",
        VersionPart::Major => "another major version",
    }
}

/// The three numbers of a version; what stands behind them does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Version([u64; 3]);

impl Version {
    fn parse(text: &str) -> Self {
        let mut numbers = [0; 3];
        for (number, part) in numbers.iter_mut().zip(text.split('.')) {
            let end = part
                .find(|c: char| !c.is_ascii_digit())
                .unwrap_or(part.len());
            *number = part[..end].parse().unwrap_or_default();
        }
        Self(numbers)
    }

    /// The part that moved forward.
    fn moved(&self, new: &Self) -> VersionPart {
        let parts = [VersionPart::Major, VersionPart::Minor, VersionPart::Patch];
        let numbers = self.0.iter().zip(&new.0).zip(parts);
        let mut moved = numbers.filter(|((old, new), _)| old != new);
        match moved.next() {
            Some(((old, new), part)) if new > old => part,
            Some(_) | None => VersionPart::None,
        }
    }

    /// The first version whose part has moved.
    fn next(&self, part: VersionPart) -> Self {
        let [major, minor, patch] = self.0;
        Self(match part {
            VersionPart::None => self.0,
            VersionPart::Patch => [major, minor, patch.saturating_add(1)],
            VersionPart::Minor => [major, minor.saturating_add(1), 0],
            VersionPart::Major => [major.saturating_add(1), 0, 0],
        })
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [major, minor, patch] = self.0;
        write!(f, "{major}.{minor}.{patch}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_part_that_moved() {
        for (old, new, moved) in [
            ("1.2.3", "1.2.3", VersionPart::None),
            ("1.2", "1.2.0", VersionPart::None),
            ("1.2.3", "1.2.4-rc1", VersionPart::Patch),
            ("1.2.3", "1.3", VersionPart::Minor),
            ("1.9.9", "2.0.0", VersionPart::Major),
            ("1.2.3", "1.1.9", VersionPart::None),
            ("2.0.0", "1.9.9", VersionPart::None),
        ] {
            assert_eq!(
                Version::parse(old).moved(&Version::parse(new)),
                moved,
                "{old} → {new}"
            );
        }
        let next = |part| Version::parse("1.2.3").next(part).to_string();
        assert_eq!(next(VersionPart::Major), "2.0.0");
        assert_eq!(next(VersionPart::Minor), "1.3.0");
        assert_eq!(next(VersionPart::Patch), "1.2.4");
    }
}
