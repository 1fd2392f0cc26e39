//! The rules that a configuration may name. The tables of rules lie above the configuration, so
//! that whoever reads one passes them.

use tdproto_schema::Severity;

/// All rules, by command.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownRules {
    /// The rules of lint.
    pub lint: Vec<KnownRule>,
    /// The ids of the rules of breaking.
    pub breaking: Vec<&'static str>,
}

impl KnownRules {
    /// The rule of lint that has an id.
    #[must_use]
    pub(crate) fn find_lint(&self, id: &str) -> Option<&KnownRule> {
        self.lint.iter().find(|rule| rule.id == id)
    }
}

/// A rule of lint, as far as a configuration is about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownRule {
    /// What the configuration calls it.
    pub id: &'static str,
    /// What it says, in one line.
    pub about: &'static str,
    /// Why it matters and what to do about it.
    pub explanation: &'static str,
    /// Severity of its findings, if the configuration sets none.
    pub severity: Severity,
    /// Whether the configuration cannot set it, because every valid schema needs it.
    pub is_fixed: bool,
    /// What the configuration may say about it, besides its severity.
    pub options: &'static [RuleOption],
}

/// Something that the configuration may say about a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleOption {
    /// `allow`: names that it lets pass.
    Allow,
    /// `recorded`: the share that it holds.
    Recorded,
}

impl RuleOption {
    /// Its key.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Recorded => "recorded",
        }
    }
}
