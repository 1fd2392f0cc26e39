//! Lint: is a sound schema also a good one? A rule is a file with a documented [`LintRule`], and a
//! line in [`RULES`].

mod any_justified;
mod deprecated_without_replacement;
mod deprecated_without_since;
mod doc_coverage;
mod doc_missing;
mod doc_placeholder;
mod entity_omitempty;
mod enum_value_case;
mod event_name_case;
mod event_prefix_direction;
mod example_invalid;
mod example_missing;
mod field_name_case;
mod fixed;
mod int64_in_javascript;
mod params_name;
mod readonly_in_client_event;
mod since_wrong;
mod stable_uses_experimental;
mod target_keyword;
mod target_name_collision;
mod tombstone_missing;
mod type_name_case;
mod type_unused;

mod context;
mod fix;
mod parts;
mod run;

use context::LintContext;
pub use doc_coverage::Coverage;
pub use fix::{Files, Fixed, fix};
use parts::NamedPart;
pub use run::{Input, Linted, run};

use tdproto_schema::Severity;

use super::Explained;
use crate::config::{KnownRule, Level, RuleOption};
use crate::report::Finding;

/// Every rule, by level and name.
pub const RULES: &[&LintRule] = &[
    &fixed::ALIAS_CYCLE,
    &fixed::EVENT_DIRECTION_MISSING,
    &fixed::INCLUDE_CONFLICT,
    &fixed::NAME_DUPLICATE,
    &fixed::TYPE_INFINITE,
    &fixed::TYPE_UNRESOLVED,
    &any_justified::RULE,
    &entity_omitempty::RULE,
    &enum_value_case::RULE,
    &event_name_case::RULE,
    &event_prefix_direction::RULE,
    &field_name_case::RULE,
    &int64_in_javascript::RULE,
    &readonly_in_client_event::RULE,
    &target_keyword::RULE,
    &target_name_collision::RULE,
    &type_name_case::RULE,
    &type_unused::RULE,
    &fixed::WHEN_UNKNOWN_VALUE,
    &deprecated_without_replacement::RULE,
    &deprecated_without_since::RULE,
    &doc_coverage::RULE,
    &example_invalid::RULE,
    &example_missing::RULE,
    &params_name::RULE,
    &since_wrong::RULE,
    &stable_uses_experimental::RULE,
    &tombstone_missing::RULE,
    &doc_missing::RULE,
    &doc_placeholder::RULE,
    &fixed::EXCEPTION_EXPIRED,
    &fixed::EXCEPTION_UNUSED,
];

/// One rule.
#[derive(Debug)]
#[non_exhaustive]
pub struct LintRule {
    /// What reports and the configuration call it.
    pub id: &'static str,
    /// The level from which on it runs.
    pub level: Level,
    /// Severity of its findings, if the configuration sets none.
    pub severity: Severity,
    /// What it says, in one line.
    pub about: &'static str,
    /// Why it matters and what to do about it.
    pub explanation: &'static str,
    /// What the configuration may say about it, besides its severity.
    pub options: &'static [RuleOption],
    /// Who finds what breaks it.
    pub(crate) check: Check,
}

/// Who finds what breaks a rule.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Check {
    /// This function, in a sound schema.
    Schema(fn(&LintContext<'_>, &mut Vec<Finding>)),
    /// The reading and resolving of the schema, by diagnostics of the code that has its id: no
    /// schema is valid without it, so that it cannot be set.
    Diagnostic,
    /// The run itself, once the other rules are through.
    Run,
}

impl LintRule {
    /// Whether the configuration cannot set it, because every valid schema needs it.
    #[must_use]
    pub(crate) fn is_fixed(&self) -> bool {
        match self.check {
            Check::Diagnostic => true,
            Check::Schema(_) | Check::Run => false,
        }
    }
}

/// The rule of this id.
#[must_use]
pub fn find(id: &str) -> Option<&'static LintRule> {
    RULES.iter().copied().find(|rule| rule.id == id)
}

/// The rules as a configuration may name them.
pub(super) fn known() -> impl Iterator<Item = KnownRule> {
    RULES.iter().map(|rule| KnownRule {
        id: rule.id,
        about: rule.about,
        explanation: rule.explanation,
        severity: rule.severity,
        is_fixed: rule.is_fixed(),
        options: rule.options,
    })
}

/// What `tdproto explain` says about the rules.
pub(super) fn explained() -> impl Iterator<Item = Explained> {
    RULES.iter().map(|rule| Explained {
        id: rule.id,
        about: rule.about,
        place: format!("lint, {}, {}", rule.level.name(), rule.severity.name()),
        explanation: rule.explanation,
    })
}
