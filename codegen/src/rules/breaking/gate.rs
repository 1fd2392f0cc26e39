//! The gate: the findings of all comparisons by a policy, without those that are accepted.

use std::collections::BTreeSet;

use super::run::{findings, merged};
use super::verdict::{Category, Rule};
use super::version_not_bumped::{VERSION, version_finding};
use super::{RULES, find, protocol_renamed};
use crate::config::{self, Applied, Date, Exception, Versions, apply};
use crate::diff::Compared;
use crate::report::Finding;

/// The promise to consumers, and the breaks that the project accepts.
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    /// The promise: rules of this category and the ones that it holds are run.
    pub category: Category,
    /// The version bump that each kind of change needs. `None`: the version is not checked.
    pub versions: Option<Versions>,
    /// True if options name the packages of all languages: the protocol's name is in no code.
    pub named_packages: bool,
    /// Findings that are accepted, each with a reason.
    pub accept: Vec<Exception>,
    /// The day that decides which exceptions have expired.
    pub today: Date,
}

impl Default for Policy {
    fn default() -> Self {
        Self::of(&config::Breaking::default())
    }
}

impl Policy {
    /// The policy of a project's configuration, on this day.
    #[must_use]
    pub fn of(config: &config::Breaking) -> Self {
        Self {
            category: config.category.unwrap_or(Category::Json),
            versions: config.version.check.then_some(config.version),
            named_packages: false,
            accept: config.accept.clone(),
            today: Date::today(),
        }
    }

    /// Returns true if the rule of an id is run.
    #[must_use]
    pub fn runs(&self, rule: &str) -> bool {
        let checked = self.versions.is_some() || rule != VERSION;
        checked
            && self.matters(rule)
            && find(rule).is_some_and(|rule| rule.category <= self.category)
    }

    /// Returns true if the changes of a rule are in generated code, or on the wire.
    fn matters(&self, rule: &str) -> bool {
        !self.named_packages || rule != protocol_renamed::RULE.id
    }

    /// The rules that are run.
    pub fn rules(&self) -> impl Iterator<Item = &'static Rule> {
        RULES.iter().copied().filter(|rule| self.runs(rule.id))
    }

    fn apply(&self, findings: Vec<Finding>, is_about: impl Fn(&str) -> bool) -> Applied {
        let accept = self.accept.iter();
        let accept = accept.filter(|exception| is_about(&exception.rule.value));
        let accept: Vec<Exception> = accept.cloned().collect();
        apply(&accept, findings, |rule| self.runs(rule), self.today)
    }
}

/// The result of a gate.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Gated {
    /// The findings that are not accepted, the most severe first, and the errors in the exceptions.
    pub findings: Vec<Finding>,
    /// The number of findings that are accepted.
    pub accepted: usize,
}

/// Reports the changes that break clients or servers by a policy, since every older schema that is
/// still in use. A finding against several of them is one finding. An accepted break counts as a
/// compatible change of the version. Without comparisons, nothing is found.
///
/// ```
/// use tdproto_codegen::diff::Compared;
/// use tdproto_codegen::rules::breaking::{Policy, gate};
/// use tdproto_schema::{Severity, SourceMap, compile};
///
/// let schema = |fields: &str| {
///     let mut sources = SourceMap::default();
///     let event = "[event.\"server.chat\"]\ndirection = \"server\"\nparams = \"Chat\"\n";
///     sources.add("chat.toml", format!("{event}[entity.Chat.fields]\n{fields}"));
///     compile(&sources).0
/// };
/// let old = schema("title = { type = \"string\" }");
/// let new = schema("title = { type = \"string\", nullable = true }");
/// let compared = [Compared::new((&old, "v1".to_owned()), (&new, "proto".to_owned()))];
///
/// let gated = gate(&compared, &Policy::default());
/// let errors = gated.findings.iter().filter(|finding| finding.severity == Severity::Error);
/// let fingerprints: Vec<String> = errors.map(|finding| finding.fingerprint()).collect();
/// assert_eq!(fingerprints, ["field-became-nullable/Chat.title"]);
/// ```
#[must_use]
pub fn gate(compared: &[Compared<'_>], policy: &Policy) -> Gated {
    if compared.is_empty() {
        return Gated::default();
    }
    let by_comparison: Vec<(String, Vec<Finding>)> = compared
        .iter()
        .map(|compared| {
            let mut findings = findings(compared, policy.category);
            findings.retain(|finding| policy.matters(&finding.rule));
            (compared.old.1.clone(), findings)
        })
        .collect();
    let applied = policy.apply(merged(by_comparison.clone()), |rule| rule != VERSION);
    let mut gated = Gated {
        findings: applied.findings,
        accepted: applied.excepted,
    };
    if let Some(versions) = &policy.versions {
        let of_versions = versions_of(compared, &by_comparison, &gated.findings, versions);
        let applied = policy.apply(merged(of_versions), |rule| rule == VERSION);
        gated.findings.extend(applied.findings);
        gated.accepted += applied.excepted;
    }
    gated.findings.sort_by_key(|finding| finding.severity);
    gated
}

/// The findings about the version for each comparison, which depend on those of its findings that
/// are not accepted.
fn versions_of(
    compared: &[Compared<'_>],
    by_comparison: &[(String, Vec<Finding>)],
    left: &[Finding],
    versions: &Versions,
) -> Vec<(String, Vec<Finding>)> {
    let left: BTreeSet<String> = left.iter().map(Finding::fingerprint).collect();
    let comparisons = compared.iter().zip(by_comparison);
    let of_comparisons = comparisons.map(|(compared, (name, all))| {
        let left = all
            .iter()
            .filter(|finding| left.contains(&finding.fingerprint()));
        let left: Vec<&Finding> = left.collect();
        let finding = version_finding(compared, &left, versions);
        (name.clone(), finding.into_iter().collect())
    });
    of_comparisons.collect()
}
