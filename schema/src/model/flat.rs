//! Values whose keys are in frames.

use std::collections::BTreeSet;

use super::{Content, HoleKind, Model, Type, TypeId};

/// The entities and unions whose keys are in some frame, those of their variants included.
pub(super) fn objects(model: &Model) -> BTreeSet<TypeId> {
    let mut found = BTreeSet::new();
    let mut add = |ty: Option<&Type>| {
        let object = ty.and_then(|ty| model.object_of(ty));
        found.extend(object.into_iter().flat_map(|id| model.objects_in(id)));
    };
    for (id, kind) in model.frames_with_ids() {
        for place in kind.places() {
            let Content::Flat(hole) = place.content else {
                continue;
            };
            let frame = kind.replies.unwrap_or(id);
            let events = model.events().iter();
            for event in events.filter(|event| event.frame == Some(frame)) {
                match hole.kind {
                    HoleKind::Params => add(event.params_type()),
                    HoleKind::Result => add(event.reply.as_ref().map(|reply| &reply.ty)),
                    HoleKind::Error => {
                        let own = kind.error.as_ref().map(|error| &error.ty);
                        add(event.error.as_ref().or(own));
                    }
                    HoleKind::Event | HoleKind::Id | HoleKind::Field(_) => {}
                }
            }
        }
    }
    found
}
