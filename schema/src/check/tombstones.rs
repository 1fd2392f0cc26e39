//! Tombstones.

use std::collections::BTreeMap;

use crate::model::{Enum, RemovedPart, TypeId, WireValue};
use crate::{Code, Diagnostic, Model, Origins, Sink, Span};

/// Reports removed names that are in use again: a peer of an older version would give them their
/// old meaning.
pub(super) fn check_reuse(model: &Model, origins: &Origins, sink: &mut Sink) {
    let mut members = Members::default();
    for (index, tombstone) in model.removed.iter().enumerate() {
        let Some((what, place)) = alive(model, origins, &mut members, &tombstone.part) else {
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

/// The part of a tombstone in words and the place of its declaration, if it still is declared.
fn alive<'a>(
    model: &'a Model,
    origins: &Origins,
    members: &mut Members<'a>,
    part: &RemovedPart,
) -> Option<(String, Span)> {
    match part {
        RemovedPart::Type { name } => {
            let id = model.find_type(name)?;
            Some((format!("type `{name}`"), origins.type_name(id)))
        }
        RemovedPart::Event { name } => {
            let id = model.event_id(name)?;
            let place = origins.event(id).map_or(Span::NONE, |origin| origin.name);
            Some((format!("event `{name}`"), place))
        }
        RemovedPart::Field { entity, name } => {
            let index = members.field(model, *entity, name)?;
            let owner = &model.ty(*entity).name;
            let place = origins.field_name(*entity, index);
            Some((format!("field `{name}` of `{owner}`"), place))
        }
        RemovedPart::Value {
            enumeration, value, ..
        } => {
            let def = model.ty(*enumeration);
            let found = def.enumeration()?;
            let index = members.value(*enumeration, found, value)?;
            let (name, owner) = (&found.values[index].name, &def.name);
            let place = origins.wire_value(*enumeration, index);
            Some((format!("value `{name}` of `{owner}`"), place))
        }
    }
}

/// The fields and values of the type that tombstones are about, by name. Tombstones are sorted by
/// type, so that one type at a time is enough.
#[derive(Default)]
struct Members<'a> {
    fields: Option<(TypeId, BTreeMap<&'a str, usize>)>,
    values: Option<(TypeId, BTreeMap<&'a WireValue, usize>)>,
}

impl<'a> Members<'a> {
    fn field(&mut self, model: &'a Model, id: TypeId, name: &str) -> Option<usize> {
        let entity = model.entity(id)?;
        let known = self.fields.take().filter(|(known, _)| *known == id);
        let (_, fields) = self.fields.insert(known.unwrap_or_else(|| {
            let names = entity.fields.iter().map(|field| field.name.as_str());
            (id, names.zip(0..).collect())
        }));
        fields.get(name).copied()
    }

    fn value(&mut self, id: TypeId, found: &'a Enum, value: &WireValue) -> Option<usize> {
        let known = self.values.take().filter(|(known, _)| *known == id);
        let (_, values) = self.values.insert(known.unwrap_or_else(|| {
            let values = found.values.iter().map(|value| &value.value);
            (id, values.zip(0..).collect())
        }));
        values.get(value).copied()
    }
}
