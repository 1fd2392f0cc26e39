//! What changed of a part, in words.

use tdproto_schema::Model;
use tdproto_schema::model::{
    Access, Enum, EnumBase, EnumValue, Envelope, Event, Field, Openness, Type, TypeDef, TypeId,
    TypeKind, WireValue,
};

use super::kinds::{empty_dates, lifecycle, plain};
use super::parts::{events, fields, type_defs, values};
use super::{count, presence_words};
use crate::diff::{Change, Pairs, ParamsChange, Part, Relation, Side, TypePair, What, WhenChange};

/// What a change is, without the name of its part: the old and the new value, or what was added or
/// removed.
#[must_use]
pub fn words(pairs: &Pairs<'_>, change: &Change) -> String {
    let what = change.what;
    match &change.part {
        Part::Protocol => of_protocol(pairs, what),
        Part::Type(side) => {
            let [old, new] = type_defs(pairs, *side);
            of_type(pairs, old, new, what)
        }
        Part::Field { owner, field, .. } => of_field(pairs, *owner, *field, what),
        Part::Value { owner, value } => {
            let [old, new] = values(pairs, *owner, *value);
            of_value(old, new, what)
        }
        Part::Event(side) => of_event(pairs, events(pairs, *side), what),
        Part::Tombstone(side) => of_tombstone(pairs, *side, what),
    }
}

fn of_protocol(pairs: &Pairs<'_>, what: What) -> String {
    let (old, new) = (&pairs.old.protocol, &pairs.new.protocol);
    match what {
        What::Name => arrow(&old.name, &new.name),
        What::Version => {
            let version = |found: &Option<String>| found.clone().unwrap_or_else(none);
            arrow(version(&old.version), version(&new.version))
        }
        What::EmptyDates(change) => empty_dates(change),
        What::Envelope => arrow(envelope(&old.envelope), envelope(&new.envelope)),
        other => plain(other).to_owned(),
    }
}

fn envelope(found: &Envelope) -> String {
    let id = found.id.as_deref().unwrap_or("no id");
    let mut text = format!("{}, {id}, {}", found.event, found.params);
    if !found.confirms.is_empty() {
        text.push_str(&format!(", confirmed by {}", found.confirms.join(" and ")));
    }
    text
}

fn of_type(pairs: &Pairs<'_>, old: Option<&TypeDef>, new: Option<&TypeDef>, what: What) -> String {
    let both = |words: &dyn Fn(&TypeDef) -> String| {
        arrow(old.map_or_else(none, words), new.map_or_else(none, words))
    };
    match what {
        What::Added => new.map_or_else(String::new, |def| described(pairs.new, def)),
        What::Removed => old.map_or_else(String::new, |def| described(pairs.old, def)),
        What::Renamed => both(&|def| def.name.clone()),
        What::Moved => format!("topic {}", both(&|def| def.topic.clone())),
        What::Kind(relation) => with_relation(both(&|def| def.kind.name().to_owned()), relation),
        What::Base(relation) => {
            let base = |model: &Model, def: Option<&TypeDef>| {
                def.map_or_else(none, |def| match &def.kind {
                    TypeKind::Scalar(base) => base.name().to_owned(),
                    TypeKind::Alias(target) => model.type_text(target),
                    TypeKind::Entity(_) | TypeKind::Enum(_) => def.kind.name().to_owned(),
                })
            };
            with_relation(arrow(base(pairs.old, old), base(pairs.new, new)), relation)
        }
        What::EnumBase => both(&|def| {
            enum_words(def, |found| match found.base {
                EnumBase::Text => "texts",
                EnumBase::Int => "integers",
            })
        }),
        What::Openness => both(&|def| {
            enum_words(def, |found| match found.openness {
                Openness::Open => "open",
                Openness::Closed => "closed",
            })
        }),
        What::Empty => format!(
            "empty value {}",
            both(&|def| enum_words(def, |found| {
                found.empty_value().map_or("none", |value| &value.name)
            }))
        ),
        What::Prefixes => {
            let list = |def: &TypeDef| {
                let all = def
                    .prefixes
                    .iter()
                    .map(|prefix| format!("{} ({})", prefix.text, prefix.name));
                listed(all.collect())
            };
            both(&list)
        }
        What::Includes => {
            let list = |model: &Model, def: Option<&TypeDef>| {
                let includes = def.map_or(&[][..], |def| match &def.kind {
                    TypeKind::Entity(entity) => &entity.includes,
                    TypeKind::Enum(_) | TypeKind::Scalar(_) | TypeKind::Alias(_) => &[],
                });
                listed(
                    includes
                        .iter()
                        .map(|id: &TypeId| model.ty(*id).name.clone())
                        .collect(),
                )
            };
            format!(
                "includes {}",
                arrow(list(pairs.old, old), list(pairs.new, new))
            )
        }
        other => lifecycle(old.map(|def| &def.docs), new.map(|def| &def.docs), other),
    }
}

