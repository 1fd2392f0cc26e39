//! A section for a changelog or release notes. Breaking changes are first, then the other changes,
//! grouped as changelogs are and by topic, with their meaning on the wire.

use std::collections::{BTreeMap, BTreeSet};

use tdproto_schema::Model;
use tdproto_schema::model::{Direction, FrameId};

use crate::config::Date;
use crate::diff::{
    Change, Compared, Group, Part, Side, What, docs, meaning, noun, subject, topic, words,
};
use crate::reach::Reach;
use crate::rules::breaking::{Category, findings_by_change};

/// The section, in Markdown. Without a date it is one that is not released yet.
#[must_use]
pub fn section(compared: &Compared<'_>, date: Option<Date>) -> String {
    let mut out = heading(compared, date);
    let mut broken = BTreeSet::new();
    let breaking = breaking(compared, &mut broken);
    let reaches = [&compared.old, &compared.new].map(|schema| Reach::new(&schema.0.model));
    let mut groups = vec![("Breaking", breaking)];
    for group in Group::ALL {
        let mut topics = Topics::new();
        for (at, change) in compared.changes.iter().enumerate() {
            if Group::of(change) != *group || broken.contains(&at) {
                continue;
            }
            let text = match group {
                Group::Docs => described(compared, change),
                Group::Added | Group::Changed | Group::Deprecated | Group::Removed => {
                    item(compared, &reaches, change)
                }
            };
            let topic = topic(&compared.pairs, &change.part);
            if let Some(text) = text {
                topics.entry(topic).or_default().push(text);
            }
        }
        groups.push((group.title(), topics));
    }
    groups.retain(|(_, topics)| !topics.is_empty());
    if groups.is_empty() {
        out.push_str("\nNothing changed.\n");
    }
    for (title, topics) in groups {
        out.push_str(&format!("\n### {title}\n"));
        for (topic, items) in topics {
            let topic = topic.unwrap_or("The protocol");
            out.push_str(&format!("\n**{}**\n\n", plain(topic)));
            out.extend(items);
        }
    }
    out
}

/// The lines of each topic. Lines of the protocol as a whole have no topic and come first.
type Topics<'a> = BTreeMap<Option<&'a str>, Vec<String>>;

/// The version that is described, and its date.
fn heading(compared: &Compared<'_>, date: Option<Date>) -> String {
    let version = |schema: &tdproto_schema::Schema| schema.model.protocol.version.clone();
    let (old, new) = (version(compared.old.0), version(compared.new.0));
    match (new, date) {
        (Some(new), Some(date)) => format!("## {} - {date}\n", plain(&new)),
        (None, Some(date)) => format!("## {date}\n"),
        (Some(new), None) if old.as_ref() != Some(&new) => {
            format!("## {} - Unreleased\n", plain(&new))
        }
        (_, None) => "## Unreleased\n".to_owned(),
    }
}

/// The changes that break clients or servers, each once; `broken` takes their positions.
fn breaking<'a>(compared: &Compared<'a>, broken: &mut BTreeSet<usize>) -> Topics<'a> {
    let mut topics = Topics::new();
    for (at, finding) in findings_by_change(compared, Category::Json) {
        // A change that several rules report counts for the first one.
        if finding.severity != tdproto_schema::Severity::Error || !broken.insert(at) {
            continue;
        }
        let part = &compared.changes[at].part;
        let mut text = format!("- {}.", capital(&plain(&finding.message)));
        for note in finding
            .notes
            .iter()
            .filter(|note| note.starts_with("breaks "))
        {
            text.push_str(&format!(" {}.", capital(&plain(note))));
        }
        text.push('\n');
        topics
            .entry(topic(&compared.pairs, part))
            .or_default()
            .push(text);
    }
    topics
}

/// The name of a part, at the start of a line.
fn name(compared: &Compared<'_>, change: &Change) -> String {
    match &change.part {
        Part::Protocol if change.what == What::Envelope => "The frame".to_owned(),
        Part::Protocol => "The protocol".to_owned(),
        Part::Type(_)
        | Part::Field { .. }
        | Part::Value { .. }
        | Part::Variant { .. }
        | Part::Frame(_)
        | Part::FrameField { .. }
        | Part::Carried(..)
        | Part::Event(_)
        | Part::Tombstone(_) => {
            let (noun, subject) = (
                noun(&compared.pairs, &change.part),
                subject(&compared.pairs, &change.part),
            );
            format!("{} `{}`", capital(noun), plain(&subject).replace('`', "'"))
        }
    }
}

