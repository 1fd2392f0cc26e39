//! The types of the values in the holes of a frame.

use tdproto_schema::Model;
use tdproto_schema::model::{Event, Field, FrameKind, Hole, HoleKind, Params, Presence, Type};

/// The value in a hole, as the field that it is; `None`: any value, or the name of the event.
pub(super) fn carried(
    model: &Model,
    kind: &FrameKind,
    event: Option<&Event>,
    hole: Hole,
) -> Option<Field> {
    match hole.kind {
        HoleKind::Event => None,
        HoleKind::Params => event.and_then(|event| event.params_field("")),
        HoleKind::Id => {
            let id = kind.id.as_ref()?;
            Some(id.field(""))
        }
        HoleKind::Field(at) => kind.fields.get(at).cloned(),
        HoleKind::Result => {
            let reply = event.and_then(|event| event.reply.as_ref());
            reply.map(|reply| reply.field(""))
        }
        HoleKind::Error => {
            let ty = error_type(model, kind, event)?;
            let mut field = Params::required(ty).field("");
            if hole.may_be_missing {
                field.presence = Presence::Optional;
            }
            Some(field)
        }
    }
}

/// The type of the error of a reply; `None`: the request decides it, and is not known.
fn error_type(model: &Model, kind: &FrameKind, event: Option<&Event>) -> Option<Type> {
    let common = kind.error.as_ref().map(|error| &error.ty);
    match event {
        Some(event) => {
            let declared = event.error.as_ref().or(common);
            Some(declared.cloned().unwrap_or(Type::Any))
        }
        None => {
            let mut requests = model.events().iter();
            let is_own = requests.any(|event| event.frame == kind.replies && event.error.is_some());
            common.filter(|_| !is_own).cloned()
        }
    }
}
