//! Tombstones.

use crate::model::{RemovedPart, TypeKind};
use crate::{Code, Diagnostic, Model, Origins, Sink, Span};

/// A peer of an older version would take what came back under an old name for what it was.
pub(super) fn check_reuse(model: &Model, origins: &Origins, sink: &mut Sink) {
    for (index, tombstone) in model.removed.iter().enumerate() {
        let Some((what, place)) = alive(model, origins, &tombstone.part) else {
            continue;
        };
        let since = tombstone.since.as_ref();
        let since = since.map_or_else(String::new, |since| format!(" in {since}"));
        let message = format!("{what} was removed{since} and is declared again");
        let found = Diagnostic::error(Code::TombstoneReused, message)
            .at(place, "declared here")
            .at(origins.tombstone(index), "removed here")
            .help("give it another name; old peers know this one with its old meaning");
        sink.push(found);
    }
}

/// What a tombstone is about, in words, and where it is declared, if it still is.
fn alive(model: &Model, origins: &Origins, part: &RemovedPart) -> Option<(String, Span)> {
    match part {
        RemovedPart::Type { name } => {
            let id = model.find_type(name)?;
            Some((format!("type `{name}`"), origins.type_name(id)))
        }
        RemovedPart::Event { name } => {
            let (id, _) = model
                .events_with_ids()
                .find(|(_, event)| event.name == *name)?;
            let place = origins.event(id).map_or(Span::NONE, |origin| origin.name);
            Some((format!("event `{name}`"), place))
        }
        RemovedPart::Field { entity, name } => {
            let fields = &model.entity(*entity)?.fields;
            let index = fields.iter().position(|field| field.name == *name)?;
            let owner = &model.ty(*entity).name;
            let place = origins.field_name(*entity, index);
            Some((format!("field `{name}` of `{owner}`"), place))
        }
        RemovedPart::Value {
            enumeration, value, ..
        } => {
            let def = model.ty(*enumeration);
            let TypeKind::Enum(found) = &def.kind else {
                return None;
            };
            let index = found
                .values
                .iter()
                .position(|alive| alive.value == *value)?;
            let (name, owner) = (&found.values[index].name, &def.name);
            let place = origins.wire_value(*enumeration, index);
            Some((format!("value `{name}` of `{owner}`"), place))
        }
    }
}
