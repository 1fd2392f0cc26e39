//! Resolves the conditions of conditional fields: the sibling becomes a position.

use super::TypeOrigin;
use crate::decl::{WhenDecl, WireValue};
use crate::model::{Entity, Enum, Model, Type, TypeKind, When};
use crate::{Code, Diagnostic, Sink, did_you_mean};

pub(super) fn resolve(model: &mut Model, origins: &mut [TypeOrigin], sink: &mut Sink) {
    let mut resolved = Vec::new();
    for (id, def) in model.types_with_ids() {
        let TypeKind::Entity(entity) = &def.kind else {
            continue;
        };
        for (index, field) in entity.fields.iter().enumerate() {
            let Some(decl) = &origins[id.index()].fields[index].when else {
                continue;
            };
            // An included field is judged where it was declared, not in every includer again.
            let quiet = field.included_from.is_some();
            match condition(model, entity, index, decl) {
                Ok(when) => resolved.push((id, index, when)),
                Err(found) if !quiet => found.into_iter().for_each(|found| sink.push(found)),
                Err(_) => {}
            }
        }
    }
    for (id, index, when) in resolved {
        if let TypeKind::Entity(entity) = &mut model.types[id.index()].kind {
            entity.fields[index].when = Some(when);
        }
    }
}

fn condition(
    model: &Model,
    entity: &Entity,
    own: usize,
    decl: &WhenDecl,
) -> Result<When, Vec<Diagnostic>> {
    let sibling = &decl.field;
    let Some(field) = entity
        .fields
        .iter()
        .position(|field| field.name == sibling.value)
    else {
        let message = format!("no field `{}` in this entity", sibling.value);
        let names = entity.fields.iter().map(|field| field.name.as_str());
        let found = Diagnostic::error(Code::WhenUnknownField, message);
        let help = did_you_mean(&sibling.value, names);
        return Err(vec![
            found.at(sibling.span, "no such sibling").help_if(help),
        ]);
    };
    if field == own {
        let message = format!("field `{}` depends on itself", sibling.value);
        let found = Diagnostic::error(Code::WhenUnknownField, message);
        return Err(vec![found.at(sibling.span, "expected a sibling")]);
    }
    let Some(values) = texts_of(model, &entity.fields[field].ty) else {
        let ty = model.type_text(&entity.fields[field].ty);
        let message = format!("a condition cannot depend on `{}`", sibling.value);
        let found = Diagnostic::error(Code::WhenNotEnum, message);
        return Err(vec![
            found.at(sibling.span, format!("is a `{ty}`, not an enum of texts")),
        ]);
    };
    let unknown: Vec<_> = decl
        .values
        .iter()
        .filter(|value| !values.contains(&value.value.as_str()))
        .map(|value| {
            let ty = model.type_text(&entity.fields[field].ty);
            let message = format!("enum `{ty}` has no value \"{}\"", value.value);
            Diagnostic::error(Code::WhenUnknownValue, message)
                .at(value.span, "no such value")
                .help_if(did_you_mean(&value.value, values.iter().copied()))
        })
        .collect();
    if !unknown.is_empty() {
        return Err(unknown);
    }
    Ok(When {
        field,
        values: decl
            .values
            .iter()
            .map(|value| value.value.clone())
            .collect(),
    })
}

fn texts_of<'a>(model: &'a Model, ty: &'a Type) -> Option<Vec<&'a str>> {
    let Type::Named(id) = model.unaliased(ty) else {
        return None;
    };
    match &model.ty(*id).kind {
        TypeKind::Enum(found) => texts(found),
        TypeKind::Entity(_) | TypeKind::Scalar(_) | TypeKind::Alias(_) => None,
    }
}

fn texts(found: &Enum) -> Option<Vec<&str>> {
    found
        .values
        .iter()
        .map(|value| match &value.value {
            WireValue::Text(text) => Some(text.as_str()),
            WireValue::Int(_) => None,
        })
        .collect()
}