/// A change that peers or code see; nothing if the heading shows it.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "every other kind of change is named before its words"
)]
fn item(compared: &Compared<'_>, reaches: &[Reach; 2], change: &Change) -> Option<String> {
    let pairs = &compared.pairs;
    let words = plain(&words(pairs, change).to_string());
    let what = match change.what {
        What::Version => return None,
        What::Added | What::Removed => format!(" ({words})"),
        what if words == what.name() => format!(", {words}"),
        what => format!(", {}: {words}", what.name().replace('-', " ")),
    };
    let mut text = format!("- {}{what}.", name(compared, change));
    let sent = senders(compared, reaches, change);
    let [_, new] = docs(pairs, &change.part);
    let doc = new.filter(|_| change.what == What::Added);
    let doc = doc.map_or_else(String::new, |docs| summary(&docs.text));
    for sentence in [meaning(pairs, change, &sent), doc] {
        if !sentence.is_empty() {
            text.push_str(&format!(" {sentence}"));
        }
    }
    text.push('\n');
    Some(text.replace("..\n", ".\n").replace(".. ", ". "))
}

/// A change that no peer sees, such as one of a description.
fn described(compared: &Compared<'_>, change: &Change) -> Option<String> {
    let name = name(compared, change);
    let words = plain(&words(&compared.pairs, change).to_string());
    let text = match (&change.part, change.what) {
        // A removed part is reported as removed; its record adds nothing.
        (Part::Tombstone(Side::New(_)), _) => return None,
        (Part::Tombstone(_), What::Since) => format!("{name}: {words}"),
        (Part::Tombstone(_), _) => format!("{name}: its removal is no longer recorded"),
        (_, What::Docs) => {
            let [_, new] = docs(&compared.pairs, &change.part);
            match new.map(|docs| summary(&docs.text)) {
                Some(text) if text.is_empty() => format!("{name} lost its description"),
                Some(text) => format!("{name}: {text}"),
                None => format!("{name} has a new description"),
            }
        }
        (_, What::Order) => format!("{name}: the order changed"),
        (_, What::DeprecationNote) => format!("{name}, deprecation: {words}"),
        (_, What::Placeholders) => format!("{name}: the placeholders of examples changed"),
        (
            Part::Protocol
            | Part::Type(_)
            | Part::Field { .. }
            | Part::Value { .. }
            | Part::Variant { .. }
            | Part::Frame(_)
            | Part::FrameField { .. }
            | Part::Carried(..)
            | Part::Event(_),
            _,
        ) => {
            format!("{name}: {words}")
        }
    };
    Some(format!("- {}.\n", text.trim_end_matches('.')))
}

/// The first paragraph of a description, on one line and as a sentence.
fn summary(text: &str) -> String {
    let first = text.trim().split("\n\n").next().unwrap_or_default();
    let mut line = plain(first);
    if !line.is_empty() && !line.ends_with(['.', '!', '?', ':']) {
        line.push('.');
    }
    line
}

/// A text on one line, in which only code has angle brackets, so that none of it is HTML.
fn plain(text: &str) -> String {
    let words: Vec<_> = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect();
    let mut out = String::new();
    let mut is_code = false;
    // A mark of code that nothing ends is none.
    let line = words.join(" ");
    let is_paired = line.matches('`').count() % 2 == 0;
    for c in line.chars() {
        match c {
            '<' if !is_code => out.push_str("&lt;"),
            c => out.push(c),
        }
        is_code ^= c == '`' && is_paired;
    }
    out
}

/// A text with a capital at its start.
fn capital(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + chars.as_str()
}

/// The side that sends values of the part.
fn senders(compared: &Compared<'_>, reaches: &[Reach; 2], change: &Change) -> Vec<Direction> {
    let all = [Direction::ClientToServer, Direction::ServerToClient];
    let [old, new] = reaches;
    let pairs = &compared.pairs;
    let sent = |direction: Direction| match &change.part {
        Part::Protocol => true,
        Part::Type(side) => {
            side.before().is_some_and(|id| old.is_sent(direction, id))
                || side.after().is_some_and(|id| new.is_sent(direction, id))
        }
        Part::Field {
            owner, includers, ..
        } => std::iter::once(owner)
            .chain(includers)
            .any(|owner| old.is_sent(direction, owner.0) || new.is_sent(direction, owner.1)),
        Part::Value { owner, .. } | Part::Variant { owner, .. } => {
            old.is_sent(direction, owner.0) || new.is_sent(direction, owner.1)
        }
        Part::Event(side) => {
            let model = |at: Option<usize>, model: &tdproto_schema::Model| {
                at.is_some_and(|at| model.events()[at].is_sent(direction))
            };
            model(side.before().map(|id| id.index()), compared.pairs.old)
                || model(side.after().map(|id| id.index()), compared.pairs.new)
        }
        Part::Frame(side) => {
            let sends = |model: &Model, id: Option<FrameId>| {
                id.is_some_and(|id| model.frame(id).sender.sends(direction))
            };
            sends(pairs.old, side.before()) || sends(pairs.new, side.after())
        }
        Part::FrameField { owner, .. } => {
            let [old, new] = [pairs.old.frame(owner.0), pairs.new.frame(owner.1)];
            [old, new].iter().any(|kind| kind.sender.sends(direction))
        }
        Part::Carried(before, after) => {
            pairs.old.carries(*before, direction) || pairs.new.carries(*after, direction)
        }
        Part::Tombstone(_) => false,
    };
    all.into_iter()
        .filter(|direction| sent(*direction))
        .collect()
}
