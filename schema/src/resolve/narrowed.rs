//! Conditions of included fields whose sibling the including entity overrides: it has fewer values.

use std::collections::BTreeSet;

use super::TypeOrigin;
use crate::model::{Constant, Entity, Field, Model, Type, TypeId, When, WireValue};
use crate::{Code, Diagnostic, Sink, Span};

/// Removes from each condition the values that its sibling no longer has, and the condition of a
/// field whose sibling is a constant with which it always holds.
pub(super) fn conditions(model: &mut Model, origins: &[TypeOrigin], sink: &mut Sink) {
    let mut edits = Vec::new();
    for (id, def) in model.types_with_ids() {
        let Some(entity) = def.entity() else {
            continue;
        };
        for (at, field) in entity.fields.iter().enumerate() {
            let Some((when, left)) = narrowed(model, entity, field) else {
                continue;
            };
            let sibling = &entity.fields[when.field];
            // An entity that includes this one has the same sibling, and no other error.
            if left.is_empty() && sibling.overrides.is_some() {
                let spans = origins.get(id.index()).map(|origin| &origin.fields);
                let span = |at: usize| spans.map_or(Span::NONE, |spans| spans[at].name);
                let (owner, name) = (&def.name, &field.name);
                let message = format!(
                    "`{owner}.{}` never has a value with which `{name}` has a meaning",
                    sibling.name
                );
                let found = Diagnostic::error(Code::OverrideInvalid, message)
                    .at(span(when.field), "overridden here")
                    .at(span(at), "a conditional field")
                    .help(format!("override `{name}`, too, without the condition"));
                sink.push(found);
            }
            let holds_always = sibling.ty.constant().is_some() || left.is_empty();
            let values = (!holds_always).then_some(left);
            let values = values.map(|left| left.into_iter().map(str::to_owned).collect());
            edits.push((id, at, values));
        }
    }
    for (id, at, values) in edits {
        apply(model, id, at, values);
    }
}

fn apply(model: &mut Model, id: TypeId, at: usize, left: Option<Vec<String>>) {
    let Some(entity) = model.types[id.index()].entity_mut() else {
        return;
    };
    let field = &mut entity.fields[at];
    match (left, &mut field.when) {
        (Some(left), Some(when)) => when.values = left,
        (None, when) => *when = None,
        (Some(_), None) => {}
    }
}

/// The condition of an included field, and those of its values that the sibling still has, if the
/// sibling is not the declared one.
fn narrowed<'a>(
    model: &'a Model,
    entity: &'a Entity,
    field: &'a Field,
) -> Option<(&'a When, Vec<&'a str>)> {
    let (when, source) = (field.when.as_ref()?, field.included_from?);
    let sibling = entity.fields.get(when.field)?;
    let declared = model.entity(source)?.fields.iter();
    let declared = declared
        .clone()
        .find(|field| field.name == sibling.name)
        .map(|field| &field.ty);
    if declared == Some(&sibling.ty) {
        return None;
    }
    let texts = texts(model, &sibling.ty)?;
    let left = when.values.iter().map(String::as_str);
    Some((when, left.filter(|value| texts.contains(value)).collect()))
}

/// The texts that a type lists: those of an enum, or a constant.
fn texts<'a>(model: &'a Model, ty: &'a Type) -> Option<BTreeSet<&'a str>> {
    if let Some(Constant::Text(text)) = ty.constant() {
        return Some([text.as_str()].into());
    }
    let values = model.enum_of(ty)?.values.iter();
    let text = |value: &'a WireValue| match value {
        WireValue::Text(text) => Some(text.as_str()),
        WireValue::Int(_) => None,
    };
    Some(values.filter_map(|value| text(&value.value)).collect())
}
