//! The values that frames of a kind hold besides params: the id and the error.

use tdproto_schema::Model;
use tdproto_schema::model::{
    Event, Field, FrameKind, Hole, HoleKind, Member, Params, Part, Presence,
};

/// Returns true if the shape says that a value may be missing.
pub(super) fn may_be_missing(kind: &FrameKind, hole: HoleKind) -> bool {
    kind.hole(hole).is_some_and(|hole| hole.may_be_missing)
}

/// The id of a kind of frame, if it has one, in a language where a missing key and null differ.
pub(super) fn id_of(kind: &FrameKind) -> Option<Params> {
    let id = kind.id.as_ref()?;
    let presence = match may_be_missing(kind, HoleKind::Id) {
        true if id.presence == Presence::Nullable => Presence::Patch,
        true => Presence::Optional,
        false => id.presence,
    };
    Some(Params {
        ty: id.ty.clone(),
        presence,
    })
}

/// The same as a field, in a language where a missing key and null are both none.
pub(super) fn id_or_none(kind: &FrameKind, hole: Hole) -> Option<Field> {
    let id = kind.id.as_ref()?;
    let mut field = id.field("id");
    field.presence = match (id.presence.may_be_null(), hole.may_be_missing) {
        (false, false) => Presence::Required,
        (true, false) => Presence::Nullable,
        (false, true) => Presence::Optional,
        (true, true) => Presence::OmitNull,
    };
    Some(field)
}

/// The declared error of a kind of reply, if it is the same for all requests.
pub(super) fn declared_error<'a>(model: &Model, kind: &'a FrameKind) -> Option<&'a Params> {
    let error = kind.error.as_ref();
    error.filter(|_| !model.has_own_errors(kind))
}

/// The same with the presence that it has in frames, if they hold it.
pub(super) fn common_error(model: &Model, kind: &FrameKind) -> Option<Params> {
    let declared = declared_error(model, kind).filter(|_| kind.has(HoleKind::Error))?;
    let presence = match may_be_missing(kind, HoleKind::Error) {
        true => Presence::Optional,
        false => declared.presence,
    };
    Some(Params {
        ty: declared.ty.clone(),
        presence,
    })
}

/// Returns true if examples of a frame of an event show a field: it is always there, or what follows
/// it in its array is.
pub(super) fn is_shown(kind: &FrameKind, event: &Event, at: usize) -> bool {
    !kind.fields[at].presence.may_be_absent() || is_followed(kind, event, &kind.shape, at)
}

/// Returns true if the place of a field is in an array of a part of a shape, before others that are
/// there.
fn is_followed(kind: &FrameKind, event: &Event, part: &Part, at: usize) -> bool {
    match part {
        Part::Object(members) => members.iter().any(|member| match member {
            Member::Key(_, inner) => is_followed(kind, event, inner, at),
            Member::Flat(_) => false,
        }),
        Part::Array(parts) => {
            let is_field =
                |part: &Part| matches!(part, Part::Hole(hole) if hole.kind == HoleKind::Field(at));
            let here = parts.iter().position(is_field);
            let mut after = parts.iter().skip(here.map_or(parts.len(), |here| here + 1));
            after.any(|part| is_there(kind, event, part))
                || parts.iter().any(|part| is_followed(kind, event, part, at))
        }
        Part::Constant(_) | Part::Null | Part::Hole(_) | Part::Items(_) => false,
    }
}

/// Returns true if a part is in every frame of an event, or in every reply to it.
fn is_there(kind: &FrameKind, event: &Event, part: &Part) -> bool {
    match part {
        Part::Object(_) | Part::Array(_) | Part::Constant(_) | Part::Null => true,
        Part::Hole(hole) | Part::Items(hole) => match hole.kind {
            HoleKind::Params => {
                let params = event.params.as_ref();
                params.is_some_and(|params| !params.presence.may_be_absent())
            }
            HoleKind::Field(at) => !kind.fields[at].presence.may_be_absent(),
            HoleKind::Result => event.reply.is_some(),
            HoleKind::Event | HoleKind::Id | HoleKind::Error => !hole.may_be_missing,
        },
    }
}
