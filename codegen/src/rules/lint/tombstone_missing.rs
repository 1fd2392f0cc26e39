//! The rule `tombstone-missing`.

use std::collections::{BTreeMap, BTreeSet};

use tdproto_schema::model::{EnumBase, RemovedPart, WireValue};
use tdproto_schema::{Model, Schema, Severity, Span};

use super::parts::{self, FRAME, FRAME_FIELD, NamedPart};
use super::{Check, Level, LintContext, LintRule};
use crate::report::Finding;
use crate::toml_text;

/// The rule that removed parts are recorded. A name that is free again may come back with another
/// meaning.
pub(super) const RULE: LintRule = LintRule {
    id: "tombstone-missing",
    level: Level::Standard,
    severity: Severity::Warning,
    about: "A part that an older version had is recorded as removed.",
    explanation: "\
Peers of older versions still know removed parts, and would misread a new part of the same name. A
line in `[entity.X.removed]`, `[enum.X.removed]`, `[removed.types]` or `[removed.events]` reserves
the name and documents the removal. The rule needs `--against OLD`; `tdproto lint --against OLD
--fix` writes the lines.",
    options: &[],
    check: Check::Schema(check),
};

fn check(context: &LintContext<'_>, found: &mut Vec<Finding>) {
    let Some(old) = context.old else { return };
    let names = value_names(context.model());
    for gone in gone(context.model(), old) {
        let (table, part) = (gone.path().join("."), gone.part);
        // A value of this name still exists, with another value on the wire.
        let is_named = part
            .owner
            .is_some_and(|owner| names.contains(&(owner, part.name)));
        let message = match gone.wire.filter(|_| is_named) {
            Some(wire) => {
                let wire = written(wire);
                format!("{part} no longer has the value {wire}, and its removal is not recorded")
            }
            None => format!("{part} was removed, and its removal is not recorded"),
        };
        let owner = part
            .owner
            .and_then(|owner| context.model().find_type(owner));
        let span = owner.map(|owner| context.origins().type_name(owner));
        let finding = context
            .finding(part.subject(), message)
            .at(span.unwrap_or_else(|| protocol(context)), "had it before");
        let name = part.name;
        found.push(finding.help(format!("record `{name}` in `[{table}]`; `--fix` does")));
    }
}

/// The place of the protocol: its table, or the first name of the schema.
fn protocol(context: &LintContext<'_>) -> Span {
    let table = Some(context.origins().protocol()).filter(|span| *span != Span::NONE);
    let first = || context.parts().map(|part| part.span).min();
    table.or_else(first).unwrap_or(Span::NONE)
}

/// A value in the form of TOML.
pub(super) fn written(wire: &WireValue) -> String {
    match wire {
        WireValue::Text(text) => toml_text::basic(text),
        WireValue::Int(number) => number.to_string(),
    }
}

/// The names of all values, with those of their enums.
fn value_names(model: &Model) -> BTreeSet<(&str, &str)> {
    let mut names = BTreeSet::new();
    for def in model.types() {
        let values = def.values().iter().map(|value| value.name.as_str());
        names.extend(values.map(|name| (def.name.as_str(), name)));
    }
    names
}

/// A part of the older version that is gone.
#[derive(Debug, Clone)]
pub(super) struct Gone<'a> {
    /// The part, in the older version.
    pub(super) part: NamedPart<'a>,
    /// The value on the wire, if the part is a value and its name differs from that.
    pub(super) wire: Option<&'a WireValue>,
    /// The former topic of a type or an event.
    pub(super) topic: Option<&'a str>,
}

impl Gone<'_> {
    /// The keys of the table that records it.
    pub(super) fn path(&self) -> Vec<&str> {
        match (self.part.what, self.part.owner) {
            ("field", Some(owner)) => vec!["entity", owner, "removed"],
            (_, Some(owner)) => vec!["enum", owner, "removed"],
            ("event", None) => vec!["removed", "events"],
            (_, None) => vec!["removed", "types"],
        }
    }
}