fn enum_words(def: &TypeDef, words: fn(&Enum) -> &str) -> String {
    match &def.kind {
        TypeKind::Enum(found) => words(found).to_owned(),
        TypeKind::Entity(_) | TypeKind::Scalar(_) | TypeKind::Alias(_) => none(),
    }
}

/// A whole type in a few words.
fn described(model: &Model, def: &TypeDef) -> String {
    match &def.kind {
        TypeKind::Entity(entity) => count(entity.fields.len(), "field"),
        TypeKind::Enum(found) => count(found.values.len(), "value"),
        TypeKind::Scalar(base) => base.name().to_owned(),
        TypeKind::Alias(target) => model.type_text(target),
    }
}

fn of_field(pairs: &Pairs<'_>, owner: TypePair, side: Side<usize>, what: What) -> String {
    let [old, new] = fields(pairs, owner, side);
    let both = |words: &dyn Fn(&Field) -> String| {
        arrow(old.map_or_else(none, words), new.map_or_else(none, words))
    };
    let type_text = |model: &Model, field: Option<&Field>| {
        field.map_or_else(none, |field| model.type_text(&field.ty))
    };
    match what {
        What::Added => new.map_or_else(String::new, |field| whole_field(pairs.new, field)),
        What::Removed => old.map_or_else(String::new, |field| whole_field(pairs.old, field)),
        What::Renamed => both(&|field| field.name.clone()),
        What::CodeName => both(&|field| {
            field
                .code_name
                .clone()
                .unwrap_or_else(|| field.name.clone())
        }),
        What::Presence => both(&|field| presence_words(field.presence).to_owned()),
        What::Access => both(&|field| access_words(field.access).to_owned()),
        What::Type(relation) => {
            let text = arrow(type_text(pairs.old, old), type_text(pairs.new, new));
            with_relation(text, relation)
        }
        What::When(change) => {
            let text = arrow(when(pairs.old, owner.0, old), when(pairs.new, owner.1, new));
            match change {
                WhenChange::Narrowed => format!("{text} (narrowed)"),
                WhenChange::Widened => format!("{text} (widened)"),
                WhenChange::Changed => text,
            }
        }
        other => lifecycle(
            old.map(|field| &field.docs),
            new.map(|field| &field.docs),
            other,
        ),
    }
}

fn whole_field(model: &Model, field: &Field) -> String {
    let readonly = match field.access {
        Access::ReadOnly => ", readonly",
        Access::ReadWrite => "",
    };
    format!(
        "{}, {}{readonly}",
        model.type_text(&field.ty),
        presence_words(field.presence)
    )
}

fn access_words(access: Access) -> &'static str {
    match access {
        Access::ReadWrite => "written by both sides",
        Access::ReadOnly => "set by the server only",
    }
}

fn when(model: &Model, owner: TypeId, field: Option<&Field>) -> String {
    let Some(when) = field.and_then(|field| field.when.as_ref()) else {
        return "always".to_owned();
    };
    let sibling = model
        .entity(owner)
        .map_or("", |entity| &entity.fields[when.field].name);
    format!("while {sibling} is {}", when.values.join(" or "))
}

