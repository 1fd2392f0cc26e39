//! Reports for programs: one JSON object of the form [`ReportFile`].

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};
use tdproto_schema::{Severity, SourceMap};

use super::context::Context;
use crate::report::{self, Finding, Position, Report};

/// The version of the form; it grows when a reader of the old form could no longer understand the
/// new one. Keys may be added without that.
pub const FORMAT: u32 = 1;

/// What a run of `tdproto` found.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "A report of tdproto")]
struct ReportFile<'a> {
    /// The version of this form. It grows when readers of the old form could no longer understand
    /// the new one; keys may be added without that.
    #[schemars(extend("const" = FORMAT))]
    format: u32,
    /// The program that wrote it.
    tool: ToolFile,
    /// The command: `lint`.
    command: &'a str,
    /// How the run ended.
    outcome: OutcomeFile,
    /// How many findings there are of each severity.
    counts: CountsFile,
    /// What was compared and counted, a line each, for people.
    facts: &'a [String],
    /// The same and more: the keys depend on the command.
    data: &'a Map<String, Value>,
    /// What was looked at, whether or not something was found in it.
    cases: Vec<CaseFile<'a>>,
    /// What was found.
    findings: Vec<FindingFile<'a>>,
}

/// The program that wrote a report.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Tool")]
struct ToolFile {
    /// Its name.
    name: &'static str,
    /// Its version.
    version: &'static str,
}

/// How a run ended, which is its exit code, too.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Outcome")]
#[serde(rename_all = "lowercase")]
enum OutcomeFile {
    /// Nothing is bad enough: exit code 0.
    Clean,
    /// Something is: exit code 1.
    Findings,
    /// Something could not be read or parsed: exit code 3.
    Unreadable,
}

/// How many findings there are of each severity.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Counts")]
struct CountsFile {
    error: usize,
    warning: usize,
    info: usize,
}

/// Something that was looked at: a rule, a file.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Case")]
struct CaseFile<'a> {
    /// Its name.
    name: &'a str,
    /// What it is about; may be empty.
    about: &'a str,
    /// How many findings belong to it.
    findings: usize,
}

/// The severity of a finding.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Severity")]
#[serde(rename_all = "lowercase")]
enum SeverityFile {
    Error,
    Warning,
    Info,
}

/// One finding.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Finding")]
struct FindingFile<'a> {
    /// The rule or code; `tdproto explain` explains it.
    rule: &'a str,
    /// The severity.
    severity: SeverityFile,
    /// What it is about: `Message.text`, `server.online`, a file; may be empty.
    subject: &'a str,
    /// What is wrong.
    message: &'a str,
    /// A unique name of the finding that does not change when lines move.
    fingerprint: String,
    /// The case it belongs to, which is that of its rule unless there is another.
    case: &'a str,
    /// The place it is about; null if it has none.
    place: Option<PlaceFile>,
    /// Other places that matter to it.
    related: Vec<RelatedFile<'a>>,
    /// What explains it.
    notes: &'a [String],
    /// What to do about it.
    help: &'a [String],
    /// A text that belongs to it, such as a diff; may be empty.
    excerpt: &'a str,
    /// More about it: the keys depend on the command.
    details: &'a Map<String, Value>,
}

/// A place in a file. Lines and columns are counted from 1, columns in characters.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Place")]
struct PlaceFile {
    /// The file as people are shown it; a file of a commit is `REF:PATH`.
    file: String,
    /// Whether that is the path of a file on disk.
    on_disk: bool,
    /// The line; null: the whole file.
    line: Option<usize>,
    /// The column.
    column: Option<usize>,
    /// The line of the last character.
    end_line: Option<usize>,
    /// The column behind the last character.
    end_column: Option<usize>,
}

/// A place that matters to a finding.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Related")]
struct RelatedFile<'a> {
    /// The place.
    place: PlaceFile,
    /// Why it matters; may be empty.
    text: &'a str,
}

/// The JSON Schema of reports.
#[must_use]
pub fn json_schema() -> Value {
    schemars::schema_for!(ReportFile<'_>).to_value()
}

/// The whole report, ending in a line feed.
pub(super) fn report(report: &Report, context: &Context) -> String {
    let found = report.findings.iter().zip(report.fingerprints());
    let file = ReportFile {
        format: FORMAT,
        tool: ToolFile {
            name: "tdproto",
            version: env!("CARGO_PKG_VERSION"),
        },
        command: report.command,
        outcome: match report.outcome(context.fail_on) {
            report::Outcome::Clean => OutcomeFile::Clean,
            report::Outcome::Findings => OutcomeFile::Findings,
            report::Outcome::Unreadable => OutcomeFile::Unreadable,
        },
        counts: CountsFile {
            error: report.count(Severity::Error),
            warning: report.count(Severity::Warning),
            info: report.count(Severity::Info),
        },
        facts: &report.facts,
        data: &report.data,
        cases: cases(report),
        findings: found
            .map(|(found, fingerprint)| finding(&report.sources, found, fingerprint))
            .collect(),
    };
    let text = serde_json::to_string_pretty(&file);
    let text = text.expect("the file holds only JSON's own types");
    format!("{text}\n")
}

fn cases(report: &Report) -> Vec<CaseFile<'_>> {
    let cases = report.cases.iter().map(|case| {
        let found = report.findings.iter();
        CaseFile {
            name: &case.name,
            about: &case.about,
            findings: found.filter(|found| found.case() == case.name).count(),
        }
    });
    cases.collect()
}

fn finding<'a>(sources: &SourceMap, found: &'a Finding, fingerprint: String) -> FindingFile<'a> {
    let on_disk = match found.labels.first() {
        Some(label) => sources.file_of(label.span).is_some_and(|f| f.on_disk),
        None => true,
    };
    FindingFile {
        rule: &found.rule,
        severity: match found.severity {
            Severity::Error => SeverityFile::Error,
            Severity::Warning => SeverityFile::Warning,
            Severity::Info => SeverityFile::Info,
        },
        subject: &found.subject,
        message: &found.message,
        fingerprint,
        case: found.case(),
        place: found.position(sources).map(|at| place(at, on_disk)),
        related: related(sources, found),
        notes: &found.notes,
        help: &found.help,
        excerpt: &found.excerpt,
        details: &found.details,
    }
}

fn related<'a>(sources: &SourceMap, found: &'a Finding) -> Vec<RelatedFile<'a>> {
    let places = found.labels.iter().skip(1).filter_map(|label| {
        let at = report::position(sources, label)?;
        let on_disk = sources.file_of(label.span)?.on_disk;
        Some(RelatedFile {
            place: place(at, on_disk),
            text: &label.text,
        })
    });
    places.collect()
}

fn place(at: Position, on_disk: bool) -> PlaceFile {
    PlaceFile {
        file: at.path,
        on_disk,
        line: at.start.map(|at| at.0),
        column: at.start.map(|at| at.1),
        end_line: at.end.map(|at| at.0),
        end_column: at.end.map(|at| at.1),
    }
}