/// Returns the parts that the older version had and this one neither has nor records. If a type is
/// gone, or is of another kind now, its fields and values are not listed. Values are compared by
/// what is on the wire, not by their names in code.
pub(super) fn gone<'a>(model: &Model, old: &'a Schema) -> Vec<Gone<'a>> {
    let known = known(model);
    let wires: BTreeMap<(&str, &str), &WireValue> = parts::values(old)
        .map(|own| {
            (
                (own.owner.name.as_str(), own.value.name.as_str()),
                &own.value.value,
            )
        })
        .collect();
    let mut gone = Vec::new();
    // No table records variants, kinds of frames or their fields.
    let unrecorded = ["variant", FRAME, FRAME_FIELD];
    for part in parts::parts(old).filter(|part| !unrecorded.contains(&part.what)) {
        let wire = part.owner.and_then(|owner| wires.get(&(owner, part.name)));
        let wire = wire.copied().filter(|_| part.what == "value");
        let (owner, this) = match (part.what, part.owner, wire) {
            (_, Some(owner), Some(wire)) => (
                Some(enumeration(owner, matches!(wire, WireValue::Int(_)))),
                value(owner, wire),
            ),
            (_, Some(owner), None) => (
                Some(format!("entity {owner}")),
                format!("field {}", part.subject()),
            ),
            ("event", None, _) => (None, format!("event {}", part.name)),
            (_, None, _) => (None, format!("type {}", part.name)),
        };
        let owner_remains = owner.is_none_or(|owner| known.contains(&owner));
        if owner_remains && !known.contains(&this) {
            let is_name =
                |wire: &&WireValue| matches!(wire, WireValue::Text(text) if text == part.name);
            gone.push(Gone {
                part,
                wire: wire.filter(|wire| !is_name(wire)),
                topic: topic(old, &part),
            });
        }
    }
    gone
}

/// Returns the topic of a type or an event.
fn topic<'a>(old: &'a Schema, part: &NamedPart<'_>) -> Option<&'a str> {
    match (part.what, part.owner) {
        (_, Some(_)) => None,
        ("event", None) => {
            let event = old.model.find_event(part.name);
            event.map(|event| event.topic.as_str())
        }
        (_, None) => {
            let id = old.model.find_type(part.name)?;
            Some(&old.model.ty(id).topic)
        }
    }
}

/// Returns the key of an enum, by the kind of its values. An enum of texts is no place for integers
/// that are gone, and the other way round.
fn enumeration(name: &str, of_integers: bool) -> String {
    let base = if of_integers { "integers" } else { "texts" };
    format!("enum of {base} {name}")
}

fn value(owner: &str, wire: &WireValue) -> String {
    match wire {
        WireValue::Text(text) => format!("value {owner}.{text}"),
        WireValue::Int(number) => format!("value {owner}.{number}"),
    }
}

/// Returns the kind and name of everything that a model has or records as removed.
fn known(model: &Model) -> BTreeSet<String> {
    let mut known = BTreeSet::new();
    for def in model.types() {
        known.insert(format!("type {}", def.name));
        if def.entity().is_some() {
            known.insert(format!("entity {}", def.name));
        }
        let fields = def.fields().iter();
        known.extend(fields.map(|field| format!("field {}.{}", def.name, field.name)));
        if let Some(listing) = def.enumeration() {
            known.insert(enumeration(&def.name, listing.base == EnumBase::Int));
        }
        let values = def.values().iter();
        known.extend(values.map(|listed| value(&def.name, &listed.value)));
    }
    known.extend(
        model
            .events()
            .iter()
            .map(|event| format!("event {}", event.name)),
    );
    known.extend(model.removed.iter().map(|tombstone| match &tombstone.part {
        RemovedPart::Type { name } => format!("type {name}"),
        RemovedPart::Event { name } => format!("event {name}"),
        RemovedPart::Field { entity, name } => format!("field {}.{name}", model.ty(*entity).name),
        RemovedPart::Value {
            enumeration,
            value: wire,
            ..
        } => value(&model.ty(*enumeration).name, wire),
    }));
    known
}
