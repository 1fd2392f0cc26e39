//! `tdproto lint`

use clap::Args as ClapArgs;
use clap::builder::PossibleValuesParser;
use tdproto_schema::Diagnostic;

use super::args::SchemaArgs;
use super::config::{self, ConfigArgs, Found};
use super::reporting::ReportArgs;
use super::{Exit, Io, is_unreadable, schema};
use crate::config::{Date, FailOn};
use crate::report::{Case, Finding, Report};
use crate::rules::lint::{self, Input, Judged, Level, Rule};

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  tdproto lint --schema proto                      by the level that tdproto.toml sets
  tdproto lint --schema proto --level basic        a lower level, whatever it sets
  tdproto lint --schema proto --rule type-unused   one rule only
  tdproto lint --schema proto --fail-on error      warnings are told, and let pass
  tdproto explain type-unused                      why, and what to do about it

The configuration is tdproto.toml in a directory above the schema: the level, severities of single
rules, and exceptions, each with a reason. Levels: minimal, basic, standard, docs; each holds those
before it.")]
pub(super) struct LintArgs {
    #[command(flatten)]
    pub(super) schema: SchemaArgs,
    #[command(flatten)]
    pub(super) config: ConfigArgs,
    /// The rules that run: those of this level and below [default: what tdproto.toml says, or standard]
    #[arg(long, value_enum)]
    pub(super) level: Option<Level>,
    /// Run only this rule, whatever the level; may be repeated
    #[arg(long = "rule", value_name = "RULE", value_parser = PossibleValuesParser::new(rules()), hide_possible_values = true)]
    pub(super) rules: Vec<String>,
    /// How bad a finding has to be for exit code 1
    #[arg(long, value_enum, default_value = "warning", value_name = "SEVERITY")]
    pub(super) fail_on: FailOn,
    #[command(flatten)]
    pub(super) report: ReportArgs,
}

fn rules() -> Vec<&'static str> {
    lint::RULES.iter().map(|rule| rule.id).collect()
}

pub(super) fn run(args: &LintArgs, io: &mut Io<'_>) -> Exit {
    let source = &args.schema.schema;
    let (mut sources, schema, mut diagnostics) = schema::read(source);
    let mut found = config::find(&args.config, source, &mut sources);
    if let Some(level) = args.level {
        found.config.lint.level = level;
    }
    diagnostics.append(&mut found.diagnostics);
    let mut report = Report::new("lint", sources);
    let mut exit = Exit::Clean;
    if diagnostics.iter().any(Diagnostic::is_error) {
        report.findings = diagnostics
            .iter()
            .map(|found| finding(&report, found))
            .collect();
        report
            .facts
            .push("the rules did not run: the schema or its configuration has errors".to_owned());
        if diagnostics.iter().any(|found| is_unreadable(found.code)) {
            exit = Exit::Unreadable;
        }
    } else {
        let only: Vec<_> = args.rules.iter().filter_map(|id| lint::find(id)).collect();
        let examples = source.examples();
        let judged = lint::judge(
            &Input {
                schema: &schema,
                examples: &examples,
                old: None,
                config: &found.config.lint,
                only: &only,
                today: Date::today(),
            },
            &mut report.sources,
        );
        report.facts.push(how(&found, &only, &judged));
        fill(&mut report, judged);
        report.facts.push(schema::counts(&schema.model));
    }
    match args.report.write(&report, args.fail_on.threshold(), io) {
        Exit::Clean | Exit::Findings if exit == Exit::Unreadable => exit,
        written => written,
    }
}

/// A diagnostic as a finding: about what it marks.
fn finding(report: &Report, found: &Diagnostic) -> Finding {
    let marked = found.span().and_then(|span| {
        let file = report.sources.file_of(span)?;
        file.text.get(span.range())
    });
    Finding {
        subject: marked.unwrap_or_default().trim().to_owned(),
        ..Finding::from(found)
    }
}

fn fill(report: &mut Report, judged: Judged) {
    let about = |rule: &&Rule| Case {
        name: rule.id.to_owned(),
        about: rule.about.to_owned(),
    };
    report.cases = judged.rules.iter().map(about).collect();
    report.findings = judged.findings;
    let rules = judged.rules.len();
    report.data.insert("rules".to_owned(), rules.into());
    report
        .data
        .insert("excepted".to_owned(), judged.excepted.into());
}

/// By what was judged, in a line.
fn how(found: &Found, only: &[&Rule], judged: &Judged) -> String {
    let rules = if only.is_empty() {
        let level = found.config.lint.level.name();
        format!("level {level}: {} rules", judged.rules.len())
    } else {
        let ids: Vec<_> = only.iter().map(|rule| rule.id).collect();
        format!("only {}", ids.join(", "))
    };
    let excepted = match judged.excepted {
        0 => String::new(),
        1 => ", 1 finding excepted".to_owned(),
        excepted => format!(", {excepted} findings excepted"),
    };
    let by = found.shown.as_deref();
    let by = by.map_or_else(String::new, |path| format!(" by {path}"));
    format!("{rules}{excepted}{by}")
}
