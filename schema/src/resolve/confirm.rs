//! The events that confirm a frame by its id.

use std::collections::BTreeSet;

use crate::decl::Spanned;
use crate::model::{Entity, Event, Model, Presence};
use crate::suggest::Suggestions;
use crate::{Code, Diagnostic, Sink};

/// Checks the names given, and sorts them. Each is an event whose params hold the id, and no two
/// are sent by the same side.
pub(crate) fn resolve(
    model: &mut Model,
    names: &[Spanned<String>],
    suggestions: &mut Suggestions,
    sink: &mut Sink,
) {
    let mut known: Vec<(&Spanned<String>, &Event)> = Vec::new();
    for name in names {
        let Some(event) = model.find_event(&name.value) else {
            let events = model.events().iter().map(|event| event.name.as_str());
            let help = suggestions.did_you_mean(&name.value, events);
            let message = format!("event `{}` is not declared", name.value);
            let found = Diagnostic::error(Code::ValueInvalid, message);
            sink.push(found.at(name.span, "no such event").help_if(help));
            continue;
        };
        let first = known
            .iter()
            .find_map(|(name, other)| Some((name, other, other.sender.shared(event.sender)?)));
        if let Some((first, other, direction)) = first {
            let message = format!(
                "`{}` and `{}` confirm the same frames",
                other.name, event.name
            );
            let found = Diagnostic::error(Code::ValueInvalid, message)
                .at(
                    name.span,
                    format!("is sent by the {}, too", direction.name()),
                )
                .at(first.span, "the first one");
            sink.push(found);
            continue;
        }
        match lacks_id(model, event) {
            Some(lack) => {
                let message = format!("`{}` cannot confirm a frame", event.name);
                sink.push(Diagnostic::error(Code::ValueInvalid, message).at(name.span, lack));
            }
            None => known.push((name, event)),
        }
    }
    let mut confirms: Vec<String> = known.iter().map(|(_, event)| event.name.clone()).collect();
    confirms.sort();
    model.protocol.envelope.confirms = confirms;
}

/// The reason that the params of an event cannot hold the id of a frame.
fn lacks_id(model: &Model, event: &Event) -> Option<String> {
    let Some(key) = &model.protocol.envelope.id else {
        return Some("frames have no ids".to_owned());
    };
    let Some(params) = &event.params else {
        return Some("has no params".to_owned());
    };
    let entity = model.params_entity(event);
    let Some(entity) = entity.and_then(|id| model.entity(id)) else {
        let ty = model.type_text(&params.ty);
        let may = match params.presence.may_be_none() {
            true => "may go without its params".to_owned(),
            false => format!("its params are `{ty}`, and not an entity"),
        };
        return Some(may);
    };
    let field = entity.fields.iter().find(|field| field.name == *key);
    let is_text = field.is_some_and(|field| {
        model
            .wire_scalar(&field.ty)
            .is_some_and(|scalar| scalar.is_text())
    });
    if is_text && let Some(union) = required_union(model, entity) {
        return Some(format!("its params always have the union `{union}`"));
    }
    (!is_text).then(|| format!("its params have no text `{key}`"))
}

/// The union that an entity always holds, maybe in another one: no code could choose its variant.
fn required_union<'m>(model: &'m Model, entity: &'m Entity) -> Option<&'m str> {
    let (mut open, mut known) = (vec![entity], BTreeSet::new());
    while let Some(entity) = open.pop() {
        for field in &entity.fields {
            if field.presence != Presence::Required {
                continue;
            }
            for held in model.required_objects(&field.ty) {
                match model.entity(held) {
                    Some(entity) if known.insert(held) => open.push(entity),
                    Some(_) => {}
                    None => return Some(&model.ty(held).name),
                }
            }
        }
    }
    None
}
