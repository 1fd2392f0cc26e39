//! The command `tdproto breaking`.

use clap::Args as ClapArgs;
use serde_json::{Value, json};
use tdproto_schema::{Diagnostic, Schema, SourceMap};

use super::compare::{self, Comparison};
use super::config::{ConfigArgs, FoundConfig, find};
use super::report_args::ReportArgs;
use super::source::{SchemaArgs, schema_source};
use super::{Exit, Io, schema, target};
use crate::config::{self, Category, FailOn};
use crate::diff::Compared;
use crate::lang;
use crate::load::SchemaSource;
use crate::report::{Case, Report};
use crate::rules::breaking::{Policy, gate};

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  tdproto breaking --schema proto --against git:v1.2
                                       since the tag v1.2
  tdproto breaking --schema proto --against git:v1.1 --against git:v1.2
                                       since every release that is still in use
  tdproto breaking --schema proto --against old.json --category source
                                       generated code must still compile
  tdproto breaking --schema proto --against git:v1.2 --check-version
                                       the version bump must be large enough
  tdproto explain field-became-nullable
                                       the reason for a rule, and the fix

The server is upgraded first, and old clients remain: the new schema reads what clients send, the
old schema reads what the server sends. Types that no event uses are checked in both directions.

Categories, each with those before it: wire (frames still decode), json (and mean the same), source
(and generated code still compiles).

Accept a break in tdproto.toml, in a directory above the schema; every finding shows the lines.

Exit codes: 0 no finding reaches --fail-on, 1 findings, 2 wrong usage, 3 something could not be read
or parsed. If the ref is older than the schema, the command says so and reports no findings. If the
schema directory was moved, its old location is found by the protocol's name.")]
pub(super) struct BreakingArgs {
    #[command(flatten)]
    pub(super) schema: SchemaArgs,
    /// The older schema; repeat it for every release that is still in use
    #[arg(long, value_name = "SCHEMA", required = true, value_parser = schema_source())]
    pub(super) against: Vec<SchemaSource>,
    #[command(flatten)]
    pub(super) config: ConfigArgs,
    /// Compatibility promised to consumers [default: `breaking.category` of tdproto.toml, or json]
    #[arg(long, value_enum, value_name = "CATEGORY")]
    pub(super) category: Option<Category>,
    /// Lowest severity that makes the command exit with code 1 [default: `breaking.fail-on` of
    /// tdproto.toml, or error]
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub(super) fail_on: Option<FailOn>,
    /// Require a version bump large enough for the changes
    ///
    /// A breaking change needs a major bump, any other a minor one, a change of descriptions a
    /// patch; before 1.0, a minor bump and a patch. An accepted break counts as a compatible change.
    /// `[breaking.version]` sets other bumps.
    #[arg(long)]
    pub(super) check_version: bool,
    #[command(flatten)]
    pub(super) report: ReportArgs,
}

pub(super) fn run(args: &BreakingArgs, io: &mut Io<'_>) -> Exit {
    let mut sources = SourceMap::default();
    let mut comparison = compare::read(&args.schema.schema, &args.against, &mut sources);
    let mut found = find(&args.config, &args.schema.schema, &mut sources);
    let mut diagnostics = std::mem::take(&mut comparison.diagnostics);
    diagnostics.append(&mut found.diagnostics);
    if !diagnostics.iter().any(Diagnostic::is_error) {
        let olds = comparison.olds.iter();
        let olds = olds.filter_map(|old| Some((&old.name, old.schema.as_ref().ok()?)));
        diagnostics.extend(olds.filter_map(|(name, old)| schema::baseline(name, old)));
    }
    let mut report = Report::new("breaking", sources);
    report.home = args.schema.schema.to_string();
    report.add(&diagnostics);
    let config = &found.config.breaking;
    let fail_on = args.fail_on.or(config.fail_on).unwrap_or(FailOn::Error);
    if diagnostics.iter().any(Diagnostic::is_error) {
        let fact = "nothing was compared: a schema or the configuration has errors";
        report.facts.push(fact.to_owned());
        // Nothing was compared, so that the report is incomplete instead of having a finding.
        report.unreadable = true;
    } else {
        let policy = Policy {
            named_packages: has_named_packages(&found),
            ..policy(args, config)
        };
        add_findings(&comparison, &policy, found.shown.as_deref(), &mut report);
    }
    args.report.write(&report, fail_on.threshold(), io)
}

