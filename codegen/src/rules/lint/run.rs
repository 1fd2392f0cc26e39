//! Runs the rules that the level and the configuration ask for.

use tdproto_schema::{Schema, Severity, SourceMap, parallel};

use super::{Check, Level, LintContext, LintRule, RULES, example_invalid};
use super::{since_wrong, tombstone_missing};
use crate::config::{self, Date, Lint, Setting};
use crate::examples::{self, Checked};
use crate::load::Examples;
use crate::report::Finding;

/// The schema, and the rules to run on it.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The schema, free of errors.
    pub schema: &'a Schema,
    /// The documented examples of the schema.
    pub examples: &'a Examples,
    /// An older version of the schema, if there is one to compare with.
    pub old: Option<&'a Schema>,
    /// The table `[lint]` of the configuration.
    pub config: &'a Lint,
    /// The names of the languages that are generated; rules about code are for these.
    pub languages: &'a [&'static str],
    /// The level, if it is not the one of the configuration.
    pub level: Option<Level>,
    /// The only rules to run, at any level; if empty, every rule of the level runs.
    pub only: &'a [&'static LintRule],
    /// The day by which exceptions expire.
    pub today: Date,
}

/// The result of a lint run.
#[derive(Debug, Clone, Default)]
pub struct Linted {
    /// The rules that ran.
    pub rules: Vec<&'static LintRule>,
    /// The findings that no exception covers, by place.
    pub findings: Vec<Finding>,
    /// The number of findings that exceptions cover.
    pub excepted: usize,
}

/// Runs every rule that is asked for. Examples with findings are added to the sources.
#[must_use]
pub fn run(input: &Input<'_>, sources: &mut SourceMap) -> Linted {
    let rules: Vec<_> = RULES
        .iter()
        .filter_map(|rule| Some((*rule, severity(input, rule)?)))
        .collect();
    let mut checked = Checked::default();
    if rules
        .iter()
        .any(|(rule, _)| rule.id == example_invalid::RULE.id)
    {
        checked = examples::check(&input.schema.model, input.examples, sources);
    }
    let found = parallel::map(&rules, |(rule, severity)| {
        run_rule(input, &checked, rule, *severity)
    });
    let found = found.into_iter().flatten().collect();
    // A rule that does not run, at this level or in this run, says nothing about its exceptions. One
    // that compares versions does so only beside an older one.
    let compares = |id: &str| [tombstone_missing::RULE.id, since_wrong::RULE.id].contains(&id);
    let linted = |id: &str| {
        let runs = rules.iter().any(|(rule, _)| rule.id == id);
        runs && (input.old.is_some() || !compares(id))
    };
    let applied = config::apply(&input.config.except, found, linted, input.today);
    let mut findings = applied.findings;
    // The severity of findings about exceptions can be set like that of any other rule.
    findings.retain_mut(|found| {
        let set = rules.iter().find(|(rule, _)| rule.id == found.rule);
        if let Some((rule, severity)) = set
            && matches!(rule.check, Check::Run)
        {
            found.severity = *severity;
        }
        set.is_some()
    });
    findings.sort_by_key(|found| found.labels.first().map(|label| label.span));
    Linted {
        rules: rules.into_iter().map(|(rule, _)| rule).collect(),
        findings,
        excepted: applied.excepted,
    }
}

fn run_rule(
    input: &Input<'_>,
    checked: &Checked,
    rule: &'static LintRule,
    severity: Severity,
) -> Vec<Finding> {
    let context = LintContext {
        schema: input.schema,
        examples: input.examples,
        checked,
        old: input.old,
        config: input.config,
        languages: input.languages,
        rule,
        severity,
    };
    let mut found = Vec::new();
    match rule.check {
        Check::Schema(check) => check(&context, &mut found),
        Check::Diagnostic | Check::Run => {}
    }
    found
}

fn asked_for(input: &Input<'_>, rule: &LintRule) -> bool {
    input.only.iter().any(|only| only.id == rule.id)
}

/// Returns the severity of a rule's findings; `None` if the rule is not to run.
fn severity(input: &Input<'_>, rule: &LintRule) -> Option<Severity> {
    if !input.only.is_empty() {
        let always = matches!(rule.check, Check::Run);
        let set = by_configuration(input, rule).unwrap_or(rule.severity);
        return (always || asked_for(input, rule)).then_some(set);
    }
    match (setting(input, rule), input.level) {
        (None, Some(level)) => (rule.level <= level).then_some(rule.severity),
        (Some(_), _) | (None, None) => by_configuration(input, rule),
    }
}

/// Returns the severity by the configuration alone, without the rules and the level of this run.
fn by_configuration(input: &Input<'_>, rule: &LintRule) -> Option<Severity> {
    match setting(input, rule) {
        Some(Setting::Off) => None,
        Some(Setting::On(severity)) => Some(severity),
        None => (rule.level <= input.config.level).then_some(rule.severity),
    }
}

fn setting(input: &Input<'_>, rule: &LintRule) -> Option<Setting> {
    let config = input.config.rules.get(rule.id);
    config.and_then(|config| config.setting)
}