fn of_value(old: Option<&EnumValue>, new: Option<&EnumValue>, what: What) -> String {
    let on_wire = |value: &EnumValue| match &value.value {
        WireValue::Text(text) => format!("\"{text}\" on the wire"),
        WireValue::Int(number) => format!("{number} on the wire"),
    };
    let name = |value: &EnumValue| value.name.clone();
    match what {
        What::Added => new.map_or_else(String::new, on_wire),
        What::Removed => old.map_or_else(String::new, on_wire),
        What::CodeName => arrow(old.map_or_else(none, name), new.map_or_else(none, name)),
        What::WireValue => arrow(
            old.map_or_else(none, on_wire),
            new.map_or_else(none, on_wire),
        ),
        other => lifecycle(
            old.map(|value| &value.docs),
            new.map(|value| &value.docs),
            other,
        ),
    }
}

fn of_event(pairs: &Pairs<'_>, [old, new]: [Option<&Event>; 2], what: What) -> String {
    let both = |words: &dyn Fn(&Event) -> String| {
        arrow(old.map_or_else(none, words), new.map_or_else(none, words))
    };
    let params = |model: &Model, event: Option<&Event>| {
        let id = event.and_then(|event| event.params);
        id.map_or_else(none, |id| model.type_text(&Type::Named(id)))
    };
    let whole = |model: &Model, event: Option<&Event>| {
        let sender = event.map_or("", |event| event.direction.name());
        match params(model, event) {
            text if text == none() => format!("sent by the {sender}, without params"),
            text => format!("sent by the {sender}, with {text}"),
        }
    };
    match what {
        What::Added => whole(pairs.new, new),
        What::Removed => whole(pairs.old, old),
        What::Renamed => both(&|event| event.name.clone()),
        What::CodeName => both(&|event| event.code_name.as_ref().unwrap_or(&event.name).clone()),
        What::Moved => format!("topic {}", both(&|event| event.topic.clone())),
        What::Direction => {
            format!(
                "sent by the {}",
                both(&|event| event.direction.name().to_owned())
            )
        }
        What::Params(change) => {
            let text = format!(
                "params {}",
                arrow(params(pairs.old, old), params(pairs.new, new))
            );
            match change {
                ParamsChange::Added | ParamsChange::Removed => text,
                ParamsChange::Replaced(relation) => with_relation(text, relation),
            }
        }
        other => lifecycle(
            old.map(|event| &event.docs),
            new.map(|event| &event.docs),
            other,
        ),
    }
}

fn of_tombstone(pairs: &Pairs<'_>, side: Side<usize>, what: What) -> String {
    let since = |model: &Model, at: Option<usize>| {
        let found = at.and_then(|at| model.removed.get(at));
        found
            .and_then(|found| found.since.clone())
            .unwrap_or_else(none)
    };
    match what {
        What::Since => {
            let both = arrow(
                since(pairs.old, side.before()),
                since(pairs.new, side.after()),
            );
            format!("removed in {both}")
        }
        other => plain(other).to_owned(),
    }
}

fn with_relation(text: String, relation: Relation) -> String {
    match relation {
        Relation::Same | Relation::Renamed => format!("{text} (the same on the wire)"),
        Relation::Widened => format!("{text} (widened)"),
        Relation::Narrowed => format!("{text} (narrowed)"),
        Relation::MapKey => format!("{text} (other keys)"),
        Relation::DateFormat => format!("{text} (another format of dates)"),
        Relation::Changed => text,
    }
}

/// From one to the other.
pub(super) fn arrow(old: impl AsRef<str>, new: impl AsRef<str>) -> String {
    format!("{} → {}", old.as_ref(), new.as_ref())
}

/// How that is called which is not there.
pub(super) fn none() -> String {
    "none".to_owned()
}

fn listed(all: Vec<String>) -> String {
    if all.is_empty() {
        none()
    } else {
        all.join(", ")
    }
}
