//! What captures gave, as a report.

use serde_json::{Map, Value, json};
use tdproto_schema::{Code, Model, Severity, SourceMap};

use super::{FileOutcome, Found, Outcome, Settings, Subject};
use crate::report::{Case, Finding, Position, Report};
use crate::validate::{Counts, Part, Rule, Segment, Shown, Start, Validator};

/// How many events the text lists with their deviations, the worst first.
const EVENTS_LISTED: usize = 20;

/// The report of a run; `list` says whether its text lists what was never shown.
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
    report.findings = { outcome.files.iter() }
        .filter_map(|file| unreadable(file, noun(settings)))
        .collect();
    let found = outcome.found.iter();
    report
        .findings
        .extend(found.map(|found| finding(model, outcome, found)));
    report.facts = facts(model, outcome, settings, &shown);
    if list {
        report.facts.extend(never_shown(&shown));
    }
    report.data = data(model, outcome, &shown);
    report
}

fn start(settings: &Settings) -> Start {
    match settings.subject {
        Subject::Frames => Start::Events(settings.options.side),
        Subject::Entity(id) => Start::Type(id, settings.options.side),
    }
}

/// What people call a value.
fn noun(settings: &Settings) -> &'static str {
    match settings.subject {
        Subject::Frames => "frame",
        Subject::Entity(_) => "value",
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

fn finding(model: &Model, outcome: &Outcome, found: &Found) -> Finding {
    let Found {
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
    finding
}

fn place(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn facts(model: &Model, outcome: &Outcome, settings: &Settings, shown: &Shown) -> Vec<String> {
    let files = plural(outcome.files.len() as u64, "file");
    let bytes = bytes(outcome.files.iter().map(|file| file.bytes).sum());
    let values = match settings.subject {
        Subject::Frames => plural(outcome.values(), "frame"),
        Subject::Entity(id) => format!(
            "{} of `{}`",
            plural(outcome.values(), "value"),
            model.ty(id).name
        ),
    };
    let mut facts = vec![format!("checked: {values} in {files}, {bytes}")];
    if outcome.deviations() > 0 {
        facts.extend(deviations(model, outcome, noun(settings)));
    }
    let kept = outcome.found.len() as u64;
    if outcome.deviations() > kept {
        let left = count(outcome.deviations() - kept);
        facts.push(format!(
            "kept: the first {} deviations; {left} more are counted only",
            count(kept)
        ));
    }
    let parts = [
        (&shown.events, "events"),
        (&shown.fields, "fields"),
        (&shown.values, "enum values"),
    ];
    let parts = parts
        .iter()
        .filter(|(parts, _)| !parts.is_empty())
        .map(|(parts, what)| {
            let came = parts.iter().filter(|part| part.count > 0).count();
            format!(
                "{} of {} {what}",
                count(came as u64),
                count(parts.len() as u64)
            )
        });
    facts.push(format!(
        "coverage: {}",
        parts.collect::<Vec<_>>().join(", ")
    ));
    facts
}

/// The deviations in all, and those of each event.
fn deviations(model: &Model, outcome: &Outcome, noun: &str) -> Vec<String> {
    let deviating = outcome.files.iter().map(|file| file.deviating).sum();
    let mut lines = vec![format!(
        "deviations: {} in {}: {}",
        count(outcome.deviations()),
        plural(deviating, noun),
        by_rule(&outcome.by_rule())
    )];
    let mut rows: Vec<_> = rows(model, outcome).collect();
    rows.sort_by_key(|(_, counts)| std::cmp::Reverse(counts.iter().sum::<u64>()));
    let width = rows
        .iter()
        .take(EVENTS_LISTED)
        .map(|(name, _)| name.len())
        .max()
        .unwrap_or_default();
    for (name, counts) in rows.iter().take(EVENTS_LISTED) {
        lines.push(format!("  {name:<width$}  {}", by_rule(counts)));
    }
    if rows.len() > EVENTS_LISTED {
        lines.push(format!(
            "  … and {} more events",
            rows.len() - EVENTS_LISTED
        ));
    }
    lines
}

/// The events with deviations, in the order of the model, and what is no event's at last.
fn rows<'o>(model: &'o Model, outcome: &'o Outcome) -> impl Iterator<Item = (&'o str, &'o Counts)> {
    let names = model.events().iter().map(|event| event.name.as_str());
    let rows = names.chain(["(no event)"]).zip(&outcome.table);
    rows.filter(|(_, counts)| counts.iter().any(|count| *count > 0))
}

fn by_rule(counts: &Counts) -> String {
    let mut counts: Vec<_> = Rule::ALL
        .iter()
        .zip(counts)
        .filter(|(_, count)| **count > 0)
        .collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    let counts = counts
        .iter()
        .map(|(rule, number)| format!("{} {}", count(**number), rule.name()));
    counts.collect::<Vec<_>>().join(", ")
}

/// Every part of the model that never came.
fn never_shown(shown: &Shown) -> Vec<String> {
    let mut lines = Vec::new();
    for (parts, what) in [
        (&shown.events, "events"),
        (&shown.fields, "fields"),
        (&shown.values, "enum values"),
    ] {
        let missing: Vec<&Part> = parts.iter().filter(|part| part.count == 0).collect();
        if missing.is_empty() {
            continue;
        }
        lines.push(format!(
            "never shown, {} {what}:",
            count(missing.len() as u64)
        ));
        for group in missing.chunk_by(|a, b| !a.owner.is_empty() && a.owner == b.owner) {
            let names = group
                .iter()
                .map(|part| part.name.as_str())
                .collect::<Vec<_>>();
            let (owner, names) = (&group[0].owner, names.join(", "));
            let came = parts
                .iter()
                .any(|part| part.owner == *owner && part.count > 0);
            lines.push(match owner.as_str() {
                "" => format!("  {names}"),
                _ if came => format!("  {owner}: {names}"),
                _ => format!("  {owner}: all {} of them", group.len()),
            });
        }
    }
    lines
}

/// The same for programs, and all counts.
fn data(model: &Model, outcome: &Outcome, shown: &Shown) -> Map<String, Value> {
    let files = outcome.files.iter().map(|file| {
        json!({
            "file": file.name,
            "bytes": file.bytes,
            "values": file.values,
            "unparsed": file.unparsed,
            "deviating": file.deviating,
            "deviations": file.deviations,
            "unreadable": file.unreadable.as_ref().map(|(reason, _)| reason),
        })
    });
    let by_event =
        rows(model, outcome).map(|(name, counts)| (name.to_owned(), rule_counts(counts)));
    let mut data = Map::new();
    data.insert("files".to_owned(), files.collect());
    data.insert("values".to_owned(), outcome.values().into());
    data.insert(
        "deviations".to_owned(),
        json!({
            "total": outcome.deviations(),
            "kept": outcome.found.len(),
            "by_rule": rule_counts(&outcome.by_rule()),
            "by_event": by_event.collect::<Map<_, _>>(),
        }),
    );
    data.insert(
        "coverage".to_owned(),
        json!({
            "events": part_counts(&shown.events),
            "fields": part_counts(&shown.fields),
            "enum_values": part_counts(&shown.values),
        }),
    );
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

fn part_counts(parts: &[Part]) -> Value {
    let counts = parts
        .iter()
        .map(|part| (part.full_name(), Value::from(part.count)));
    counts.collect::<Map<_, _>>().into()
}

fn plural(number: u64, word: &str) -> String {
    let end = if number == 1 { "" } else { "s" };
    format!("{} {word}{end}", count(number))
}

/// A number with its thousands apart.
fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn bytes(number: u64) -> String {
    let units = ["bytes", "KiB", "MiB", "GiB"];
    let (mut size, mut unit) = (number as f64, 0);
    while size >= 1024.0 && unit + 1 < units.len() {
        (size, unit) = (size / 1024.0, unit + 1);
    }
    match unit {
        0 => format!("{} bytes", count(number)),
        _ => format!("{size:.1} {}", units[unit]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_easy_to_read() {
        assert_eq!(count(0), "0");
        assert_eq!(count(999), "999");
        assert_eq!(count(1_234_567), "1,234,567");
        assert_eq!(bytes(1023), "1,023 bytes");
        assert_eq!(bytes(1536), "1.5 KiB");
        assert_eq!(bytes(5 << 40), "5120.0 GiB");
    }
}
