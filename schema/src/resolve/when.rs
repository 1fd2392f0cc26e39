//! Resolves the conditions of conditional fields: the sibling becomes a position.

use std::collections::BTreeMap;

use super::TypeOrigin;
use crate::decl::WhenDecl;
use crate::enum_texts::EnumTexts;
use crate::model::{Model, Type, When};
use crate::suggest::Suggestions;
use crate::{Code, Diagnostic, Sink};

pub(super) fn resolve(
    model: &mut Model,
    origins: &[TypeOrigin],
    suggestions: &mut Suggestions,
    sink: &mut Sink,
) {
    let mut resolved = Vec::new();
    let mut enums = EnumTexts::new(model);
    for (id, def) in model.types_with_ids() {
        let Some(entity) = def.entity() else {
            continue;
        };
        let origins = &origins[id.index()].fields;
        if origins.iter().all(|origin| origin.when.is_none()) {
            continue;
        }
        let names = entity.fields.iter().map(|field| field.name.as_str());
        let mut conditions = Conditions {
            model,
            siblings: names.zip(0..).collect(),
            types: entity.fields.iter().map(|field| &field.ty).collect(),
            enums: &mut enums,
            suggestions,
        };
        for (index, (field, origin)) in entity.fields.iter().zip(origins).enumerate() {
            let Some(decl) = &origin.when else {
                continue;
            };
            // An included field is checked where it was declared, not in every includer again.
            let quiet = field.included_from.is_some();
            match conditions.resolve(index, decl) {
                Ok(when) => resolved.push((id, index, when)),
                Err(found) if !quiet => found.into_iter().for_each(|found| sink.push(found)),
                Err(_) => {}
            }
        }
    }
    for (id, index, when) in resolved {
        if let Some(entity) = model.types[id.index()].entity_mut() {
            entity.fields[index].when = Some(when);
        }
    }
}

/// The conditions of one entity.
struct Conditions<'a, 's> {
    model: &'a Model,
    /// The fields, by name.
    siblings: BTreeMap<&'a str, usize>,
    /// The types of its fields.
    types: Vec<&'a Type>,
    enums: &'s mut EnumTexts<'a>,
    suggestions: &'s mut Suggestions,
}

impl Conditions<'_, '_> {
    fn resolve(&mut self, own: usize, decl: &WhenDecl) -> Result<When, Vec<Diagnostic>> {
        let sibling = &decl.field;
        let Some(field) = self.siblings.get(sibling.value.as_str()).copied() else {
            let message = format!("no field `{}` in this entity", sibling.value);
            let names = self.siblings.keys().copied();
            let help = self.suggestions.did_you_mean(&sibling.value, names);
            let found = Diagnostic::error(Code::WhenUnknownField, message);
            return Err(vec![
                found.at(sibling.span, "no such sibling").help_if(help),
            ]);
        };
        if field == own {
            let message = format!("field `{}` depends on itself", sibling.value);
            let found = Diagnostic::error(Code::WhenUnknownField, message);
            return Err(vec![found.at(sibling.span, "expected a sibling")]);
        }
        let model = self.model;
        let ty = self.types[field];
        let Some(values) = self.enums.of(ty) else {
            let ty = model.type_text(ty);
            let message = format!("a condition cannot depend on `{}`", sibling.value);
            let found = Diagnostic::error(Code::WhenNotEnum, message);
            return Err(vec![
                found.at(sibling.span, format!("is a `{ty}`, not an enum of texts")),
            ]);
        };
        let mut unknown = Vec::new();
        for value in &decl.values {
            if !values.contains(value.value.as_str()) {
                let ty = model.type_text(ty);
                let message = format!("enum `{ty}` has no value \"{}\"", value.value);
                let names = values.iter().copied();
                let help = self.suggestions.did_you_mean(&value.value, names);
                let found = Diagnostic::error(Code::WhenUnknownValue, message);
                unknown.push(found.at(value.span, "no such value").help_if(help));
            }
        }
        if !unknown.is_empty() {
            return Err(unknown);
        }
        let values = decl.values.iter().map(|value| value.value.clone());
        Ok(When {
            field,
            values: values.collect(),
        })
    }
}
