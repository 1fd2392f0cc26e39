//! Unions by key: a receiver must know each variant by a key that it always has, and no other one.

use std::collections::BTreeMap;

use crate::model::{Access, Presence, TypeId, Union, Variant, WireValue};
use crate::{Code, Diagnostic, Model, Origins, Sink, Span};

/// Reports variants that are no entities, keys that a variant may lack, and keys of earlier variants.
pub(super) fn check(
    model: &Model,
    origins: &Origins,
    sink: &mut Sink,
    (id, union): (TypeId, &Union),
) {
    let mut checker = Checker {
        model,
        origins,
        sink,
        id,
        name: &model.ty(id).name,
    };
    let mut keys: BTreeMap<&str, usize> = BTreeMap::new();
    let variants = || union.variants.iter().enumerate();
    for (index, variant) in variants() {
        let Some(entity) = checker.entity(index, variant) else {
            continue;
        };
        let Some(key) = key(variant) else { continue };
        checker.has_no_other(index, variant, entity, &keys);
        if checker.has_key(index, variant, entity, key) {
            keys.entry(key).or_insert(index);
        }
    }
    // The variant without a key is the last resort, at any place of the list.
    let absent = variants().filter(|(_, variant)| variant.value.is_none());
    for (nth, (index, variant)) in absent.enumerate() {
        if nth > 0 {
            checker.second_absent(index);
        }
        if let Some(entity) = variant.ty.as_ref().and_then(|ty| model.object_of(ty)) {
            checker.has_no_other(index, variant, entity, &keys);
        }
    }
}

fn key(variant: &Variant) -> Option<&str> {
    match &variant.value {
        Some(WireValue::Text(key)) => Some(key),
        Some(WireValue::Int(_)) | None => None,
    }
}

struct Checker<'a, 's> {
    model: &'a Model,
    origins: &'a Origins,
    sink: &'s mut Sink,
    id: TypeId,
    name: &'a str,
}

impl Checker<'_, '_> {
    fn value(&self, index: usize) -> Span {
        let origin = self.origins.variant(self.id, index);
        origin.map_or(Span::NONE, |origin| origin.value)
    }

    /// The entity of a variant; reports one that is something else.
    fn entity(&mut self, index: usize, variant: &Variant) -> Option<TypeId> {
        let ty = variant.ty.as_ref()?;
        let entity = self.model.object_of(ty);
        let entity = entity.filter(|id| self.model.entity(*id).is_some());
        if entity.is_none() {
            let message = format!(
                "variant `{}` of union `{}` is no entity, but `{}`",
                variant.name,
                self.name,
                self.model.type_text(ty)
            );
            let found = Diagnostic::error(Code::UnionVariant, message)
                .at(
                    self.origins.variant_type(self.id, index),
                    "expected an entity",
                )
                .help("a receiver looks for a key; make the value a field of an entity");
            self.sink.push(found);
        }
        entity
    }

    /// Returns true if a variant always has its key; reports one that may lack it.
    fn has_key(&mut self, index: usize, variant: &Variant, entity: TypeId, key: &str) -> bool {
        let def = self.model.ty(entity);
        let at = def.fields().iter().position(|field| field.name == key);
        let reason = match at.map(|at| &def.fields()[at]) {
            None => "does not have",
            Some(field) if field.access == Access::ReadOnly => "has only from the server",
            Some(field) => match field.presence {
                Presence::Required | Presence::Nullable => return true,
                Presence::OmitEmpty | Presence::OmitNull | Presence::Optional | Presence::Patch => {
                    "may leave out"
                }
            },
        };
        let message = format!(
            "variant `{}` of union `{}` needs the key `{key}`, which `{}` {reason}",
            variant.name, self.name, def.name
        );
        let mut found = Diagnostic::error(Code::UnionVariant, message).at(
            self.value(index),
            "a receiver knows the variant by this key",
        );
        if let Some(at) = at {
            found = found.at(self.origins.field_name(entity, at), "declared here");
        }
        let help = "give the variant, as its `value`, a key that its entity always has";
        self.sink.push(found.help(help));
        false
    }

    /// Reports a variant that has the key of an earlier one.
    fn has_no_other(
        &mut self,
        index: usize,
        variant: &Variant,
        entity: TypeId,
        keys: &BTreeMap<&str, usize>,
    ) {
        let def = self.model.ty(entity);
        for (at, field) in def.fields().iter().enumerate() {
            let Some(first) = keys.get(field.name.as_str()) else {
                continue;
            };
            let message = format!(
                "variant `{}` of union `{}` has the key `{}` of another variant",
                variant.name, self.name, field.name
            );
            let found = Diagnostic::error(Code::UnionValueDuplicate, message)
                .at(
                    self.origins.variant_type(self.id, index),
                    "a receiver would take it for the other one",
                )
                .at(self.value(*first), "known by this key")
                .at(self.origins.field_name(entity, at), "declared here")
                .help("put the variant with more keys first, or know it by another key");
            self.sink.push(found);
            return;
        }
    }

    fn second_absent(&mut self, index: usize) {
        let message = format!("union `{}` has two variants without a key", self.name);
        let found = Diagnostic::error(Code::UnionValueDuplicate, message)
            .at(self.value(index), "the same on the wire");
        self.sink.push(found);
    }
}
