//! The values that frames of a kind hold besides params: the id and the error.

use tdproto_schema::Model;
use tdproto_schema::model::{Field, FrameKind, Hole, HoleKind, Params, Presence};

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
