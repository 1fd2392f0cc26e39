//! The values that frames carry: their types, and when they are there.

use tdproto_schema::Model;
use tdproto_schema::model::{Carrier, Event, EventId, FrameKind, HoleKind, Params, Presence, Type};

/// The type of a value that frames carry, and when it is there; `None`: no frame has it.
pub(crate) fn carried(model: &Model, carrier: Carrier) -> Option<Params> {
    let event = |id: EventId| &model.events()[id.index()];
    let of_hole = |params: Params, kind: &FrameKind, hole: HoleKind| {
        let hole = kind.hole(hole)?;
        Some(Params {
            presence: match (hole.may_be_missing, params.presence) {
                (true, Presence::Required) => Presence::Optional,
                (true, Presence::Nullable) => Presence::Patch,
                (
                    _,
                    presence @ (Presence::Required
                    | Presence::Nullable
                    | Presence::OmitEmpty
                    | Presence::OmitNull
                    | Presence::Optional
                    | Presence::Patch),
                ) => presence,
            },
            ..params
        })
    };
    match carrier {
        Carrier::Params(id) => event(id).params.clone(),
        Carrier::Reply(id) => event(id).reply.clone(),
        Carrier::Error(id) => {
            let event: &Event = event(id);
            let mut kinds = model.replies_to(event.frame?).map(|(_, kind)| kind);
            let kind = kinds.find(|kind| kind.has(HoleKind::Error))?;
            let own = event.error.clone().map(Params::required);
            let params = own.or(kind.error.clone());
            let params = params.unwrap_or_else(|| Params::required(Type::Any));
            of_hole(params, kind, HoleKind::Error)
        }
        Carrier::Field(id, at) => {
            let field = model.frame(id).fields.get(at)?;
            Some(Params {
                ty: field.ty.clone(),
                presence: field.presence,
            })
        }
        Carrier::Id(id) => {
            let kind = model.frame(id);
            of_hole(kind.id.clone()?, kind, HoleKind::Id)
        }
        Carrier::FrameError(id) => {
            let kind = model.frame(id);
            let error = kind.error.clone();
            let error = error.unwrap_or_else(|| Params::required(Type::Any));
            of_hole(error, kind, HoleKind::Error)
        }
    }
}
