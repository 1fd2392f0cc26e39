//! Changes as a terminal shows them.

use super::change::Change;
use super::compared::Compared;
use super::group::Group;
use super::kinds::What;
use super::part::Part;
use super::subject::{noun, subject};
use super::words::words;
use crate::render::Style;

/// A line for each change, by topic: `+` added, `-` removed, `~` changed; then the counts.
#[must_use]
pub fn text(compared: &Compared<'_>, style: Style) -> String {
    let mut out = String::new();
    if !compared.changes.is_empty() {
        out.push_str(&format!("--- {}\n+++ {}\n", compared.old.1, compared.new.1));
    }
    for (topic, changes) in compared.by_topic() {
        out.push_str(&format!("{}:\n", topic.unwrap_or("protocol")));
        for change in changes {
            out.push_str(&line(compared, change, style));
        }
    }
    out.push_str(&compared.summary());
    out.push('\n');
    out
}

fn line(compared: &Compared<'_>, change: &Change, style: Style) -> String {
    let (mark, colour) = match (change.what, Group::of(change)) {
        (What::Added, _) => ('+', "32"),
        (What::Removed, _) => ('-', "31"),
        (_, Group::Added | Group::Changed | Group::Deprecated | Group::Removed) => ('~', "33"),
        (_, Group::Docs) => ('~', "2"),
    };
    let pairs = &compared.pairs;
    let (noun, subject) = (noun(pairs, &change.part), subject(pairs, &change.part));
    let mut text = match &change.part {
        Part::Protocol => subject,
        Part::Type(_)
        | Part::Field { .. }
        | Part::Value { .. }
        | Part::Variant { .. }
        | Part::Frame(_)
        | Part::FrameField { .. }
        | Part::Carried(..)
        | Part::Event(_)
        | Part::Tombstone(_) => {
            format!("{noun} {subject}")
        }
    };
    let words = words(pairs, change).to_string();
    match change.what {
        What::Added | What::Removed if words == change.what.name() => {}
        What::Added | What::Removed => text.push_str(&format!(": {words}")),
        what if words == what.name() => text.push_str(&format!(", {words}")),
        what => text.push_str(&format!(", {}: {words}", what.name())),
    }
    if let Part::Field { includers, .. } = &change.part
        && !includers.is_empty()
    {
        let names = includers
            .iter()
            .map(|(_, new)| pairs.new.ty(*new).name.as_str());
        text.push_str(&format!(
            " (and in {})",
            names.collect::<Vec<_>>().join(", ")
        ));
    }
    match style {
        Style::Plain => format!("  {mark} {text}\n"),
        Style::Colour => format!("  \u{1b}[{colour}m{mark} {text}\u{1b}[0m\n"),
    }
}
