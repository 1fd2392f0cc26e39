//! `tombstone-missing`

use std::collections::BTreeSet;

use tdproto_schema::decl::WireValue;
use tdproto_schema::model::{RemovedPart, TypeKind};
use tdproto_schema::{Model, Schema, Severity, Span};

use super::parts::{self, Part};
use super::{Check, Context, Level, Rule};
use crate::report::Finding;

/// A name that is free again comes back one day, with another meaning.
pub(super) const RULE: Rule = Rule {
    id: "tombstone-missing",
    level: Level::Standard,
    severity: Severity::Warning,
    about: "What an older version had and this one has not is recorded as removed.",
    explanation: "\
Peers of older versions still know what is gone, and would misread something else of the same name. A
line in `[entity.X.removed]`, `[enum.X.removed]`, `[removed.types]` or `[removed.events]` keeps the
name from coming back, and tells readers what became of it. Judged only with `--against OLD`;
`tdproto lint --against OLD --fix` writes the lines.",
    options: &[],
    check: Check::Schema(check),
};

fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    let Some(old) = context.old else { return };
    for gone in gone(context.model(), old) {
        let (table, part) = (gone.path().join("."), gone.part);
        let message = format!("{part} is gone, and is not recorded as removed");
        let owner = part
            .owner
            .and_then(|owner| context.model().find_type(owner));
        let span = owner.map_or(Span::NONE, |owner| context.origins().type_name(owner));
        let finding = context
            .finding(part.subject(), message)
            .at(span, "had it before");
        found.push(finding.help(format!("record it in `[{table}]`; `--fix` does")));
    }
}

/// A part of the older version that is gone.
#[derive(Debug, Clone)]
pub(super) struct Gone<'a> {
    /// The part, in the older version.
    pub(super) part: Part<'a>,
    /// Of a value: what it is on the wire, where that is not its name.
    pub(super) wire: Option<&'a WireValue>,
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

/// What the older version had and this one neither has nor records. Of a type that is gone, or is
/// of another kind now, its fields and values are not told apart.
pub(super) fn gone<'a>(model: &Model, old: &'a Schema) -> Vec<Gone<'a>> {
    let known = known(model);
    let mut gone = Vec::new();
    for part in parts::parts(old) {
        let (kind, owner_kind) = match (part.what, part.owner) {
            ("field", Some(_)) => ("field", "entity"),
            (_, Some(_)) => ("value", "enum"),
            ("event", None) => ("event", ""),
            (_, None) => ("type", ""),
        };
        let owner_stands = part
            .owner
            .is_none_or(|owner| known.contains(&format!("{owner_kind} {owner}")));
        if owner_stands && !known.contains(&format!("{kind} {}", part.subject())) {
            gone.push(Gone { part, wire: None });
        }
    }
    for value in parts::values(old) {
        let same = matches!(&value.value.value, WireValue::Text(text) if *text == value.value.name);
        let is_it = |gone: &&mut Gone<'_>| {
            let part = gone.part;
            part.what == "value"
                && part.owner == Some(value.owner.name.as_str())
                && part.name == value.value.name
        };
        if !same && let Some(found) = gone.iter_mut().find(is_it) {
            found.wire = Some(&value.value.value);
        }
    }
    gone
}

/// Everything that a model has or records as removed: its kind and its name.
fn known(model: &Model) -> BTreeSet<String> {
    let mut known = BTreeSet::new();
    for def in model.types() {
        known.insert(format!("type {}", def.name));
        known.insert(format!("{} {}", def.kind.name(), def.name));
        match &def.kind {
            TypeKind::Entity(entity) => {
                let fields = entity.fields.iter();
                known.extend(fields.map(|field| format!("field {}.{}", def.name, field.name)));
            }
            TypeKind::Enum(found) => {
                let values = found.values.iter();
                known.extend(values.map(|value| format!("value {}.{}", def.name, value.name)));
            }
            TypeKind::Scalar(_) | TypeKind::Alias(_) => {}
        }
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
            enumeration, name, ..
        } => {
            format!("value {}.{name}", model.ty(*enumeration).name)
        }
    }));
    known
}
