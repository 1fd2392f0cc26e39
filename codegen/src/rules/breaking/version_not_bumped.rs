//! A version that did not move as far as the changes need.

use tdproto_schema::Severity;

use super::finding::accept;
use super::verdict::{Category, Mirror, Rule};
use crate::config::{VersionPart, Versions};
use crate::diff::{Compared, Group, What};
use crate::report::Finding;
use crate::version::Version;

/// The id of the rule.
pub const VERSION: &str = "version-not-bumped";

pub(super) const RULE: Rule = Rule {
    id: VERSION,
    about: "The version bump is too small for the changes, or the version went back.",
    category: Category::Json,
    client: "error, with --check-version",
    server: "error, with --check-version",
    explanation: "\
A breaking change needs a new major version, a compatible change a new minor version, a change of
descriptions a new patch version. Before 1.0, a breaking change needs a new minor version, and all
others a new patch version. `[breaking.version]` sets how large a bump each kind of change needs.
The version is `version` in `[protocol]`, and never goes back. A breaking change that
`[[breaking.accept]]` accepts counts as a compatible one. Set `compatible = \"major\"` if accepted
breaks need a major version, too.",
    mirror: Mirror::None("a version moves forward only"),
    assess: None,
};

/// Checks how far the version moved; `findings` are those of the comparison that no exception
/// accepts.
#[must_use]
pub(super) fn version_finding(
    compared: &Compared<'_>,
    findings: &[&Finding],
    versions: &Versions,
) -> Option<Finding> {
    let (old, new) = (
        &compared.pairs.old.protocol.version,
        &compared.pairs.new.protocol.version,
    );
    let before = old.as_deref().map(Version::parse);
    let is_initial = before.is_some_and(|before| before.is_initial());
    let placed = match is_initial {
        true => initial(versions),
        false => *versions,
    };
    let (needed, because) = needed(compared, findings, &placed);
    let message = match (old, new) {
        (Some(old), None) => format!("the protocol has no version; the old version is {old}"),
        (Some(old), Some(new)) if Version::parse(new) < Version::parse(old) => {
            format!("version went back from {old} to {new}")
        }
        _ if needed == VersionPart::None => return None,
        // The first version is as far as can be.
        (None, Some(_)) => return None,
        (None, None) => "the protocol has no version".to_owned(),
        (Some(old), Some(new)) => {
            let moved = Version::parse(old).moved(&Version::parse(new));
            if moved >= needed {
                return None;
            }
            let far = match moved {
                VersionPart::None => format!("version {new} was not bumped"),
                VersionPart::Patch | VersionPart::Minor | VersionPart::Major => {
                    format!("version changed from {old} to {new}, {}", words(moved))
                }
            };
            format!("{far}: the changes need {}", words(needed))
        }
    };
    let mut finding = Finding::new(RULE.id, Severity::Error, "protocol", message)
        .at(compared.new.0.origins.protocol(), "the version");
    if !because.is_empty() {
        finding = finding.note(because);
    }
    if is_initial && needed == VersionPart::Minor {
        finding = finding.note("before 1.0, a breaking change needs a new minor version");
    }
    finding = match before.map(|before| before.next(needed)) {
        Some(same) if needed == VersionPart::None => {
            finding.help(format!("set the version to {same} or later"))
        }
        Some(next) => finding.help(format!(
            "the next version is {next}: `version = \"{next}\"` in `[protocol]`"
        )),
        None => finding,
    };
    accept(&mut finding);
    Some(finding)
}

/// The version parts that have to move before 1.0. The minor version is the place of breaking
/// changes, and the patch version that of compatible ones.
fn initial(versions: &Versions) -> Versions {
    Versions {
        breaking: versions.breaking.min(VersionPart::Minor),
        compatible: match versions.compatible {
            VersionPart::Major => VersionPart::Minor,
            VersionPart::Minor | VersionPart::Patch => VersionPart::Patch,
            VersionPart::None => VersionPart::None,
        },
        docs: versions.docs.min(VersionPart::Minor),
        ..*versions
    }
}

/// The part that has to move, and the changes that need it.
fn needed(
    compared: &Compared<'_>,
    findings: &[&Finding],
    versions: &Versions,
) -> (VersionPart, String) {
    let broken: Vec<String> = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(|finding| finding.fingerprint())
        .collect();
    let changes = compared
        .changes
        .iter()
        .filter(|change| change.what != What::Version);
    let (docs, others): (Vec<_>, Vec<_>) =
        changes.partition(|change| Group::of(change) == Group::Docs);
    let free = match others.len() {
        1 => "1 change that breaks nobody".to_owned(),
        more => format!("{more} changes that break nothing"),
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

/// The number of findings that are named as reasons for a new version.
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
        VersionPart::Patch => "a new patch version",
        VersionPart::Minor => "a new minor version",
        VersionPart::Major => "a new major version",
    }
}
