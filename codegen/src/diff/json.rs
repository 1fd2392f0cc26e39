//! Changes for programs: one JSON object.
//!
//! `format` is the version of its shape. It grows when a reader of the old shape could no longer
//! understand the new one; keys may be added without that.

use serde_json::{Map, Value, json};
use tdproto_schema::{SourceMap, Span};

use super::change::Change;
use super::compared::{Compared, place_text};
use super::group::Group;
use super::part::Part;
use super::relation::Relation;
use super::subject::{noun, subject, topic};
use super::words::words;

/// The version of the shape.
const FORMAT: u32 = 1;

/// The object, ending in a line feed.
///
/// Each change has these keys:
/// - `part` (entity, field, event …) and `subject` (`Message.text`);
/// - `change` (added, presence, type …), `relation` (widened, narrowed …, where types are compared)
///   and `group` (as in a changelog);
/// - `topic`, `text` in words and `old_name` (where it differs);
/// - `old` and `new` (places), and `included_in` (entities that have the field by including its
///   owner).
#[must_use]
pub fn json(compared: &Compared<'_>, sources: &SourceMap) -> String {
    let changes = compared.changes.iter();
    let changes: Vec<Value> = changes
        .map(|of_part| change(compared, sources, of_part))
        .collect();
    let counts = compared.counts();
    let counts = Group::ALL.iter().map(|group| {
        let count = counts.get(group).copied().unwrap_or_default();
        (group.title().to_lowercase(), count.into())
    });
    let value = json!({
        "format": FORMAT,
        "tool": { "name": "tdproto", "version": env!("CARGO_PKG_VERSION") },
        "command": "diff",
        "old": compared.old.1,
        "new": compared.new.1,
        "counts": counts.collect::<Map<_, _>>(),
        "changes": changes,
    });
    format!("{value:#}\n")
}

fn change(compared: &Compared<'_>, sources: &SourceMap, change: &Change) -> Value {
    let pairs = &compared.pairs;
    let (old, new) = compared.places(change);
    let mut value = json!({
        "part": noun(pairs, &change.part),
        "subject": subject(pairs, &change.part),
        "change": change.what.name(),
        "relation": change.what.relation().map(Relation::name),
        "group": Group::of(change).title().to_lowercase(),
        "topic": topic(pairs, &change.part),
        "text": words(pairs, change).to_string(),
        "old": place(sources, old),
        "new": place(sources, new),
    });
    if let Part::Field { includers, .. } = &change.part
        && !includers.is_empty()
    {
        let names = includers
            .iter()
            .map(|(_, new)| pairs.new.ty(*new).name.as_str());
        value["included_in"] = names.collect::<Vec<_>>().into();
    }
    value
}

fn place(sources: &SourceMap, span: Span) -> Option<String> {
    place_text(sources, span)
}
