//! The outcome of captures in lines of text: the counts, and the parts of the model that never
//! came.

use tdproto_schema::Model;

use super::{Outcome, Settings, Skipped, Subject};
use crate::validate::{Counts, PartCount, Rule, Shown};

/// The number of events that the text lists with their deviations, the worst first.
const EVENTS_LISTED: usize = 20;

/// The parts that were checked, skipped and counted, a line each.
pub(super) fn facts(
    model: &Model,
    outcome: &Outcome,
    settings: &Settings,
    shown: &Shown,
) -> Vec<String> {
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
    let mut facts = interrupted(outcome);
    facts.push(format!("checked: {values} in {files}, {bytes}"));
    facts.extend(skipped(outcome));
    if outcome.deviations() > 0 {
        facts.extend(deviations(model, outcome, noun(settings)));
    }
    facts.extend(no_frames(outcome));
    facts.extend(unnamed(outcome));
    if outcome.unlisted() > 0 {
        facts.push(format!(
            "kept: the first {} deviations; {} more are counted only",
            count(outcome.found.len() as u64),
            count(outcome.unlisted())
        ));
    }
    let parts = parts_of(shown);
    let parts = parts
        .iter()
        .filter(|(parts, _)| !parts.is_empty())
        .map(|(parts, what)| {
            let came = parts.iter().filter(|part| part.count > 0).count();
            let what = noun_for(parts.len(), *what);
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

/// A noun for one part, and for several.
type Noun = [&'static str; 2];

/// The counted parts of a model, with the noun for them.
fn parts_of(shown: &Shown) -> [(&Vec<PartCount>, Noun); 5] {
    [
        (&shown.events, ["event", "events"]),
        (&shown.replies, ["reply", "replies"]),
        (&shown.fields, ["field", "fields"]),
        (&shown.values, ["enum value", "enum values"]),
        (&shown.variants, ["variant", "variants"]),
    ]
}

fn noun_for(count: usize, [one, many]: Noun) -> &'static str {
    if count == 1 { one } else { many }
}

/// The progress of an interrupted run.
fn interrupted(outcome: &Outcome) -> Vec<String> {
    let mut lines = Vec::new();
    for file in &outcome.files {
        let name = &file.name;
        lines.extend(file.interrupted.map(|read| match file.values {
            0 => format!("interrupted: nothing of {name} was checked"),
            _ => {
                let line = count(read.max(1));
                format!(
                    "interrupted: {name} was checked up to line {line}; nothing after that was read"
                )
            }
        }));
    }
    if outcome.unread > 0 {
        let files = plural(outcome.unread as u64, "more file");
        let verb = if outcome.unread == 1 { "was" } else { "were" };
        lines.push(format!("interrupted: {files} {verb} not read"));
    }
    lines
}

/// The number of HAR entries and messages that were skipped.
fn skipped(outcome: &Outcome) -> Option<String> {
    let sum = |count: fn(&Skipped) -> u64| outcome.files.iter().map(|f| count(&f.skipped)).sum();
    let parts = [
        (
            sum(|skipped| skipped.entries),
            ("entry", "entries"),
            "without WebSocket messages",
        ),
        (
            sum(|skipped| skipped.binary),
            ("binary message", "binary messages"),
            "",
        ),
        (
            sum(|skipped| skipped.control),
            ("message", "messages"),
            "without data (ping, close, error)",
        ),
    ];
    let parts = parts.into_iter().filter(|(number, ..)| *number > 0);
    let parts = parts.map(|(number, (one, many), what)| {
        let noun = if number == 1 { one } else { many };
        format!("{} {noun} {what}", count(number))
            .trim_end()
            .to_owned()
    });
    let parts: Vec<_> = parts.collect();
    (!parts.is_empty()).then(|| format!("skipped: {}", parts.join(", ")))
}

/// The note that no value is a frame, so that the captures have another form.
fn no_frames(outcome: &Outcome) -> Option<String> {
    let without = outcome.by_rule()[Rule::NoEnvelope as usize];
    (without > 0 && without == outcome.values()).then(|| {
        "no value is a frame: `tdproto validate --help` lists the forms of captures that are read"
            .to_owned()
    })
}

/// The number of frames that do not say their event, where several are possible.
fn unnamed(outcome: &Outcome) -> Option<String> {
    let number = outcome.coverage.unnamed;
    let (verb, each) = match number {
        0 => return None,
        1 => ("does", "it was"),
        _ => ("do", "each was"),
    };
    let frames = plural(number, "frame");
    Some(format!(
        "without an event: {frames} {verb} not name one; {each} compared with all events of the kind"
    ))
}

/// The number of all deviations, and of those of each event.
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

/// The events with deviations, in the order of the model; last, the values without an event.
pub(super) fn rows<'o>(
    model: &'o Model,
    outcome: &'o Outcome,
) -> impl Iterator<Item = (&'o str, &'o Counts)> {
    let names = model.events().iter().map(|event| event.name.as_str());
    let rows = names.chain(["(no event)"]).zip(&outcome.table);
    rows.filter(|(_, counts)| counts.iter().any(|count| *count > 0))
}

/// The noun for the values in reports.
pub(super) fn noun(settings: &Settings) -> &'static str {
    match settings.subject {
        Subject::Frames => "frame",
        Subject::Entity(_) => "value",
    }
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
pub(super) fn never_shown(shown: &Shown) -> Vec<String> {
    let mut lines = Vec::new();
    for (parts, what) in parts_of(shown) {
        let missing: Vec<&PartCount> = parts.iter().filter(|part| part.count == 0).collect();
        if missing.is_empty() {
            continue;
        }
        let what = noun_for(missing.len(), what);
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
                _ if came || group.len() == 1 => format!("  {owner}: {names}"),
                _ => format!("  {owner}: all {} of them", group.len()),
            });
        }
    }
    lines
}

pub(super) fn plural(number: u64, word: &str) -> String {
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