/// Returns the policy of the arguments, with tdproto.toml as the default.
fn policy(args: &BreakingArgs, config: &config::Breaking) -> Policy {
    let configured = Policy::of(config);
    let versions = args.check_version.then_some(config.version);
    Policy {
        category: args.category.unwrap_or(configured.category),
        versions: versions.or(configured.versions),
        ..configured
    }
}

/// Returns true if the options name the packages of all languages that are generated.
fn has_named_packages(found: &FoundConfig) -> bool {
    let languages = target::languages(found).into_iter();
    let mut packaged = languages
        .filter(|name| lang::find(name).is_some_and(|language| language.package_names().is_some()));
    let options = &found.config.generate.options;
    packaged.all(|language| options.package(language).name.is_some())
}

/// Checks the comparisons and adds the findings; `shown` is the file of the configuration.
fn add_findings(
    comparison: &Comparison,
    policy: &Policy,
    shown: Option<&str>,
    report: &mut Report,
) {
    let new = &comparison.new;
    let Ok(now) = &new.schema else { return };
    let mut compared: Vec<Compared<'_>> = Vec::new();
    let mut against = Vec::new();
    for old in &comparison.olds {
        match &old.schema {
            Ok(before) => {
                let sides = ((&**before, old.name.clone()), (&**now, new.name.clone()));
                let one = Compared::new(sides.0, sides.1);
                report.facts.extend(old.note.clone());
                report.facts.push(one.summary());
                against.push(json!({ "schema": old.name, "changes": one.changes.len() }));
                compared.push(one);
            }
            Err(absent) => {
                report
                    .facts
                    .push(format!("{absent}: new, nothing to compare"));
                report.facts.extend(old.note.clone());
                against.push(json!({ "schema": old.name, "absent": absent }));
            }
        }
    }
    // Without a schema to compare with, no rule has run.
    let rules = policy.rules().filter(|_| !compared.is_empty());
    report.cases = rules
        .map(|rule| Case {
            name: rule.id.to_owned(),
            about: rule.about.to_owned(),
        })
        .collect();
    let gated = gate(&compared, policy);
    report.findings.extend(gated.findings);
    let (rules, accepted) = (report.cases.len(), gated.accepted);
    report.facts.push(how(policy, shown, rules, accepted));
    report
        .facts
        .push(format!("{}: {}", new.name, schema::counts(&now.model)));
    data(report, &new.name, now, policy, against, accepted);
}

/// The category, the rules and the configuration, in a line.
fn how(policy: &Policy, shown: Option<&str>, rules: usize, accepted: usize) -> String {
    let accepted = match accepted {
        0 => String::new(),
        1 => ", 1 finding accepted".to_owned(),
        accepted => format!(", {accepted} findings accepted"),
    };
    let by = shown.map_or_else(String::new, |path| format!(" by {path}"));
    format!(
        "category {}: {rules} rules{accepted}{by}",
        policy.category.name()
    )
}

fn data(
    report: &mut Report,
    name: &str,
    schema: &Schema,
    policy: &Policy,
    against: Vec<Value>,
    accepted: usize,
) {
    report.data.extend([
        ("schema".to_owned(), name.into()),
        (
            "version".to_owned(),
            schema.model.protocol.version.clone().into(),
        ),
        ("category".to_owned(), policy.category.name().into()),
        ("against".to_owned(), against.into()),
        ("rules".to_owned(), report.cases.len().into()),
        ("accepted".to_owned(), accepted.into()),
    ]);
}
