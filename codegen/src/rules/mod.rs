//! The rules of the gate: one file for each rule; and the articles on all that is reported.

pub mod breaking;
pub mod lint;

use tdproto_schema::Code;

use crate::config::KnownRules;
use crate::validate;

/// The article of a rule, which `tdproto explain` prints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// The rule.
    pub id: &'static str,
    /// Its summary, in one line.
    pub about: &'static str,
    /// Its group and the severity of its findings: `lint, basic, warning`.
    pub place: String,
    /// Why it matters and what to do about it.
    pub explanation: &'static str,
}

/// The article of a code of diagnostics, of a rule or of a deviation. Where a rule has the id of a
/// code, it reports the same fault, and the code's article is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// The code or rule.
    pub id: &'static str,
    /// One line.
    pub title: &'static str,
    /// The group of the rule and the severity of its findings.
    pub place: Option<String>,
    /// Why it matters and what to do about it.
    pub explanation: &'static str,
}

/// The articles on every code, rule and kind of deviation: the codes first, then the rules, in the
/// order of the tables, then what `validate` reports.
#[must_use]
pub fn articles() -> Vec<Article> {
    let rules = explained();
    let place = |id: &str| {
        let places = rules.iter().filter(|rule| rule.id == id);
        let places: Vec<_> = places.map(|rule| rule.place.clone()).collect();
        (!places.is_empty()).then(|| places.join("\n"))
    };
    let codes = Code::ALL.iter().map(|code| Article {
        id: code.id(),
        title: code.title(),
        place: place(code.id()),
        explanation: code.explanation(),
    });
    let others = rules.iter().filter(|rule| Code::from_id(rule.id).is_none());
    let others = others.map(|rule| Article {
        id: rule.id,
        title: rule.about,
        place: Some(rule.place.clone()),
        explanation: rule.explanation,
    });
    let deviations = validate::Rule::ALL.iter().map(|rule| Article {
        id: rule.name(),
        title: rule.title(),
        place: Some("validate".to_owned()),
        explanation: rule.explanation(),
    });
    codes.chain(others).chain(deviations).collect()
}

/// The rules that a configuration may name.
#[must_use]
pub fn known() -> KnownRules {
    KnownRules {
        lint: lint::known().collect(),
        breaking: breaking::RULES.iter().map(|rule| rule.id).collect(),
    }
}

/// Every rule, in the order of the tables.
#[must_use]
pub fn explained() -> Vec<Explained> {
    lint::explained().chain(breaking::explained()).collect()
}
