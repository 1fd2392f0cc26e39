//! The command `tdproto lint`.

use std::path::PathBuf;

use clap::Args as ClapArgs;
use clap::builder::PossibleValuesParser;
use tdproto_schema::{Diagnostic, FileId, Schema, SourceMap};

use super::config::{self, ConfigArgs, FoundConfig};
use super::report_args::ReportArgs;
use super::source::{SchemaArgs, schema_source};
use super::{Exit, Io, schema, target};
use crate::config::{Date, FailOn, Level};
use crate::files;
use crate::load::{Examples, Reading, SchemaSource};
use crate::report::subject::findings;
use crate::report::{Case, Report, is_unreadable};
use crate::rules;
use crate::rules::lint::{self, Fixed, Input, LintRule, Linted};

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  tdproto lint --schema proto                      the rules of the level in tdproto.toml
  tdproto lint --schema proto --level basic        the rules of another level
  tdproto lint --schema proto --rule type-unused   one rule only
  tdproto lint --schema proto --fail-on error      warnings do not fail the command
  tdproto lint --schema proto --fix                apply unambiguous fixes first
  tdproto lint --schema proto --against git:v1.2   check tombstones and `since` of changes
  tdproto explain type-unused                      the reason for a rule, and the fix

tdproto.toml, in a directory above the schema, sets the level, the severity of single rules, and
exceptions with a reason each. Levels: minimal, basic, standard, docs; each includes those before
it.

--fix changes only the bytes of a finding. It adds `nullable` to entities with `omitempty`, records
the documented share, and removes exceptions that match nothing. With --against it writes
tombstones, `since` of new parts, and the version of deprecations. It writes all files or none,
after it has compared the models.")]
pub(super) struct LintArgs {
    #[command(flatten)]
    pub(super) schema: SchemaArgs,
    #[command(flatten)]
    pub(super) config: ConfigArgs,
    /// Run the rules of this level and below [default: `lint.level` of tdproto.toml, or standard]
    #[arg(long, value_enum)]
    pub(super) level: Option<Level>,
    /// Run only this rule, at any level; may be repeated
    #[arg(long = "rule", value_name = "RULE", value_parser = PossibleValuesParser::new(rules()), hide_possible_values = true)]
    pub(super) rules: Vec<String>,
    /// Lowest severity that makes the command exit with code 1
    #[arg(long, value_enum, default_value = "warning", value_name = "SEVERITY")]
    pub(super) fail_on: FailOn,
    /// An older version of the schema: a directory, a model.json, git:REF
    #[arg(long, value_name = "OLD", value_parser = schema_source())]
    pub(super) against: Option<SchemaSource>,
    /// Apply fixes that are unambiguous, then lint the result
    #[arg(long)]
    pub(super) fix: bool,
    #[command(flatten)]
    pub(super) report: ReportArgs,
}

fn rules() -> Vec<&'static str> {
    lint::RULES.iter().map(|rule| rule.id).collect()
}

pub(super) fn run(args: &LintArgs, io: &mut Io<'_>) -> Exit {
    if args.fix && args.schema.schema.path().is_none() {
        io.complain("--fix needs schema files to write to: --schema DIR");
        return Exit::Usage;
    }
    let (old, new) = match older(args, io) {
        Ok(old) => old,
        Err(exit) => return exit,
    };
    let mut subject = Subject::read(args);
    let mut fixed = Fixed::default();
    if args.fix && subject.is_valid() {
        let (_, found) = subject.lint(args, old.as_ref());
        fixed = found;
        if let Err(exit) = subject.write(&fixed, io) {
            return exit;
        }
        subject = Subject::read(args);
    }
    let mut report = Report::new("lint", SourceMap::default());
    report.home = args.schema.schema.to_string();
    if subject.is_valid() {
        let (linted, _) = subject.lint(args, old.as_ref());
        report.facts.push(how(args, &subject.found, &linted));
        report.facts.extend(new);
        fill(&mut report, linted);
        report.facts.push(schema::counts(&subject.schema.model));
    } else {
        report.findings = findings(&subject.diagnostics, &subject.sources);
        report
            .facts
            .push("the rules did not run: the schema or its configuration has errors".to_owned());
        let mut found = subject.diagnostics.iter();
        report.unreadable = found.any(|found| is_unreadable(found.code));
    }
    for (rule, subject) in &fixed.findings {
        report.facts.push(format!("fixed: {rule}: {subject}"));
    }
    report
        .data
        .insert("fixed".to_owned(), fixed.findings.len().into());
    report.sources = subject.sources;
    args.report.write(&report, args.fail_on.threshold(), io)
}

