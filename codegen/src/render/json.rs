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

/// The result of a run of `tdproto`.
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
    /// The outcome of the run.
    outcome: OutcomeFile,
    /// The number of findings of each severity.
    counts: CountsFile,
    /// A summary for people, in lines: the sides of the comparison, and counts.
    facts: &'a [String],
    /// The summary for programs, with more facts; its keys depend on the command.
    data: &'a Map<String, Value>,
    /// The parts that were checked, with or without findings.
    cases: Vec<CaseFile<'a>>,
    /// The findings.
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

/// The outcome of a run, which decides its exit code.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Outcome")]
#[serde(rename_all = "lowercase")]
enum OutcomeFile {
    /// No finding fails the run: exit code 0.
    Clean,
    /// A finding fails the run: exit code 1.
    Findings,
    /// Something could not be read or parsed: exit code 3.
    Unreadable,
}

/// The number of findings of each severity.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Counts")]
struct CountsFile {
    error: usize,
    warning: usize,
    info: usize,
}

/// A part that was checked: a rule, a file.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Case")]
struct CaseFile<'a> {
    /// Its name.
    name: &'a str,
    /// Its subject; may be empty.
    about: &'a str,
    /// The number of its findings.
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
    /// The subject: `Message.text`, `server.online`, a file; may be empty.
    subject: &'a str,
    /// The message.
    message: &'a str,
    /// A unique name of the finding that does not change when lines move.
    fingerprint: String,
    /// The case it belongs to, which is that of its rule unless there is another.
    case: &'a str,
    /// The place it is about; null if it has none.
    place: Option<PlaceFile>,
    /// Other places that matter to it.
    related: Vec<RelatedFile<'a>>,
    /// Notes that explain it.
    notes: &'a [String],
    /// The edits or commands that fix it.
    help: &'a [String],
    /// A text that belongs to it, such as a diff; may be empty.
    excerpt: &'a str,
    /// More facts; the keys depend on the command.
    details: &'a Map<String, Value>,
}

/// A place in a file. Lines and columns are counted from 1, columns in characters.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Place")]
struct PlaceFile {
    /// The file, as reports name it; a file of a commit is `REF:PATH`.
    file: String,
    /// True if that is the path of a file on disk.
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
