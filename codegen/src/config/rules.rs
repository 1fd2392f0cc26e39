//! The rules that a configuration may name. The tables of rules are in layers above the
//! configuration, so that its callers pass the rules.

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
    /// Returns the rule of lint with this id.
    #[must_use]
    pub(crate) fn find_lint(&self, id: &str) -> Option<&KnownRule> {
        self.lint.iter().find(|rule| rule.id == id)
    }
}

/// A rule of lint, as the configuration sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownRule {
    /// The name in the configuration.
    pub id: &'static str,
    /// The rule in one line.
    pub about: &'static str,
    /// The reason for the rule, and the fix.
    pub explanation: &'static str,
    /// The severity of its findings, if the configuration sets none.
    pub severity: Severity,
    /// True if the configuration cannot set it, because every valid schema needs it.
    pub is_fixed: bool,
    /// The options that the configuration may set, besides its severity.
    pub options: &'static [RuleOption],
}

/// An option of a rule in the configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleOption {
    /// The key `allow`: names that the rule accepts.
    Allow,
    /// The key `case`: the case of names.
    Case,
    /// The key `recorded`: the share that the rule holds.
    Recorded,
}

impl RuleOption {
    /// The option's key.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Case => "case",
            Self::Recorded => "recorded",
        }
    }
}