fn only(args: &LintArgs) -> Vec<&'static LintRule> {
    args.rules.iter().filter_map(|id| lint::find(id)).collect()
}

/// Reads the older version, if one is asked for. If there was none yet, returns the sentence for
/// that.
fn older(args: &LintArgs, io: &mut Io<'_>) -> Result<(Option<Schema>, Option<String>), Exit> {
    let Some(source) = &args.against else {
        return Ok((None, None));
    };
    let mut sources = SourceMap::default();
    match source
        .clone()
        .beside(&args.schema.schema)
        .read(&mut sources)
    {
        Reading::New(found) => Ok((None, Some(found.message))),
        Reading::Schema(schema, diagnostics) => {
            io.report(&sources, &diagnostics).passed()?;
            match schema::baseline(&source.to_string(), &schema) {
                Some(empty) => Err(io.report(&sources, &[empty])),
                None => Ok((Some(*schema), None)),
            }
        }
    }
}

/// The schema to lint, with its examples and configuration.
struct Subject {
    sources: SourceMap,
    /// The number of sources that are the schema.
    schema_files: usize,
    schema: Schema,
    examples: Examples,
    found: FoundConfig,
    diagnostics: Vec<Diagnostic>,
}

impl Subject {
    fn read(args: &LintArgs) -> Self {
        let source = &args.schema.schema;
        let (mut sources, schema, mut diagnostics) = schema::read(source);
        let schema_files = sources.files().len();
        let mut found = config::find(&args.config, source, &mut sources);
        diagnostics.append(&mut found.diagnostics);
        Self {
            examples: source.examples(),
            sources,
            schema_files,
            schema,
            found,
            diagnostics,
        }
    }

    fn is_valid(&self) -> bool {
        !self.diagnostics.iter().any(Diagnostic::is_error)
    }

    /// Runs the rules, and returns their fixes if `--fix` is set.
    fn lint(&mut self, args: &LintArgs, old: Option<&Schema>) -> (Linted, Fixed) {
        let only = only(args);
        let input = Input {
            schema: &self.schema,
            examples: &self.examples,
            old,
            config: &self.found.config.lint,
            languages: &target::languages(&self.found),
            level: args.level,
            only: &only,
            today: Date::today(),
        };
        let linted = lint::run(&input, &mut self.sources);
        let fixed = if args.fix {
            let files = lint::Files {
                sources: &self.sources,
                schema: self.schema_files,
                config: self.found.file,
                rules: &rules::known(),
            };
            lint::fix(&input, &linted, files)
        } else {
            Fixed::default()
        };
        (linted, fixed)
    }

    /// Writes the fixed files.
    fn write(&self, fixed: &Fixed, io: &mut Io<'_>) -> Result<(), Exit> {
        let path = |id: &FileId| self.sources.get(*id).map(|file| PathBuf::from(&file.path));
        let files = fixed.files.iter();
        let files: Vec<_> = files
            .filter_map(|(id, text)| Some((path(id)?, text.as_str())))
            .collect();
        let writes: Vec<_> = files
            .iter()
            .map(|(path, text)| (path.as_path(), *text))
            .collect();
        files::write_all(&writes).map_err(|found| io.report(&self.sources, &[*found]))
    }
}

fn fill(report: &mut Report, linted: Linted) {
    let about = |rule: &&LintRule| Case {
        name: rule.id.to_owned(),
        about: rule.about.to_owned(),
    };
    report.cases = linted.rules.iter().map(about).collect();
    report.findings = linted.findings;
    let rules = linted.rules.len();
    report.data.insert("rules".to_owned(), rules.into());
    report
        .data
        .insert("excepted".to_owned(), linted.excepted.into());
}

/// The rules, the exceptions and the configuration, in a line.
fn how(args: &LintArgs, found: &FoundConfig, linted: &Linted) -> String {
    let only = only(args);
    let rules = if only.is_empty() {
        let level = args.level.unwrap_or(found.config.lint.level).name();
        format!("level {level}: {} rules", linted.rules.len())
    } else {
        let ids: Vec<_> = only.iter().map(|rule| rule.id).collect();
        format!("only {}", ids.join(", "))
    };
    let excepted = match linted.excepted {
        0 => String::new(),
        1 => ", 1 finding excepted".to_owned(),
        excepted => format!(", {excepted} findings excepted"),
    };
    let by = found.shown.as_deref();
    let by = by.map_or_else(String::new, |path| format!(" by {path}"));
    format!("{rules}{excepted}{by}")
}
