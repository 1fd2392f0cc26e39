//! The params that a kind of frame has a place for.

use super::{Content, Event, FrameId, FrameKind, HoleKind, Member, Model, Part, Presence, Type};

impl FrameKind {
    /// Returns true if params may be left out: in an array, only at its end.
    #[must_use]
    pub fn may_end_without_params(&self) -> bool {
        may_end(&self.shape)
    }
}

impl Model {
    /// Returns true if frames of a kind have a place for the params of an event, or may go without
    /// any if it has none.
    #[must_use]
    pub fn has_place_for_params(&self, event: &Event, id: FrameId) -> bool {
        let kind = self.frame(id);
        let Some(params) = &event.params else {
            return kind.may_end_without_params();
        };
        let mut places = kind.places().into_iter();
        let is_place = |content: &Content<'_>| {
            content
                .hole()
                .is_some_and(|hole| hole.kind == HoleKind::Params)
        };
        let Some(place) = places.find(|place| is_place(&place.content)) else {
            return false;
        };
        let is_always = params.presence == Presence::Required;
        match place.content {
            Content::Flat(_) => is_always && self.object_of(&params.ty).is_some(),
            Content::Items(..) => {
                let ty = self.unaliased(&params.ty);
                is_always && matches!(ty, Type::List(_) | Type::Tuple(_))
            }
            Content::Hole(_) | Content::Constant(_) | Content::Null => {
                !params.presence.may_be_absent() || kind.may_end_without_params()
            }
        }
    }
}

fn may_end(part: &Part) -> bool {
    let is_params = |part: &Part| match part {
        Part::Hole(hole) | Part::Items(hole) => hole.kind == HoleKind::Params,
        Part::Object(_) | Part::Array(_) | Part::Constant(_) | Part::Null => false,
    };
    match part {
        Part::Constant(_) | Part::Null | Part::Hole(_) | Part::Items(_) => true,
        Part::Object(members) => members.iter().all(|member| match member {
            Member::Key(_, part) => may_end(part),
            Member::Flat(_) => true,
        }),
        Part::Array(items) => {
            let at = items.iter().position(is_params);
            at.is_none_or(|at| at + 1 == items.len()) && items.iter().all(may_end)
        }
    }
}
