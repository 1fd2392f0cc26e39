//! A section for a changelog: grouped as those are, by topic, with what it means on the wire.

use std::collections::BTreeMap;

use tdproto_schema::model::Direction;

use super::compared::{Compared, Group};
use super::meaning::meaning;
use super::{Change, Part, What, noun, subject, topic, words};
use crate::reach::Reach;

/// The section, in Markdown. Changes of docs alone are counted, not listed.
#[must_use]
pub fn markdown(compared: &Compared<'_>) -> String {
    let protocol = &compared.new.0.model.protocol;
    let version = protocol.version.as_deref().unwrap_or("Unreleased");
    let mut out = format!("## {version}\n");
    if compared.changes.is_empty() {
        out.push_str("\nNothing changed.\n");
        return out;
    }
    let reaches = [&compared.old, &compared.new].map(|schema| Reach::new(&schema.0.model));
    for group in Group::ALL {
        let changes = compared
            .changes
            .iter()
            .filter(|change| Group::of(change) == *group);
        let mut topics: BTreeMap<Option<&str>, Vec<&Change>> = BTreeMap::new();
        for change in changes {
            topics
                .entry(topic(&compared.pairs, &change.part))
                .or_default()
                .push(change);
        }
        if topics.is_empty() {
            continue;
        }
        if *group == Group::Docs {
            let count: usize = topics.values().map(Vec::len).sum();
            let changes = super::words::count(count, "change");
            out.push_str(&format!(
                "\n{changes} of descriptions, order and the like, which no peer sees.\n"
            ));
            continue;
        }
        out.push_str(&format!("\n### {}\n", group.title()));
        for (topic, changes) in topics {
            let topic = topic.unwrap_or("The protocol");
            out.push_str(&format!("\n**{topic}**\n\n"));
            for change in changes {
                out.push_str(&item(compared, &reaches, change));
            }
        }
    }
    out
}

fn item(compared: &Compared<'_>, reaches: &[Reach; 2], change: &Change) -> String {
    let pairs = &compared.pairs;
    let words = words(pairs, change);
    let what = match change.what {
        What::Added | What::Removed => format!(" ({words})"),
        what if words == what.name() => format!(", {words}"),
        what => format!(", {}: {words}", what.name().replace('-', " ")),
    };
    let name = match &change.part {
        Part::Protocol if change.what == What::Envelope => "The frame".to_owned(),
        Part::Protocol => "The protocol".to_owned(),
        Part::Type(_)
        | Part::Field { .. }
        | Part::Value { .. }
        | Part::Event(_)
        | Part::Tombstone(_) => {
            let (noun, subject) = (noun(pairs, &change.part), subject(pairs, &change.part));
            format!("{noun} `{subject}`")
        }
    };
    let sent = senders(compared, reaches, change);
    let meaning = meaning(pairs, change, &sent);
    let meaning = if meaning.is_empty() {
        meaning
    } else {
        format!(" {meaning}")
    };
    format!("- {name}{what}.{meaning}\n").replace("..", ".")
}

/// Who sends values of the part.
fn senders(compared: &Compared<'_>, reaches: &[Reach; 2], change: &Change) -> Vec<Direction> {
    let all = [Direction::ClientToServer, Direction::ServerToClient];
    let [old, new] = reaches;
    let sent = |direction: Direction| match &change.part {
        Part::Protocol => true,
        Part::Type(side) => {
            side.before()
                .is_some_and(|id| old.is_reached(direction, id))
                || side.after().is_some_and(|id| new.is_reached(direction, id))
        }
        Part::Field {
            owner, includers, ..
        } => std::iter::once(owner)
            .chain(includers)
            .any(|owner| old.is_reached(direction, owner.0) || new.is_reached(direction, owner.1)),
        Part::Value { owner, .. } => {
            old.is_reached(direction, owner.0) || new.is_reached(direction, owner.1)
        }
        Part::Event(side) => {
            let model = |at: Option<usize>, model: &tdproto_schema::Model| {
                at.is_some_and(|at| model.events()[at].direction == direction)
            };
            model(side.before().map(|id| id.index()), compared.pairs.old)
                || model(side.after().map(|id| id.index()), compared.pairs.new)
        }
        Part::Tombstone(_) => false,
    };
    all.into_iter()
        .filter(|direction| sent(*direction))
        .collect()
}
