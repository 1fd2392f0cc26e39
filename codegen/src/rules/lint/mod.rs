//! Lints valid schemas: naming, types, examples, descriptions. A rule is a file with a documented
//! [`LintRule`], and a line in [`RULES`].

mod any_justified;
mod default_on_required;
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
mod frame_name_case;
mod frame_unused;
mod int64_in_javascript;
mod params_name;
mod patch_from_server_only;
mod readonly_in_client_event;
mod since_wrong;
mod stable_uses_experimental;
mod target_keyword;
mod target_name_collision;
mod tombstone_missing;
mod type_name_case;
mod type_unused;
mod union_by_key;
mod union_closed_from_server;
mod union_one_variant;
mod value_same_as_name;

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
    &frame_name_case::RULE,
    &frame_unused::RULE,
    &int64_in_javascript::RULE,
    &patch_from_server_only::RULE,
    &default_on_required::RULE,
    &readonly_in_client_event::RULE,
    &target_keyword::RULE,
    &target_name_collision::RULE,
    &type_name_case::RULE,
    &type_unused::RULE,
    &union_by_key::RULE,
    &union_closed_from_server::RULE,
    &union_one_variant::RULE,
    &value_same_as_name::RULE,
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

/// A rule of lint.
#[derive(Debug)]
#[non_exhaustive]
pub struct LintRule {
    /// The name in reports and in the configuration.
    pub id: &'static str,
    /// The lowest level at which it runs.
    pub level: Level,
    /// The severity of its findings, if the configuration sets none.
    pub severity: Severity,
    /// The rule in one line.
    pub about: &'static str,
    /// The reason for the rule, and the fix.
    pub explanation: &'static str,
    /// The options that the configuration may set, besides its severity.
    pub options: &'static [RuleOption],
    /// The check that makes its findings.
    pub(crate) check: Check,
}

/// The check that makes the findings of a rule.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Check {
    /// A function that checks a valid schema.
    Schema(fn(&LintContext<'_>, &mut Vec<Finding>)),
    /// The reading and resolving of the schema, by diagnostics of the code that has its id. No
    /// schema is valid without the rule, so that it cannot be set.
    Diagnostic,
    /// The run itself, after the other rules.
    Run,
}

impl LintRule {
    /// Returns true if the configuration cannot set it, because every valid schema needs it.
    #[must_use]
    pub(crate) fn is_fixed(&self) -> bool {
        match self.check {
            Check::Diagnostic => true,
            Check::Schema(_) | Check::Run => false,
        }
    }
}

/// Returns the rule of this id.
#[must_use]
pub fn find(id: &str) -> Option<&'static LintRule> {
    RULES.iter().copied().find(|rule| rule.id == id)
}

/// Returns the rules in the form that a configuration names them.
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

/// Returns the articles of `tdproto explain` about the rules.
pub(super) fn explained() -> impl Iterator<Item = Explained> {
    RULES.iter().map(|rule| Explained {
        id: rule.id,
        about: rule.about,
        place: format!("lint, {}, {}", rule.level.name(), rule.severity.name()),
        explanation: rule.explanation,
    })
}
