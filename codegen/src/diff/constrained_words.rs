//! The constraints that differ, in words.

use tdproto_schema::model::Constraints;

use super::constrained::{Inside, constrained};
use super::pairs::Pairs;
use super::part::{Part, PartKind};
use super::parts::Both;
use super::values::listed;

/// The kinds of parts whose types may have constraints.
pub(super) const CONSTRAINED: &[PartKind] = &[
    PartKind::Type,
    PartKind::Field,
    PartKind::Variant,
    PartKind::FrameField,
    PartKind::Carried,
    PartKind::Event,
];

/// The constraints of both sides at the places where they differ.
pub(super) fn constraint_words(pairs: &Pairs<'_>, part: &Part) -> Both<String> {
    let places = constrained(pairs, part);
    let side = |at: usize| {
        let words = places.iter().map(|place| {
            let words = words(&place.constraints[at]);
            match place_words(&place.steps) {
                Some(name) => format!("{name}: {words}"),
                None => words,
            }
        });
        listed(words)
    };
    [side(0), side(1)]
}

/// The place inside a type; `None`: the type itself.
fn place_words(steps: &[Inside]) -> Option<String> {
    let steps = steps.iter().rev().map(|step| match step {
        Inside::Items => "items".to_owned(),
        Inside::Keys => "keys".to_owned(),
        Inside::Values => "values".to_owned(),
        Inside::Item(at) => format!("item {}", at + 1),
        Inside::Field(name) | Inside::Variant(name, _) => format!("`{name}`"),
    });
    let steps: Vec<String> = steps.collect();
    (!steps.is_empty()).then(|| steps.join(" of "))
}

fn words(of: &Constraints) -> String {
    let Constraints {
        bounds,
        pattern,
        format,
    } = of;
    let range = (!bounds.is_empty()).then(|| bounds.to_string());
    let pattern = pattern.as_ref().map(|pattern| format!("matches {pattern}"));
    let format = format.map(|format| format!("format {}", format.name()));
    let words = listed(range.into_iter().chain(pattern).chain(format));
    words.unwrap_or_default()
}
