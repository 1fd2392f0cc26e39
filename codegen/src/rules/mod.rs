//! What the gate judges: one rule, one file.

pub mod breaking;
pub mod lint;

/// What `tdproto explain` says about a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// The rule.
    pub id: &'static str,
    /// What it says, in one line.
    pub about: &'static str,
    /// Where it belongs and how bad its findings are: `lint, basic, warning`.
    pub place: String,
    /// Why it matters and what to do about it.
    pub explanation: &'static str,
}

/// Every rule, in the order of the tables.
#[must_use]
pub fn explained() -> Vec<Explained> {
    lint::explained().chain(breaking::explained()).collect()
}
