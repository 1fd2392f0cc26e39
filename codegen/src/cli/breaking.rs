//! `tdproto breaking`

use clap::Args as ClapArgs;
use serde_json::{Value, json};
use tdproto_schema::{Diagnostic, Schema, Severity, SourceMap};

use super::compare::{self, Comparison};
use super::config::{self, ConfigArgs, Found};
use super::reporting::ReportArgs;
use super::source::{SchemaArgs, schema_source};
use super::{Exit, Io, schema};
use crate::config::{Category, Date, Exception, FailOn, Versions, apply};
use crate::diff::Compared;
use crate::load::SchemaSource;
use crate::report::{Case, Finding, Report};
use crate::rules::breaking::{self, RULES, VERSION};

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
    let mut found = config::find(&args.config, &args.schema.schema, &mut sources);
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
    let settings = Settings::new(args, &found);
    if diagnostics.iter().any(Diagnostic::is_error) {
        let fact = "nothing was compared: a schema or the configuration has errors";
        report.facts.push(fact.to_owned());
        // It is no finding that nothing could be judged.
        report.unreadable = true;
    } else {
        judge(&comparison, &settings, &mut report);
    }
    args.report.write(&report, settings.fail_on, io)
}

/// How it is judged: by the arguments, and else by tdproto.toml.
struct Settings<'a> {
    category: Category,
    fail_on: Option<Severity>,
    versions: Option<Versions>,
    accept: &'a [Exception],
    shown: Option<&'a str>,
}

impl<'a> Settings<'a> {
    fn new(args: &BreakingArgs, found: &'a Found) -> Self {
        let config = &found.config.breaking;
        let fail_on = args.fail_on.or(config.fail_on).unwrap_or(FailOn::Error);
        let checks_version = args.check_version || config.version.check;
        Self {
            category: args.category.or(config.category).unwrap_or(Category::Json),
            fail_on: fail_on.threshold(),
            versions: checks_version.then_some(config.version),
            accept: &config.accept,
            shown: found.shown.as_deref(),
        }
    }

    /// Whether a rule was run.
    fn judges(&self, rule: &str) -> bool {
        let checked = self.versions.is_some() || rule != VERSION;
        checked && breaking::find(rule).is_some_and(|rule| rule.category <= self.category)
    }
}

fn judge(comparison: &Comparison, settings: &Settings<'_>, report: &mut Report) {
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
    let rules = RULES.iter().filter(|rule| settings.judges(rule.id));
    // Without anything to compare with, no rule has judged.
    let rules = rules.filter(|_| !compared.is_empty());
    report.cases = rules
        .map(|rule| Case {
            name: rule.id.to_owned(),
            about: rule.about.to_owned(),
        })
        .collect();
    let (findings, accepted) = findings(&compared, settings);
    report.findings.extend(findings);
    report
        .facts
        .push(how(settings, report.cases.len(), accepted));
    report
        .facts
        .push(format!("{}: {}", new.name, schema::counts(&now.model)));
    data(report, &new.name, now, settings, against, accepted);
}

/// The findings of all comparisons that nothing accepts, and how many are accepted.
fn findings(compared: &[Compared<'_>], settings: &Settings<'_>) -> (Vec<Finding>, usize) {
    if compared.is_empty() {
        return (Vec::new(), 0);
    }
    let today = Date::today();
    let (of_version, of_changes): (Vec<_>, Vec<_>) = settings
        .accept
        .iter()
        .cloned()
        .partition(|exception| exception.rule.value == VERSION);
    let found: Vec<(String, Vec<Finding>)> = compared
        .iter()
        .map(|one| (one.old.1.clone(), breaking::judge(one, settings.category)))
        .collect();
    let merged = breaking::merged(found.clone());
    let applied = apply(&of_changes, merged, |rule| settings.judges(rule), today);
    let mut left = applied.findings;
    let mut accepted = applied.excepted;
    if let Some(versions) = &settings.versions {
        let versions = compared.iter().zip(&found).map(|(one, (name, all))| {
            // Of what this comparison found, what is left.
            let left = all.iter().filter(|found| {
                let key = found.fingerprint();
                left.iter().any(|left| left.fingerprint() == key)
            });
            let left: Vec<&Finding> = left.collect();
            let found = breaking::judge_version(one, &left, versions);
            (name.clone(), found.into_iter().collect())
        });
        let merged = breaking::merged(versions.collect());
        let applied = apply(&of_version, merged, |rule| settings.judges(rule), today);
        left.extend(applied.findings);
        accepted += applied.excepted;
    }
    left.sort_by_key(|found| found.severity);
    (left, accepted)
}

/// By what was judged, in a line.
fn how(settings: &Settings<'_>, rules: usize, accepted: usize) -> String {
    let accepted = match accepted {
        0 => String::new(),
        1 => ", 1 finding accepted".to_owned(),
        accepted => format!(", {accepted} findings accepted"),
    };
    let by = settings
        .shown
        .map_or_else(String::new, |path| format!(" by {path}"));
    format!(
        "category {}: {rules} rules{accepted}{by}",
        settings.category.name()
    )
}

fn data(
    report: &mut Report,
    name: &str,
    schema: &Schema,
    settings: &Settings<'_>,
    against: Vec<Value>,
    accepted: usize,
) {
    report.data.extend([
        ("schema".to_owned(), name.into()),
        (
            "version".to_owned(),
            schema.model.protocol.version.clone().into(),
        ),
        ("category".to_owned(), settings.category.name().into()),
        ("against".to_owned(), against.into()),
        ("rules".to_owned(), report.cases.len().into()),
        ("accepted".to_owned(), accepted.into()),
    ]);
}
