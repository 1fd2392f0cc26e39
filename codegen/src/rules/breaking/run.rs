//! Assesses every change by every rule, and makes findings of the assessments.

use std::collections::BTreeMap;

use super::finding::ChangeFinding;
use super::{Category, Context, RULES};
use crate::diff::Compared;
use crate::report::Finding;

/// Checks one comparison: the findings of a category and of those it includes.
#[must_use]
pub fn findings(compared: &Compared<'_>, category: Category) -> Vec<Finding> {
    let findings = findings_by_change(compared, category).into_iter();
    findings.map(|(_, finding)| finding).collect()
}

/// The findings of one comparison, each with the position of its change.
#[must_use]
pub(crate) fn findings_by_change(
    compared: &Compared<'_>,
    category: Category,
) -> Vec<(usize, Finding)> {
    let context = Context::new(&compared.pairs);
    let mut findings = Vec::new();
    for (at, change) in compared.changes.iter().enumerate() {
        for rule in RULES {
            let Some(assessment) = rule.assess.and_then(|assess| assess(&context, change)) else {
                continue;
            };
            let change_finding = ChangeFinding {
                compared,
                context: &context,
                change,
                category,
            };
            let finding = change_finding.finding(rule.id, &assessment);
            findings.extend(finding.map(|finding| (at, finding)));
        }
    }
    findings
}

/// Findings against several old schemas: the same one is shown once, with the names of all that it
/// was found against, and with the worst severity among them.
#[must_use]
pub(crate) fn merged(by_comparison: Vec<(String, Vec<Finding>)>) -> Vec<Finding> {
    let several = by_comparison.len() > 1;
    let mut order: Vec<String> = Vec::new();
    let mut all: BTreeMap<String, (Finding, Vec<String>)> = BTreeMap::new();
    for (against, findings) in by_comparison {
        for finding in findings {
            let key = finding.fingerprint();
            match all.get_mut(&key) {
                Some((known, names)) => {
                    if !names.contains(&against) {
                        names.push(against.clone());
                    }
                    if finding.severity < known.severity {
                        *known = finding;
                    }
                }
                None => {
                    order.push(key.clone());
                    all.insert(key, (finding, vec![against.clone()]));
                }
            }
        }
    }
    let mut findings: Vec<Finding> = Vec::new();
    for key in order {
        if let Some((mut finding, names)) = all.remove(&key) {
            if several {
                finding.notes.push(format!("against {}", names.join(", ")));
            }
            finding.details.insert("against".to_owned(), names.into());
            findings.push(finding);
        }
    }
    findings.sort_by_key(|finding| finding.severity);
    findings
}
