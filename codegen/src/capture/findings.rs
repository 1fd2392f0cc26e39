//! The outcome of captures as a report.

use serde_json::{Map, Value, json};
use tdproto_schema::{Code, Model, Severity, SourceMap};

use super::facts::{facts, never_shown, noun, plural, rows};
use super::{CaptureFinding, FileOutcome, Outcome, Settings, Subject};
use crate::report::{Case, Finding, Position, Report};
use crate::validate::{Counts, PartCount, Rule, Segment, Shown, Start, Validator};

/// Makes the report of a run; with `list`, its text lists the parts of the model that never came.
#[must_use]
pub fn report(
    validator: &Validator<'_>,
    outcome: &Outcome,
    settings: &Settings,
    list: bool,
) -> Report {
    let model = validator.model();
    let shown = validator.shown(&outcome.coverage, start(settings));
    let mut report = Report::new("validate", SourceMap::default());
    report.cases = cases(&outcome.files, noun(settings));
    report.findings = Findings::default().more(validator, outcome, settings);
    report.unlisted = usize::try_from(outcome.unlisted()).unwrap_or(usize::MAX);
    report.facts = facts(model, outcome, settings, &shown);
    if list {
        report.facts.extend(never_shown(&shown));
    }
    report.data = data(model, outcome, &shown);
    report
}

/// The findings of a run while it goes on, each once, in the order of the report.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    deviations: usize,
    files: usize,
}

impl Findings {
    /// Returns the findings that have come since the last call.
    pub fn more(
        &mut self,
        validator: &Validator<'_>,
        outcome: &Outcome,
        settings: &Settings,
    ) -> Vec<Finding> {
        let mut findings = Vec::new();
        while let Some(file) = outcome.files.get(self.files) {
            let rest = outcome.found[self.deviations..].iter();
            for found in rest.take_while(|found| found.file == self.files) {
                findings.push(finding(validator.model(), outcome, found));
                self.deviations += 1;
            }
            let unreadable = unreadable(file, noun(settings));
            if unreadable.is_none() && self.files + 1 == outcome.files.len() {
                break;
            }
            findings.extend(unreadable);
            self.files += 1;
        }
        findings
    }
}

fn start(settings: &Settings) -> Start {
    match settings.subject {
        Subject::Frames if settings.options.correlate => Start::Exchanges(settings.options.side),
        Subject::Frames => Start::Events(settings.options.side),
        Subject::Entity(id) => Start::Type(id, settings.options.side),
    }
}

fn cases(files: &[FileOutcome], noun: &str) -> Vec<Case> {
    let cases = files.iter().map(|file| Case {
        name: file.name.clone(),
        about: plural(file.values, noun),
    });
    cases.collect()
}

/// The finding that a capture could not be read to its end.
fn unreadable(file: &FileOutcome, noun: &str) -> Option<Finding> {
    let (reason, lines) = file.unreadable.as_ref()?;
    let name = &file.name;
    let message = format!("cannot read {name}: {reason}");
    let mut found = Finding::new(Code::FileUnreadable.id(), Severity::Error, name, message);
    found.case = Some(name.clone());
    if file.values > 0 {
        let before = plural(file.values, noun);
        found
            .notes
            .push(format!("{before} before that were checked"));
    }
    found.position = Some(Position {
        path: name.clone(),
        start: (file.values > 0).then_some((place(*lines) + 1, 1)),
        end: None,
    });
    Some(found)
}

fn finding(model: &Model, outcome: &Outcome, found: &CaptureFinding) -> Finding {
    let CaptureFinding {
        deviation, event, ..
    } = found;
    let file = &outcome.files[found.file].name;
    let event = event.map(|at| model.events()[at].name.as_str());
    // The same place in another item of a list is the same subject.
    let mut steps = deviation.path.clone();
    for step in &mut steps.0 {
        if let Segment::Index(index) = step {
            *index = 0;
        }
    }
    let subject = match event {
        Some(event) => format!("{event} {steps}"),
        None => steps.to_string(),
    };
    let message = deviation.to_string();
    let mut finding = Finding::new(deviation.rule.name(), Severity::Error, subject, message);
    finding.case = Some(file.clone());
    finding.position = Some(Position {
        path: file.clone(),
        start: Some((place(found.line), place(found.column))),
        end: None,
    });
    let details = json!({
        "event": event,
        "path": deviation.path.to_string(),
        "expected": deviation.expected,
        "found": deviation.found,
    });
    if let Value::Object(details) = details {
        finding.details = details;
    }
    if let Some(event) = event {
        finding.notes.push(format!("in a frame of {event}"));
    }
    if let Some(message) = found.message {
        finding.notes.push(format!("in the HAR at {message}"));
        let pointer = Value::from(message.to_string());
        finding.details.insert("pointer".to_owned(), pointer);
    }
    finding
}

fn place(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// The report for programs, with all counts.
fn data(model: &Model, outcome: &Outcome, shown: &Shown) -> Map<String, Value> {
    let files = outcome.files.iter().map(|file| {
        json!({
            "file": file.name,
            "bytes": file.bytes,
            "values": file.values,
            "unparsed": file.unparsed,
            "deviating": file.deviating,
            "deviations": file.deviations,
            "skipped": {
                "entries": file.skipped.entries,
                "binary": file.skipped.binary,
                "control": file.skipped.control,
            },
            "interrupted": file.interrupted.is_some(),
            "unreadable": file.unreadable.as_ref().map(|(reason, _)| reason),
        })
    });
    let by_event =
        rows(model, outcome).map(|(name, counts)| (name.to_owned(), rule_counts(counts)));
    let mut data = Map::new();
    data.insert("files".to_owned(), files.collect());
    data.insert("values".to_owned(), outcome.values().into());
    data.insert("interrupted".to_owned(), outcome.is_interrupted().into());
    data.insert(
        "deviations".to_owned(),
        json!({
            "total": outcome.deviations(),
            "kept": outcome.found.len(),
            "by_rule": rule_counts(&outcome.by_rule()),
            "by_event": by_event.collect::<Map<_, _>>(),
        }),
    );
    let mut coverage = json!({
        "events": part_counts(&shown.events),
        "fields": part_counts(&shown.fields),
        "enum_values": part_counts(&shown.values),
    });
    if !shown.replies.is_empty() {
        coverage["replies"] = part_counts(&shown.replies);
    }
    if !shown.variants.is_empty() {
        coverage["variants"] = part_counts(&shown.variants);
    }
    data.insert("unnamed".to_owned(), outcome.coverage.unnamed.into());
    data.insert("coverage".to_owned(), coverage);
    data
}

fn rule_counts(counts: &Counts) -> Value {
    let counts = Rule::ALL
        .iter()
        .zip(counts)
        .filter(|(_, count)| **count > 0);
    counts
        .map(|(rule, count)| (rule.name().to_owned(), Value::from(*count)))
        .collect::<Map<_, _>>()
        .into()
}

fn part_counts(parts: &[PartCount]) -> Value {
    let counts = parts
        .iter()
        .map(|part| (part.full_name(), Value::from(part.count)));
    counts.collect::<Map<_, _>>().into()
}
