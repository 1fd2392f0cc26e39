//! Frames of an event, with values in their places.

use std::ops::ControlFlow;

use tdproto_schema::Model;
use tdproto_schema::model::{
    Direction, Event, FrameId, FrameKind, Hole, HoleKind, Member, Part, Type,
};

use super::heads::is_nameless;
use crate::payloads::class::Class;
use crate::payloads::maker::Maker;
use crate::payloads::tree::Tree;
use crate::payloads::unions::on_wire;
use crate::payloads::values::Values;
use crate::views::View;

/// A frame of a shape with values in its places. A place without a value is left out; in an array
/// it is null, if more follows.
pub(super) fn filled(part: &Part, value: &mut dyn FnMut(Hole) -> Option<Tree>) -> Option<Tree> {
    Some(match part {
        Part::Constant(constant) => Tree::from(constant),
        Part::Null => Tree::Null,
        Part::Hole(hole) | Part::Items(hole) => return value(*hole),
        Part::Object(members) => {
            let mut all = Vec::new();
            for member in members {
                match member {
                    Member::Key(key, part) => {
                        all.extend(filled(part, value).map(|tree| (key.clone(), tree)));
                    }
                    Member::Flat(hole) => {
                        let tree = value(*hole);
                        all.extend(
                            tree.iter()
                                .flat_map(|tree| tree.as_members().iter().cloned()),
                        );
                    }
                }
            }
            Tree::Object(all)
        }
        Part::Array(parts) => {
            let mut items: Vec<Option<Tree>> = Vec::new();
            for part in parts {
                match (part, filled(part, value)) {
                    (Part::Items(_), Some(Tree::List(further))) => {
                        items.extend(further.into_iter().map(Some));
                    }
                    (Part::Items(_), _) => {}
                    (_, item) => items.push(item),
                }
            }
            while items.last().is_some_and(Option::is_none) {
                items.pop();
            }
            let items = items.into_iter();
            Tree::List(items.map(|item| item.unwrap_or(Tree::Null)).collect())
        }
    })
}

/// The frame of an event that a schema draws, with these params; all of its other places are filled
/// by `other`.
pub(in crate::payloads) fn frame_with(
    model: &Model,
    event: &Event,
    params: Option<Tree>,
    other: &mut dyn FnMut(HoleKind, &Type) -> Option<Tree>,
) -> Option<Tree> {
    let kind = model.frame(event.frame?);
    filled(&kind.shape, &mut |hole| {
        value(kind, event, hole, &params, other)
    })
}

fn value(
    kind: &FrameKind,
    event: &Event,
    hole: Hole,
    params: &Option<Tree>,
    other: &mut dyn FnMut(HoleKind, &Type) -> Option<Tree>,
) -> Option<Tree> {
    match hole.kind {
        HoleKind::Event => Some(on_wire(&event.wire_name())),
        HoleKind::Params => params.clone(),
        HoleKind::Id => kind.id.as_ref().and_then(|id| other(hole.kind, &id.ty)),
        HoleKind::Field(at) => {
            let mut matches = event.matches.iter();
            match matches.find(|(field, _)| *field == at) {
                Some((_, constant)) => Some(Tree::from(constant)),
                None => other(hole.kind, &kind.fields.get(at)?.ty),
            }
        }
        HoleKind::Result | HoleKind::Error => None,
    }
}

/// The frame of an event that a schema draws, with these params and values as they usually are.
pub(in crate::payloads) fn frame(
    model: &Model,
    event: &Event,
    from: Direction,
    seed: u64,
    params: Option<Tree>,
) -> Option<Tree> {
    let mut values = Values::new(model, View::of(from), &event.name, seed);
    frame_with(model, event, params, &mut |_, ty| {
        Some(values.typical(ty, "id"))
    })
}

/// A frame that vectors change, with what they need to know of it.
pub(super) struct Base<'a> {
    pub(super) model: &'a Model,
    pub(super) kind: &'a FrameKind,
    pub(super) id: FrameId,
    pub(super) event: &'a Event,
    /// The event, if the reader knows it without the frame.
    pub(super) given: Option<&'a Event>,
    pub(super) from: Direction,
    pub(super) subject: String,
    pub(super) frame: Tree,
    pub(super) values: Values<'a>,
}

impl<'a> Base<'a> {
    /// The frame of an event as a side sends it.
    pub(super) fn of_event(
        maker: &Maker<'a, '_>,
        event: &'a Event,
        from: Direction,
    ) -> Option<Self> {
        let model = maker.model;
        let id = event.frame?;
        let kind = model.frame(id);
        let mut values = Values::new(model, View::of(from), &event.name, maker.seed);
        let params = event.params_type().map(|ty| values.typical(ty, ""));
        let frame = frame(model, event, from, maker.seed, params)?;
        Some(Self {
            model,
            kind,
            id,
            event,
            given: is_nameless(kind).then_some(event),
            from,
            subject: format!("frame/{}", event.name),
            frame,
            values,
        })
    }

    /// Makes the vector of the frame itself.
    pub(super) fn typical(&self, maker: &mut Maker<'a, '_>) -> ControlFlow<()> {
        self.vector(maker, Class::Typical, "frame", &self.frame)
    }

    /// Makes a vector of a changed frame.
    pub(super) fn vector(
        &self,
        maker: &mut Maker<'a, '_>,
        class: Class,
        what: &str,
        frame: &Tree,
    ) -> ControlFlow<()> {
        maker.drawn(self.from, self.given, (&self.subject, class, what), frame)
    }
}
